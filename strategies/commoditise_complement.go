package strategies

import (
	"shakeout/agents"
	"shakeout/internal/exact"
)

// commoditiseComplement is a releaser that opens every release on the day: what is cheap beside its core business makes the core worth
// more.
type commoditiseComplement struct{ opener }

var commoditiseComplementEntry = releaser(Entry{
	Name:   "commoditise-complement",
	About:  "open every release: cheap models make the core business worth more",
	Sees:   "desired growth of a frontier generation, own gain in capability, envelope",
	Source: "Spolsky 2002; Economides and Katsamakas 2006; Meta since 2023",
	Well:   Trial{In: openHanded, Agent: "beta", Why: "open weights without the support that an ecosystem costs"},
	Badly:  Trial{In: closed, Agent: "beta", Why: "gives away what customers would have paid for, and nobody's complement is sold"},
}, commoditiseComplement{opener{Hazard: 0.04, Pace: 0.95, Envelope: 0.25, Months: 8}})

// Decide implements agents.ReleaserStrategy.
func (s *commoditiseComplement) Decide(v *agents.ReleaserView, luck *exact.Stream, m *agents.ReleaserMove) {
	s.run(v, luck, m)
	m.Openness = agents.Open
}
