package worlds

import (
	"shakeout/agents"
	"shakeout/market/customers"
)

// Sellers that are no agents.
const (
	nobody   = -1
	hosts    = -2 // a fringe that serves any open weights at a thin margin
	selfHost = -3 // customers who run open weights on compute they rent
)

// offer is one thing that customers can choose, with its month.
type offer struct {
	id        string
	product   int // place among the products of owner of the slot
	agent     int // agent in whose product list it stands
	seller    int // who gets the revenue: agent, hosts or selfHost
	owner     int // agent whose model it is
	via       int // cloud whose marketplace it is sold through, or nobody
	channel   agents.Channel
	line      agents.Line
	royalty   float64
	fee       float64
	realised  float64 // price paid over list price
	tokens    float64 // use of a unit relative to the world's
	list      float64 // list price, USD per unit
	was       float64 // list price before the last decision
	decided   bool    // there has been one
	listStart float64
	link      float64 // what rivals that have left have taken from the mean of rivals, log points

	sold   int     // who sold it this month: the seller has changed if it was taken over since
	posted float64 // list price at which the month's units were sold
	served asSold  // what they were: the model behind them may have been replaced since

	enters      int64 // tick from which it is on sale
	live        bool
	priced      int64 // tick of the last new price, 0 for that of the start
	fresh       bool  // its model was launched this month
	capability  float64
	hoursPerTok float64 // H100e-hours per million tokens
	mtokPerUnit float64
	mix         float64 // use of its holders over that of the holders at the start; 0: not known yet
	load        float64 // units of the holders of the start that use as much, this month, millions

	units    float64 // this month, all segments, millions
	mtok     float64 // millions of Mtok, i.e. 1e12 tokens
	revenue  float64 // USD m
	cost     float64 // USD m of compute
	share    float64 // of model revenue in its segments
	shareAgo [4]float64
	turned   float64
}

// asSold is what buyers of an offer had in a month.
type asSold struct {
	live        bool // it was on sale
	open        bool
	capability  float64
	hoursPerTok float64
	mtokPerUnit float64
	composition float64
	unitCost    float64 // USD
}

// segmentState is a segment with its cohorts and who holds what. Arrays over cohorts and offers
// are row-major, cohorts by offers of the segment.
type segmentState struct {
	index    int
	offers   []int // offers sold in it
	families []int // family (owner) of each of them
	trend    []float64

	tau    []float64   // task threshold by stratum
	kinds  []buyerKind // of buyers, which differ in more than their tasks
	uses   []float64   // of a plan by class of use, light to heavy; kinds are split by them last
	mass   []float64   // workspace
	use0   []float64   // mean use of the holders at the start, by offer; 0: not known yet, all count alike
	weight []float64   // by cohort

	stratumOf, kindOf []int // of each cohort

	stock    []float64 // share of the cohort's considering buyers who hold the offer
	none     []float64 // share who hold nothing
	xi       []float64 // intercepts
	residual []float64 // the part of them that fades, see openResiduals
	sold0    []float64 // what each offer sells at the start, in the segment's unit; 0: not on sale
	// of offers that come later: their intercepts in a market that has them, and those of all there
	expected, all []float64

	iv []float64 // what choosing something is worth to a cohort, lambda ln W

	reach       reach
	pipeline    *pipeline        // where to change takes months
	terms       *customers.Terms // where customers have contracts
	due         []float64        // part of each family's customers who choose this month
	continued   []float64        // shares of each family's customers who just go on
	startled    []float64        // part of each offer's holders who choose afresh because of its price
	considering float64
	potential   float64 // millions
	value       float64 // USD m a month at full adoption, budget segments
	iv0         float64
	luck        float64

	units   []float64 // sold, millions
	revenue []float64 // USD m
	paid    []float64 // price actually paid for a unit, USD
	turned  []float64
	regret  []float64 // memory of being turned away, by offer
	surplus float64
	using   float64

	known     []bool           // by kind and offer: it could be chosen once; of no other offer does anybody hold anything
	menus     []customers.Menu // the same by kind, nest by nest
	staleMenu bool             // the menus are to be written anew

	share    []float64        // of the considering buyers who hold the offer
	group    *customers.Group // before the market: weights, who waits, who was served
	mean     []float64        // utility but for adequacy, by kind and offer
	factor   []float64        // its weight in the choice
	each     []float64        // units of a buyer for whom the offer is adequate, by kind and offer
	judged   []float64        // capability for which adequacy is known, by offer
	adequacy []float64        // by stratum and offer
	fit      []float64        // its weight in the choice
	e        []float64        // weights by cohort and offer
}
