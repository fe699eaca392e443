package strategies

import (
	"shakeout/agents"
	"shakeout/internal/exact"
)

// neutralMarketplace is a cloud that carries everybody's models at a low fee and lives off compute: little research of its own, no
// discount for bundles, no stake in any lab.
type neutralMarketplace struct {
	parent
	Fee float64 `yaml:"fee" unit:"share of sales" range:"[0,1]" source:"assumption; cloud marketplaces ask 3 to 20 %" doc:"on sales through its marketplace"`
}

var neutralMarketplaceEntry = cloud(Entry{
	Name:   "neutral-marketplace",
	About:  "carry everybody at a low fee and live off compute, with little research of its own",
	Sees:   "own cost, rivals' prices, whom its marketplace carries",
	Source: "Rochet and Tirole 2003; Rysman 2009",
	Well:   Trial{In: frontier, Agent: "microsoft", Why: "over ten years it keeps what own research and stakes cost"},
	Badly:  Trial{In: landGrab, Agent: "microsoft", Why: "three years in it has no models that investors would pay for"},
}, neutralMarketplace{parent{
	pricing{Floor: 1.2, WeightCost: 0.6, Hazard: 0.04},
	development{Pace: 0.45, Months: 12, Small: 2, Gain: 0.1},
	promotion{Sales: 0.05, Brand: 0.01},
	0.1, 0,
}, 0.06})

// Decide implements agents.CloudStrategy.
func (s *neutralMarketplace) Decide(v *agents.CloudView, luck *exact.Stream, m *agents.CloudMove) {
	s.run(v, luck, m)
	m.MarketplaceFee, m.BundleDiscount, m.ComputeMarkup = s.Fee, 0, 1
	for k := range m.Carries {
		m.Carries[k] = true
	}
	board(&v.Books, &m.ModelMove)
}
