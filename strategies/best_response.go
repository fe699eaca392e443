package strategies

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
)

// bestResponse is a lab that sets the price which would be best in the long run if rivals kept theirs: Bertrand's best reply on
// long-run demand, myopic in that it foresees no answer. A customer gained is worth part of a later margin.
type bestResponse struct {
	Lifetime float64 `yaml:"lifetime" unit:"share" range:"[0,1]" source:"Klemperer 1995 for the form; assumption" doc:"weight of the margin that a kept customer brings a year later"`
	Step     float64 `yaml:"step" unit:"share" range:"[0,1]" source:"assumption" doc:"of the way to the best reply, in logs, that it goes in a month"`
	development
	promotion
	funding
}

var bestResponseEntry = lab(Entry{
	Name:   "best-response",
	About:  "the price that is best in the long run if rivals keep theirs, every month",
	Sees:   "own cost, share of choices, and what its sales department knows of demand: price sensitivity, handling cost, saturation, customers kept",
	Source: "Bertrand 1883; Anderson, de Palma and Thisse 1992; Klemperer 1995",
	Well:   Trial{In: duopoly, Agent: "alpha", Why: "the price that buyers' elasticity asks for, not that of a rule of thumb"},
	Badly:  Trial{In: research, Agent: "alpha", Why: "a price that is best today while customers stay brings too little to pay for research tomorrow"},
}, bestResponse{
	0.5, 0.5,
	development{Pace: 0.95, Months: 7, Small: 2, Gain: 0.1},
	promotion{Sales: 0.09, Brand: 0.04},
	funding{RaiseBelow: 13, Need: 21, SellBelow: 6},
})

// Decide implements agents.LabStrategy.
func (s *bestResponse) Decide(v *agents.LabView, _ *exact.Stream, m *agents.LabMove) {
	for k := range v.Offers {
		o := &v.Offers[k]
		if !paid(o) || math.IsNaN(o.Elasticity) || o.Alpha <= 0 {
			continue
		}
		target := underOpen(o, math.Max(o.UnitCostUSD, s.reply(o)))
		step := s.Step
		if o.New {
			step = 1
		}
		m.PricesUSD[k] = partWay(o.PriceUSD, target, step)
	}
	s.develop(v.Market, &v.Books, &m.ModelMove)
	s.promote(&v.Books, &m.ModelMove, leastBrand)
	s.fund(v.Market, &v.Books, m, s.Pace)
	board(&v.Books, &m.ModelMove)
}

// reply solves the first-order condition (p - c)/p E(p) = 1 for p by bisection in ln p/c, which works because both factors rise with p:
//
//	E(p) = p/(p + saturation) + alpha (1 - s(p)) p/(p + h)      s(p)/(1 - s(p)) falls with (p + h)^alpha
//
// (alpha p (1 - s(p)) where price enters linearly), with the unit cost c less Lifetime x what a customer kept for a year brings then.
// The search ends at 100 times cost or price, whichever is more.
func (s *bestResponse) reply(o *agents.OwnOffer) float64 {
	c := leastCost(o)
	later := float64(o.KeptPerYear * math.Max(0, o.PriceUSD-c))
	net := c - float64(s.Lifetime*later)
	odds := o.Chosen / math.Max(1-o.Chosen, 1e-9)
	excess := func(ln float64) bool {
		p := float64(c * exact.Exp(ln))
		fall := float64(o.Alpha * exact.Log((p+o.HandlingUSD)/(o.PriceUSD+o.HandlingUSD)))
		slope := p / (p + o.HandlingUSD)
		if o.LinearPrice {
			fall, slope = float64(o.Alpha*(p-o.PriceUSD)), p
		}
		at := float64(odds * exact.Exp(-math.Max(-50, math.Min(50, fall))))
		e := p/(p+o.SaturationUSD) + float64(o.Alpha*slope/(1+at))
		return float64((p-net)/p*e) > 1
	}
	low, high := exact.Log(1e-3), exact.Log(100*math.Max(1, o.PriceUSD/c))
	for range 40 {
		middle := (low + high) / 2
		if excess(middle) {
			high = middle
		} else {
			low = middle
		}
	}
	return float64(c * exact.Exp(high))
}
