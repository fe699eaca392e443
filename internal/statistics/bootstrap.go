package statistics

import (
	"fmt"
	"math"
	"slices"
	"sort"

	"shakeout/internal/exact"
)

// Statistic is what a bootstrap resamples.
type Statistic int

// The statistics.
const (
	StatisticMean Statistic = iota
	StatisticMedian
)

var statisticNames = [...]string{"mean", "median"}

// Values returns the names of all statistics.
func (Statistic) Values() []string { return slices.Clone(statisticNames[:]) }

// String returns the name.
func (s Statistic) String() string {
	if s < 0 || int(s) >= len(statisticNames) {
		return fmt.Sprintf("statistic(%d)", int(s))
	}
	return statisticNames[s]
}

// MarshalText returns the name.
func (s Statistic) MarshalText() ([]byte, error) {
	if s < 0 || int(s) >= len(statisticNames) {
		return nil, fmt.Errorf("statistic: got %d; want %v", int(s), statisticNames)
	}
	return []byte(s.String()), nil
}

// UnmarshalText reads a name.
func (s *Statistic) UnmarshalText(text []byte) error {
	i := slices.Index(statisticNames[:], string(text))
	if i < 0 {
		return fmt.Errorf("statistic: got %q; want %v", text, statisticNames)
	}
	*s = Statistic(i)
	return nil
}

// of returns the statistic of values.
func (s Statistic) of(values []float64) float64 {
	if s == StatisticMedian {
		return Median(values)
	}
	return Mean(values)
}

// BootstrapPlan says what to resample and how.
type BootstrapPlan struct {
	Statistic Statistic
	Resamples int     // 2,000 or more for an interval at 0.95
	Level     float64 // 0.95
}

// BootstrapResult is a statistic with its percentile bootstrap interval.
type BootstrapResult struct {
	Estimate      float64   // of the data themselves
	StandardError float64   // standard deviation over the resamples
	Interval      Interval  // quantiles (type 7) over the resamples at (1 - level)/2 and (1 + level)/2
	Statistics    []float64 // of the resamples, in their order; nil where all resamples were enumerated
}

// Bootstrap returns the statistic of data with its percentile interval over resamples of the same size, drawn with
// replacement from the stream (size x resamples uniforms). The median of a resample is found by counting, so that
// 1,000 values x 2,000 resamples take some 20 ms. Errors: no data, a number that is not finite, fewer than 2 resamples,
// a bad level. Source: Efron and Tibshirani (1993), chapter 13.
func Bootstrap(data []float64, plan BootstrapPlan, stream *exact.Stream) (BootstrapResult, error) {
	if err := plan.check(data); err != nil {
		return BootstrapResult{}, err
	}
	if plan.Resamples < 2 {
		return BootstrapResult{}, fmt.Errorf("bootstrap: resamples: got %d; want at least 2", plan.Resamples)
	}
	draw := func(indices []int) {
		for k := range indices {
			indices[k] = stream.IntN(len(data))
		}
	}
	return bootstrap(data, plan, draw), nil
}

// BootstrapFixed is Bootstrap for given resamples: row r of resamples holds the indices (from 0) of the data that make
// up resample r. plan.Resamples is not read. Errors: as for Bootstrap, and an index outside the data or an empty row.
func BootstrapFixed(data []float64, plan BootstrapPlan, resamples [][]int) (BootstrapResult, error) {
	if err := plan.check(data); err != nil {
		return BootstrapResult{}, err
	}
	if len(resamples) < 2 {
		return BootstrapResult{}, fmt.Errorf("bootstrap: resamples: got %d; want at least 2", len(resamples))
	}
	for r, indices := range resamples {
		if len(indices) != len(data) {
			return BootstrapResult{}, fmt.Errorf("bootstrap: resamples[%d]: got %d indices; want %d, as many as data", r, len(indices), len(data))
		}
		for k, i := range indices {
			if i < 0 || i >= len(data) {
				return BootstrapResult{}, fmt.Errorf("bootstrap: resamples[%d][%d]: got %d; want 0 to %d", r, k, i, len(data)-1)
			}
		}
	}
	plan.Resamples = len(resamples)
	next := 0
	return bootstrap(data, plan, func(indices []int) {
		copy(indices, resamples[next])
		next++
	}), nil
}

// bootstrap computes the statistic of each resample whose indices draw fills in.
func bootstrap(data []float64, plan BootstrapPlan, draw func(indices []int)) BootstrapResult {
	sorted, rank := ranked(data)
	result := BootstrapResult{Estimate: plan.Statistic.of(data), Statistics: make([]float64, plan.Resamples)}
	indices, counts := make([]int, len(data)), make([]int, len(data))
	for r := range result.Statistics {
		draw(indices)
		if plan.Statistic == StatisticMedian {
			result.Statistics[r] = countedMedian(sorted, rank, indices, counts)
		} else {
			result.Statistics[r] = resampledMean(data, indices)
		}
	}
	quantiles := Quantiles(result.Statistics, tail(plan.Level), 1-tail(plan.Level))
	result.Interval = Interval{Lower: quantiles[0], Upper: quantiles[1]}
	result.StandardError = StandardDeviation(result.Statistics)
	return result
}

func (p BootstrapPlan) check(data []float64) error {
	if p.Statistic != StatisticMean && p.Statistic != StatisticMedian {
		return fmt.Errorf("bootstrap: statistic: got %v; want %v", p.Statistic, statisticNames)
	}
	if len(data) == 0 {
		return fmt.Errorf("bootstrap: data: got no values; want at least 1")
	}
	if err := checkFinite("bootstrap", "data", data); err != nil {
		return err
	}
	return checkLevel("bootstrap", p.Level)
}

// resampledMean returns the mean of the data at the indices. A resample of one value repeated has exactly that mean.
func resampledMean(data []float64, indices []int) float64 {
	origin := data[indices[0]]
	sum := 0.0
	for _, i := range indices {
		sum += data[i] - origin
	}
	return origin + sum/float64(len(indices))
}

// ranked returns the data in rising order, and for each place in the data its place in that order.
func ranked(data []float64) (sorted []float64, rank []int) {
	order := make([]int, len(data))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return data[order[a]] < data[order[b]] })
	sorted, rank = make([]float64, len(data)), make([]int, len(data))
	for place, i := range order {
		sorted[place], rank[i] = data[i], place
	}
	return sorted, rank
}

// countedMedian returns the median of the data at the indices, by counting how often each place of the sorted data is
// drawn. counts is scratch.
func countedMedian(sorted []float64, rank, indices, counts []int) float64 {
	clear(counts)
	for _, i := range indices {
		counts[rank[i]]++
	}
	low, high := (len(indices)-1)/2, len(indices)/2 // places of the middle two, the same if the number is odd
	seen, lower := 0, math.NaN()
	for place, count := range counts {
		seen += count
		if math.IsNaN(lower) && seen > low {
			lower = sorted[place]
		}
		if seen > high {
			return middle(lower, sorted[place])
		}
	}
	return lower
}
