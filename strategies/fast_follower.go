package strategies

import (
	"shakeout/agents"
	"shakeout/internal/exact"
)

// fastFollower is a lab that lets others pay for the frontier: it spends less on research, launches after somebody better has launched,
// and prices below.
type fastFollower struct {
	pricing
	development
	promotion
	funding
}

var fastFollowerEntry = lab(Entry{
	Name:   "fast-follower",
	About:  "let others pay for the frontier: launch after somebody better has, price below them",
	Sees:   "rivals' launches and capability, rivals' prices, own cost, runway",
	Source: "Lieberman and Montgomery 1988; Mansfield, Schwartz and Wagner 1981 on the cost of imitation",
	Well:   Trial{In: farBehind, Agent: "alpha", Why: "the leader pays for the frontier, and what it learns reaches the follower"},
	Badly:  Trial{In: imitated, Agent: "alpha", Why: "an imitator follows as cheaply and prices with the one who grows"},
}, fastFollower{
	pricing{Floor: 1.15, WeightCost: 0.4, Hazard: 0.06},
	development{Pace: 0.75, Months: 8, Small: 2, Gain: 0.1},
	promotion{Sales: 0.07, Brand: 0.03},
	funding{RaiseBelow: 12, Need: 21, SellBelow: 6},
})

// Decide implements agents.LabStrategy.
func (s *fastFollower) Decide(v *agents.LabView, luck *exact.Stream, m *agents.LabMove) {
	s.reprice(&v.Books, luck, &m.ModelMove)
	s.develop(v.Market, &v.Books, &m.ModelMove)
	m.Train = m.Train && led(v)
	s.promote(&v.Books, &m.ModelMove, leastBrand)
	s.fund(v.Market, &v.Books, m, s.Pace)
	board(&v.Books, &m.ModelMove)
}

// led reports whether a rival has launched something better since the viewer's last flagship, or leads it by a generation (half an
// order of magnitude) anyway.
func led(v *agents.LabView) bool {
	return outdone(v.Market, &v.Books) || beaten(v.Market, &v.Books, func(p *agents.Peer) bool { return p.Capability > v.OnMarket+0.5 })
}
