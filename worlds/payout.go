package worlds

import (
	"fmt"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/capital"
	"shakeout/market/ledger"
)

// payOut lets the board of a lab pay its owners what its plans do not need.
func (s *State) payOut(f *agents.Firm) {
	p := s.world.Capital
	restated := f.Status == agents.Niche && s.tick < f.NicheTick+12 // months that were not what the books now say
	if p == nil || f.Kind != agents.Lab || f.Month.Months < 12 || s.inReview(f.Index) || restated {
		return
	}
	b := &f.Month
	operating, _ := b.Sum(&b.Operating, 12)
	burn, _ := b.Sum(&b.Burn, 12)
	e := capital.Earner{
		CashUSD: s.cash(f), CostUSDPerMonth: b.Mean(&b.Cost, 3), OperatingUSD: operating, FreeCashUSD: -burn,
		DebtUSD: f.DebtUSD + f.Capital.BridgeUSD, MonthsSinceRound: s.tick - f.Capital.RoundTick, Raising: f.Capital.RaisingUntil >= 0,
	}
	if t := s.world.Technology; t != nil {
		e.LossExcusedUSD = t.Budget.LossUSD(b.Mean(&b.Revenue, 3), exact.Exp(s.logGrowth(f)))
	}
	usd := p.Payouts.AmountUSD(e)
	if !(usd > 0) {
		return
	}
	s.payOwners(f, f.Account, ledger.Payouts, usd)
	s.decision(f.ID, "payout", "board", fmt.Sprintf("%.6g USD m", usd/1e6), "cash_usd_m=%.6g costs_usd_m_per_month=%.6g operating_12m_usd_m=%.6g free_cash_12m_usd_m=%.6g growth_log=%.4g",
		e.CashUSD/1e6, e.CostUSDPerMonth/1e6, operating/1e6, -burn/1e6, s.logGrowth(f))
}

// auditPayouts reports a lab that has paid its owners in a month in which it took money from them.
func (s *State) auditPayouts(f *agents.Firm) error {
	if f.Kind != agents.Lab || s.tick == 0 || s.world.Capital == nil {
		return nil
	}
	paid, got := s.books.Paid(f.Account, ledger.Payouts), s.books.Received(f.Account, ledger.Equity)
	if paid > 0 && got > 0 {
		return fmt.Errorf("audit: %s paid %g USD to its owners and raised %g in one month; want one of them", f.ID, s.books.USD(paid), s.books.USD(got))
	}
	return nil
}
