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
		offers, nests = max(offers, len(g.Offers)), max(nests, g.Count)
		if g.Held == nil {
			clear(g.Served)
		}
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

// anyWaiting reports whether somebody waits, and tells each group.
func anyWaiting(groups []*Group) bool {
	any := false
	for _, g := range groups {
		g.waited = false
		for i := range g.Fresh {
			if g.waits(i).total() > 0 {
				g.waited = true
				any = true
				break
			}
		}
	}
	return any
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
		g.Served, g.Held = g.Held, g.Served
		if !c.short(g) {
			continue
		}
		J := len(g.Offers)
		for i := range g.Fresh {
			for j, o := range g.Offers {
				x := g.Served[i*J+j]
				served := float64(x * c.fraction[o])
				g.Served[i*J+j] = served
				g.Waiting[i*g.Count+g.Of[j]] += x - served
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

// choose builds the choice of a cohort among the open offers.
func (c *Clearing) choose(g *Group, i int, scale float64) {
	J := len(g.Offers)
	if g.E != nil {
		e := g.E[i*J : i*J+J]
		if !g.allOpen {
			e = c.v[:J]
			for j, o := range g.Offers {
				e[j] = 0
				if c.open[o] {
					e[j] = g.E[i*J+j]
				}
			}
		}
		c.choice.BuildFrom(g.Tree, e, g.Shift, scale, &g.Nesting)
		return
	}
	v := g.V[i*J : i*J+J]
	if !g.allOpen {
		v = c.v[:J]
		for j, o := range g.Offers {
			v[j] = math.Inf(-1)
			if c.open[o] {
				v[j] = g.V[i*J+j]
			}
		}
	}
	c.choice.Build(g.Tree, v, &g.Nesting)
}

// ask lets those who wait choose: flow by cohort and offer, demand by offer; who chooses nothing leaves.
func (c *Clearing) ask(groups []*Group) {
	clear(c.demand)
	for _, g := range groups {
		J := len(g.Offers)
		h, scale := g.habit(), exact.Exp(float64(g.Lambda*g.Shift))
		g.allOpen = true
		for _, o := range g.Offers {
			g.allOpen = g.allOpen && c.open[o]
		}
		inflow := c.inflow[:g.Count]
		clear(g.demand)
		if !g.waited {
			continue
		}
		for i := range g.Fresh {
			flow := g.flow[i*J : i*J+J]
			waits := g.waits(i)
			if waits.total() <= 0 {
				clear(flow)
				continue
			}
			c.choose(g, i, scale)
			if c.Count == 1 {
				g.Value[i] = c.choice.Inclusive(g.Tree)
			}
			g.Outside[i] += c.choice.mix(g.Tree, h, waits, inflow, nil)
			for n, x := range inflow {
				if d := c.choice.D[n]; d > 0 {
					x /= d
				}
				for _, j := range g.in(n) {
					flow[j] = float64(x * c.choice.E[j])
				}
			}
			if g.Units == nil {
				for j, x := range flow {
					g.demand[j] += x
				}
				continue
			}
			for j, u := range g.Units[i*J : i*J+J] {
				g.demand[j] += float64(flow[j] * u)
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
	if !g.waited {
		return
	}
	c.tell(g)
	if !c.short(g) {
		for cell, x := range g.flow {
			g.Served[cell] += x
		}
		g.nobodyWaits()
		return
	}
	J := len(g.Offers)
	h, scale := g.habit(), exact.Exp(float64(g.Lambda*g.Shift))
	for i := range g.Fresh {
		waits := g.waits(i)
		if waits.total() <= 0 {
			continue
		}
		for j, o := range g.Offers {
			g.Served[i*J+j] += float64(g.flow[i*J+j] * c.fraction[o])
		}
		// Of the inflow W_g (S + a_g (e^kappa - 1)) of a nest a part misses; it is returned to where it came from, S = sum of all pulls.
		c.choose(g, i, scale)
		n := g.Count
		pull, miss := c.pull[:n+2], c.miss[:n]
		c.choice.mix(g.Tree, h, waits, c.inflow[:n], pull)
		all := 0.0
		for nest := range miss {
			part := 0.0
			for _, j := range g.in(nest) {
				part += float64(c.choice.Within(j, nest) * (1 - c.fraction[g.Offers[j]]))
			}
			miss[nest] = float64(part * c.choice.Weight[nest])
			all += miss[nest]
		}
		for nest := range miss {
			waits.Nest[nest] = float64(pull[nest] * (all + float64(miss[nest]*h.more)))
			if waits.Loyal != nil { // who found no room in its nest looks around
				if c.choice.Weight[nest] > 0 {
					waits.Nest[nest] += float64(waits.Loyal[nest] * (miss[nest] / c.choice.Weight[nest]))
				}
				waits.Loyal[nest] = 0
			}
		}
		g.None[i], g.Fresh[i] = float64(pull[n]*all), float64(pull[n+1]*all)
	}
}
