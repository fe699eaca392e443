package equilibrium

import (
	"errors"
	"math"
)

// Markups returns the margins p - c at which prices would satisfy every firm's first-order conditions, if unit costs were what they would then have to
// be: the markup equation of Berry, Levinsohn and Pakes (1995), with a linear price and one unit a buyer. The unit costs of the game are not used;
// products that nobody can choose get NaN. A firm that has all buyers for certain gets +Inf.
func (g *Game) Markups(prices []float64) ([]float64, error) {
	s, markup, err := g.openUnits(prices)
	if err != nil {
		return nil, err
	}
	s.eta(markup)
	return s.byProduct(len(g.Products)), nil
}

// Compensation returns by how much the margins of two firms' products, as they are at prices, would have to grow for one owner of both to be content with
// these prices, if the two were content before: the compensating marginal cost reductions of a merger (Werden 1996, J. Industrial Econ. 44(4)), in money.
// For product k of a firm with partner B and merged firm F, with N_kj what k loses to j and m the margins,
//
//	x_k (sum over j not in F of N_kj) + sum over j of F of N_kj (x_k - x_j) = sum over j of B of N_kj m_j
//
// which is solved without a subtraction, so that a reduction that is tiny beside the margin is as good as any. Products of others get 0, those that nobody can
// choose NaN. Where the merged firm would have all buyers for certain it is +Inf. The form of demand is that of Markups.
func (g *Game) Compensation(prices []float64, first, second string) ([]float64, error) {
	s, markup, err := g.openUnits(prices)
	if err != nil {
		return nil, err
	}
	s.c.choose(s.m, markup)
	s.weigh()
	clear(s.next)
	var merged []int
	for k, j := range s.m.source {
		if p := &g.Products[j]; s.m.owned[k] && (p.Firm == first || p.Firm == second) {
			merged = append(merged, k)
		}
	}
	off, slack := s.system(merged)
	b := make([]float64, len(merged))
	for a, k := range merged {
		for c, j := range merged {
			if g.Products[s.m.source[j]].Firm != g.Products[s.m.source[k]].Firm {
				b[a] += float64(off[a*len(merged)+c] * markup[j])
			}
		}
	}
	solveSlack(off, slack, b)
	for a, k := range merged {
		s.next[k] = b[a]
	}
	return s.byProduct(len(g.Products)), nil
}

// openUnits is open for a linear price and one unit a buyer.
func (g *Game) openUnits(prices []float64) (*solver, []float64, error) {
	if g.Demand.Form != Linear || g.Demand.Budget {
		return nil, nil, errors.New("markups: got a logarithmic price or budgets; want a linear price and one unit a buyer")
	}
	s, markup, err := g.open(prices)
	if err == nil && s.m.use != nil {
		err = errors.New("markups: got types that take different amounts; want one unit a buyer")
	}
	return s, markup, err
}

// byProduct returns next in money and in the order of the game, NaN for products that nobody can choose.
func (s *solver) byProduct(products int) []float64 {
	out := make([]float64, products)
	for j := range out {
		out[j] = math.NaN()
	}
	for k, j := range s.m.source {
		out[j] = math.Ldexp(s.next[k], -s.m.scale)
	}
	return out
}
