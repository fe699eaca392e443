package equilibrium

import (
	"math"

	"shakeout/internal/exact"
)

// solver looks for markups at which the first-order conditions of the owned products hold. Its memory is reused from step to step.
type solver struct {
	m *market
	c *choices

	value  []float64 // n: profit per choosing buyer, (p - c) u(p)
	omega  []float64 // types x n: weight of a type in the slope of demand for a product, adds to 1 over types
	alpha  []float64 // n: mean alpha of the buyers of a product
	pull   []float64 // n: profit regained from buyers who leave a product for others of its firm, per buyer lost, times 1 - sigma
	next   []float64
	nestly []float64 // nests
	best   []float64
	jac    []float64 // n x n
	resid  []float64
	probe  []float64
	step   []float64
	kernel []float64 // n x (n + 1)

	ranAway bool    // some markup left all bounds
	enough  float64 // residual at which a solution is taken
}

func newSolver(m *market) *solver {
	n := m.n
	vector := func() []float64 { return make([]float64, n) }
	return &solver{
		enough: exactEnough, m: m, c: newChoices(m), value: vector(), omega: make([]float64, m.types*n), alpha: vector(), pull: vector(), next: vector(), nestly: make([]float64, m.nests),
		best: vector(), jac: make([]float64, n*n), resid: vector(), probe: vector(), step: vector(), kernel: make([]float64, n*(n+1)),
	}
}

// spent says whether a game has taken more work than any solvable one of its size should.
func (s *solver) spent() bool { return *s.m.work > s.m.budgetOfWork }

// weigh computes, after choices, omega and the mean alpha of the buyers of each product.
func (s *solver) weigh() {
	m, n := s.m, s.m.n
	for k := range n {
		if !m.owned[k] {
			continue
		}
		total, slope := 0.0, 0.0
		for i := range m.types {
			b := float64(m.weight[i] * s.c.share[i*n+k])
			s.omega[i*n+k] = float64(b * m.alpha[i])
			b = float64(b * m.uses(i, k))
			total += b
			slope += float64(b * m.alpha[i])
		}
		if total < 1e-250 { // relative to the greatest, where the shares themselves are too small for a float64
			total, slope = s.weighTiny(k)
		}
		if total == 0 { // nobody can choose it here
			slope, total = 1, 1/m.alpha[0]
		}
		for i := range m.types {
			s.omega[i*n+k] = s.omega[i*n+k] / slope
		}
		s.alpha[k] = slope / total
	}
}

func (s *solver) weighTiny(k int) (total, slope float64) {
	m, n := s.m, s.m.n
	top := math.Inf(-1)
	for i := range m.types {
		top = math.Max(top, m.lnW[i]+s.c.lnShare[i*n+k])
	}
	if math.IsInf(top, -1) {
		return 0, 0
	}
	for i := range m.types {
		b := exact.Exp(m.lnW[i] + s.c.lnShare[i*n+k] - top)
		s.omega[i*n+k] = float64(b * m.alpha[i])
		b = float64(b * m.uses(i, k))
		total += b
		slope += float64(b * m.alpha[i])
	}
	return total, slope
}

// zeta fills next with the markups that solve each product's first-order condition for its own markup, choices taken as they are at the markups
// given. For the logit p_k - c_k = 1/alpha + sum over j of the firm of (p_j - c_j) s_j; with types, nests and Lambda
//
//	(p_k - c_k) u_k = (1 - s) d[(p_k - c_k) u_k]/dp_k / (f'(p_k) A_k) + sum over i of omega_ik [ s sum over j of the firm in the nest of (p_j - c_j) u_j share_ij|g
//	                  + (1 - s) sum over j of the firm of (p_j - c_j) u_j ((1 - l) share_ij|W + l share_ij) ]
//
// with omega_ik proportional to Weight_i Alpha_i share_ik and A_k the mean alpha of k's buyers; where types differ in Use, the sum over i of omega_ik
// Use_ik is 1, A_k is weighted with Use_ik, and every profit (p_j - c_j) u_j on the right is multiplied by Use_ij. It returns the greatest relative change of a
// markup; +Inf where some markup has no bound.
//
// Source: Morrow and Skerlos (2011) Operations Research 59(2), eq. 20, there for the mixed logit.
func (s *solver) zeta(markup []float64) float64 {
	m, n := s.m, s.m.n
	s.c.choose(m, markup)
	s.weigh()
	for k := range n {
		s.value[k], s.pull[k] = s.valueOf(k, markup[k]), 0
		s.next[k] = markup[k]
	}
	for _, firm := range m.firms {
		for i := range m.types {
			s.regain(firm, i)
		}
	}
	change := 0.0
	for _, firm := range m.firms {
		for _, k := range firm {
			s.next[k] = s.respond(k)
			d := math.Abs(s.next[k]-markup[k]) / math.Max(math.Abs(markup[k]), math.Abs(s.next[k]))
			if math.IsNaN(d) {
				d = math.Inf(1)
			}
			change = math.Max(change, d)
		}
	}
	return change
}

// regain adds one type's part to pull for the products of one firm.
func (s *solver) regain(firm []int, i int) {
	m, n := s.m, s.m.n
	share, inNest, inMarket := s.c.share[i*n:i*n+n], s.c.inNest[i*n:i*n+n], s.c.inMarket[i*n:i*n+n]
	all, buying := 0.0, 0.0
	for _, j := range firm {
		s.nestly[m.nest[j]] = 0
	}
	for _, j := range firm {
		value := float64(s.value[j] * m.uses(i, j))
		all += float64(value * share[j])
		buying += float64(value * inMarket[j])
		s.nestly[m.nest[j]] += float64(value * inNest[j])
	}
	wide := float64((1 - m.sigma) * (float64((1-m.lambda)*buying) + float64(m.lambda*all)))
	for _, j := range firm {
		s.pull[j] += float64(s.omega[i*n+j] * (wide + float64(m.sigma*s.nestly[m.nest[j]])))
	}
}

// uses returns the units that a buyer of type i takes of product k, over those of the form of demand.
func (m *market) uses(i, k int) float64 {
	if m.use == nil {
		return 1
	}
	return m.use[i*m.n+k]
}

// valueOf returns the profit from a buyer who chooses product k: (p - c) u(p).
func (s *solver) valueOf(k int, markup float64) float64 {
	if s.m.budget {
		return markup / (s.m.cost[k] + markup + s.m.sat[k])
	}
	return markup
}

// respond solves the first-order condition of product k for its markup y = p - c, choices and pull R given, with q = (1 - s)/A:
//
//	linear              y = q + R
//	linear, budget      y/(c + y + m) = q (c + m)/(c + y + m)^2 + R
//	log                 y = q (c + y + h) + R
//	log, budget         y/(c + y + m) = q (c + y + h)(c + m)/(c + y + m)^2 + R
//
// The budget forms are quadratics with one positive root where R < 1, which holds unless types differ in Use.
func (s *solver) respond(k int) float64 {
	m, q, r := s.m, (1-s.m.sigma)/s.alpha[k], s.pull[k]
	c, h := m.cost[k], m.hand[k]
	if !m.budget {
		if !m.log {
			return q + r
		}
		if q >= 1 {
			return math.Inf(1)
		}
		return (float64(q*(c+h)) + r) / (1 - q)
	}
	b := c + m.sat[k] // y (y + b) = q t + r (y + b)^2 with t = b, or b (c + h + y)
	linear, constant := float64(b*(1-float64(2*r))), float64(r*b)
	if m.log {
		linear -= float64(q * b)
		constant += float64(q * (c + h))
	} else {
		constant += q
	}
	constant = float64(constant * b)
	square := 1 - r
	if !(square > 0) { // its buyers are worth more on the firm's other products: priced out
		return float64(pricedOut * b)
	}
	root := math.Sqrt(float64(linear*linear) + float64(4*square*constant))
	if linear > 0 { // no cancellation
		return float64(2*constant) / (linear + root)
	}
	return (root - linear) / (2 * square)
}

// pricedOut is the markup, over cost and saturation, of a product that its firm would rather not sell.
const pricedOut = 1e4
