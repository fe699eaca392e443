package capital

import "math/bits"

// mulDiv returns a x b / c in whole numbers, and the remainder, without overflow for b <= c.
func mulDiv(a, b, c uint64) (quotient, remainder uint64) {
	high, low := bits.Mul64(a, b)
	return bits.Div64(high, low, c)
}
