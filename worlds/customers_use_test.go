package worlds

import (
	"math"
	"testing"
)

func plan(t testing.TB, s *State, id string) (seg *segmentState, j int, of *offer) {
	t.Helper()
	seg = segmentOf(t, s, "consumer")
	for j, o := range seg.offers {
		if s.offers[o].id == id {
			return seg, j, &s.offers[o]
		}
	}
	t.Fatalf("no offer %s", id)
	return nil, 0, nil
}

// Light users pay for heavy ones: the essay's picture of a plan at a fixed price.
func TestLightSubscribersPayForHeavyOnes(t *testing.T) {
	s := months(t, "frontier-2025", 1)
	for _, id := range []string{"openai/plus", "anthropic/pro"} {
		seg, j, of := plan(t, s, id)
		light, heavy := s.tailMargins(seg, j)
		if !(light > 0 && heavy < 0) {
			t.Errorf("%s: the lightest tenth leaves %v USD a month and the heaviest %v; want more and less than 0", id, light, heavy)
		}
		mean := of.list*of.realised - of.mtokPerUnit*of.hoursPerTok*s.spot.price
		if !(light > mean && mean > heavy) {
			t.Errorf("%s: all together leave %v; want between %v and %v", id, mean, heavy, light)
		}
	}
	s = months(t, "frontier-2025", 1, "customers.segments[consumer].use_skew=0")
	seg, j, _ := plan(t, s, "openai/plus")
	if light, heavy := s.tailMargins(seg, j); !math.IsNaN(light) || !math.IsNaN(heavy) {
		t.Errorf("without skew the tails leave %v and %v; want no numbers", light, heavy)
	}
}

// A dearer plan keeps those who use it most, so what a subscriber uses rises (Rothschild and Stiglitz 1976).
func TestADearerPlanKeepsHeavyUsers(t *testing.T) {
	use := func(price float64) (units, mix float64) {
		s := months(t, "frontier-2025", 1)
		_, _, of := plan(t, s, "openai/plus")
		for range 6 {
			of.list = price
			s.tick++
			s.shareCapacity()
			for o := range s.capacity {
				s.capacity[o] = math.Inf(1)
			}
			s.clearCustomers()
		}
		return of.units, of.composition()
	}
	units, mix := use(20)
	fewer, heavier := use(40)
	if fewer >= units || heavier <= mix {
		t.Errorf("at twice the price %v m subscribe instead of %v m, and use %v of what the first ones did instead of %v; want fewer, heavier ones", fewer, units, heavier, mix)
	}
}

func TestTokensPerSubscriberAtTheStartAreWhatTheWorldSays(t *testing.T) {
	s := months(t, "frontier-2025", 0)
	_, _, of := plan(t, s, "openai/plus")
	if want := s.world.Serving.PaidTokens; math.Abs(of.mtok/of.units-want) > 1e-9 {
		t.Errorf("got %v m tokens a subscriber; want %v", of.mtok/of.units, want)
	}
}
