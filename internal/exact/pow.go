package exact

import "math"

// Pow returns x^y for x >= 0, with an error below 0.54 units in the last place where the result is normal.
//
// Special cases, in this order: Pow(x, 0) = 1 and Pow(1, y) = 1 for every x and y, NaN included; NaN if x or y is NaN; x < 0 gives
// NaN unless y is an integer, when it is (-1)^y |x|^y; Pow(0, y) = 0 for y > 0 and +Inf for y < 0; Pow(+Inf, y) = +Inf for y > 0
// and 0 for y < 0; Pow(x, +Inf) = +Inf for x > 1 and 0 for x < 1, the reverse for -Inf.
func Pow(x, y float64) float64 {
	switch {
	case y == 0 || x == 1:
		return 1
	case math.IsNaN(x) || math.IsNaN(y):
		return math.NaN()
	case y == 1:
		return x
	case x < 0:
		if math.IsInf(y, 0) {
			return Pow(-x, y)
		}
		if y != math.Floor(y) {
			return math.NaN()
		}
		if half := y / 2; half != math.Floor(half) {
			return -Pow(-x, y)
		}
		return Pow(-x, y)
	case x == 0 || math.IsInf(x, 1):
		if (x == 0) == (y > 0) {
			return 0
		}
		return math.Inf(1)
	case math.IsInf(y, 0):
		if (x > 1) == (y > 0) {
			return math.Inf(1)
		}
		return 0
	}
	var high, low float64
	if x < leastNormal {
		high, low = logTwice(float64(x * 0x1p52))
		high, more := twoSum(high, float64(-52*ln2High))
		low += more - float64(52*ln2Low)
		high, low = quickTwoSum(high, low)
		return expProduct(high, low, y)
	}
	high, low = logTwice(x)
	return expProduct(high, low, y)
}

// expProduct returns e^((high + low) y).
func expProduct(high, low, y float64) float64 {
	product := float64(high * y)
	if product > expOverflow+1 || product < expUnderflow-1 {
		return Exp(product)
	}
	return expSum(product, math.FMA(high, y, -product)+float64(low*y))
}

// Exp10 returns 10^x, with an error below 0.55 units in the last place; powers that a float64 holds exactly (x an integer in 0..22)
// come out exactly. Special cases are those of Exp; the range is about -323.6 to 308.25.
func Exp10(x float64) float64 {
	product := float64(x * ln10)
	if !(math.Abs(product) < 800) {
		return Exp(product)
	}
	return expSum(product, math.FMA(x, ln10, -product)+float64(x*ln10Low))
}
