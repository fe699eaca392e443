package strategies

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
)

// penetration is a lab that buys share before anything else (blitzscaling): far below rivals, below cost where it must, with loud brand
// and early rounds, until it has the share it wants or money gets short. Then it prices as others do.
type penetration struct {
	pricing
	development
	promotion
	funding
	Depth    float64 `yaml:"depth" unit:"ratio" range:"[0.1,2]" source:"assumption" doc:"least price over marginal cost while it buys share"`
	Discount float64 `yaml:"discount" unit:"share" range:"[0,0.9]" source:"assumption" doc:"below the price of equal quality while it buys share"`
	Target   float64 `yaml:"target" unit:"share" range:"[0,1]" source:"assumption" doc:"of model revenue at which it has bought enough"`
	Runway   float64 `yaml:"runway" unit:"months" range:"[0,60]" source:"assumption" doc:"below which it stops buying share"`
}

var penetrationEntry = lab(Entry{
	Name:   "penetration",
	About:  "buy share first: below rivals and if need be below cost, until the target share is reached or money gets short",
	Sees:   "own share, runway, mood of the capital market, rivals' prices, own cost",
	Source: "Farrell and Klemperer 2007 (bargains, then rip-offs); Hoffman and Yeh 2018 (blitzscaling)",
	Well:   Trial{In: shareBuyer, Agent: "alpha", Why: "against a rival that buys share, who does the same keeps his customers"},
	Badly:  Trial{In: research, Agent: "alpha", Why: "share bought below cost is paid for twice: by the margin, and by research it can't afford"},
}, penetration{
	pricing{Floor: 1.2, WeightCost: 0.5, Hazard: 0.1},
	development{Pace: 1.1, Months: 7, Small: 2, Gain: 0.1},
	promotion{Sales: 0.15, Brand: 0.12},
	funding{RaiseBelow: 18, Need: 24, SellBelow: 6},
	0.75, 0.3, 0.3, 10,
})

// buysShare is the plan on record for prices below cost.
const buysShare = "buys share: customers stay, and serving gets cheaper"

// Decide implements agents.LabStrategy.
func (s *penetration) Decide(v *agents.LabView, luck *exact.Stream, m *agents.LabMove) {
	s.reprice(&v.Books, luck, &m.ModelMove)
	if v.Market.Peers[v.Index].Share < s.Target && v.RunwayMonths > s.Runway && !v.Market.Bust {
		for k := range v.Offers {
			o := &v.Offers[k]
			if !paid(o) || o.PeerPriceUSD <= 0 {
				continue
			}
			m.PricesUSD[k] = math.Max(float64(s.Depth*o.UnitCostUSD), float64((1-s.Discount)*parity(o)))
			if m.PricesUSD[k] < o.UnitCostUSD {
				m.Plans[k] = buysShare
			}
		}
	}
	s.develop(v.Market, &v.Books, &m.ModelMove)
	s.promote(&v.Books, &m.ModelMove, leastBrand)
	s.fund(v.Market, &v.Books, m, s.Pace)
	board(&v.Books, &m.ModelMove)
}
