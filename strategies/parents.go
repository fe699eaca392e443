package strategies

import (
	"shakeout/agents"
	"shakeout/internal/exact"
)

// integrator is a cloud that trains models of its own and prices them for reach.
type integrator struct {
	floor, weightCost, hazard, pace, envelope, sales, brand float64
	months                                                  int64
	bid                                                     float64
}

// Decide implements agents.CloudStrategy.
func (c *integrator) Decide(v *agents.CloudView, luck *exact.Stream, m *agents.CloudMove) {
	reprice(&v.Books, luck, &m.ModelMove, c.floor, c.weightCost, c.hazard)
	m.ResearchUSD = desiredResearch(v.Market, &v.Books, c.pace)
	cadence(&v.Books, &m.ModelMove, c.months, 2, 0.1)
	selling(&v.Books, &m.ModelMove, c.sales, c.brand, 100_000)
	m.EnvelopeShare = c.envelope
	m.BidFactor = c.bid
}

// opener is a releaser: it trains for its core business and opens the weights.
type opener struct {
	pace, envelope, hazard float64
	months                 int64
	open                   agents.Openness
}

// Decide implements agents.ReleaserStrategy.
func (r *opener) Decide(v *agents.ReleaserView, luck *exact.Stream, m *agents.ReleaserMove) {
	reprice(&v.Books, luck, &m.ModelMove, 1.1, 0.5, r.hazard)
	m.ResearchUSD = desiredResearch(v.Market, &v.Books, r.pace)
	cadence(&v.Books, &m.ModelMove, r.months, 2, 0.1)
	selling(&v.Books, &m.ModelMove, 0.03, 0.02, 100_000)
	m.Openness = r.open
	m.EnvelopeShare = r.envelope
}

func cloudParams(floor, weight, pace, envelope, sales, brand, months, bid float64) []Param {
	return []Param{
		{"floor", "ratio", floor, 0, 10, "least price of own models over marginal cost"},
		{"weight_cost", "share", weight, 0, 1, "weight of own mark-up against rivals' prices"},
		{"hazard", "1/month", 0.04, 0, 1, "chance of a new price between launches"},
		{"pace", "ratio", pace, 0, 3, "growth of research over the industry's desired growth"},
		{"envelope", "share", envelope, 0, 1, "of the core's cash flow that models may cost, net"},
		{"sales", "share of revenue", sales, 0, 1, "spend on sales"},
		{"brand", "share of revenue", brand, 0, 1, "spend on brand"},
		{"months", "months", months, 1, 60, "between flagships"},
		{"bid", "ratio", bid, 0, 2, "bid over own valuation of a target"},
	}
}

func newIntegrator(p map[string]float64) agents.CloudStrategy {
	return &integrator{floor: p["floor"], weightCost: p["weight_cost"], hazard: p["hazard"], pace: p["pace"], envelope: p["envelope"],
		sales: p["sales"], brand: p["brand"], months: int64(p["months"]), bid: p["bid"]}
}

var clouds = []entry[agents.CloudStrategy]{
	{Entry{"vertical-integration", agents.Cloud, "train own models at the frontier out of the core's profit and price them for reach", "Hart and Tirole 1990", cloudParams(1.05, 0.4, 1, 0.25, 0.06, 0.03, 7, 0.9)}, newIntegrator},
	{Entry{"partner-and-invest", agents.Cloud, "sell and carry partners' models, keep own research modest, buy what fits", "Gans and Stern 2003", cloudParams(1.2, 0.6, 0.8, 0.2, 0.08, 0.02, 9, 1)}, newIntegrator},
}

func releaserParams(pace, envelope, months float64) []Param {
	return []Param{
		{"hazard", "1/month", 0.04, 0, 1, "chance of a new price between launches"},
		{"pace", "ratio", pace, 0, 3, "growth of research over the industry's desired growth"},
		{"envelope", "share", envelope, 0, 1, "of the core's cash flow that models may cost, net"},
		{"months", "months", months, 1, 60, "between releases"},
	}
}

var releasers = []entry[agents.ReleaserStrategy]{
	{Entry{"commoditise-complement", agents.Releaser, "open every release: cheap models make the core business worth more", "Spolsky 2002; Economides and Katsamakas 2006", releaserParams(0.95, 0.25, 8)},
		func(p map[string]float64) agents.ReleaserStrategy {
			return &opener{p["pace"], p["envelope"], p["hazard"], int64(p["months"]), agents.Open}
		}},
	{Entry{"ecosystem", agents.Releaser, "open weights often to draw developers to the own cloud", "West 2003", releaserParams(0.9, 0.25, 6)},
		func(p map[string]float64) agents.ReleaserStrategy {
			return &opener{p["pace"], p["envelope"], p["hazard"], int64(p["months"]), agents.Open}
		}},
	{Entry{"close-the-weights", agents.Releaser, "keep new releases closed", "events.csv, releases under research licences", releaserParams(0.9, 0.25, 8)},
		func(p map[string]float64) agents.ReleaserStrategy {
			return &opener{p["pace"], p["envelope"], p["hazard"], int64(p["months"]), agents.Closed}
		}},
}
