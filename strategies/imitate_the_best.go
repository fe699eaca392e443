package strategies

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
)

// imitateTheBest is a lab that does as the lab does whose share has grown most in a year, as far as the public can see it: its prices
// corrected for quality, its cadence, its number of researchers. It looks around only now and then, and follows its model in between.
type imitateTheBest struct {
	Step     float64 `yaml:"step" unit:"share" range:"[0,1]" source:"assumption" doc:"of the way to the model's price that it goes in a month"`
	MinShare float64 `yaml:"min_share" unit:"share" range:"[0,1]" source:"assumption" doc:"of model revenue below which nobody is a model"`
	Floor    float64 `yaml:"floor" unit:"ratio" range:"[0,10]" source:"assumption" doc:"least price over marginal cost"`
	Taste    float64 `yaml:"taste" unit:"log points per OOM" range:"[0,5]" source:"assumption: .6 utils an OOM over a price sensitivity of 1.8" doc:"price correction for quality"`
	Look     float64 `yaml:"look" unit:"1/month" range:"[0,1]" source:"assumption: a few times a year" doc:"chance that it looks for a new model"`
	promotion
	funding
	following string // id of its model
}

var imitateTheBestEntry = lab(Entry{
	Name:   "imitate-the-best",
	About:  "do as the lab whose share has grown most in a year: its prices, its cadence, its team",
	Sees:   "peers' shares now and a year ago, prices, capability, launches, researchers",
	Source: "Alchian 1950; Vega-Redondo 1997; Schlag 1998",
	Well:   Trial{In: research, Agent: "alpha", Why: "it trains when others do and prices with the one who grows, at little cost"},
	Badly:  Trial{In: bestReplies, Agent: "alpha", Why: "with one rival it drifts to the rival's price, whatever its own cost and quality"},
}, imitateTheBest{0.3, 0.005, 1.1, 0.33, 0.25, promotion{Sales: 0.09, Brand: 0.04}, funding{RaiseBelow: 13, Need: 21, SellBelow: 6}, ""})

// Decide implements agents.LabStrategy.
func (s *imitateTheBest) Decide(v *agents.LabView, luck *exact.Stream, m *agents.LabMove) {
	looks := luck.Bernoulli(s.Look)
	at := s.find(v)
	if looks || at < 0 {
		if at = s.best(v); at >= 0 {
			s.following = v.Market.Peers[at].ID
		}
	}
	if at >= 0 {
		s.follow(v, &v.Market.Peers[at], m)
	}
	m.TrainSmall = v.MonthsSinceSmall > v.MonthsSinceLaunch && v.MonthsSinceLaunch >= 2
	s.promote(&v.Books, &m.ModelMove, leastBrand)
	s.fund(v.Market, &v.Books, m, 1)
	board(&v.Books, &m.ModelMove)
}

// find is the place of the model it has; -1 if it has none that is still to be seen.
func (s *imitateTheBest) find(v *agents.LabView) int {
	for i := range v.Market.Peers {
		if p := &v.Market.Peers[i]; p.ID == s.following && p.Status.Alive() && p.PriceUSD > 0 {
			return i
		}
	}
	return -1
}

// best is the place of the peer to imitate: a living lab whose share has grown most, itself excluded; -1 without any.
func (s *imitateTheBest) best(v *agents.LabView) int {
	best, growth := -1, 0.0
	for i := range v.Market.Peers {
		p := &v.Market.Peers[i]
		if i == v.Index || p.Kind != agents.Lab || !p.Status.Alive() || p.Share < s.MinShare || p.PriceUSD <= 0 {
			continue
		}
		if g := p.Share / math.Max(p.ShareYearAgo, 1e-6); best < 0 || g > growth {
			best, growth = i, g
		}
	}
	return best
}

// follow moves prices, launches and research toward those of the model.
func (s *imitateTheBest) follow(v *agents.LabView, p *agents.Peer, m *agents.LabMove) {
	own := v.Market.Peers[v.Index].PriceUSD
	if own > 0 {
		target := exact.Log(p.PriceUSD/own) + float64(s.Taste*math.Max(-2, math.Min(2, v.OnMarket-p.Capability)))
		factor := exact.Exp(float64(s.Step * target))
		for k := range v.Offers {
			if o := &v.Offers[k]; setsPrice(o) {
				m.PricesUSD[k] = underOpen(o, math.Max(float64(s.Floor*o.UnitCostUSD), float64(o.PriceUSD*factor)))
			}
		}
	}
	better := v.Capability > v.OnMarket+0.05
	m.Train = v.RunMonthsLeft < 0 && better && (p.MonthsSinceLaunch < v.MonthsSinceLaunch || v.MonthsSinceLaunch >= 12)
	if p.ResearchersEst > 0 && v.Researchers > 0 {
		gap := math.Max(-0.04, math.Min(0.06, float64(0.05*exact.Log(p.ResearchersEst/v.Researchers))))
		m.ResearchUSD = float64(grown(v.Market, &v.Books, 0.7) * (1 + gap))
	}
}
