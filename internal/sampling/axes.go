package sampling

import (
	"fmt"
	"math"
)

// Axes are the names of what varies, in the order of the coordinates: paths such as technology.spillover.
type Axes []string

// check returns an error where there is no axis or more than most, or a name that is empty or there twice: two axes of
// one name would have the same luck.
func (a Axes) check(place string, most int) error {
	if len(a) == 0 || len(a) > most {
		return fmt.Errorf("%s: axes: got %d; want 1 to %d", place, len(a), most)
	}
	seen := make(map[string]bool, len(a))
	for i, name := range a {
		switch {
		case name == "":
			return fmt.Errorf("%s: axes[%d]: got an empty name; want the path of what varies", place, i)
		case seen[name]:
			return fmt.Errorf("%s: axes[%d]: got %q again; want each name once", place, i, name)
		}
		seen[name] = true
	}
	return nil
}

// Points are the points of a design on the unit cube, one row each, with one coordinate per axis.
type Points [][]float64

// newPoints returns rows of zeros in one piece of memory.
func newPoints(count, dimensions int) Points {
	all := make([]float64, count*dimensions)
	points := make(Points, count)
	for i := range points {
		points[i], all = all[:dimensions:dimensions], all[dimensions:]
	}
	return points
}

// checkCount returns an error unless 1 <= count <= most.
func checkCount(place, field string, count, most int) error {
	if count < 1 || count > most {
		return fmt.Errorf("%s: %s: got %d; want 1 to %d", place, field, count, most)
	}
	return nil
}

// greatestCount bounds the points of one design, so that a slip of the keyboard does not fill the memory.
const greatestCount = 1 << 24

// Spaced returns count numbers from low to high at equal distances, both ends exact. One number is the middle.
// Errors: fewer than 1, ends that are not finite or not in order.
func Spaced(low, high float64, count int) ([]float64, error) {
	if err := checkCount("spaced", "count", count, greatestCount); err != nil {
		return nil, err
	}
	if !(low <= high) || math.IsInf(high-low, 0) {
		return nil, fmt.Errorf("spaced: got %v to %v; want finite numbers in rising order", low, high)
	}
	values := make([]float64, count)
	for i := range values {
		values[i] = mix(low, high, placeOf(i, count))
	}
	return values, nil
}

// LogSpaced returns count numbers from low to high at equal ratios, both ends exact. One number is the geometric mean.
// Errors: fewer than 1, ends that are not finite, not above 0 or not in order.
func LogSpaced(low, high float64, count int) ([]float64, error) {
	if err := checkCount("log-spaced", "count", count, greatestCount); err != nil {
		return nil, err
	}
	if !(low > 0 && low <= high) || math.IsInf(high, 0) {
		return nil, fmt.Errorf("log-spaced: got %v to %v; want finite numbers above 0 in rising order", low, high)
	}
	values := make([]float64, count)
	for i := range values {
		values[i] = logMix(low, high, placeOf(i, count))
	}
	return values, nil
}

// placeOf returns where number i of count stands between 0 and 1.
func placeOf(i, count int) float64 {
	if count == 1 {
		return 0.5
	}
	return float64(i) / float64(count-1)
}
