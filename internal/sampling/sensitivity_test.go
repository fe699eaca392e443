package sampling

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"shakeout/internal/exact"
	"shakeout/internal/statistics"
)

// analytic holds the reference indices of the test functions.
type analytic struct {
	Sobol struct {
		Ishigami []struct {
			A, B   float64
			Expect expectation
		}
		GFunction []struct {
			A      []float64
			Expect expectation
		} `json:"g_function"`
	}
}

type expectation struct {
	Variance float64
	S, ST    []float64
}

func TestSaltelliFindsAnalyticIndices(t *testing.T) {
	var reference analytic
	text, err := os.ReadFile("testdata/statistics.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &reference); err != nil {
		t.Fatal(err)
	}
	check := func(name string, want expectation, f func(u []float64) float64) {
		t.Helper()
		design, err := NewSaltelli(1<<13, axes(len(want.S)), 1, ScrambleNested)
		if err != nil {
			t.Fatal(err)
		}
		var outcomes []float64
		for _, u := range design.Points() {
			outcomes = append(outcomes, f(u))
		}
		sample, dropped, err := design.Outcomes(outcomes)
		if err != nil || dropped != 0 {
			t.Fatal(dropped, err)
		}
		stream := exact.NewStream(1, "", "bootstrap", 0)
		got, err := statistics.EstimateSobolIndices(sample, statistics.SobolPlan{Level: 0.95, Resamples: 50, Centred: true}, &stream)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(got.Variance/want.Variance-1) > 0.002 {
			t.Errorf("%s: variance: got %v; want %v", name, got.Variance, want.Variance)
		}
		for i, index := range got.Factors {
			t.Logf("%s: factor %d: first %.5f (%.5f), total %.5f (%.5f)", name, i, index.First, want.S[i], index.Total, want.ST[i])
			if math.Abs(index.First-want.S[i]) > 0.003 || math.Abs(index.Total-want.ST[i]) > 0.003 {
				t.Errorf("%s: factor %d: got %v and %v; want %v and %v", name, i, index.First, index.Total, want.S[i], want.ST[i])
			}
		}
	}
	for _, c := range reference.Sobol.Ishigami {
		check("ishigami", c.Expect, func(u []float64) float64 {
			x := [3]float64{}
			for i := range x {
				x[i] = math.Pi * (2*u[i] - 1)
			}
			return exact.Sin(x[0]) + c.A*math.Pow(exact.Sin(x[1]), 2) + c.B*math.Pow(x[2], 4)*exact.Sin(x[0])
		})
	}
	for _, c := range reference.Sobol.GFunction {
		check("g", c.Expect, func(u []float64) float64 {
			product := 1.0
			for i, a := range c.A {
				product *= (math.Abs(4*u[i]-2) + a) / (1 + a)
			}
			return product
		})
	}
}

// TestAnalyticIndices derives the reference indices from the variances of the terms in closed form.
func TestAnalyticIndices(t *testing.T) {
	var reference analytic
	text, err := os.ReadFile("testdata/statistics.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &reference); err != nil {
		t.Fatal(err)
	}
	compare := func(name string, got, want []float64) {
		t.Helper()
		for i := range want {
			if math.Abs(got[i]-want[i]) > 1e-8*math.Abs(want[i])+1e-12 {
				t.Errorf("%s: got %v; want %v", name, got, want)
				return
			}
		}
	}
	for _, c := range reference.Sobol.Ishigami {
		// Sobol' and Levitan (1999): the variances of x1, x2, and x1 with x3.
		p4 := math.Pow(math.Pi, 4)
		one, two, both := math.Pow(1+c.B*p4/5, 2)/2, c.A*c.A/8, c.B*c.B*p4*p4*8/225
		v := one + two + both
		compare("ishigami", []float64{v, one / v, two / v, 0, (one + both) / v, two / v, both / v},
			append(append([]float64{c.Expect.Variance}, c.Expect.S...), c.Expect.ST...))
	}
	for _, c := range reference.Sobol.GFunction {
		// Saltelli and Sobol' (1995): V_i = 1/(3 (1 + a_i)^2), and 1 + V is the product of 1 + V_i.
		product := 1.0
		for _, a := range c.A {
			product *= 1 + 1/(3*(1+a)*(1+a))
		}
		got := []float64{product - 1}
		for _, a := range c.A {
			got = append(got, 1/(3*(1+a)*(1+a))/(product-1))
		}
		for _, a := range c.A {
			own := 1 / (3 * (1 + a) * (1 + a))
			got = append(got, own*product/(1+own)/(product-1))
		}
		compare("g", got, append(append([]float64{c.Expect.Variance}, c.Expect.S...), c.Expect.ST...))
	}
}

func TestSaltelliLayout(t *testing.T) {
	design, err := NewSaltelli(4, Axes{"a", "b", "c"}, 7, ScrambleNested)
	if err != nil {
		t.Fatal(err)
	}
	points := design.Points()
	if len(points) != 20 || design.Size() != 20 {
		t.Fatalf("got %d points; want 4 x (3 + 2)", len(points))
	}
	outcomes := make([]float64, len(points))
	for row := range 4 {
		block := points[row*5 : row*5+5]
		a, b := block[0], block[4]
		for i := range 3 {
			for j := range 3 {
				want := a[j]
				if i == j {
					want = b[j]
				}
				if block[i+1][j] != want {
					t.Errorf("row %d: AB_%d differs from A with column %d from B", row, i, i)
				}
			}
		}
		for member := range 5 {
			outcomes[row*5+member] = float64(10*row + member)
		}
	}
	outcomes[7] = math.NaN() // a failed run in row 1
	sample, dropped, err := design.Outcomes(outcomes)
	if err != nil {
		t.Fatal(err)
	}
	if dropped != 1 || len(sample.A) != 3 || sample.A[1] != 20 || sample.B[1] != 24 || sample.AB[2][1] != 23 {
		t.Errorf("got %+v, %d dropped; want row 1 left out whole", sample, dropped)
	}
	if _, _, err := design.Outcomes(outcomes[:19]); err == nil {
		t.Error("an outcome missing: got no error")
	}
}

func TestMorrisTrajectories(t *testing.T) {
	for _, centred := range []bool{false, true} {
		trajectories, err := MorrisPlan{Trajectories: 40, Levels: 4, Axes: axes(5), Seed: 2, Centred: centred}.Sample()
		if err != nil {
			t.Fatal(err)
		}
		weights := []float64{2, -3, 0.5, 0, 7}
		outcomes := make([][]float64, len(trajectories))
		asSlices := make([][][]float64, len(trajectories))
		up := 0
		for k, trajectory := range trajectories {
			asSlices[k] = trajectory
			for step, x := range trajectory {
				f := 0.0
				for i, w := range weights {
					f += w * x[i]
					if x[i] < 0 || x[i] > 1 {
						t.Fatalf("got %v; want it within the unit cube", x)
					}
					if step > 0 && x[i] > trajectory[step-1][i] {
						up++
					}
				}
				outcomes[k] = append(outcomes[k], f)
			}
		}
		effects, err := statistics.MorrisEffects(asSlices, outcomes)
		if err != nil {
			t.Fatal(err)
		}
		for i, e := range effects {
			if math.Abs(e.Mu-weights[i]) > 1e-12 || e.Sigma > 1e-12 {
				t.Errorf("centred %v: a linear outcome has effect %v (%v) in factor %d; want %v (0)", centred, e.Mu, e.Sigma, i, weights[i])
			}
		}
		if up < 70 || up > 130 {
			t.Errorf("got %d of 200 steps up; want about half", up)
		}
	}
}

// Groups take their columns from B together, and one without axes repeats A.
func TestSaltelliGroups(t *testing.T) {
	design, err := NewSaltelli(4, Axes{"a", "b", "c"}, 7, ScrambleNested)
	if err != nil {
		t.Fatal(err)
	}
	if err := design.Group([]int{1, 0, 1}, 3); err != nil {
		t.Fatal(err)
	}
	if design.Members() != 5 || design.Size() != 20 {
		t.Fatalf("got %d members, %d points; want A, three groups and B in each of 4 rows", design.Members(), design.Size())
	}
	points := design.Points()
	for row := range 4 {
		block := points[row*5 : row*5+5]
		a, b := block[0], block[4]
		want := Points{a, {a[0], b[1], a[2]}, {b[0], a[1], b[2]}, a, b}
		for m := range want {
			for i := range a {
				if block[m][i] != want[m][i] {
					t.Errorf("row %d, member %d: got %v; want %v", row, m, block[m], want[m])
				}
			}
		}
	}
	if design.Group([]int{0, 1}, 2) == nil || design.Group([]int{0, 1, 2}, 2) == nil {
		t.Error("groups that do not fit the axes: got no error")
	}
}
