package worlds

import (
	"math"

	"shakeout/agents"
)

// Costs are the rules for the lines of cost that are not compute.
type Costs struct {
	OtherPay           float64  `yaml:"other_pay_usd_per_year" unit:"USD a year" range:"[0,inf)" default:"250000" source:"assumption" doc:"cash pay of other staff"`
	ResearcherPay      float64  `yaml:"researcher_pay_usd_per_year" unit:"USD a year" range:"[0,inf)" default:"600000" source:"assumption" doc:"cash pay of a researcher at the start"`
	OverheadElasticity float64  `yaml:"overhead_elasticity" unit:"1" range:"[0,1]" default:"0.35" source:"assumption" doc:"exponent of size in overhead"`
	SalesShare         float64  `yaml:"sales_share" unit:"share of revenue" range:"[0,1]" default:"0.09" source:"assumption" doc:"sales cost of business at the start"`
	BrandShare         float64  `yaml:"brand_share" unit:"share of revenue" range:"[0,1]" default:"0.04" source:"assumption" doc:"spend on brand at the start"`
	BrandFloor         float64  `yaml:"brand_floor_usd_m_per_year" unit:"USD m a year" range:"[0,inf)" default:"1" source:"assumption" doc:"least spend on brand that counts"`
	LeastOverhead      *float64 `yaml:"least_overhead_share" unit:"share" range:"[0,1]" doc:"least overhead over revenue and cost at the start; left out: 0.02, an assumption"`
	LaunchCost         float64  `yaml:"launch_usd_m" unit:"USD m" range:"[0,inf)" default:"2" source:"assumption" doc:"cost of bringing a model to market"`
}

func (c *Costs) leastOverhead() float64 {
	if c.LeastOverhead == nil {
		return 0.02
	}
	return *c.LeastOverhead
}

// openCosts gives every firm the overhead that makes its burn what the start state says, never
// below zero, and the goodwill that its present spending keeps up.
func (s *State) openCosts() {
	w := s.world
	s.wage = w.Costs.ResearcherPay
	s.opensUnits()
	s.measureMonth()
	s.openReservations()
	s.openFreeCash()
	for i := range s.firms {
		f := &s.firms[i]
		revenue := float64(s.indicators.revenueBy[i] * 1e6)
		f.OverheadRef = float64(revenue * 12)
		f.SalesUSD = float64(w.Costs.SalesShare * revenue)
		f.BrandUSD = math.Max(w.Costs.BrandFloor*1e6/12, float64(w.Costs.BrandShare*revenue))
		f.Goodwill = (f.SalesUSD + f.BrandUSD) / math.Max(w.Customers.GoodwillDecay, 1e-6)
		f.Goodwill0 = f.Goodwill
		f.EfficiencyUSD = float64(s.efficiencyShare() * s.servingBill(i))
		if i >= len(w.Agents) {
			continue
		}
		cost := s.staffCost(f) + f.SalesUSD + f.BrandUSD + f.EfficiencyUSD
		if f.Fleet <= 0 || f.Core > 0 {
			cost += f.ResearchPY / 12
		}
		for o := range s.offers {
			of := &s.offers[o]
			if of.seller != i {
				continue
			}
			cost += float64(of.units * 1e6 * s.unitCost(of))
		}
		if f.Fleet > 0 && f.Core == 0 { // serves from its own accelerators
			cost -= float64(s.spot.tenants[i].inferenceUSD*1e6) + s.openingRent(f)
		}
		if burn := float64(w.Agents[i].Start.Burn * 1e6); burn != 0 && f.Core == 0 {
			f.Overhead = math.Max(0, burn+revenue-cost)
		}
		f.Overhead = math.Max(f.Overhead, float64(w.Costs.leastOverhead()*(cost+revenue)))
	}
	s.openTechnology()
	s.openTalent()
}

// servingBill returns what serving cost a firm this month, USD.
func (s *State) servingBill(i int) float64 {
	usd := 0.0
	for o := range s.offers {
		of := &s.offers[o]
		if of.seller == i {
			usd += float64(of.units * of.served.mtokPerUnit * of.served.hoursPerTok * s.spot.price * 1e6)
		}
	}
	return usd
}

// efficiencyShare is the spend on cheaper serving, over the serving bill, that keeps pace.
func (s *State) efficiencyShare() float64 {
	if s.world.Technology == nil {
		return 0
	}
	return s.world.Technology.Optimisation.ReferenceShare
}

// openingLines are the books of the month that the start state describes. Nothing of it went through the ledger: what the state says of it is
// filled in, and what it does not say is unknown.
func (s *State) openingLines(f *agents.Firm) bookLines {
	t := &s.spot.tenants[f.Index]
	b := bookLines{
		core: f.Core / 1e6, inference: t.inferenceUSD, research: t.researchUSD, idle: t.netIdleUSD(s.spot.price),
		staff: s.staffCost(f) / 1e6, sales: (f.SalesUSD + f.BrandUSD) / 1e6, overhead: (f.Overhead + f.EfficiencyUSD) / 1e6,
		compute: math.NaN(), fleet: math.NaN(), interest: math.NaN(), capex: math.NaN(), equity: math.NaN(), payouts: math.NaN(),
	}
	royalties := 0.0
	for o := range s.offers {
		of := &s.offers[o]
		if !of.live || of.seller < 0 {
			continue
		}
		licensed := of.owner != of.seller && s.firms[of.owner].Status.Alive()
		royalty, fee := 0.0, 0.0
		if licensed {
			royalty = float64(of.revenue * of.royalty)
		}
		if of.via != nobody && s.firms[of.via].Status.Alive() {
			fee = float64(of.revenue * s.feeOf(of))
		}
		if of.seller == f.Index {
			b.revenue += of.revenue
			b.fees += royalty + fee
		}
		if licensed && of.owner == f.Index {
			royalties += royalty
		}
		if of.via == f.Index {
			b.royalty += fee
		}
	}
	b.royalty += royalties
	b.close(f, royalties)
	return b
}
