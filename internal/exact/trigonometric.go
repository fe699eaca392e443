package exact

import "math"

const (
	perHalfPi = 0x1.45f306dc9c883p-1 // 2/pi

	// pi/2 in three parts; the first two have 33 bits each, so that whole multiples below 2^20 are exact.
	halfPiHigh   = 0x1.921fb54400000p+0
	halfPiMiddle = 0x1.0b4611a600000p-34
	halfPiLow    = 0x1.3198a2e037073p-69
)

// Sin returns the sine of x (radians), for |x| up to 1e6 with an absolute error below 2e-16. Larger arguments are first reduced by
// the rounded 2 pi, which is deterministic but loses accuracy in proportion. Sin(±Inf) and Sin(NaN) are NaN.
func Sin(x float64) float64 {
	quadrant, r, low := reduceQuadrant(x)
	return quarterWave(quadrant, r, low)
}

// Cos returns the cosine of x (radians); range and accuracy are those of Sin.
func Cos(x float64) float64 {
	quadrant, r, low := reduceQuadrant(x)
	return quarterWave(quadrant+1, r, low)
}

// reduceQuadrant returns n mod 4 and r + low = x - n pi/2 with |r| <= pi/4.
func reduceQuadrant(x float64) (n int64, r, low float64) {
	if !(math.Abs(x) <= 1e6) {
		x = math.Mod(x, 2*math.Pi) // NaN for infinities
		if math.IsNaN(x) {
			return 0, x, 0
		}
	}
	k := math.Floor(float64(x*perHalfPi) + 0.5)
	high := x - float64(k*halfPiHigh)
	r, low = twoSum(high, -float64(k*halfPiMiddle))
	r, low = quickTwoSum(r, low-float64(k*halfPiLow))
	return int64(k), r, low
}

// quarterWave returns sin(r + low + n pi/2) by Taylor's series on |r| <= pi/4: the first term left out is below 1e-19.
func quarterWave(n int64, r, low float64) float64 {
	r2 := r * r
	var value float64
	if n&1 == 0 {
		p := -1.0/6 + float64(r2*(1.0/120+float64(r2*(-1.0/5040+float64(r2*(1.0/362880+float64(r2*(-1.0/39916800+float64(r2*(1.0/6227020800+float64(r2*(-1.0/1307674368000))))))))))))
		value = r + (float64(float64(r2*r)*p) + float64(low*(1-float64(0.5*r2))))
	} else {
		p := 1.0/24 + float64(r2*(-1.0/720+float64(r2*(1.0/40320+float64(r2*(-1.0/3628800+float64(r2*(1.0/479001600+float64(r2*(-1.0/87178291200+float64(r2*(1.0/20922789888000))))))))))))
		value = 1 - (float64(0.5*r2) - (float64(float64(r2*r2)*p) - float64(r*low)))
	}
	if n&2 != 0 {
		return -value
	}
	return value
}
