package worlds

import (
	"fmt"
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/control"
	"shakeout/market/technology"
)

// grant is what a board lets a firm spend on research compute.
type grant struct {
	means      technology.Means
	affordable float64 // what the means allow, USD a month
	granted    float64 // what the board lets it have of that, USD a month
	loss       float64 // what the board lets it lose, research counted, USD a month; +Inf for a project of its investors
}

// grantOf returns what a firm may spend on research: what it can pay over the planning horizon, and where it is a going concern, what it earns and what
// growth excuses (technology.Budget). A parent spends its envelope, never the pile.
func (s *State) grantOf(f *agents.Firm) grant {
	b := &s.world.Technology.Budget
	g := grant{loss: math.Inf(1), means: technology.Means{
		RevenuePerMonthUSD:  float64(s.indicators.revenueBy[f.Index] * 1e6),
		CashUSD:             s.budgetCash(f),
		EnvelopePerMonthUSD: s.envelopeUSD(f),
	}}
	if f.Core > 0 && !f.OwnedLab {
		g.means.CashUSD = 0
	}
	g.affordable = b.AffordableUSD(g.means)
	g.granted = g.affordable
	if f.Core > 0 && !f.OwnedLab && f.Month.Months >= 3 { // its models may lose the envelope, research counted, and no more
		left := f.Month.Mean(&f.Month.Operating, 6) + f.Month.Mean(&f.Month.Research, 6) + g.means.EnvelopePerMonthUSD
		g.granted = math.Min(g.affordable, math.Max(0, left))
	}
	if f.Core != 0 || f.Month.Months < 12 {
		return g
	}
	research, revenue := f.ResearchPY/12, f.Month.Mean(&f.Month.Revenue, 3)
	maturity := b.Maturity(revenue, research)
	if maturity == 0 {
		return g
	}
	loss := b.LossUSD(revenue, exact.Exp(s.logGrowth(f)))
	// Launches come twice a year and are dear to serve at first: a board looks at half a year.
	left := f.Month.Mean(&f.Month.Operating, 6) + f.Month.Mean(&f.Month.Research, 6)
	g.granted = b.GrantedUSD(g.affordable, left, loss, maturity)
	g.loss = loss + float64(research*(1-maturity)/maturity) // investors pay for research as far as it is still their project
	return g
}

// budgetMonths is how long a budget stands: boards approve one a year.
const budgetMonths = 12

// budgetCash returns the cash and credit that a firm's budget counts on, USD: what there was when it was made, which is once a year, and as soon as there is
// more than that, as after a round; and where more has gone than was planned, what is left, spread over what is left of the time that the cash is for. What has
// been spent by plan is no reason to spend less: that is what the money was raised for. (A firm that spends a part of what is left each month never runs out.)
func (s *State) budgetCash(f *agents.Firm) float64 {
	now, c := math.Max(0, s.cash(f)+f.CreditUSD), &f.Capital
	age := s.tick - c.BudgetTick
	if now > c.BudgetCashUSD || age >= budgetMonths {
		return now
	}
	months := float64(12 * s.world.Technology.Budget.CashYears)
	if left := months - float64(age); left > 0 {
		return math.Min(c.BudgetCashUSD, float64(now*months)/left)
	}
	return now
}

// budget sets research compute to the least of what the agent wants and what its board grants, and cuts where a raise has failed and cash runs
// out.
func (s *State) budget(f *agents.Firm, wanted float64) {
	t := s.world.Technology
	if t == nil || f.Imposed.LeftModels {
		return
	}
	before := f.ResearchPY
	if over := s.overspent(f); f.Core > 0 && over > 0 { // what models cost beyond their envelope comes off research
		wanted = math.Min(wanted, math.Max(0, before-float64(12*over)))
	}
	g := s.grantOf(f)
	s.approve(f)
	rd := float64(12 * t.Budget.ResearchUSD(wanted/12, before/12, g.granted))
	if c := s.world.Control; c != nil && !f.Imposed.ResearchGrows && s.mayCut(f) && s.distress(f, f.Capital.Failed > 0) >= control.CutResearch {
		rd = math.Min(rd, float64(12*c.Distress.CutUSD(before/12)))
		f.CutTick = s.tick
		f.Capital.BudgetCashUSD, f.Capital.BudgetTick = math.Max(0, s.cash(f)+f.CreditUSD), s.tick // who cuts plans anew
		f.SellingCap = c.Distress.CutUSD(f.SalesUSD + f.BrandUSD)
		s.event("cut", f.ID, "", before-rd, "research cut from %.4g to %.4g USD m a year, sales and brand to %.4g USD m a year", before/1e6, rd/1e6, 12*f.SellingCap/1e6)
	}
	if f.Imposed.ResearchGrows {
		rd = float64(before * exact.Pow(f.Imposed.ResearchGrowth, 1.0/12))
	}
	if f.Status == agents.Niche {
		rd = math.Min(rd, f.NicheRDUSD)
	}
	if s.options.Decisions {
		s.decision(f.ID, "research budget", s.ruleOf(f.Index), fmt.Sprintf("%.6g USD m a year", rd/1e6),
			"before_usd_m_per_year=%.6g wanted_usd_m_per_year=%.6g affordable_usd_m_per_year=%.6g granted_usd_m_per_year=%.6g revenue_usd_m_per_month=%.6g cash_and_credit_usd_m=%.6g envelope_usd_m_per_month=%.6g",
			before/1e6, wanted/1e6, float64(12*g.affordable)/1e6, float64(12*g.granted)/1e6, g.means.RevenuePerMonthUSD/1e6, g.means.CashUSD/1e6, g.means.EnvelopePerMonthUSD/1e6)
	}
	f.ResearchPY = rd
}

// holdToCuts keeps what a firm in distress spends on sales and brand within its last cut, until it has found money or has cash for twice as long as makes it
// cut; who cut before anybody had refused it, until it is out of distress. Who runs dry does not let a sales force go on as if there were
// something to sell next year. There is a cap only where there is a market for control.
func (s *State) holdToCuts(f *agents.Firm) {
	if f.SellingCap == 0 {
		return
	}
	if s.runway(f) >= float64(2*s.world.Control.Distress.CutMonths) || f.Capital.Failed == 0 && s.distress(f, false) == control.CarryOn {
		f.SellingCap = 0
		return
	}
	if wanted := f.SalesUSD + f.BrandUSD; wanted > f.SellingCap {
		part := f.SellingCap / wanted
		f.SalesUSD, f.BrandUSD = float64(part*f.SalesUSD), float64(part*f.BrandUSD)
	}
}

// approve puts down what this month's budget was made on.
func (s *State) approve(f *agents.Firm) {
	c := &f.Capital
	if now := math.Max(0, s.cash(f)+f.CreditUSD); now > c.BudgetCashUSD || s.tick-c.BudgetTick >= budgetMonths {
		c.BudgetCashUSD, c.BudgetTick = now, s.tick
	}
}

// mayCut says whether the last cut is a quarter ago, or there is no time to wait for what it does.
func (s *State) mayCut(f *agents.Firm) bool {
	return s.tick-f.CutTick >= 3 || s.runway(f) < s.world.Control.Distress.WindDownMonths
}
