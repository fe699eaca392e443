package worlds

import (
	"math"

	"shakeout/internal/exact"
	"shakeout/market/customers"
)

// adopt lets more of the potential consider buying: the generalised Bass hazard
// (p + q F) exp(theta (IV - IV_0)), the factor within [.3, 3] (Bass, Krishnan and Jain 1994).
func (s *State) adopt(seg *segmentState) (joining float64) {
	p := &s.world.Customers.Segments[seg.index]
	if p.Considering >= 1 {
		return 0
	}
	factor := exact.Exp(float64(p.BassTheta * (s.inclusiveValue(seg) - seg.iv0)))
	factor = math.Max(0.3, math.Min(3, factor))
	hazard := (p.BassP + float64(p.BassQ*seg.considering)) * factor / 12
	joining = float64((1 - seg.considering) * math.Min(1, hazard))
	return joining
}

// inclusiveValue returns the mean over cohorts of lambda ln W.
func (s *State) inclusiveValue(seg *segmentState) float64 {
	J, mean := len(seg.offers), 0.0
	for i, w := range seg.weight {
		s.tree.build(seg.v[i*J:i*J+J], seg.families, len(s.firms), s.world.Customers.Sigma)
		iv := s.tree.inclusive(s.tree.sum, s.world.Customers.Lambda)
		mean += float64(w * math.Max(iv, -20))
	}
	return mean
}

// choose moves the customers of a segment by one month: those whose contract is up choose afresh
// with their switching cost, those who newly consider choose without, those whose offer is gone
// must choose; of the rest a part reconsiders which offer of its family it takes. Then units and
// turned-away demand are counted against the capacity of each offer.
func (s *State) choose(seg *segmentState, joining float64) {
	par := &s.world.Customers
	p := &par.Segments[seg.index]
	J, G := len(seg.offers), len(s.firms)
	rho := p.Reconsider
	keep := seg.considering / math.Max(seg.considering+joining, 1e-300)
	fresh := 1 - keep
	clear(seg.units)
	clear(seg.turned)
	seg.surplus, seg.using = 0, 0
	buyers := float64(seg.potential * (seg.considering + joining))
	fam, inflow := s.byFamily[:G], s.inflow[:G]
	for i, w := range seg.weight {
		v, stock := seg.v[i*J:i*J+J], seg.stock[i*J:i*J+J]
		s.tree.build(v, seg.families, G, par.Sigma)
		clear(fam)
		orphans := fresh
		none := float64(seg.none[i] * keep)
		for j := range stock {
			stock[j] = float64(stock[j] * keep)
			if math.IsInf(v[j], -1) {
				orphans += stock[j]
				stock[j] = 0
				continue
			}
			fam[seg.families[j]] += stock[j]
		}
		// Within the family: a host or a tier is reconsidered more often than the supplier.
		for j := range stock {
			g := seg.families[j]
			stock[j] = float64((1-rho)*(1-par.ReconsiderWithin)*stock[j]) +
				float64((1-rho)*par.ReconsiderWithin*fam[g]*s.tree.within[j])
		}
		for g := range fam {
			fam[g] = float64(fam[g] * rho)
		}
		stayNone := float64((1 - rho) * none)
		out := s.tree.mix(fam, float64(rho*none), par.Lambda, p.SwitchingCost, inflow)
		// Those without a supplier choose without a switching cost.
		if orphans > 0 {
			ai := exact.Logistic(s.tree.inclusive(s.tree.sum, par.Lambda))
			out += float64(orphans * (1 - ai))
			if s.tree.sum > 0 {
				for g := range inflow {
					inflow[g] += float64(orphans * ai * s.tree.w[g] / s.tree.sum)
				}
			} else {
				out += float64(orphans * ai)
			}
		}
		seg.none[i] = stayNone + out
		for j := range stock {
			stock[j] += float64(inflow[seg.families[j]] * s.tree.within[j])
			seg.units[j] += float64(w * buyers * stock[j] * seg.upu[i*J+j])
			seg.using += float64(w * stock[j])
		}
		if iv := s.tree.inclusive(s.tree.sum, par.Lambda); !math.IsInf(iv, -1) {
			seg.surplus += float64(w * exact.Log1p(exact.Exp(math.Min(iv, 500))))
		}
	}
	seg.considering += joining
	if p.Demand == customers.Budget {
		seg.surplus = float64(seg.surplus * (seg.value * seg.considering / math.Max(p.Alpha, 1e-9)))
	} else {
		seg.surplus = float64(seg.surplus * (20 * buyers / math.Max(p.Alpha, 1e-9)))
	}
	for j := range seg.units {
		if seg.units[j] > seg.capacity[j] {
			seg.turned[j] = seg.units[j] - seg.capacity[j]
			seg.units[j] = seg.capacity[j]
		}
		share := 0.0
		if seg.turned[j] > 0 {
			share = seg.turned[j] / (seg.turned[j] + seg.units[j])
		}
		fade := exact.Exp(-math.Ln2 / par.TurnedAwayHalfLife)
		seg.regret[j] = float64(seg.regret[j]*fade) + float64(par.TurnedAwayLoss*share)
	}
}
