package equilibrium

import (
	"math"
	"slices"

	"shakeout/internal/exact"
)

// gainTolerance is the relative gain in profit from which a deviation counts: above what rounding makes of two ways to the same point.
const gainTolerance = 1e-10

// responder searches all prices of one firm for those that earn most against the others' prices.
type responder struct {
	firm  []int // products in the market
	local *solver
	own   []int // the same products in the local market: 0, 1, ...
	start []float64
}

// newResponder reduces the market to the firm's products and, for each nest, one option of fixed utility that stands for all rivals in it.
func newResponder(m *market, firm []int, markup []float64) *responder {
	r := &responder{firm: firm}
	types := make([]int, m.types)
	for i := range types {
		types[i] = i
	}
	local := m.facing(firm, markup, types)
	r.local = newSolver(local)
	r.own = local.firms[0]
	for _, k := range firm {
		r.start = append(r.start, markup[k])
	}
	return r
}

// facing returns the market of one firm and some types, rivals' markups fixed.
func (m *market) facing(firm []int, markup []float64, types []int) *market {
	own := len(firm)
	local := &market{
		n: own + m.nests, types: len(types), nests: m.nests, sigma: m.sigma, lambda: m.lambda, log: m.log, budget: m.budget, outside: m.outside, reference: m.reference, great: m.great, work: m.work, budgetOfWork: m.budgetOfWork,
	}
	all := make([]int, own)
	for a, k := range firm {
		all[a] = a
		local.cost, local.hand, local.sat = append(local.cost, m.cost[k]), append(local.hand, m.hand[k]), append(local.sat, m.sat[k])
		local.nest, local.owned = append(local.nest, m.nest[k]), append(local.owned, true)
	}
	local.firms = [][]int{all}
	zero := make([]float64, m.nests)
	local.cost, local.hand, local.sat = append(local.cost, zero...), append(local.hand, zero...), append(local.sat, zero...)
	for g := range m.nests {
		local.nest, local.owned = append(local.nest, g), append(local.owned, false)
	}
	price := make([]float64, m.n)
	for j := range price {
		if !m.owned[j] {
			continue
		}
		price[j] = markup[j]
		if m.log {
			price[j] = exact.Log((m.cost[j] + markup[j] + m.hand[j]) / m.reference)
		}
	}
	scale := 1 - m.sigma
	top, sum := make([]float64, m.nests), make([]float64, m.nests)
	for _, i := range types {
		base := m.base[i*m.n : i*m.n+m.n]
		for g := range top {
			top[g], sum[g] = math.Inf(-1), 0
		}
		rival := func(visit func(g int, x float64)) {
			for j, b := range base {
				if !slices.Contains(firm, j) && !math.IsInf(b, -1) {
					visit(m.nest[j], (b-float64(m.alpha[i]*price[j]))/scale)
				}
			}
		}
		rival(func(g int, x float64) { top[g] = math.Max(top[g], x) })
		rival(func(g int, x float64) { sum[g] += exact.Exp(x - top[g]) })
		for _, k := range firm {
			local.base = append(local.base, base[k])
			if m.use != nil {
				local.use = append(local.use, m.uses(i, k))
			}
		}
		for g := range top {
			v := math.Inf(-1)
			if sum[g] > 0 {
				v = float64(scale * (top[g] + exact.Log(sum[g])))
			}
			local.base = append(local.base, v)
			if m.use != nil {
				local.use = append(local.use, 1)
			}
		}
		local.weight, local.lnW, local.alpha = append(local.weight, m.weight[i]), append(local.lnW, m.lnW[i]), append(local.alpha, m.alpha[i])
	}
	return local
}

// search returns the best markups found for the firm's products and how much the logarithm of its profit gains by them; gain 0 where nothing beats
// the start. It climbs from: the start; the optimum against each of many groups of types (the few who care least about price among them); scans of
// each price by itself and of all together; and mixtures of all these, product by product.
func (r *responder) search() (best []float64, gain float64) {
	base := r.value(r.start)
	best = append([]float64(nil), r.start...)
	top := base
	for _, c := range r.candidates() {
		at := append([]float64(nil), c...)
		v := r.climb(at)
		if plain := r.value(c); plain > v || math.IsNaN(v) {
			v, at = plain, c
		}
		if v > top {
			top, best = v, at
		}
	}
	if gain = top - base; !(gain > math.Max(gainTolerance, float64(r.local.m.great*1e-14))) {
		return best, 0
	}
	return best, gain
}

// climb moves markups to a local optimum and returns its value.
func (r *responder) climb(y []float64) float64 {
	full := r.pad(y)
	if r.local.climb(full) {
		copy(y, full)
	}
	return r.value(y)
}

// climb takes zeta steps until they move nothing that matters to a profit, or there is no end.
func (s *solver) climb(markup []float64) bool {
	damping := 1.0
	last := 0.0
	for step := range 400 {
		change := s.zeta(markup)
		if math.IsInf(change, 1) || s.spent() {
			return false
		}
		if step == 24 {
			s.leap(markup)
			change = s.zeta(markup)
		}
		for _, k := range s.m.firms[0] {
			markup[k] += float64(damping * (s.next[k] - markup[k]))
		}
		if change < 1e-7 {
			return true
		}
		if change > last && last > 0 {
			damping = math.Max(0.3, float64(0.8*damping))
		}
		last = change
	}
	return s.stationary(markup)
}

func (r *responder) pad(y []float64) []float64 {
	full := make([]float64, r.local.m.n)
	copy(full, y)
	return full
}

func (r *responder) value(y []float64) float64 {
	copy(r.local.probe, y)
	return r.local.lnProfit(r.own, r.local.probe)
}

const (
	mixtures = 1024 // combinations of prices product by product that are looked at
	climbers = 10   // of them, those that are climbed from
	scans    = 48   // points of a scan of one price
)

// candidates returns points to climb from.
func (r *responder) candidates() [][]float64 {
	points := [][]float64{r.start}
	for _, group := range r.groups() {
		if y, ok := r.against(group); ok {
			points = append(points, y)
		}
	}
	low, high := r.bounds(points)
	points = append(points, r.scan(low, high)...)
	levels := make([][]float64, len(r.firm))
	for a := range levels {
		for _, y := range points {
			levels[a] = append(levels[a], y[a])
		}
		levels[a] = distinct(levels[a])
	}
	points = append(points, r.mix(points, levels)...)
	return points
}

// against returns the firm's optimum if only some of the types existed.
func (r *responder) against(group []int) ([]float64, bool) {
	s := newSolver(subset(r.local.m, group))
	y := make([]float64, s.m.n)
	for a := range r.firm {
		y[a] = r.start[a]
	}
	if !s.climb(y) {
		return nil, false
	}
	return y[:len(r.firm)], true
}

// subset returns a market with some of its types.
func subset(m *market, types []int) *market {
	local := *m
	local.types = len(types)
	local.base, local.use, local.weight, local.lnW, local.alpha = nil, nil, nil, nil, nil
	for _, i := range types {
		local.base = append(local.base, m.base[i*m.n:i*m.n+m.n]...)
		if m.use != nil {
			local.use = append(local.use, m.use[i*m.n:i*m.n+m.n]...)
		}
		local.weight, local.lnW, local.alpha = append(local.weight, m.weight[i]), append(local.lnW, m.lnW[i]), append(local.alpha, m.alpha[i])
	}
	return &local
}

// groups returns the groups of types that the firm might price for: all of them one by one, all but one, the k that care least about price and the k
// that would pay most, for every k; with many types, a spread of these.
func (r *responder) groups() [][]int {
	m := r.local.m
	if m.types == 1 {
		return nil
	}
	var groups [][]int
	one := max(1, m.types/12)
	for i := 0; i < m.types; i += one {
		groups = append(groups, []int{i})
	}
	if m.types <= 6 { // every group there is
		groups = groups[:0]
		for set := 1; set < 1<<m.types-1; set++ {
			var group []int
			for i := range m.types {
				if set>>i&1 == 1 {
					group = append(group, i)
				}
			}
			groups = append(groups, group)
		}
		return groups
	}
	byAlpha, byWorth := make([]int, m.types), make([]int, m.types)
	worth := make([]float64, m.types)
	for i := range m.types {
		byAlpha[i], byWorth[i] = i, i
		worth[i] = math.Inf(-1)
		for _, a := range r.own {
			worth[i] = math.Max(worth[i], m.base[i*m.n+a]/m.alpha[i])
		}
	}
	slices.SortStableFunc(byAlpha, func(a, b int) int { return compare(m.alpha[a], m.alpha[b]) })
	slices.SortStableFunc(byWorth, func(a, b int) int { return compare(worth[b], worth[a]) })
	for _, order := range [][]int{byAlpha, byWorth} {
		for k := one; k < m.types; k += one {
			groups = append(groups, order[:k])
		}
	}
	return groups
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// bounds returns markups between which all that pays must lie: with a linear price nobody pays more than (2 + greatest utility at cost)/alpha.
func (r *responder) bounds(points [][]float64) (low, high float64) {
	m := r.local.m
	low, high = math.Inf(1), 0
	for _, y := range points {
		for _, x := range y {
			low, high = math.Min(low, x), math.Max(high, x)
		}
	}
	if m.log {
		return low / 4, float64(high * 8)
	}
	for i := range m.types {
		great := 0.0
		if m.outside {
			for _, a := range r.own {
				great = math.Max(great, m.base[i*m.n+a])
			}
		}
		high = math.Max(high, (2+great+float64(math.Ln2*float64(len(r.own))))/m.alpha[i])
		low = math.Min(low, (1-m.sigma)/m.alpha[i])
	}
	return low / 4, high
}

// scan returns the local optima along each price, others as they are, and along all prices together.
func (r *responder) scan(low, high float64) [][]float64 {
	if !(high > low) || math.IsInf(high, 1) {
		return nil
	}
	var found [][]float64
	ratio := exact.Exp(exact.Log(high/low) / (scans - 1))
	for a := -1; a < len(r.firm); a++ {
		if a < 0 && len(r.firm) == 1 {
			continue
		}
		y := append([]float64(nil), r.start...)
		at := func(x float64) []float64 {
			for b := range y {
				if a < 0 || a == b {
					y[b] = x
				}
			}
			return y
		}
		before, here, rising := math.Inf(-1), low, true
		for range scans {
			v := r.value(at(here))
			if v < before && rising {
				found = append(found, append([]float64(nil), at(here/ratio)...))
			}
			rising, before = v >= before, v
			here = float64(here * ratio)
		}
	}
	return found
}

// distinct returns levels in ascending order without those within a hundredth of each other.
func distinct(levels []float64) []float64 {
	slices.Sort(levels)
	out := levels[:1]
	for _, x := range levels[1:] {
		if x > float64(1.01*out[len(out)-1]) {
			out = append(out, x)
		}
	}
	return out
}

// mix returns the best of the combinations of price levels product by product: all, where they are few, else each point with one price changed.
func (r *responder) mix(points, levels [][]float64) [][]float64 {
	if len(levels) == 1 {
		return nil
	}
	type scored struct {
		y     []float64
		value float64
	}
	var list []scored
	look := func(y []float64) {
		list = append(list, scored{append([]float64(nil), y...), r.value(y)})
	}
	count := 1
	for _, l := range levels {
		count = min(count*len(l), mixtures+1)
	}
	y := make([]float64, len(levels))
	if count <= mixtures {
		for code := range count {
			for a, l := range levels {
				y[a] = l[code%len(l)]
				code /= len(l)
			}
			look(y)
		}
	} else {
		for _, p := range points {
			for a, l := range levels {
				copy(y, p)
				for _, x := range l {
					y[a] = x
					look(y)
				}
			}
		}
	}
	slices.SortStableFunc(list, func(a, b scored) int { return compare(b.value, a.value) })
	var best [][]float64
	for _, c := range list[:min(climbers, len(list))] {
		best = append(best, c.y)
	}
	return best
}
