package concentration

import "math"

// Scale is the Herfindahl-Hirschman index of a monopoly: shares are counted in
// per cent, as the agencies do, so that the index runs from near 0 to 10,000.
const Scale = 10000.0

// HHI returns the Herfindahl-Hirschman index of quantities (units, revenue or
// any other measure of size, one number per firm, at least 0):
//
//	HHI = 10,000 x sum over firms of (quantity / total)^2
//
// ok is false, and the index 0, where the total is 0 or a quantity is negative,
// infinite or not a number.
//
// Sources: Herfindahl (1950); Hirschman (1964) AER 54(5); the scale is that of
// the U.S. merger guidelines.
func HHI(quantities []float64) (index float64, ok bool) {
	total, ok := sum(quantities)
	if !ok {
		return 0, false
	}
	for _, q := range quantities {
		share := q / total
		index += float64(share * share)
	}
	return float64(Scale * index), true
}

// CR4 returns the four-firm concentration ratio of quantities: the sum of the
// four greatest shares (of all shares where there are fewer), between 0 and 1.
// ok is false as for HHI.
func CR4(quantities []float64) (ratio float64, ok bool) {
	total, ok := sum(quantities)
	if !ok {
		return 0, false
	}
	var top [4]float64 // greatest first
	for _, q := range quantities {
		for place := range top {
			if q > top[place] {
				copy(top[place+1:], top[place:])
				top[place] = q
				break
			}
		}
	}
	for _, q := range top {
		ratio += q / total
	}
	// Four shares that make up the whole market may round to a little above it.
	return math.Min(ratio, 1), true
}

// sum adds quantities in the order given; ok is false where no share can be
// formed from them.
func sum(quantities []float64) (total float64, ok bool) {
	for _, q := range quantities {
		if !(q >= 0) {
			return 0, false
		}
		total += q
	}
	return total, total > 0 && !math.IsInf(total, 1)
}
