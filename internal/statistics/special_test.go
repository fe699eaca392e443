package statistics

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
	_ "shakeout/internal/repeatable"
)

type special struct {
	IncompleteBeta  [][4]float64 `json:"incomplete_beta"`
	StudentQuantile [][3]float64 `json:"student_quantile"`
	Tango           [][5]float64
}

func TestIncompleteBetaAgainst60Digits(t *testing.T) {
	worst, worstInverse := 0.0, 0.0
	for _, row := range loadJSON[special](t, "testdata/special.json").IncompleteBeta {
		x, a, b, want := row[0], row[1], row[2], row[3]
		got := IncompleteBeta(x, a, b)
		if e := math.Abs(got-want) / want; e > 3e-13 {
			t.Log(x, a, b, want, e)
		}
		worst = math.Max(worst, math.Abs(got-want)/want)
		near(t, "I", got, want, 1e-12)
		if want < 0.999 { // above, 1 - p leaves too few digits to find x again
			back := InverseIncompleteBeta(want, a, b)
			e := math.Abs(IncompleteBeta(back, a, b)-want) / want
			worstInverse = math.Max(worstInverse, e)
			if e > 1e-12 {
				t.Errorf("I(inverse(%v); %v, %v): relative error %v", want, a, b, e)
			}
		}
	}
	t.Logf("greatest relative error %.2g, of the inverse in probability %.2g", worst, worstInverse)
}

func TestStudentQuantileAgainst60Digits(t *testing.T) {
	worst := 0.0
	for _, row := range loadJSON[special](t, "testdata/special.json").StudentQuantile {
		p, v, want := row[0], row[1], row[2]
		got := StudentQuantile(p, v)
		worst = math.Max(worst, math.Abs(got/want-1))
		near(t, "t", got, want, 1e-12)
	}
	t.Logf("greatest relative error %.2g", worst)
}

func TestStudentTable(t *testing.T) {
	for _, c := range []struct {
		reason  string
		p, v, t float64
	}{
		{"Cauchy: tan(pi (p - 1/2))", 0.975, 1, 12.706204736174694},
		{"two degrees have a closed form", 0.975, 2, 4.3026527297494637},
		{"printed in every textbook", 0.975, 10, 2.2281388519862735},
		{"lower tail", 0.05, 30, -1.6972608865939573},
		{"centre", 0.5, 7, 0},
	} {
		near(t, c.reason, StudentQuantile(c.p, c.v), c.t, 1e-13)
		near(t, c.reason+", back", StudentCDF(c.t, c.v), c.p, 1e-13)
	}
	for _, c := range []struct {
		reason string
		got    float64
		want   float64
	}{
		{"no degrees of freedom", StudentQuantile(0.9, 0), math.NaN()},
		{"probability above 1", StudentQuantile(1.1, 3), math.NaN()},
		{"all probability below", StudentQuantile(1, 3), math.Inf(1)},
		{"none below", StudentQuantile(0, 3), math.Inf(-1)},
		{"infinitely far", StudentCDF(math.Inf(1), 3), 1},
		{"infinitely far below", StudentCDF(math.Inf(-1), 3), 0},
	} {
		near(t, c.reason, c.got, c.want, 0)
	}
}

func TestStudentAgainstGonum(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		v := rapid.Float64Range(1, 300).Draw(r, "degrees of freedom")
		x := rapid.Float64Range(0.1, 20).Draw(r, "t")
		if got, want := StudentCDF(x, v), (distuv.StudentsT{Mu: 0, Sigma: 1, Nu: v}).CDF(x); math.Abs(got-want) > 1e-10 { // gonum loses digits near the centre
			r.Errorf("F(%v; %v): got %v; gonum has %v", x, v, got, want)
		}
	})
}

func TestBetaAgainstGonum(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		a := rapid.Float64Range(1, 400).Draw(r, "a")
		b := rapid.Float64Range(1, 400).Draw(r, "b")
		x := rapid.Float64Range(0, 1).Draw(r, "x")
		if got, want := IncompleteBeta(x, a, b), mathext.RegIncBeta(a, b, x); math.Abs(got-want) > 1e-11 {
			r.Errorf("I_%v(%v, %v): got %v; gonum has %v", x, a, b, got, want)
		}
		p := rapid.Float64Range(0.01, 0.99).Draw(r, "p")
		q := InverseIncompleteBeta(p, a, b)
		if back := IncompleteBeta(q, a, b); math.Abs(back-p) > 1e-10 {
			r.Errorf("inverse of %v at (%v, %v): got %v, whose probability is %v", p, a, b, q, back)
		}
		if mirror := InverseIncompleteBeta(1-p, b, a); math.Abs(q+mirror-1) > 1e-12 {
			r.Errorf("inverse of %v at (%v, %v) is %v, of the mirror image %v", p, a, b, q, mirror)
		}
	})
}

func TestTangoAgainstConstrainedLikelihood(t *testing.T) {
	for _, row := range loadJSON[special](t, "testdata/special.json").Tango {
		got := tangoInterval(row[0], row[1], row[2], normalReach(0.95))
		near(t, "lower", got.Lower, row[3], 1e-9)
		near(t, "upper", got.Upper, row[4], 1e-9)
	}
}
