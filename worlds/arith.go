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

// speck is an amount that weighs next to nothing, USD m: a tenth of the quantum, so that it is as small in every unit of money.
func (w *World) speck() float64 { return float64(w.Quantum * 1e-7) }

// million is a million USD where the quantum is a cent: a unit of money that goes with the others.
func (w *World) million() float64 { return float64(w.Quantum * 1e8) }
