package capital

import (
	"math"

	"shakeout/internal/exact"
)

// Plan is what a laboratory shows its investors: research that grows, and everything else, which costs money at first and later earns it. Growth is log growth a year.
type Plan struct {
	ResearchUSDPerMonth float64
	OtherUSDPerMonth    float64 // burn without research; negative where customers pay for more than their own cost
	ResearchGrowth      float64 // per year
	OtherGrowth         float64 // per year
}

// NeedUSD returns the money that the plan wants over some months (rounded down to whole ones, at most 120): its greatest cumulative deficit,
//
//	max over m of sum over k = 1..m of (Research e^(g k/12) + Other e^(h k/12)),
//
// with g = ResearchGrowth and h = OtherGrowth; 0 for a plan that pays for itself.
func (p Plan) NeedUSD(months float64) float64 {
	research, other := math.Max(0, p.ResearchUSDPerMonth), p.OtherUSDPerMonth
	up, on := exact.Exp(p.ResearchGrowth/monthsPerYear), exact.Exp(p.OtherGrowth/monthsPerYear)
	var sum, need float64
	for range int(math.Min(math.Max(months, 0), 120)) {
		research, other = float64(research*up), float64(other*on)
		sum += research + other
		need = math.Max(need, sum)
	}
	return need
}
