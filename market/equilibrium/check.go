package equilibrium

import (
	"errors"
	"fmt"
	"math"
)

// weightTolerance is how far the weights of the types may add up to something else than 1.
const weightTolerance = 1e-9

// Check returns every problem of the game, or nil: place, value and what is allowed.
func (g *Game) Check() error {
	var c checker
	c.above("market_size", g.MarketSize)
	d := g.Demand
	if !(d.NestSigma >= 0 && d.NestSigma < 1) {
		c.add("nest_sigma: got %v; want a number in [0, 1)", d.NestSigma)
	}
	if !(d.Lambda >= 0 && d.Lambda <= 1) {
		c.add("lambda: got %v; want a number in (0, 1]", d.Lambda)
	}
	if !(d.Reference >= 0) || math.IsInf(d.Reference, 1) {
		c.add("reference: got %v; want a finite number above 0", d.Reference)
	}
	if len(g.Products) == 0 {
		c.add("products: got none; want at least one")
	}
	seen := map[string]bool{}
	for j, p := range g.Products {
		at := fmt.Sprintf("products[%d]", j)
		if p.ID == "" || p.Firm == "" {
			c.add("%s: got id %q of firm %q; want both", at, p.ID, p.Firm)
		} else if seen[p.ID] {
			c.add("%s.id: got %q twice; want every id once", at, p.ID)
		}
		seen[p.ID] = true
		c.finite(at+".cost", p.Cost)
		if d.Form == Log && !p.Fixed && !(p.Cost >= 0 && p.Handling >= 0 && p.Cost+p.Handling > 0) {
			c.add("%s: got cost %v and handling %v; want both >= 0 and their sum above 0 where price enters as a logarithm", at, p.Cost, p.Handling)
		}
		c.finite(at+".handling", p.Handling)
		if d.Budget && !p.Fixed && !(p.Saturation >= 0 && p.Cost >= 0 && p.Cost+p.Saturation > 0) {
			c.add("%s: got cost %v and saturation %v; want both >= 0 and their sum above 0 where budgets are spent", at, p.Cost, p.Saturation)
		}
		c.finite(at+".saturation", p.Saturation)
	}
	c.types(g)
	return errors.Join(c.problems...)
}

func (c *checker) types(g *Game) {
	if len(g.Types) == 0 {
		c.add("types: got none; want at least one")
		return
	}
	total := 0.0
	least := 0.0
	for _, p := range g.Products {
		least = math.Min(least, p.Cost)
	}
	for i, t := range g.Types {
		at := fmt.Sprintf("types[%d]", i)
		if !(t.Weight >= 0 && t.Weight <= 1) {
			c.add("%s.weight: got %v; want a number in [0, 1]", at, t.Weight)
		}
		total += t.Weight
		c.above(at+".alpha", t.Alpha)
		if g.Demand.Form == Linear && -least*t.Alpha > maxUtility {
			c.add("%s.alpha: got %v with a unit cost of %v; want alpha x cost above -1e9", at, t.Alpha, least)
		}
		if len(t.Delta) != len(g.Products) {
			c.add("%s.delta: got %d numbers; want %d, one per product", at, len(t.Delta), len(g.Products))
		}
		if t.Use != nil && len(t.Use) != len(g.Products) {
			c.add("%s.use: got %d numbers; want %d, one per product", at, len(t.Use), len(g.Products))
		}
		for j, x := range t.Use {
			c.above(fmt.Sprintf("%s.use[%d]", at, j), x)
		}
		for j, x := range t.Delta {
			if math.IsNaN(x) || x > maxUtility || x < -maxUtility && !math.IsInf(x, -1) {
				c.add("%s.delta[%d]: got %v; want a number between -1e9 and 1e9, or none where the type cannot choose the product", at, j, x)
			}
		}
	}
	if !(math.Abs(total-1) <= weightTolerance) {
		c.add("types: got weights that add to %v; want 1", total)
	}
}

// maxUtility bounds utilities: beyond it the difference between two of them is lost in rounding.
const maxUtility = 1e9

type checker struct{ problems []error }

func (c *checker) add(format string, args ...any) {
	c.problems = append(c.problems, fmt.Errorf(format, args...))
}

func (c *checker) finite(at string, x float64) {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		c.add("%s: got %v; want a finite number", at, x)
	}
}

func (c *checker) above(at string, x float64) {
	if !(x > 0) || math.IsInf(x, 1) {
		c.add("%s: got %v; want a finite number above 0", at, x)
	}
}
