package strategies

import (
	"shakeout/agents"
	"shakeout/internal/exact"
)

// opener is what the strategies of releasers share: research for a core business that earns on something else.
type opener struct {
	Hazard   float64 `yaml:"hazard" unit:"1/month" range:"[0,1]" source:"prices.csv, list prices are sticky" doc:"chance of a new price between launches"`
	Pace     float64 `yaml:"pace" unit:"ratio" range:"[0,3]" source:"assumption; 1 is the industry's desired growth" doc:"growth of research over the industry's desired growth"`
	Envelope float64 `yaml:"envelope" unit:"share" range:"[0,1]" source:"assumption, 0-.5" doc:"of the core's cash flow that models may cost, net"`
	Months   int64   `yaml:"months" unit:"months" range:"[1,60]" source:"events.csv, releases of open weights" doc:"between releases"`
}

// run decides what every model business of a releaser decides.
func (s *opener) run(v *agents.ReleaserView, luck *exact.Stream, m *agents.ReleaserMove) {
	pricing{Floor: 1.1, WeightCost: 0.5, Hazard: s.Hazard}.reprice(&v.Books, luck, &m.ModelMove)
	development{Pace: s.Pace, Months: s.Months, Small: 2, Gain: 0.1}.develop(v.Market, &v.Books, &m.ModelMove)
	promotion{Sales: 0.03, Brand: 0.02}.promote(&v.Books, &m.ModelMove, leastBrandParent)
	m.EnvelopeShare = s.Envelope
	board(&v.Books, &m.ModelMove)
}
