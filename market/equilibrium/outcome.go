package equilibrium

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"shakeout/internal/exact"
)

// Outcome is a market at given prices. Slices by product follow Game.Products.
type Outcome struct {
	Prices       []float64 // NaN for a product that nobody can choose, and for a fixed one; +Inf for one that its firm would rather not sell (Use)
	Margins      []float64 // price less unit cost, exact also where it is tiny beside the price; NaN likewise
	Shares       []float64 // of all buyers
	OutsideShare float64
	Firms        []string  // in the order of their ids
	Profits      []float64 // by firm: MarketSize x sum of margin x units, no fixed cost

	// MarketSize x sum over types of Weight_i ln(1 + W_i^l) / (l Alpha_i), in money and without Euler's constant (Small and Rosen 1981); without outside
	// choice the 1 is left out, and only changes mean something. With Log and Budget it is in units of the budget's value.
	ConsumerSurplus float64
	// 10,000 x sum over firms of (units / all units)^2, the outside choice and fixed products left out; NaN where nothing can be sold.
	HHI float64
}

// At returns the outcome at prices (by product; those of products that nobody can choose, or that are fixed, are not looked at). Prices must be finite and, with Log, at
// least minus the handling cost.
func (g *Game) At(prices []float64) (*Outcome, error) {
	s, markup, err := g.open(prices)
	if err != nil {
		return nil, err
	}
	o := outcome(g, s.m, s, markup)
	return &o, nil
}

// open checks and compiles a game and turns prices into markups.
func (g *Game) open(prices []float64) (*solver, []float64, error) {
	if err := g.Check(); err != nil {
		return nil, nil, err
	}
	if len(prices) != len(g.Products) {
		return nil, nil, fmt.Errorf("prices: got %d; want %d, one per product", len(prices), len(g.Products))
	}
	m := compile(g)
	markup := make([]float64, m.n)
	var problems []error
	for k, j := range m.source {
		p := prices[j]
		if !m.owned[k] {
			continue
		}
		if math.IsNaN(p) || math.IsInf(p, 0) || m.log && !(p+g.Products[j].Handling > 0) {
			problems = append(problems, fmt.Errorf("prices[%d]: got %v for %s; want a finite price at which the buyer pays something", j, p, g.Products[j].ID))
		}
		markup[k] = math.Ldexp(p, m.scale) - m.cost[k]
	}
	return newSolver(m), markup, errors.Join(problems...)
}

func outcome(g *Game, m *market, s *solver, markup []float64) Outcome {
	n := len(g.Products)
	o := Outcome{Prices: make([]float64, n), Margins: make([]float64, n), Shares: make([]float64, n)}
	for j := range o.Prices {
		o.Prices[j], o.Margins[j] = math.NaN(), math.NaN()
	}
	c := s.c
	c.choose(m, markup)
	units, lnUnits := make([]float64, m.n), make([]float64, m.n)
	for k, j := range m.source {
		if m.owned[k] {
			o.Prices[j] = math.Ldexp(m.cost[k]+markup[k], -m.scale)
			o.Margins[j] = math.Ldexp(markup[k], -m.scale)
		}
		lnUnits[k] = math.Inf(-1)
		for i := range m.types {
			share := float64(m.weight[i] * c.share[i*m.n+k])
			o.Shares[j] += share
			units[k] += float64(share * m.uses(i, k))
			ln := m.lnW[i] + c.lnShare[i*m.n+k]
			if m.use != nil {
				ln += exact.Log(m.uses(i, k))
			}
			lnUnits[k] = logAdd(lnUnits[k], ln)
		}
	}
	for i := range m.types {
		o.OutsideShare += float64(m.weight[i] * c.none[i])
	}
	o.ConsumerSurplus = float64(g.MarketSize * math.Ldexp(c.total(m), -m.surplusScale()))
	o.addFirms(g, m, markup, units, lnUnits)
	for k, j := range m.source {
		if m.budget && m.owned[k] && markup[k] >= float64(0.99*pricedOut*(m.cost[k]+m.sat[k])) {
			o.Prices[j], o.Margins[j] = math.Inf(1), math.Inf(1)
		}
	}
	return o
}

// surplusScale is the scale of surplus: money with a linear price, a pure number with a logarithm.
func (m *market) surplusScale() int {
	if m.log {
		return 0
	}
	return m.scale
}

// addFirms adds profits and the concentration of units.
func (o *Outcome) addFirms(g *Game, m *market, markup, units, lnUnits []float64) {
	for j := range g.Products {
		if !g.Products[j].Fixed && !slices.Contains(o.Firms, g.Products[j].Firm) {
			o.Firms = append(o.Firms, g.Products[j].Firm)
		}
	}
	slices.Sort(o.Firms)
	o.Profits = make([]float64, len(o.Firms))
	lnFirm := make([]float64, len(m.firms))
	all := math.Inf(-1)
	for f, own := range m.firms {
		profit := 0.0
		lnFirm[f] = math.Inf(-1)
		for _, k := range own {
			j := m.source[k]
			value, ln := o.Margins[j], lnUnits[k]
			if m.budget {
				u := m.cost[k] + markup[k] + m.sat[k]
				value, ln = markup[k]/u, ln-exact.Log(u)
			}
			profit += float64(value * units[k])
			lnFirm[f] = logAdd(lnFirm[f], ln)
		}
		o.Profits[slices.Index(o.Firms, g.Products[m.source[own[0]]].Firm)] = float64(g.MarketSize * profit)
		all = logAdd(all, lnFirm[f])
	}
	o.HHI = math.NaN()
	if !math.IsInf(all, 0) {
		o.HHI = 0
		for _, ln := range lnFirm {
			share := exact.Exp(ln - all)
			o.HHI += float64(share * share)
		}
		o.HHI = float64(10000 * o.HHI)
	}
}

// logAdd returns ln(e^a + e^b).
func logAdd(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if math.IsInf(b, -1) {
		return a
	}
	return a + exact.Log1p(exact.Exp(b-a))
}

// Diversion returns, at prices, where the buyers of each product go when its utility falls a little: row j, column k is -(ds_k/dp_j)/(ds_j/dp_j), the
// derivatives those of the shares of all buyers, and the last column is the outside choice. A row adds to 1 and holds 0 for the product itself; that of
// a product that nobody can choose holds NaN.
func (g *Game) Diversion(prices []float64) ([][]float64, error) {
	s, markup, err := g.open(prices)
	if err != nil {
		return nil, err
	}
	m := s.m
	s.c.choose(m, markup)
	s.weigh()
	n := len(g.Products)
	out := make([][]float64, n)
	for j := range out {
		out[j] = make([]float64, n+1)
		for k := range out[j] {
			out[j][k] = math.NaN()
		}
	}
	for k, j := range m.source {
		row := s.kernelOf(k)
		total := 0.0
		for _, to := range row {
			total += to
		}
		for c := range out[j] {
			out[j][c] = 0
		}
		for c, to := range row {
			place := n
			if c < m.n {
				place = m.source[c]
			}
			out[j][place] = to / total
		}
	}
	return out, nil
}
