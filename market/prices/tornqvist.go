package prices

import "shakeout/internal/exact"

// Match is a good sold in two adjacent periods at given prices, with what was spent on it in each. Prices in any one unit of money per unit of
// the good, all above zero.
type Match struct {
	Before, Now           float64 // price
	SpentBefore, SpentNow float64
}

// LogTornqvist returns the log change of the matched-model index between two periods:
//
//	sum over goods of (w + w')/2 x ln(p'/p) / sum of (w + w')/2,  w = SpentBefore/totalBefore, w' = SpentNow/totalNow
//
// over the goods that are sold in both. The totals are all spending of the period, unmatched goods included. 0 where nothing matches. Tornqvist
// (1936); Diewert (1976) shows it to be superlative.
func LogTornqvist(goods []Match, totalBefore, totalNow float64) float64 {
	if !(totalBefore > 0) || !(totalNow > 0) {
		return 0
	}
	sum, weight := 0.0, 0.0
	for _, g := range goods {
		if !(g.Before > 0) || !(g.Now > 0) {
			continue
		}
		w := float64((g.SpentBefore/totalBefore + g.SpentNow/totalNow) / 2)
		sum += float64(w * exact.Log(g.Now/g.Before))
		weight += w
	}
	if !(weight > 0) {
		return 0
	}
	return sum / weight
}
