package equilibrium

import (
	"fmt"
	"math"

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
