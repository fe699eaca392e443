package strategies

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
)

// costPlus prices every paid offer at marginal cost plus a fixed mark-up.
type costPlus struct{ markup float64 }

// Decide implements agents.LabStrategy.
func (c *costPlus) Decide(v *agents.LabView, _ *exact.Stream, m *agents.LabMove) {
	for k := range v.Offers {
		if o := &v.Offers[k]; o.PriceUSD > 0 {
			m.PricesUSD[k] = float64(o.UnitCostUSD * (1 + c.markup))
		}
	}
	cadence(&v.Books, &m.ModelMove, 9, 2, 0.1)
	selling(&v.Books, &m.ModelMove, 0.09, 0.03, 50_000)
	raise(v.Market, &v.Books, m, 0.5, 12, 21)
}

// undercut prices a step below the mean rival.
type undercut struct{ step, floor float64 }

// Decide implements agents.LabStrategy.
func (u *undercut) Decide(v *agents.LabView, _ *exact.Stream, m *agents.LabMove) {
	for k := range v.Offers {
		if o := &v.Offers[k]; o.PriceUSD > 0 && o.PeerPriceUSD > 0 {
			m.PricesUSD[k] = math.Max(float64(u.floor*o.UnitCostUSD), float64((1-u.step)*o.PeerPriceUSD))
		}
	}
	cadence(&v.Books, &m.ModelMove, 9, 2, 0.1)
	selling(&v.Books, &m.ModelMove, 0.09, 0.03, 50_000)
	raise(v.Market, &v.Books, m, 0.5, 12, 21)
}
