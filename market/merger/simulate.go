package merger

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"shakeout/market/equilibrium"
)

// Merger is a merger of two firms of a game.
type Merger struct {
	Acquirer, Target string // afterwards one firm of the acquirer's name owns the products of both
	// Saving is the money that the merger takes off the unit cost of each product, in the order of the game's products; nil: nothing.
	Saving []float64
}

// Result is a merger simulated: Werden and Froeb (1994) J. Law Econ. Organ. 10(2), generalised to nests and mixtures.
type Result struct {
	Pre, Post *equilibrium.Solution
	// Post less Pre.
	HHIChange, ConsumerSurplusChange float64
	// HHIChangeAtPreShares is 2 x 10,000 x the merging firms' shares of units before the merger; NaN where nothing is sold.
	HHIChangeAtPreShares float64
	Screens              []Screen
}

// Simulate returns the equilibria before and after a merger, and the screens at the prices before. An error of the equilibrium after the merger names it.
func Simulate(g *equilibrium.Game, m Merger) (*Result, error) {
	if err := errors.Join(g.Check(), m.check(g)); err != nil {
		return nil, err
	}
	pre, err := equilibrium.Solve(g)
	if err != nil {
		return nil, fmt.Errorf("before the merger: %w", err)
	}
	return From(g, pre, m)
}

// From is Simulate with the equilibrium before the merger known.
func From(g *equilibrium.Game, pre *equilibrium.Solution, m Merger) (*Result, error) {
	if err := m.check(g); err != nil {
		return nil, err
	}
	screens, err := Screens(g, pre.Prices, m)
	if err != nil {
		return nil, err
	}
	post, err := equilibrium.Solve(m.after(g))
	if err != nil {
		return nil, fmt.Errorf("after the merger: %w", err)
	}
	a, b := unitShare(pre, m.Acquirer, g), unitShare(pre, m.Target, g)
	return &Result{
		Pre: pre, Post: post, HHIChange: post.HHI - pre.HHI, ConsumerSurplusChange: post.ConsumerSurplus - pre.ConsumerSurplus,
		HHIChangeAtPreShares: float64(20000 * float64(a*b)), Screens: screens,
	}, nil
}

// unitShare returns a firm's share of all units sold.
func unitShare(s *equilibrium.Solution, firm string, g *equilibrium.Game) float64 {
	own, all := 0.0, 0.0
	for _, j := range byID(g) {
		all += s.Shares[j]
		if g.Products[j].Firm == firm {
			own += s.Shares[j]
		}
	}
	return own / all
}

// byID returns the places of products in the order of ids, in which sums run.
func byID(g *equilibrium.Game) []int {
	order := make([]int, len(g.Products))
	for j := range order {
		order[j] = j
	}
	slices.SortFunc(order, func(a, b int) int {
		if g.Products[a].ID < g.Products[b].ID {
			return -1
		}
		return 1
	})
	return order
}

// after returns the game with the merged firm and its savings.
func (m Merger) after(g *equilibrium.Game) *equilibrium.Game {
	merged := *g
	merged.Products = slices.Clone(g.Products)
	for j := range merged.Products {
		p := &merged.Products[j]
		if p.Firm == m.Target {
			p.Firm = m.Acquirer
		}
		if m.Saving != nil {
			p.Cost -= m.Saving[j]
		}
	}
	return &merged
}

func (m Merger) check(g *equilibrium.Game) error {
	var problems []error
	for i, firm := range []string{m.Acquirer, m.Target} {
		if !slices.ContainsFunc(g.Products, func(p equilibrium.Product) bool { return p.Firm == firm }) {
			problems = append(problems, fmt.Errorf("merger.firms[%d]: got %q; want a firm that has a product", i, firm))
		}
	}
	if m.Acquirer == m.Target {
		problems = append(problems, fmt.Errorf("merger.firms: got %q twice; want two firms", m.Acquirer))
	}
	if m.Saving != nil && len(m.Saving) != len(g.Products) {
		problems = append(problems, fmt.Errorf("merger.cost_saving: got %d numbers; want %d, one per product", len(m.Saving), len(g.Products)))
	}
	for j, x := range m.Saving {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			problems = append(problems, fmt.Errorf("merger.cost_saving[%d]: got %v; want a finite number", j, x))
		}
	}
	return errors.Join(problems...)
}
