package worlds

import (
	"math"
	"testing"

	"shakeout/agents"
)

// An entrant's lack of customers does not pass by itself, and the growth of the industry's goodwill before it came is not held against it.
func TestEntrantsBecomeKnownByWhatTheySpend(t *testing.T) {
	s, seen := months(t, "frontier-2025", 60), 0
	for i := s.declared; i < len(s.firms); i++ {
		f := &s.firms[i]
		if !f.Status.Alive() {
			continue
		}
		seen++
		for k := range s.segments {
			seg := &s.segments[k]
			for j, o := range seg.offers {
				if s.offers[o].agent == i && seg.residual[j] != 0 {
					t.Errorf("%s: residual %v; want 0", s.offers[o].id, seg.residual[j])
				}
			}
		}
	}
	if seen == 0 {
		t.Fatal("nobody entered")
	}
	f := &agents.Firm{Goodwill0: s.usualGoodwill()}
	f.Goodwill = s.scratch[len(s.scratch)/2]
	if own := math.Log(f.Goodwill/f.Goodwill0) - s.goodwillMean; math.Abs(own) > 1e-9 {
		t.Errorf("the goodwill of the usual lab counts %v with a newcomer; want 0", own)
	}
}
