package strategies

import (
	"shakeout/agents"
	"shakeout/internal/exact"
)

// parent is what the strategies of clouds share: a model business that a larger business pays for.
type parent struct {
	pricing
	development
	promotion
	Envelope float64 `yaml:"envelope" unit:"share" range:"[0,1]" source:"assumption, 0-.5" doc:"of the cash flow of core and cloud that models may cost, net"`
	Bid      float64 `yaml:"bid" unit:"ratio" range:"[0,2]" source:"assumption" doc:"bid over own valuation of a lab at auction; 0: none"`
}

// run decides what every model business of a cloud decides.
func (s *parent) run(v *agents.CloudView, luck *exact.Stream, m *agents.CloudMove) {
	s.reprice(&v.Books, luck, &m.ModelMove)
	s.develop(v.Market, &v.Books, &m.ModelMove)
	s.promote(&v.Books, &m.ModelMove, leastBrandParent)
	m.EnvelopeShare, m.BidFactor = s.Envelope, s.Bid
}
