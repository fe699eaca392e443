package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/market/compute"
)

// openCompute sets the prices of the start and the fleets with what is on its way to them.
func (s *State) openCompute() {
	c := &s.spot
	s.growCompute()
	c.price, c.cost = s.world.Serving.ComputePrice, s.userCost()
	c.usual = c.price
	p := s.world.Compute
	if p == nil {
		return
	}
	gain := s.logHardwareGain()
	c.spendGrowth = p.Opening.SpendGrowthPerMonth
	orders := p.OpeningOrders()
	for owner := neoclouds; owner < len(s.firms); owner++ {
		units := p.Opening.FringeH100e
		if owner != neoclouds {
			units = s.firms[owner].Fleet
		}
		if !(units > 0) {
			continue
		}
		k := c.parkOf(owner)
		k.vintages = p.OpeningFleet(units, p.Opening.FleetGrowthPerYear, gain)
		k.pipeline = p.Delivery.OpeningPipeline(float64(units*orders), p.Opening.FleetGrowthPerYear, gain)
		k.capexUSD = float64(units * orders * p.Cost.CapitalUSD(s.hardware))
		k.spent.Add(k.capexUSD)
		c.capexUSD += k.capexUSD / 1e6
	}
	s.countFleets()
}

// openReservations writes the contracts that firms have at the start, at the price of the start and with
// ends spread over the years ahead, says what the hours of month 0 cost, and finds the budget of other
// users at which the market clears at that price.
func (s *State) openReservations() {
	c, p := &s.spot, s.world.Compute
	host, self := s.expectHours()
	for i := range s.firms {
		t := &c.tenants[i]
		c.inference[i] = t.needed
		c.research[i] = s.researchUSD(i) / c.price
		t.inferenceUSD, t.researchUSD = float64(c.inference[i]*c.price), s.researchUSD(i)
	}
	if p == nil {
		return
	}
	s.matchReservations(c.price)
	n := len(s.firms) + 1
	for i := range s.firms {
		for k := range n {
			if hours := c.work.share[i*n+k]; hours > 0 {
				c.book = append(c.book, p.Contracts.Stagger(compute.Contract{
					Seller: k - 1, Buyer: i, HoursPerMonth: hours, PriceUSDPerHour: c.price,
				}, p.Opening.ContractParts)...)
			}
		}
	}
	s.planHours()
	c.work.steps = c.work.steps[:0]
	for owner := neoclouds; owner < len(s.firms); owner++ {
		k := c.parkOf(owner)
		c.work.steps = p.Supply(c.work.steps, k.vintages, 0, k.hours-k.committed, c.cost)
	}
	others := host + self
	for i := range c.tenants {
		t := &c.tenants[i]
		others += t.plan.ServingSpot + t.plan.ResearchSpotUSD/c.price - t.plan.SpareHours
	}
	c.background0, _ = p.Background.OpeningBudgetUSD(c.work.steps, others)
	c.background = c.background0
	c.demand = c.background/c.price + host + self
	for i := range s.firms {
		c.demand += c.inference[i] + c.research[i]
		k := c.parkOf(i)
		c.sold[i] = float64(math.Max(k.committed, k.hours-s.ownUse(i, c.price)) * c.price)
	}
	for _, x := range c.book {
		if s.isRelated(x.Buyer, x.Seller) {
			c.related[x.Seller] += x.BillUSD(0)
		}
	}
}

// openingRent returns what a firm's accelerators bring and cost in cash at the start, USD a month: hours
// beyond its own use are let at the price of the start, all machines run.
func (s *State) openingRent(f *agents.Firm) float64 {
	c, p := &s.spot, s.world.Compute
	if p == nil || !(f.Fleet > 0) {
		return 0
	}
	spare := math.Max(0, c.parkOf(f.Index).hours-s.ownUse(f.Index, c.price))
	return float64(spare*c.price*1e6) - s.runningUSD(f.Index)
}
