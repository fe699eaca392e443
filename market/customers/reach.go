package customers

import (
	"cmp"
	"math"
	"slices"

	"shakeout/internal/exact"
)

// Reach is limited consideration: nobody looks at every supplier. A buyer who has never heard of a laboratory, whose language, law or software it
// does not serve, won't buy from it however good it is (Goeree 2008: advertising moves consideration, not taste). A firm's reach in a segment is
// the share of buyers who would consider it. It spreads as a diffusion by what the firm spends on sales and brand against everybody else.
//
// Without it a laboratory that serves few customers of the start at a high price and a poor capability would be read as one that all would love
// at equal terms. Word of mouth is left out: the buyers reached first are those who like a supplier best, and what is measured among them would be
// carried to all others by it.
type Reach struct {
	// How fast selling and advertising spread it.
	SellingPerYear float64 `yaml:"selling_per_year" unit:"1/year" range:"[0,10]" default:"0.3" source:"assumption, 0.1-0.6; Goeree 2008 for the concept" doc:"growth of reach from the firm's share of all spending on sales and brand"`
}

// Next returns reach a month later, from the firm's share of all spending on sales and brand: a' = a + (1 - a) SellingPerYear spending/12, within [0, 1].
func (r Reach) Next(reach, spending float64) float64 {
	gain := float64((1-reach)*float64(r.SellingPerYear*spending)) / 12
	return math.Min(1, math.Max(0, reach+gain))
}

// LogWeight returns what limited consideration adds to the utility of a family's offers for a cohort that fills the buyers from position from to
// position to (0 to 1, who is reached first): the log of the part of it that is reached,
//
//	ln min(1, max(0, (reach - from)/(to - from))),
//
// so that the parts of all cohorts add to the reach. -Inf: nobody of it considers the family; 0: all do. For a cohort that is reached in part it is
// the implicit availability of Cascetta and Papola (2001), which is exact where the family's share is small.
func LogWeight(reach, from, to float64) float64 {
	switch {
	case reach >= to:
		return 0
	case reach <= from:
		return math.Inf(-1)
	}
	return exact.Log((reach - from) / (to - from))
}

// Positions returns where each cohort begins among the buyers whom a family reaches: cumulated weights in the order of keys (ties by place). With
// one key for each cohort and family, each reach cuts the cohorts by weight, and the reaches of two families are independent. weights add to one.
func Positions(weights []float64, keys []uint64) []float64 {
	order := make([]int, len(weights))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(keys[a], keys[b]) })
	out, sum := make([]float64, len(weights)), 0.0
	for _, i := range order {
		out[i] = sum
		sum += weights[i]
	}
	return out
}
