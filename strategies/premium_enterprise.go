package strategies

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
)

// premiumEnterprise is a lab that sells to enterprises: more sales force, higher mark-ups, prices that never go below what its quality
// is worth against the mean rival and that follow nobody's cuts.
type premiumEnterprise struct {
	pricing
	development
	promotion
	funding
	Premium float64 `yaml:"premium" unit:"share" range:"[-0.5,2]" source:"assumption" doc:"least price over parity in quality with the mean rival"`
}

var premiumEnterpriseEntry = lab(Entry{
	Name:   "premium-enterprise",
	About:  "sell to enterprises: higher mark-ups, more sales force, slower repricing, no answer to cheap rivals",
	Sees:   "own cost, quality and price of rivals, desired growth, runway",
	Source: "Shaked and Sutton 1982; Anthropic's share of enterprise spending in 2024, shares.csv",
	Well:   Trial{In: duopoly, Agent: "alpha", Why: "higher mark-ups are kept where few look elsewhere"},
	Badly:  Trial{In: risingPrices, Agent: "alpha", Why: "prices never below what quality is worth, and many sellers to pay, leave a growing market to a rival"},
}, premiumEnterprise{
	pricing{Floor: 1.6, WeightCost: 0.7, Hazard: 0.02},
	development{Pace: 1, Months: 8, Small: 2, Gain: 0.1},
	promotion{Sales: 0.15, Brand: 0.02},
	funding{RaiseBelow: 18, Need: 21, SellBelow: 6},
	0,
})

// Decide implements agents.LabStrategy.
func (s *premiumEnterprise) Decide(v *agents.LabView, luck *exact.Stream, m *agents.LabMove) {
	for k := range v.Offers {
		o := &v.Offers[k]
		u := luck.Float64()
		if !setsPrice(o) {
			m.PricesUSD[k] = indexed(o, u)
			continue
		}
		target := underOpen(o, math.Max(s.launchPrice(o), float64((1+s.Premium)*parity(o))))
		switch {
		case o.New:
			m.PricesUSD[k] = target
		case u < s.Hazard:
			m.PricesUSD[k] = halfWay(o.PriceUSD, target)
		}
	}
	s.develop(v.Market, &v.Books, &m.ModelMove)
	s.promote(&v.Books, &m.ModelMove, leastBrand)
	s.fund(v.Market, &v.Books, m, s.Pace)
	board(&v.Books, &m.ModelMove)
}
