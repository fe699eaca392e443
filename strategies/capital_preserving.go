package strategies

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
)

// capitalPreserving is a lab that keeps a stock of cash: research grows slowly and shrinks while cash is below the stock, launches are
// few, rounds early.
type capitalPreserving struct {
	pricing
	development
	promotion
	funding
	Keep float64 `yaml:"keep" unit:"months" range:"[0,60]" source:"assumption" doc:"of burn to hold in cash and credit; below it research shrinks"`
	Trim float64 `yaml:"trim" unit:"1/month" range:"[0,0.5]" source:"assumption" doc:"of research, while cash is below what it keeps"`
}

var capitalPreservingEntry = lab(Entry{
	Name:   "capital-preserving",
	About:  "keep more than a year of cash: slow research that shrinks with the runway, few launches, early rounds",
	Sees:   "runway, own cost, rivals' prices",
	Source: "precautionary cash: Almeida, Campello and Weisbach 2004",
	Well:   Trial{In: bestReplies, Agent: "alpha", Why: "in a market at rest what is not spent is kept"},
	Badly:  Trial{In: imitated, Agent: "alpha", Why: "an imitator grows where the saver waits"},
}, capitalPreserving{
	pricing{Floor: 1.4, WeightCost: 0.8, Hazard: 0.03},
	development{Pace: 0.55, Months: 12, Small: 2, Gain: 0.1},
	promotion{Sales: 0.06, Brand: 0.01},
	funding{RaiseBelow: 20, Need: 21, SellBelow: 6},
	15, 0.02,
})

// Decide implements agents.LabStrategy.
func (s *capitalPreserving) Decide(v *agents.LabView, luck *exact.Stream, m *agents.LabMove) {
	s.reprice(&v.Books, luck, &m.ModelMove)
	s.develop(v.Market, &v.Books, &m.ModelMove)
	if v.RunwayMonths < s.Keep {
		m.ResearchUSD = math.Min(m.ResearchUSD, float64((1-s.Trim)*v.ResearchUSDPerYear))
	}
	s.promote(&v.Books, &m.ModelMove, leastBrand)
	s.fund(v.Market, &v.Books, m, s.Pace)
	board(&v.Books, &m.ModelMove)
}
