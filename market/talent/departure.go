package talent

import "shakeout/internal/exact"

// Departure is the loss of key people: founders and heads of research who leave, found or join another laboratory, and take a part of the team along.
type Departure struct {
	// Hazard.
	HazardPerYear float64 `yaml:"hazard_per_year" unit:"1/year" range:"[0,1]" default:"0.03" source:"assumption, 0.01-0.1" doc:"hazard that key people leave a laboratory"`
	// Researchers who go with them.
	TeamShare float64 `yaml:"team_share" unit:"1" range:"[0,1]" default:"0.08" source:"assumption" doc:"share of the researchers who leave with them"`
	// What they carry, over and above their number.
	ShareOfGap float64 `yaml:"share_of_gap" unit:"1" range:"[0,1]" default:"0.1" source:"assumption" doc:"share of the gap to their old firm that their new one closes at once"`
	// How much a distressed firm adds to the hazard.
	DistressFactor float64 `yaml:"distress_factor" unit:"1" range:"[1,50]" default:"4" source:"assumption" doc:"factor on the hazard at a firm with less than nine months of cash"`
}

// Leave draws whether key people leave a firm this month and where they would go: happened, and a uniform number for Destination. Two uniforms,
// always.
func (d Departure) Leave(distressed bool, s *exact.Stream) (happened bool, where float64) {
	hazard := 1 - exact.Pow(1-d.HazardPerYear, 1.0/monthsPerYear)
	if distressed {
		hazard = float64(hazard * d.DistressFactor)
	}
	return s.Bernoulli(hazard), s.Float64()
}

// Destination returns the index of the firm that key people choose, with probabilities in proportion to the weights (Moves.Attraction x team, 0
// for their old firm), from a uniform number in (0, 1). It returns -1 where no weight is positive: they leave the industry.
func Destination(weights []float64, where float64) int {
	var sum float64
	for _, w := range weights {
		if w > 0 {
			sum += w
		}
	}
	last, run := -1, 0.0
	for i, w := range weights {
		if !(w > 0) {
			continue
		}
		run += w
		last = i
		if where*sum < run {
			return i
		}
	}
	return last
}
