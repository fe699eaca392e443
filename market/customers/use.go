package customers

import "shakeout/internal/exact"

// UseClasses returns how much the buyers of each of n equal classes use, light to heavy, over the mean of all: the means of a lognormal distribution
// with mean 1 and the given standard deviation of the logarithm between its quantiles (k-1)/n and k/n,
//
//	m_k = n (Phi(sigma - z_(k-1)) - Phi(sigma - z_k)),  z_k = the k/n quantile of the standard normal distribution
//
// They add to n. With sigma 0, or one class, all are 1. With sigma 1.2 the heaviest tenth uses 47 % of all, the lightest .6 %. (Aitchison and
// Brown 1957 for the moments.)
func UseClasses(sigma float64, n int) []float64 {
	m := make([]float64, max(n, 1))
	above := 1.0 // Phi(sigma - z_0)
	for k := range m {
		next := 0.0
		if k+1 < len(m) {
			next = exact.NormalCDF(sigma - exact.NormalQuantile(float64(k+1)/float64(len(m))))
		}
		m[k] = float64(float64(len(m)) * (above - next))
		above = next
		if sigma == 0 {
			m[k] = 1
		}
	}
	return m
}

// Tails returns the mean use of the lightest and of the heaviest part of all buyers, part in (0, 1], where mass[k] buyers use use[k] each, light to
// heavy. Both are 0 without buyers.
func Tails(mass, use []float64, part float64) (light, heavy float64) {
	total := 0.0
	for _, x := range mass {
		total += x
	}
	if total <= 0 {
		return 0, 0
	}
	tail := func(at func(k int) int) float64 {
		left, sum := float64(part*total), 0.0
		for k := range mass {
			x := mass[at(k)]
			if x > left {
				x = left
			}
			sum += float64(x * use[at(k)])
			left -= x
		}
		return sum / float64(part*total)
	}
	return tail(func(k int) int { return k }), tail(func(k int) int { return len(mass) - 1 - k })
}
