package worlds

import (
	"math"
	"testing"
)

// What the start says of an offer beyond what can be explained reverts to the mean, and nothing else of it does.
func TestResidualsFade(t *testing.T) {
	before, after := months(t, "frontier-2025", 0), months(t, "frontier-2025", 12)
	loved := 0.0
	for k := range before.segments {
		a, b := &before.segments[k], &after.segments[k]
		for j, o := range a.offers {
			r, kept := a.residual[j], math.Pow(0.97, 12)
			if math.Abs(b.residual[j]-r*kept) > 1e-12 {
				t.Errorf("%s in %s: residual %v after a year; want %v", before.offers[o].id, before.world.Customers.Segments[k].ID, b.residual[j], r*kept)
			}
			if moved := a.xi[j] - b.xi[j]; math.Abs(moved-(r-b.residual[j])) > 1e-12 {
				t.Errorf("%s in %s: the intercept fell by %v; want what the residual lost, %v", before.offers[o].id, before.world.Customers.Segments[k].ID, moved, r-b.residual[j])
			}
			if before.offers[o].id == "cohere/flagship" {
				loved += r
			}
		}
	}
	if loved <= 0 {
		t.Errorf("residuals of cohere/flagship add to %v; want more than 0: it sells although its model is far behind", loved)
	}
}

// Residuals of a form cancel out over its sales, so that their fading moves nobody's share for being there.
func TestResidualsOfAFormCancelOut(t *testing.T) {
	s := months(t, "frontier-2025", 0)
	for k := range s.segments {
		seg := &s.segments[k]
		var sum, weight [forms]float64
		for j, o := range seg.offers {
			form := formOf(&s.offers[o])
			sum[form] += seg.sold0[j] * seg.residual[j]
			weight[form] += seg.sold0[j]
		}
		for form, w := range weight {
			if w > 0 && math.Abs(sum[form]/w) > 1e-9 {
				t.Errorf("%s, form %d: mean residual %v; want 0", s.world.Customers.Segments[k].ID, form, sum[form]/w)
			}
		}
	}
}
