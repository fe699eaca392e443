package strategies

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
)

// niche is a lab that leaves the general market once it has fallen behind while small and can no longer pay to catch up, and then serves
// those who pay for fit: high mark-ups, a sales force, research enough to follow.
type niche struct {
	pricing
	development
	promotion
	funding
	Gap   float64 `yaml:"gap" unit:"OOM" range:"[0,10]" source:"assumption" doc:"to the frontier beyond which it leaves the general market"`
	Stay  float64 `yaml:"stay" unit:"months" range:"[0,120]" source:"assumption: time for two generations" doc:"of runway with which it stays and tries to catch up, unless a round failed"`
	Share float64 `yaml:"share" unit:"share" range:"[0,1]" source:"assumption" doc:"of model revenue above which it stays"`
}

var nicheEntry = lab(Entry{
	Name:   "niche",
	About:  "leave the general market when small, behind and short of money to catch up, then sell fit at high mark-ups",
	Sees:   "gap to the frontier, own share, runway, own cost, rivals' prices",
	Source: "Porter 1980 (focus); Carroll 1985 (resource partitioning); Cohere and AI21 in 2024",
	Well:   Trial{In: farBehind, Agent: "alpha", Why: "research within its means, for those who pay for fit"},
	Badly:  Trial{In: risingPrices, Agent: "alpha", Why: "its sales force costs more than its customers bring"},
}, niche{
	pricing{Floor: 1.8, WeightCost: 0.8, Hazard: 0.03},
	development{Pace: 0.45, Months: 12, Small: 3, Gain: 0.15},
	promotion{Sales: 0.14, Brand: 0.01},
	funding{RaiseBelow: 12, Need: 18, SellBelow: 5},
	0.7, 24, 0.05,
})

// Decide implements agents.LabStrategy.
func (s *niche) Decide(v *agents.LabView, luck *exact.Stream, m *agents.LabMove) {
	poor := v.RunwayMonths < s.Stay || v.FailedRaises > 0
	m.GoNiche = !v.Niche && poor && v.Market.Frontier-v.OnMarket > s.Gap && v.Market.Peers[v.Index].Share < s.Share
	s.reprice(&v.Books, luck, &m.ModelMove)
	s.develop(v.Market, &v.Books, &m.ModelMove)
	if v.Niche { // who serves a niche follows, and spends no more than customers pay for and a third of what is in the bank
		spare := float64(0.3*v.RevenueUSDPerYear) + math.Max(0, v.CashUSD)/3
		m.ResearchUSD = math.Min(m.ResearchUSD, math.Max(spare, float64(0.97*v.ResearchUSDPerYear)))
	}
	s.promote(&v.Books, &m.ModelMove, leastBrand)
	s.fund(v.Market, &v.Books, m, s.Pace)
	board(&v.Books, &m.ModelMove)
}
