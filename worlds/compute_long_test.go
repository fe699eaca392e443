//go:build long

package worlds

import (
	"math"
	"testing"

	"shakeout/worlds/worldfile"
)

// Thirty years of the 2025 world: the price of compute stays around its cost. Launches of larger models make it jump for a month or two, so
// single months are held to wide bounds and years to narrow ones.
func TestComputeStaysNearItsCostForThirtyYears(t *testing.T) {
	for _, seed := range []string{"1", "2", "3", "4", "5"} {
		var ratio []float64
		watched(t, worldfile.Options{Set: []string{"ticks=360", "seed=" + seed}}, func(_ *testing.T, s *State) {
			ratio = append(ratio, s.spot.price/s.spot.cost)
		})
		ratio = ratio[24:]
		inside, sum := 0.0, 0.0
		for k, x := range ratio {
			if x >= 0.8 && x <= 1.5 {
				inside++
			}
			if x < 0.3 || x > 6 {
				t.Errorf("seed %s, month %d: price over cost %g; want [.3, 6]", seed, k+25, x)
			}
			sum += x
			if k >= 12 {
				sum -= ratio[k-12]
				if year := sum / 12; year < 0.6 || year > 2 {
					t.Errorf("seed %s, year to month %d: price over cost %g; want [.6, 2]", seed, k+25, year)
				}
			}
		}
		t.Logf("seed %s: %.0f %% of months within [.8, 1.5]", seed, math.Round(100*inside/float64(len(ratio))))
	}
}
