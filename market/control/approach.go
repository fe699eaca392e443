package control

import "shakeout/internal/exact"

// Approach is a sale without distress: the owners of a laboratory that is well behind and small listen when somebody calls. This hazard moves the number of
// independent laboratories more than any other number, and belongs in every sensitivity analysis.
type Approach struct {
	// Hazard.
	HazardPerMonth float64 `yaml:"hazard_per_month" unit:"1/month" range:"[0,1]" default:"0.02" source:"assumption, 0-0.04; data/README.md regularity 5" doc:"hazard that a laboratory which is behind and small is approached"`
	// How far behind.
	MinGapOOM float64 `yaml:"min_gap_oom" unit:"OOM" range:"[0,10]" default:"0.7" source:"assumption" doc:"distance from the frontier beyond which owners listen"`
	// How small.
	MaxShare float64 `yaml:"max_share" unit:"1" range:"[0,1]" default:"0.02" source:"assumption" doc:"share of model revenue below which owners listen"`
}

// Listens returns whether the owners of a laboratory would listen: more than MinGapOOM behind with less than MaxShare of model revenue.
func (a Approach) Listens(gapOOM, revenueShare float64) bool {
	return gapOOM > a.MinGapOOM && revenueShare < a.MaxShare
}

// Draw returns whether a laboratory is approached this month. One uniform, also where its owners would not listen.
func (a Approach) Draw(gapOOM, revenueShare float64, s *exact.Stream) bool {
	called := s.Bernoulli(a.HazardPerMonth)
	return called && a.Listens(gapOOM, revenueShare)
}
