package worlds

import (
	"math"
	"testing"

	"shakeout/market/customers"
	"shakeout/worlds/worldfile"
)

// Whoever leaves, the price at which buyers are indifferent does not move because of it, though the mean of those who are left does; a year on a third of
// that is forgotten.
func TestParityStaysWhenARivalLeaves(t *testing.T) {
	linked := 0
	for _, who := range []string{"anthropic", "google", "amazon", "mistral", "meta"} {
		w, err := Load("frontier-2025", worldfile.Options{})
		if err != nil {
			t.Fatal(err)
		}
		s, err := open(&w.Value, 2, Options{})
		if err != nil {
			t.Fatal(err)
		}
		s.opening()
		for range 12 {
			s.tick++
			if err := s.Step(); err != nil {
				t.Fatal(err)
			}
		}
		before := s.parities()
		s.leaveModels(&s.firms[s.firmIndex(who)])
		for o, after := range s.parities() {
			if math.Abs(after-before[o]) > 1e-9 {
				t.Errorf("%s without %s: parity moves by %g log points", s.offers[o].id, who, after-before[o])
			}
			if s.offers[o].link != 0 {
				linked++
			}
		}
	}
	var s State
	s.world, s.offers = &World{Customers: customers.Params{ResidualFade: 0.03}}, []offer{{link: 1}, {}, {link: -2}}
	for range 12 {
		s.fadeLinks()
	}
	if left := math.Pow(0.97, 12); math.Abs(s.offers[0].link-left) > 1e-9 || s.offers[1].link != 0 || math.Abs(s.offers[2].link+2*left) > 1e-9 {
		t.Errorf("a year on: got %g, %g, %g; want 1, 0 and -2 times %g", s.offers[0].link, s.offers[1].link, s.offers[2].link, left)
	}
	if linked == 0 {
		t.Error("no offer is linked: whoever left, the mean of the others was the same")
	}
}
