package worlds_test

import (
	"testing"

	"shakeout/worlds/worldfile"
)

// Reach bounds who can buy: a lab that a tenth of a market considers sells to no more than a tenth of it,
// and one that reaches nobody sells nothing.
func TestReachBoundsCustomers(t *testing.T) {
	for _, row := range []struct {
		reason, set string
		most        float64
	}{
		{"a tenth of all reached, a few of them in part", "agents[cohere].start.reach_business=0.1", 0.11},
		{"half", "agents[cohere].start.reach_business=0.5", 0.5},
	} {
		w := load(t, "frontier-2025", worldfile.Options{Set: []string{"ticks=48", "customers.reach.selling_per_year=0", row.set}})
		for _, o := range simulate(t, w).Offers {
			if o.Owner == "cohere" && o.Agent == "cohere" && o.Share > row.most+1e-9 {
				t.Fatalf("%s: %s in %s holds %.4f of the buyers in month %d; want at most %g", row.reason, o.Offer, o.Segment, o.Share, o.Tick, row.most)
			}
		}
	}
}
