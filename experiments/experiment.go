package experiments

import (
	"shakeout/experiments/quantities"
	"shakeout/internal/sampling"
	"shakeout/worlds"
	"shakeout/worlds/history"
	"shakeout/worlds/worldfile"
)

// An Experiment has been read and checked: its arms are worlds, its numbers have their places in them.
type Experiment struct {
	Name     string
	Runs     int64  // replicates
	Resolved []byte // canonical text, which needs nothing but the worlds of the arms

	file   File
	arms   []arm  // the baseline first, then by id
	base   []byte // text of the world of a tournament
	levers []lever
	sweep  sweep
	screen *screen         // of a sensitivity analysis
	design sampling.Points // of the uncertain numbers, where they are laid out as a whole
	kept   []indicator

	program *quantities.Program

	runColumns, outcomeColumns, indicatorColumns []history.Column

	allowCommands bool
}

// arm is one world of an experiment.
type arm struct {
	id, about string
	against   int // arm that it is compared with, -1 for none
	world     *worlds.World
	sources   map[string]worldfile.Source
	text      []byte // of the resolved world
	keep      []string
	dates     []int64 // ticks at which indicators are kept
	wanted    []int   // quantities, by their places
	omit      worlds.Omit
	fromEnd   bool // they are counted from the end of the run: 0 is the last one, -1 the one before
}

// A Place says which run a row of an experiment is.
type Place struct {
	Row   int64 // from 1
	Run   int64 // from 1
	Point int64 // from 0
	Arm   string
	Seed  int64

	arm int
}

// Rows returns how many runs an experiment has: replicates x points x arms.
func (e *Experiment) Rows() int64 { return e.Runs * e.sweep.size * int64(len(e.arms)) }

// Arms returns the ids of the arms, the baseline first.
func (e *Experiment) Arms() []string {
	ids := make([]string, len(e.arms))
	for i := range e.arms {
		ids[i] = e.arms[i].id
	}
	return ids
}

// Points returns the number of points of the sweep, 1 without one.
func (e *Experiment) Points() int64 { return e.sweep.size }

// Varied returns the names of the columns of what varies.
func (e *Experiment) Varied() []string {
	names := make([]string, len(e.levers))
	for i := range e.levers {
		names[i] = e.levers[i].path
	}
	return names
}

// place returns what row (from 1) is. Rows are balanced: run k of every point and arm comes before run k + 1, and the
// points of a replicate come in an order that covers the grid evenly at every moment.
func (e *Experiment) place(row int64) Place {
	arms, points := int64(len(e.arms)), e.sweep.size
	at := row - 1
	p := Place{Row: row, Run: at/(arms*points) + 1, arm: int(at % arms)}
	p.Point = e.sweep.order(at / arms % points)
	p.Arm = e.arms[p.arm].id
	p.Seed = e.seed(p.Run)
	if e.screen != nil {
		p.Seed = e.seed(2*p.Run-1) + e.screen.seed(p.Run-1, p.Point)
	}
	return p
}

// seed returns the seed of a replicate.
func (e *Experiment) seed(run int64) int64 {
	if len(e.file.Seeds.List) > 0 {
		return e.file.Seeds.List[run-1]
	}
	return *e.file.Seeds.First + run - 1
}

// group returns the first row of the replicate and point that a row belongs to: the rows that are compared.
func (e *Experiment) group(row int64) int64 {
	arms := int64(len(e.arms))
	return (row-1)/arms*arms + 1
}
