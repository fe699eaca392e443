package strategies

import (
	"testing"

	"shakeout/agents"
)

func TestPartner(t *testing.T) {
	peers := func(change func(p []agents.Peer)) *agents.Market {
		p := []agents.Peer{
			{ID: "me", Kind: agents.Lab, Status: agents.Active, PostMoneyUSD: 2e9, Distressed: true},
			{ID: "near", Kind: agents.Lab, Status: agents.Active, PostMoneyUSD: 3e9, Distressed: true},
			{ID: "far", Kind: agents.Lab, Status: agents.Active, PostMoneyUSD: 7e9, Distressed: true},
			{ID: "cloud", Kind: agents.Cloud, Status: agents.Active, PostMoneyUSD: 2e9, Distressed: true},
		}
		change(p)
		return &agents.Market{Peers: p}
	}
	short := agents.Books{Index: 0, FailedRaises: 1, RunwayMonths: 10, PostMoneyUSD: 2e9}
	for _, row := range []struct {
		reason string
		market *agents.Market
		books  agents.Books
		want   int
	}{
		{"the distressed lab of the nearest size", peers(func([]agents.Peer) {}), short, 1},
		{"who is in no need is no partner", peers(func(p []agents.Peer) { p[1].Distressed = false }), short, 2},
		{"nobody within four times the size", peers(func(p []agents.Peer) { p[1].Distressed = false; p[2].PostMoneyUSD = 9e9 }), short, -1},
		{"the dead", peers(func(p []agents.Peer) { p[1].Status = agents.WoundDown }), short, 2},
		{"money was found", peers(func([]agents.Peer) {}), agents.Books{RunwayMonths: 10, PostMoneyUSD: 2e9}, -1},
		{"there is time", peers(func([]agents.Peer) {}), agents.Books{FailedRaises: 1, RunwayMonths: 20, PostMoneyUSD: 2e9}, -1},
		{"equally near: by name", peers(func(p []agents.Peer) { p[2].PostMoneyUSD = 3e9 }), short, 2},
	} {
		if got := partner(row.market, &row.books); got != row.want {
			t.Errorf("%s: got %d; want %d", row.reason, got, row.want)
		}
	}
}
