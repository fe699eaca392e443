package statistics

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"
	"shakeout/internal/exact"
	_ "shakeout/internal/repeatable"
)

func TestCorrelation(t *testing.T) {
	// Anscombe (1973), first set: r = 0.81642, p = 0.00217, interval 0.4244 to 0.9507 (R: cor.test(anscombe$x1, anscombe$y1)).
	x := []float64{10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5}
	y := []float64{8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68}
	r, err := Pearson(x, y, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "r", r.Estimate, 0.81642051634484, 1e-13)
	near(t, "p", r.PValue, 0.00217, 1e-3)
	near(t, "lower", r.Interval.Lower, 0.4243912, 1e-6)
	near(t, "upper", r.Interval.Upper, 0.9506933, 1e-6)
	s, err := Spearman(x, y, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "rho: 1 - 6 x 40 / (11 x 120)", s.Estimate, 1-6*40.0/(11*120), 1e-14)

	for _, c := range []struct {
		reason string
		x, y   []float64
		want   float64
	}{
		{"a straight line", []float64{1, 2, 3, 4}, []float64{3, 5, 7, 9}, 1},
		{"falling", []float64{1, 2, 3, 4}, []float64{9, 7, 5, 3}, -1},
		{"one list does not vary", []float64{1, 2, 3, 4}, []float64{0.1, 0.1, 0.1, 0.1}, math.NaN()},
	} {
		got, err := Pearson(c.x, c.y, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		near(t, c.reason, got.Estimate, c.want, 1e-15)
	}
	if _, err := Spearman(x, y[:4], 0.95); err == nil {
		t.Error("lists of different length: got no error")
	}
	nearAll(t, "tied ranks", Ranks([]float64{10, 20, 20, 5, 20}), []float64{2, 4, 4, 1, 4}, 0)
}

func TestCorrelationAgainstGonum(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		// Thousandths: gonum loses what squares lose below the smallest normal number, as those of 1e-157 do.
		thousandths := rapid.Map(rapid.IntRange(-100_000, 100_000), func(n int) float64 { return float64(n) / 1000 })
		x := rapid.SliceOfN(thousandths, 5, 40).Draw(r, "x")
		y := rapid.SliceOfN(thousandths, len(x), len(x)).Draw(r, "y")
		got, err := Pearson(x, y, 0.95)
		if err != nil {
			r.Fatal(err)
		}
		if want := stat.Correlation(x, y, nil); math.Abs(got.Estimate-want) > 1e-9 {
			r.Errorf("got %v; gonum has %v", got.Estimate, want)
		}
	})
}

func TestPartialRankCorrelations(t *testing.T) {
	stream := exact.NewStream(2, "", "prcc", 0)
	const n = 400
	factors, outcome := make([][]float64, 3), make([]float64, n)
	for j := range factors {
		factors[j] = make([]float64, n)
	}
	for i := range outcome {
		a := stream.Normal()
		factors[0][i] = a
		factors[1][i] = a + stream.Normal() // goes with the first, but does nothing itself
		factors[2][i] = stream.Normal()
		outcome[i] = math.Exp(2*a) - 0.3*factors[2][i] + 0.1*stream.Normal()
	}
	got, err := PartialRankCorrelations(factors, outcome, 0.99)
	if err != nil {
		t.Fatal(err)
	}
	if got[0].Estimate < 0.9 || !got[1].Interval.Contains(0) || got[2].Interval.Upper > 0 {
		t.Errorf("got %+v; want a strong first, an idle second, a negative third", got)
	}
	plain, err := Spearman(factors[1], outcome, 0.99)
	if err != nil {
		t.Fatal(err)
	}
	if plain.Interval.Contains(0) {
		t.Errorf("without the others held fixed: got %+v; want a spurious correlation", plain)
	}
	// Three variables have a closed form in their correlations.
	two, err := PartialRankCorrelations(factors[:2], outcome, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	r := func(x, y []float64) float64 { return pearson(Ranks(x), Ranks(y)) }
	xy, xz, yz := r(factors[0], outcome), r(factors[0], factors[1]), r(outcome, factors[1])
	near(t, "closed form", two[0].Estimate, (xy-xz*yz)/math.Sqrt((1-xz*xz)*(1-yz*yz)), 1e-12)
	if _, err := PartialRankCorrelations([][]float64{factors[0], factors[0]}, outcome, 0.95); err == nil {
		t.Error("the same factor twice: got no error")
	}
}
