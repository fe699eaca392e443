package worlds

import (
	"math"
	"testing"

	"shakeout/market/ledger"
)

// A line is drawn when cash has run out, paid back out of what the month does not need, and can be drawn again; loans that came with another firm
// are paid after it and restore nothing.
func TestTheLineRevolves(t *testing.T) {
	s := months(t, "frontier-2025", 3)
	f := &s.firms[s.firmIndex("openai")]
	line, month := f.CreditUSD, f.Month.Mean(&f.Month.Cost, 1)
	cash := func(usd float64) { // gives or takes what is missing to it
		s.pay(s.sector.investors, f.Account, ledger.Equity, math.Max(0, usd-s.cash(f)))
		s.pay(f.Account, s.sector.investors, ledger.Payouts, math.Max(0, s.cash(f)-usd))
	}
	is := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1 {
			t.Errorf("%s: got %.0f USD; want %.0f", what, got, want)
		}
	}
	cash(-3e9)
	s.draw(f)
	is("cash after the draw", s.cash(f), 0)
	is("line after the draw", f.CreditUSD, line-3e9)
	f.DebtUSD += 1e9 // came with a firm taken over
	cash(month)
	s.repay(f)
	is("debt with cash for a month", f.DebtUSD, 4e9)
	cash(month + 1e9)
	s.repay(f)
	is("debt after a part is repaid", f.DebtUSD, 3e9)
	is("line after a part is repaid", f.CreditUSD, line-2e9)
	cash(month + 9e9)
	s.repay(f)
	is("debt after all is repaid", f.DebtUSD, 0)
	is("line after all is repaid", f.CreditUSD, line)
	is("cash after all is repaid", s.cash(f), month+6e9)
	cash(-1e9)
	s.draw(f)
	is("line drawn again", f.CreditUSD, line-1e9)
	is("debt drawn again", f.DebtUSD, 1e9)
	if err := s.books.Audit(); err != nil {
		t.Error(err)
	}
}
