package strategies

import (
	"math"

	"shakeout/internal/exact"
)

// qTable is what a Q-learner believes: for every state and action the discounted payoff of taking the action and doing best ever after
// (Watkins 1989). The best action of each state is kept up to date, the lowest where several are as good.
type qTable struct {
	actions   int
	value     []float64 // by state and action
	choice    []choice  // by state
	unchanged int64     // updates in a row that left every best action as it was
}

// choice is the best action of a state and its value.
type choice struct {
	top  float64
	best int
}

// newQTable returns a table that values an action alike in every state.
func newQTable(states int, values []float64) *qTable {
	t := &qTable{
		actions: len(values), value: make([]float64, 0, states*len(values)), choice: make([]choice, states),
	}
	best := 0
	for a, x := range values {
		if x > values[best] {
			best = a
		}
	}
	for s := range states {
		t.value = append(t.value, values...)
		t.choice[s] = choice{values[best], best}
	}
	return t
}

// update moves the value of an action that was taken towards what it brought:
//
//	Q(s, a) <- (1 - rate) Q(s, a) + rate (payoff + discount max over a' of Q(next, a'))
func (t *qTable) update(state, action, next int, payoff, rate, discount float64) {
	row := t.value[state*t.actions:][:t.actions]
	x := float64((1-rate)*row[action]) + float64(rate*(payoff+float64(discount*t.choice[next].top)))
	row[action] = x
	t.unchanged++
	c := &t.choice[state]
	if action != c.best {
		if x > c.top || x == c.top && action < c.best {
			*c = choice{x, action}
			t.unchanged = 0
		}
		return
	}
	if x >= c.top {
		c.top = x
		return
	}
	best := 0
	for a, y := range row {
		if y > row[best] {
			best = a
		}
	}
	if best != c.best {
		t.unchanged = 0
	}
	*c = choice{row[best], best}
}

// exploration is the chance of trying something, exp(-beta t). It is computed once for a block of periods, and afresh only for a draw that falls
// between the chances at the two ends of the block.
type exploration struct {
	beta        float64
	high, low   float64 // chance at the first and behind the last period of the block
	first, last int64   // periods of the block, last not included
}

const exploreBlock = 1024

// tries reports whether a uniform draw is one of those that lead to a trial in a period.
func (e *exploration) tries(u float64, period int64) bool {
	if period >= e.last || period < e.first {
		e.first, e.last = period, period+exploreBlock
		e.high, e.low = e.at(e.first), e.at(e.last)
	}
	if u >= e.high {
		return false
	}
	return u < e.low || u < e.at(period)
}

func (e *exploration) at(period int64) float64 { return exact.Exp(-float64(e.beta * float64(period))) }

// grid is a row of equally spaced prices.
type grid struct {
	low, step, perStep float64
	prices             []float64
}

// newGrid returns m prices from low to high, both included.
func newGrid(low, high float64, m int) grid {
	g := grid{low: low, step: (high - low) / float64(m-1), prices: make([]float64, m)}
	for k := range g.prices {
		g.prices[k] = low + float64(g.step*float64(k))
	}
	g.prices[m-1] = high
	if g.step > 0 {
		g.perStep = 1 / g.step
	}
	return g
}

// near returns the place of the price of the grid that is nearest.
func (g *grid) near(price float64) int {
	k := int(float64((price-g.low)*g.perStep) + 0.5)
	return max(0, min(k, len(g.prices)-1))
}

// combinations calls each with every combination of places on a grid of m, one for each of n sellers but the one at own, whose place stays as
// it is; the first seller's place varies slowest.
func combinations(n, m, own int, each func(at []int)) {
	at := make([]int, n)
	for {
		each(at)
		k := n - 1
		for ; k >= 0; k-- {
			if k == own {
				continue
			}
			if at[k]++; at[k] < m {
				break
			}
			at[k] = 0
		}
		if k < 0 {
			return
		}
	}
}

// power returns base^exponent, or 0 where it is above limit.
func power(base, exponent, limit int) int {
	p := 1
	for range exponent {
		if p > limit/base {
			return 0
		}
		p *= base
	}
	return p
}

// finite reports whether a number is one.
func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
