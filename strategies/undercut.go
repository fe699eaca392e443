package strategies

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
)

// undercut is a lab that prices a step below the mean rival, every month, and never below a mark-up on cost. The rival's price is that at
// which a buyer would be indifferent: who is worse and asks a little less on paper undercuts nobody.
type undercut struct {
	Step  float64 `yaml:"step" unit:"share" range:"[0,0.9]" source:"assumption" doc:"below the mean rival's price at equal quality"`
	Floor float64 `yaml:"floor" unit:"ratio" range:"[0,10]" source:"assumption" doc:"least price over marginal cost"`
}

var undercutEntry = lab(Entry{
	Name:   "undercut",
	About:  "a step below the mean rival at equal quality, never below cost",
	Sees:   "rivals' prices and quality, own cost",
	Source: "Bertrand 1883; Edgeworth 1925; Maskin and Tirole 1988",
	Well:   Trial{In: risingPrices, Agent: "alpha", Why: "a rival that raises its prices leaves room below"},
	Badly:  Trial{In: duopoly, Agent: "alpha", Why: "two undercutters end at their floors"},
}, undercut{Step: 0.05, Floor: 1.1})

// Decide implements agents.LabStrategy.
func (s *undercut) Decide(v *agents.LabView, _ *exact.Stream, m *agents.LabMove) {
	for k := range v.Offers {
		if o := &v.Offers[k]; paid(o) && o.PeerPriceUSD > 0 {
			m.PricesUSD[k] = math.Max(float64(s.Floor*o.UnitCostUSD), float64((1-s.Step)*parity(o)))
		}
	}
	usualDevelopment.develop(v.Market, &v.Books, &m.ModelMove)
	usualPromotion.promote(&v.Books, &m.ModelMove, leastBrand)
	usualFunding.fund(v.Market, &v.Books, m, usualDevelopment.Pace)
	board(&v.Books, &m.ModelMove)
}
