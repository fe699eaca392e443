package capital

import (
	"math"

	"shakeout/internal/exact"
)

// Score ranks laboratories when money is scarce. Investors look at growth, at the distance from the frontier, at whether promises were kept, and at size, which
// stands for brand and for a lead investor who is already there (Kaplan and Strömberg 2004 for what investors weigh). The weights are in points; only the order
// counts.
type Score struct {
	GrowthWeight float64 `yaml:"growth_weight" unit:"1" range:"[0,10]" default:"0.5" source:"assumption" doc:"points per log point of yearly growth"`
	GapWeight    float64 `yaml:"gap_weight_per_oom" unit:"1/OOM" range:"[0,10]" default:"1" source:"assumption" doc:"points lost per order of magnitude behind the frontier"`
	PlanWeight   float64 `yaml:"plan_weight" unit:"1" range:"[0,10]" default:"1" source:"assumption" doc:"points per log point of revenue over plan"`
	SizeWeight   float64 `yaml:"size_weight" unit:"1" range:"[0,10]" default:"0.15" source:"assumption" doc:"points per log point of revenue over the reference revenue"`
}

// Points returns the score of a firm:
//
//	GrowthWeight g - GapWeight max(0, gap) + PlanWeight ln(attainment) + SizeWeight ln(R/reference)
//
// with g within [-1, 3], attainment within [.1, 3] and R/reference within [1e-4, 100], so that no single number decides alone.
func (p Params) Points(o Outlook, attainment float64) float64 {
	reference := float64(p.Valuation.ReferenceRevenueUSDM * million)
	clip := func(x, low, high float64) float64 { return math.Min(math.Max(x, low), high) }
	return float64(p.Score.GrowthWeight*clip(o.LogGrowth, -1, 3)) -
		float64(p.Score.GapWeight*math.Max(0, o.GapOOM)) +
		float64(p.Score.PlanWeight*exact.Log(clip(attainment, 0.1, 3))) +
		float64(p.Score.SizeWeight*exact.Log(clip(o.RevenueUSDPerYear/reference, 1e-4, 100)))
}
