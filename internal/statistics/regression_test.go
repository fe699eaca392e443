package statistics

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat"
	"shakeout/internal/exact"
)

// Longley (1967) JASA 62(319): employment and six regressors that are nearly collinear.
var longley = [16][7]float64{
	{60323, 83.0, 234289, 2356, 1590, 107608, 1947}, {61122, 88.5, 259426, 2325, 1456, 108632, 1948},
	{60171, 88.2, 258054, 3682, 1616, 109773, 1949}, {61187, 89.5, 284599, 3351, 1650, 110929, 1950},
	{63221, 96.2, 328975, 2099, 3099, 112075, 1951}, {63639, 98.1, 346999, 1932, 3594, 113270, 1952},
	{64989, 99.0, 365385, 1870, 3547, 115094, 1953}, {63761, 100.0, 363112, 3578, 3350, 116219, 1954},
	{66019, 101.2, 397469, 2904, 3048, 117388, 1955}, {67857, 104.6, 419180, 2822, 2857, 118734, 1956},
	{68169, 108.4, 442769, 2936, 2798, 120445, 1957}, {66513, 110.8, 444546, 4681, 2637, 121950, 1958},
	{68655, 112.6, 482704, 3813, 2552, 123366, 1959}, {69564, 114.2, 502601, 3931, 2514, 125368, 1960},
	{69331, 115.7, 518173, 4806, 2572, 127852, 1961}, {70551, 116.9, 554894, 4007, 2827, 130081, 1962},
}

func TestLongley(t *testing.T) {
	response, regressors := make([]float64, 16), make([][]float64, 6)
	for i, row := range longley {
		response[i] = row[0]
		for j := range regressors {
			regressors[j] = append(regressors[j], row[j+1])
		}
	}
	fit, err := LeastSquares(regressors, response, RegressionPlan{Level: 0.95})
	if err != nil {
		t.Fatal(err)
	}
	// Certified values of NIST, Statistical Reference Datasets.
	want := [7][2]float64{
		{-3482258.63459582, 890420.383607373}, {15.0618722713733, 84.9149257747669}, {-0.0358191792925910, 0.0334910077722432},
		{-2.02022980381683, 0.488399681651699}, {-1.03322686717359, 0.214274163161675}, {-0.0511041056535807, 0.226073200069370},
		{1829.15146461355, 455.478499142212},
	}
	for j, c := range append([]Coefficient{fit.Intercept}, fit.Slopes...) {
		near(t, "coefficient", c.Estimate, want[j][0], 1e-9)
		near(t, "standard error", c.StandardError, want[j][1], 1e-9)
	}
	near(t, "R squared", fit.RSquared, 0.995479004577296, 1e-13)
	near(t, "deviation", fit.Deviation, 304.854073561965, 1e-10)
}

func TestLeastSquares(t *testing.T) {
	stream := exact.NewStream(5, "", "regression", 0)
	const n = 60
	x, y, weights, ones := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	own, pairs := make([]int64, n), make([]int64, n)
	for i := range x {
		x[i] = stream.Normal()
		y[i] = 1 + 2*x[i] + x[i]*stream.Normal()
		weights[i] = 0.1 + stream.Float64()
		ones[i] = 1
		own[i], pairs[i] = int64(i), int64(i/2)
	}
	fitted := func(plan RegressionPlan) Regression {
		plan.Level = 0.95
		fit, err := LeastSquares([][]float64{x}, y, plan)
		if err != nil {
			t.Fatal(err)
		}
		return fit
	}
	plain, weighted := fitted(RegressionPlan{}), fitted(RegressionPlan{Weights: weights})
	intercept, slope := stat.LinearRegression(x, y, nil, false)
	near(t, "intercept as gonum's", plain.Intercept.Estimate, intercept, 1e-12)
	near(t, "slope as gonum's", plain.Slopes[0].Estimate, slope, 1e-12)
	near(t, "R squared as gonum's", plain.RSquared, stat.RSquared(x, y, nil, intercept, slope), 1e-12)
	intercept, slope = stat.LinearRegression(x, y, weights, false)
	near(t, "weighted intercept as gonum's", weighted.Intercept.Estimate, intercept, 1e-12)
	near(t, "weighted slope as gonum's", weighted.Slopes[0].Estimate, slope, 1e-12)
	if got := fitted(RegressionPlan{Weights: ones}); got.Slopes[0] != plain.Slopes[0] {
		t.Errorf("weights of 1: got %+v; want %+v", got.Slopes[0], plain.Slopes[0])
	}

	// HC1 of a slope: n/(n-2) x sum of (x - mean)^2 r^2 / (sum of (x - mean)^2)^2.
	mean, top, bottom := Mean(x), 0.0, 0.0
	for i := range x {
		d := x[i] - mean
		top += d * d * plain.Residuals[i] * plain.Residuals[i]
		bottom += d * d
	}
	robust := fitted(RegressionPlan{Robust: true})
	near(t, "robust error", robust.Slopes[0].StandardError, math.Sqrt(float64(n)/(n-2)*top)/bottom, 1e-12)
	clustered := fitted(RegressionPlan{Clusters: own})
	near(t, "clusters of one", clustered.Slopes[0].StandardError,
		robust.Slopes[0].StandardError*math.Sqrt(float64(n-2)/n*float64(n)/(n-1)*float64(n-1)/(n-2)), 1e-12)
	twos := 0.0
	for i := 0; i < n; i += 2 {
		s := (x[i]-mean)*plain.Residuals[i] + (x[i+1]-mean)*plain.Residuals[i+1]
		twos += s * s
	}
	near(t, "clusters of two", fitted(RegressionPlan{Clusters: pairs}).Slopes[0].StandardError,
		math.Sqrt(30.0/29*59/58*twos)/bottom, 1e-12)
	if got := fitted(RegressionPlan{Clusters: pairs}).DegreesOfFreedom; got != 29 {
		t.Errorf("30 clusters: got %v degrees of freedom; want 29", got)
	}
}

func TestLogLogSlope(t *testing.T) {
	cost, price := make([]float64, 20), make([]float64, 20)
	for i := range cost {
		cost[i] = 1 + float64(i)/3
		price[i] = 4 * math.Pow(cost[i], 0.85)
	}
	got, err := LogLogSlope(cost, price, RegressionPlan{Level: 0.95})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "an exact power law", got.Estimate, 0.85, 1e-13)
	if got.StandardError > 1e-13 {
		t.Errorf("standard error: got %v; want 0", got.StandardError)
	}
	cost[3] = 0
	if _, err := LogLogSlope(cost, price, RegressionPlan{Level: 0.95}); err == nil || !strings.Contains(err.Error(), "x[3]: got 0") {
		t.Errorf("cost of 0: got error %v; want one that names x[3]", err)
	}
}

func TestLeastSquaresErrors(t *testing.T) {
	plan := RegressionPlan{Level: 0.95}
	y := []float64{1, 2, 4, 3}
	for _, c := range []struct {
		reason     string
		regressors [][]float64
		plan       RegressionPlan
		want       string
	}{
		{"as many coefficients as observations", [][]float64{{1, 2, 3, 4}, {1, 0, 0, 0}, {0, 1, 0, 0}}, plan, "got 4 observations"},
		{"constant regressor", [][]float64{{1, 2, 3, 4}, {2, 2, 2, 2}}, plan, "regressor[1]"},
		{"a multiple of another", [][]float64{{1, 2, 3, 4}, {3, 6, 9, 12}}, plan, "regressor[1]"},
		{"lists of different length", [][]float64{{1, 2, 3}}, plan, "regressor[0]: got 3 observations"},
		{"weight of 0", [][]float64{{1, 2, 3, 4}}, RegressionPlan{Level: 0.95, Weights: []float64{1, 1, 0, 1}}, "weights[2]: got 0"},
		{"one cluster", [][]float64{{1, 2, 3, 4}}, RegressionPlan{Level: 0.95, Clusters: make([]int64, 4)}, "got 1 cluster"},
		{"infinite", [][]float64{{1, 2, 3, math.Inf(1)}}, plan, "regressor[0][3]: got +Inf"},
	} {
		if _, err := LeastSquares(c.regressors, y, c.plan); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got error %v; want one with %q", c.reason, err, c.want)
		}
	}
}
