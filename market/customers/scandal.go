package customers

import "shakeout/internal/exact"

// Scandal is the sudden loss of trust in a firm: a leak, a harm, a quarrel at the top. Customers shun it for some months and a part of its
// people leave.
type Scandal struct {
	// Hazard.
	HazardPerYear float64 `yaml:"hazard_per_year" unit:"1/year" range:"[0,1]" default:"0.02" source:"assumption" doc:"hazard of a scandal at a firm"`
	// What customers take off.
	Loss float64 `yaml:"loss" unit:"utils" range:"[0,10]" default:"0.5" source:"assumption" doc:"utility that its offers lose"`
	// How long.
	Months int64 `yaml:"months" unit:"months" range:"[0,120]" default:"6" source:"assumption" doc:"months until it is forgotten"`
	// Researchers who leave.
	Leavers float64 `yaml:"leavers" unit:"share" range:"[0,1]" default:"0.05" source:"assumption" doc:"researchers who leave at once"`
}

// Strikes draws whether a scandal breaks out this month, with a hazard of 1 - (1 - HazardPerYear)^(1/12). One uniform, always.
func (c Scandal) Strikes(s *exact.Stream) bool {
	return s.Bernoulli(1 - exact.Pow(1-c.HazardPerYear, 1.0/12))
}
