package compute

import (
	"math"

	"shakeout/internal/exact"
)

// Background stands for all other use of accelerators: recommendation, science, vision, internal use of the clouds. It spends a budget whatever the
// price (unit elasticity), so that a fall of the price brings use instead of a collapse, and is set so that the spot market clears at the
// observed price at the start. Without it the price would fall to cash cost in the first month.
type Background struct {
	// Price at the start.
	OpeningPriceUSDPerHour float64 `yaml:"opening_price_usd_per_hour" unit:"USD per H100e-hour" range:"(0,inf)" default:"2.5" source:"data/compute.csv, 2024-12-31, H100 neocloud" doc:"spot price at which the market clears at the start"`
	// Growth of its budget.
	GrowthPerYear float64 `yaml:"growth_per_year" unit:"factor per year" range:"[0.5,5]" default:"1.18" source:"assumption" doc:"growth of other users' budget while growth lasts"`
	// How long that lasts.
	GrowthYears float64 `yaml:"growth_years" unit:"years" range:"[0,100]" default:"10" source:"assumption" doc:"years for which that growth lasts"`
	// Growth after that.
	LongRunGrowthPerYear float64 `yaml:"long_run_growth_per_year" unit:"factor per year" range:"[0.5,5]" default:"1.05" source:"assumption: nominal GDP" doc:"growth of other users' budget in the long run"`
	// Lowest price to which its use extends.
	SaturationShare float64 `yaml:"saturation_share" unit:"1" range:"(0,1]" default:"0.05" source:"assumption: keeps use finite as the price goes to zero" doc:"price, over the opening price, below which other users take no more"`
}

// BudgetUSDPerMonth returns the budget of other users at years since the start, from their budget at the start.
func (b Background) BudgetUSDPerMonth(openingUSDPerMonth, years float64) float64 {
	fast := math.Min(years, b.GrowthYears)
	slow := math.Max(0, years-b.GrowthYears)
	return float64(openingUSDPerMonth * exact.Pow(b.GrowthPerYear, fast) * exact.Pow(b.LongRunGrowthPerYear, slow))
}

// MaxHours returns the most that a budget buys, at SaturationShare of the opening price in the generation of the day: qmax of the budget form.
func (b Background) MaxHours(budgetUSDPerMonth, hardwareIndex float64) float64 {
	return float64(budgetUSDPerMonth / float64(b.SaturationShare*b.OpeningPriceUSDPerHour) * hardwareIndex)
}

// OpeningBudgetUSD returns the budget per month with which other users take what is left at the opening price, so that the market clears there:
// price x (hours offered at or below it - hours others want at it), never below zero. Where others want more than is offered no budget can clear
// the market at that price, and ok is false.
func (b Background) OpeningBudgetUSD(supply []Step, otherHours float64) (budgetUSDPerMonth float64, ok bool) {
	var offered float64
	for _, s := range supply {
		if s.ReserveUSDPerHour <= b.OpeningPriceUSDPerHour {
			offered += s.Hours
		}
	}
	rest := offered - otherHours
	return float64(b.OpeningPriceUSDPerHour * math.Max(0, rest)), rest >= 0
}
