package statistics

import (
	"fmt"
	"math"

	"shakeout/internal/exact"
)

// Interval is a range of values that the data do not rule out at some confidence level, ends included. An end that
// does not exist is NaN.
type Interval struct {
	Lower float64
	Upper float64
}

// Contains reports whether x lies in the interval, ends included. It is false where an end or x is NaN.
func (i Interval) Contains(x float64) bool { return i.Lower <= x && x <= i.Upper }

// Width returns Upper - Lower.
func (i Interval) Width() float64 { return i.Upper - i.Lower }

// around returns centre -/+ reach.
func around(centre, reach float64) Interval {
	return Interval{Lower: centre - reach, Upper: centre + reach}
}

// clamp cuts the interval to [low, high]; ends that are NaN stay NaN.
func (i Interval) clamp(low, high float64) Interval {
	return Interval{Lower: math.Min(math.Max(i.Lower, low), high), Upper: math.Min(math.Max(i.Upper, low), high)}
}

// undefined is the interval of which nothing is known.
func undefined() Interval { return Interval{Lower: math.NaN(), Upper: math.NaN()} }

// tail returns the probability beyond each end of an interval at the given level, (1 - level)/2, rounded to 15
// decimals so that 0.95 leaves exactly the number 0.025: order statistics at such a position must not move by one
// because 1 - 0.95 is not 0.05 in binary.
func tail(level float64) float64 {
	t := math.Round((1-level)/2*1e15) / 1e15
	if t <= 0 {
		return (1 - level) / 2
	}
	return t
}

// checkLevel returns an error unless 0 < level < 1.
func checkLevel(place string, level float64) error {
	if level > 0 && level < 1 {
		return nil
	}
	return fmt.Errorf("%s: level: got %v; want a confidence level above 0 and below 1, such as 0.95", place, level)
}

// normalReach returns the standard normal quantile z with probability level between -z and z.
func normalReach(level float64) float64 { return -exact.NormalQuantile(tail(level)) }

// checkFinite returns an error that names the first value that is NaN or infinite.
func checkFinite(place, field string, values []float64) error {
	for i, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("%s: %s[%d]: got %v; want a finite number", place, field, i, v)
		}
	}
	return nil
}

// checkPairs returns an error unless x and y have the same length, at least least, and hold finite numbers only.
func checkPairs(place string, least int, x, y []float64) error {
	if len(x) != len(y) {
		return fmt.Errorf("%s: got %d and %d values; want as many in the first list as in the second", place, len(x), len(y))
	}
	if len(x) < least {
		return fmt.Errorf("%s: got %d pairs; want at least %d", place, len(x), least)
	}
	if err := checkFinite(place, "first", x); err != nil {
		return err
	}
	return checkFinite(place, "second", y)
}
