package strategies

import (
	"shakeout/agents"
	"shakeout/internal/exact"
)

// verticalIntegration is a cloud that trains models of its own at the frontier, out of the core's profit, prices them for reach and
// buys labs rather than depend on them.
type verticalIntegration struct{ parent }

var verticalIntegrationEntry = cloud(Entry{
	Name:   "vertical-integration",
	About:  "train own models at the frontier out of the core's profit and price them for reach",
	Sees:   "desired growth of a frontier generation, own cost, rivals' prices, envelope",
	Source: "Hart and Tirole 1990; Google since 2023",
	Well:   Trial{In: aloof, Agent: "microsoft", Why: "three years in, revenue of own models is worth more than what they cost"},
	Badly:  Trial{In: aloofForLong, Agent: "microsoft", Why: "over ten years research at the frontier costs more than a partner's models would"},
}, verticalIntegration{parent{
	pricing{Floor: 1.05, WeightCost: 0.4, Hazard: 0.04},
	development{Pace: 1, Months: 7, Small: 2, Gain: 0.1},
	promotion{Sales: 0.06, Brand: 0.03},
	0.25, 0.9,
}})

// Decide implements agents.CloudStrategy.
func (s *verticalIntegration) Decide(v *agents.CloudView, luck *exact.Stream, m *agents.CloudMove) {
	s.run(v, luck, m)
	board(&v.Books, &m.ModelMove)
}
