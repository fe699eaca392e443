package worlds

import (
	"math"
	"testing"
)

// Two modes, one slow: x <- x + f(x) by itself needs about 200 steps for 1e-10.
func TestAccelerationEndsWhereThePlainIterationDoes(t *testing.T) {
	want := []float64{3, -1, 0.5}
	rate := []float64{0.1, 0.4, 0.9}
	bent := 0.02 // the curve of f, as a part of it
	residual := func(x, f []float64) (worst float64) {
		for j := range x {
			d := want[j] - x[j]
			f[j] = float64((1 - rate[j]) * d * (1 + float64(bent*math.Tanh(d))))
			worst = math.Max(worst, math.Abs(d))
		}
		return worst
	}
	x, f := make([]float64, 3), make([]float64, 3)
	var faster acceleration
	steps := 0
	for residual(x, f) > 1e-10 {
		if steps++; steps > 30 {
			t.Fatalf("after 30 steps at %v; want %v", x, want)
		}
		faster.step(x, f, false)
	}
}

// A function that turns around sends the iteration far off where it is leaned on; it must come back.
func TestAccelerationSurvivesMisleadingSteps(t *testing.T) {
	x, f := []float64{-40}, make([]float64, 1)
	var faster acceleration
	for steps := 0; math.Abs(x[0]-2) > 1e-10; steps++ {
		if steps > 400 {
			t.Fatalf("after 400 steps at %v; want 2", x)
		}
		f[0] = 0.5 * math.Max(-1, math.Min(1, 2-x[0]))
		faster.step(x, f, false)
	}
}
