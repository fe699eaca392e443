package strategies

import (
	"shakeout/agents"
	"shakeout/internal/exact"
)

// costPlus is a lab that prices every paid offer at marginal cost plus a fixed mark-up, every month.
type costPlus struct {
	Markup float64 `yaml:"markup" unit:"ratio" range:"[0,10]" source:"assumption; gross margins near a third" doc:"over marginal cost"`
}

var costPlusEntry = lab(Entry{
	Name:   "cost-plus",
	About:  "a fixed mark-up on marginal cost, every month",
	Sees:   "own cost",
	Source: "Hall and Hitch 1939",
	Well:   Trial{In: undercutters, Agent: "alpha", Why: "a fixed mark-up ends a price war"},
	Badly:  Trial{In: bestReplies, Agent: "alpha", Why: "a mark-up of a half is far below what buyers would pay"},
}, costPlus{Markup: 0.5})

// Decide implements agents.LabStrategy.
func (s *costPlus) Decide(v *agents.LabView, _ *exact.Stream, m *agents.LabMove) {
	for k := range v.Offers {
		if o := &v.Offers[k]; paid(o) {
			m.PricesUSD[k] = float64(o.UnitCostUSD * (1 + s.Markup))
		}
	}
	usualDevelopment.develop(v.Market, &v.Books, &m.ModelMove)
	usualPromotion.promote(&v.Books, &m.ModelMove, leastBrand)
	usualFunding.fund(v.Market, &v.Books, m, usualDevelopment.Pace)
	board(&v.Books, &m.ModelMove)
}
