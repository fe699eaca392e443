package strategies

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
)

// valueBased is a lab that prices by what the buyer gains over the next best alternative, whatever it costs: the reference price, plus
// a share of the worth of being better, or less all of the worth of being worse.
type valueBased struct {
	Capture float64 `yaml:"capture" unit:"share" range:"[0,1]" source:"assumption" doc:"of the worth of its better quality that the price takes"`
	Hazard  float64 `yaml:"hazard" unit:"1/month" range:"[0,1]" source:"assumption: a review of prices once or twice a year" doc:"chance of a new price between launches"`
	Floor   float64 `yaml:"floor" unit:"ratio" range:"[0,10]" source:"assumption" doc:"least price over marginal cost"`
	development
	promotion
	funding
}

var valueBasedEntry = lab(Entry{
	Name:   "value-based",
	About:  "price by the buyer's gain over the next best alternative, not by cost",
	Sees:   "rivals' prices and how much more or less a buyer would pay for its own quality",
	Source: "economic value to the customer: Forbis and Mehta 1981; Hinterhuber 2004",
	Well:   Trial{In: duopoly, Agent: "alpha", Why: "takes what its better model is worth, where a fixed mark-up leaves it to buyers"},
	Badly:  Trial{In: bestReplies, Agent: "alpha", Why: "it takes the rival's price for the measure and so never raises it"},
}, valueBased{
	0.7, 0.12, 1.1,
	development{Pace: 0.95, Months: 8, Small: 2, Gain: 0.1},
	promotion{Sales: 0.12, Brand: 0.03},
	funding{RaiseBelow: 13, Need: 21, SellBelow: 6},
})

// Decide implements agents.LabStrategy.
func (s *valueBased) Decide(v *agents.LabView, luck *exact.Stream, m *agents.LabMove) {
	for k := range v.Offers {
		o := &v.Offers[k]
		u := luck.Float64()
		if paid(o) && o.PeerPriceUSD > 0 && (o.New || u < s.Hazard) {
			m.PricesUSD[k] = math.Max(float64(s.Floor*o.UnitCostUSD), s.value(o))
		}
	}
	s.develop(v.Market, &v.Books, &m.ModelMove)
	s.promote(&v.Books, &m.ModelMove, leastBrand)
	s.fund(v.Market, &v.Books, m, s.Pace)
	board(&v.Books, &m.ModelMove)
}

// value is the reference price and the share of the worth of the difference that goes to the seller.
func (s *valueBased) value(o *agents.OwnOffer) float64 {
	gain := parity(o) - o.PeerPriceUSD
	if gain > 0 {
		gain = float64(s.Capture * gain)
	}
	return underOpen(o, o.PeerPriceUSD+gain)
}
