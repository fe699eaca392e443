package worlds

import (
	"math"

	"shakeout/internal/exact"
	"shakeout/market/customers"
)

// clearCustomers shares each seller's hours out among its offers by expected demand, then lets the
// customers of all segments choose at posted prices, in one clearing: an offer has one capacity,
// whichever segment asks for it.
func (s *State) clearCustomers() {
	s.shareCapacity()
	s.openDemand()
	s.groups = s.groups[:0]
	for k := range s.segments {
		seg := &s.segments[k]
		s.findFamilies(seg)
		joining := s.adopt(seg)
		s.utilities(seg, float64(seg.potential*(seg.considering+joining)))
		if seg.pipeline != nil {
			seg.group.ChooseAll(seg.group.Scale()) // procure asks for all of them
			s.procure(seg, joining)
		} else {
			s.bring(seg, joining)
		}
		s.groups = append(s.groups, seg.group)
	}
	s.clearing.Clear(s.capacity, s.groups)
	for k := range s.segments {
		s.take(&s.segments[k])
	}
	s.mixUse()
	s.tellShortage()
}

// adopt lets more of the potential consider buying: the generalised Bass hazard
// (p + q F) exp(theta (IV - IV_0)), the factor within [.3, 3] (Bass, Krishnan and Jain 1994), at what
// last month's offers were worth.
func (s *State) adopt(seg *segmentState) (joining float64) {
	p := &s.world.Customers.Segments[seg.index]
	if seg.considering >= 1 {
		return 0
	}
	factor := exact.Exp(float64(p.BassTheta * (seg.worth() - seg.iv0)))
	factor = math.Max(0.3, math.Min(3, factor))
	hazard := (p.BassP + float64(p.BassQ*seg.considering)) * factor / 12
	return float64((1 - seg.considering) * math.Min(1, hazard))
}

// worth returns the mean over cohorts of what choosing something is worth, lambda ln W.
func (seg *segmentState) worth() float64 {
	mean := 0.0
	for i, w := range seg.weight {
		mean += float64(w * math.Max(seg.iv[i], -20))
	}
	return mean
}

// findFamilies tells a segment whose model each of its offers is.
func (s *State) findFamilies(seg *segmentState) {
	same := true
	for j, o := range seg.offers {
		was, is := seg.families[j], s.offers[o].owner
		if was == is {
			continue
		}
		same = false
		if seg.terms != nil {
			all := 0.0
			for k, family := range seg.families {
				if family == was {
					all += seg.share[k]
				}
			}
			seg.terms.Move(was, is, ratio(seg.share[j], all))
		}
		seg.families[j] = is
	}
	if !same {
		seg.group.Set(seg.families)
		seg.staleMenu = true
	}
}

// bring puts the customers of a segment before the market: those whose contract is up choose afresh
// with their switching cost, those who newly consider and those whose offer is gone choose without;
// of the rest a part reconsiders which offer of its family it takes, and the others keep theirs. Who holds a
// plan whose price has risen looks around, see startled.
func (s *State) bring(seg *segmentState, joining float64) {
	par := &s.world.Customers
	p := &par.Segments[seg.index]
	g := seg.group
	J, G := len(seg.offers), g.Count
	rho, within := p.Reconsider, par.ReconsiderWithin
	keep := seg.considering / math.Max(seg.considering+joining, 1e-300)
	seg.considering += joining
	s.dueByFamily(seg)
	clear(seg.continued)
	rises := s.startle(seg)
	if memoryless(p) && !s.limitedReach(p) { // whatever they had: to the bit the same whoever had what
		clear(g.Held)
		clear(g.Waiting)
		clear(g.Loyal)
		for i := range seg.weight {
			seg.none[i], g.None[i], g.Fresh[i] = 0, 0, 1
		}
		return
	}
	for i, w := range seg.weight {
		row, held := seg.stock[i*J:i*J+J], g.Held[i*J:i*J+J]
		wait, loyal := g.Waiting[i*G:i*G+G], g.Loyal[i*G:i*G+G]
		mean := seg.mean[seg.kindOf[i]*J:][:J]
		fresh := 1 - keep
		menu := seg.menuOf(i)
		clear(wait)
		for _, j := range menu.Offers {
			x := row[j]
			if x == 0 {
				held[j] = 0
				continue
			}
			if mean[j] < -math.MaxFloat64 { // it can't be had any more
				fresh += float64(x * keep)
				held[j] = 0
				continue
			}
			if rises && seg.startled[j] > 0 {
				fresh += float64(x * keep * seg.startled[j])
				x -= float64(x * seg.startled[j])
			}
			n := g.Of[j]
			wait[n] += float64(x * keep)
			held[j] = float64(x * keep * (1 - seg.due[n]) * (1 - within))
		}
		for _, course := range menu.Courses {
			n := course.Nest
			x := wait[n]
			stays := float64((1 - seg.due[n]) * x)
			loyal[n] = float64(stays * within)
			wait[n] = x - stays
			seg.continued[n] += float64(w * stays)
		}
		none := float64(seg.none[i] * keep)
		seg.none[i], g.None[i], g.Fresh[i] = float64((1-rho)*none), float64(rho*none), fresh
	}
}

// take gives the customers of a segment what they were served, counts units, and lets who was turned
// away remember.
func (s *State) take(seg *segmentState) {
	par := &s.world.Customers
	p := &par.Segments[seg.index]
	g := seg.group
	seg.stock = g.Served
	seg.surplus, seg.using = 0, 0
	seg.countHolders()
	s.enterTerms(seg)
	for i, w := range seg.weight {
		seg.none[i] += g.Outside[i]
		seg.using += float64(w * (1 - seg.none[i]))
		if !math.IsNaN(g.Value[i]) {
			seg.iv[i] = g.Value[i]
		}
		if !math.IsInf(seg.iv[i], -1) {
			seg.surplus += float64(w * exact.Log1p(exact.Exp(math.Min(seg.iv[i], 500))))
		}
	}
	if p.Demand == customers.Budget {
		seg.surplus = float64(seg.surplus * (seg.value * seg.considering / math.Max(p.Alpha, 1e-9)))
	} else if par.PriceForm == customers.LinearPrice {
		seg.surplus = float64(seg.surplus * (seg.potential * seg.considering / math.Max(p.Alpha, 1e-9)))
	} else {
		seg.surplus = float64(seg.surplus * (par.PlanReference * seg.potential * seg.considering / math.Max(p.Alpha, 1e-9)))
	}
	fade := exact.Exp(-math.Ln2 / par.TurnedAwayHalfLife)
	for j, o := range seg.offers {
		of := &s.offers[o]
		seg.units[j], seg.turned[j] = g.Sold[j], g.Turned[j]
		if p.Demand == customers.Buyer { // a plan each, whatever they use
			seg.units[j] = float64(seg.share[j] * seg.potential * seg.considering)
			if g.Sold[j] > 0 {
				seg.turned[j] = float64(g.Turned[j] * (seg.units[j] / g.Sold[j]))
			}
		}
		of.load += g.Sold[j]
		of.units += seg.units[j]
		of.turned += seg.turned[j]
		seg.paid[j] = float64(of.list * of.realised * (1 - s.meanDiscount(seg, j)))
		seg.revenue[j] = float64(seg.units[j] * seg.paid[j])
		of.revenue += seg.revenue[j]
		share := 0.0
		if seg.turned[j] > 0 {
			share = seg.turned[j] / (seg.turned[j] + seg.units[j])
		}
		seg.regret[j] = float64(seg.regret[j]*fade) + float64(par.TurnedAwayLoss*share)
	}
}

// countHolders fills the share of the considering buyers who hold each offer.
func (seg *segmentState) countHolders() {
	J := len(seg.offers)
	clear(seg.share)
	for i, w := range seg.weight {
		stock, share := seg.stock[i*J:][:J], seg.share[:J]
		for _, j := range seg.menuOf(i).Offers {
			share[j] += float64(w * stock[j])
		}
	}
}
