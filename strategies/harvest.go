package strategies

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
)

// harvest is a lab that lives off the customers it has: prices creep up as long as few leave, research and brand shrink, nothing new is
// trained, no money is raised; when it has lost money for long enough it looks for a buyer.
type harvest struct {
	promotion
	Rise     float64 `yaml:"rise" unit:"1/month" range:"[0,0.5]" source:"assumption" doc:"of prices, while few leave"`
	Ceiling  float64 `yaml:"ceiling" unit:"ratio" range:"[0.1,10]" source:"assumption; switching costs are worth about half of the price" doc:"greatest price over that of equal quality"`
	Loss     float64 `yaml:"loss" unit:"share" range:"[0,1]" source:"assumption" doc:"of share in three months above which prices stop rising"`
	Shrink   float64 `yaml:"shrink" unit:"1/month" range:"[0,0.5]" source:"assumption; research falls by 4 % a month at most" doc:"of research"`
	Patience int64   `yaml:"patience" unit:"months" range:"[1,120]" source:"assumption" doc:"of losses in a row until it looks for a buyer"`
	losses   int64
}

var harvestEntry = lab(Entry{
	Name:   "harvest",
	About:  "live off the customers there are: prices up, research and brand down, sell when it no longer pays",
	Sees:   "loss of share, rivals' prices, own operating profit",
	Source: "Harrigan and Porter 1983; Klemperer 1995",
	Well:   Trial{In: bestReplies, Agent: "alpha", Why: "in a market at rest customers stay, and what is not spent on them is profit"},
	Badly:  Trial{In: frontier, Agent: "openai", Why: "where models get better every month it is left behind, and bought for little"},
}, harvest{promotion{Sales: 0.04, Brand: 0.005}, 0.02, 1.5, 0.15, 0.04, 9, 0})

// Decide implements agents.LabStrategy.
func (s *harvest) Decide(v *agents.LabView, _ *exact.Stream, m *agents.LabMove) {
	for k := range v.Offers {
		o := &v.Offers[k]
		if !paid(o) || o.ShareLoss > s.Loss {
			continue
		}
		p := float64(o.PriceUSD * (1 + s.Rise))
		if top := parity(o); top > 0 {
			p = math.Min(p, math.Max(o.PriceUSD, float64(s.Ceiling*top)))
		}
		m.PricesUSD[k] = underOpen(o, p)
	}
	m.ResearchUSD = float64((1 - s.Shrink) * v.ResearchUSDPerYear)
	s.promote(&v.Books, &m.ModelMove, leastBrand)
	s.losses++
	if v.OperatingUSD >= 0 {
		s.losses = 0
	}
	m.SeekBuyer = s.losses >= s.Patience
	board(&v.Books, &m.ModelMove)
}
