package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/customers"
)

// buyerKind is a kind of buyers in every stratum of task thresholds.
type buyerKind struct {
	weight float64
	host   bool    // able to run open weights
	cloud  int     // cloud in use, or nobody
	use    float64 // of a plan, over the mean of all buyers
	log    float64 // its logarithm
}

// utilities fills the weights of every offer for every cohort, exp(v/(1 - sigma)), and the units that
// all buyers of the cohort would take of it, buyers millions in the segment:
//
//	v_ij = V_s A_ij + g_s max(C_j - C_F, -floor) - alpha_s f(p_j) + xi_j + brand + bundle + own weights + ln considered
//	A_ij = 1/(1 + exp(-(C_j - tau_i)/width))
//
// with f(p) = ln((p + h)/P) in the log form and p in the linear one. A family's best model decides
// adequacy where the segment says so. Units: one plan, or B A/(p + saturation) for a budget.
//
// Only A differs between strata, and nothing else within a stratum but what its kinds of buyers
// differ in; so the weight of a cell is a product of two numbers that are computed once.
func (s *State) utilities(seg *segmentState, buyers float64) {
	p := &s.world.Customers.Segments[seg.index]
	J, K := len(seg.offers), len(seg.kinds)
	low, top := math.Inf(1), math.Inf(-1)
	for j, o := range seg.offers {
		s.offerTerms(seg, j, &s.offers[o])
		for b := range K {
			if v := seg.mean[b*J+j]; v > math.Inf(-1) {
				low, top = min(low, v), max(top, v)
				if !seg.known[b*J+j] {
					seg.known[b*J+j], seg.staleMenu = true, true
				}
			}
		}
	}
	seg.writeMenus()
	g := seg.group
	g.Forget()
	if top-low+p.AdequacyWeight > 300*(1-g.Sigma) {
		s.farUtilities(seg, p.AdequacyWeight)
	} else {
		g.E, g.Shift = seg.e, top
		if math.IsInf(top, -1) {
			g.Shift = 0
		}
		for cell, v := range seg.mean {
			seg.factor[cell] = 0
			if v > math.Inf(-1) {
				seg.factor[cell] = exact.Exp((v - g.Shift) / (1 - g.Sigma))
			}
		}
		for i, b := range seg.kindOf {
			fit, factor := seg.fit[seg.stratumOf[i]*J:][:J], seg.factor[b*J:][:J]
			e := g.E[i*J:][:J]
			for _, j := range seg.menus[b].Offers {
				e[j] = float64(fit[j] * factor[j])
			}
		}
	}
	for i, b := range seg.kindOf {
		adequacy, each := seg.adequacy[seg.stratumOf[i]*J:][:J], seg.each[b*J:][:J]
		size := float64(seg.weight[i] * buyers)
		units := g.Units[i*J:][:J]
		if p.Demand == customers.Buyer {
			for _, j := range seg.menus[b].Offers {
				units[j] = float64(size * each[j])
			}
			continue
		}
		for _, j := range seg.menus[b].Offers {
			units[j] = float64(size * float64(each[j]*adequacy[j]))
		}
	}
}

// writeMenus tells each kind of buyers which offers it may choose or hold, when that has changed.
func (seg *segmentState) writeMenus() {
	if !seg.staleMenu {
		return
	}
	seg.staleMenu = false
	J := len(seg.offers)
	for b := range seg.menus {
		seg.menus[b].Write(&seg.group.Nesting, seg.known[b*J:][:J])
	}
}

// menuOf returns what the buyers of a cohort may choose or hold.
func (seg *segmentState) menuOf(i int) *customers.Menu { return &seg.menus[seg.kindOf[i]] }

// farUtilities hands over utilities that lie too far apart for a common shift of their weights.
func (s *State) farUtilities(seg *segmentState, weight float64) {
	g := seg.group
	g.E = nil
	J := len(seg.offers)
	for cell := range g.V {
		g.V[cell] = math.Inf(-1)
	}
	for i, b := range seg.kindOf {
		for _, j := range seg.menus[b].Offers {
			g.V[i*J+j] = seg.mean[b*J+j] + float64(weight*seg.adequacy[seg.stratumOf[i]*J+j])
		}
	}
}

// offerTerms fills what an offer is worth to each kind of buyer but for adequacy, -Inf where it can't
// be chosen, what a fully adequate offer would sell to one of them, and the adequacy by stratum where
// the model behind the offer is a new one.
func (s *State) offerTerms(seg *segmentState, j int, of *offer) {
	p := &s.world.Customers.Segments[seg.index]
	par := &s.world.Customers
	J := len(seg.offers)
	if !of.live || s.left(of, seg.index) || !s.carried(of) {
		for b := range seg.kinds {
			seg.mean[b*J+j], seg.each[b*J+j] = math.Inf(-1), 0
		}
		return
	}
	s.adequate(seg, j, of)
	m := &s.month
	base := seg.xi[j] + s.firms[of.owner].BrandLuck + s.goodwill(of) - seg.regret[j]
	base += float64(p.FrontierTaste * math.Max(of.capability-s.frontier, -par.GapFloor))
	h, ref, sat := s.priceTerms(p, of)
	budget := 1.0
	if p.Demand == customers.Budget { // USD a month and buyer
		budget = float64(seg.value / seg.potential * exact.Exp(seg.luck))
	}
	if p.UseGrowthOn && of.channel == agents.Subscription {
		base += float64(p.QuotaWeight * exact.Log(m.use))
	}
	open := of.channel == agents.Hosted || of.channel == agents.SelfHosted
	if open {
		base += m.trust
	}
	price := float64(of.list * of.realised)
	fee := s.priceTerm(p.Alpha, price, h, ref)
	heavier := 0.0 // what a plan is worth to who uses more
	if of.channel == agents.Subscription {
		heavier = 1 + exact.Log(math.Max(1, of.tokens))
	}
	for b, kind := range seg.kinds {
		at := b*J + j
		if of.channel == agents.SelfHosted && !kind.host {
			seg.mean[at], seg.each[at] = math.Inf(-1), 0
			continue
		}
		paid, v := price, base-fee
		if off := s.bundled(of, kind.cloud); off > 0 {
			paid = float64(price * (1 - off))
			v = base - s.priceTerm(p.Alpha, paid, h, ref)
		}
		if kind.cloud != nobody && (kind.cloud == of.via || kind.cloud == of.seller) {
			v += s.bundleUtility(p.Bundle)
		}
		if open && kind.host {
			v += p.OwnWeights
		}
		v += seg.considers(of, b)
		load := 1.0
		if of.channel == agents.Subscription && kind.use > 0 {
			// A plan is worth more to who uses more, and the more so the more it allows.
			if p.UseGrowthOn {
				v += float64(p.QuotaWeight * kind.log * heavier)
			}
			if seg.use0[j] > 0 {
				load = kind.use / seg.use0[j]
			}
		}
		seg.mean[at], seg.each[at] = v, load
		if p.Demand == customers.Budget {
			seg.each[at] = budget / (paid + sat)
		}
	}
}

// priceTerms returns what a unit's use costs the buyer besides the price, the price of reference, and
// the price at which half of the saturation volume is used.
func (s *State) priceTerms(p *customers.Segment, of *offer) (h, ref, sat float64) {
	if of.channel.Metered() {
		return p.Handling, s.refPrice, p.Saturation / s.month.use
	}
	income := exact.Pow(p.IncomeGrowth, s.month.years)
	return float64(p.HandlingPlan * income), float64(s.world.Customers.PlanReference * income), p.SaturationSeat
}

// priceTerm returns alpha f(p).
func (s *State) priceTerm(alpha, paid, h, ref float64) float64 {
	if s.world.Customers.PriceForm == customers.LinearPrice {
		return float64(alpha * paid)
	}
	return float64(alpha * exact.Log((paid+h)/ref))
}

// adequate keeps the adequacy of an offer for the tasks of each stratum, and its weight in the choice.
func (s *State) adequate(seg *segmentState, j int, of *offer) {
	p := &s.world.Customers.Segments[seg.index]
	c := of.capability
	if p.FamilyBest {
		c = s.familyBest(of.owner, c)
	}
	if seg.judged[j] == c {
		return
	}
	seg.judged[j] = c
	J := len(seg.offers)
	for k, tau := range seg.tau {
		a := exact.Logistic((c - tau) / s.world.Customers.AdequacyWidth)
		seg.adequacy[k*J+j] = a
		seg.fit[k*J+j] = exact.Exp(float64(p.AdequacyWeight*a) / (1 - seg.group.Sigma))
	}
}

// forgetAdequacy lets the adequacy of all offers be computed anew.
func (seg *segmentState) forgetAdequacy() {
	for j := range seg.judged {
		seg.judged[j] = math.NaN()
	}
}

// demandMonth is what all offers of a month share.
type demandMonth struct {
	years float64 // since the start
	use   float64 // desired use per buyer, start = 1
	trust float64 // utils that open weights have gained as reluctance fades
}

func (s *State) openDemand() {
	par := &s.world.Customers
	years := float64(s.tick) / 12
	s.month = demandMonth{years: years, use: s.useIndex()}
	if par.OpenReluctanceYears > 0 {
		s.month.trust = float64(par.OpenReluctance * math.Min(1, years/par.OpenReluctanceYears))
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
