package statistics

import (
	"math"
	"slices"
)

// Quantile returns the quantile of probability p of values, by linear interpolation between order statistics: with
// the n values sorted and counted from 0, the value at position (n - 1) p. The values are not changed. It is NaN for
// no values, for p outside [0, 1], and if any value is NaN.
// Source: Hyndman and Fan (1996), type 7 (the default of R and numpy).
func Quantile(values []float64, p float64) float64 { return Quantiles(values, p)[0] }

// Quantiles returns the quantiles of values for every given probability, as Quantile does, sorting once.
func Quantiles(values []float64, probabilities ...float64) []float64 {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	quantiles := make([]float64, len(probabilities))
	for i, p := range probabilities {
		quantiles[i] = QuantileSorted(sorted, p)
	}
	return quantiles
}

// QuantileSorted is Quantile for values that are in rising order already; it costs no more than two look-ups.
func QuantileSorted(sorted []float64, p float64) float64 {
	n := len(sorted)
	if n == 0 || !(p >= 0 && p <= 1) || math.IsNaN(sorted[0]) { // NaN sorts first
		return math.NaN()
	}
	position := float64(float64(n-1) * p)
	below := math.Floor(position)
	k, part := int(below), position-below
	if part == 0 || k+1 >= n || sorted[k] == sorted[k+1] {
		return sorted[k]
	}
	return sorted[k] + float64(part*(sorted[k+1]-sorted[k]))
}

// Median returns the middle value, or the mean of the middle two if their number is even. It is NaN for no values.
func Median(values []float64) float64 {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	return medianSorted(sorted)
}

// medianSorted is Median for values in rising order.
func medianSorted(sorted []float64) float64 {
	n := len(sorted)
	switch {
	case n == 0 || math.IsNaN(sorted[0]):
		return math.NaN()
	case n%2 == 1:
		return sorted[n/2]
	default:
		return middle(sorted[n/2-1], sorted[n/2])
	}
}

// middle returns the mean of two numbers, exactly the number itself where they are equal.
func middle(a, b float64) float64 {
	if a == b {
		return a
	}
	return a + float64((b-a)/2)
}

// FanProbabilities are the quantiles that a fan chart shows.
var FanProbabilities = [5]float64{0.05, 0.25, 0.5, 0.75, 0.95}

// Fan returns the quantiles at FanProbabilities of the values that are not NaN, and how many there are. A run that
// ended before a date has no value there: give NaN for it.
func Fan(values []float64) (quantiles [5]float64, count int) {
	present := make([]float64, 0, len(values))
	for _, v := range values {
		if !math.IsNaN(v) {
			present = append(present, v)
		}
	}
	slices.Sort(present)
	for i, p := range FanProbabilities {
		quantiles[i] = QuantileSorted(present, p)
	}
	return quantiles, len(present)
}
