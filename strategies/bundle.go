package strategies

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
)

// bundle is a cloud that gives its own customers a discount on its own models, as far as unit cost allows, and none to others.
type bundle struct {
	parent
	Discount float64 `yaml:"discount" unit:"share of price" range:"[0,0.95]" source:"assumption; suites sell at a quarter to a half off" doc:"off its own models for customers of its cloud"`
}

var bundleEntry = cloud(Entry{
	Name:   "bundle",
	About:  "own models at a discount for customers of the own cloud, as far as unit cost allows",
	Sees:   "own cost and prices, rivals' prices, envelope",
	Source: "Adams and Yellen 1976; Nalebuff 2004",
	Well:   Trial{In: aloof, Agent: "microsoft", Why: "customers of its cloud take its models, and three years in their revenue is worth more than the discount"},
	Badly:  Trial{In: aloofForLong, Agent: "microsoft", Why: "over ten years the discount is given to many who would have paid"},
}, bundle{parent{
	pricing{Floor: 1.3, WeightCost: 0.5, Hazard: 0.04},
	development{Pace: 0.9, Months: 8, Small: 2, Gain: 0.1},
	promotion{Sales: 0.08, Brand: 0.03},
	0.25, 0.8,
}, 0.3})

// Decide implements agents.CloudStrategy.
func (s *bundle) Decide(v *agents.CloudView, luck *exact.Stream, m *agents.CloudMove) {
	s.run(v, luck, m)
	board(&v.Books, &m.ModelMove)
	m.BundleDiscount = s.Discount
	for k := range v.Offers { // the bundle too is sold at cost or more
		if o := &v.Offers[k]; paid(o) && m.PricesUSD[k] > 0 {
			m.BundleDiscount = math.Max(0, math.Min(m.BundleDiscount, 1-o.UnitCostUSD/m.PricesUSD[k]))
		}
	}
}
