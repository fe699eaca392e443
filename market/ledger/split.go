package ledger

import "math"

// Split divides a total over non-negative weights in whole quanta: parts[i] is total * w_i / sum(w)
// up to one quantum, and the parts add to the total exactly. It rounds the running sum, so that
// the error never accumulates and the order of the weights decides who gets the odd quantum.
// Weights that add to nothing leave everything to the first part. parts has the length of weights.
func Split(total Cents, weights []float64, parts []Cents) {
	var sum float64
	for _, w := range weights {
		sum += w
	}
	if len(parts) == 0 {
		return
	}
	clear(parts)
	if !(sum > 0) {
		parts[0] = total
		return
	}
	var run float64
	var given Cents
	for i, w := range weights {
		run += w
		upTo := Cents(math.Floor(float64(float64(total)*(run/sum)) + 0.5))
		if i == len(weights)-1 || upTo > total {
			upTo = total
		}
		parts[i] = upTo - given
		given = upTo
	}
}
