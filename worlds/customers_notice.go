package worlds

import (
	"math"

	"shakeout/internal/exact"
	"shakeout/market/customers"
)

// startled returns the part of those who hold a plan who choose afresh because its price has risen since last month, by place in the
// segment; 0 where it has not. Inertia is not looking (Dubé, Hitsch and Rossi 2010), and a rise in the bill makes people look (Grubb and
// Osborne 2015): as many as the utility that the rise costs,
//
//	1 - exp(-alpha (f(p now) - f(p before)))      f = ln(p + h), or p where price enters linearly
//
// Otherwise whoever keeps customers by inertia could ask anything of them for a month. A budget needs no such notice: it buys less.
func (s *State) startled(seg *segmentState, j int) float64 {
	p := &s.world.Customers.Segments[seg.index]
	of := &s.offers[seg.offers[j]]
	if p.Demand != customers.Buyer || !of.decided || of.list <= of.was {
		return 0
	}
	before, now := float64(of.was*of.realised), float64(of.list*of.realised)
	lost := now - before
	if s.world.Customers.PriceForm == customers.LogPrice {
		lost = exact.Log((now + p.HandlingPlan) / (before + p.HandlingPlan))
	}
	return -exact.Expm1(-math.Min(700, float64(p.Alpha*lost)))
}

// startle fills how many holders of each plan are startled, and says whether any are.
func (s *State) startle(seg *segmentState) bool {
	if s.world.Customers.Segments[seg.index].Demand != customers.Buyer {
		return false
	}
	if len(seg.startled) != len(seg.offers) {
		seg.startled = make([]float64, len(seg.offers))
	}
	some := false
	for j := range seg.offers {
		seg.startled[j] = s.startled(seg, j)
		some = some || seg.startled[j] > 0
	}
	return some
}
