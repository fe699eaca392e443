package worlds

import (
	"math"

	"shakeout/internal/exact"
	"shakeout/market/customers"
)

// reach is who of a segment's buyers would consider whom. Arrays are by firm.
type reach struct {
	share  []float64   // of buyers who consider it
	from   [][]float64 // where each kind of buyers begins, who is reached first; nil where all are reached from the start
	weight [][]float64 // log of the part of each kind that considers it; nil alike
	part   []float64   // of each kind among all
}

// circles splits kinds of buyers into circles that hear of different suppliers, none heavier than a
// seventh of all, so that reach can cut between them, and as many of each kind as there are classes of
// use, or a multiple.
func circles(kinds []buyerKind, classes int) []buyerKind {
	const heaviest = 1.0 / 7
	var out []buyerKind
	for _, k := range kinds {
		n := float64(float64(classes) * math.Max(1, math.Ceil(float64(k.weight/heaviest/float64(classes))-1e-9)))
		k.weight /= n
		for range int(n) {
			out = append(out, k)
		}
	}
	return out
}

// reachAtStart returns the share of a segment's buyers who consider a firm at the start.
func (s *State) reachAtStart(i int, p *customers.Segment) float64 {
	if i >= len(s.world.Agents) {
		return 1
	}
	if p.Demand == customers.Buyer {
		return s.world.Agents[i].Start.ReachConsumers
	}
	return s.world.Agents[i].Start.ReachBusiness
}

func (s *State) limitedReach(p *customers.Segment) bool {
	for i := range s.firms {
		if s.reachAtStart(i, p) < 1 {
			return true
		}
	}
	return false
}

// openReach gives every firm the reach of its start state. It covers the same kinds of buyers in every
// stratum of tasks; which, depends on the firm's name and the segment only, so that a world without a
// rival reaches the same buyers. Who sells much at the start is known to some more than buy from it: a
// firm reaches at least four times its share of the segment's sales.
func (s *State) openReach(seg *segmentState, p *customers.Segment, revenue, users []float64) {
	n := len(s.firms)
	r := &seg.reach
	r.share, r.from, r.weight = make([]float64, n), make([][]float64, n), make([][]float64, n)
	sales, all := make([]float64, n), 0.0
	for j, o := range seg.offers {
		x := revenue[j]
		if of := &s.offers[o]; p.Demand == customers.Buyer {
			x = users[j]
			if of.list > 0 {
				x += revenue[j] / (of.list * of.realised)
			}
		}
		sales[s.offers[o].agent] += x
		all += x
	}
	total, classes := 0.0, len(seg.uses)
	for _, k := range seg.kinds {
		total += k.weight
	}
	part := make([]float64, len(seg.kinds)/classes) // light and heavy users of one circle hear of the same suppliers
	for b, k := range seg.kinds {
		part[b/classes] += k.weight / total
	}
	r.part = make([]float64, len(seg.kinds))
	for b := range r.part {
		r.part[b] = part[b/classes]
	}
	for i := range s.firms {
		r.share[i] = math.Max(s.reachAtStart(i, p), float64(4*ratio(sales[i], all)))
		if r.share[i] >= 1 {
			r.share[i] = 1
			continue
		}
		s.openCircle(seg, i)
	}
	seg.refreshReach()
}

// openCircle settles in which order a firm becomes known to the kinds of a segment's buyers.
func (s *State) openCircle(seg *segmentState, i int) {
	r, classes := &seg.reach, len(seg.uses)
	part := make([]float64, len(seg.kinds)/classes)
	for b := range part {
		part[b] = r.part[b*classes]
	}
	luck := exact.NewStream(0, s.firms[i].ID, "reach in "+s.world.Customers.Segments[seg.index].ID, 0)
	keys := make([]uint64, len(part))
	for b := range keys {
		keys[b] = luck.Uint64()
	}
	from := customers.Positions(part, keys)
	r.from[i] = make([]float64, len(seg.kinds))
	for b := range r.from[i] {
		r.from[i][b] = from[b/classes]
	}
	r.weight[i] = make([]float64, len(seg.kinds))
}

func (seg *segmentState) refreshReach() {
	r := &seg.reach
	for i, weight := range r.weight {
		for b := range weight {
			weight[b] = customers.LogWeight(r.share[i], r.from[i][b], r.from[i][b]+r.part[b])
		}
	}
}

// spreadReach lets selling and brand find new buyers.
func (s *State) spreadReach() {
	selling := 0.0
	for i := range s.firms {
		if f := &s.firms[i]; f.Status.Alive() {
			selling += f.SalesUSD + f.BrandUSD
		}
	}
	for k := range s.segments {
		seg := &s.segments[k]
		for i := range s.firms {
			if f := &s.firms[i]; seg.reach.weight[i] != nil && f.Status.Alive() {
				seg.reach.share[i] = s.world.Customers.Reach.Next(seg.reach.share[i], ratio(f.SalesUSD+f.BrandUSD, selling))
			}
		}
		seg.refreshReach()
	}
}

// considers returns what limited consideration adds to the utility of an offer for a kind of buyers: an offer
// is known by the name under which it was first sold, also after that firm was bought, because its
// appeal was measured among those who know it. Open weights stand in public repositories and with
// hosts, where all who look for them find them.
func (seg *segmentState) considers(of *offer, kind int) float64 {
	if of.seller < 0 || seg.reach.weight[of.agent] == nil {
		return 0
	}
	return seg.reach.weight[of.agent][kind]
}
