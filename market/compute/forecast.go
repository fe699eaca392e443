package compute

import (
	"math"

	"shakeout/internal/exact"
)

// Forecast is what builders expect to be spent on compute: adaptive expectations of growth (an exponential average, capped), carried to the day
// when the gap that is closed now will be filled: the delivery lag, and the time over which orders close it. Spending that comes back to a cloud from laboratories it has itself funded counts less: it is not demand
// from outside.
type Forecast struct {
	// Weight of the newest month.
	WeightPerMonth float64 `yaml:"weight_per_month" unit:"1/month" range:"[0,1]" default:"0.08" source:"assumption: a memory of about a year" doc:"weight of the newest month in expected growth"`
	// Cap on expected growth.
	MaxGrowthPerMonth float64 `yaml:"max_growth_per_month" unit:"1/month" range:"[0,1]" default:"0.06" source:"assumption: doubling in a year" doc:"cap on expected log growth, up and down"`
	// How far ahead.
	HorizonMonths float64 `yaml:"horizon_months" unit:"months" range:"[0,60]" default:"20" source:"assumption: delivery lag of 12 months plus ln(1 + 9 g)/g = 8 for a gap closed over 9 months at g = 3 % a month: unbiased in steady growth" doc:"how far ahead builders look"`
	// Weight of spending by firms that the builder has funded.
	RelatedPartyWeight float64 `yaml:"related_party_weight" unit:"1" range:"[0,1]" default:"0.5" source:"assumption" doc:"weight of spending paid with credits or by firms in which the builder holds a stake"`
}

// NextGrowth returns expected log growth per month after a month in which spending went from previousUSD to spendUSD:
// g + WeightPerMonth (ln(spend/previous) - g), within MaxGrowthPerMonth. A month without spending before or after leaves it.
func (f Forecast) NextGrowth(growth, previousUSD, spendUSD float64) float64 {
	if previousUSD > 0 && spendUSD > 0 {
		growth += float64(f.WeightPerMonth * (exact.Log(spendUSD/previousUSD) - growth))
	}
	return math.Min(math.Max(growth, -f.MaxGrowthPerMonth), f.MaxGrowthPerMonth)
}

// SpendUSD returns the expected spending per month at the horizon: (outside + RelatedPartyWeight x related) x exp(growth x HorizonMonths).
func (f Forecast) SpendUSD(outsideUSD, relatedUSD, growth float64) float64 {
	now := math.Max(0, outsideUSD) + float64(f.RelatedPartyWeight*math.Max(0, relatedUSD))
	return float64(now * exact.Exp(float64(growth*f.HorizonMonths)))
}
