package strategies

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
)

// subscriptionFirst is a lab that lives off plans at a fixed price: plans a little below rivals', much brand, and an API dear enough to
// keep capacity for subscribers.
type subscriptionFirst struct {
	Discount  float64 `yaml:"discount" unit:"share" range:"[0,0.9]" source:"assumption" doc:"of plans, below the mean rival's"`
	APIMarkup float64 `yaml:"api_markup" unit:"ratio" range:"[0,10]" source:"assumption" doc:"least mark-up of metered use over marginal cost"`
	Hazard    float64 `yaml:"hazard" unit:"1/month" range:"[0,1]" source:"subscriptions.csv, plans keep their price for a year and more" doc:"chance of new plan prices"`
	development
	promotion
	funding
}

var subscriptionFirstEntry = lab(Entry{
	Name:   "subscription-first",
	About:  "plans for consumers come first: cheap plans, loud brand, a dear API that leaves capacity to subscribers",
	Sees:   "rivals' plans, own cost of metered use and of subscribers",
	Source: "flat-rate bias: Lambrecht and Skiera 2006; DellaVigna and Malmendier 2006",
	Well:   Trial{In: boughtPlans, Agent: "alpha", Why: "plans a little below the rival's bring subscribers, where share bought below cost brings losses"},
	Badly:  Trial{In: plans, Agent: "alpha", Why: "between two alike its loud brand costs more than it brings"},
}, subscriptionFirst{
	0.1, 1.2, 0.06,
	development{Pace: 0.95, Months: 7, Small: 1, Gain: 0.1},
	promotion{Sales: 0.04, Brand: 0.12},
	funding{RaiseBelow: 13, Need: 21, SellBelow: 6},
})

// Decide implements agents.LabStrategy.
func (s *subscriptionFirst) Decide(v *agents.LabView, luck *exact.Stream, m *agents.LabMove) {
	for k := range v.Offers {
		o := &v.Offers[k]
		u := luck.Float64()
		switch {
		case o.Channel == agents.Subscription && o.PeerPriceUSD > 0 && (o.New || u < s.Hazard):
			m.PricesUSD[k] = math.Max(float64(1.05*o.UnitCostUSD), float64((1-s.Discount)*parity(o)))
		case setsPrice(o) && (o.New || u < s.Hazard):
			p := pricing{Floor: 1 + s.APIMarkup, WeightCost: 0.7}
			m.PricesUSD[k] = p.launchPrice(o)
		}
	}
	s.develop(v.Market, &v.Books, &m.ModelMove)
	s.promote(&v.Books, &m.ModelMove, leastBrand)
	s.fund(v.Market, &v.Books, m, s.Pace)
	board(&v.Books, &m.ModelMove)
}
