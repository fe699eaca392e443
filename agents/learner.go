package agents

import "shakeout/internal/exact"

// Learner is a strategy of a firm that sells one thing and learns what to ask for it from what it earned. In a stationary world, where
// nothing but prices moves, the engine briefs it before the first month, asks it for a price every month, and tells it afterwards what
// all asked and what it earned: everybody is asked before anybody is told. Elsewhere it is a strategy like any other, and is not briefed.
type Learner interface {
	// Brief is called once, before the first month. An error ends the opening of the world: it names a parameter.
	Brief(b *Briefing) error
	// Price returns what it asks this month. Decide, once it is briefed, does this and nothing else.
	Price(luck *exact.Stream) float64
	// Learn is called when the month's books are closed, with what all asked and its own operating profit, USD. It returns for how many months
	// in a row nothing that it has learnt has changed what it thinks best, whatever the state.
	Learn(pricesUSD []float64, profitUSD float64) (unchanged int64)
	// Freeze ends learning and trying for good: it goes on with what it thinks best.
	Freeze()
	// State returns the number of the state it is in: what it thinks best is a function of it.
	State() int64
	// Deviation returns the price, of those that it may ask, that would earn it most in a single month if the others asked what stands in
	// pricesUSD.
	Deviation(pricesUSD []float64) float64
}

// Briefing is what whoever sets up a market of learners lets each of them know: the market of one month. Prices stand in the order of
// the sellers' ids.
type Briefing struct {
	Place    int       // of the firm among the sellers
	NashUSD  []float64 // prices of all in the equilibrium of a single month
	JointUSD []float64 // prices of all where the joint profit of a month is greatest
	// ProfitUSD returns the firm's operating profit of a month at the prices of all sellers, USD.
	ProfitUSD func(pricesUSD []float64) float64
	// Start is luck that all learners share, for the past that they begin with: each takes the same draws from it.
	Start exact.Stream
}
