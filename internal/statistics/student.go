package statistics

import "math"

// StudentCDF returns the distribution function at t of Student's t with degreesOfFreedom > 0 (real numbers are
// allowed): 1 - I_x(v/2, 1/2)/2 for t >= 0, with v the degrees of freedom and x = v/(v + t^2). NaN for degrees of
// freedom that are not above 0 or for t = NaN. Source: Student (1908); DLMF 8.17.
func StudentCDF(t, degreesOfFreedom float64) float64 {
	tail := studentUpperTail(math.Abs(t), degreesOfFreedom)
	if t > 0 {
		return 1 - tail
	}
	return tail
}

// studentUpperTail returns the probability above t >= 0.
func studentUpperTail(t, degreesOfFreedom float64) float64 {
	if !(degreesOfFreedom > 0) || math.IsNaN(t) {
		return math.NaN()
	}
	r := t / math.Sqrt(degreesOfFreedom)
	if math.IsInf(r, 1) {
		return 0
	}
	square := float64(r * r)
	x, y := 1/(1+square), square/(1+square)
	if r > 1 {
		y = 1 / (1 + 1/square)
	}
	lower, _ := betaTails(x, y, degreesOfFreedom/2, 0.5)
	return lower / 2
}

// StudentQuantile returns the t with StudentCDF(t, degreesOfFreedom) = p. It is -Inf at p = 0, +Inf at p = 1, 0 at
// p = 1/2, and NaN for p outside [0, 1] or degrees of freedom that are not above 0.
func StudentQuantile(p, degreesOfFreedom float64) float64 {
	if !(p >= 0 && p <= 1 && degreesOfFreedom > 0) {
		return math.NaN()
	}
	outside, inside := float64(2*p), 1-float64(2*p)
	sign := -1.0
	if p > 0.5 {
		outside, inside, sign = float64(2*(1-p)), float64(2*p)-1, 1
	}
	if inside == 0 {
		return 0
	}
	x, y := inverseBeta(outside, inside, degreesOfFreedom/2, 0.5)
	return float64(sign * math.Sqrt(degreesOfFreedom) * math.Sqrt(y/x))
}

// studentReach returns the t with probability level between -t and t.
func studentReach(level, degreesOfFreedom float64) float64 {
	return -StudentQuantile(tail(level), degreesOfFreedom)
}
