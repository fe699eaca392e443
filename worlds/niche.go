package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/market/control"
	"shakeout/market/ledger"
)

// bestSegment returns the segment in which a firm's customers leave most after the cost of serving them,
// and how much a month, USD; -1 without customers.
func (s *State) bestSegment(f *agents.Firm) (best int, marginUSD float64) {
	best = -1
	for k := range s.segments {
		seg, usd := &s.segments[k], 0.0
		for j, o := range seg.offers {
			if of := &s.offers[o]; of.seller == f.Index && of.units > 0 {
				usd += float64(seg.revenue[j]*(1-s.feeOf(of)-of.royalty)*1e6) - float64(of.cost*(seg.units[j]/of.units)*1e6)
			}
		}
		if usd > marginUSD {
			best, marginUSD = k, usd
		}
	}
	return best, marginUSD
}

// retreatOf returns what a retreat would look like, and to which segment; -1 without customers.
func (s *State) retreatOf(f *agents.Firm) (int, control.Retreat) {
	at, margin := s.bestSegment(f)
	costs := control.Costs{ResearchUSD: f.ResearchPY / 12, StaffUSD: s.staffCost(f), OverheadUSD: s.overhead(f)}
	return at, s.world.Control.Niche.Retreat(margin, costs)
}

// retreat takes a firm out of the general market into its best segment, if it can live there: most of the
// research and staff goes, and the severance is paid at once. Why says who wanted it.
func (s *State) retreat(f *agents.Firm, why string) bool {
	if s.world.Control == nil || f.Status != agents.Active {
		return false
	}
	n := &s.world.Control.Niche
	at, r := s.retreatOf(f)
	cash := s.cash(f) + f.CreditUSD
	viable := at >= 0 && r.Viable(cash, n.ViableMonths)
	result := "not viable"
	if viable {
		result = "retreat to " + s.world.Customers.Segments[at].ID
	}
	s.decision(f.ID, "niche", why, result, "kept_margin_usd_m=%.6g kept_costs_usd_m=%.6g severance_usd_m=%.6g cash_usd_m=%.6g",
		r.MarginUSDPerMonth/1e6, r.CostsUSDPerMonth.Total()/1e6, r.SeveranceUSD/1e6, cash/1e6)
	if !viable {
		return false
	}
	s.pay(f.Account, s.sector.staff, ledger.Staff, r.SeveranceUSD)
	s.draw(f)
	f.Status, f.NicheAt = agents.Niche, at
	f.ResearchPY = float64(12 * r.CostsUSDPerMonth.ResearchUSD)
	f.NicheRDUSD, f.TalentRefUSD = f.ResearchPY, f.ResearchPY
	f.TalentUSD = float64(n.StaffKept * f.Researchers * s.wage / 12)
	f.Researchers = float64(n.StaffKept * f.Researchers)
	f.OtherStaff = float64(n.StaffKept * f.OtherStaff)
	f.Overhead = float64(n.OverheadKept * f.Overhead)
	f.RunLeft = -1
	s.refreshOffers()
	s.event("niche", f.ID, "", math.NaN(), "keeps %s only, %s; severance %.6g USD m", s.world.Customers.Segments[at].ID, why, r.SeveranceUSD/1e6)
	return true
}

// left says whether the seller of an offer has left a segment for its niche.
func (s *State) left(of *offer, segment int) bool {
	return of.seller >= 0 && s.firms[of.seller].Status == agents.Niche && s.firms[of.seller].NicheAt != segment
}
