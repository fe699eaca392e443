package compute

import (
	"cmp"
	"math"
	"slices"
)

// Step is a quantity offered at a reserve price.
type Step struct {
	ReserveUSDPerHour float64
	Hours             float64 // per month
}

// Supply returns the reserve-price steps at which a fleet is offered, cheapest first. An owner sells rather than idle above the cash cost of
// running, but holds out for some of the capital that is not yet written off: a vintage is offered in StepsPerVintage equal parts, evenly
// spaced between its cash cost k_v and
//
//	k_v + (c - k_v) x book share,
//
// so that a written-off vintage sells at cash cost and a new one at up to userCost c. Many small steps leave no cliff at which the price
// could stick. hours is what the fleet can sell (after contracts); it is spread over the vintages by their size.
func (p Params) Supply(f Fleet, month int64, hours, userCostUSDPerHour float64) []Step {
	units := f.Units()
	if !(units > 0) || !(hours > 0) {
		return nil
	}
	n := max(1, p.Fleet.StepsPerVintage)
	steps := make([]Step, 0, int(n)*len(f))
	for _, v := range f {
		cash := math.Min(p.Cost.CashCostUSDPerHour(v.HardwareIndex), userCostUSDPerHour)
		span := float64((userCostUSDPerHour - cash) * p.bookShare(month-v.Month))
		part := hours * (v.Units / units) / float64(n)
		for k := range n {
			middle := (float64(k) + 0.5) / float64(n)
			steps = append(steps, Step{ReserveUSDPerHour: cash + float64(span*middle), Hours: part})
		}
	}
	slices.SortStableFunc(steps, func(a, b Step) int { return cmp.Compare(a.ReserveUSDPerHour, b.ReserveUSDPerHour) })
	return steps
}
