package customers

import (
	"math"
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
	inflow, miss, served   []float64
	short                  []bool // by nest of a group
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
		g.waited = true // until it is known
		clear(g.Outside)
		clear(g.Sold)
		clear(g.Turned)
		for i := range g.Value {
			g.Value[i] = math.NaN()
		}
	}
	if cap(c.served) < offers {
		c.served = make([]float64, offers)
	}
	if cap(c.inflow) < nests {
		c.inflow, c.miss, c.short = make([]float64, nests), make([]float64, nests), make([]bool, nests)
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
		if g.waited { // nobody comes back who was served
			g.waited = false
			for i := range g.Fresh {
				g.asks[i] = g.waits(i).any(g.menu(i))
				g.waited = g.waited || g.asks[i]
			}
		}
		any = any || g.waited
	}
	return any
}

// serveHeld serves those who keep what they have; who finds no room waits with the habit of a customer of that nest.
func (c *Clearing) serveHeld(capacity []float64, groups []*Group) {
	for _, g := range groups {
		clear(g.demand)
		if g.Held != nil {
			g.want(g.Held)
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
		J := len(g.Offers)
		for j, o := range g.Offers {
			fraction, n := c.fraction[o], g.Of[j]
			if fraction == 1 {
				continue
			}
			for i := range g.Fresh {
				x := g.Served[i*J+j]
				served := float64(x * fraction)
				g.Served[i*J+j] = served
				g.Waiting[i*g.Count+n] += x - served
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

// want counts the units that buyers by cohort and offer ask for.
func (g *Group) want(buyers []float64) {
	J := len(g.Offers)
	for i := range g.Fresh {
		row, demand := buyers[i*J:][:J], g.demand[:J]
		if g.Units == nil {
			for _, j := range g.menu(i).Offers {
				demand[j] += row[j]
			}
			continue
		}
		units := g.Units[i*J:][:J]
		for _, j := range g.menu(i).Offers {
			demand[j] += float64(row[j] * units[j])
		}
	}
}

// ask lets those who wait choose: flow by cohort and offer, demand by offer; who chooses nothing leaves.
func (c *Clearing) ask(groups []*Group) {
	clear(c.demand)
	for _, g := range groups {
		clear(g.demand)
		if !g.waited {
			continue
		}
		J, G := len(g.Offers), g.Count
		g.withdraw(c.open)
		if len(g.pull) < len(g.Fresh)*(G+2) {
			g.pull = make([]float64, len(g.Fresh)*(G+2))
		}
		h, scale, inflow := g.habit(), g.Scale(), c.inflow[:G]
		g.choose(scale)
		of := g.Of[:J]
		for i := range g.Fresh {
			if !g.asks[i] {
				continue
			}
			choice := &g.choices[i]
			if c.Count == 1 {
				g.Value[i] = choice.Inclusive(g.Tree)
			}
			g.Outside[i] += choice.mix(g.Tree, h, g.waits(i), inflow, g.pull[i*(G+2):][:G+2])
			for _, course := range choice.menu.Courses {
				if d := choice.D[course.Nest]; d > 0 {
					inflow[course.Nest] /= d // for each unit of weight
				}
			}
			flow, e, demand := g.flow[i*J:][:J], choice.E[:J], g.demand[:J]
			if g.Units == nil {
				for _, j := range choice.menu.Offers {
					flow[j] = float64(inflow[of[j]] * e[j])
					demand[j] += flow[j]
				}
				continue
			}
			units := g.Units[i*J:][:J]
			for _, j := range choice.menu.Offers {
				buyers := float64(inflow[of[j]] * e[j])
				flow[j] = buyers
				demand[j] += float64(buyers * units[j])
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
	if !c.findShort(g) {
		J := len(g.Offers)
		for i, asks := range g.asks {
			if !asks {
				continue
			}
			flow, got := g.flow[i*J:][:J], g.Served[i*J:][:J]
			for _, j := range g.menu(i).Offers {
				got[j] += flow[j]
			}
		}
		g.nobodyWaits()
		return
	}
	J := len(g.Offers)
	h, served := g.habit(), c.served[:J]
	for j, o := range g.Offers {
		served[j] = c.fraction[o]
	}
	for i := range g.Fresh {
		if !g.asks[i] {
			continue
		}
		choice := &g.choices[i]
		flow, got := g.flow[i*J:][:J], g.Served[i*J:][:J]
		for _, j := range choice.menu.Offers {
			got[j] += float64(flow[j] * served[j])
		}
		g.returned(i, h, choice, c.missing(choice), c.miss)
	}
}

// findShort finds the nests of a group that hold an offer which does not serve all, and reports whether there are any.
func (c *Clearing) findShort(g *Group) bool {
	some := false
	clear(c.short)
	for j, o := range g.Offers {
		if c.fraction[o] < 1 {
			some = true
			c.short[g.Of[j]] = true
		}
	}
	return some
}

// missing fills the part of each nest's inflow that is not served, times the nest's weight, and returns their sum.
func (c *Clearing) missing(choice *Choice) (all float64) {
	for _, course := range choice.menu.Courses {
		n := course.Nest
		c.miss[n] = 0
		if !c.short[n] {
			continue
		}
		part := 0.0
		for _, j := range course.Offers {
			if c.served[j] < 1 {
				part += float64(choice.Within(j, n) * (1 - c.served[j]))
			}
		}
		c.miss[n] = float64(part * choice.Weight[n])
		all += c.miss[n]
	}
	return all
}

// returned lets those wait again who were not served. Of the inflow W_n (S + a_n (e^kappa - 1)) of a nest a part misses; it goes back to where it
// came from, S = sum of all pulls.
func (g *Group) returned(i int, h habit, choice *Choice, all float64, miss []float64) {
	waits, pull := g.waits(i), g.pull[i*(g.Count+2):][:g.Count+2]
	for _, course := range choice.menu.Courses {
		n := course.Nest
		waits.Nest[n] = float64(pull[n] * (all + float64(miss[n]*h.more)))
		if waits.Loyal != nil { // who found no room in its nest looks around
			if choice.Weight[n] > 0 {
				waits.Nest[n] += float64(waits.Loyal[n] * (miss[n] / choice.Weight[n]))
			}
			waits.Loyal[n] = 0
		}
	}
	g.None[i], g.Fresh[i] = float64(pull[g.Count]*all), float64(pull[g.Count+1]*all)
}
