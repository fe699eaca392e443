package compute

import "math"

// Step is a quantity offered at a reserve price.
type Step struct {
	ReserveUSDPerHour float64
	Hours             float64 // per month
}

// Supply appends the reserve-price steps at which a fleet is offered, vintage by vintage. An owner sells rather than idle above the cash cost of
// running, but holds out for some of the capital that is not yet written off: a vintage with a share of the fleet is offered in n equal parts,
// n = share x Steps rounded up, evenly spaced between its cash cost k_v and
//
//	k_v + (c - k_v) x book share,
//
// so that a written-off vintage sells at cash cost and a new one at up to userCost c. Many small steps leave no cliff at which the price
// could stick. hours is what the fleet can sell (after contracts); it is spread over the vintages by their size.
func (p Params) Supply(steps []Step, f Fleet, month int64, hours, userCostUSDPerHour float64) []Step {
	units := f.Units()
	if !(units > 0) || !(hours > 0) {
		return steps
	}
	for _, v := range f {
		cash := math.Min(p.Cost.CashCostUSDPerHour(v.HardwareIndex), userCostUSDPerHour)
		span := float64((userCostUSDPerHour - cash) * p.bookShare(month-v.Month))
		share := v.Units / units
		n := 1.0
		if span > 0 {
			n = math.Max(1, math.Ceil(float64(share*p.Fleet.Steps)-1e-9))
		}
		part := hours * share / n
		for k := range int(n) {
			middle := (float64(k) + 0.5) / n
			steps = append(steps, Step{ReserveUSDPerHour: cash + float64(span*middle), Hours: part})
		}
	}
	return steps
}
