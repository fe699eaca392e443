package worlds

import (
	"shakeout/agents"
	"shakeout/internal/exact"
)

// ownersValue returns what a firm was worth to those who owned it at the start, USD, at the start: their part of the price at its exit, or of
// what investors would pay for it at the end in a normal mood and without new money (revenue at the multiple of capital.Valuation, less
// for distance from the frontier, plus cash, less debt), discounted at the rate of the valuation. New shares make their part smaller, so
// that money raised is no gain by itself. Where no capital market is run the firm is worth its cash.
func (s *State) ownersValue(f *agents.Firm) float64 {
	part, years := 1.0, float64(s.tick)/12
	if total := f.Capital.Table.Total(); total > openShares {
		part = openShares / float64(total)
	}
	worth := s.closingValue(f)
	if f.Status.Ended() {
		worth, years = f.ExitPrice, float64(f.ExitTick)/12
	}
	rate := ownersDiscount
	if p := s.world.Capital; p != nil {
		rate = p.Valuation.DiscountPerYear
	}
	return float64(part * worth * exact.Exp(-float64(rate*years)))
}

// ownersDiscount is the yearly discount rate of owners where a world has no capital market: that of capital.Valuation.
const ownersDiscount = 0.18

// closingValue returns what a living firm is worth at the end of a run, USD.
func (s *State) closingValue(f *agents.Firm) float64 {
	if f.Kind != agents.Lab {
		return s.valueOf(f)
	}
	worth := s.cash(f) - f.DebtUSD - f.Capital.BridgeUSD
	if p := s.world.Capital; p != nil {
		worth += p.Valuation.PreMoneyUSD(s.outlook(f), 0, 0, 1)
	}
	return max(0, worth)
}
