package strategies

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
)

// capacityByScarcity is a cloud that builds only when scarcity pays: little while an hour sells near its cost, more the further the
// price is above it; and when fleets are full it asks more for its own hours.
type capacityByScarcity struct {
	parent
	Trigger float64 `yaml:"trigger" unit:"ratio" range:"[0.1,10]" source:"assumption; an option to wait is worth a margin over cost, Dixit and Pindyck 1994" doc:"compute price over user cost at which it builds as forecast"`
	Steep   float64 `yaml:"steep" unit:"1" range:"[0,20]" source:"assumption" doc:"elasticity of orders to price over trigger"`
	Full    float64 `yaml:"full" unit:"share" range:"[0,1]" source:"assumption" doc:"utilisation above which it asks more for its hours"`
	Markup  float64 `yaml:"markup" unit:"ratio" range:"[1,10]" source:"assumption" doc:"price of its hours over the market's rule when fleets are full"`
}

var capacityByScarcityEntry = cloud(Entry{
	Name:   "capacity-by-scarcity",
	About:  "build only when an hour sells well above its cost, and ask more when fleets are full",
	Sees:   "compute price, user cost and utilisation, own cost, rivals' prices",
	Source: "Dixit and Pindyck 1994; Kreps and Scheinkman 1983",
	Well:   Trial{In: frontier, Agent: "google", Why: "it waits for prices above cost and spends on fleets that earn"},
	Badly:  Trial{In: crossed, Agent: "microsoft", Why: "three years in, share counts for more than fleets not bought"},
}, capacityByScarcity{parent{
	pricing{Floor: 1.2, WeightCost: 0.6, Hazard: 0.03},
	development{Pace: 0.8, Months: 9, Small: 2, Gain: 0.1},
	promotion{Sales: 0.06, Brand: 0.02},
	0.2, 0.8,
}, 1.15, 2, 0.97, 1.1})

// Decide implements agents.CloudStrategy.
func (s *capacityByScarcity) Decide(v *agents.CloudView, luck *exact.Stream, m *agents.CloudMove) {
	s.run(v, luck, m)
	if v.Market.ComputeCostUSDPerH > 0 && v.Market.ComputePriceUSDPerH > 0 {
		over := exact.Log(v.Market.ComputePriceUSDPerH / v.Market.ComputeCostUSDPerH / s.Trigger)
		m.CapacityFactor = math.Max(0.1, math.Min(2, exact.Exp(float64(s.Steep*over))))
	}
	m.ComputeMarkup = 1
	if v.Market.ComputeUtilisation > s.Full {
		m.ComputeMarkup = s.Markup
	}
	board(&v.Books, &m.ModelMove)
}
