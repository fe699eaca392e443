package equilibrium

import (
	"math"

	"shakeout/internal/exact"
)

// choices are the choices of all types at given markups, and memory for them.
type choices struct {
	lnShare  []float64 // types x n: log of the share of a type's buyers
	share    []float64 // types x n
	inNest   []float64 // types x n: share within the nest
	inMarket []float64 // types x n: share of those who buy something
	none     []float64 // by type: share of the outside choice
	surplus  []float64 // by type: ln(1 + W^lambda), or lambda ln W without outside choice

	utility  []float64 // n
	lnD, top []float64 // nests
	reach    []float64 // nests: share of those who buy something
}

func newChoices(m *market) *choices {
	size := m.types * m.n
	return &choices{
		lnShare: make([]float64, size), share: make([]float64, size), inNest: make([]float64, size), inMarket: make([]float64, size),
		none: make([]float64, m.types), surplus: make([]float64, m.types), utility: make([]float64, m.n), lnD: make([]float64, m.nests), top: make([]float64, m.nests), reach: make([]float64, m.nests),
	}
}

// choose computes what every type chooses at markups over cost.
func (c *choices) choose(m *market, markup []float64) {
	*m.work += int64(m.types * m.n)
	if m.log { // the same for all types
		for j := range c.utility {
			c.utility[j] = 0
			if m.owned[j] {
				c.utility[j] = exact.Log((m.cost[j] + markup[j] + m.hand[j]) / m.reference)
			}
		}
	} else {
		for j := range c.utility {
			c.utility[j] = 0
			if m.owned[j] {
				c.utility[j] = markup[j]
			}
		}
	}
	for i := range m.types {
		c.chooseType(m, i)
	}
}

func (c *choices) chooseType(m *market, i int) {
	n := m.n
	base := m.base[i*n : i*n+n]
	lnShare, share := c.lnShare[i*n:i*n+n], c.share[i*n:i*n+n]
	inNest, inMarket := c.inNest[i*n:i*n+n], c.inMarket[i*n:i*n+n]
	for g := range c.top {
		c.top[g], c.lnD[g] = math.Inf(-1), 0
	}
	scale := 1 - m.sigma
	for j, b := range base {
		x := (b - float64(m.alpha[i]*c.utility[j])) / scale
		lnShare[j] = x
		if g := m.nest[j]; x > c.top[g] {
			c.top[g] = x
		}
	}
	for j, x := range lnShare {
		g := m.nest[j]
		inNest[j] = 0
		if !math.IsInf(x, -1) {
			inNest[j] = exact.Exp(x - c.top[g])
			c.lnD[g] += inNest[j]
		}
	}
	lnW := c.reachNests(m, scale)
	lnBuy, none := 0.0, 0.0
	switch y := float64(m.lambda * lnW); {
	case !m.outside:
		c.surplus[i] = y
	case math.IsInf(y, -1):
		lnBuy, none, c.surplus[i] = math.Inf(-1), 1, 0
	case y > 0:
		lnNone := -y - exact.Log1p(exact.Exp(-y))
		lnBuy, none, c.surplus[i] = y+lnNone, exact.Exp(lnNone), -lnNone
	default:
		more := exact.Log1p(exact.Exp(y))
		lnBuy, none, c.surplus[i] = y-more, exact.Exp(-more), more
	}
	c.none[i] = none
	buy := exact.Exp(lnBuy)
	for g, lnD := range c.lnD {
		c.lnD[g] = float64(scale*lnD) - lnW - lnD + lnBuy // what turns x into the log of a share
		c.reach[g] = exact.Exp(float64(scale*lnD) - lnW)
	}
	for j, x := range lnShare {
		g := m.nest[j]
		if math.IsInf(x, -1) || math.IsInf(lnBuy, -1) {
			inNest[j], inMarket[j], share[j], lnShare[j] = 0, 0, 0, math.Inf(-1)
			continue
		}
		inNest[j] = inNest[j] / c.top[g] // top now holds the sum
		inMarket[j] = float64(inNest[j] * c.reach[g])
		share[j] = float64(inMarket[j] * buy)
		lnShare[j] = x + c.lnD[g]
	}
}

// reachNests turns the sums of the nests into logarithms, leaves the sums in top, and returns ln W.
func (c *choices) reachNests(m *market, scale float64) float64 {
	highest := math.Inf(-1)
	for g, sum := range c.lnD {
		if sum == 0 {
			c.lnD[g] = math.Inf(-1)
			continue
		}
		c.lnD[g] = c.top[g] + exact.Log(sum)
		c.top[g] = sum
		highest = math.Max(highest, float64(scale*c.lnD[g]))
	}
	if math.IsInf(highest, -1) {
		return highest
	}
	total := 0.0
	for _, lnD := range c.lnD {
		if !math.IsInf(lnD, -1) {
			total += exact.Exp(float64(scale*lnD) - highest)
		}
	}
	return highest + exact.Log(total)
}
