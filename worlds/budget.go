package worlds

import (
	"fmt"
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/control"
	"shakeout/market/technology"
)

// budget sets research compute to the least of what the agent wants and what it can pay over the
// planning horizon (technology.Budget), holds a mature firm to what it earns, and cuts where a raise has
// failed and cash runs out.
func (s *State) budget(f *agents.Firm, wanted float64) {
	t := s.world.Technology
	if t == nil {
		return
	}
	means := technology.Means{
		RevenuePerMonthUSD:  float64(s.indicators.revenueBy[f.Index] * 1e6),
		CashUSD:             math.Max(0, s.cash(f)+f.CreditUSD),
		EnvelopePerMonthUSD: s.envelopeUSD(f),
	}
	if f.Core > 0 && !f.OwnedLab { // a parent spends its envelope, never the pile
		means.CashUSD = 0
	}
	before := f.ResearchPY
	if over := s.overspent(f); f.Core > 0 && over > 0 { // what models cost beyond their envelope comes off research
		wanted = math.Min(wanted, math.Max(0, before-float64(12*over)))
	}
	rd := float64(12 * t.Budget.ResearchUSD(wanted/12, before/12, means))
	if f.Core == 0 && f.Month.Months >= 12 {
		left := f.Month.Mean(&f.Month.Operating, 3) + before/12
		mature := t.Budget.MatureUSD(left, f.Month.Mean(&f.Month.Revenue, 3), exact.Exp(s.logGrowth(f)), before/12)
		rd = math.Min(rd, math.Max(float64(12*mature), float64((1-t.Budget.MaxFallPerMonth)*before)))
	}
	if c := s.world.Control; c != nil && !f.Imposed.ResearchGrows && s.mayCut(f) && c.Distress.Step(s.runway(f), f.Capital.Failed > 0) >= control.CutResearch {
		rd = math.Min(rd, float64(12*c.Distress.CutUSD(before/12)))
		f.CutTick = s.tick
		s.event("cut", f.ID, "", before-rd, "research cut from %.4g to %.4g USD m a year", before/1e6, rd/1e6)
	}
	if f.Imposed.ResearchGrows {
		rd = float64(before * exact.Pow(f.Imposed.ResearchGrowth, 1.0/12))
	}
	if f.Status == agents.Niche {
		rd = math.Min(rd, f.NicheRDUSD)
	}
	if s.options.Decisions {
		s.decision(f.ID, "research budget", s.ruleOf(f.Index), fmt.Sprintf("%.6g USD m a year", rd/1e6),
			"before_usd_m_per_year=%.6g wanted_usd_m_per_year=%.6g affordable_usd_m_per_year=%.6g revenue_usd_m_per_month=%.6g cash_and_credit_usd_m=%.6g envelope_usd_m_per_month=%.6g",
			before/1e6, wanted/1e6, float64(12*t.Budget.AffordableUSD(means))/1e6, means.RevenuePerMonthUSD/1e6, means.CashUSD/1e6, means.EnvelopePerMonthUSD/1e6)
	}
	f.ResearchPY = rd
}

// mayCut says whether the last cut is a quarter ago, or there is no time to wait for what it does.
func (s *State) mayCut(f *agents.Firm) bool {
	return s.tick-f.CutTick >= 3 || s.runway(f) < s.world.Control.Distress.WindDownMonths
}
