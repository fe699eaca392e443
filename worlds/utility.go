package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/customers"
)

// utilities fills the group's V with the mean utility of every offer for every cohort (-Inf where it can't
// be chosen) and seg.upu with the units a buyer takes of it:
//
//	v_ij = V_s A_ij + g_s max(C_j - C_F, -floor) - alpha_s f(p_j) + xi_j + brand + bundle + own weights
//	A_ij = 1/(1 + exp(-(C_j - tau_i)/width))
//
// with f(p) = ln((p + h)/P) in the log form and p in the linear one. A family's best model decides
// adequacy where the segment says so. Units: one plan, or B A/(p + saturation) for a budget.
func (s *State) utilities(seg *segmentState) {
	p := &s.world.Customers.Segments[seg.index]
	par := &s.world.Customers
	J := len(seg.offers)
	years := float64(s.tick) / 12
	use := s.useIndex()
	reluctance := 0.0
	if par.OpenReluctanceYears > 0 {
		reluctance = float64(par.OpenReluctance * math.Min(1, years/par.OpenReluctanceYears))
	}
	budget := 1.0
	if p.Demand == customers.Budget {
		budget = float64(seg.value / seg.potential * 1e6) // USD a month and buyer
		budget = float64(budget * exact.Exp(seg.luck))
	}
	income := exact.Pow(p.IncomeGrowth, years)
	for j, o := range seg.offers {
		of := &s.offers[o]
		if !of.live || s.left(of, seg.index) {
			for i := range seg.weight {
				seg.group.V[i*J+j] = math.Inf(-1)
			}
			continue
		}
		paid := float64(of.list * of.realised)
		base := seg.xi[j] + s.firms[of.owner].BrandLuck + s.goodwill(of) - seg.regret[j]
		base += float64(p.FrontierTaste * math.Max(of.capability-s.frontier, -par.GapFloor))
		h, ref, sat := p.Handling, s.refPrice, p.Saturation/use
		if !of.channel.Metered() {
			h, ref, sat = float64(p.HandlingPlan*income), float64(20*income), p.SaturationSeat
		}
		if par.PriceForm == customers.LinearPrice {
			base -= float64(p.Alpha * paid)
		} else {
			base -= float64(p.Alpha * exact.Log((paid+h)/ref))
		}
		if p.UseGrowthOn && of.channel == agents.Subscription {
			base += float64(p.QuotaWeight * exact.Log(use))
		}
		open := of.channel == agents.Hosted || of.channel == agents.SelfHosted
		if open {
			base += reluctance
		}
		c := of.capability
		if p.FamilyBest {
			c = s.familyBest(of.owner, c)
		}
		for i := range seg.weight {
			if of.channel == agents.SelfHosted && !seg.host[i] {
				seg.group.V[i*J+j] = math.Inf(-1)
				continue
			}
			a := exact.Logistic((c - seg.tau[i]) / par.AdequacyWidth)
			v := base + float64(p.AdequacyWeight*a)
			if seg.cloud[i] != nobody && (seg.cloud[i] == of.via || seg.cloud[i] == of.seller) {
				v += p.Bundle
			}
			if open && seg.host[i] {
				v += p.OwnWeights
			}
			seg.group.V[i*J+j] = v
			if p.Demand == customers.Buyer {
				seg.upu[i*J+j] = 1
			} else {
				seg.upu[i*J+j] = float64(budget*a) / (paid + sat)
			}
		}
	}
}

// goodwill returns what an offer's brand adds to its utility: elasticity times the log of the
// owner's goodwill over its start, less the same for the industry (Nerlove and Arrow 1962).
func (s *State) goodwill(of *offer) float64 {
	f := &s.firms[of.owner]
	if f.Goodwill0 <= 0 || f.Goodwill <= 0 {
		return 0
	}
	g := exact.Log(f.Goodwill/f.Goodwill0) - s.goodwillMean
	return float64(s.world.Customers.GoodwillElasticity * math.Max(-2, math.Min(2, g)))
}

// useIndex returns desired use per buyer, start = 1.
func (s *State) useIndex() float64 {
	p := &s.world.Customers
	if s.world.Technology == nil {
		return 1
	}
	years := float64(s.tick) / 12
	early := math.Min(years, p.UseGrowthYears)
	return float64(exact.Pow(p.UseGrowth, early) * exact.Pow(p.UseGrowthLate, years-early))
}

// familyBest returns the capability of the best model of a family that is on the market.
func (s *State) familyBest(owner int, least float64) float64 {
	best := least
	for _, m := range s.firms[owner].Models {
		if m.Live && m.Capability > best {
			best = m.Capability
		}
	}
	return best
}
