package worlds

import (
	"math"
	"slices"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/customers"
)

// usualGoodwill returns the median goodwill of the labs that are there, against which a newcomer is unknown, less what the industry's
// has grown by since the start: goodwill counts beyond that growth (goodwill), and would be held against a newcomer twice.
func (s *State) usualGoodwill() float64 {
	s.scratch = s.scratch[:0]
	for i := range s.firms {
		if f := &s.firms[i]; f.Kind == agents.Lab && f.Status.Alive() && f.Goodwill > 0 {
			s.scratch = append(s.scratch, f.Goodwill)
		}
	}
	if len(s.scratch) == 0 {
		return 0
	}
	slices.Sort(s.scratch)
	return float64(s.scratch[len(s.scratch)/2] * exact.Exp(-s.goodwillMean))
}

// openOffersOf puts an entrant's offers before the customers of their segments.
func (s *State) openOffersOf(f *agents.Firm) {
	for k := range s.segments {
		var fresh []int
		for o := range s.offers {
			of := &s.offers[o]
			if of.agent != f.Index {
				continue
			}
			for _, sale := range s.world.Agents[of.agent].Products[of.product].Sales {
				if sale.ID == s.world.Customers.Segments[k].ID {
					fresh = append(fresh, o)
				}
			}
		}
		if len(fresh) > 0 {
			s.widen(&s.segments[k], fresh)
		}
	}
	for o := range s.offers {
		if of := &s.offers[o]; of.agent == f.Index {
			of.fresh = true
			if price := s.usualPrice(of); price > 0 && of.channel.Metered() {
				of.list, of.listStart = price, price
			}
		}
	}
}

// usualPrice returns the mean list price of what others sell of the same kind, weighted by revenue; 0
// where nobody does.
func (s *State) usualPrice(of *offer) float64 {
	var sum, weight float64
	for o := range s.offers {
		other := &s.offers[o]
		if other.live && other.agent != of.agent && other.channel == of.channel && other.line == of.line && other.list > 0 {
			w := other.revenue + s.world.speck()
			sum += float64(w * other.list)
			weight += w
		}
	}
	return ratio(sum, weight)
}

// widen adds offers to a segment, held by nobody yet and as well known as the least known lab's. They have no residual: no sale has
// shown anything that could pass by itself, and a newcomer's lack of customers does not end with age but with what it does to win them
// (Foster, Haltiwanger and Syverson 2016): goodwill, reach, price and model.
func (s *State) widen(seg *segmentState, fresh []int) {
	N, J, K := len(seg.weight), len(seg.offers), len(seg.offers)+len(fresh)
	known := make([]float64, len(fresh))
	for k, o := range fresh {
		known[k] = s.leastKnown(seg, &s.offers[o])
	}
	for _, o := range fresh {
		seg.offers, seg.families, seg.trend = append(seg.offers, o), append(seg.families, s.offers[o].owner), append(seg.trend, 1)
	}
	seg.group.E = nil // seg.e
	seg.group.Widen(seg.offers, seg.families)
	seg.stock = seg.group.Served
	for _, x := range []*[]float64{
		&seg.xi, &seg.residual, &seg.units, &seg.revenue, &seg.paid, &seg.turned, &seg.regret, &seg.share, &seg.use0, &seg.judged, &seg.due, &seg.continued,
	} {
		*x = customers.Restride(*x, 1, J, K)
	}
	copy(seg.xi[J:], known)
	for j := J; j < K; j++ {
		seg.judged[j] = math.NaN()
	}
	for _, x := range []*[]float64{&seg.mean, &seg.each, &seg.factor} {
		*x = customers.Restride(*x, len(seg.kinds), J, K)
	}
	for _, x := range []*[]float64{&seg.adequacy, &seg.fit} {
		*x = customers.Restride(*x, len(seg.tau), J, K)
	}
	seg.e = customers.Restride(seg.e, N, J, K)
	seg.known, seg.staleMenu = customers.Restride(seg.known, len(seg.kinds), J, K), true
	if seg.pipeline != nil {
		seg.pipeline.widen(N, J, K)
	}
}

// leastKnown returns the intercept of the least known lab's offer of the same kind in a segment; of any
// kind where there is none.
func (s *State) leastKnown(seg *segmentState, of *offer) float64 {
	same, any := math.Inf(1), math.Inf(1)
	for j, o := range seg.offers {
		other := &s.offers[o]
		if other.seller < 0 || s.firms[other.agent].Kind != agents.Lab {
			continue
		}
		any = math.Min(any, seg.xi[j])
		if other.channel == of.channel && other.line == of.line {
			same = math.Min(same, seg.xi[j])
		}
	}
	switch {
	case !math.IsInf(same, 1):
		return same
	case !math.IsInf(any, 1):
		return any
	}
	return 0
}
