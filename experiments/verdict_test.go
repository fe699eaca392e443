package experiments

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDirectionsAreLearntOutOfFold(t *testing.T) {
	ten := func(x float64) (out []float64) {
		for range 10 {
			out = append(out, x)
		}
		return out
	}
	odd := ten(1)
	odd[3] = 4
	turned := ten(4)
	turned[3] = 1
	for _, tt := range []struct {
		reason    string
		won, want []float64
	}{
		{"right as it is", ten(4), ten(4)},
		{"wrong in every fold: turned round", ten(1), ten(4)},
		{"one that goes against the others is not asked about itself", odd, turned},
	} {
		if diff := cmp.Diff(tt.want, outOfFold(tt.won, ten(5))); diff != "" {
			t.Errorf("%s: %s", tt.reason, diff)
		}
	}
}

func TestNumbersOfThePage(t *testing.T) {
	for _, tt := range []struct {
		reason string
		x      float64
		want   string
	}{
		{"three digits", 12.345, "12.3"},
		{"nearly a thousand", 999.7, "1000"},
		{"not yet a thousand", 999.4, "999"},
		{"thousands whole", 12345.6, "12346"},
		{"less than one", -0.01965, "-0.01965"},
	} {
		if got := number(tt.x); got != tt.want {
			t.Errorf("%s: %v: got %s; want %s", tt.reason, tt.x, got, tt.want)
		}
	}
}
