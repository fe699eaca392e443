package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/market/capital"
	"shakeout/market/control"
	"shakeout/market/customers"
	"shakeout/market/ledger"
)

// trade is what a firm does in a segment, USD a month.
type trade struct{ revenueUSD, servingUSD, marginUSD float64 }

// bestSegment returns the segment in which a firm's customers leave most after the cost of serving them, what it does there and in all;
// -1 without customers.
func (s *State) bestSegment(f *agents.Firm) (best int, there, all trade) {
	best = -1
	for k := range s.segments {
		seg, t := &s.segments[k], trade{}
		for j, o := range seg.offers {
			if of := &s.offers[o]; of.seller == f.Index && of.units > 0 {
				serving := float64(of.cost * (seg.units[j] / of.units) * 1e6)
				t.revenueUSD += float64(seg.revenue[j] * 1e6)
				t.servingUSD += serving
				t.marginUSD += float64(seg.revenue[j]*(1-s.feeOf(of)-of.royalty)*1e6) - serving
			}
		}
		all.revenueUSD, all.servingUSD, all.marginUSD = all.revenueUSD+t.revenueUSD, all.servingUSD+t.servingUSD, all.marginUSD+t.marginUSD
		if t.marginUSD > there.marginUSD {
			best, there = k, t
		}
	}
	return best, there, all
}

// retreatOf returns what a retreat would look like, and to which segment; -1 without customers. Customers of the
// segment are looked after as before; hours under contract that are not needed any more have to be paid for all the same.
func (s *State) retreatOf(f *agents.Firm) (int, control.Retreat) {
	n := &s.world.Control.Niche
	at, there, all := s.bestSegment(f)
	costs := control.Costs{
		ResearchUSD: f.ResearchPY / 12, StaffUSD: s.staffCost(f), OverheadUSD: s.overhead(f),
		SellingUSD: float64((f.SalesUSD + f.BrandUSD) * ratio(there.revenueUSD, all.revenueUSD)),
	}
	needed := float64(s.spot.inference[f.Index]*ratio(there.servingUSD, all.servingUSD)) + float64(n.ResearchKept*s.spot.research[f.Index])
	return at, n.Retreat(there.marginUSD, costs, s.idleHours(f, needed))
}

// idleHours returns what a firm that needs no more than so many hours a month, in millions, loses on those that it has under contract:
// it lets them on the spot from next month on, for as long as the contracts run.
func (s *State) idleHours(f *agents.Firm, needed float64) control.Idle {
	t := &s.spot.tenants[f.Index]
	if t.reserved <= needed {
		return control.Idle{}
	}
	part := 1 - needed/t.reserved
	loss := math.Max(0, 1-float64(s.spot.price*ratio(t.reserved, t.billUSD)))
	return control.Idle{FirstMonthUSD: float64(part * t.billUSD * 1e6), LaterUSD: float64(part * loss * s.commitments(f.Index) * 1e6)}
}

// nicheWorth returns what a retreat would leave the owners of a firm, USD; ok is false where it could not live there.
func (s *State) nicheWorth(f *agents.Firm) (usd float64, ok bool) {
	at, r := s.retreatOf(f)
	if f.Status != agents.Active || at < 0 || !r.Viable(s.cash(f)+f.CreditUSD, s.world.Control.Niche.ViableMonths) {
		return 0, false
	}
	return r.WorthUSD(s.monthsThatCount(at), s.cash(f), owed(f)), true
}

// monthsThatCount returns for how many months, discounted, the margin of a segment counts to who owns its customers.
func (s *State) monthsThatCount(segment int) float64 {
	if s.world.Customers.Segments[segment].Demand == customers.Buyer {
		return s.world.Control.Value.ConsumerMonths
	}
	return s.world.Control.Value.EnterpriseMonths
}

// quarter is how long it takes until the books of a firm that has retreated show what is left of it, months.
const quarter = 3

// settling says whether a firm has retreated within a quarter.
func (s *State) settling(f *agents.Firm) bool {
	return f.Status == agents.Niche && s.tick < f.NicheTick+quarter
}

// livingWorth returns what a firm that has retreated is worth to its owners, who look at what it earns and not at what
// investors would say, USD: what it earned in the last quarter, or reckoned to earn when it retreated, for as long as its customers stay, and cash less debts.
func (s *State) livingWorth(f *agents.Firm) float64 {
	if f.Status != agents.Niche {
		return 0
	}
	earned := -f.Month.Mean(&f.Month.Burn, 3)
	if s.settling(f) {
		earned = f.NicheUSD
	}
	earned = math.Max(0, earned)
	return math.Max(0, float64(s.monthsThatCount(f.NicheAt)*earned)+s.cash(f)-owed(f))
}

// customersWorth returns what the customers of a firm are worth to its owners, USD, whatever investors would say: in the niche where it is, or in the
// one that it could retreat to and live in.
func (s *State) customersWorth(f *agents.Firm) float64 {
	if f.Status == agents.Niche {
		return s.livingWorth(f)
	}
	worth, _ := s.nicheWorth(f)
	return worth
}

// refusedIsBetterSmall says whether investors have refused a firm, for good or while its money runs out, and a niche that it
// can still afford is worth more than the firm as it is and than its pieces: a board does not wait until the money is gone.
func (s *State) refusedIsBetterSmall(f *agents.Firm) bool {
	c := s.world.Control
	if f.Status != agents.Active || f.Core > 0 || f.Capital.Failed == 0 || s.world.Capital == nil {
		return false
	}
	if v, _ := s.verdict(f); v != capital.Closed && (s.runway(f) >= c.Distress.CutMonths || f.Capital.RaisingUntil >= 0) {
		return false
	}
	worth, ok := s.nicheWorth(f)
	h := s.holdings(f)
	return ok && worth > math.Max(s.mark(f), c.Reserve.DistressUSD(h))
}

// retreatIfWorth lets a firm retreat where that leaves its owners more than winding down at once.
func (s *State) retreatIfWorth(f *agents.Firm, why string) bool {
	assets, claims := s.estate(f, f.Researchers)
	worth, ok := s.nicheWorth(f)
	return ok && worth > s.world.Control.Reserve.LastUSD(math.Max(0, s.cash(f))+assets, claims) && s.retreat(f, why)
}

// retreat takes a firm out of the general market into its best segment, if it can live there: most of the
// research and staff goes, and the severance is paid at once. Why says who wanted it.
func (s *State) retreat(f *agents.Firm, why string) bool {
	if s.world.Control == nil || f.Status != agents.Active {
		return false
	}
	n := &s.world.Control.Niche
	at, r := s.retreatOf(f)
	_, there, all := s.bestSegment(f)
	cash := s.cash(f) + f.CreditUSD
	viable := at >= 0 && r.Viable(cash, n.ViableMonths)
	result := "not viable"
	if viable {
		result = "retreat to " + s.world.Customers.Segments[at].ID
	}
	s.decision(f.ID, "niche", why, result, "kept_margin_usd_m=%.6g kept_costs_usd_m=%.6g severance_usd_m=%.6g idle_contracts_usd_m=%.6g cash_usd_m=%.6g",
		r.MarginUSDPerMonth/1e6, r.CostsUSDPerMonth.Total()/1e6, r.SeveranceUSD/1e6, r.Idle.Total()/1e6, cash/1e6)
	if !viable {
		return false
	}
	kept := s.keptOf(f, r, there, all)
	s.pay(f.Account, s.sector.staff, ledger.Staff, r.SeveranceUSD)
	s.draw(f)
	f.Status, f.NicheAt, f.NicheTick, f.NicheUSD = agents.Niche, at, s.tick, r.MarginUSDPerMonth-r.CostsUSDPerMonth.Total()
	f.ResearchPY = float64(12 * r.CostsUSDPerMonth.ResearchUSD)
	f.NicheRDUSD, f.TalentRefUSD = f.ResearchPY, f.ResearchPY
	f.TalentUSD = float64(n.StaffKept * f.Researchers * s.wage / 12)
	f.Researchers = float64(n.StaffKept * f.Researchers)
	f.OtherStaff = float64(n.StaffKept * f.OtherStaff)
	f.Overhead, f.PeakStaff = r.CostsUSDPerMonth.OverheadUSD, f.Researchers+f.OtherStaff // from here on it follows what is left
	f.OverheadRef = float64(12 * there.revenueUSD)
	part := 0.0
	if sold := f.SalesUSD + f.BrandUSD; sold > 0 {
		part = r.CostsUSDPerMonth.SellingUSD / sold
	}
	f.SalesUSD, f.BrandUSD = float64(part*f.SalesUSD), float64(part*f.BrandUSD)
	f.RunLeft = -1
	s.restate(f, kept)
	s.refreshOffers()
	s.event("niche", f.ID, "", math.NaN(), "keeps %s only, %s; severance %.6g USD m", s.world.Customers.Segments[at].ID, why, r.SeveranceUSD/1e6)
	return true
}

// keptOf returns what part of a firm's business a retreat keeps, by what this month was and what it would have been.
func (s *State) keptOf(f *agents.Firm, r control.Retreat, there, all trade) agents.Kept {
	costs := f.ResearchPY/12 + s.staffCost(f) + s.overhead(f) + f.SalesUSD + f.BrandUSD
	before, after := all.revenueUSD-all.marginUSD+costs, there.revenueUSD-r.MarginUSDPerMonth+r.CostsUSDPerMonth.Total()
	return agents.Kept{Revenue: ratio(there.revenueUSD, all.revenueUSD), Cost: ratio(after, before), Research: s.world.Control.Niche.ResearchKept}
}

// restate takes what a firm has given up out of its books of the year and out of what its investors hold it to.
func (s *State) restate(f *agents.Firm, k agents.Kept) {
	f.Month.Discontinue(k)
	c := &f.Capital
	c.StartRevenue = float64(c.StartRevenue * k.Revenue)
	c.Plan.RevenueUSDPerYear, c.Plan.LossUSDPerYear = float64(c.Plan.RevenueUSDPerYear*k.Revenue), float64(c.Plan.LossUSDPerYear*k.Revenue)
}

// left says whether the seller of an offer has left a segment for its niche.
func (s *State) left(of *offer, segment int) bool {
	return of.seller >= 0 && s.firms[of.seller].Status == agents.Niche && s.firms[of.seller].NicheAt != segment
}
