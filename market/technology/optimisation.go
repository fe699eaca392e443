package technology

import (
	"math"

	"shakeout/internal/exact"
)

// Optimisation is a firm's own effort on serving: engineers who write kernels, schedulers and distilled models. Spending relative to the
// serving bill raises efficiency over the industry's with small and diminishing returns, builds up over months, and leaks away as others
// copy it.
type Optimisation struct {
	// Elasticity of efficiency to spending.
	Elasticity float64 `yaml:"elasticity" unit:"1" range:"[0,1]" default:"0.1" source:"assumption, 0-0.2" doc:"long-run elasticity of own serving efficiency to optimisation spending over the serving bill"`
	// Spending over the serving bill that keeps pace with the industry.
	ReferenceShare float64 `yaml:"reference_share" unit:"1" range:"(0,1]" default:"0.05" source:"assumption" doc:"optimisation spending over the serving bill that keeps pace with the industry"`
	// How fast efficiency follows spending.
	AdjustmentPerMonth float64 `yaml:"adjustment_per_month" unit:"1/month" range:"[0,1]" default:"0.08" source:"assumption: about a year" doc:"share of the distance to the long-run efficiency that is covered in a month"`
	// Bound on the advantage.
	MaxAdvantage float64 `yaml:"max_advantage" unit:"1" range:"[1,10]" default:"1.4" source:"assumption" doc:"greatest ratio of own to industry efficiency, and of industry to own"`
}

// Next returns the firm's efficiency relative to the industry a month later (hours per token are divided by it; 1 keeps pace):
//
//	ln E' = ln E + AdjustmentPerMonth (Elasticity ln(share / ReferenceShare) - ln E),  share = spendUSD / servingUSD,
//
// within [1/MaxAdvantage, MaxAdvantage]. Without a serving bill there is nothing to learn on and E drifts to 1.
func (o Optimisation) Next(efficiency, spendUSD, servingUSD float64) float64 {
	bound := exact.Log(o.MaxAdvantage)
	target := 0.0
	if servingUSD > 0 {
		ratio := math.Max(0, spendUSD) / servingUSD / o.ReferenceShare
		target = math.Max(float64(o.Elasticity*exact.Log(math.Max(ratio, 1e-6))), -bound)
	}
	now := exact.Log(efficiency)
	next := now + float64(o.AdjustmentPerMonth*(target-now))
	return exact.Exp(math.Min(math.Max(next, -bound), bound))
}
