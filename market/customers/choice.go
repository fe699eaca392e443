package customers

import (
	"math"

	"shakeout/internal/exact"
)

// Tree holds what a cohort's choice has in common with that of its neighbours: how alike offers of one nest are, how alike all offers are
// against none, and what it costs to change.
type Tree struct {
	Sigma     float64 // correlation of tastes within a nest, [0, 1); 0: nests mean nothing
	Lambda    float64 // dissimilarity of something against nothing, (0, 1]; 1: no such level
	Switching float64 // utils by which who is with a nest, or with none, prefers to stay, kappa
}

// Plain is the logit without nests and without inertia.
var Plain = Tree{Lambda: 1}

// Choice is how one cohort chooses among the offers that it can choose, built from mean utilities v:
//
//	D_g = sum over offers j of nest g of exp(v_j/(1 - Sigma)),  W_g = D_g^(1 - Sigma),  W = sum of W_g
//	P(j) = P(j|g) P(g) P(some),  P(j|g) = exp(v_j/(1 - Sigma))/D_g,  P(g) = W_g/W,  P(some) = W^Lambda/(1 + W^Lambda)
//
// (McFadden 1978; Berry 1994 for Sigma.) Whoever is with nest g sees it with an extra Switching, whoever has nothing sees nothing with it: an
// exact Markov chain, linear in the shares (Dube, Hitsch and Rossi 2010). The slices are reused from one Build to the next.
type Choice struct {
	E      []float64 // exp((v_j - a shift of the nest)/(1 - Sigma)) by offer; 0 where it can't be chosen
	D      []float64 // their sum by nest
	Weight []float64 // W_g by nest, times exp(-Shift)
	Sum    float64   // W, times exp(-Shift); 0 where nothing can be chosen
	Shift  float64   // a common part of all utilities, against overflow

	some      float64 // W^Lambda
	log       float64 // ln Sum, where it is known
	logged    bool
	switching float64
	habit     habit // of switching
	menu      *Menu // what it was built from
	edition   int   // of the menu
	own, pull []float64
	work      []float64 // by course
}

// Within returns P(j|g) of an offer of nest g.
func (c *Choice) Within(j, g int) float64 {
	if c.D[g] <= 0 {
		return 0
	}
	return c.E[j] / c.D[g]
}

// open makes room for a choice among what is on a menu. Nests that are not on it have no weight.
func (c *Choice) open(offers, nests int, m *Menu) {
	if cap(c.own) < offers {
		c.own = make([]float64, offers)
	}
	if cap(c.D) < nests {
		c.D, c.Weight = make([]float64, nests), make([]float64, nests)
	}
	c.D, c.Weight = c.D[:nests], c.Weight[:nests]
	if len(m.Courses) < nests && (c.menu != m || c.edition != m.edition) {
		clear(c.D)
		clear(c.Weight)
	}
	if cap(c.work) < len(m.Courses) {
		c.work = make([]float64, nests)
	}
	c.Sum, c.logged, c.menu, c.edition = 0, false, m, m.edition
}

// Build computes the choice of a cohort with mean utilities v by offer (-Inf: can't be chosen), however far apart they lie.
func (c *Choice) Build(t Tree, v []float64, n *Nesting) { c.build(t, v, n.Count, &n.all) }

func (c *Choice) build(t Tree, v []float64, nests int, m *Menu) {
	c.open(len(v), nests, m)
	c.E = c.own[:len(v)]
	c.Shift = math.Inf(-1)
	for _, j := range m.Offers {
		c.Shift = max(c.Shift, v[j])
	}
	if math.IsInf(c.Shift, -1) {
		clear(c.E)
		clear(c.D)
		clear(c.Weight)
		c.Shift, c.some = 0, 0
		return
	}
	for _, course := range m.Courses {
		g, top := course.Nest, math.Inf(-1)
		for _, j := range course.Offers {
			top = max(top, v[j])
		}
		d := 0.0
		for _, j := range course.Offers {
			c.E[j] = 0
			if !math.IsInf(v[j], -1) {
				c.E[j] = exact.Exp((v[j] - top) / (1 - t.Sigma))
				d += c.E[j]
			}
		}
		c.D[g], c.Weight[g] = d, 0
		if d > 0 { // at least 1: the best offer of the nest
			c.Weight[g] = float64(exact.Exp(top-c.Shift) * power(d, 1-t.Sigma))
			c.Sum += c.Weight[g]
		}
	}
	c.some = float64(c.raised(t) * exact.Exp(float64(t.Lambda*c.Shift)))
}

// BuildFrom does the same from e_j = exp((v_j - shift)/(1 - Sigma)), 0 where the offer can't be chosen, which it keeps and does not change, and
// from scale = exp(Lambda shift). It is for utilities that lie so near each other that no e_j of use underflows.
func (c *Choice) BuildFrom(t Tree, e []float64, shift, scale float64, n *Nesting) {
	c.buildFrom(t, e, shift, scale, n.Count, &n.all)
}

func (c *Choice) buildFrom(t Tree, e []float64, shift, scale float64, nests int, m *Menu) {
	c.open(0, nests, m)
	c.E, c.Shift = e, shift
	inside := c.gather(c.work[:0])
	powers(inside, 1-t.Sigma)
	for k, course := range m.Courses {
		c.Weight[course.Nest] = inside[k]
	}
	c.add(t, scale)
}

// gather computes D and appends it nest by nest.
func (c *Choice) gather(inside []float64) []float64 {
	for _, course := range c.menu.Courses {
		d := 0.0
		for _, j := range course.Offers {
			d += c.E[j]
		}
		c.D[course.Nest] = d
		inside = append(inside, d)
	}
	return inside
}

// weigh computes the weight of a nest.
func (c *Choice) weigh(t Tree, course Course) {
	d := 0.0
	for _, j := range course.Offers {
		d += c.E[j]
	}
	c.D[course.Nest], c.Weight[course.Nest] = d, power(d, 1-t.Sigma)
}

// add sums the weights of the nests.
func (c *Choice) add(t Tree, scale float64) {
	c.Sum, c.logged = 0, false
	for _, course := range c.menu.Courses {
		c.Sum += c.Weight[course.Nest]
	}
	c.some = float64(c.raised(t) * scale)
}

// raised returns Sum^Lambda, as power does.
func (c *Choice) raised(t Tree) float64 {
	if c.Sum <= 0 || rooted(t.Lambda) {
		return power(c.Sum, t.Lambda)
	}
	return exact.Exp(float64(t.Lambda * c.logSum()))
}

// logSum returns ln Sum, which both the chance and the value of choosing something ask for.
func (c *Choice) logSum() float64 {
	if !c.logged {
		c.log, c.logged = exact.Log(c.Sum), true
	}
	return c.log
}

// without computes the choice again after the weights of some offers have been set to 0; closed tells of which nests.
func (c *Choice) without(t Tree, closed []bool, scale float64) {
	changed := false
	for _, course := range c.menu.Courses {
		if before := c.D[course.Nest]; closed[course.Nest] && before > 0 {
			c.weigh(t, course)
			changed = changed || c.D[course.Nest] != before
		}
	}
	if changed {
		c.add(t, scale)
	}
}

// rooted reports whether square roots, which IEEE 754 defines to the last bit, take a number to this power.
func rooted(p float64) bool { return p == 1 || p == 0.5 || p == 0.25 }

// power returns x^p for x >= 0; square roots where they do.
func power(x, p float64) float64 {
	switch {
	case x <= 0:
		return 0
	case p == 1:
		return x
	case p == 0.5:
		return math.Sqrt(x)
	case p == 0.25:
		return math.Sqrt(math.Sqrt(x))
	}
	return exact.Exp(float64(p * exact.Log(x)))
}

// powers takes all x >= 0 to a power as power does, faster: one logarithm does not wait for the exponential of another.
func powers(x []float64, p float64) {
	if rooted(p) {
		for k, y := range x {
			x[k] = power(y, p)
		}
		return
	}
	for k, y := range x {
		x[k] = float64(p * exact.Log(y))
	}
	exact.ExpInto(x, x)
}

// Inclusive returns Lambda ln W, the value of choosing something; -Inf where nothing can be chosen.
func (c *Choice) Inclusive(t Tree) float64 {
	if c.Sum <= 0 {
		return math.Inf(-1)
	}
	return float64(t.Lambda * (c.logSum() + c.Shift))
}

// Waiting is a cohort's buyers who choose, by what they have: Nest by nest, None with nothing and used to it, Fresh without any habit. Loyal are
// those who choose among the offers of their nest only; nil: nobody.
type Waiting struct {
	Nest, Loyal []float64
	None, Fresh float64
}

// habit is what Switching does to weights: exp(Switching), and that less one.
type habit struct{ up, more float64 }

func (t Tree) habit() habit { return habit{exact.Exp(t.Switching), exact.Expm1(t.Switching)} }

// habitOf returns what Switching does, which seldom differs from what it did last time.
func (c *Choice) habitOf(t Tree) habit {
	if c.switching != t.Switching || c.habit.up == 0 {
		c.switching, c.habit = t.Switching, t.habit()
	}
	return c.habit
}

// logistic returns y/(1 + y) and 1/(1 + y), also for y = 0 and y = +Inf.
func logistic(y float64) (p, q float64) {
	q = 1 / (1 + y)
	if y > 1 {
		return 1 / (1 + 1/y), q
	}
	return float64(y * q), q
}

// Mix returns how those who choose spread: into nest g go
//
//	inflow_g = W_g (S + a_g (e^Switching - 1)) + loyal_g,  a_g = m_g P(some|g)/W(g),  S = a_none + a_fresh + sum of a_g
//
// with m_g who are with g now, W(g) = W + W_g (e^Switching - 1) and P(some|x) the logistic of what something is worth to those at x, less
// Switching for those at none; it returns how many take nothing. Who is loyal to a nest without any offer chooses like the others who are with
// it. pull, where it is not nil, receives the a_g, then a_none, then a_fresh.
func (c *Choice) Mix(t Tree, m Waiting, inflow, pull []float64) (none float64) {
	return c.mix(t, c.habitOf(t), m, inflow, pull)
}

func (c *Choice) mix(t Tree, h habit, m Waiting, inflow, pull []float64) (none float64) {
	if c.Sum <= 0 {
		clear(inflow)
		clear(pull)
		return m.total()
	}
	if pull == nil {
		pull = c.pulls(len(inflow))
	}
	s, none := c.attract(t, h, m, pull)
	for _, course := range c.menu.Courses {
		g := course.Nest
		w := c.Weight[g]
		inflow[g] = float64(w * (s + float64(pull[g]*h.more)))
		if m.Loyal != nil && w > 0 {
			inflow[g] += m.Loyal[g]
		}
	}
	return none
}

// pulls returns a workspace for what attract says of so many nests.
func (c *Choice) pulls(nests int) []float64 {
	if cap(c.pull) < nests+2 {
		c.pull = make([]float64, nests+2)
	}
	return c.pull[:nests+2]
}

// attract fills the pull of Mix, where something can be chosen, and returns S and how many take nothing.
func (c *Choice) attract(t Tree, h habit, m Waiting, pull []float64) (s, none float64) {
	p, q := logistic(c.some)
	fresh := float64(m.Fresh*p) / c.Sum
	none = float64(m.Fresh * q)
	p, q = logistic(c.some / h.up)
	fromNone := float64(m.None*p) / c.Sum
	none += float64(m.None * q)
	s = fromNone + fresh
	// Powers are dear, so only the nests that somebody is with are taken to one.
	lift, n := c.work[:len(c.menu.Courses)], 0
	for _, course := range c.menu.Courses {
		g := course.Nest
		mg, w := m.Nest[g], c.Weight[g]
		if m.Loyal != nil && w == 0 {
			mg += m.Loyal[g]
		}
		pull[g] = mg
		if mg != 0 {
			lift[n] = (c.Sum + float64(w*h.more)) / c.Sum
			n++
		}
	}
	powers(lift[:n], t.Lambda)
	n = 0
	for _, course := range c.menu.Courses {
		g := course.Nest
		mg := pull[g]
		if mg == 0 {
			continue
		}
		wg := c.Sum + float64(c.Weight[g]*h.more)
		p, q := logistic(float64(c.some * lift[n]))
		n++
		a := float64(mg*p) / wg
		pull[g] = a
		s += a
		none += float64(mg * q)
	}
	pull[len(pull)-2], pull[len(pull)-1] = fromNone, fresh
	return s, none
}

// Stationary returns the long-run shares of the chain: by nest into x, and the share with none, which add to one.
//
//	x_g = S W_g/(1 - W_g b_g (e^Switching - 1)),  b_g = P(some|g)/W(g),  none from the balance of its flows
func (c *Choice) Stationary(t Tree, x []float64) (none float64) {
	clear(x)
	if c.Sum <= 0 {
		return 1
	}
	h := c.habitOf(t)
	total, leave := 0.0, 0.0
	lift := c.work[:len(c.menu.Courses)]
	for k, course := range c.menu.Courses {
		lift[k] = (c.Sum + float64(c.Weight[course.Nest]*h.more)) / c.Sum
	}
	powers(lift, t.Lambda)
	for k, course := range c.menu.Courses {
		g := course.Nest
		w := c.Weight[g]
		if w <= 0 {
			continue
		}
		wg := c.Sum + float64(w*h.more)
		p, q := logistic(float64(c.some * lift[k]))
		x[g] = w / (1 - float64(w*h.more*p)/wg)
		total += x[g]
		leave += float64(x[g] * q)
	}
	p, _ := logistic(c.some / h.up)
	if p == 0 {
		clear(x)
		return 1
	}
	none = leave / p
	total += none
	for g := range x {
		x[g] /= total
	}
	return none / total
}
