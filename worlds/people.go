package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/talent"
)

// openTalent sets the pool so that the teams and the pay of the start are in equilibrium.
func (s *State) openTalent() {
	bill := 0.0
	for i := range s.firms {
		f := &s.firms[i]
		f.TalentUSD, f.TalentRefUSD = float64(f.Researchers*s.wage)/12, f.ResearchPY
		if f.Status.Alive() {
			bill += float64(12 * f.TalentUSD)
		}
	}
	if p := s.world.Talent; p != nil {
		s.researchers = p.Pool.OpeningSize(bill, s.wage)
		s.employers = make([]talent.Firm, len(s.firms))
	}
}

// people moves researchers for a month: budgets bid for a slowly growing number of them, some quit,
// some are poached and carry know-how, and now and then key people leave with a part of their team.
func (s *State) people() {
	p := s.world.Talent
	if p == nil {
		return
	}
	leaving, where := s.keyPeople()
	for i := range s.firms {
		f, e := &s.firms[i], &s.employers[i]
		*e = talent.Firm{}
		if !f.Status.Alive() {
			continue
		}
		e.Researchers = f.Researchers
		e.BudgetUSDPerMonth = f.TalentBidUSD
		if f.TalentBidUSD <= 0 {
			e.BudgetUSDPerMonth = s.usualTalentBill(f)
		}
		if m := &f.Models[agents.Flagship]; m.Live && s.makesModels(i) {
			e.GapOOM = math.Max(0, s.frontier-m.Capability)
		}
		if leaving[i] {
			e.ExtraLeavers = p.Departure.TeamShare
		}
		if scandal := &s.world.Customers.Scandal; f.ScandalUntil == s.tick+scandal.Months {
			e.ExtraLeavers += scandal.Leavers
		}
	}
	month := p.Clear(p.Pool.Size(s.researchers, float64(s.tick)/12), s.wage, s.employers)
	s.wage = month.PayUSDPerYear
	s.carryKnowHow(&month)
	for i := range s.firms {
		f := &s.firms[i]
		if !f.Status.Alive() {
			continue
		}
		if f.Researchers > 0 { // who comes with revenue is paid in sales and overhead
			f.OtherStaff = float64(f.OtherStaff * (month.Researchers[i] / f.Researchers))
		}
		f.Researchers = month.Researchers[i]
	}
	s.keyKnowHow(leaving, where)
}

// usualTalentBill returns the pay of researchers that goes with a firm's research compute by the world's rule, USD a month; what it pays now in a world
// without a market for them.
func (s *State) usualTalentBill(f *agents.Firm) float64 {
	if p := s.world.Talent; p != nil {
		return p.Budgets.BillUSD(f.TalentUSD, f.TalentRefUSD, f.ResearchPY)
	}
	return float64(f.Researchers*s.wage) / 12
}

// carryKnowHow lets hires bring what their old firms know.
func (s *State) carryKnowHow(month *talent.Result) {
	know := s.world.Talent.KnowHow
	gains := make([]float64, len(s.firms))
	from := make([]talent.Arrivals, 0, len(s.firms))
	for j := range s.firms {
		if !s.firms[j].Status.Alive() {
			continue
		}
		from = from[:0]
		for i, n := range month.Flows[j] {
			if i != j && n > 0 {
				from = append(from, talent.Arrivals{Researchers: n, AheadOOM: s.firms[i].Capability - s.firms[j].Capability})
			}
		}
		gains[j] = know.GainOOM(from)
	}
	for j, gain := range gains {
		s.firms[j].Capability += gain
	}
}

// keyPeople draws who loses key people this month, and a number that says where they go.
func (s *State) keyPeople() (leaving []bool, where []float64) {
	leaving, where = make([]bool, len(s.firms)), make([]float64, len(s.firms))
	for i := range s.firms {
		f := &s.firms[i]
		luck := s.stream(f.ID, "departure")
		burn := f.Month.Mean(&f.Month.Burn, 3)
		distressed := f.Core == 0 && burn > 0 && s.cash(f)+f.CreditUSD < 9*burn
		leaving[i], where[i] = s.world.Talent.Departure.Leave(distressed, &luck)
		leaving[i] = leaving[i] && f.Status.Alive() && f.Researchers > 0
	}
	return leaving, where
}

// keyKnowHow carries what key people know to the firm that they join.
func (s *State) keyKnowHow(leaving []bool, where []float64) {
	p := s.world.Talent
	for i, left := range leaving {
		if !left {
			continue
		}
		weights := make([]float64, len(s.firms))
		for j := range s.firms {
			if j != i && s.firms[j].Status.Alive() {
				weights[j] = float64(p.Moves.Attraction(s.employers[j]) * s.firms[j].Researchers)
			}
		}
		f, to := &s.firms[i], talent.Destination(weights, where[i])
		if to < 0 || !p.Moves.Poaching {
			s.event("departure", f.ID, "", math.NaN(), "key people leave the industry with %.0f researchers", f.Researchers*p.Departure.TeamShare)
			continue
		}
		t := &s.firms[to]
		t.Capability += float64(p.Departure.ShareOfGap * math.Max(0, f.Capability-t.Capability))
		s.event("departure", f.ID, t.ID, math.NaN(), "key people leave with %.0f researchers", f.Researchers*p.Departure.TeamShare)
	}
}

// joinTeams moves a share of a firm's researchers to another that takes it over, with the budget
// that pays them.
func (s *State) joinTeams(to, from *agents.Firm, share, otherShare float64) {
	to.Researchers += float64(share * from.Researchers)
	to.OtherStaff += float64(otherShare * from.OtherStaff)
	to.TalentUSD += float64(share*from.Researchers*s.world.Costs.ResearcherPay) / 12
	if p := s.world.Talent; p != nil && to.TalentRefUSD > 0 && to.ResearchPY > 0 {
		// The bill grows with research from here on: put at the size of the start.
		grown := exact.Pow(to.ResearchPY/to.TalentRefUSD, p.Budgets.BudgetElasticity)
		to.TalentUSD += float64(share*from.Researchers*(s.wage/grown-s.world.Costs.ResearcherPay)) / 12
	}
}
