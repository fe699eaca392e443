package talent

import "math"

// KnowHow is what leavers carry. Much of a laboratory's lead is unwritten: recipes, failures, taste. It is spread over the team that has it, and whoever hires a part
// of that team learns a part of it, whatever the size of his own (learning by hiring: Song, Almeida and Wu 2003): a deal that brings most of a team over
// closes about half of the gap, in the largest firm too.
type KnowHow struct {
	// Share of the gap that the whole of the old team would close.
	ShareOfGap float64 `yaml:"share_of_gap" unit:"1" range:"[0,1]" default:"0.6" source:"assumption; licence-and-hire of most of a team carries about half the gap" doc:"share of the gap to their old firm that newcomers close, per share of their old team that they are"`
	// Most that a month can close.
	MaxPerMonth float64 `yaml:"max_per_month" unit:"1/month" range:"[0,1]" default:"0.25" source:"assumption" doc:"greatest share of the widest gap that newcomers close in a month"`
}

// Arrivals are researchers hired from one firm in a month.
type Arrivals struct {
	Researchers float64
	OldTeam     float64 // researchers of the old firm before they left
	AheadOOM    float64 // capability of the old firm less that of the new
}

// GainOOM returns what a month's arrivals bring:
//
//	sum over old firms of ShareOfGap x (arrivals/old team) x max(0, gap), at most MaxPerMonth x the widest gap.
func (k KnowHow) GainOOM(from []Arrivals) float64 {
	var gain, widest float64
	for _, a := range from {
		if !(a.OldTeam > 0) {
			continue
		}
		gap := math.Max(0, a.AheadOOM)
		widest = math.Max(widest, gap)
		gain += float64(float64(k.ShareOfGap*math.Min(1, a.Researchers/a.OldTeam)) * gap)
	}
	return math.Min(gain, float64(k.MaxPerMonth*widest))
}
