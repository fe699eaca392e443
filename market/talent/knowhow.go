package talent

import (
	"math"

	"shakeout/internal/exact"
)

// KnowHow is what leavers carry. Much of a laboratory's lead is unwritten: recipes, failures, taste. Colleagues know much of the same, so that a few newcomers bring a
// large part of what all would, whatever the size of the team that they join (learning by hiring: Song, Almeida and Wu 2003; a handful of founders from
// older laboratories came near the frontier within a year or two): the part that n of them bring is ShareOfGap (1 - e^(-n/Carriers)).
type KnowHow struct {
	// Share of the gap that a whole team would close.
	ShareOfGap float64 `yaml:"share_of_gap" unit:"1" range:"[0,1]" default:"0.6" source:"assumption; licence-and-hire of most of a team carries about half the gap" doc:"share of the gap to their old firm that any number of newcomers closes"`
	// How many carry most of it.
	Carriers float64 `yaml:"carriers" unit:"count" range:"(0,inf)" default:"40" source:"data/events.csv, about 70 of Inflection's staff: .6 (1 - e^(-70/40)) is half the gap, the assumption of control.licence.know_how" doc:"newcomers from one firm who carry 1 - 1/e of what all would"`
	// Most that a month can close.
	MaxPerMonth float64 `yaml:"max_per_month" unit:"1/month" range:"[0,1]" default:"0.25" source:"assumption" doc:"greatest share of the widest gap that newcomers close in a month"`
}

// Arrivals are researchers hired from one firm in a month.
type Arrivals struct {
	Researchers float64
	AheadOOM    float64 // capability of the old firm less that of the new
}

// GainOOM returns what a month's arrivals bring:
//
//	sum over old firms of ShareOfGap x (1 - exp(-arrivals/Carriers)) x max(0, gap), at most MaxPerMonth x the widest gap.
func (k KnowHow) GainOOM(from []Arrivals) float64 {
	var gain, widest float64
	for _, a := range from {
		gap := math.Max(0, a.AheadOOM)
		widest = math.Max(widest, gap)
		part := -exact.Expm1(-math.Max(0, a.Researchers) / k.Carriers)
		gain += float64(float64(k.ShareOfGap*part) * gap)
	}
	return math.Min(gain, float64(k.MaxPerMonth*widest))
}
