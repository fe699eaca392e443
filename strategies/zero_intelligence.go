package strategies

import (
	"shakeout/agents"
	"shakeout/internal/exact"
)

// zeroIntelligence is the null model: every decision is drawn at random within what a board allows. What another strategy gains over it
// is what thinking is worth, and what it earns itself is what the market's rules give to anybody.
type zeroIntelligence struct {
	Hazard float64 `yaml:"hazard" unit:"1/month" range:"[0,1]" source:"assumption" doc:"chance of a new price"`
	High   float64 `yaml:"high" unit:"ratio" range:"[1,100]" source:"assumption" doc:"greatest price over marginal cost"`
	Spread float64 `yaml:"spread" unit:"1/month" range:"[0,0.5]" source:"assumption" doc:"greatest monthly change of research, up or down"`
	Launch float64 `yaml:"launch" unit:"1/month" range:"[0,1]" source:"assumption: about as often as others" doc:"chance of a new flagship"`
	Spend  float64 `yaml:"spend" unit:"share of revenue" range:"[0,1]" source:"assumption" doc:"greatest spend on sales, and on brand"`
	Raise  float64 `yaml:"raise" unit:"1/month" range:"[0,1]" source:"assumption" doc:"chance of looking for money, with less than two years of cash"`
}

var zeroIntelligenceEntry = lab(Entry{
	Name:   "zero-intelligence",
	About:  "random within what a board allows: the null model",
	Sees:   "own cost and cash, only to stay within bounds",
	Source: "Gode and Sunder 1993 (constrained zero intelligence)",
	Well:   Trial{In: undercutters, Agent: "alpha", Why: "any mark-up is better than a price war"},
	Badly:  Trial{In: bestReplies, Agent: "alpha", Why: "random prices, where the right ones are known"},
}, zeroIntelligence{Hazard: 0.25, High: 4, Spread: 0.1, Launch: 0.12, Spend: 0.2, Raise: 0.1})

// Decide implements agents.LabStrategy. It takes the same number of draws whatever it sees.
func (s *zeroIntelligence) Decide(v *agents.LabView, luck *exact.Stream, m *agents.LabMove) {
	for k := range v.Offers {
		o := &v.Offers[k]
		u, where := luck.Float64(), luck.Float64()
		if paid(o) && u < s.Hazard {
			c := leastCost(o)
			m.PricesUSD[k] = float64(c * exact.Exp(float64(where*exact.Log(s.High))))
		}
	}
	change, train, small := luck.Uniform(-s.Spread, s.Spread), luck.Bernoulli(s.Launch), luck.Bernoulli(float64(2*s.Launch))
	sales, brand := luck.Uniform(0, s.Spend), luck.Uniform(0, s.Spend)
	ask, months := luck.Bernoulli(s.Raise), luck.Uniform(6, 30)
	m.ResearchUSD = float64(v.ResearchUSDPerYear * (1 + change))
	m.Train = train && v.RunMonthsLeft < 0
	m.TrainSmall = small && v.MonthsSinceSmall > v.MonthsSinceLaunch
	promotion{Sales: sales, Brand: brand}.promote(&v.Books, &m.ModelMove, leastBrand)
	if ask && !v.Raising && v.BurnUSD > 0 && v.RunwayMonths < 24 {
		m.RaiseUSD, m.RaiseWhy = float64(months*v.BurnUSD), "chance"
	}
	board(&v.Books, &m.ModelMove)
}
