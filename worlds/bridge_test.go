package worlds

import (
	"slices"
	"testing"

	"shakeout/market/capital"
	"shakeout/market/ledger"
)

// Where there is too little money for all bridges, the order of firms decides nothing.
func TestBridgesAreRationedInAnyOrder(t *testing.T) {
	given := func(ids ...string) (usd []float64) {
		s := months(t, "frontier-2025", 3)
		for _, id := range ids {
			f := &s.firms[s.firmIndex(id)]
			f.Month.Add(0, 0, 60e6, 60e6, 0)
			f.Month.Add(0, 0, 60e6, 60e6, 0)
			f.Month.Add(0, 0, 60e6, 60e6, 0)
			f.Capital.Raised = 0
			s.pay(f.Account, s.sector.investors, ledger.Payouts, s.cash(f))
			s.askBridge(f, capital.Open)
		}
		if len(s.bridging) < 2 {
			t.Fatalf("%d of %v ask for a bridge; want two at least", len(s.bridging), ids)
		}
		s.pool = 1.5 * s.bridgeAsks[0].AmountUSD
		s.grantBridges()
		for _, id := range []string{"mistral", "cohere"} {
			usd = append(usd, s.firms[s.firmIndex(id)].Capital.BridgeUSD)
		}
		return usd
	}
	if one, other := given("mistral", "cohere"), given("cohere", "mistral"); !slices.Equal(one, other) || one[0]+one[1] == 0 {
		t.Errorf("mistral and cohere get %v; in the other order %v", one, other)
	}
}
