package worlds

import (
	"math"
	"testing"
)

func TestWhatUseHasComeTo(t *testing.T) {
	for _, c := range []struct {
		name   string
		months int
		hours  func(month int) float64
		want   float64
	}{
		{"nobody there yet", 0, nil, 0},
		{"the first month", 1, func(int) float64 { return 7 }, 7},
		{"steady use", 30, func(int) float64 { return 5 }, 5},
		{"growth of 6 % a month is carried to the last month", 24, func(m int) float64 { return math.Pow(1.06, float64(m-23)) }, 1},
		{"a fall too", 24, func(m int) float64 { return math.Pow(0.95, float64(m-23)) }, 1},
		{"a beginner's growth", 5, func(m int) float64 { return math.Pow(1.1, float64(m-4)) }, 1},
		{"use from nothing", 12, func(m int) float64 { return float64(max(0, m-5)) / 6 }, 3.5 / 6},
	} {
		var u useYear
		for m := range c.months {
			u.add(c.hours(m))
		}
		if got := u.level(); math.Abs(got/math.Max(c.want, 1e-300)-1) > 0.01 && got != c.want {
			t.Errorf("%s: got %g; want %g", c.name, got, c.want)
		}
	}
	spike := useYear{}
	for m := range 24 {
		spike.add(1 + math.Floor(float64(m)/23))
	}
	if got := spike.level(); got > 1.3 {
		t.Errorf("a month at twice the use: got %g; want less than a third of it believed", got)
	}
}
