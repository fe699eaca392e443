package exact

import "math"

// Expm1 returns e^x - 1, accurate also for x near 0; the relative error is below 7e-16.
// Special cases: Expm1(-Inf) = -1, Expm1(+Inf) = +Inf, Expm1(NaN) = NaN, Expm1(-0) = -0.
func Expm1(x float64) float64 {
	if !(math.Abs(x) < 0.5) {
		return Exp(x) - 1
	}
	if x == 0 {
		return x
	}
	// Taylor's series: at |x| = 1/2 the first term left out is 1.1e-17 of the whole.
	sum := 0.0
	for n := 14; n >= 3; n-- {
		sum = float64(float64((sum+1)*x) * expm1Reciprocals[n])
	}
	return x + float64(float64(float64(x*x)*0.5)*(sum+1))
}

// expm1Reciprocals[n] = 1/n.
var expm1Reciprocals = [15]float64{0, 1, 1. / 2, 1. / 3, 1. / 4, 1. / 5, 1. / 6, 1. / 7, 1. / 8, 1. / 9, 1. / 10, 1. / 11, 1. / 12, 1. / 13, 1. / 14}

// Logistic returns 1/(1 + e^-x), without overflow and with a relative error below 5e-16 on both sides.
// Logistic(+Inf) = 1, Logistic(-Inf) = 0, Logistic(0) = 1/2, Logistic(NaN) = NaN.
func Logistic(x float64) float64 {
	if x >= 0 {
		return 1 / (1 + Exp(-x))
	}
	e := Exp(x)
	return e / (1 + e)
}

// Tanh returns the hyperbolic tangent of x, with a relative error below 2e-15 for x near 0 and below 4e-16 for |x| > 1.
// It is odd to the last bit. Tanh(±Inf) = ±1, Tanh(NaN) = NaN.
func Tanh(x float64) float64 {
	a := math.Abs(x)
	if a > 22 {
		return math.Copysign(1, x)
	}
	e := Expm1(2 * a)
	return math.Copysign(e/(e+2), x)
}
