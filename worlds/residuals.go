package worlds

import (
	"math"

	"shakeout/internal/exact"
)

// What buyers see in an offer beyond its model, price, reach and goodwill is a residual of the start, found by the
// inversion that explains who sells what. Such residuals persist but revert to the mean (Foster, Haltiwanger
// and Syverson 2008 for producers' demand), so a laboratory that a few liked in spite of a poor model is not
// loved for ever once its model is good.

// openResiduals finds the residual of every offer at the start: of metered offers, of which a token is a token, what
// its intercept is above the mean of its form, weighted by sales; of plans and seats, which differ by
// design, the effect of the maker alone (tastes). What goodwill explains is left out.
func (s *State) openResiduals() {
	unit, level := s.goodwillLevel()
	for k := range s.segments {
		seg := &s.segments[k]
		if seg.sold0 == nil {
			continue // what its offers are worth is given, and stays
		}
		fit := s.tastes(seg, seg.xi, seg.sold0)
		effect, all := 0.0, 0.0
		var mean, weight [forms]float64
		for j, o := range seg.offers {
			w, form := seg.sold0[j], formOf(&s.offers[o])
			effect += float64(w * fit.maker[seg.families[j]])
			all += w
			mean[form] += float64(w * seg.xi[j])
			weight[form] += w
		}
		for j, o := range seg.offers {
			of, f := &s.offers[o], &s.firms[seg.families[j]]
			r := fit.maker[f.Index] - ratio(effect, all)
			if form := formOf(of); of.channel.Metered() {
				if !(weight[form] > 0) {
					continue // nobody sells the like of it
				}
				r = seg.xi[j] - mean[form]/weight[form]
			}
			if f.Goodwill0 > 0 {
				r -= float64(s.world.Customers.GoodwillElasticity * (exact.Log(f.Goodwill0/unit) - level))
			}
			seg.residual[j] = r
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
