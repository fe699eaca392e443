package statistics

import (
	"math"

	"shakeout/internal/exact"
)

// IncompleteBeta returns the regularised incomplete beta function I_x(a, b), which is the distribution function at x of
// the beta distribution: the integral of t^(a-1) (1-t)^(b-1) from 0 to x over the same integral from 0 to 1. It is NaN
// unless 0 <= x <= 1, a > 0 and b > 0. The relative error is below 1e-12 for a and b up to 1e6.
//
// Source: the continued fraction of Didonato and Morris (1992), evaluated by the method of Lentz (1976) as modified by Thompson and
// Barnett (1986); its prefactor in the saddle-point form of Loader (2000), which does not cancel for large a and b.
func IncompleteBeta(x, a, b float64) float64 {
	lower, _ := betaTails(x, 1-x, a, b)
	return lower
}

// InverseIncompleteBeta returns the x with IncompleteBeta(x, a, b) = p, the quantile of the beta distribution. It is
// NaN unless 0 <= p <= 1, a > 0 and b > 0.
func InverseIncompleteBeta(p, a, b float64) float64 {
	x, _ := inverseBeta(p, 1-p, a, b)
	return x
}

// betaTails returns I_x(a, b) and 1 - I_x(a, b) for x and y = 1 - x; both are given because the smaller of the two may
// be known to more digits than 1 minus the other.
func betaTails(x, y, a, b float64) (lower, upper float64) {
	switch {
	case !(x >= 0 && x <= 1 && a > 0 && b > 0) || math.IsInf(a, 1) || math.IsInf(b, 1):
		return math.NaN(), math.NaN()
	case x == 0:
		return 0, 1
	case y == 0:
		return 1, 0
	}
	weight := betaWeight(x, y, a, b)
	if x < (a+1)/(a+b+2) { // where the fraction converges fast
		lower = float64(weight * betaFraction(x, y, a, b))
		return lower, 1 - lower
	}
	upper = float64(weight * betaFraction(y, x, b, a))
	return 1 - upper, upper
}

// betaWeight returns x^a y^b / B(a, b) with y = 1 - x, as
// sqrt(ab / (2 pi (a+b))) exp(m(a+b) - m(a) - m(b) - D(a, (a+b)x) - D(b, (a+b)y)), where m is Binet's function and D
// the deviance. Source: Loader (2000).
func betaWeight(x, y, a, b float64) float64 {
	n := a + b
	exponent := binet(n) - binet(a) - binet(b) - deviance(a, float64(n*x)) - deviance(b, float64(n*y))
	return float64(math.Sqrt(a/n*b/(2*math.Pi)) * exact.Exp(exponent))
}

// betaFraction returns the continued fraction 1/(e_0 + d_1/(e_1 + d_2/(e_2 + ...))) with, for n = 0, 1, ...,
// d_n = (a+n-1)(a+b+n-1) n (b-n) x^2 / (a+2n-1)^2 and
// e_n = n + n (b-n) x/(a+2n-1) + (a+n)/(a+2n+1) (l + 1 + n (1+y)), l = (a+b) y - b = a - (a+b) x: the even part of the
// fraction in the handbook, which hardly cancels. Source: Didonato and Morris (1992) ACM TOMS 18(3), equation 9.
func betaFraction(x, y, a, b float64) float64 {
	lambda := float64((a+b)*y) - b
	if x < y {
		lambda = a - float64((a+b)*x)
	}
	c := nonzero(float64(a/(a+1)*(lambda+1)), tiny)
	f, d := c, 0.0
	// About sqrt(max(a, b)) terms are needed; the cap only ends the loop where a or b is out of all proportion.
	limit := 200 + int(20*math.Sqrt(math.Min(math.Max(a, b), 1e10)))
	for i := 1; i <= limit; i++ {
		n := float64(i)
		a2n := a + float64(2*n)
		ratio := float64(n*(b-n)) * x / (a2n - 1)
		numerator := float64(ratio * (float64((a+n-1)*(a+b+n-1)) * x / (a2n - 1)))
		denominator := n + ratio + float64((a+n)/(a2n+1)*(lambda+1+float64(n*(1+y))))
		d = 1 / nonzero(denominator+float64(numerator*d), tiny)
		c = nonzero(denominator+numerator/c, tiny)
		step := float64(c * d)
		f = float64(f * step)
		if math.Abs(step-1) <= 2.3e-16 {
			break
		}
	}
	return 1 / f
}

// tiny stands in for 0 where dividing by 0 would spoil Lentz's recurrence.
const tiny = 1e-300

// nonzero returns v, or tiny where v is so close to 0 that dividing by it would spoil Lentz's recurrence.
func nonzero(v, tiny float64) float64 {
	if math.Abs(v) < tiny {
		return tiny
	}
	return v
}

// deviance returns a ln(a/m) + m - a without cancellation where a is close to m. Source: Loader (2000), function bd0.
func deviance(a, m float64) float64 {
	d := a - m
	if math.Abs(d) >= 0.1*(a+m) {
		return float64(a*exact.Log(a/m)) - d
	}
	// With v = (a-m)/(a+m): a ln(a/m) = 2a (v + v^3/3 + v^5/5 + ...), and 2a v + m - a = d v.
	v := d / (a + m)
	sum := float64(d * v)
	power := float64(2 * a * v)
	square := float64(v * v)
	for k := 3; k < 40; k += 2 {
		power = float64(power * square)
		next := sum + power/float64(k)
		if next == sum {
			break
		}
		sum = next
	}
	return sum
}

// binet returns Binet's function m(z) = ln Gamma(z) - (z - 1/2) ln z + z - ln(2 pi)/2 for z > 0: the error of
// Stirling's formula. From z = 10 on by its asymptotic series; below by m(z) - m(z+1) = (z + 1/2) ln(1 + 1/z) - 1.
func binet(z float64) float64 {
	sum := 0.0
	for z < 10 {
		sum += float64((z+0.5)*exact.Log1p(1/z)) - 1
		z++
	}
	r := 1 / z
	square := float64(r * r)
	series := -691.0 / 360360
	for _, c := range [5]float64{1.0 / 1188, -1.0 / 1680, 1.0 / 1260, -1.0 / 360, 1.0 / 12} {
		series = float64(series*square) + c
	}
	return sum + float64(series*r)
}

// logBeta returns ln B(a, b) = ln Gamma(a) + ln Gamma(b) - ln Gamma(a+b).
func logBeta(a, b float64) float64 {
	n := a + b
	return binet(a) + binet(b) - binet(n) + float64(0.5*exact.Log(2*math.Pi/a/b*n)) +
		float64(a*exact.Log(a/n)) + float64(b*exact.Log(b/n))
}

// inverseBeta returns x and y = 1 - x with I_x(a, b) = p and 1 - I_x(a, b) = q, the smaller of the two to full
// relative precision.
func inverseBeta(p, q, a, b float64) (x, y float64) {
	switch {
	case !(p >= 0 && p <= 1 && a > 0 && b > 0) || math.IsInf(a, 1) || math.IsInf(b, 1):
		return math.NaN(), math.NaN()
	case p == 0:
		return 0, 1
	case q == 0:
		return 1, 0
	}
	lower, _ := betaTails(0.5, 0.5, a, b)
	if p <= lower {
		x = inverseBetaBelowHalf(p, q, a, b)
		return x, 1 - x
	}
	y = inverseBetaBelowHalf(q, p, b, a)
	return 1 - y, y
}

// inverseBetaBelowHalf returns the x <= 1/2 with I_x(a, b) = p = 1 - q, by Newton's method on ln x within a bracket.
// The logarithm of the smaller tail is nearly straight in ln x, so few steps are needed even where x is 1e-100.
func inverseBetaBelowHalf(p, q, a, b float64) float64 {
	low, high := -745.2, -math.Ln2 // ln of the smallest positive number and of 1/2
	s := (exact.Log(p) + exact.Log(a) + logBeta(a, b)) / a
	if !(s > low) {
		s = low
	}
	if s >= high {
		s = high - 1e-3
	}
	for range 200 {
		x := exact.Exp(s)
		if x == 0 {
			return 0
		}
		y := 1 - x
		lower, upper := betaTails(x, y, a, b)
		var gap, slope float64
		if p <= q {
			gap = exact.Log(lower / p)
			slope = betaWeight(x, y, a, b) / y / lower
		} else {
			gap = exact.Log(q / upper)
			slope = betaWeight(x, y, a, b) / y / upper
		}
		if gap == 0 {
			break
		}
		if gap < 0 {
			low = s
		} else {
			high = s
		}
		next := s - gap/slope
		if !(next > low && next < high) {
			next = low + float64((high-low)/2)
		}
		if math.Abs(next-s) <= 1e-16*math.Max(1, math.Abs(s)) || next == s {
			s = next
			break
		}
		s = next
	}
	return exact.Exp(s)
}
