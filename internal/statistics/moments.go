package statistics

import "math"

// Sum returns the sum of values in their order, with the rounding errors of the additions carried along and added at
// the end: the result is as good as if computed in twice the precision. The empty sum is 0.
// Source: Neumaier (1974), the improved Kahan-Babuska sum.
func Sum(values []float64) float64 {
	sum, lost := 0.0, 0.0
	for _, v := range values {
		next := sum + v
		if math.Abs(sum) >= math.Abs(v) {
			lost += (sum - next) + v
		} else {
			lost += (v - next) + sum
		}
		sum = next
	}
	if math.IsInf(sum, 0) || math.IsNaN(sum) {
		return sum
	}
	return sum + lost
}

// Mean returns the arithmetic mean, NaN for no values. Equal values have exactly that value as their mean.
func Mean(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	if constant(values) {
		return values[0]
	}
	return Sum(values) / float64(len(values))
}

// Variance returns the unbiased sample variance, sum of (v - mean)^2 / (n - 1), in two passes with the correction of
// Chan, Golub and LeVeque (1983) for the rounding of the mean. It is NaN for fewer than 2 values and exactly 0 for
// equal values.
func Variance(values []float64) float64 {
	n := len(values)
	if n < 2 {
		return math.NaN()
	}
	return sumOfSquares(values) / float64(n-1)
}

// PopulationVariance returns the sum of (v - mean)^2 / n, NaN for no values.
func PopulationVariance(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	return sumOfSquares(values) / float64(len(values))
}

// StandardDeviation returns the square root of Variance.
func StandardDeviation(values []float64) float64 { return math.Sqrt(Variance(values)) }

// StandardError returns the standard error of the mean, sqrt(Variance / n). It is NaN for fewer than 2 values.
func StandardError(values []float64) float64 {
	return math.Sqrt(Variance(values) / float64(len(values)))
}

// Covariance returns the unbiased sample covariance, sum of (x - mean x)(y - mean y) / (n - 1). It is NaN for fewer
// than 2 pairs or lists of different length.
func Covariance(x, y []float64) float64 {
	if len(x) != len(y) || len(x) < 2 {
		return math.NaN()
	}
	return sumOfProducts(x, y) / float64(len(x)-1)
}

// sumOfSquares returns the sum of squared deviations from the mean.
func sumOfSquares(values []float64) float64 {
	if constant(values) {
		return 0
	}
	mean := Mean(values)
	squares, rest := 0.0, 0.0
	for _, v := range values {
		d := v - mean
		squares += float64(d * d)
		rest += d
	}
	return squares - float64(rest*rest)/float64(len(values))
}

// sumOfProducts returns the sum of (x - mean x)(y - mean y).
func sumOfProducts(x, y []float64) float64 {
	if constant(x) || constant(y) {
		return 0
	}
	meanX, meanY := Mean(x), Mean(y)
	products, restX, restY := 0.0, 0.0, 0.0
	for i := range x {
		dx, dy := x[i]-meanX, y[i]-meanY
		products += float64(dx * dy)
		restX += dx
		restY += dy
	}
	return products - float64(restX*restY)/float64(len(x))
}

// constant reports whether all values are the same number.
func constant(values []float64) bool {
	for _, v := range values {
		if v != values[0] {
			return false
		}
	}
	return true
}

// Description holds the usual numbers about one sample.
type Description struct {
	Count         int
	Mean          float64
	StandardError float64
	Deviation     float64
	Least         float64
	Lower         float64 // first quartile
	Median        float64
	Upper         float64 // third quartile
	Greatest      float64
}

// Describe returns the count, mean, standard error of the mean, standard deviation, extremes and quartiles (type 7) of
// values. What is undefined for so few values is NaN.
func Describe(values []float64) Description {
	q := Quantiles(values, 0, 0.25, 0.5, 0.75, 1)
	return Description{
		Count: len(values), Mean: Mean(values), StandardError: StandardError(values), Deviation: StandardDeviation(values),
		Least: q[0], Lower: q[1], Median: q[2], Upper: q[3], Greatest: q[4],
	}
}

// Accumulator keeps the count, mean, variance and extremes of a stream of numbers without keeping the numbers. The
// result depends on the order in which they are added, in the last bits; add them in the order of the runs.
// Source: Welford (1962). The zero value is ready.
type Accumulator struct {
	count    int64
	mean     float64
	squares  float64
	least    float64
	greatest float64
}

// Add takes one more number in.
func (a *Accumulator) Add(v float64) {
	if a.count == 0 {
		*a = Accumulator{count: 1, mean: v, least: v, greatest: v}
		return
	}
	a.count++
	d := v - a.mean
	a.mean += d / float64(a.count)
	a.squares += float64(d * (v - a.mean))
	a.least = math.Min(a.least, v)
	a.greatest = math.Max(a.greatest, v)
}

// Count returns how many numbers were added.
func (a *Accumulator) Count() int64 { return a.count }

// Mean returns their mean, NaN if there are none.
func (a *Accumulator) Mean() float64 {
	if a.count == 0 {
		return math.NaN()
	}
	return a.mean
}

// Variance returns their unbiased variance, NaN for fewer than 2.
func (a *Accumulator) Variance() float64 {
	if a.count < 2 {
		return math.NaN()
	}
	return a.squares / float64(a.count-1)
}

// StandardError returns the standard error of their mean, NaN for fewer than 2.
func (a *Accumulator) StandardError() float64 { return math.Sqrt(a.Variance() / float64(a.count)) }

// Range returns the least and the greatest of them, NaN if there are none.
func (a *Accumulator) Range() (least, greatest float64) {
	if a.count == 0 {
		return math.NaN(), math.NaN()
	}
	return a.least, a.greatest
}

// MeanInterval returns the mean of values and its Student-t interval, mean -/+ t * standard error with n - 1 degrees
// of freedom. For one value the interval is NaN; for equal values it is the mean alone.
func MeanInterval(values []float64, level float64) (mean float64, interval Interval, err error) {
	const place = "mean interval"
	if err := checkLevel(place, level); err != nil {
		return math.NaN(), undefined(), err
	}
	if err := checkFinite(place, "values", values); err != nil {
		return math.NaN(), undefined(), err
	}
	mean = Mean(values)
	if len(values) < 2 {
		return mean, undefined(), nil
	}
	return mean, around(mean, float64(studentReach(level, float64(len(values)-1))*StandardError(values))), nil
}
