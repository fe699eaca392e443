package strategies

import (
	"math"

	"shakeout/agents"
)

// The rules of thumb of the catalogue, for strategies that are written elsewhere and want to share them.

// LaunchPrice returns the price of a new product: between, in logs with weight weightCost on the first, the mark-up of the long run
// c E/(E-1) and parity with the mean rival corrected for quality; not below floor x cost; not above what hosts of equal open weights ask.
// NaN for an offer without elasticity.
func LaunchPrice(o *agents.OwnOffer, floor, weightCost float64) float64 {
	if math.IsNaN(o.Elasticity) {
		return math.NaN()
	}
	return pricing{Floor: floor, WeightCost: weightCost}.launchPrice(o)
}

// DesiredResearch returns present research compute grown for a month at pace times the industry's desired growth, USD a year.
func DesiredResearch(market *agents.Market, books *agents.Books, pace float64) float64 {
	return grown(market, books, pace)
}

// Payable reports whether a final run and its launch can be paid out of cash, credit and envelope.
func Payable(books *agents.Books) bool { return payable(books) }

// Raise returns the money to look for now, USD, and why: 0 if none. pace is that of research; below the runway of the plan at which it
// looks, months; need the months of the plan that a round covers.
func Raise(market *agents.Market, books *agents.Books, pace, below, need float64) (usd float64, why string) {
	var m agents.LabMove
	raise(market, books, &m, pace, below, need)
	return m.RaiseUSD, m.RaiseWhy
}

// Partner returns the place among the peers of the lab to propose a merger of equals to, or -1.
func Partner(market *agents.Market, books *agents.Books) int { return partner(market, books) }

// Board holds a move to what boards ask: no paid offer below marginal cost without a stated plan, no run and no research that can't be
// paid.
func Board(books *agents.Books, m *agents.ModelMove) { board(books, m) }
