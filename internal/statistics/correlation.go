package statistics

import (
	"fmt"
	"math"
	"sort"

	"shakeout/internal/exact"
)

// Correlation is a coefficient of correlation with its uncertainty.
type Correlation struct {
	Pairs    int
	Estimate float64 // -1 to 1; NaN where a list does not vary
	Level    float64
	Interval Interval // by Fisher's transformation; NaN for fewer than 4 pairs
	PValue   float64  // two-sided, of the hypothesis that it is 0, by Student's t
}

// Pearson returns the linear correlation of x and y, covariance / (deviation of x x deviation of y), with the interval
// tanh(atanh r -/+ z/sqrt(n - 3)). Errors: lists of different length, fewer than 2 pairs, a number that is not
// finite, a bad level. Source: Pearson (1895); Fisher (1921).
func Pearson(x, y []float64, level float64) (Correlation, error) {
	if err := checkCorrelation(x, y, level); err != nil {
		return Correlation{}, err
	}
	return newCorrelation(pearson(x, y), len(x), 0, level), nil
}

// Spearman returns the correlation of the ranks of x and y, ties having the mean of their ranks. Interval, p-value and
// errors as for Pearson, the interval with variance (1 + r^2/2)/(n - 3). Source: Spearman (1904); Bonett and Wright (2000).
func Spearman(x, y []float64, level float64) (Correlation, error) {
	if err := checkCorrelation(x, y, level); err != nil {
		return Correlation{}, err
	}
	c := newCorrelation(pearson(Ranks(x), Ranks(y)), len(x), 0, level)
	if len(x) > 3 {
		c.Interval = fisherInterval(c.Estimate, math.Sqrt((1+float64(c.Estimate*c.Estimate/2))/float64(len(x)-3)), level)
	}
	return c, nil
}

// PartialRankCorrelations returns for each factor (a list as long as outcome) the correlation of its ranks with those of
// the outcome after a linear regression on the ranks of all other factors: how monotone the outcome is in it, the
// others held fixed. Errors: as for Pearson, and those of LeastSquares where factors are collinear.
// Source: Marino, Hogue, Ray and Kirschner (2008) Journal of Theoretical Biology 254(1).
func PartialRankCorrelations(factors [][]float64, outcome []float64, level float64) ([]Correlation, error) {
	ranks := make([][]float64, len(factors))
	for j, factor := range factors {
		if err := checkCorrelation(factor, outcome, level); err != nil {
			return nil, fmt.Errorf("factor %d: %w", j, err)
		}
		ranks[j] = Ranks(factor)
	}
	outcomeRanks := Ranks(outcome)
	plan := RegressionPlan{Level: level}
	correlations := make([]Correlation, len(factors))
	for j := range factors {
		others := make([][]float64, 0, len(factors)-1)
		others = append(append(others, ranks[:j]...), ranks[j+1:]...)
		explained, err := LeastSquares(others, ranks[j], plan)
		if err != nil {
			return nil, fmt.Errorf("factor %d: %w", j, err)
		}
		if explained.RSquared > 1-1e-10 {
			return nil, fmt.Errorf("factor %d: got ranks that follow from those of the others; want it to vary on its own", j)
		}
		rest, err := LeastSquares(others, outcomeRanks, plan)
		if err != nil {
			return nil, fmt.Errorf("factor %d: %w", j, err)
		}
		estimate := math.NaN()
		if !constant(ranks[j]) && !constant(outcomeRanks) {
			estimate = pearson(explained.Residuals, rest.Residuals)
		}
		correlations[j] = newCorrelation(estimate, len(outcome), len(others), level)
	}
	return correlations, nil
}

// newCorrelation returns the correlation with its interval and p-value, for held factors held fixed.
func newCorrelation(estimate float64, pairs, held int, level float64) Correlation {
	c := Correlation{Pairs: pairs, Estimate: estimate, Level: level, Interval: undefined(), PValue: math.NaN()}
	if math.IsNaN(estimate) {
		return c
	}
	if free := pairs - held - 3; free > 0 {
		c.Interval = fisherInterval(estimate, 1/math.Sqrt(float64(free)), level)
	}
	if free := float64(pairs - held - 2); free > 0 {
		square := 1 - float64(estimate*estimate)
		c.PValue = 0
		if square > 0 {
			c.PValue = 2 * studentUpperTail(math.Abs(estimate)*math.Sqrt(free/square), free)
		}
	}
	return c
}

// fisherInterval returns tanh(atanh r -/+ z x error).
func fisherInterval(r, standardError, level float64) Interval {
	switch {
	case math.IsNaN(r):
		return undefined()
	case math.Abs(r) >= 1:
		return Interval{Lower: r, Upper: r}
	}
	centre := float64((exact.Log1p(r) - exact.Log1p(-r)) / 2)
	i := around(centre, float64(normalReach(level)*standardError))
	return Interval{Lower: exact.Tanh(i.Lower), Upper: exact.Tanh(i.Upper)}
}

// pearson returns the correlation coefficient, NaN where a list does not vary, cut to [-1, 1] against rounding.
func pearson(x, y []float64) float64 {
	if constant(x) || constant(y) {
		return math.NaN()
	}
	r := sumOfProducts(x, y) / math.Sqrt(sumOfSquares(x)) / math.Sqrt(sumOfSquares(y))
	return math.Max(-1, math.Min(1, r))
}

// Ranks returns the rank of each value from 1 for the least, ties having the mean of their ranks.
func Ranks(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return values[order[a]] < values[order[b]] })
	ranks := make([]float64, len(values))
	for first := 0; first < len(order); {
		end := first + 1
		for end < len(order) && values[order[end]] == values[order[first]] {
			end++
		}
		for _, i := range order[first:end] {
			ranks[i] = float64(first+1+end) / 2
		}
		first = end
	}
	return ranks
}

func checkCorrelation(x, y []float64, level float64) error {
	if err := checkLevel("correlation", level); err != nil {
		return err
	}
	return checkPairs("correlation", 2, x, y)
}
