package worlds

import (
	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/ledger"
)

// discountOfOwners is the rate at which owners discount what they get, where the world has no investors who
// say so.
const discountOfOwners = 0.18

// discount returns what a USD of this month is worth at the start.
func (s *State) discount(tick int64) float64 {
	r := discountOfOwners
	if p := s.world.Capital; p != nil {
		r = p.Valuation.DiscountPerYear
	}
	return exact.Exp(-float64(r * float64(tick) / 12))
}

// notePayouts adds up what those who owned a firm at the start have been paid while it lives: newer owners get their part.
func (s *State) notePayouts() {
	for i := range s.firms {
		f := &s.firms[i]
		f.PayoutsUSD += float64(s.books.USD(s.books.Paid(f.Account, ledger.Payouts)) * (f.Capital.Kept * s.discount(s.tick)))
	}
}

// ownersValue returns what a firm was worth to those who owned it at the start, USD, discounted to the start:
//
//	D(T) kept x (price of a sale, or what winding down left, or closing value) + payouts
//
// with kept the part that dilution has left them (Financing.Kept, in payouts that of their month), D(t) = exp(-r t) and T the month of the exit or the end. New money is no
// gain by itself: it comes from new owners, who get their part.
func (s *State) ownersValue(f *agents.Firm) float64 {
	kept, at := f.Capital.Kept, s.tick
	var worth float64
	switch {
	case f.Status == agents.NotEntered:
		return 0
	case f.Status == agents.LicensedAndHired || f.FromEstate: // the price is in what was paid out
		worth, at = f.PaidOutUSD, f.ExitTick
	case f.Status.Ended():
		worth, at = f.ExitPrice+f.PaidOutUSD, f.ExitTick
	default:
		worth = s.closingValue(f)
	}
	return float64(kept*worth*s.discount(at)) + f.PayoutsUSD
}

// closingValue returns what a living firm is worth at the end of a run, USD: its model business to investors in a normal mood and without
// new money (revenue at the multiple of capital.Valuation, less for distance from the frontier), with its cash and less its debts. A group
// has besides the market value of its core, its accelerators at what the accounts say, and its stakes in living labs at the closing value of
// these: what it invests is not lost because it isn't cash. Without a market for capital the models are worth nothing.
func (s *State) closingValue(f *agents.Firm) float64 {
	worth := s.cash(f) - owed(f)
	if p := s.world.Capital; p != nil {
		worth += p.Valuation.PreMoneyUSD(s.outlook(f), 0, 0, p.Mood.NormalFactor)
	}
	if f.Kind == agents.Lab {
		return max(0, worth)
	}
	worth += s.valueOf(f) + s.fleetValue(f)
	for i := range s.firms {
		lab := &s.firms[i]
		if lab.Kind != agents.Lab || lab.Status.Ended() || lab.Status == agents.NotEntered {
			continue
		}
		if part := lab.Capital.Table.Fraction(f.ID); part > 0 {
			worth += float64(part * s.closingValue(lab))
		}
	}
	return max(0, worth)
}
