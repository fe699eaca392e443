package statistics

import (
	"math"
	"testing"
)

func TestJackknife(t *testing.T) {
	x := []float64{3.1, 2.7, 4.4, 5.0, 3.9, 4.1, 2.2}
	y := []float64{2.9, 2.8, 3.1, 4.2, 3.0, 4.4, 1.9}
	paired, err := PairedDifference(x, y, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	difference, err := Jackknife([][]float64{x, y}, func(m []float64) float64 { return m[0] - m[1] }, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	near := func(what string, got, want float64) {
		if math.Abs(got-want) > 1e-12*math.Max(1, math.Abs(want)) {
			t.Errorf("%s: got %v; want %v", what, got, want)
		}
	}
	near("estimate of a difference", difference.Estimate, paired.Estimate)
	near("standard error of a difference", difference.StandardError, paired.StandardError)
	near("lower end", difference.Interval.Lower, paired.Interval.Lower)
	near("p-value", difference.PValue, paired.PValue)

	// The ratio of means has, by the delta method, the standard error of the mean of (x - r y)/mean y; the jackknife differs by O(1/n).
	ratio, err := Jackknife([][]float64{x, y}, func(m []float64) float64 { return m[0] / m[1] }, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	linear := make([]float64, len(x))
	for i := range x {
		linear[i] = (x[i] - ratio.Estimate*y[i]) / Mean(y)
	}
	if want := StandardError(linear); math.Abs(ratio.StandardError/want-1) > 0.05 {
		t.Errorf("standard error of a ratio: got %v; want about %v", ratio.StandardError, want)
	}

	same, err := Jackknife([][]float64{{5, 7, 9}, {3, 5, 7}}, func(m []float64) float64 { return m[0] - m[1] }, 0.95)
	if err != nil || !same.Deterministic || same.Estimate != 2 {
		t.Errorf("the same difference in every pair: got %+v, %v; want 2, deterministic", same, err)
	}
	for _, tt := range []struct {
		reason  string
		samples [][]float64
	}{
		{"nothing", nil}, {"one replicate", [][]float64{{1}}}, {"not paired", [][]float64{{1, 2}, {1}}}, {"not a number", [][]float64{{1, math.NaN()}}},
		{"no ratio", [][]float64{{1, 2}, {0, 0}}},
	} {
		f := func(m []float64) float64 { return m[0] / m[len(m)-1] }
		if _, err := Jackknife(tt.samples, f, 0.95); err == nil {
			t.Errorf("%s: got no error", tt.reason)
		}
	}
}
