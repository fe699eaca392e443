package sampling

import (
	"fmt"
	"math"
)

// Grid is every combination of the levels of some factors; it holds the number of levels of each. The last factor
// varies fastest.
type Grid []int

// Size returns the number of combinations, 1 for no factors. Errors: a factor without levels, more than 2^53
// combinations.
func (g Grid) Size() (int64, error) {
	size := int64(1)
	for i, levels := range g {
		if levels < 1 {
			return 0, fmt.Errorf("grid: levels[%d]: got %d; want at least 1", i, levels)
		}
		if size > (1<<53)/int64(levels) {
			return 0, fmt.Errorf("grid: got more than 2^53 combinations; want fewer levels")
		}
		size *= int64(levels)
	}
	return size, nil
}

// Levels returns the level (from 0) of each factor in combination k (from 0). k is taken modulo the size.
func (g Grid) Levels(k int64) []int {
	levels := make([]int, len(g))
	for i := len(g) - 1; i >= 0; i-- {
		if g[i] < 1 {
			continue
		}
		levels[i] = int(k % int64(g[i]))
		k /= int64(g[i])
	}
	return levels
}

// Balanced returns the combinations in an order that is balanced at every point: it walks the grid in steps of about the
// golden section of its size, so that an experiment stopped half way has covered the grid evenly. It is a permutation of
// 0 ... size - 1.
func Balanced(size int64) []int64 {
	if size < 1 {
		return nil
	}
	const section = 0.6180339887498949
	step := max(1, int64(math.Round(float64(float64(size)*section))))
	for greatestCommonDivisor(step, size) != 1 {
		step++
	}
	order := make([]int64, size)
	for i := range order[1:] {
		order[i+1] = (order[i] + step) % size
	}
	return order
}

func greatestCommonDivisor(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
