package sampling

import (
	"fmt"
	"math"

	"shakeout/internal/exact"
	"shakeout/internal/statistics"
)

// Saltelli is the design behind Sobol' indices: rows r of two independent matrices A and B, and for each axis i the
// matrix AB_i, which is A with column i from B. A block of k + 2 points belongs to each row, so that a design stopped
// half way holds whole rows: A, AB_1 ... AB_k, B. A and B are the two halves of a Sobol' sequence in 2k dimensions.
// Several axes can be taken as one group, whose columns come from B together; the members of a block are then A, one for
// each group, B. Source: Saltelli et al. (2010) Computer Physics Communications 181(2); for groups Sobol' (1993).
type Saltelli struct {
	groups   []int // the group of each axis
	count    int   // of groups
	rows     int
	sequence *Sobol
}

// NewSaltelli returns the design for that many rows, best a power of 2. Errors: no rows, no axes or more than 512, an
// empty or doubled name, an unknown scrambling.
func NewSaltelli(rows int, axes Axes, seed uint64, scrambling Scrambling) (*Saltelli, error) {
	if err := axes.check("saltelli", GreatestSobolDimensions/2); err != nil {
		return nil, err
	}
	if err := checkCount("saltelli", "rows", rows, greatestCount/(len(axes)+2)); err != nil {
		return nil, err
	}
	both := make(Axes, 0, 2*len(axes))
	both = append(both, axes...)
	for _, name := range axes {
		both = append(both, name+" (B)")
	}
	sequence, err := NewSobol(both, seed, scrambling)
	if err != nil {
		return nil, err
	}
	groups := make([]int, len(axes))
	for i := range groups {
		groups[i] = i
	}
	return &Saltelli{groups: groups, count: len(axes), rows: rows, sequence: sequence}, nil
}

// Group takes axes together: groups[i], from 0, is the group of axis i, and count is how many groups there are. A group
// may be without axes: its member of a block is A again, for whoever changes something else there. Errors: a group
// for each axis is wanted, below count.
func (s *Saltelli) Group(groups []int, count int) error {
	if len(groups) != len(s.groups) {
		return fmt.Errorf("saltelli: groups: got %d; want %d, one for each axis", len(groups), len(s.groups))
	}
	if err := checkCount("saltelli", "groups", count, greatestCount/s.rows); err != nil {
		return err
	}
	for i, g := range groups {
		if g < 0 || g >= count {
			return fmt.Errorf("saltelli: groups[%d]: got %d; want 0 to %d", i, g, count-1)
		}
	}
	s.groups, s.count = groups, count
	return nil
}

// Members returns the number of points in the block of a row: groups + 2, or axes + 2 where they are in no groups.
func (s *Saltelli) Members() int { return s.count + 2 }

// Size returns the number of points, rows x Members.
func (s *Saltelli) Size() int { return s.rows * s.Members() }

// Point writes point k, 0 <= k < Size, into the first coordinates of point, as many as there are axes.
func (s *Saltelli) Point(k int, point []float64) {
	row, member := k/s.Members(), k%s.Members()
	axes := len(s.groups)
	both := make([]float64, 2*axes)
	s.sequence.Point(uint64(row), both)
	a, b := both[:axes], both[axes:]
	if member == s.count+1 {
		copy(point, b)
		return
	}
	copy(point, a)
	for i, g := range s.groups {
		if g == member-1 {
			point[i] = b[i]
		}
	}
}

// Points returns all points.
func (s *Saltelli) Points() Points {
	points := newPoints(s.Size(), len(s.groups))
	for k := range points {
		s.Point(k, points[k])
	}
	return points
}

// Outcomes sorts the outcomes at all points, in their order, into what statistics.EstimateSobolIndices takes. A row in
// which an outcome is NaN (a failed run, or one not done yet) is left out; dropped says how many. Errors: as many
// outcomes as points are wanted.
func (s *Saltelli) Outcomes(outcomes []float64) (sample statistics.SobolSample, dropped int, err error) {
	if len(outcomes) != s.Size() {
		return sample, 0, fmt.Errorf("saltelli: got %d outcomes; want %d, one per point", len(outcomes), s.Size())
	}
	sample.AB = make([][]float64, s.count)
	for row := range s.rows {
		block := outcomes[row*s.Members() : (row+1)*s.Members()]
		whole := true
		for _, v := range block {
			whole = whole && !math.IsNaN(v)
		}
		if !whole {
			dropped++
			continue
		}
		sample.A = append(sample.A, block[0])
		sample.B = append(sample.B, block[s.count+1])
		for i := range sample.AB {
			sample.AB[i] = append(sample.AB[i], block[i+1])
		}
	}
	return sample, dropped, nil
}

// MorrisPlan says what trajectories are wanted for elementary effects.
type MorrisPlan struct {
	Trajectories int // 10 to 50 are usual
	Levels       int // even, of the grid on each axis; 4 is usual
	Axes         Axes
	Seed         uint64
	// Centred puts the levels at (l + 1/2)/Levels instead of l/(Levels - 1): use it where a distribution is unbounded, so
	// that the outermost levels are not its extremes.
	Centred bool
}

// Sample returns trajectories of k + 1 points each on the grid of levels: from a random start every axis steps once, up
// or down by half the levels, in random order. The step is Levels/(2(Levels - 1)) of the axis, or 1/2 if centred.
// Errors: fewer than 1 trajectory, levels that are odd or below 2, no axes or too many, an empty or doubled name.
// Source: Morris (1991) Technometrics 33(2).
func (p MorrisPlan) Sample() ([]Points, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	trajectories := make([]Points, p.Trajectories)
	for t := range trajectories {
		trajectories[t] = p.Trajectory(t)
	}
	return trajectories, nil
}

// Check returns what Sample would refuse.
func (p MorrisPlan) Check() error {
	if err := p.Axes.check("morris", 1<<12); err != nil {
		return err
	}
	size := len(p.Axes) * (len(p.Axes) + 1)
	if err := checkCount("morris", "trajectories", p.Trajectories, max(1, 4*greatestCount/size)); err != nil {
		return err
	}
	if p.Levels < 2 || p.Levels%2 != 0 || p.Levels > 1<<20 {
		return fmt.Errorf("morris: levels: got %d; want an even number, at least 2", p.Levels)
	}
	return nil
}

// Trajectory returns trajectory t, from 0, of a plan that Check finds right. It does not depend on how many there are.
func (p MorrisPlan) Trajectory(t int) Points {
	half := p.Levels / 2
	from, to := make([]int, len(p.Axes)), make([]int, len(p.Axes))
	for i, name := range p.Axes {
		stream := exact.NewStream(p.Seed, name, "morris", t)
		from[i] = stream.IntN(half)
		to[i] = from[i] + half
		if stream.IntN(2) == 1 {
			from[i], to[i] = to[i], from[i]
		}
	}
	order := exact.NewStream(p.Seed, "", "morris-order", t)
	points := newPoints(len(p.Axes)+1, len(p.Axes))
	for i := range p.Axes {
		points[0][i] = p.place(from[i])
	}
	for step, i := range permutation(len(p.Axes), &order) {
		copy(points[step+1], points[step])
		points[step+1][i] = p.place(to[i])
	}
	return points
}

// place returns where a level stands on its axis.
func (p MorrisPlan) place(level int) float64 {
	if p.Centred {
		return (float64(level) + 0.5) / float64(p.Levels)
	}
	return float64(level) / float64(p.Levels-1)
}
