package statistics

import (
	"fmt"
	"math"
	"slices"
)

// Holm returns the p-values adjusted for testing all of them at once, in the order given: with p sorted upwards,
// adjusted p_(k) = max over j <= k of min(1, (m - j + 1) p_(j)), m their number. Rejecting where the adjusted value is
// at most a keeps the probability of any false rejection at most a, whatever the dependence between the tests.
// Errors: a p-value outside [0, 1] or NaN. Source: Holm (1979).
func Holm(pValues []float64) ([]float64, error) {
	order, err := rising(pValues)
	if err != nil {
		return nil, err
	}
	adjusted := make([]float64, len(pValues))
	greatest := 0.0
	for rank, i := range order {
		greatest = math.Max(greatest, math.Min(1, float64(float64(len(order)-rank)*pValues[i])))
		adjusted[i] = greatest
	}
	return adjusted, nil
}

// HolmLevels returns for each test the confidence level at which its interval says the same as Holm's procedure at
// 1 - level: 1 - (1 - level)/(m - k) for the test whose p-value has k others below it (equal ones in their order).
// Going through the tests in rising order of p, each interval at its level excludes the tested value until the first
// that does not; all later ones count as not excluding it. Errors as for Holm, and a bad level.
func HolmLevels(pValues []float64, level float64) ([]float64, error) {
	if err := checkLevel("holm", level); err != nil {
		return nil, err
	}
	order, err := rising(pValues)
	if err != nil {
		return nil, err
	}
	levels := make([]float64, len(pValues))
	for rank, i := range order {
		levels[i] = 1 - 2*tail(level)/float64(len(order)-rank)
	}
	return levels, nil
}

// rising returns the places of the p-values from the least to the greatest, equal ones in their order.
func rising(pValues []float64) ([]int, error) {
	order := make([]int, len(pValues))
	for i, p := range pValues {
		if !(p >= 0 && p <= 1) {
			return nil, fmt.Errorf("holm: p-value[%d]: got %v; want 0 to 1", i, p)
		}
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		switch {
		case pValues[i] < pValues[j]:
			return -1
		case pValues[i] > pValues[j]:
			return 1
		default:
			return 0
		}
	})
	return order, nil
}
