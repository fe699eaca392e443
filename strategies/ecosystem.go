package strategies

import (
	"shakeout/agents"
	"shakeout/internal/exact"
)

// ecosystem is a releaser that opens weights often and helps those who host them, to draw developers to what it sells around them.
type ecosystem struct {
	opener
	Support float64 `yaml:"support_usd_m_per_month" unit:"USD m a month" range:"[0,1000000]" source:"assumption: a team of a hundred" doc:"help to those who host or run its open weights"`
}

var ecosystemEntry = releaser(Entry{
	Name:   "ecosystem",
	About:  "open weights often and help hosts, to draw developers to the own cloud",
	Sees:   "desired growth of a frontier generation, own gain in capability, envelope",
	Source: "West 2003; Parker and Van Alstyne 2018; Alibaba's Qwen releases in 2024",
	Well:   Trial{In: closedAlibaba, Agent: "alibaba", Why: "hosts and developers make its models a standard, and its cloud sells them"},
	Badly:  Trial{In: closed, Agent: "beta", Why: "support and open weights bring nothing where few could run them"},
}, ecosystem{opener{Hazard: 0.04, Pace: 0.9, Envelope: 0.25, Months: 6}, 2})

// Decide implements agents.ReleaserStrategy.
func (s *ecosystem) Decide(v *agents.ReleaserView, luck *exact.Stream, m *agents.ReleaserMove) {
	s.run(v, luck, m)
	m.Openness, m.SupportUSD = agents.Open, float64(s.Support*1e6)
}
