package control

import (
	"math"

	"shakeout/internal/exact"
)

// Approach is a sale without distress: the owners of a laboratory that is well behind and small listen when somebody calls, the more the further behind it is: who is one
// generation late may still catch up, who is three late will not. This hazard moves the number of independent laboratories more than any other number, and
// belongs in every sensitivity analysis.
type Approach struct {
	// Hazard.
	HazardPerMonth float64 `yaml:"hazard_per_month" unit:"1/month" range:"[0,1]" default:"0.02" source:"assumption, 0-0.04; data/README.md regularity 5" doc:"hazard that a small laboratory twice min_gap_oom behind is approached and listens"`
	// How far behind.
	MinGapOOM float64 `yaml:"min_gap_oom" unit:"OOM" range:"[0,10]" default:"0.7" source:"assumption" doc:"distance from the frontier beyond which owners listen"`
	// How small.
	MaxShare float64 `yaml:"max_share" unit:"1" range:"[0,1]" default:"0.02" source:"assumption" doc:"share of model revenue below which owners listen"`
}

// most is the greatest hazard over that of a laboratory twice MinGapOOM behind.
const most = 2

// Hazard returns the probability that the owners of a laboratory are called and listen in a month: from MinGapOOM behind on
//
//	HazardPerMonth x (gap - MinGapOOM)/MinGapOOM, at most twice HazardPerMonth,
//
// with less than MaxShare of model revenue; else 0. HazardPerMonth at any distance where MinGapOOM is 0.
func (a Approach) Hazard(gapOOM, revenueShare float64) float64 {
	if !(gapOOM > a.MinGapOOM) || !(revenueShare < a.MaxShare) {
		return 0
	}
	if a.MinGapOOM == 0 {
		return a.HazardPerMonth
	}
	return math.Min(1, float64(a.HazardPerMonth*math.Min(most, (gapOOM-a.MinGapOOM)/a.MinGapOOM)))
}

// Draw returns whether the owners of a laboratory are called and listen this month. One uniform, always.
func (a Approach) Draw(gapOOM, revenueShare float64, s *exact.Stream) bool {
	return s.Bernoulli(a.Hazard(gapOOM, revenueShare))
}
