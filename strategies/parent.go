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
	m.BuildOwn = outclasses(&v.Books, s.Gain)
	m.EnvelopeShare, m.BidFactor = s.Envelope, s.Bid
}

// outclasses reports whether the own flagship is better by a gain than a licensed one in a plan or a seat: nobody pays a royalty for the worse model (make
// or buy: Williamson 1975, without lock-in).
func outclasses(books *agents.Books, gain float64) bool {
	for k := range books.Offers {
		if o := &books.Offers[k]; o.Licensed && !o.Channel.Metered() && o.Line == agents.Flagship && books.OnMarket > o.Capability+gain {
			return true
		}
	}
	return false
}
