package exact

import "math"

// Normal returns a standard normal draw, by the inverse of its distribution function. One uniform.
func (s *Stream) Normal() float64 { return NormalQuantile(s.Float64()) }

// Exponential returns an exponential draw with mean 1. One uniform.
func (s *Stream) Exponential() float64 { return -Log(s.Float64()) }

// Lognormal returns median x exp(sigma z) with a standard normal z; sigma is the standard deviation of the logarithm. One uniform.
func (s *Stream) Lognormal(median, sigma float64) float64 {
	return float64(median * Exp(float64(sigma*s.Normal())))
}

// StudentT4 returns a draw of Student's t with 4 degrees of freedom (variance 2; divide by math.Sqrt2 for unit variance). One uniform.
func (s *Stream) StudentT4() float64 { return StudentT4Quantile(s.Float64()) }

// StudentT4Quantile returns the t with F(t) = u for Student's t with 4 degrees of freedom, with a relative error of about 1e-15.
// With v = t/sqrt(4 + t^2), F = 1/2 + 3v/4 - v^3/4, a cubic (Shaw 2006, J. Computational Finance 9(4)), solved here by Newton's
// method: for v in the body, for 1 - v in the tails, where v would cancel. -Inf at 0, +Inf at 1, NaN outside [0, 1].
func StudentT4Quantile(u float64) float64 {
	if !(u >= 0 && u <= 1) {
		return math.NaN()
	}
	centred := u - 0.5
	if math.Abs(centred) <= 0.25 {
		target := float64(centred * 4) // 3 v - v^3
		v := float64(target * (1.0 / 3))
		for range 6 {
			v2 := float64(v * v)
			v -= (float64(v*(3-v2)) - target) / (3 - float64(3*v2))
		}
		return 2 * v / math.Sqrt(1-float64(v*v))
	}
	p := u
	if centred > 0 {
		p = 1 - u
	}
	if p == 0 {
		return math.Copysign(math.Inf(1), centred)
	}
	// With d = 1 - |v|: d^2 (3 - d) = 4 p.
	d := math.Sqrt(float64(p * (4.0 / 3)))
	for range 5 {
		d -= (float64(float64(d*d)*(3-d)) - float64(4*p)) / float64(d*(6-float64(3*d)))
	}
	return math.Copysign(2*(1-d)/math.Sqrt(float64(d*(2-d))), centred)
}

// Poisson returns a Poisson draw with the given mean. One uniform: for a mean up to 500 the exact inverse of the distribution function,
// above it the Cornish-Fisher approximation mean + sqrt(mean) z + (z^2 - 1)/6, rounded, whose error in probability is below 1e-4.
// 0 for a mean that is not above 0.
func (s *Stream) Poisson(mean float64) int64 {
	u := s.Float64()
	if !(mean > 0) {
		return 0
	}
	if mean > 500 {
		z := NormalQuantile(u)
		return int64(math.Max(0, math.Floor(mean+float64(math.Sqrt(mean)*z)+(float64(z*z)-1)/6+0.5)))
	}
	probability := Exp(-mean)
	below := probability
	n := int64(0)
	// The cap is far beyond any quantile of u < 1 - 2^-53; it ends the search where the sum stays below u by rounding.
	for limit := int64(float64(mean*2) + 200); u > below && n < limit; {
		n++
		probability = float64(probability * (mean / float64(n)))
		below += probability
	}
	return n
}
