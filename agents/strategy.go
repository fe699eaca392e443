package agents

import "shakeout/internal/exact"

// Strategy decides for one agent. It is given what the agent sees and a stream of luck of its own
// (keyed by agent and tick), and fills in a move that the engine has set to "carry on": every
// field at its present value or zero. It must not keep the view: the engine reuses it.
type Strategy[View, Move any] interface {
	Decide(view *View, luck *exact.Stream, move *Move)
}

// Luck is a stream of random numbers of one agent, one purpose and one tick: what code outside this
// module calls it.
type Luck = exact.Stream

// The three roles.
type (
	LabStrategy      = Strategy[LabView, LabMove]
	CloudStrategy    = Strategy[CloudView, CloudMove]
	ReleaserStrategy = Strategy[ReleaserView, ReleaserMove]
)
