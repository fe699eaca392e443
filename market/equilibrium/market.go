package equilibrium

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"shakeout/internal/exact"
)

// market is a game made ready: products by id without those that nobody can choose, types by weight and parameters without those of weight 0,
// money scaled by a power of two. Rows of types x products are contiguous. It does not change once it is made.
type market struct {
	n, types, nests int

	sigma, lambda   float64
	log, budget     bool
	outside         bool
	reference       float64   // scaled
	weight, lnW     []float64 // by type
	alpha           []float64 // by type, scaled
	base            []float64 // types x n: v without the part of the markup, Delta - Alpha Cost (Linear) or Delta (Log); -Inf: cannot choose
	great           float64   // size of the greatest utility, at least 1
	use             []float64 // types x n; nil: 1
	cost, hand, sat []float64 // by product, scaled
	nest            []int     // by product
	owned           []bool    // by product; false: an option of fixed utility that stands for rivals
	firms           [][]int   // products by firm

	work         *int64 // evaluations of demand so far, in types x products, all solvers of one game together
	budgetOfWork int64

	source []int // by product: its place in the game
	scale  int   // money here = money of the game x 2^scale
}

// mostWork is what the search for an equilibrium may cost at most, whatever the size of the game: about a minute.
const mostWork = 2_000_000_000

// compile makes a checked game ready. Costs so large that the scale leaves the range of float64 give infinities, which the solver reports as
// no equilibrium.
func compile(g *Game) *market {
	m := &market{sigma: g.Demand.NestSigma, lambda: g.Demand.Lambda, log: g.Demand.Form == Log, budget: g.Demand.Budget, outside: !g.Demand.NoOutside}
	if m.lambda == 0 {
		m.lambda = 1
	}
	for j := range g.Products {
		if slices.ContainsFunc(g.Types, func(t Type) bool { return t.Weight > 0 && !math.IsInf(t.Delta[j], -1) }) {
			m.source = append(m.source, j)
		}
	}
	slices.SortFunc(m.source, func(a, b int) int { return strings.Compare(g.Products[a].ID, g.Products[b].ID) })
	m.n = len(m.source)
	m.scale = moneyScale(g)
	m.work = new(int64)
	m.budgetOfWork = min(50_000_000+400_000*int64(len(g.Products)*len(g.Types)), mostWork)
	m.reference = 1
	if m.log {
		m.reference = math.Ldexp(cmp.Or(g.Demand.Reference, 1), m.scale)
	}
	m.products(g)
	m.kinds(g)
	return m
}

// moneyScale returns the power of two by which money is multiplied: with it the greatest alpha (Linear) lies in [1/2, 1), or the greatest cost (Log).
func moneyScale(g *Game) int {
	great := 0.0
	if g.Demand.Form == Linear {
		for _, t := range g.Types {
			great = math.Max(great, t.Alpha)
		}
		_, e := math.Frexp(great)
		return e
	}
	for _, p := range g.Products {
		great = math.Max(great, math.Max(p.Cost, math.Max(p.Handling, p.Saturation)))
	}
	_, e := math.Frexp(great)
	return -e
}

func (m *market) products(g *Game) {
	nests, firms := map[string]int{}, map[string]int{}
	for k, j := range m.source {
		p := &g.Products[j]
		m.cost = append(m.cost, math.Ldexp(p.Cost, m.scale))
		m.hand = append(m.hand, math.Ldexp(p.Handling, m.scale))
		m.sat = append(m.sat, math.Ldexp(p.Saturation, m.scale))
		m.owned = append(m.owned, !p.Fixed)
		// Nests and firms are numbered in the order in which their first products come, whatever they are called.
		at, known := nests[p.Nest]
		if !known {
			at = len(nests)
			nests[p.Nest] = at
		}
		m.nest = append(m.nest, at)
		if p.Fixed {
			continue
		}
		f, known := firms[p.Firm]
		if !known {
			f = len(firms)
			firms[p.Firm] = f
			m.firms = append(m.firms, nil)
		}
		m.firms[f] = append(m.firms[f], k)
	}
	m.nests = len(nests)
}

func (m *market) kinds(g *Game) {
	var order []int
	for i := range g.Types {
		if g.Types[i].Weight > 0 {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int {
		s, t := &g.Types[a], &g.Types[b]
		if c := cmp.Or(cmp.Compare(s.Weight, t.Weight), cmp.Compare(s.Alpha, t.Alpha)); c != 0 {
			return c
		}
		for _, j := range m.source {
			if c := cmp.Compare(s.Delta[j], t.Delta[j]); c != 0 {
				return c
			}
			if s.Use != nil && t.Use != nil && s.Use[j] != t.Use[j] {
				return cmp.Compare(s.Use[j], t.Use[j])
			}
		}
		return 0
	})
	m.types, m.great = len(order), 1
	used := slices.ContainsFunc(g.Types, func(t Type) bool { return t.Use != nil })
	for _, i := range order {
		t := &g.Types[i]
		alpha := t.Alpha
		if !m.log {
			alpha = math.Ldexp(alpha, -m.scale)
		}
		m.weight, m.alpha = append(m.weight, t.Weight), append(m.alpha, alpha)
		m.lnW = append(m.lnW, exact.Log(t.Weight))
		for k, j := range m.source {
			v := t.Delta[j]
			if !m.log && m.owned[k] {
				v -= float64(alpha * m.cost[k])
			}
			m.base = append(m.base, v)
			if used && t.Use != nil {
				m.use = append(m.use, t.Use[j])
			} else if used {
				m.use = append(m.use, 1)
			}
			m.great = math.Max(m.great, v) // far below 0 nobody buys, and nothing depends on it
			if !m.outside && !math.IsInf(v, -1) {
				m.great = math.Max(m.great, -v)
			}
		}
	}
}
