package strategies

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
)

// partnerAndInvest is a cloud that sells and carries partners' models and puts money into labs near the frontier, against compute that
// they buy from it; its own research is modest.
type partnerAndInvest struct {
	parent
	Part   float64 `yaml:"part" unit:"share" range:"[0,1]" source:"assumption; Microsoft and OpenAI, Amazon and Anthropic, funding.csv" doc:"of what a lab asks for that it offers"`
	Gap    float64 `yaml:"gap" unit:"OOM" range:"[0,10]" source:"assumption" doc:"to the frontier beyond which a lab is not worth it"`
	Commit float64 `yaml:"commit" unit:"share" range:"[0,1]" source:"assumption" doc:"of an investment that comes back as prepaid compute"`
}

var partnerAndInvestEntry = cloud(Entry{
	Name:   "partner-and-invest",
	About:  "sell and carry partners' models, invest in labs near the frontier against compute, keep own research modest",
	Sees:   "labs that look for money, their gap to the frontier, own limits, own cost, rivals' prices",
	Source: "Gans and Stern 2003; Microsoft and OpenAI since 2019, Amazon and Anthropic since 2023",
	Well:   Trial{In: aloof, Agent: "microsoft", Why: "a stake in the leading lab and its models to sell are worth more, three years in, than cash kept"},
	Badly:  Trial{In: aloofForLong, Agent: "microsoft", Why: "over ten years who only carries models keeps what partners and own research cost"},
}, partnerAndInvest{parent{
	pricing{Floor: 1.2, WeightCost: 0.6, Hazard: 0.04},
	development{Pace: 0.8, Months: 9, Small: 2, Gain: 0.1},
	promotion{Sales: 0.08, Brand: 0.02},
	0.2, 1,
}, 0.25, 0.6, 0.5})

// Decide implements agents.CloudStrategy.
func (s *partnerAndInvest) Decide(v *agents.CloudView, luck *exact.Stream, m *agents.CloudMove) {
	s.run(v, luck, m)
	m.CommitShare = s.Commit
	for k, lab := range v.LabsSeeking {
		if v.Market.Frontier-v.Market.Peers[lab].Capability > s.Gap {
			continue
		}
		m.InvestUSD[k] = float64(s.Part * v.AskUSD[k])
		if k < len(v.InvestLimitUSD) {
			m.InvestUSD[k] = math.Min(m.InvestUSD[k], v.InvestLimitUSD[k])
		}
	}
	board(&v.Books, &m.ModelMove)
}
