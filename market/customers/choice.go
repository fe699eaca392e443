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
	Within []float64 // P(j|g) by offer; 0 where it can't be chosen
	Weight []float64 // W_g by nest, times exp(-Shift)
	Sum    float64   // W, times exp(-Shift); 0 where nothing can be chosen
	Shift  float64   // greatest mean utility, against overflow
	top    []float64 // greatest mean utility by nest
}

// Grow makes room for so many offers and nests.
func (c *Choice) Grow(offers, nests int) {
	if cap(c.Within) < offers {
		c.Within = make([]float64, offers)
	}
	if cap(c.Weight) < nests {
		c.Weight, c.top = make([]float64, nests), make([]float64, nests)
	}
}

// Build computes the choice of a cohort with mean utilities v by offer (-Inf: can't be chosen), nest[j] in 0..nests-1 the nest of offer j.
func (c *Choice) Build(t Tree, v []float64, nest []int, nests int) {
	c.Grow(len(v), nests)
	c.Within, c.Weight, c.top = c.Within[:len(v)], c.Weight[:nests], c.top[:nests]
	for g := range c.top {
		c.top[g], c.Weight[g] = math.Inf(-1), 0
	}
	c.Sum, c.Shift = 0, math.Inf(-1)
	for j, x := range v {
		if x > c.top[nest[j]] {
			c.top[nest[j]] = x
		}
	}
	for _, x := range c.top {
		if x > c.Shift {
			c.Shift = x
		}
	}
	if math.IsInf(c.Shift, -1) {
		clear(c.Within)
		c.Shift = 0
		return
	}
	for j, x := range v {
		if math.IsInf(x, -1) {
			c.Within[j] = 0
			continue
		}
		g := nest[j]
		c.Within[j] = exact.Exp((x - c.top[g]) / (1 - t.Sigma))
		c.Weight[g] += c.Within[j]
	}
	for j := range c.Within {
		if d := c.Weight[nest[j]]; d > 0 {
			c.Within[j] /= d
		}
	}
	for g, d := range c.Weight {
		if d > 0 { // at least 1: the best offer of the nest
			c.Weight[g] = exact.Exp(c.top[g] - c.Shift + float64((1-t.Sigma)*exact.Log(d)))
			c.Sum += c.Weight[g]
		}
	}
}

// Inclusive returns Lambda ln W for a W scaled as Sum is, the value of choosing something; -Inf where nothing can be chosen.
func (c *Choice) Inclusive(t Tree, sum float64) float64 {
	if sum <= 0 {
		return math.Inf(-1)
	}
	return float64(t.Lambda * (exact.Log(sum) + c.Shift))
}

// Waiting is a cohort's buyers who choose, by what they have: Nest by nest, None with nothing and used to it, Fresh without any habit. Loyal are
// those who choose among the offers of their nest only; nil: nobody.
type Waiting struct {
	Nest, Loyal []float64
	None, Fresh float64
}

// Mix returns how those who choose spread: into nest g go
//
//	inflow_g = W_g (S + a_g (e^Switching - 1)) + loyal_g,  a_g = m_g P(some|g)/W(g),  S = a_none + a_fresh + sum of a_g
//
// with m_g who are with g now, W(g) = W + W_g (e^Switching - 1) and P(some|x) the logistic of what something is worth to those at x, less
// Switching for those at none; it returns how many take nothing. Who is loyal to a nest without any
// offer chooses like the others who are with it. pull, where it is not nil, receives the a_g, then a_none, then a_fresh.
func (c *Choice) Mix(t Tree, m Waiting, inflow, pull []float64) (none float64) {
	if c.Sum <= 0 {
		clear(inflow)
		none = m.None + m.Fresh
		for _, x := range m.Nest {
			none += x
		}
		for _, x := range m.Loyal {
			none += x
		}
		return none
	}
	e := exact.Expm1(t.Switching)
	iv := c.Inclusive(t, c.Sum)
	fromNone := float64(m.None * exact.Logistic(iv-t.Switching) / c.Sum)
	fresh := float64(m.Fresh * exact.Logistic(iv) / c.Sum)
	none = float64(m.None*exact.Logistic(t.Switching-iv)) + float64(m.Fresh*exact.Logistic(-iv))
	s := fromNone + fresh
	for g, mg := range m.Nest {
		if m.Loyal != nil && c.Weight[g] == 0 {
			mg += m.Loyal[g]
		}
		if mg == 0 {
			inflow[g] = 0
			continue
		}
		wg := c.Sum + float64(c.Weight[g]*e)
		stay := c.Inclusive(t, wg)
		a := float64(mg*exact.Logistic(stay)) / wg
		inflow[g] = a
		s += a
		none += float64(mg * exact.Logistic(-stay))
	}
	if pull != nil {
		copy(pull, inflow[:len(m.Nest)])
		pull[len(inflow)], pull[len(inflow)+1] = fromNone, fresh
	}
	for g := range inflow {
		inflow[g] = float64(c.Weight[g] * (s + float64(inflow[g]*e)))
		if m.Loyal != nil && c.Weight[g] > 0 {
			inflow[g] += m.Loyal[g]
		}
	}
	return none
}

// Stationary returns the long-run shares of the chain: by nest into x, and the share with none, which add to one.
//
//	x_g = S W_g/(1 - W_g b_g (e^Switching - 1)),  b_g = P(some|g)/W(g),  none from the balance of its flows
func (c *Choice) Stationary(t Tree, x []float64) (none float64) {
	clear(x)
	if c.Sum <= 0 {
		return 1
	}
	e := exact.Expm1(t.Switching)
	total, leave := 0.0, 0.0
	for g := range c.Weight {
		if c.Weight[g] <= 0 {
			continue
		}
		wg := c.Sum + float64(c.Weight[g]*e)
		stay := c.Inclusive(t, wg)
		x[g] = c.Weight[g] / (1 - float64(c.Weight[g]*e*exact.Logistic(stay))/wg)
		total += x[g]
		leave += float64(x[g] * exact.Logistic(-stay))
	}
	none = leave / exact.Logistic(c.Inclusive(t, c.Sum)-t.Switching)
	total += none
	for g := range x {
		x[g] /= total
	}
	return none / total
}
