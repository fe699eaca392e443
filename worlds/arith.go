package worlds

import "shakeout/internal/exact"

// root12 returns the monthly factor of a yearly one.
func root12(yearly float64) float64 { return exact.Exp(exact.Log(yearly) / 12) }

func pick(first bool, a, b float64) float64 {
	if first {
		return a
	}
	return b
}

// sum adds up in order.
func sum(x []float64) (total float64) {
	for _, v := range x {
		total += v
	}
	return total
}
