package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/market/control"
	"shakeout/market/ledger"
)

// mergePeers lets two labs that propose to each other merge for shares, if both run short, are of a size
// and save more than it costs. The order of the pair decides nothing.
func (s *State) mergePeers() {
	for i := range s.firms {
		a := &s.firms[i]
		j := a.Levers.MergeWith
		if j <= i || s.firms[j].Levers.MergeWith != i {
			continue
		}
		b := &s.firms[j]
		if a.Kind != agents.Lab || b.Kind != agents.Lab || !a.Status.Alive() || !b.Status.Alive() || s.inReview(i) || s.inReview(j) {
			continue
		}
		m := &s.world.Control.Merger
		one, other := s.party(a), s.party(b)
		wanted := m.Wanted(one, other)
		result := "called off"
		if wanted {
			result = "agreed"
		}
		s.decision(a.ID, "merger with "+b.ID, "boards", result, "own_usd_m=%.6g other_usd_m=%.6g own_runway_months=%.4g other_runway_months=%.4g gain_usd_m=%.6g",
			one.PreMoneyUSD/1e6, other.PreMoneyUSD/1e6, one.RunwayMonths, other.RunwayMonths, m.GainUSD(one, other)/1e6)
		if !wanted {
			continue
		}
		if one.PreMoneyUSD > other.PreMoneyUSD || one.PreMoneyUSD == other.PreMoneyUSD && a.ID < b.ID {
			a, b, one, other = b, a, other, one
		}
		s.event("bid", a.ID, b.ID, one.PreMoneyUSD, "merger of peers for shares at the ratio of %.4g to %.4g USD m", one.PreMoneyUSD/1e6, other.PreMoneyUSD/1e6)
		s.openReview(a, b.Index, one.PreMoneyUSD, false, true)
	}
}

// party is a lab that talks of a merger: who runs short has pieces that are worth more than a plan nobody finances.
func (s *State) party(f *agents.Firm) control.Party {
	return control.Party{PreMoneyUSD: s.worthToday(f), RunwayMonths: s.runway(f), ResearchUSDPerMonth: f.ResearchPY / 12}
}

// merge joins a firm to a larger peer: its holders get shares at the ratio of what both are worth, for neither
// less than its team and cash would bring; a part of the research is done once from now on.
func (s *State) merge(f, to *agents.Firm, price float64) bool {
	c := s.world.Control
	own, other := s.worthToday(to), s.worthToday(f)
	_, part := control.Exchange(own, other)
	table, err := to.Capital.Table.Merge(f.Capital.Table, part)
	if err != nil {
		if s.err == nil {
			s.err = err
		}
		return false
	}
	to.Capital.Table = table
	to.Capital.Kept = float64(to.Capital.Kept * (1 - part))
	to.Capital.PostMoney, to.Capital.Appraisal = own+other, own+other
	to.Capital.Raised += f.Capital.Raised
	research := float64((1 - c.Merger.DuplicateShare) * f.ResearchPY)
	s.takeOver(f, to, agents.Merged, price)
	to.ResearchPY += research
	s.joinTeams(to, f, 1-c.Value.StaffLeave, 0.5)
	cost := math.Min(float64(c.Merger.CostShare*math.Min(own, other)), math.Max(0, s.cash(to)))
	s.pay(to.Account, s.sector.suppliers, ledger.Integration, cost)
	s.event("merged", f.ID, to.ID, price, "its holders get %.4g %% of the merged firm; integration %.6g USD m", 100*part, cost/1e6)
	s.deals++
	return true
}
