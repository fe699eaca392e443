package customers

import (
	"math"

	"shakeout/internal/exact"
)

// Group is a number N of cohorts that meet the same J offers, in G nests, with the same tree of choice. Matrices are row-major: N by J, or
// N by G. Clear moves every buyer from Held, Loyal, Waiting, None and Fresh to Served or Outside.
type Group struct {
	Tree
	Nesting
	Offers []int   // place of each offer among the market's
	Menus  []*Menu // by cohort: no other offer has buyers, who wait or keep it, or can be chosen; nil: all offers, for everybody

	V     []float64 // mean utility by cohort and offer, -Inf: can't be chosen, which Clear makes of an offer that closes
	E     []float64 // exp((v - Shift)/(1 - Sigma)) by cohort and offer, 0 the same; where it is not nil V is not used
	Shift float64   // common part of the utilities behind E
	Units []float64 // units that a buyer takes, by cohort and offer; nil: one

	Held    []float64 // buyers who keep their offer if it has room, by cohort and offer; nil: nobody
	Loyal   []float64 // buyers who choose among the offers of their nest only, by cohort and nest; nil: nobody
	Waiting []float64 // buyers who choose and are with a nest now, by cohort and nest
	None    []float64 // buyers who choose and have nothing now, by cohort
	Fresh   []float64 // buyers who choose without a habit, by cohort

	Served  []float64 // buyers by cohort and offer
	Outside []float64 // buyers who chose to have nothing, or found nothing to choose
	Value   []float64 // of the choice in the first round, Lambda ln W, by cohort; NaN where nobody chose
	Sold    []float64 // units by offer
	Turned  []float64 // units wanted and not served, by offer, in all rounds and of those who meant to keep it

	flow   []float64 // who wants what in this round, by cohort and offer
	pull   []float64 // what Mix says of those who want it, by cohort and nest, and two more
	demand []float64 // units wanted in this round, by offer

	choices []Choice // by cohort
	built   []bool   // whether that is the choice of this month
	asks    []bool   // whether somebody of the cohort waits
	waited  bool     // somebody waits
	shut    []bool   // offers that have closed and left the choices
	closed  []bool   // nests of which an offer has closed since the last round

	batch        []int     // cohorts whose choices are built together
	inside, sums []float64 // workspace of that
}

// NewGroup returns a group of n cohorts in front of offers (places among the market's) that carry labels, one for each nest. Its slices are made
// and zero, with room for as many nests as offers; Units, E, Held and Loyal are nil.
func NewGroup(t Tree, n int, offers, labels []int) *Group {
	cells := n * len(offers)
	g := Group{Tree: t}
	g.V, g.Served, g.flow = make([]float64, cells), make([]float64, cells), make([]float64, cells)
	g.Waiting = make([]float64, cells)
	g.None, g.Fresh, g.Outside, g.Value = make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	g.choices, g.built, g.asks = make([]Choice, n), make([]bool, n), make([]bool, n)
	g.offer(offers, labels)
	return &g
}

// offer makes what a group has by offer.
func (g *Group) offer(offers, labels []int) {
	g.Offers = offers
	g.Set(labels)
	J := len(offers)
	g.Sold, g.Turned, g.demand = make([]float64, J), make([]float64, J), make([]float64, J)
	g.shut, g.closed = make([]bool, J), make([]bool, J)
	nests := min(J, g.Count+4) // for some that may come
	room, pull, work := make([]float64, 2*len(g.choices)*nests), make([]float64, J+2), make([]float64, J)
	for i := range g.choices {
		at := room[2*i*nests:][:2*nests]
		g.choices[i] = Choice{D: at[:nests:nests], Weight: at[nests:], pull: pull, work: work} // one workspace for all
	}
}

// Widen puts further offers before a group between two months: offers and labels are all there are now, the new ones last. Nobody has
// them, and Units, E and V are to be filled.
func (g *Group) Widen(offers, labels []int) {
	n, from, to := len(g.Fresh), len(g.Offers), len(offers)
	for _, x := range []*[]float64{&g.V, &g.E, &g.Units, &g.Held, &g.Loyal, &g.Served, &g.Waiting, &g.flow} {
		if *x != nil {
			*x = Restride(*x, n, from, to)
		}
	}
	g.offer(offers, labels)
}

// Restride gives every row of a matrix more columns, zero at first. It works in place where there is room, and leaves some where it makes it.
func Restride[T any](x []T, rows, from, to int) []T {
	n := rows * to
	if cap(x) < n {
		wide := make([]T, n, n+n/2)
		for i := range rows {
			copy(wide[i*to:], x[i*from:i*from+from])
		}
		return wide
	}
	x = x[:n]
	for i := rows - 1; i >= 0; i-- {
		copy(x[i*to:], x[i*from:i*from+from])
		clear(x[i*to+from : i*to+to])
	}
	return x
}

// menu returns what the buyers of a cohort may ever choose.
func (g *Group) menu(i int) *Menu {
	if g.Menus == nil {
		return &g.all
	}
	return g.Menus[i]
}

// Scale returns exp(Lambda Shift), which Choose asks for.
func (g *Group) Scale() float64 { return exact.Exp(float64(g.Lambda * g.Shift)) }

// Choose builds the choice of a cohort, if it is not built yet. Clear goes on with it, unless Forget says that V or E have changed.
func (g *Group) Choose(i int, scale float64) *Choice {
	c, J := &g.choices[i], len(g.Offers)
	if g.built[i] {
		return c
	}
	if g.E != nil {
		c.buildFrom(g.Tree, g.E[i*J:i*J+J], g.Shift, scale, g.Count, g.menu(i))
	} else {
		c.build(g.Tree, g.V[i*J:i*J+J], g.Count, g.menu(i))
	}
	g.built[i] = true
	return c
}

// ChooseAll builds the choices of all cohorts that have none yet, with the bits of Choose, and faster.
func (g *Group) ChooseAll(scale float64) { g.chooseOf(nil, scale) }

// chooseOf builds the choices of cohorts, of those who ask for one where asks is not nil. It takes some cohorts at a time, so that the
// logarithms of one do not wait for the sums of another.
func (g *Group) chooseOf(asks []bool, scale float64) {
	const most = 32
	J := len(g.Offers)
	g.batch, g.inside = g.batch[:0], g.inside[:0]
	for i := range g.choices {
		if g.built[i] || asks != nil && !asks[i] {
			continue
		}
		if g.E == nil {
			g.Choose(i, scale)
			continue
		}
		c := &g.choices[i]
		c.open(0, g.Count, g.menu(i))
		c.E, c.Shift = g.E[i*J:i*J+J], g.Shift
		g.batch, g.inside = append(g.batch, i), c.gather(g.inside)
		if len(g.batch) == most {
			g.buildBatch(scale)
		}
	}
	g.buildBatch(scale)
}

// buildBatch ends what buildFrom does for the cohorts of a batch.
func (g *Group) buildBatch(scale float64) {
	powers(g.inside, 1-g.Sigma)
	g.sums = g.sums[:0]
	at := 0
	for _, i := range g.batch {
		c := &g.choices[i]
		for _, course := range c.menu.Courses {
			w := g.inside[at]
			c.Weight[course.Nest] = w
			c.Sum += w
			at++
		}
		g.sums = append(g.sums, c.Sum)
	}
	logged := !rooted(g.Lambda)
	if logged {
		for k, i := range g.batch {
			c := &g.choices[i]
			c.log, c.logged = exact.Log(c.Sum), true
			g.sums[k] = float64(g.Lambda * c.log)
		}
		exact.ExpInto(g.sums, g.sums)
	} else {
		powers(g.sums, g.Lambda)
	}
	for k, i := range g.batch {
		g.choices[i].some = float64(g.sums[k] * scale)
		g.built[i] = true
	}
	g.batch, g.inside = g.batch[:0], g.inside[:0]
}

// withdraw takes the offers that have closed out of all choices that are not built yet, and says of which nests they were.
func (g *Group) withdraw(open []bool) {
	clear(g.closed)
	J := len(g.Offers)
	weights, never := g.E, 0.0
	if weights == nil {
		weights, never = g.V, math.Inf(-1)
	}
	for j, o := range g.Offers {
		if open[o] || g.shut[j] {
			continue
		}
		g.shut[j], g.closed[g.Of[j]] = true, true
		for cell := j; cell < len(weights); cell += J {
			weights[cell] = never
		}
	}
}

// choose builds the choices among the open offers of all cohorts of whom somebody waits.
func (g *Group) choose(scale float64) {
	for i, asks := range g.asks {
		switch {
		case !asks || !g.built[i]:
		case g.E == nil:
			g.built[i] = false
		default:
			g.choices[i].without(g.Tree, g.closed, scale)
		}
	}
	g.chooseOf(g.asks, scale)
}

// waits returns the buyers of a cohort who choose.
func (g *Group) waits(i int) Waiting {
	n := g.Count
	w := Waiting{Nest: g.Waiting[i*n : i*n+n], None: g.None[i], Fresh: g.Fresh[i]}
	if g.Loyal != nil {
		w.Loyal = g.Loyal[i*n : i*n+n]
	}
	return w
}

// total returns how many they are.
func (w Waiting) total() float64 {
	sum := w.None + w.Fresh
	for _, x := range w.Nest {
		sum += x
	}
	for _, x := range w.Loyal {
		sum += x
	}
	return sum
}

// any reports whether somebody is among them.
func (w Waiting) any(m *Menu) bool {
	if w.None != 0 || w.Fresh != 0 {
		return true
	}
	for _, course := range m.Courses {
		if w.Nest[course.Nest] != 0 || w.Loyal != nil && w.Loyal[course.Nest] != 0 {
			return true
		}
	}
	return false
}

// Forget drops the choices: V or E have changed.
func (g *Group) Forget() {
	clear(g.built)
	clear(g.shut)
}

// leave sends outside who still waits, and forgets the choices.
func (g *Group) leave() {
	g.Forget()
	if !g.waited {
		return
	}
	for i := range g.Fresh {
		g.Outside[i] += g.waits(i).total()
	}
	g.nobodyWaits()
}

func (g *Group) nobodyWaits() {
	nests := len(g.Fresh) * g.Count // what comes behind is zero
	if g.Loyal != nil {
		clear(g.Loyal[:nests])
	}
	clear(g.Waiting[:nests])
	clear(g.None)
	clear(g.Fresh)
	g.waited = false
}
