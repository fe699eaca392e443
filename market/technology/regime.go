package technology

import "shakeout/internal/exact"

// Regime is the possible end of brute-force scaling: a two-state Markov chain (Hamilton 1989). In the efficiency regime laboratories want
// their training budgets to grow much more slowly, and algorithms advance faster, as attention moves from size to method. By default the
// switch is for good.
type Regime struct {
	// Hazard of the switch to efficiency.
	SwitchPerYear float64 `yaml:"switch_per_year" unit:"1/year" range:"[0,1]" default:"0.05" source:"assumption, 0-0.2" doc:"hazard of the switch from scaling to efficiency"`
	// Hazard of the switch back.
	ReturnPerYear float64 `yaml:"return_per_year" unit:"1/year" range:"[0,1]" default:"0" source:"assumption: the switch is for good" doc:"hazard of the switch back to scaling"`
	// Growth of the wanted training budget in the efficiency regime.
	DesiredGrowthPerYear float64 `yaml:"desired_growth_per_year" unit:"factor per year" range:"[0.5,10]" default:"1.3" source:"assumption" doc:"growth of the wanted research budget in the efficiency regime"`
	// Extra algorithmic progress in the efficiency regime.
	AlgorithmBoost float64 `yaml:"algorithm_boost" unit:"1" range:"[0,5]" default:"0.5" source:"assumption" doc:"added share of the log gain of algorithms in the efficiency regime"`
	// Whether the world starts in the efficiency regime.
	StartEfficient bool `yaml:"start_efficient" unit:"flag" default:"false" source:"assumption" doc:"whether the world starts in the efficiency regime"`
}

// Next returns whether the efficiency regime rules next month. The hazard per month is 1 - (1 - yearly hazard)^(1/12). One uniform.
func (r Regime) Next(efficient bool, s *exact.Stream) bool {
	hazard := r.SwitchPerYear
	if efficient {
		hazard = r.ReturnPerYear
	}
	if s.Bernoulli(1 - exact.Pow(1-hazard, 1.0/monthsPerYear)) {
		return !efficient
	}
	return efficient
}

// Boost returns the factor on the log gain of algorithms: 1, or 1 + AlgorithmBoost in the efficiency regime.
func (r Regime) Boost(efficient bool) float64 {
	if efficient {
		return 1 + r.AlgorithmBoost
	}
	return 1
}
