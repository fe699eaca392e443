package sampling

import (
	"fmt"
	"slices"

	"shakeout/internal/exact"
)

// Method is a way to fill the unit cube with points.
type Method int

// The methods.
const (
	// Random draws every coordinate independently.
	Random Method = iota
	// LatinHypercube has exactly one point in each of n equal slices of every axis.
	LatinHypercube
	// SobolSequence fills the cube evenly in all low-dimensional projections.
	SobolSequence
	// HaltonSequence does too, less well, for any number of points.
	HaltonSequence
)

var methodNames = []string{"random", "latin-hypercube", "sobol", "halton"}

// Values returns the names of all methods.
func (Method) Values() []string { return slices.Clone(methodNames) }

// String returns the name.
func (m Method) String() string { return nameOf(methodNames, int(m), "method") }

// MarshalText returns the name.
func (m Method) MarshalText() ([]byte, error) { return marshalName(methodNames, int(m), "method") }

// UnmarshalText reads a name.
func (m *Method) UnmarshalText(text []byte) error {
	i, err := unmarshalName(methodNames, text, "method")
	if err == nil {
		*m = Method(i)
	}
	return err
}

// Extends tells whether more points leave those before them as they are. A Latin hypercube is laid out as a whole.
func (m Method) Extends() bool { return m != LatinHypercube }

// Plan says what points are wanted.
type Plan struct {
	Method     Method
	Points     int
	Axes       Axes
	Seed       uint64
	Scrambling Scrambling // of Sobol' and Halton sequences
	// Centred puts the points of a Latin hypercube in the middle of their slices instead of anywhere in them.
	Centred bool
}

// Sample returns the points of a plan. Errors: no points or more than 16.8 million, no axes or too many for the method,
// an empty or doubled name, an unknown method or scrambling.
func (p Plan) Sample() (Points, error) {
	if err := checkCount(p.Method.String(), "points", p.Points, greatestCount); err != nil {
		return nil, err
	}
	if err := p.Axes.check(p.Method.String(), greatestCount/p.Points); err != nil {
		return nil, err
	}
	switch p.Method {
	case Random:
		return p.random(), nil
	case LatinHypercube:
		return p.latinHypercube(), nil
	case SobolSequence:
		s, err := NewSobol(p.Axes, p.Seed, p.Scrambling)
		if err != nil {
			return nil, err
		}
		return p.sequence(s), nil
	case HaltonSequence:
		h, err := NewHalton(p.Axes, p.Seed, p.Scrambling)
		if err != nil {
			return nil, err
		}
		return p.sequence(h), nil
	default:
		return nil, fmt.Errorf("design: method: got %v; want %v", p.Method, methodNames)
	}
}

// random draws point k on an axis from the stream of the axis at tick k.
func (p Plan) random() Points {
	points := newPoints(p.Points, len(p.Axes))
	for d, name := range p.Axes {
		for k := range points {
			stream := exact.NewStream(p.Seed, name, "random", k)
			points[k][d] = stream.Float64()
		}
	}
	return points
}

// latinHypercube gives each point one of n slices of every axis, at random, and a random place in it.
// Source: McKay, Beckman and Conover (1979).
func (p Plan) latinHypercube() Points {
	points := newPoints(p.Points, len(p.Axes))
	for d, name := range p.Axes {
		stream := exact.NewStream(p.Seed, name, "latin-hypercube", 0)
		slice := permutation(p.Points, &stream)
		for k := range points {
			within := 0.5
			if !p.Centred {
				within = stream.Float64()
			}
			points[k][d] = inside((float64(slice[k]) + within) / float64(p.Points))
		}
	}
	return points
}

// sequence returns the first points of a low-discrepancy sequence.
func (p Plan) sequence(s interface {
	Point(k uint64, point []float64)
}) Points {
	points := newPoints(p.Points, len(p.Axes))
	for k := range points {
		s.Point(uint64(k), points[k])
	}
	return points
}

// nameOf returns the name of value i, or what it is and its number where it has none.
func nameOf(names []string, i int, what string) string {
	if i < 0 || i >= len(names) {
		return fmt.Sprintf("%s(%d)", what, i)
	}
	return names[i]
}

func marshalName(names []string, i int, what string) ([]byte, error) {
	if i < 0 || i >= len(names) {
		return nil, fmt.Errorf("%s: got %d; want %v", what, i, names)
	}
	return []byte(names[i]), nil
}

func unmarshalName(names []string, text []byte, what string) (int, error) {
	i := slices.Index(names, string(text))
	if i < 0 {
		return 0, fmt.Errorf("%s: got %q; want %v", what, text, names)
	}
	return i, nil
}
