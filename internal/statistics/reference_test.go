package statistics

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"shakeout/internal/exact"
)

// near fails unless got is want to a relative tolerance, or both are within the absolute floor of 1e-12; NaN equals NaN.
func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.IsNaN(want) && math.IsNaN(got) || got == want {
		return
	}
	if d := math.Abs(got - want); !(d <= tolerance*math.Abs(want) || d <= 1e-12) {
		t.Errorf("%s: got %.17g; want %.17g, relative difference %.2g", what, got, want, d/math.Abs(want))
	}
}

// nearAll is near for lists.
func nearAll(t *testing.T, what string, got, want []float64, tolerance float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: got %d numbers; want %d", what, len(got), len(want))
	}
	for i := range want {
		near(t, what, got[i], want[i], tolerance)
	}
}

// reference holds the parts of the reference values that this package answers.
type reference struct {
	KaplanMeier []struct {
		Note   string
		Time   []float64
		Event  []int
		Expect struct {
			Table []struct {
				Time     float64
				AtRisk   int `json:"at_risk"`
				Events   int
				Survival float64
				StdErr   float64 `json:"std_err"`
				Lower95  *float64
				Upper95  *float64
			}
			Median *float64
		}
	} `json:"kaplan_meier"`
	Bootstrap struct {
		Exact []struct {
			Data      []float64
			Statistic Statistic
			Expect    struct {
				Lower, Upper float64
				LowerBetween [2]float64 `json:"lower_between"`
				UpperBetween [2]float64 `json:"upper_between"`
			}
		}
		FixedResamples []struct {
			Data            []float64
			Statistic       Statistic
			ResampleIndices [][]int `json:"resample_indices"`
			Expect          struct {
				Statistics   []float64
				Lower, Upper float64
			}
		} `json:"fixed_resamples"`
	}
	Sobol struct {
		FixedSample struct {
			A1     float64     `json:"a"`
			B1     float64     `json:"b"`
			A      [][]float64 `json:"A"`
			B      [][]float64 `json:"B"`
			Expect struct {
				FA       []float64 `json:"f_A"`
				FB       []float64 `json:"f_B"`
				Variance float64
				S, ST    []float64
			}
		} `json:"fixed_sample"`
	}
	Morris struct {
		C            []float64
		Q            float64
		Trajectories [][][]float64
		Expect       struct {
			ElementaryEffects [][]float64 `json:"elementary_effects"`
			Mu                []float64
			MuStar            []float64 `json:"mu_star"`
			Sigma             []float64
		}
	}
}

func loadReference(t *testing.T) reference {
	t.Helper()
	return loadJSON[reference](t, "testdata/statistics.json")
}

func loadJSON[T any](t *testing.T, path string) T {
	t.Helper()
	var value T
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatal(err)
	}
	return value
}

// orNaN reads null as NaN.
func orNaN(v *float64) float64 {
	if v == nil {
		return math.NaN()
	}
	return *v
}

func TestReferenceKaplanMeier(t *testing.T) {
	for _, c := range loadReference(t).KaplanMeier {
		subjects := make([]Subject, len(c.Time))
		for i := range subjects {
			subjects[i] = Subject{Time: c.Time[i], Event: c.Event[i] == 1}
		}
		curve, err := KaplanMeier(subjects, 0.95)
		if err != nil {
			t.Fatalf("%s: %v", c.Note, err)
		}
		if len(curve.Steps) != len(c.Expect.Table) {
			t.Fatalf("%s: got %d steps; want %d", c.Note, len(curve.Steps), len(c.Expect.Table))
		}
		for i, want := range c.Expect.Table {
			got := curve.Steps[i]
			if got.Time != want.Time || got.AtRisk != want.AtRisk || got.Events != want.Events {
				t.Errorf("%s: row %d: got %+v; want %+v", c.Note, i, got, want)
			}
			nearAll(t, c.Note, []float64{got.Survival, got.StandardError, got.Interval.Lower, got.Interval.Upper},
				[]float64{want.Survival, want.StdErr, orNaN(want.Lower95), orNaN(want.Upper95)}, 1e-13)
		}
		near(t, c.Note+": median", curve.Median, orNaN(c.Expect.Median), 0)
	}
}

func TestReferenceBootstrap(t *testing.T) {
	all := loadReference(t).Bootstrap
	for _, c := range all.FixedResamples {
		plan := BootstrapPlan{Statistic: c.Statistic, Level: 0.95}
		got, err := BootstrapFixed(c.Data, plan, c.ResampleIndices)
		if err != nil {
			t.Fatal(err)
		}
		nearAll(t, "statistics", got.Statistics, c.Expect.Statistics, 1e-14)
		nearAll(t, "interval", []float64{got.Interval.Lower, got.Interval.Upper}, []float64{c.Expect.Lower, c.Expect.Upper}, 1e-14)
	}
	for _, c := range all.Exact {
		plan := BootstrapPlan{Statistic: c.Statistic, Level: 0.95, Resamples: 20000}
		got, err := ExactBootstrap(c.Data, plan)
		if err != nil {
			t.Fatal(err)
		}
		// The expected values are written with 12 decimals.
		nearAll(t, "exact interval", []float64{got.Interval.Lower, got.Interval.Upper}, []float64{c.Expect.Lower, c.Expect.Upper}, 1e-12)
		for seed := range uint64(5) {
			stream := exact.NewStream(seed, "", "bootstrap", 0)
			drawn, err := Bootstrap(c.Data, plan, &stream)
			if err != nil {
				t.Fatal(err)
			}
			const rounding = 1e-9
			if l, u := drawn.Interval.Lower, drawn.Interval.Upper; l < c.Expect.LowerBetween[0]-rounding || l > c.Expect.LowerBetween[1]+rounding ||
				u < c.Expect.UpperBetween[0]-rounding || u > c.Expect.UpperBetween[1]+rounding {
				t.Errorf("%v of 20,000 resamples, seed %d: got %+v; want ends in %v and %v", c.Statistic, seed, drawn.Interval,
					c.Expect.LowerBetween, c.Expect.UpperBetween)
			}
			near(t, "standard error", drawn.StandardError, got.StandardError, 0.03)
		}
	}
}

// ishigami is the test function of Ishigami and Homma (1990), on the unit cube.
func ishigami(u []float64, a, b float64) float64 {
	x := [3]float64{}
	for i := range x {
		x[i] = math.Pi * (2*u[i] - 1)
	}
	s1, s2 := exact.Sin(x[0]), exact.Sin(x[1])
	return s1 + a*s2*s2 + b*x[2]*x[2]*x[2]*x[2]*s1
}

func TestReferenceSobol(t *testing.T) {
	c := loadReference(t).Sobol.FixedSample
	var sample SobolSample
	for r := range c.A {
		sample.A = append(sample.A, ishigami(c.A[r], c.A1, c.B1))
		sample.B = append(sample.B, ishigami(c.B[r], c.A1, c.B1))
	}
	for i := range 3 {
		var mixed []float64
		for r := range c.A {
			u := append([]float64(nil), c.A[r]...)
			u[i] = c.B[r][i]
			mixed = append(mixed, ishigami(u, c.A1, c.B1))
		}
		sample.AB = append(sample.AB, mixed)
	}
	nearAll(t, "f(A)", sample.A, c.Expect.FA, 1e-12)
	nearAll(t, "f(B)", sample.B, c.Expect.FB, 1e-12)
	got, err := EstimateSobolIndices(sample, SobolPlan{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "variance", got.Variance, c.Expect.Variance, 1e-12)
	for i, f := range got.Factors {
		near(t, "first", f.First, c.Expect.S[i], 1e-12)
		near(t, "total", f.Total, c.Expect.ST[i], 1e-12)
		if !math.IsNaN(f.FirstInterval.Lower) {
			t.Error("an interval without a bootstrap")
		}
	}
}

func TestReferenceMorris(t *testing.T) {
	c := loadReference(t).Morris
	outcomes := make([][]float64, len(c.Trajectories))
	for k, trajectory := range c.Trajectories {
		for _, x := range trajectory {
			f := c.Q * x[0] * x[1]
			for i := range x {
				f += c.C[i] * x[i]
			}
			outcomes[k] = append(outcomes[k], f)
		}
	}
	got, err := MorrisEffects(c.Trajectories, outcomes)
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range got {
		nearAll(t, "elementary effects", e.Effects, c.Expect.ElementaryEffects[i], 1e-12)
		nearAll(t, "summary", []float64{e.Mu, e.MuStar, e.Sigma}, []float64{c.Expect.Mu[i], c.Expect.MuStar[i], c.Expect.Sigma[i]}, 1e-12)
	}
}
