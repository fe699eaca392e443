package worlds

import (
	"testing"

	"shakeout/worlds/worldfile"
)

// Whoever leaves, the price at which buyers are indifferent does not fall because of it; where a dear rival leaves the mean of the others alone would
// make it fall.
func TestNobodyGetsCheaperBecauseARivalLeaves(t *testing.T) {
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
			if after < before[o]-1e-9 {
				t.Errorf("%s without %s: parity falls by %g log points", s.offers[o].id, who, before[o]-after)
			}
			if of := &s.offers[o]; of.link > 0 {
				linked++
			}
		}
	}
	if linked == 0 {
		t.Error("no offer is linked: nobody who left asked more for its quality than others")
	}
}
