package games

import (
	"math/big"
	"math/bits"
)

// vertex is a corner of the best-response polytope {z >= 0: earnings of every row against z are at most 1}: a mix (not
// yet scaled to add to 1) against which more rows are best than would be by chance.
type vertex struct {
	support     uint32 // columns that are played
	best        uint32 // rows that earn the most
	numerators  []*big.Int
	determinant *big.Int
}

// degenerate reports whether more rows are best than columns are played.
func (v vertex) degenerate() bool { return bits.OnesCount32(v.best) > bits.OnesCount32(v.support) }

// mixed returns the probabilities of all columns.
func (v vertex) mixed(columns int) []float64 {
	total := v.total()
	mix := make([]float64, columns)
	k := 0
	for j := range mix {
		if v.support>>j&1 == 1 {
			mix[j], _ = new(big.Rat).SetFrac(v.numerators[k], total).Float64()
			k++
		}
	}
	return mix
}

// total returns the sum of the numerators.
func (v vertex) total() *big.Int {
	total := new(big.Int)
	for _, n := range v.numerators {
		total.Add(total, n)
	}
	return total
}

// enumerator lists the vertices of one polytope.
type enumerator struct {
	payoffs [][]float64 // of the rows against each column, for comparing
	whole   integers    // the same, for solving
	solver  *solver
}

func newEnumerator(payoffs [][]float64) *enumerator {
	return &enumerator{payoffs: payoffs, whole: newIntegers(payoffs), solver: newSolver(max(len(payoffs), len(payoffs[0])))}
}

// vertices returns all vertices but 0, in the order of their supports as binary numbers.
func (e *enumerator) vertices() []vertex {
	var all []vertex
	for support := uint32(1); support < 1<<len(e.payoffs[0]); support++ {
		columns := members(support)
		rows := members(e.undominated(columns))
		seen := map[uint32]bool{}
		combinations(rows, len(columns), func(chosen []int) {
			if v, ok := e.at(support, columns, chosen); ok && !seen[v.best] {
				seen[v.best] = true
				all = append(all, v)
			}
		})
	}
	return all
}

// selfResponses returns the vertices of a square game whose played columns are all among the best rows: the mixes that
// are best responses to themselves, or the corners of the set of them. For each support its own rows are the system; if
// that is singular, as many other rows as are missing take part in turn.
func (e *enumerator) selfResponses() []vertex {
	var all []vertex
	for support := uint32(1); support < 1<<len(e.payoffs); support++ {
		columns := members(support)
		candidates := e.undominated(columns)
		if support&^candidates != 0 {
			continue
		}
		if v, regular := e.solve(support, columns, columns); regular {
			if v.determinant != nil && support&^v.best == 0 {
				all = append(all, v)
			}
			continue
		}
		own := e.basis(columns)
		outside := members(candidates &^ support)
		seen := map[uint32]bool{}
		combinations(outside, len(columns)-len(own), func(chosen []int) {
			rows := append(append(make([]int, 0, len(columns)), own...), chosen...)
			if v, ok := e.at(support, columns, rows); ok && support&^v.best == 0 && !seen[v.best] {
				seen[v.best] = true
				all = append(all, v)
			}
		})
	}
	return all
}

// at returns the vertex at which exactly the columns are played and the rows, as many, are best; false if there is none.
func (e *enumerator) at(support uint32, columns, rows []int) (vertex, bool) {
	v, regular := e.solve(support, columns, rows)
	return v, regular && v.determinant != nil
}

// solve is at, and tells a singular system (not regular) from one whose solution is no vertex (no determinant).
func (e *enumerator) solve(support uint32, columns, rows []int) (v vertex, regular bool) {
	numerators, determinant, regular := e.solver.solve(e.whole.entries, rows, columns)
	if !regular {
		return vertex{}, false
	}
	for _, n := range numerators {
		if n.Sign() <= 0 {
			return vertex{}, true
		}
	}
	best := uint32(0)
	earned, product := new(big.Int), new(big.Int)
	for i, row := range e.whole.entries {
		earned.SetInt64(0)
		for k, j := range columns {
			earned.Add(earned, product.Mul(row[j], numerators[k]))
		}
		switch earned.Cmp(determinant) {
		case 0:
			best |= 1 << i
		case 1:
			return vertex{}, true
		}
	}
	v = vertex{support: support, best: best, determinant: determinant}
	for _, n := range numerators {
		v.numerators = append(v.numerators, new(big.Int).Set(n))
	}
	return v, true
}

// undominated returns the rows that are not weakly dominated by another where only the columns are played. A dominated
// row earns strictly less against any mix of all of them, so it can't be best.
func (e *enumerator) undominated(columns []int) uint32 {
	rows := uint32(0)
	for i, row := range e.payoffs {
		dominated := false
		for _, other := range e.payoffs {
			above, below := false, false
			for _, j := range columns {
				above = above || other[j] > row[j]
				below = below || other[j] < row[j]
			}
			if above && !below {
				dominated = true
				break
			}
		}
		if !dominated {
			rows |= 1 << i
		}
	}
	return rows
}

// basis returns rows among the given that are independent on the same columns, as many as there are.
func (e *enumerator) basis(columns []int) []int {
	var rows []int
	reduced := make([][]*big.Rat, 0, len(columns))
	for _, i := range columns {
		row := make([]*big.Rat, len(columns))
		for k, j := range columns {
			row[k] = new(big.Rat).SetInt(e.whole.entries[i][j])
		}
		for _, other := range reduced {
			lead := leading(other)
			factor := new(big.Rat).Quo(row[lead], other[lead])
			for k := range row {
				row[k].Sub(row[k], new(big.Rat).Mul(factor, other[k]))
			}
		}
		if leading(row) < len(row) {
			reduced = append(reduced, row)
			rows = append(rows, i)
		}
	}
	return rows
}

// leading returns the place of the first number that is not 0, or the length.
func leading(row []*big.Rat) int {
	for k, v := range row {
		if v.Sign() != 0 {
			return k
		}
	}
	return len(row)
}

// members returns the places of the bits that are set.
func members(set uint32) []int {
	var list []int
	for ; set != 0; set &= set - 1 {
		list = append(list, bits.TrailingZeros32(set))
	}
	return list
}

// combinations calls visit with every choice of count items, in the order of their places. The choice is valid during
// the call only.
func combinations(items []int, count int, visit func(chosen []int)) {
	chosen := make([]int, 0, count)
	var choose func(from int)
	choose = func(from int) {
		if len(chosen) == count {
			visit(chosen)
			return
		}
		for k := from; k <= len(items)-(count-len(chosen)); k++ {
			chosen = append(chosen, items[k])
			choose(k + 1)
			chosen = chosen[:len(chosen)-1]
		}
	}
	choose(0)
}
