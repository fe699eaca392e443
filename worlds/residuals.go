package worlds

import (
	"math"

	"shakeout/internal/exact"
)

// What buyers see in an offer beyond its model, price, reach and goodwill is a residual of the start, found by the
// inversion that explains who sells what. Such residuals persist but revert to the mean (Foster, Haltiwanger
// and Syverson 2008 for producers' demand), so a laboratory that a few liked in spite of a poor model is not
// loved for ever once its model is good.

// openResiduals finds the residual of every offer at the start: what is left of its intercept, or of the effect of its maker alone where
// offers differ by design (plans and seats: tastes), once the maker's goodwill is taken out, above the mean of its form weighted by sales.
// Goodwill comes out first and the mean after it, so that residuals of a form cancel out over its sales: what fades are differences
// between its offers, and no form wins or loses customers because its residuals pass.
func (s *State) openResiduals() {
	unit, level := s.goodwillLevel()
	for k := range s.segments {
		seg := &s.segments[k]
		if seg.sold0 == nil {
			continue // what its offers are worth is given, and stays
		}
		fit := s.tastes(seg, seg.xi, seg.sold0)
		var mean, weight [forms]float64
		for j, o := range seg.offers {
			of, f := &s.offers[o], &s.firms[seg.families[j]]
			r := fit.maker[f.Index]
			if of.channel.Metered() {
				r = seg.xi[j]
			}
			if f.Goodwill0 > 0 {
				r -= float64(s.world.Customers.GoodwillElasticity * (exact.Log(f.Goodwill0/unit) - level))
			}
			seg.residual[j] = r
			w, form := seg.sold0[j], formOf(of)
			mean[form] += float64(w * r)
			weight[form] += w
		}
		for j, o := range seg.offers {
			if form := formOf(&s.offers[o]); weight[form] > 0 {
				seg.residual[j] -= mean[form] / weight[form]
			} else {
				seg.residual[j] = 0 // nobody sells the like of it
			}
		}
	}
}

// goodwillLevel returns a firm's goodwill to measure others by, and the mean log of goodwill over that, weighted by model
// revenue: ratios are the same in every unit of money.
func (s *State) goodwillLevel() (unit, mean float64) {
	for i := range s.firms {
		unit = math.Max(unit, s.firms[i].Goodwill0)
	}
	sum, count := 0.0, 0.0
	for i := range s.firms {
		if f := &s.firms[i]; f.Status.Alive() && f.Goodwill0 > 0 {
			w := math.Max(s.indicators.shareOwner[i], 1e-6)
			sum += float64(w * exact.Log(f.Goodwill0/unit))
			count += w
		}
	}
	return unit, ratio(sum, count)
}

// fadeResiduals lets a month pass over the residuals.
func (s *State) fadeResiduals() {
	fade := s.world.Customers.ResidualFade
	for k := range s.segments {
		seg := &s.segments[k]
		for j, x := range seg.residual {
			d := float64(fade * x)
			seg.residual[j] = x - d
			seg.xi[j] -= d
		}
	}
}
