package sampling

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"shakeout/internal/exact"
)

// axes returns n names.
func axes(n int) Axes {
	names := make(Axes, n)
	for i := range names {
		names[i] = fmt.Sprintf("x%d", i+1)
	}
	return names
}

func second[T any](_ T, err error) error { return err }

func TestSobolPublishedPoints(t *testing.T) {
	var reference struct {
		Points      []uint64
		Dimensions  []int
		Coordinates [][]float64
	}
	text, err := os.ReadFile("testdata/sobol_points.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &reference); err != nil {
		t.Fatal(err)
	}
	s, err := NewSobol(axes(1024), 0, ScrambleNone)
	if err != nil {
		t.Fatal(err)
	}
	point := make([]float64, 1024)
	for i, k := range reference.Points {
		s.Point(k, point)
		for j, d := range reference.Dimensions {
			if got, want := point[d-1], reference.Coordinates[i][j]; got != want {
				t.Errorf("point %d, dimension %d: got %v; want %v", k, d, got, want)
			}
		}
	}
	// The example of Joe and Kuo: the first ten points in three dimensions.
	want := [][3]float64{
		{0, 0, 0}, {0.5, 0.5, 0.5}, {0.75, 0.25, 0.25}, {0.25, 0.75, 0.75}, {0.375, 0.375, 0.625}, {0.875, 0.875, 0.125},
		{0.625, 0.125, 0.875}, {0.125, 0.625, 0.375}, {0.1875, 0.3125, 0.9375}, {0.6875, 0.8125, 0.4375},
	}
	for k, w := range want {
		s.Point(uint64(k), point)
		if [3]float64(point[:3]) != w {
			t.Errorf("point %d: got %v; want %v", k, point[:3], w)
		}
	}
}

// TestSobolIsANet checks that every interval of length 1/n on every axis holds exactly one of the first n points, and
// every rectangle 1/a x 1/b with ab = n of the first two axes too, scrambled or not.
func TestSobolIsANet(t *testing.T) {
	const n, dimensions = 256, 40
	for _, scrambling := range []Scrambling{ScrambleNested, ScrambleShift, ScrambleNone} {
		points, err := Plan{Method: SobolSequence, Points: n, Axes: axes(dimensions), Seed: 9, Scrambling: scrambling}.Sample()
		if err != nil {
			t.Fatal(err)
		}
		for d := range dimensions {
			seen := [n]bool{}
			for _, p := range points {
				seen[int(p[d]*n)] = true
			}
			if slices.Contains(seen[:], false) {
				t.Errorf("%v: dimension %d leaves a slice empty", scrambling, d)
			}
		}
		for a := 1; a <= n; a *= 2 {
			seen := [n]bool{}
			b := n / a
			for _, p := range points {
				seen[int(p[0]*float64(a))*b+int(p[1]*float64(b))] = true
			}
			if slices.Contains(seen[:], false) {
				t.Errorf("%v: a rectangle 1/%d x 1/%d is empty", scrambling, a, b)
			}
		}
	}
}

// discrepancy is the centred L2 discrepancy of Hickernell (1998), squared.
func discrepancy(points Points) float64 {
	n, first, second := float64(len(points)), 0.0, 0.0
	dimensions := len(points[0])
	for _, x := range points {
		product := 1.0
		for _, u := range x {
			c := math.Abs(u - 0.5)
			product *= 1 + c/2 - c*c/2
		}
		first += product
		for _, y := range points {
			product := 1.0
			for d := range x {
				product *= 1 + math.Abs(x[d]-0.5)/2 + math.Abs(y[d]-0.5)/2 - math.Abs(x[d]-y[d])/2
			}
			second += product
		}
	}
	return math.Pow(13.0/12, float64(dimensions)) - 2/n*first + second/n/n
}

func TestMethodsFillTheCube(t *testing.T) {
	got := map[Method]float64{}
	for _, m := range []Method{Random, LatinHypercube, SobolSequence, HaltonSequence} {
		for seed := range uint64(5) {
			points, err := Plan{Method: m, Points: 256, Axes: axes(5), Seed: seed}.Sample()
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range points {
				for _, u := range p {
					if !(u > 0 && u < 1) {
						t.Fatalf("%v: got coordinate %v; want it strictly between 0 and 1", m, u)
					}
				}
			}
			got[m] += discrepancy(points) / 5
		}
	}
	if !(got[LatinHypercube] < got[Random] && 5*got[HaltonSequence] < got[Random] && 10*got[SobolSequence] < got[Random]) {
		t.Errorf("got discrepancies %v; want Latin hypercubes below random, sequences far below", got)
	}
	plain, err := Plan{Method: SobolSequence, Points: 256, Axes: axes(5), Scrambling: ScrambleNone}.Sample()
	if err != nil {
		t.Fatal(err)
	}
	// Computed by an independent implementation on the same points.
	if d := discrepancy(plain); math.Abs(d/sobolDiscrepancy-1) > 1e-9 {
		t.Errorf("discrepancy of 256 plain points in 5 dimensions: got %v; want %v", d, sobolDiscrepancy)
	}
}

const sobolDiscrepancy = 0.0002597808337478913

func TestHaltonPublishedPoints(t *testing.T) {
	h, err := NewHalton(axes(3), 0, ScrambleNone)
	if err != nil {
		t.Fatal(err)
	}
	point := make([]float64, 3)
	for k, want := range [][3]float64{
		{1. / 2, 1. / 3, 1. / 5}, {1. / 4, 2. / 3, 2. / 5}, {3. / 4, 1. / 9, 3. / 5}, {1. / 8, 4. / 9, 4. / 5},
		{5. / 8, 7. / 9, 1. / 25}, {3. / 8, 2. / 9, 6. / 25}, {7. / 8, 5. / 9, 11. / 25},
	} {
		h.Point(uint64(k), point)
		if [3]float64(point) != want {
			t.Errorf("point %d: got %v; want %v", k, point, want)
		}
	}
	// b^2 scrambled points of an axis in base b fall into b^2 different slices.
	for _, scrambling := range []Scrambling{ScrambleNested, ScrambleShift} {
		h, err := NewHalton(axes(20), 4, scrambling)
		if err != nil {
			t.Fatal(err)
		}
		point := make([]float64, 20)
		const base = 71 // the 20th prime
		var values []float64
		for k := range uint64(base * base) {
			h.Point(k, point)
			values = append(values, point[19])
		}
		slices.Sort(values)
		for i := range values[1:] {
			if gap := values[i+1] - values[i]; math.Abs(gap*base*base-1) > 1+1e-9 || gap <= 0 {
				t.Fatalf("%v: got a gap of %v between neighbours", scrambling, gap)
			}
		}
	}
}

func TestLatinHypercube(t *testing.T) {
	for _, n := range []int{1, 2, 7, 100} {
		for _, centred := range []bool{false, true} {
			points, err := Plan{Method: LatinHypercube, Points: n, Axes: axes(4), Seed: 3, Centred: centred}.Sample()
			if err != nil {
				t.Fatal(err)
			}
			for d := range 4 {
				seen := make([]bool, n)
				for _, p := range points {
					at := p[d] * float64(n)
					seen[int(at)] = true
					if centred && math.Abs(at-math.Floor(at)-0.5) > 1e-12 {
						t.Errorf("centred: got %v slices", at)
					}
				}
				if slices.Contains(seen, false) {
					t.Errorf("%d points: a slice of axis %d is empty", n, d)
				}
			}
		}
	}
}

// TestAxesKeepTheirLuck adds an axis and more points and compares what was there before.
func TestAxesKeepTheirLuck(t *testing.T) {
	for _, m := range []Method{Random, LatinHypercube, SobolSequence, HaltonSequence} {
		few, err := Plan{Method: m, Points: 16, Axes: Axes{"a", "b"}, Seed: 1}.Sample()
		if err != nil {
			t.Fatal(err)
		}
		more, err := Plan{Method: m, Points: 16, Axes: Axes{"a", "b", "c"}, Seed: 1}.Sample()
		if err != nil {
			t.Fatal(err)
		}
		other, err := Plan{Method: m, Points: 16, Axes: Axes{"a", "b"}, Seed: 2}.Sample()
		if err != nil {
			t.Fatal(err)
		}
		longer, err := Plan{Method: m, Points: 40, Axes: Axes{"a", "b"}, Seed: 1}.Sample()
		if err != nil {
			t.Fatal(err)
		}
		same := true
		for k := range few {
			if few[k][0] != more[k][0] || few[k][1] != more[k][1] {
				t.Errorf("%v: point %d moved when an axis was added", m, k)
			}
			if few[k][0] == other[k][0] {
				t.Errorf("%v: point %d is the same with another seed", m, k)
			}
			same = same && few[k][0] == longer[k][0] && few[k][1] == longer[k][1]
		}
		if same != m.Extends() {
			t.Errorf("%v: points stay when more are added: got %v; want %v", m, same, m.Extends())
		}
	}
}

func TestDesignErrors(t *testing.T) {
	for _, c := range []struct {
		reason string
		err    error
		want   string
	}{
		{"no points", second(Plan{Method: Random, Axes: axes(1)}.Sample()), "points: got 0"},
		{"too many", second(Plan{Method: Random, Points: 1 << 30, Axes: axes(1)}.Sample()), "points: got 1073741824"},
		{"no axes", second(Plan{Method: SobolSequence, Points: 8}.Sample()), "axes: got 0"},
		{"an axis twice", second(Plan{Method: LatinHypercube, Points: 8, Axes: Axes{"a", "b", "a"}}.Sample()), `axes[2]: got "a" again`},
		{"no name", second(Plan{Method: HaltonSequence, Points: 8, Axes: Axes{""}}.Sample()), "axes[0]: got an empty name"},
		{"too many axes", second(NewSobol(axes(1025), 0, ScrambleNone)), "axes: got 1025; want 1 to 1024"},
		{"unknown method", second(Plan{Method: 9, Points: 8, Axes: axes(1)}.Sample()), "method(9)"},
		{"unknown scrambling", second(Plan{Method: SobolSequence, Points: 8, Axes: axes(1), Scrambling: 5}.Sample()), "scrambling(5)"},
		{"unknown name", new(Method).UnmarshalText([]byte("lhs")), `got "lhs"; want [random`},
		{"unknown way", new(Scrambling).UnmarshalText([]byte("owen")), `got "owen"`},
		{"saltelli without rows", second(NewSaltelli(0, axes(2), 0, ScrambleNested)), "rows: got 0"},
		{"saltelli with too many axes", second(NewSaltelli(8, axes(513), 0, ScrambleNested)), "axes: got 513"},
		{"odd levels", second(MorrisPlan{Trajectories: 2, Levels: 3, Axes: axes(2)}.Sample()), "levels: got 3"},
		{"no trajectories", second(MorrisPlan{Levels: 4, Axes: axes(2)}.Sample()), "trajectories: got 0"},
		{"broken table", second(parseDirections("2 1 0 1\n4 2 1 1 3\n")), "want dimension 3"},
		{"table with text", second(parseDirections("2 1 zero 1\n")), `got "zero"`},
		{"grid without levels", second(Grid{2, 0}.Size()), "levels[1]: got 0"},
		{"grid too large", second(Grid{1 << 30, 1 << 30}.Size()), "2^53"},
		{"spaced backwards", second(Spaced(2, 1, 3)), "rising order"},
		{"log of 0", second(LogSpaced(0, 1, 3)), "above 0"},
	} {
		if c.err == nil || !strings.Contains(c.err.Error(), c.want) {
			t.Errorf("%s: got error %v; want one with %q", c.reason, c.err, c.want)
		}
	}
}

func TestNames(t *testing.T) {
	for i, name := range Method(0).Values() {
		var m Method
		if err := m.UnmarshalText([]byte(name)); err != nil || m != Method(i) || m.String() != name {
			t.Errorf("%s: got %v, %v", name, m, err)
		}
	}
	for i, name := range Scrambling(0).Values() {
		var s Scrambling
		if err := s.UnmarshalText([]byte(name)); err != nil || s != Scrambling(i) || s.String() != name {
			t.Errorf("%s: got %v, %v", name, s, err)
		}
	}
}

func TestGrid(t *testing.T) {
	g := Grid{2, 3, 1}
	size, err := g.Size()
	if err != nil || size != 6 {
		t.Fatalf("got %d, %v; want 6", size, err)
	}
	want := [][]int{{0, 0, 0}, {0, 1, 0}, {0, 2, 0}, {1, 0, 0}, {1, 1, 0}, {1, 2, 0}}
	for k, w := range want {
		if got := g.Levels(int64(k)); !slices.Equal(got, w) {
			t.Errorf("combination %d: got %v; want %v", k, got, w)
		}
	}
	if size, err := (Grid{}).Size(); err != nil || size != 1 {
		t.Errorf("no factors: got %d, %v; want the one empty combination", size, err)
	}
	for _, size := range []int64{0, 1, 2, 3, 7, 64, 100, 1000} {
		order := Balanced(size)
		seen := make([]bool, size)
		for _, k := range order {
			seen[k] = true
		}
		if int64(len(order)) != size || slices.Contains(seen, false) {
			t.Errorf("balanced order of %d is no permutation: %v", size, order)
		}
	}
	values, err := Spaced(0.1, 0.3, 3)
	if err != nil || values[0] != 0.1 || math.Abs(values[1]-0.2) > 1e-16 || values[2] != 0.3 {
		t.Errorf("spaced: got %v, %v", values, err)
	}
	values, err = LogSpaced(0.01, 100, 5)
	if err != nil || values[0] != 0.01 || math.Abs(values[2]-1) > 1e-15 || values[4] != 100 {
		t.Errorf("log-spaced: got %v, %v", values, err)
	}
}

func BenchmarkSobolNested50(b *testing.B) {
	s, err := NewSobol(axes(50), 1, ScrambleNested)
	if err != nil {
		b.Fatal(err)
	}
	point := make([]float64, 50)
	k := uint64(0)
	for b.Loop() {
		s.Point(k, point)
		k++
	}
}

// TestScramblingIsUniform checks mean and variance of single coordinates over seeds.
func TestScramblingIsUniform(t *testing.T) {
	point := make([]float64, 3)
	sum, squares := 0.0, 0.0
	const seeds = 4000
	for seed := range uint64(seeds) {
		s, err := NewSobol(axes(3), seed, ScrambleNested)
		if err != nil {
			t.Fatal(err)
		}
		s.Point(5, point)
		sum += point[2]
		squares += point[2] * point[2]
	}
	mean := sum / seeds
	if variance := squares/seeds - mean*mean; math.Abs(mean-0.5) > 0.02 || math.Abs(variance*12-1) > 0.06 {
		t.Errorf("got mean %v and variance %v; want 1/2 and 1/12", mean, variance)
	}
	stream := exact.NewStream(1, "", "order", 0)
	if p := permutation(5, &stream); len(p) != 5 {
		t.Errorf("got %v", p)
	}
}
