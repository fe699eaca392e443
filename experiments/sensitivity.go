package experiments

import (
	"fmt"
	"slices"

	"shakeout/internal/sampling"
	"shakeout/worlds/worldfile"
)

// Sensitivity asks how much each uncertain number, and sheer luck, matters to what is measured. The replicates of the
// experiment are then the trajectories or rows of its design, and the points of a replicate the members of one of them.
type Sensitivity struct {
	Method Screening     `yaml:"method" default:"morris" doc:"morris: elementary effects along trajectories, to tell what matters at all; sobol: shares of the variance by Saltelli's matrices, best with a power of 2 of runs"`
	Of     []string      `yaml:"of" optional:"true" doc:"paths of the uncertain numbers that are looked at, all if left out; the others are drawn as a part of the luck"`
	Groups []NumberGroup `yaml:"groups" optional:"true" doc:"sobol: uncertain numbers taken together, in place of one by one"`
	Levels int64         `yaml:"levels" range:"[2,1024]" default:"4" source:"Morris 1991" doc:"morris: levels of each number, even: equally likely parts of what is believed of it"`
	Lives  []string      `yaml:"lives_of" optional:"true" doc:"agents whose months as firms of their own are looked at, beside the indicators"`
}

// NumberGroup is uncertain numbers that are taken together.
type NumberGroup struct {
	ID    string   `yaml:"id" doc:"short name"`
	Paths []string `yaml:"paths" doc:"their paths"`
}

// Screening is a method of sensitivity analysis.
type Screening int

// The methods.
const (
	Morris Screening = iota
	SobolIndices
)

var screenings = []string{"morris", "sobol"}

// Values returns the names of all methods.
func (Screening) Values() []string { return slices.Clone(screenings) }

// String returns the name.
func (s Screening) String() string { return word(screenings, int(s)) }

// MarshalText returns the name.
func (s Screening) MarshalText() ([]byte, error) { return wordText(screenings, int(s)) }

// UnmarshalText reads a name.
func (s *Screening) UnmarshalText(text []byte) error {
	i, err := readWord(screenings, text)
	*s = Screening(i)
	return err
}

// Check reports what is wrong with a sensitivity analysis by itself.
func (s *Sensitivity) Check(report func(path, format string, args ...any)) {
	if s.Levels%2 != 0 {
		report("levels", "got %d; want an even number", s.Levels)
	}
	if s.Method == Morris && len(s.Groups) > 0 {
		report("groups", "got groups with the method morris, whose effects have a sign; want the method sobol, or no groups")
	}
	if len(s.Of) > 0 && len(s.Groups) > 0 {
		report("groups", "got groups and of; want one of them")
	}
	seen := map[string]bool{Luck: true}
	for _, g := range s.Groups {
		if g.ID == Luck {
			report("groups["+g.ID+"].id", "got the name of what else there is; want another")
		}
		if len(g.Paths) == 0 {
			report("groups["+g.ID+"].paths", "got none; want at least one")
		}
		for i, path := range g.Paths {
			if seen[path] {
				report(fmt.Sprintf("groups[%s].paths[%d]", g.ID, i), "got %s again; want each number once", path)
			}
			seen[path] = true
		}
	}
	for i, path := range s.Of {
		if seen[path] {
			report(fmt.Sprintf("of[%d]", i), "got %s again; want each number once", path)
		}
		seen[path] = true
	}
}

// Luck is the factor that is no number of the world: the seed, and what is drawn with it.
const Luck = "luck"

// screen is the laid out design of a sensitivity analysis.
type screen struct {
	factors  []string // numbers or groups, and luck last
	axes     sampling.Axes
	saltelli *sampling.Saltelli // of sobol
	morris   sampling.MorrisPlan
}

// members returns how many points a trajectory or row has.
func (s *screen) members() int64 {
	if s.saltelli != nil {
		return int64(s.saltelli.Members())
	}
	return int64(len(s.factors)) + 1
}

// point returns where on the unit cube a point of a replicate (from 0) stands.
func (s *screen) point(replicate, point int64) []float64 {
	if s.saltelli != nil {
		at := make([]float64, len(s.axes))
		s.saltelli.Point(int(replicate*s.members()+point), at)
		return at
	}
	return s.morris.Trajectory(int(replicate))[point]
}

// seed returns which of the two seeds of a replicate a point has, 0 or 1: luck is a factor like the numbers. With Saltelli's
// matrices A has the one and B the other; along a trajectory it changes at one step.
func (s *screen) seed(replicate, point int64) int64 {
	if s.saltelli != nil {
		if point >= s.members()-2 { // A with B's luck, and B
			return 1
		}
		return 0
	}
	if s.point(replicate, point)[len(s.axes)] > 0.5 {
		return 1
	}
	return 0
}

// screening settles which numbers a sensitivity analysis looks at, and lays them out.
func (l *loader) screening() {
	e := l.out
	s := e.file.Sensitivity
	if s == nil {
		return
	}
	known := e.Varied()
	var groups []int
	add := func(at, path string, group int) {
		i := slices.Index(known, path)
		if i < 0 {
			l.problem(at, "got %s, which is no uncertain number of the world or the experiment; %s", path, worldfile.WantOneOf(path, known))
			return
		}
		e.levers[i].coordinate = len(e.screen.axes)
		e.screen.axes = append(e.screen.axes, path)
		groups = append(groups, group)
	}
	e.screen = &screen{}
	for g := range s.Groups {
		for i, path := range s.Groups[g].Paths {
			add(fmt.Sprintf("sensitivity.groups[%s].paths[%d]", s.Groups[g].ID, i), path, g)
		}
		e.screen.factors = append(e.screen.factors, s.Groups[g].ID)
	}
	of := s.Of
	if len(of) == 0 && len(s.Groups) == 0 {
		of = known
	}
	for i, path := range of {
		add(fmt.Sprintf("sensitivity.of[%d]", i), path, i)
		e.screen.factors = append(e.screen.factors, path)
	}
	for i, id := range s.Lives {
		if agents := agentsOf(e.arms); !slices.Contains(agents, id) {
			l.problem(fmt.Sprintf("sensitivity.lives_of[%d]", i), "got %q, the id of no agent; %s", id, worldfile.WantOneOf(id, agents))
		}
	}
	if len(e.screen.axes) == 0 {
		l.problem("sensitivity", "got a world without uncertain numbers; want some, in the experiment's own section uncertain")
	}
	if len(l.problems) > 0 {
		return
	}
	e.screen.factors = append(e.screen.factors, Luck)
	if err := e.screen.layOut(s, e, groups); err != nil {
		l.problem("sensitivity", "%s", err)
		return
	}
	e.sweep.size = e.screen.members()
}

func (s *screen) layOut(plan *Sensitivity, e *Experiment, groups []int) error {
	seed := uint64(*e.file.Seeds.First)
	if plan.Method == Morris {
		s.morris = sampling.MorrisPlan{
			Trajectories: int(e.Runs), Levels: int(plan.Levels), Axes: append(slices.Clone(s.axes), Luck), Seed: seed,
			Centred: true, // the outermost levels of an unbounded distribution would be its extremes
		}
		return s.morris.Check()
	}
	var err error
	if s.saltelli, err = sampling.NewSaltelli(int(e.Runs), s.axes, seed, sampling.ScrambleNested); err != nil {
		return err
	}
	return s.saltelli.Group(groups, len(s.factors)) // luck has no axis: its member is A with another seed
}
