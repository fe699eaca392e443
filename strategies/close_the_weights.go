package strategies

import (
	"shakeout/agents"
	"shakeout/internal/exact"
)

// closeTheWeights is a releaser that keeps what it trains from now on closed and sells it.
type closeTheWeights struct{ opener }

var closeTheWeightsEntry = releaser(Entry{
	Name:   "close-the-weights",
	About:  "keep new releases closed and sell them",
	Sees:   "desired growth of a frontier generation, own gain in capability, envelope",
	Source: "West 2003 (appropriating or adopting); events.csv, releases under research licences",
	Well:   Trial{In: openHanded, Agent: "beta", Why: "customers pay for what others give away"},
	Badly:  Trial{In: landGrab, Agent: "alibaba", Why: "without open weights few developers come to it"},
}, closeTheWeights{opener{Hazard: 0.04, Pace: 0.9, Envelope: 0.25, Months: 8}})

// Decide implements agents.ReleaserStrategy.
func (s *closeTheWeights) Decide(v *agents.ReleaserView, luck *exact.Stream, m *agents.ReleaserMove) {
	s.run(v, luck, m)
	m.Openness = agents.Closed
}
