package experiments

import (
	"fmt"

	"shakeout/internal/sampling"
)

// sweep is the points that the swept numbers go through.
type sweep struct {
	axes   []Axis
	values [][]sampling.Draw // per axis, the values of a grid or list
	grid   sampling.Grid
	cube   sampling.Points // of a design that fills the space
	fills  []sampling.Distribution
	size   int64
	perm   []int64
}

// lay lays out the points of a sweep, nil for none.
func lay(s *Sweep) (sweep, error) {
	out := sweep{size: 1}
	if s == nil {
		return out, nil
	}
	out.axes = s.Axes
	if s.Design == LatinHypercube || s.Design == SobolSequence {
		return out, out.fill(s)
	}
	for i := range s.Axes {
		values, err := s.Axes[i].draws()
		if err != nil {
			return out, fmt.Errorf("sweep.axes[%d]: %w", i, err)
		}
		out.values = append(out.values, values)
		out.grid = append(out.grid, len(values))
	}
	if s.Design == List {
		out.grid, out.size = nil, int64(len(out.values[0]))
		return out, nil
	}
	var err error
	if out.size, err = out.grid.Size(); err != nil {
		return out, err
	}
	out.perm = sampling.Balanced(out.size)
	return out, nil
}

// fill lays out a design that fills the space between the ends of the axes.
func (s *sweep) fill(plan *Sweep) error {
	var names sampling.Axes
	for _, x := range plan.Axes {
		names = append(names, x.Path)
		dist := sampling.NewUniform(*x.Low, *x.High)
		if x.Scale == Log {
			dist = sampling.NewLogUniform(*x.Low, *x.High)
		}
		s.fills = append(s.fills, dist)
	}
	method := sampling.SobolSequence
	if plan.Design == LatinHypercube {
		method = sampling.LatinHypercube
	}
	var err error
	s.size = plan.Points
	s.cube, err = sampling.Plan{Method: method, Points: int(plan.Points), Axes: names, Seed: uint64(plan.Seed)}.Sample()
	return err
}

// draws returns the values of an axis of a grid or list.
func (x *Axis) draws() ([]sampling.Draw, error) {
	numbers := x.Values
	if x.Low != nil {
		spaced := sampling.Spaced
		if x.Scale == Log {
			spaced = sampling.LogSpaced
		}
		var err error
		if numbers, err = spaced(*x.Low, *x.High, int(x.Steps)); err != nil {
			return nil, err
		}
	}
	var draws []sampling.Draw
	for _, n := range numbers {
		draws = append(draws, sampling.Draw{Number: n})
	}
	for i, text := range x.Words {
		draws = append(draws, sampling.Draw{Number: float64(i), Text: text})
	}
	return draws, nil
}

// order returns the point that is run as number i of its replicate.
func (s *sweep) order(i int64) int64 {
	if s.perm == nil {
		return i
	}
	return s.perm[i]
}

// at returns the value of an axis at a point.
func (s *sweep) at(axis int, point int64) sampling.Draw {
	switch {
	case s.cube != nil:
		return sampling.Draw{Number: s.fills[axis].Quantile(s.cube[point][axis])}
	case s.grid != nil:
		return s.values[axis][s.grid.Levels(point)[axis]]
	}
	return s.values[axis][point]
}

// extremes returns values of an axis that show whether a number may take them: all of a grid or list, of others the ends
// and one between, which is no whole number.
func (s *sweep) extremes(axis int) []sampling.Draw {
	if s.cube == nil {
		return s.values[axis]
	}
	low, high := s.fills[axis].Support()
	return []sampling.Draw{{Number: low}, {Number: high}, {Number: s.fills[axis].Quantile(0.31)}}
}
