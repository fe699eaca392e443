package technology

import (
	"math"

	"shakeout/internal/exact"
)

const monthsPerYear = 12

// Algorithms is progress in training algorithms: how much effective compute an hour of compute yields. It has been about x3 a year
// (Ho et al. 2024, Epoch AI). Ideas get harder to find, and the level of ideas follows research input with an elasticity below one
// (Jones 1995; Bloom, Jones, Van Reenen and Webb 2020): the gain fades, and where industry research compute grows faster or slower than the
// reference path that lies behind this fading, the level of algorithms departs from it with elasticity RDExponent.
type Algorithms struct {
	// Growth of effective compute per hour at the start.
	GainPerYear float64 `yaml:"gain_per_year" unit:"factor per year" range:"[1,20]" default:"3" source:"data/compute.csv, 2024-03-12, pre-training algorithmic efficiency" doc:"growth of effective compute per hour of compute at the start"`
	// Growth in the long run.
	LongRunGainPerYear float64 `yaml:"long_run_gain_per_year" unit:"factor per year" range:"[1,20]" default:"1.5" source:"assumption, 1.2-2" doc:"growth of effective compute per hour of compute in the long run"`
	// Years until the long run is reached.
	FadeYears float64 `yaml:"fade_years" unit:"years" range:"[0,100]" default:"8" source:"assumption" doc:"years until algorithmic progress has slowed to its long-run growth"`
	// Elasticity of the level of algorithms to industry research compute.
	RDExponent float64 `yaml:"rd_exponent" unit:"1" range:"[0,2]" default:"0.5" source:"assumption; Bloom et al. 2020 find elasticities below one" doc:"elasticity of the level of algorithms to industry research compute, off the reference path"`
	// Growth of industry research compute that lies behind GainPerYear.
	ReferenceRDGrowthPerYear float64 `yaml:"reference_rd_growth_per_year" unit:"factor per year" range:"[0.5,10]" default:"2.4" source:"data/compute.csv, 2024-05-31, training cost of frontier models" doc:"growth of industry research spending that lies behind the gain at the start"`
	// The same in the long run.
	ReferenceLongRunRDGrowthPerYear float64 `yaml:"reference_long_run_rd_growth_per_year" unit:"factor per year" range:"[0.5,10]" default:"1.1" source:"assumption: budget-bound research growth" doc:"growth of industry research spending that lies behind the long-run gain"`
	// Persistence of the shock to the index.
	ShockPersistence float64 `yaml:"shock_persistence_per_month" unit:"1" range:"[0,1)" default:"0.9" source:"assumption" doc:"month-to-month persistence of shocks to the algorithm index"`
	// Size of the shock to the index.
	ShockSDOOM float64 `yaml:"shock_sd_oom_per_month" unit:"OOM" range:"[0,1]" default:"0.02" source:"assumption" doc:"standard deviation of the monthly shock to the algorithm index"`
}

// GainOOMPerMonth returns the month's gain of the algorithm index in orders of magnitude:
//
//	gain = max(0, boost x (L(t + 1/12) - L(t)) + RDExponent x log10(growth / reference(t)) / 12)
//
// with L the log10 of the fading reference path, t = years since the start, growth = industryRDGrowth (this year's research spending over last
// year's, a factor; clipped to a quarter and four times the reference), and boost = 1, or 1 + AlgorithmBoost in the efficiency regime.
func (a Algorithms) GainOOMPerMonth(years, industryRDGrowth, boost float64) float64 {
	path := fade{start: a.GainPerYear, final: a.LongRunGainPerYear, span: a.FadeYears}
	base := (path.logIndex(years+1.0/monthsPerYear) - path.logIndex(years)) / math.Ln10
	reference := fade{start: a.ReferenceRDGrowthPerYear, final: a.ReferenceLongRunRDGrowthPerYear, span: a.FadeYears}
	relative := math.Min(math.Max(industryRDGrowth/exact.Exp(reference.rate(years)), 0.25), 4)
	return math.Max(0, float64(boost*base)+float64(a.RDExponent*exact.Log10(relative))/monthsPerYear)
}

// NextShockOOM returns the next value of the deviation of the algorithm index from its path, an AR(1):
// ShockPersistence x shock + ShockSDOOM x z, z standard normal. One uniform.
func (a Algorithms) NextShockOOM(shock float64, s *exact.Stream) float64 {
	return float64(a.ShockPersistence*shock) + float64(a.ShockSDOOM*s.Normal())
}
