package statistics

import (
	"fmt"
	"math"
	"slices"
)

// greatestExactSample is the number of values up to which all resamples are enumerated: 352,716 sets of counts for 11.
const greatestExactSample = 11

// ExactBootstrap returns the statistic of data with the percentile interval over all n^n resamples instead of a random
// few: the lower end is the least value of the statistic with cumulative probability of at least (1 - level)/2, the
// upper end likewise (1 + level)/2. For up to 11 values; plan.Resamples is not read.
// Errors: as for Bootstrap, and too many values. Source: Efron and Tibshirani (1993); Fisher and Hall (1991).
func ExactBootstrap(data []float64, plan BootstrapPlan) (BootstrapResult, error) {
	if err := plan.check(data); err != nil {
		return BootstrapResult{}, err
	}
	if len(data) > greatestExactSample {
		return BootstrapResult{}, fmt.Errorf("bootstrap: data: got %d values; want at most %d to enumerate all resamples",
			len(data), greatestExactSample)
	}
	outcomes := enumerateResamples(data, plan.Statistic)
	slices.SortStableFunc(outcomes, func(a, b resampleOutcome) int {
		switch {
		case a.value < b.value:
			return -1
		case a.value > b.value:
			return 1
		default:
			return 0
		}
	})
	var total int64
	values, weights := make([]float64, len(outcomes)), make([]float64, len(outcomes))
	for i, o := range outcomes {
		total += o.ways
		values[i], weights[i] = o.value, float64(o.ways)
	}
	result := BootstrapResult{Estimate: plan.Statistic.of(data), StandardError: weightedDeviation(values, weights)}
	result.Interval.Lower = leastReaching(outcomes, float64(float64(total)*tail(plan.Level)))
	result.Interval.Upper = leastReaching(outcomes, float64(float64(total)*(1-tail(plan.Level))))
	return result, nil
}

// resampleOutcome is one value of the statistic and the number of ordered resamples that give it.
type resampleOutcome struct {
	value float64
	ways  int64
}

// enumerateResamples returns the statistic of every multiset of n of the data, with n!/(product of k_i!) ways each.
func enumerateResamples(data []float64, statistic Statistic) []resampleOutcome {
	n := len(data)
	sorted := slices.Clone(data)
	slices.Sort(sorted)
	var outcomes []resampleOutcome
	resample := make([]float64, 0, n)
	var extend func(place, left int, ways int64)
	extend = func(place, left int, ways int64) {
		if place == n-1 {
			full := resample
			for range left {
				full = append(full, sorted[place])
			}
			value := medianSorted(full)
			if statistic == StatisticMean {
				value = Mean(full)
			}
			outcomes = append(outcomes, resampleOutcome{value: value, ways: ways})
			return
		}
		choices := ways // times (left choose k), which stays whole at every k
		for k := 0; k <= left; k++ {
			extend(place+1, left-k, choices)
			choices = choices * int64(left-k) / int64(k+1)
			resample = append(resample, sorted[place])
		}
		resample = resample[:len(resample)-left-1]
	}
	extend(0, n, 1)
	return outcomes
}

// leastReaching returns the least value at which the ways so far add to at least needed, rounding apart.
func leastReaching(outcomes []resampleOutcome, needed float64) float64 {
	needed = float64(needed * (1 - 1e-12))
	var ways int64
	for _, o := range outcomes {
		ways += o.ways
		if float64(ways) >= needed {
			return o.value
		}
	}
	return outcomes[len(outcomes)-1].value
}

// weightedDeviation returns the standard deviation of values that occur with probabilities proportional to weights.
func weightedDeviation(values, weights []float64) float64 {
	if constant(values) {
		return 0
	}
	total := Sum(weights)
	mean := 0.0
	for i, v := range values {
		mean += float64(v * (weights[i] / total))
	}
	variance := 0.0
	for i, v := range values {
		variance += float64(float64((v-mean)*(v-mean)) * (weights[i] / total))
	}
	return math.Sqrt(variance)
}
