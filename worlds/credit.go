package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/market/ledger"
)

// draw uses the credit line where cash has run out: cash is never below what the line allows.
func (s *State) draw(f *agents.Firm) {
	cash := s.cash(f)
	if cash >= 0 || f.CreditUSD <= 0 {
		return
	}
	x := math.Min(f.CreditUSD, -cash)
	s.pay(s.sector.investors, f.Account, ledger.Loans, x)
	f.CreditUSD -= x
	f.DrawnUSD += x
	f.DebtUSD += x
}

// repay uses cash beyond one month of costs to pay back loans without security, what is drawn on the firm's own line first, which can be drawn again.
// Drawn credit costs interest and cash earns none, while an undrawn line is as good a reserve as cash (Holmstrom and Tirole 1998 on lines as liquidity;
// Sufi 2009 on their use): a treasurer holds what the month needs and sweeps the rest to the line, as sweep clauses of revolving lines do by
// themselves. Loans that came with a firm taken over have no date of their own, since lines end where control changes, and are paid in the same way.
func (s *State) repay(f *agents.Firm) {
	if f.DebtUSD <= 0 {
		return
	}
	x := math.Min(f.DebtUSD, s.cash(f)-f.Month.Mean(&f.Month.Cost, 1))
	if !(x > 0) {
		return
	}
	s.pay(f.Account, s.sector.investors, ledger.Loans, x)
	back := math.Min(x, f.DrawnUSD)
	f.DrawnUSD -= back
	f.CreditUSD += back
	f.DebtUSD -= x
}
