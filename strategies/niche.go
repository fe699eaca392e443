package strategies

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
)

// niche is a lab that leaves the general market once it has fallen behind while small, and then serves those who pay for fit: high
// mark-ups, a sales force, research enough to follow.
type niche struct {
	pricing
	development
	promotion
	funding
	Gap   float64 `yaml:"gap" unit:"OOM" range:"[0,10]" source:"assumption" doc:"to the frontier beyond which it leaves the general market"`
	Share float64 `yaml:"share" unit:"share" range:"[0,1]" source:"assumption" doc:"of model revenue above which it stays"`
}

var nicheEntry = lab(Entry{
	Name:   "niche",
	About:  "leave the general market when small and behind, then sell fit at high mark-ups",
	Sees:   "gap to the frontier, own share, own cost, rivals' prices",
	Source: "Porter 1980 (focus); Carroll 1985 (resource partitioning); Cohere and AI21 in 2024",
}, niche{
	pricing{Floor: 1.8, WeightCost: 0.8, Hazard: 0.03},
	development{Pace: 0.45, Months: 12, Small: 3, Gain: 0.15},
	promotion{Sales: 0.14, Brand: 0.01},
	funding{RaiseBelow: 12, Need: 18, SellBelow: 5},
	0.7, 0.05,
})

// Decide implements agents.LabStrategy.
func (s *niche) Decide(v *agents.LabView, luck *exact.Stream, m *agents.LabMove) {
	m.GoNiche = !v.Niche && v.Market.Frontier-v.OnMarket > s.Gap && v.Market.Peers[v.Index].Share < s.Share
	s.reprice(&v.Books, luck, &m.ModelMove)
	s.develop(v.Market, &v.Books, &m.ModelMove)
	if v.Niche { // who serves a niche follows, and spends no more than customers pay for
		m.ResearchUSD = math.Min(m.ResearchUSD, math.Max(float64(0.3*v.RevenueUSDPerYear), float64(0.97*v.ResearchUSDPerYear)))
	}
	s.promote(&v.Books, &m.ModelMove, leastBrand)
	s.fund(v.Market, &v.Books, m, s.Pace)
	board(&v.Books, &m.ModelMove)
}
