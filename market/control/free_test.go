package control

import (
	"math"
	"testing"
)

// Who gets a part of a firm for nothing if it closes pays for no more than the rest, unless a rival would buy it.
func TestAuctionOfAFirmThatCloses(t *testing.T) {
	const inf = math.MaxFloat64
	bid := func(name string, value, free float64) Bid {
		return Bid{Bidder: name, ValueUSD: value, LimitUSD: inf, FreeUSD: free}
	}
	for _, row := range []struct {
		reason  string
		reserve float64
		bids    []Bid
		winner  int
		price   float64
	}{
		{"one bidder pays half of what the firm is worth beyond what comes to it anyway", 0, []Bid{bid("a", 50, 20)}, 0, 15},
		{"nobody buys what comes to it anyway", 0, []Bid{bid("a", 20, 20)}, -1, 0},
		{"nor what is worth less than the reserve beyond it", 25, []Bid{bid("a", 50, 30), bid("b", 40, 20)}, -1, 0},
		{"two who would buy drive each other to the whole worth", 10, []Bid{bid("a", 50, 20), bid("b", 40, 20)}, 0, 40},
		{"who would rather let it close threatens nobody", 10, []Bid{bid("a", 50, 20), bid("b", 40, 35)}, 0, 20},
		{"the best of those who would buy wins", 10, []Bid{bid("a", 50, 45), bid("b", 40, 20)}, 1, 15},
	} {
		sale, ok := Auction(row.reserve, row.bids)
		if sale.Winner != row.winner || sale.PriceUSD != row.price || ok != (row.winner >= 0) {
			t.Errorf("%s: got %+v, %v; want winner %d at %g", row.reason, sale, ok, row.winner, row.price)
		}
	}
	v := Value{ConsumerMonths: 24, EnterpriseMonths: 60, PerResearcherUSDM: 8}
	target := Target{ConsumerMarginUSDPerMonth: 10e6, EnterpriseMarginUSDPerMonth: -1e6, Researchers: 50, Team: 0.5}
	if got := v.FreeUSD(target, Part{Consumers: 0.25, Enterprises: 0.5, Researchers: 0.1}); got != 24*0.25*10e6+50*0.1*8e6*0.5 {
		t.Errorf("free: got %g; want 60 m of consumers and 20 m of people", got)
	}
}
