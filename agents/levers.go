package agents

import "math"

// Levers are the decisions of a firm that markets act on later in the month, as they stand after the last move: what is not a price, not
// a budget and not a launch, which have their places in Firm and in the offers. Units and ranges are those of the moves; NaN means that a
// rule of the world decides. The engine writes them when it commits a move, and nowhere else.
type Levers struct {
	ReserveShare  float64 // share of expected hours under contract; NaN: the world's
	ReserveMonths int64   // term of new contracts; 0: as it comes
	SupportUSD    float64 // help to hosts of its open weights, USD a month

	MergeWith int     // agent to propose a merger to; -1: none
	BidFactor float64 // bid over own valuation of a lab at auction; 0: no bid

	CapacityFactor float64   // orders of accelerators over what the forecast asks for
	ComputeMarkup  float64   // price of its hours over the market's rule; 1: none
	MarketplaceFee float64   // mean share kept of others' sales through its marketplace; NaN: as agreed with each
	Drops          []bool    // by agent: its marketplace does not carry their models; nil: carries all
	BundleDiscount float64   // off its own models for customers of its cloud, share of price
	InvestUSD      []float64 // by agent: most that it puts into a round this month; nil: nothing
	CommitShare    float64   // share of an investment that comes back as prepaid compute; NaN: the world's
}

// NewLevers returns the levers of a firm that has decided nothing yet.
func NewLevers() Levers {
	nan := math.NaN()
	return Levers{ReserveShare: nan, MergeWith: -1, BidFactor: 1, CapacityFactor: 1, ComputeMarkup: 1, MarketplaceFee: nan, CommitShare: nan}
}

// Carried reports whether the firm's marketplace carries the models of an agent.
func (l *Levers) Carried(agent int) bool {
	return agent < 0 || agent >= len(l.Drops) || !l.Drops[agent]
}

// Invests returns the most that the firm puts into a round of an agent this month, USD.
func (l *Levers) Invests(agent int) float64 {
	if agent < 0 || agent >= len(l.InvestUSD) {
		return 0
	}
	return l.InvestUSD[agent]
}
