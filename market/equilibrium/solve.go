package equilibrium

import (
	"fmt"
	"math"
	"slices"

	"shakeout/internal/exact"
)

// Solution is an equilibrium with how it was found.
type Solution struct {
	Outcome
	Equilibria int // Nash equilibria found; where there are several, the one with the greatest consumer surplus is given
	Stationary int // solutions of the first-order conditions found, Nash or not
}

// NoEquilibriumError says that no Nash equilibrium in prices was found.
type NoEquilibriumError struct {
	Stationary int     // solutions of the first-order conditions found
	Firm       string  // at the one nearest to an equilibrium: who gains by deviating
	Gain       float64 // and how much of its profit
	Unbounded  bool    // some firm gains by any increase of its prices
	GaveUp     bool    // the search was ended before it was complete: it took far more work than games of this size do
}

func (e *NoEquilibriumError) Error() string {
	switch {
	case e.Unbounded && e.Stationary == 0:
		return "no Nash equilibrium: some firm's profit grows with its price without bound"
	case e.GaveUp:
		return fmt.Sprintf("no Nash equilibrium found, and the search was given up: %d solutions of the first-order conditions were met", e.Stationary)
	case e.Stationary == 0:
		return "no Nash equilibrium found: the first-order conditions have no solution that could be found"
	}
	return fmt.Sprintf("no Nash equilibrium found: at each of the %d solutions of the first-order conditions some firm gains by a large change of its prices (at the nearest, %s gains %.3g of its profit)",
		e.Stationary, e.Firm, e.Gain)
}

// Solve returns the Nash equilibrium in prices: a solution of every firm's first-order conditions at which no firm gains by any change of its own
// prices, small or large.
//
// Solutions of the first-order conditions are looked for from low and high prices, from the solutions for groups of types, and, wherever a firm gains
// by leaving one of them, from there; every one is put to the test by a search over all prices of each firm. The error joins all problems of the
// input (see Check), or is a *NoEquilibriumError.
func Solve(g *Game) (*Solution, error) {
	if err := g.Check(); err != nil {
		return nil, err
	}
	m := compile(g)
	f := newFinder(m)
	f.run()
	if len(f.nash) == 0 {
		return nil, f.failure(g)
	}
	best := f.nash[0]
	top := f.surplus(best)
	for _, y := range f.nash[1:] {
		if v := f.surplus(y); v > top {
			best, top = y, v
		}
	}
	return &Solution{Outcome: outcome(g, m, f.s, best), Equilibria: len(f.nash), Stationary: len(f.points)}, nil
}

// SolveNear returns the solution of all firms' first-order conditions near prices, to a relative 1e-9, which is not tested against large deviations: for markets in which
// types care alike about price, looked at again and again. Its Equilibria is 0. The errors are those of Solve.
func SolveNear(g *Game, prices []float64) (*Solution, error) {
	s, y, err := g.open(prices)
	if err != nil {
		return nil, err
	}
	s.enough = nearEnough
	f := &finder{m: s.m, s: s}
	if s.m.captive() {
		return nil, &NoEquilibriumError{Unbounded: true}
	}
	low := f.low()
	for k := range y {
		if !(y[k] > 0) {
			y[k] = low[k]
		}
	}
	if !s.stationary(y) {
		ranAway := s.ranAway
		s.ranAway = false
		copy(y, low)
		if !s.stationary(y) {
			return nil, &NoEquilibriumError{GaveUp: s.spent(), Unbounded: ranAway || s.ranAway}
		}
	}
	return &Solution{Outcome: outcome(g, s.m, s, y), Stationary: 1}, nil
}

// finder collects solutions of the first-order conditions and tells the equilibria among them.
type finder struct {
	m         *market
	s         *solver
	points    [][]float64 // solutions of the first-order conditions
	nash      [][]float64
	unbounded bool
	nearest   float64 // least gain by a deviation seen
	firm      int     // whose it is
	searches  int
	levels    [][][]float64 // by firm: best responses met
}

func newFinder(m *market) *finder {
	return &finder{m: m, s: newSolver(m), nearest: math.Inf(1), levels: make([][][]float64, len(m.firms))}
}

const (
	followed    = 60   // deviations followed from one start
	starts      = 4096 // combinations of best responses tried before giving up
	maxSearches = 4000 // deviation searches, all together
)

func (f *finder) run() {
	if len(f.m.firms) == 0 {
		f.nash = append(f.nash, make([]float64, f.m.n))
		return
	}
	if f.m.captive() {
		f.unbounded = true
		return
	}
	low := f.low()
	if f.m.types == 1 && f.m.sigma == 0 {
		// The logit has one solution (Nocke and Schutz 2018, Econometrica 86); it is tested all the same.
		f.follow(low)
		if len(f.nash) > 0 {
			return
		}
	}
	f.follow(low)
	f.follow(f.high())
	for _, group := range f.groups() {
		s := newSolver(subset(f.m, group))
		y := append([]float64(nil), low...)
		if s.stationary(y) {
			f.follow(y)
		}
	}
	if len(f.nash) == 0 {
		f.combine()
	}
}

// captive says whether some type has no choice but one firm's products, and must buy: the firm can ask any price.
func (m *market) captive() bool {
	if m.outside {
		return false
	}
	for _, own := range m.firms {
		for i := range m.types {
			others := false
			for k, b := range m.base[i*m.n : i*m.n+m.n] {
				others = others || !math.IsInf(b, -1) && !slices.Contains(own, k)
			}
			if !others {
				return true
			}
		}
	}
	return false
}

// low returns markups of the size that a firm with a share near 0 would take.
func (f *finder) low() []float64 {
	y := make([]float64, f.m.n)
	for k := range y {
		y[k] = f.m.cost[k] + f.m.hand[k] + f.m.sat[k]
	}
	if !f.m.log {
		for i, a := range f.m.alpha {
			for k := range y {
				if i == 0 || (1-f.m.sigma)/a < y[k] {
					y[k] = (1 - f.m.sigma) / a
				}
			}
		}
	}
	return y
}

// high returns markups above which nobody would buy much.
func (f *finder) high() []float64 {
	y := make([]float64, f.m.n)
	for k := range y {
		y[k] = float64(20 * (f.m.cost[k] + f.m.hand[k] + f.m.sat[k]))
		if f.m.log {
			continue
		}
		y[k] = 0
		for i, a := range f.m.alpha {
			worth := f.m.base[i*f.m.n+k]
			if !f.m.outside {
				worth = 0
			}
			y[k] = math.Max(y[k], (1+math.Max(0, worth))/a)
		}
	}
	return y
}

// groups returns the k types that care least about price, for a spread of k, and every single type, to start from what would hold for them.
func (f *finder) groups() [][]int {
	r := &responder{local: f.s}
	for k := range f.m.n {
		r.own = append(r.own, k)
	}
	groups := r.groups()
	return groups[:min(len(groups), 40)]
}

// follow finds the solution near a start, tests it, and goes on from the best deviation until there is none or it comes back to where it was.
func (f *finder) follow(start []float64) {
	y := append([]float64(nil), start...)
	for range followed {
		if f.s.spent() {
			return
		}
		if !f.s.stationary(y) {
			f.wander(start)
			return
		}
		if f.known(y) {
			return
		}
		f.points = append(f.points, append([]float64(nil), y...))
		firm, best, gain := f.deviation(y)
		if firm < 0 {
			f.nash = append(f.nash, append([]float64(nil), y...))
			return
		}
		if gain < f.nearest {
			f.nearest, f.firm = gain, firm
		}
		for a, k := range f.m.firms[firm] {
			y[k] = best[a]
		}
	}
}

// wander lets firm after firm take its best response, from a start without a solution near by, and looks for a solution at every round.
func (f *finder) wander(start []float64) {
	y := append([]float64(nil), start...)
	for round := range 12 {
		if f.s.spent() {
			return
		}
		for firm, own := range f.m.firms {
			best, _ := newResponder(f.m, own, y).search()
			f.searches++
			for a, k := range own {
				y[k] = best[a]
				if math.IsNaN(best[a]) || best[a] > 1e15 {
					f.unbounded = true
					return
				}
			}
			f.keep(firm, best)
		}
		at := append([]float64(nil), y...)
		if !f.s.stationary(at) {
			continue
		}
		if f.known(at) {
			return
		}
		f.points = append(f.points, at)
		if firm, _, gain := f.deviation(at); firm < 0 {
			f.nash = append(f.nash, at)
			return
		} else if gain < f.nearest {
			f.nearest, f.firm = gain, firm
		}
		if round > 0 && f.searches > maxSearches {
			return
		}
	}
}

// known says whether a solution was met before.
func (f *finder) known(y []float64) bool {
	for _, p := range f.points {
		same := true
		for k := range y {
			if f.m.owned[k] && math.Abs(y[k]-p[k]) > float64(1e-6*p[k]) {
				same = false
			}
		}
		if same {
			return true
		}
	}
	return false
}

// deviation returns the firm that gains most, relative to its profit, by leaving y alone, its best markups and the gain; -1 where nobody gains.
func (f *finder) deviation(y []float64) (firm int, best []float64, gain float64) {
	firm = -1
	for i, own := range f.m.firms {
		b, g := newResponder(f.m, own, y).search()
		f.searches++
		f.keep(i, b)
		if g > gain {
			firm, best, gain = i, b, g
		}
	}
	return firm, best, gain
}

// keep remembers a best response that differs from those met before.
func (f *finder) keep(firm int, y []float64) {
	for _, p := range f.levels[firm] {
		same := true
		for a := range y {
			if math.Abs(y[a]-p[a]) > float64(0.02*p[a]) {
				same = false
			}
		}
		if same {
			return
		}
	}
	f.levels[firm] = append(f.levels[firm], append([]float64(nil), y...))
}

// combine starts from every combination of the best responses met, as far as there is time.
func (f *finder) combine() {
	y := make([]float64, f.m.n)
	for code := range starts {
		rest := code
		for i, own := range f.m.firms {
			if len(f.levels[i]) == 0 {
				return
			}
			choice := f.levels[i][rest%len(f.levels[i])]
			rest /= len(f.levels[i])
			for a, k := range own {
				y[k] = choice[a]
			}
		}
		if rest > 0 || f.searches > maxSearches || f.s.spent() {
			return
		}
		f.follow(y)
		if len(f.nash) > 0 {
			return
		}
	}
}

func (f *finder) surplus(y []float64) float64 {
	f.s.c.choose(f.m, y)
	return f.s.c.total(f.m)
}

// total returns consumer surplus per buyer at the choices made.
func (c *choices) total(m *market) float64 {
	sum := 0.0
	for i := range m.types {
		sum += float64(m.weight[i] * (c.surplus[i] / float64(m.lambda*m.alpha[i])))
	}
	return sum
}

func (f *finder) failure(g *Game) error {
	e := &NoEquilibriumError{Stationary: len(f.points), GaveUp: f.s.spent(), Unbounded: f.unbounded || len(f.points) == 0 && (f.s.ranAway || f.runsAway())}
	if len(f.points) > 0 {
		e.Firm, e.Gain = g.Products[f.m.source[f.m.firms[f.firm][0]]].Firm, exact.Expm1(f.nearest)
	}
	return e
}

// runsAway says whether some markup has no bound although rivals' are low.
func (f *finder) runsAway() bool {
	for _, own := range f.m.firms {
		y := f.low()
		r := newResponder(f.m, own, y)
		full := r.pad(r.start)
		for range 4000 {
			if math.IsInf(r.local.zeta(full), 1) || full[0] > 1e15 {
				return true
			}
			for k := range own {
				full[k] = r.local.next[k]
			}
		}
		if !r.local.m.outside && full[0] > 100*r.start[0] {
			return true
		}
	}
	return false
}
