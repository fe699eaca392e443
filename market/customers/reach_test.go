package customers

import (
	"math"
	"testing"

	"shakeout/internal/exact"
)

func TestReachGrows(t *testing.T) {
	r := Reach{SellingPerYear: 0.6}
	for _, row := range []struct {
		reason    string
		got, want float64
	}{
		{"no selling: it stays", r.Next(0.2, 0), 0.2},
		{"half of all selling: (1 - .2) x .3/12", r.Next(0.2, 0.5), 0.2 + 0.8*0.3/12},
		{"everybody is reached", r.Next(1, 1), 1},
	} {
		if math.Abs(row.got-row.want) > 1e-15 {
			t.Errorf("%s: got %g; want %g", row.reason, row.got, row.want)
		}
	}
}

func TestReachCutsBuyers(t *testing.T) {
	for _, row := range []struct {
		reason          string
		reach, from, to float64
		want            float64
	}{
		{"all of it", 0.5, 0.2, 0.5, 0},
		{"none of it", 0.5, 0.5, 0.7, math.Inf(-1)},
		{"half of it", 0.5, 0.4, 0.6, math.Log(0.5)},
		{"everybody is reached", 1, 0.9, 1, 0},
		{"nobody is reached", 0, 0, 0.1, math.Inf(-1)},
	} {
		if got := LogWeight(row.reach, row.from, row.to); math.Abs(got-row.want) > 1e-15 && got != row.want {
			t.Errorf("%s: got %g; want %g", row.reason, got, row.want)
		}
	}
	s := exact.NewStream(1, "", "positions", 0)
	weights, keys, total := make([]float64, 7), make([]uint64, 7), 0.0
	for i := range weights {
		weights[i], keys[i] = s.Lognormal(1, 1), s.Uint64()
		total += weights[i]
	}
	for i := range weights {
		weights[i] /= total
	}
	at := Positions(weights, keys)
	for _, reach := range []float64{0, 1e-6, 0.03, 0.5, 0.97, 1} {
		sum := 0.0
		for i, from := range at {
			sum += weights[i] * math.Exp(LogWeight(reach, from, from+weights[i]))
		}
		if math.Abs(sum-reach) > 1e-12 {
			t.Errorf("reach %g: got parts that add to %g", reach, sum)
		}
	}
	if got := Positions([]float64{0.5, 0.25, 0.25}, []uint64{7, 3, 7}); got[1] != 0 || got[0] != 0.25 || got[2] != 0.75 {
		t.Errorf("got %v; want the smallest key first and ties by place", got)
	}
}
