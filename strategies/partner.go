package strategies

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
)

// A lab that found no money looks for a partner among labs that are known to be in the same place: while its cash lasts less than this,
// and no more than this many times larger or smaller.
const (
	partnerMonths = 15
	partnerRatio  = 4
)

// partner returns the peer to propose a merger of equals to (control.Merger), or -1: the distressed lab whose last valuation is nearest to
// the own, by name where two are equally near. It takes two: the peer must propose too.
func partner(market *agents.Market, books *agents.Books) int {
	if books.FailedRaises == 0 || books.RunwayMonths >= partnerMonths || books.PostMoneyUSD <= 0 {
		return -1
	}
	best, at := math.Inf(1), -1
	for k := range market.Peers {
		p := &market.Peers[k]
		if k == books.Index || p.Kind != agents.Lab || !p.Status.Alive() || !p.Distressed || p.PostMoneyUSD <= 0 {
			continue
		}
		far := math.Abs(exact.Log(p.PostMoneyUSD / books.PostMoneyUSD))
		if far > exact.Log(partnerRatio) || far > best || far == best && p.ID > market.Peers[at].ID {
			continue
		}
		best, at = far, k
	}
	return at
}
