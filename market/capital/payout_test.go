package capital

import "testing"

func TestPayouts(t *testing.T) {
	p := defaults[Params](t).Payouts
	rich := Earner{CashUSD: 190, CostUSDPerMonth: 10, OperatingUSD: 30, FreeCashUSD: 25, LossExcusedUSD: -1, MonthsSinceRound: 30}
	near(t, "a tenth of what nine months of costs leave", p.AmountUSD(rich), 10)
	for _, row := range []struct {
		reason string
		change func(*Earner)
	}{
		{"with cash for nine months", func(e *Earner) { e.CashUSD = 90 }},
		{"with a loss", func(e *Earner) { e.OperatingUSD = -1 }},
		{"with a profit that is spent on machines", func(e *Earner) { e.FreeCashUSD = 0 }},
		{"with growth that excuses a loss", func(e *Earner) { e.LossExcusedUSD = 1 }},
		{"with debts", func(e *Earner) { e.DebtUSD = 1 }},
		{"while it looks for money", func(e *Earner) { e.Raising = true }},
		{"in the year after a round", func(e *Earner) { e.MonthsSinceRound = 11 }},
	} {
		e := rich
		row.change(&e)
		near(t, "nothing "+row.reason, p.AmountUSD(e), 0)
	}
}
