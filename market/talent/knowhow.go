package talent

import "math"

// KnowHow is what leavers carry. Much of a laboratory's lead is unwritten: recipes, failures, taste. Hiring from a firm that is ahead closes a part of the
// gap to it, in proportion to the newcomers' share of the team (Almeida and Kogut 1999 for engineers and patents).
type KnowHow struct {
	// Share of the gap that a team made up wholly of newcomers would close.
	ShareOfGap float64 `yaml:"share_of_gap" unit:"1" range:"[0,1]" default:"0.6" source:"assumption; licence-and-hire of most of a team carries about half the gap" doc:"share of the gap to their old firm that newcomers close, per share of the team that they are"`
	// Most that a month can close.
	MaxPerMonth float64 `yaml:"max_per_month" unit:"1/month" range:"[0,1]" default:"0.25" source:"assumption" doc:"greatest share of the widest gap that newcomers close in a month"`
}

// Arrivals are researchers hired from one firm in a month.
type Arrivals struct {
	Researchers float64
	AheadOOM    float64 // capability of the old firm less that of the new
}

// GainOOM returns what a month's arrivals bring to a team of the given size (arrivals included):
//
//	sum over firms of ShareOfGap x (arrivals/team) x max(0, gap), at most MaxPerMonth x the widest gap.
func (k KnowHow) GainOOM(from []Arrivals, team float64) float64 {
	if !(team > 0) {
		return 0
	}
	var gain, widest float64
	for _, a := range from {
		gap := math.Max(0, a.AheadOOM)
		widest = math.Max(widest, gap)
		gain += float64(float64(k.ShareOfGap*math.Min(1, a.Researchers/team)) * gap)
	}
	return math.Min(gain, float64(k.MaxPerMonth*widest))
}
