package statistics

import (
	"fmt"
	"math"

	"shakeout/internal/exact"
)

// RegressionPlan says how to weigh observations and how to measure the uncertainty.
type RegressionPlan struct {
	Level float64 // of the intervals, 0.95
	// Weights of the observations, above 0; nil: all equal. A share-weighted slope has shares here.
	Weights []float64
	// Robust uses standard errors that hold whatever the variance of each observation (HC1: White 1980, MacKinnon and
	// White 1985). Weights that are shares rather than precisions call for it.
	Robust bool
	// Clusters numbers the observations that belong together, such as those of one run; nil: independent. Standard
	// errors are then robust to any dependence within a cluster (CR1: Liang and Zeger 1986), with clusters - 1 degrees
	// of freedom.
	Clusters []int64
}

// Coefficient is one estimated coefficient of a regression.
type Coefficient struct {
	Estimate      float64
	StandardError float64
	Interval      Interval // Student's t
	PValue        float64  // two-sided, of the hypothesis that it is 0
}

// Regression is a linear model fitted by least squares.
type Regression struct {
	Observations     int
	Intercept        Coefficient
	Slopes           []Coefficient // in the order of the regressors
	DegreesOfFreedom float64
	RSquared         float64 // share of the weighted variance explained; NaN where the response does not vary
	Deviation        float64 // residual standard deviation, sqrt(sum of w r^2 / (n - k - 1))
	Residuals        []float64
}

// LeastSquares fits response = intercept + sum of slope_j x regressor_j by (weighted) least squares; each regressor is a
// list as long as response. The fit uses Householder reflections. Errors: lists of different length, no more
// observations than coefficients, numbers that are not finite, weights not above 0, fewer than 2 clusters, and a
// regressor that is constant or a combination of those before it (named by its place).
func LeastSquares(regressors [][]float64, response []float64, plan RegressionPlan) (Regression, error) {
	if err := plan.check(regressors, response); err != nil {
		return Regression{}, err
	}
	design := newDesign(regressors, response, plan.Weights)
	if err := design.reduce(); err != nil {
		return Regression{}, err
	}
	coefficients := design.solve()
	n, k := len(response), len(coefficients)
	fit := Regression{Observations: n, DegreesOfFreedom: float64(n - k), Residuals: make([]float64, n)}
	squares := 0.0
	for i := range response {
		fitted := coefficients[0]
		for j, regressor := range regressors {
			fitted += float64(coefficients[j+1] * regressor[i])
		}
		r := response[i] - fitted
		fit.Residuals[i] = r
		squares += float64(float64(r*r) * plan.weight(i))
	}
	fit.Deviation = math.Sqrt(squares / float64(n-k))
	fit.RSquared = 1 - squares/weightedSquares(response, plan)
	if constant(response) {
		fit.RSquared = math.NaN()
	}
	errors := design.standardErrors(&fit, regressors, plan)
	report := make([]Coefficient, k)
	for j, estimate := range coefficients {
		e := newEffect(estimate, errors[j], fit.DegreesOfFreedom, plan.Level)
		report[j] = Coefficient{Estimate: estimate, StandardError: errors[j], Interval: e.Interval, PValue: e.PValue}
	}
	fit.Intercept, fit.Slopes = report[0], report[1:]
	return fit, nil
}

// LogLogSlope returns the slope of ln y on ln x: by how many per cent y moves when x moves by one per cent. With x a
// cost and y a price it is the pass-through elasticity. Errors: as for LeastSquares, and numbers that are not above 0.
func LogLogSlope(x, y []float64, plan RegressionPlan) (Coefficient, error) {
	if err := checkPairs("log-log slope", 3, x, y); err != nil {
		return Coefficient{}, err
	}
	logs := func(name string, values []float64) ([]float64, error) {
		result := make([]float64, len(values))
		for i, v := range values {
			if !(v > 0) {
				return nil, fmt.Errorf("log-log slope: %s[%d]: got %v; want a number above 0", name, i, v)
			}
			result[i] = exact.Log(v)
		}
		return result, nil
	}
	logX, err := logs("x", x)
	if err != nil {
		return Coefficient{}, err
	}
	logY, err := logs("y", y)
	if err != nil {
		return Coefficient{}, err
	}
	fit, err := LeastSquares([][]float64{logX}, logY, plan)
	if err != nil {
		return Coefficient{}, err
	}
	return fit.Slopes[0], nil
}

// weight returns the weight of observation i.
func (p RegressionPlan) weight(i int) float64 {
	if p.Weights == nil {
		return 1
	}
	return p.Weights[i]
}

func (p RegressionPlan) check(regressors [][]float64, response []float64) error {
	const place = "least squares"
	if err := checkLevel(place, p.Level); err != nil {
		return err
	}
	n, k := len(response), len(regressors)+1
	if n <= k {
		return fmt.Errorf("%s: got %d observations; want more than %d, the number of coefficients", place, n, k)
	}
	if err := checkFinite(place, "response", response); err != nil {
		return err
	}
	for j, regressor := range regressors {
		if len(regressor) != n {
			return fmt.Errorf("%s: regressor[%d]: got %d observations; want %d, as many as response", place, j, len(regressor), n)
		}
		if err := checkFinite(place, fmt.Sprintf("regressor[%d]", j), regressor); err != nil {
			return err
		}
	}
	if p.Weights != nil && len(p.Weights) != n {
		return fmt.Errorf("%s: weights: got %d; want %d, as many as response", place, len(p.Weights), n)
	}
	for i, w := range p.Weights {
		if !(w > 0) || math.IsInf(w, 1) {
			return fmt.Errorf("%s: weights[%d]: got %v; want a finite number above 0", place, i, w)
		}
	}
	if p.Clusters != nil && len(p.Clusters) != n {
		return fmt.Errorf("%s: clusters: got %d; want %d, as many as response", place, len(p.Clusters), n)
	}
	if p.Clusters != nil && constantInts(p.Clusters) {
		return fmt.Errorf("%s: clusters: got 1 cluster; want at least 2", place)
	}
	return nil
}

func constantInts(values []int64) bool {
	for _, v := range values {
		if v != values[0] {
			return false
		}
	}
	return true
}

// weightedSquares returns the weighted sum of squared deviations of the response from its weighted mean.
func weightedSquares(response []float64, plan RegressionPlan) float64 {
	total, sum := 0.0, 0.0
	for i, y := range response {
		total += plan.weight(i)
		sum += float64(plan.weight(i) * y)
	}
	mean, squares := sum/total, 0.0
	for i, y := range response {
		squares += float64(float64((y-mean)*(y-mean)) * plan.weight(i))
	}
	return squares
}
