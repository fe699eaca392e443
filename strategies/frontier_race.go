package strategies

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
)

// frontierRace is a lab that stays at the frontier: research grows with the industry's desire and people are bid for, money is raised ahead of need, prices
// stand between own cost and rivals.
type frontierRace struct {
	pricing
	development
	promotion
	funding
	Talent float64 `yaml:"talent" unit:"share" range:"[0,0.9]" source:"effort is compute x researchers^e (talent.productivity): e/(1 + e) at e = .25 makes most of a budget" doc:"of spending on research, compute and people, that it bids for researchers, unless the usual bill is more"`
}

var frontierRaceEntry = lab(Entry{
	Name:   "frontier-race",
	About:  "stay at the frontier: grow research with the industry's leaders, bid for people, raise ahead of need, price between cost and rivals",
	Sees:   "desired growth of a frontier generation, own cost, rivals' prices, runway, plan attainment",
	Source: "Dasgupta and Stiglitz 1980; this industry's leaders",
	Well:   Trial{In: duopoly, Agent: "alpha", Why: "prices between its own mark-up and rivals': dearer than a fixed mark-up where few look elsewhere"},
	Badly:  Trial{In: bestReplies, Agent: "alpha", Why: "where nothing can be discovered and prices are right already, a racer's sales and brand are money lost"},
}, frontierRace{
	pricing{Floor: 1.25, WeightCost: 0.5, Hazard: 0.04},
	development{Pace: 1, Months: 7, Small: 2, Gain: 0.1},
	promotion{Sales: 0.09, Brand: 0.05},
	funding{RaiseBelow: 18, Need: 21, SellBelow: 6},
	0.2,
})

// Decide implements agents.LabStrategy.
func (s *frontierRace) Decide(v *agents.LabView, luck *exact.Stream, m *agents.LabMove) {
	s.reprice(&v.Books, luck, &m.ModelMove)
	s.develop(v.Market, &v.Books, &m.ModelMove)
	// Research falls no faster than its contracts allow, and what goes on needs its people.
	if bid := float64(s.Talent / (1 - s.Talent) * math.Max(m.ResearchUSD, v.ResearchUSDPerYear)); bid > v.ResearchersUSD {
		m.ResearchersUSD = bid
	}
	s.promote(&v.Books, &m.ModelMove, leastBrand)
	s.fund(v.Market, &v.Books, m, s.Pace)
	board(&v.Books, &m.ModelMove)
}
