package strategies

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
)

// crossSubsidise is a cloud that sells its models below cost out of the core's profit: product by product, for as long as the envelope pays
// for what the price would lose.
type crossSubsidise struct {
	parent
	Depth float64 `yaml:"depth" unit:"ratio" range:"[0.1,2]" source:"assumption" doc:"least price over marginal cost"`
	Step  float64 `yaml:"step" unit:"share" range:"[0,0.9]" source:"assumption" doc:"below the price of equal quality"`
}

var crossSubsidiseEntry = cloud(Entry{
	Name:   "cross-subsidise",
	About:  "own models below rivals and if need be below cost, as long as the envelope pays for it",
	Sees:   "own cost and operating loss, envelope, rivals' prices",
	Source: "Bolton, Brodley and Riordan 2000; Eisenmann, Parker and Van Alstyne 2011",
	Well:   Trial{In: landGrab, Agent: "microsoft", Why: "share bought out of the core's profit is worth much while the market grows fast"},
	Badly:  Trial{In: frontier, Agent: "microsoft", Why: "over ten years the losses add up, and the customers bought are worth less in a market that no longer grows"},
}, crossSubsidise{parent{
	pricing{Floor: 1.05, WeightCost: 0.4, Hazard: 0.06},
	development{Pace: 1, Months: 7, Small: 2, Gain: 0.1},
	promotion{Sales: 0.07, Brand: 0.05},
	0.45, 0.9,
}, 0.8, 0.2})

// turnaround is the least price over marginal cost of a business that loses more than its parent pays for: it has to bear sales and research too.
const turnaround = 1.25

// paidByCore is the plan on record for prices below cost.
const paidByCore = "paid by the core business: reach for its other products"

// Decide implements agents.CloudStrategy.
func (s *crossSubsidise) Decide(v *agents.CloudView, luck *exact.Stream, m *agents.CloudMove) {
	s.run(v, luck, m)
	room := subsidy(&v.Books)
	for k := range v.Offers {
		o := &v.Offers[k]
		if !paid(o) || o.PeerPriceUSD <= 0 {
			continue
		}
		price := math.Min(m.PricesUSD[k], math.Max(float64(s.Depth*o.UnitCostUSD), float64((1-s.Step)*parity(o))))
		if price < o.UnitCostUSD {
			loss := below(o, price)
			if loss >= room { // the board holds it to cost, and asks for more where the models lose more than the envelope anyway
				if room < 0 {
					m.PricesUSD[k] = math.Max(m.PricesUSD[k], underOpen(o, float64(turnaround*o.UnitCostUSD)))
				}
				continue
			}
			room -= loss
			m.Plans[k] = paidByCore
		}
		m.PricesUSD[k] = price
	}
	board(&v.Books, &m.ModelMove)
}

// subsidy is what a month of sales below cost may lose, USD: what the loss on everything else leaves of the envelope. Profits from
// elsewhere pay for it and nothing else does: a good month of the models is no reason to give them away.
func subsidy(books *agents.Books) float64 {
	now := 0.0
	for k := range books.Offers {
		if o := &books.Offers[k]; paid(o) {
			now += below(o, o.PriceUSD)
		}
	}
	return books.EnvelopeUSDPerYear/12 - math.Max(0, -books.OperatingUSD-now)
}

// below is what last month's volume of an offer would lose at a price below its marginal cost, USD.
func below(o *agents.OwnOffer, price float64) float64 {
	return float64(float64(o.Units*1e6) * math.Max(0, o.UnitCostUSD-price))
}
