package strategies

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
)

// capacityByForecast is a cloud that builds ahead of demand: it extends the growth it sees beyond the horizon of the common forecast,
// to be the one who has room when others are full.
type capacityByForecast struct {
	parent
	Lead float64 `yaml:"lead" unit:"months" range:"[0,60]" source:"assumption: half a year beyond the common horizon" doc:"by which it builds ahead of the common forecast"`
	Most float64 `yaml:"most" unit:"ratio" range:"[1,10]" source:"assumption" doc:"greatest orders over the forecast's"`
}

var capacityByForecastEntry = cloud(Entry{
	Name:   "capacity-by-forecast",
	About:  "build ahead of demand: orders extend the growth of compute spending beyond the common forecast",
	Sees:   "growth of spending on compute, own cost, rivals' prices",
	Source: "Spence 1977 (capacity as commitment); Sterman 1989 (why forecasts overshoot)",
	Well:   Trial{In: scarceHours, Agent: "microsoft", Why: "others want hours too, so that the market grows into what was built ahead"},
	Badly:  Trial{In: aloofForLong, Agent: "microsoft", Why: "growth fades and fleets built ahead stand idle while newer ones get cheaper"},
}, capacityByForecast{parent{
	pricing{Floor: 1.1, WeightCost: 0.5, Hazard: 0.04},
	development{Pace: 0.85, Months: 8, Small: 2, Gain: 0.1},
	promotion{Sales: 0.06, Brand: 0.02},
	0.2, 0.8,
}, 6, 2})

// Decide implements agents.CloudStrategy.
func (s *capacityByForecast) Decide(v *agents.CloudView, luck *exact.Stream, m *agents.CloudMove) {
	s.run(v, luck, m)
	m.CapacityFactor = math.Max(1/s.Most, math.Min(s.Most, exact.Exp(float64(s.Lead*v.DemandGrowth))))
	board(&v.Books, &m.ModelMove)
}
