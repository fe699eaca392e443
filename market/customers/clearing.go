package customers

import (
	"math"

	"shakeout/internal/exact"
)

const (
	fullTolerance  = 1e-12 // demand that exceeds what is left by less counts as served in full
	closeTolerance = 1e-9  // an offer closes when less of its capacity is left
)

// Round is one round of a clearing, by offer.
type Round struct {
	Open           []bool
	Demand         []float64 // units wanted
	ServedFraction []float64 // of them
}

// Clearing is the work of one clearing after another; its slices are reused. The zero value is ready.
type Clearing struct {
	Trace  bool    // keep the rounds
	Rounds []Round // of the last clearing, where Trace is set

	Sold   []float64 // units by offer
	First  []float64 // units wanted in the first round, by offer
	Turned []float64 // units wanted and not served, by offer, in all rounds and of those who meant to keep it
	Count  int       // rounds

	left, demand, fraction []float64
	open                   []bool
	choice                 Choice
	v, inflow, pull, miss  []float64
}

// Clear serves the buyers of all groups at posted prices, capacity in units by offer (+Inf: without limit):
//
//  1. Who keeps an offer is served first; where there is no room for all, every one with the same probability. Those not served choose.
//  2. Round: those who wait choose among the open offers, with fresh tastes; who chooses nothing leaves. An offer whose demand D is at most what
//     is left, R, serves all; else every one with the same probability R/D, and it closes. Nobody sees another's outcome within a round.
//  3. Again while somebody waits and some offer is open. Who still waits then goes without.
//
// D <= R (1 + 1e-12) counts as room for all, and an offer closes at R <= 1e-9 x capacity. There are at most as many rounds as offers. If no offer
// is short, one round is all there is. With one group, Plain and Units nil it is the rule of the reference. Under nests or inertia the outcome
// depends on tastes being drawn afresh: who was turned away does not prefer the nest of what was missed.
func (c *Clearing) Clear(capacity []float64, groups []*Group) {
	c.reset(capacity, groups)
	c.serveHeld(capacity, groups)
	for c.anyOpen() && anyWaiting(groups) {
		c.Count++
		c.ask(groups)
		c.ration()
		if c.Count == 1 {
			copy(c.First, c.demand)
		}
		if c.Trace {
			c.Rounds = append(c.Rounds, Round{
				append([]bool(nil), c.open...), append([]float64(nil), c.demand...), append([]float64(nil), c.fraction...),
			})
		}
		for _, g := range groups {
			c.settle(g)
		}
		c.close(capacity)
	}
	for _, g := range groups {
		g.leave()
	}
}

func (c *Clearing) reset(capacity []float64, groups []*Group) {
	n := len(capacity)
	for _, x := range []*[]float64{&c.Sold, &c.First, &c.Turned, &c.left, &c.demand, &c.fraction} {
		if cap(*x) < n {
			*x = make([]float64, n)
		}
		*x = (*x)[:n]
		clear(*x)
	}
	if cap(c.open) < n {
		c.open = make([]bool, n)
	}
	c.open, c.Rounds, c.Count = c.open[:n], nil, 0
	copy(c.left, capacity)
	for j, r := range c.left {
		c.open[j] = r > 0
	}
	offers, nests := 0, 0
	for _, g := range groups {
		offers, nests = max(offers, len(g.Offers)), max(nests, g.Nests)
		clear(g.Served)
		clear(g.Outside)
		clear(g.Sold)
		clear(g.Turned)
		for i := range g.Value {
			g.Value[i] = math.NaN()
		}
	}
	if cap(c.v) < offers {
		c.v = make([]float64, offers)
	}
	if cap(c.inflow) < nests || c.pull == nil {
		c.inflow, c.miss, c.pull = make([]float64, nests), make([]float64, nests), make([]float64, nests+2)
	}
}

func (c *Clearing) anyOpen() bool {
	for _, open := range c.open {
		if open {
			return true
		}
	}
	return false
}

func anyWaiting(groups []*Group) bool {
	for _, g := range groups {
		for i := range g.Fresh {
			if g.waits(i).total() > 0 {
				return true
			}
		}
	}
	return false
}

// serveHeld serves those who keep what they have; who finds no room waits with the habit of a customer of that nest.
func (c *Clearing) serveHeld(capacity []float64, groups []*Group) {
	for _, g := range groups {
		clear(g.demand)
		J := len(g.Offers)
		for at := 0; at < len(g.Held); at += J {
			for j, x := range g.Held[at : at+J] {
				g.demand[j] += float64(x * g.units(at+j))
			}
		}
		c.add(g)
	}
	c.ration()
	for _, g := range groups {
		if g.Held == nil {
			continue
		}
		c.tell(g)
		copy(g.Served, g.Held)
		clear(g.Held)
		if !c.short(g) {
			continue
		}
		J := len(g.Offers)
		for i := range g.Fresh {
			for j, o := range g.Offers {
				x := g.Served[i*J+j]
				served := float64(x * c.fraction[o])
				g.Served[i*J+j] = served
				g.Waiting[i*g.Nests+g.Nest[j]] += x - served
			}
		}
	}
	c.close(capacity)
}

// add enters a group's demand into the market's.
func (c *Clearing) add(g *Group) {
	for j, o := range g.Offers {
		c.demand[o] += g.demand[j]
	}
}

// tell enters into a group what it was sold and what not.
func (c *Clearing) tell(g *Group) {
	for j, o := range g.Offers {
		sold := float64(g.demand[j] * c.fraction[o])
		g.Sold[j] += sold
		g.Turned[j] += g.demand[j] - sold
	}
}

func (c *Clearing) short(g *Group) bool {
	for _, o := range g.Offers {
		if c.fraction[o] < 1 {
			return true
		}
	}
	return false
}

// build is the choice of a cohort among the open offers.
func (c *Clearing) build(g *Group, i int) {
	J := len(g.Offers)
	v := c.v[:J]
	copy(v, g.V[i*J:i*J+J])
	for j, o := range g.Offers {
		if !c.open[o] {
			v[j] = math.Inf(-1)
		}
	}
	c.choice.Build(g.Tree, v, g.Nest, g.Nests)
}

// ask lets those who wait choose: flow by cohort and offer, demand by offer; who chooses nothing leaves.
func (c *Clearing) ask(groups []*Group) {
	clear(c.demand)
	for _, g := range groups {
		J := len(g.Offers)
		inflow := c.inflow[:g.Nests]
		clear(g.demand)
		for i := range g.Fresh {
			flow := g.flow[i*J : i*J+J]
			waits := g.waits(i)
			if waits.total() <= 0 {
				clear(flow)
				continue
			}
			c.build(g, i)
			if c.Count == 1 {
				g.Value[i] = c.choice.Inclusive(g.Tree, c.choice.Sum)
			}
			g.Outside[i] += c.choice.Mix(g.Tree, waits, inflow, nil)
			for j := range flow {
				flow[j] = float64(inflow[g.Nest[j]] * c.choice.Within[j])
				g.demand[j] += float64(flow[j] * g.units(i*J+j))
			}
		}
		c.add(g)
	}
}

// ration says which fraction of its demand every offer serves, and takes it off what is left.
func (c *Clearing) ration() {
	for j, d := range c.demand {
		r := c.left[j]
		c.fraction[j] = 1
		if d > r && d > r+float64(r*fullTolerance) {
			c.fraction[j] = r / d
			c.Turned[j] += d - r
			c.Sold[j] += r
			c.left[j] = 0
			continue
		}
		c.Sold[j] += d
		c.left[j] = math.Max(0, r-d)
	}
}

func (c *Clearing) close(capacity []float64) {
	for j, r := range c.left {
		if !(r > float64(capacity[j]*closeTolerance)) && !math.IsInf(r, 1) {
			c.open[j] = false
		}
	}
}

// settle gives a group what it is served in this round and keeps waiting who was not, each with the habit it came with.
func (c *Clearing) settle(g *Group) {
	c.tell(g)
	if !c.short(g) {
		for cell, x := range g.flow {
			g.Served[cell] += x
		}
		g.nobodyWaits()
		return
	}
	J := len(g.Offers)
	for i := range g.Fresh {
		waits := g.waits(i)
		if waits.total() <= 0 {
			continue
		}
		for j, o := range g.Offers {
			g.Served[i*J+j] += float64(g.flow[i*J+j] * c.fraction[o])
		}
		// Of the inflow W_g (S + a_g (e^kappa - 1)) of a nest a part misses; it is returned to where it came from, S = sum of all pulls.
		c.build(g, i)
		pull, miss := c.pull[:g.Nests+2], c.miss[:g.Nests]
		c.choice.Mix(g.Tree, waits, c.inflow[:g.Nests], pull)
		clear(miss)
		for j, o := range g.Offers {
			miss[g.Nest[j]] += float64(c.choice.Within[j] * (1 - c.fraction[o]))
		}
		all := 0.0
		for n := range miss {
			miss[n] = float64(miss[n] * c.choice.Weight[n])
			all += miss[n]
		}
		e := exact.Expm1(g.Switching)
		for n := range miss {
			waits.Nest[n] = float64(pull[n] * (all + float64(miss[n]*e)))
			if waits.Loyal != nil { // who found no room in its nest looks around
				if c.choice.Weight[n] > 0 {
					waits.Nest[n] += float64(waits.Loyal[n] * (miss[n] / c.choice.Weight[n]))
				}
				waits.Loyal[n] = 0
			}
		}
		g.None[i], g.Fresh[i] = float64(pull[g.Nests]*all), float64(pull[g.Nests+1]*all)
	}
}
