package strategies

import (
	"shakeout/agents"
	"shakeout/internal/exact"
)

// delayedRelease is a releaser that sells a model first and opens its weights when the next generation is near: it earns while the
// model is new and takes the price floor down when it is not.
type delayedRelease struct {
	opener
	Delay int64 `yaml:"delay" unit:"months" range:"[0,120]" source:"assumption; open weights lag the frontier by about a year, capability.csv" doc:"from launch to open weights"`
}

var delayedReleaseEntry = releaser(Entry{
	Name:   "delayed-release",
	About:  "sell a model first, open its weights some months later",
	Sees:   "desired growth of a frontier generation, own gain in capability, envelope",
	Source: "versioning over time: Shapiro and Varian 1998; delayed open source, Business Source Licence",
	Well:   Trial{In: openHanded, Agent: "beta", Why: "it earns while a model is new; few could run the weights anyway"},
	Badly:  Trial{In: landGrab, Agent: "alibaba", Why: "hosts sell open weights of others in the meantime, and its own are opened when they are old"},
}, delayedRelease{opener{Hazard: 0.04, Pace: 0.9, Envelope: 0.25, Months: 8}, 9})

// Decide implements agents.ReleaserStrategy.
func (s *delayedRelease) Decide(v *agents.ReleaserView, luck *exact.Stream, m *agents.ReleaserMove) {
	s.run(v, luck, m)
	m.Openness, m.DelayMonths = agents.Delayed, s.Delay
}
