package worlds_test

import (
	"fmt"
	"testing"
)

// TestRisesAreNoticed: who multiplies the price of plans in the last months earns no more by it the more he asks. Inertia would let a lab
// ask anything of those who don't look.
func TestRisesAreNoticed(t *testing.T) {
	worth := map[int]float64{}
	for _, factor := range []int{1, 2, 100, 10000} {
		text := fmt.Sprintf("def decide(view):\n  if view.market.tick == 20:\n    return move(prices_usd=[%d * view.offers[0].price_usd])\n  return None\n", factor)
		w, err := scripted(t, "duopoly", "alpha", "mine.star", text, "customers.segments[developers].demand=buyer",
			"agents[alpha].products[api].channel=subscription", "agents[beta].products[api].channel=subscription",
			"agents[alpha].products[api].price_usd=20", "agents[beta].products[api].price_usd=20",
			"agents[beta].strategy.params=null", "agents[beta].strategy.name=frontier-race") // a rival whose plan keeps its price
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range simulate(t, &w.Value).Outcomes {
			if o.Agent == "alpha" {
				worth[factor] = o.OwnersValue
			}
		}
	}
	if !(worth[100] < worth[1] && worth[10000] <= worth[100]) {
		t.Errorf("got %v USD m by factor of the price; want no gain from asking ever more", worth)
	}
}
