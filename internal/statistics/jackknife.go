package statistics

import (
	"fmt"
	"math"
	"slices"
)

// Jackknife returns a smooth function of means, f(mean of samples[0], mean of samples[1], ...), with its standard error from leaving out one
// replicate after another: (n - 1)/n sum (t_k - mean t)^2, t_k the value without replicate k of all samples. For a difference of two
// means it is the paired difference with Student's interval, exactly; for ratios and other functions it agrees with the delta method.
// Samples are paired: place k of each belongs to the same replicate. The effect is reported as deterministic where leaving out makes no
// difference, rounding apart. Errors: fewer than two replicates, samples of different length, numbers that are not finite, a bad level,
// a value of f that is not finite.
// Source: Tukey (1958); Efron and Stein (1981).
func Jackknife(samples [][]float64, f func(means []float64) float64, level float64) (Effect, error) {
	const place = "jackknife"
	if err := checkLevel(place, level); err != nil {
		return Effect{}, err
	}
	if len(samples) == 0 || len(samples[0]) < 2 {
		return Effect{}, fmt.Errorf("%s: got too little; want at least one sample of two replicates", place)
	}
	n := len(samples[0])
	means, sums := make([]float64, len(samples)), make([]float64, len(samples))
	size := 0.0
	for i, s := range samples {
		if len(s) != n {
			return Effect{}, fmt.Errorf("%s: samples[%d]: got %d replicates; want %d", place, i, len(s), n)
		}
		if slices.ContainsFunc(s, func(x float64) bool { return math.IsNaN(x) || math.IsInf(x, 0) }) {
			return Effect{}, fmt.Errorf("%s: samples[%d]: got a number that is not finite", place, i)
		}
		sums[i] = Sum(s)
		means[i] = sums[i] / float64(n)
		for _, x := range s {
			size = math.Max(size, math.Abs(x))
		}
	}
	estimate := f(means)
	if math.IsNaN(estimate) || math.IsInf(estimate, 0) {
		return Effect{}, fmt.Errorf("%s: got %v of the means %v; want a finite number", place, estimate, means)
	}
	without := make([]float64, n)
	least, greatest := math.Inf(1), math.Inf(-1)
	for k := range n {
		for i, s := range samples {
			means[i] = (sums[i] - s[k]) / float64(n-1)
		}
		without[k] = f(means)
		if math.IsNaN(without[k]) || math.IsInf(without[k], 0) {
			return Effect{}, fmt.Errorf("%s: got %v without replicate %d; want a finite number", place, without[k], k+1)
		}
		least, greatest = math.Min(least, without[k]), math.Max(greatest, without[k])
	}
	standardError := 0.0
	if greatest-least > 1e-12*math.Max(size, math.Abs(estimate))/float64(n) {
		standardError = math.Sqrt(float64(float64(n-1) * PopulationVariance(without)))
	}
	e := newEffect(estimate, standardError, float64(n-1), level)
	e.Pairs = n
	return e, nil
}
