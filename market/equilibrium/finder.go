package equilibrium

import (
	"math"
	"slices"
)

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
	wandered    = 12   // rounds of best responses from one start
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
		firm, best := f.test(y)
		if firm < 0 {
			return
		}
		for a, k := range f.m.firms[firm] {
			y[k] = best[a]
		}
	}
}

// wander lets firm after firm take its best response, from a start without a solution near by, and looks for a solution at every round.
func (f *finder) wander(start []float64) {
	y := append([]float64(nil), start...)
	for round := range wandered {
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
		if firm, _ := f.test(at); firm < 0 || round > 0 && f.searches > maxSearches {
			return
		}
	}
}

// test enters a solution of the first-order conditions. It returns the firm that gains most by leaving it, with its best markups; -1 where it is an
// equilibrium.
func (f *finder) test(y []float64) (firm int, best []float64) {
	at := append([]float64(nil), y...)
	f.points = append(f.points, at)
	firm, best, gain := f.deviation(at)
	if firm < 0 {
		f.nash = append(f.nash, at)
	} else if gain < f.nearest {
		f.nearest, f.firm = gain, firm
	}
	return firm, best
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
