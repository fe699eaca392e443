package talent

import (
	"math"

	"shakeout/internal/exact"
)

// Budgets is what firms spend on researchers. People and machines are complements, but each further machine needs fewer people: pay bills
// grow with research compute to a power below one. (Leading laboratories' compute grew x2.4 a year and their headcount about x2.)
type Budgets struct {
	// Elasticity of the pay bill to research compute.
	BudgetElasticity float64 `yaml:"budget_elasticity" unit:"1" range:"[0,1.5]" default:"0.5" source:"assumption, 0.3-0.8; compute.csv and revenue.csv, compute x2.4 a year against headcount x2" doc:"elasticity of the bill for researchers to spending on research compute"`
}

// Weight returns compute^BudgetElasticity, the part of the world's researchers that goes with a flow of spending on research compute, in any unit
// that is the same for all firms; 0 without research.
func (b Budgets) Weight(compute float64) float64 {
	if !(compute > 0) {
		return 0
	}
	return exact.Pow(compute, b.BudgetElasticity)
}

// BillUSD returns the bill for researchers that goes with research compute of computeUSD when openingUSD went with openingComputeUSD (one period
// for all): openingUSD (computeUSD/openingComputeUSD)^BudgetElasticity; openingUSD where there was no research at the opening.
func (b Budgets) BillUSD(openingUSD, openingComputeUSD, computeUSD float64) float64 {
	if !(openingComputeUSD > 0) {
		return math.Max(0, openingUSD)
	}
	return float64(math.Max(0, openingUSD) * b.Weight(computeUSD/openingComputeUSD))
}
