package worlds

import (
	"fmt"
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/capital"
	"shakeout/market/control"
	"shakeout/market/customers"
)

// runRate returns a firm's yearly revenue from models as investors see it: the mean of three months.
func (s *State) runRate(f *agents.Firm) float64 {
	if f.Month.Months == 0 {
		return float64(s.indicators.revenueBy[f.Index] * 12e6)
	}
	return float64(12 * f.Month.Mean(&f.Month.Revenue, 3))
}

// logGrowth returns the log growth of revenue over a year. Where the run is younger than that, the
// months before it count with the growth of the start.
func (s *State) logGrowth(f *agents.Firm) float64 {
	b := &f.Month
	var g float64
	if b.Months < 12 {
		g = float64(float64(12-b.Months) / 12 * f.Capital.StartGrowth)
		if now := s.runRate(f); now > 0 && f.Capital.StartRevenue > 0 {
			g += exact.Log(now / f.Capital.StartRevenue)
		}
	} else {
		now, _ := b.Sum(&b.Revenue, 3)
		year, _ := b.Sum(&b.Revenue, 12)
		nine, _ := b.Sum(&b.Revenue, 9)
		if year > nine && now > 0 { // from the first three of twelve months to the last three: nine months apart
			g = float64(exact.Log(now/(year-nine)) * 12 / 9)
		}
	}
	return math.Max(-1, math.Min(2.5, g))
}

// marketAtFullAdoption returns the yearly value of all segments at full adoption, USD: that of a
// consumer is the price of the usual plan.
func (s *State) marketAtFullAdoption() float64 {
	v := 0.0
	for k := range s.segments {
		seg := &s.segments[k]
		if s.world.Customers.Segments[k].Demand == customers.Budget {
			v += float64(seg.value * 12e6)
		} else {
			v += float64(seg.potential * s.world.Customers.PlanReference * 12e6)
		}
	}
	return v
}

// gap returns how far a firm's flagship is behind the frontier.
func (s *State) gap(f *agents.Firm) float64 {
	return math.Max(0, s.frontier-f.Models[agents.Flagship].Capability)
}

// outlook returns what investors know of a firm and its market.
func (s *State) outlook(f *agents.Firm) capital.Outlook {
	return capital.Outlook{
		RevenueUSDPerYear: s.runRate(f), LossUSDPerYear: math.Max(0, float64(-12*(f.MarginUSD[0]+f.MarginUSD[1]))), LogGrowth: s.logGrowth(f), GapOOM: s.gap(f), MarketUSDPerYear: s.marketAtFullAdoption(),
		AgeMonths: float64(s.tick - max(0, f.EnterTick)),
	}
}

// openBelief sets what the last price of the start says beyond the rule of valuation, older prices
// less: the need of the start is what investors would see in the lab's books, grown as the frontier.
func (s *State) openBelief(f *agents.Firm, burnUSD, ageMonths float64) {
	p := s.world.Capital
	research := f.ResearchPY / 12
	plan := capital.Plan{ResearchUSDPerMonth: research, OtherUSDPerMonth: burnUSD - research, ResearchGrowth: exact.Log(s.desiredGrowth())}
	ruled := p.Valuation.PreMoneyUSD(s.outlook(f), plan.NeedUSD(p.Rounds.NeedMonths), p.Rounds.DilutionMedian, p.Mood.Factor(s.mood))
	f.Capital.Belief = p.Valuation.Belief(p.Valuation.BeliefIn(f.Capital.PostMoney, ruled), ageMonths)
	s.decision(f.ID, "opening belief", "investors", fmt.Sprintf("%.4g log points", f.Capital.Belief), "last_post_money_usd_m=%.6g rule_usd_m=%.6g age_months=%g", f.Capital.PostMoney/1e6, ruled/1e6, ageMonths)
}

// desiredGrowth returns the factor a year by which a frontier generation's cost wants to grow.
func (s *State) desiredGrowth() float64 {
	t := s.world.Technology
	if t == nil {
		return 1
	}
	return pick(s.tech.Efficient, t.Regime.DesiredGrowthPerYear, t.Budget.DesiredGrowthPerYear)
}

// appraise sets the value of a lab's shares for its options, and says why.
func (s *State) appraise(f *agents.Firm, why string) {
	c := &f.Capital
	c.Appraisal, c.AppraisalTick = s.worthToday(f), s.tick
	s.decision(f.ID, "appraisal", why, fmt.Sprintf("%.6g USD m", c.Appraisal/1e6), "last_post_money_usd_m=%.6g age_months=%d worth_usd_m=%.6g researchers=%.5g cash_usd_m=%.6g debt_usd_m=%.6g",
		c.PostMoney/1e6, s.tick-c.RoundTick, s.mark(f)/1e6, f.Researchers, s.cash(f)/1e6, owed(f)/1e6)
}

// worthToday returns what a lab's shares are worth: what investors would say today, with what the last price still says beyond the rule,
// as appraisers begin from the last round and look at comparable firms; but not below what its customers would leave it without the race, nor
// below what its team, its machines and its cash less debts and what sellers of compute could claim would bring: tangible assets and the present value of cash flows count beside the
// market value of similar firms (26 CFR 1.409A-1(b)(5)(iv)(B)(1)). Where there is substantial doubt that it goes on, with money for some months only and
// investors who have said no (ASC 205-40), a price that nobody pays counts no more, but what it would bring in an orderly sale: what the usual buyer
// gets, one who learns nothing from it (fair value is an exit price between market participants, ASC 820-10-35). The same counts where its board
// would rather have it small than as it is.
func (s *State) worthToday(f *agents.Firm) float64 {
	m, worth := s.world.Control, 0.0
	if m == nil {
		worth = s.cash(f) - owed(f)
	}
	if !s.runsOut(f) {
		worth = math.Max(worth, s.mark(f))
	}
	if s.inDoubt(f) {
		worth = math.Max(worth, m.Value.Worth(s.target(f), control.Bidder{CapabilityOOM: f.Capability}).Total())
	}
	if m != nil {
		h := s.holdings(f)
		h.LastPostUSD = 0
		worth = math.Max(math.Max(worth, s.customersWorth(f)), m.Reserve.DistressUSD(h))
	}
	return math.Max(0, worth)
}

// runsOut says whether a lab has money for some months only, and investors have said no.
func (s *State) runsOut(f *agents.Firm) bool {
	m := s.world.Control
	return m != nil && (f.Core <= 0 || f.OwnedLab) && s.distress(f, f.Capital.Failed > 0 || s.refused(f)) >= control.SeekBuyer
}

// inDoubt says whether it is doubtful that a lab goes on as it is: its money runs out, or its board would rather have it small.
func (s *State) inDoubt(f *agents.Firm) bool {
	return s.runsOut(f) || s.world.Control != nil && s.refusedIsBetterSmall(f)
}

// refused says whether investors would put nothing into a lab at any price.
func (s *State) refused(f *agents.Firm) bool {
	if s.world.Capital == nil {
		return false
	}
	v, _ := s.verdict(f)
	return v == capital.Closed
}

// roundValue returns what a lab's last round says of it, USD, and what the public says of others.
func (s *State) roundValue(f *agents.Firm) float64 {
	if f.Kind == agents.Lab {
		return f.Capital.PostMoney
	}
	return s.valueOf(f)
}

// valueOf returns the last that is known of what a firm is worth: the last round of a lab or an appraisal since; of a
// parent its core profit at the multiple of the start.
func (s *State) valueOf(f *agents.Firm) float64 {
	switch {
	case f.Kind == agents.Lab:
		return f.Capital.LastValuation()
	case f.OpeningCore > 0:
		return float64(f.MarketValue * (f.Core / f.OpeningCore))
	}
	return f.MarketValue
}
