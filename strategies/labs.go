package strategies

import (
	"shakeout/agents"
	"shakeout/internal/exact"
)

// racer is a lab that follows the rules of thumb; the strategies of labs differ in its numbers.
type racer struct {
	floor, weightCost, hazard float64
	pace                      float64 // research growth over the industry's desired growth
	months, small             int64
	gain                      float64
	sales, brand              float64
	below, need               float64
	sellBelow                 float64
}

// Decide implements agents.LabStrategy.
func (r *racer) Decide(v *agents.LabView, luck *exact.Stream, m *agents.LabMove) {
	reprice(&v.Books, luck, &m.ModelMove, r.floor, r.weightCost, r.hazard)
	m.ResearchUSD = desiredResearch(v.Market, &v.Books, r.pace)
	cadence(&v.Books, &m.ModelMove, r.months, r.small, r.gain)
	selling(&v.Books, &m.ModelMove, r.sales, r.brand, 50_000)
	raise(v.Market, &v.Books, m, r.pace, r.below, r.need)
	if v.FailedRaises > 0 && v.RunwayMonths < r.sellBelow {
		m.SeekBuyer = true
	}
}

func labParams(floor, weightCost, hazard, pace, months, sales, brand, below float64) []Param {
	return []Param{
		{"floor", "ratio", floor, 0, 10, "least price over marginal cost"},
		{"weight_cost", "share", weightCost, 0, 1, "weight of own mark-up against rivals' prices at a launch"},
		{"hazard", "1/month", hazard, 0, 1, "chance of a new price between launches"},
		{"pace", "ratio", pace, 0, 3, "growth of research over the industry's desired growth"},
		{"months", "months", months, 1, 60, "between flagships"},
		{"small", "months", 2, 0, 60, "from flagship to small model"},
		{"gain", "OOM", 0.1, 0, 5, "least gain worth a launch"},
		{"sales", "share of revenue", sales, 0, 1, "spend on sales"},
		{"brand", "share of revenue", brand, 0, 1, "spend on brand"},
		{"raise_below", "months", below, 0, 60, "runway at which it looks for money"},
		{"need", "months", 21, 1, 60, "burn that a round covers"},
		{"sell_below", "months", 6, 0, 60, "runway at which it looks for a buyer once a round failed"},
	}
}

func newRacer(p map[string]float64) agents.LabStrategy {
	return &racer{
		floor: p["floor"], weightCost: p["weight_cost"], hazard: p["hazard"], pace: p["pace"],
		months: int64(p["months"]), small: int64(p["small"]), gain: p["gain"], sales: p["sales"], brand: p["brand"],
		below: p["raise_below"], need: p["need"], sellBelow: p["sell_below"],
	}
}

var labs = []entry[agents.LabStrategy]{
	{Entry{"frontier-race", agents.Lab, "stay at the frontier: grow research with the industry's leaders, raise ahead of need, price between cost and rivals", "Dasgupta and Stiglitz 1980; this industry's leaders", labParams(1.25, 0.5, 0.04, 1, 7, 0.09, 0.05, 14)}, newRacer},
	{Entry{"premium-enterprise", agents.Lab, "sell to enterprises: higher mark-ups, more sales force, slower repricing", "Shaked and Sutton 1982", labParams(1.6, 0.7, 0.02, 1, 8, 0.15, 0.02, 15)}, newRacer},
	{Entry{"fast-follower", agents.Lab, "let others pay for the frontier, price below them", "Lieberman and Montgomery 1988", labParams(1.15, 0.4, 0.06, 0.75, 8, 0.07, 0.03, 12)}, newRacer},
	{Entry{"capital-preserving", agents.Lab, "keep two years of cash: slow research, few launches, early rounds", "Leland 1994 for the concept", labParams(1.4, 0.8, 0.03, 0.55, 12, 0.06, 0.01, 20)}, newRacer},
	{Entry{"cost-plus", agents.Lab, "a fixed mark-up on marginal cost every month", "Hall and Hitch 1939", []Param{{"markup", "ratio", 0.5, 0, 10, "over marginal cost"}}},
		func(p map[string]float64) agents.LabStrategy { return &costPlus{markup: p["markup"]} }},
	{Entry{"undercut", agents.Lab, "a step below the mean rival, never below cost", "Bertrand 1883; Edgeworth 1925", []Param{{"step", "share", 0.05, 0, 0.9, "below the mean rival"}, {"floor", "ratio", 1.1, 0, 10, "least price over marginal cost"}}},
		func(p map[string]float64) agents.LabStrategy { return &undercut{step: p["step"], floor: p["floor"]} }},
}
