package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/market/compute"
	"shakeout/market/ledger"
)

// logHardwareGain returns the growth of performance per dollar, log per year: obsolescence.
func (s *State) logHardwareGain() float64 {
	if t := s.world.Technology; t != nil {
		return t.Hardware.LogGainPerYear(float64(s.tick) / 12)
	}
	return 0
}

// userCost returns the cost of an hour of an accelerator bought today.
func (s *State) userCost() float64 {
	if s.world.Compute == nil {
		return s.world.Serving.ComputePrice
	}
	return s.world.Compute.Cost.UserCostUSDPerHour(s.hardware, s.logHardwareGain())
}

// deliver lets a month pass in the fleets: old accelerators wear out, ordered ones arrive, a shortage
// may hold some back.
func (s *State) deliver() {
	c, p := &s.spot, s.world.Compute
	luck := s.stream("", "delivery")
	was := c.shortage
	c.shortage = p.Delivery.NextShortage(c.shortage, &luck)
	if was == 0 && c.shortage > 0 {
		s.event("shortage", "", "", math.NaN(), "%.0f %% of accelerators due arrive %d months late", 100*p.Delivery.ShortageShare, c.shortage)
	}
	if t := s.world.Technology; t != nil {
		s.hardware = t.Hardware.Index(float64(s.tick) / 12)
	}
	c.cost = s.userCost()
	for owner := neoclouds; owner < len(s.firms); owner++ {
		k := c.parkOf(owner)
		k.lost = p.Age(&k.vintages, s.tick)
		c.work.arrived = p.Delivery.Deliver(&k.pipeline, c.work.arrived[:0], s.tick, c.shortage)
		for _, a := range c.work.arrived {
			p.Fleet.Add(&k.vintages, compute.Vintage{Month: s.tick, Units: a.Units, HardwareIndex: a.HardwareIndex})
		}
	}
	s.countFleets()
}

// countFleets says how many accelerators everybody has and how many hours they can sell.
func (s *State) countFleets() {
	c := &s.spot
	c.supply = 0
	for owner := neoclouds; owner < len(s.firms); owner++ {
		k := c.parkOf(owner)
		units := k.vintages.Units()
		if owner == neoclouds {
			c.fringe = units
		} else {
			s.firms[owner].Fleet = units
		}
		k.hours = s.world.Compute.Cost.SellableHours(units) / 1e6
		c.supply += k.hours
	}
}

// supplyHours returns the hours that all fleets can sell in a month, millions.
func (s *State) supplyHours() float64 { return s.spot.supply }

// runningUSD returns power, sites and staff of a firm's fleet, USD a month.
func (s *State) runningUSD(i int) float64 {
	usd := 0.0
	for _, v := range s.spot.parkOf(i).vintages {
		usd += float64(v.Units * s.world.Compute.Cost.RunningUSDPerYear(v.HardwareIndex))
	}
	return usd / 12
}

// payRunning pays the running cost of the fleets.
func (s *State) payRunning() {
	for i := range s.firms {
		s.pay(s.firms[i].Account, s.sector.suppliers, ledger.FleetRunning, s.runningUSD(i))
	}
}

// handCompute settles the accelerators and contracts of a firm that ends: its owner takes over both. Without
// one the neoclouds take over the machines (see liquidate for what they pay) and serve those who had
// rented them, and the sellers it had signed with lose its contracts.
func (s *State) handCompute(f *agents.Firm, owner int) {
	p, c := s.world.Compute, &s.spot
	if p == nil { // no market: accelerators only stand in the books
		if owner != neoclouds {
			s.firms[owner].Fleet += f.Fleet
		}
		f.Fleet = 0
		return
	}
	s.growCompute()
	from, to := c.parkOf(f.Index), c.parkOf(owner)
	if owner == neoclouds {
		c.work.lost = c.book.Release(c.work.lost[:0], f.Index, s.tick)
		usd := 0.0
		for _, lost := range c.work.lost {
			usd += lost.CommittedUSD(s.tick + 1)
		}
		if usd > 0 {
			s.event("contracts-lost", f.ID, "", float64(usd*1e6), "%d contracts for compute end with it", len(c.work.lost))
		}
	}
	c.book.Assign(f.Index, owner)
	s.handCredits(f, owner)
	p.Fleet.Join(&to.vintages, from.vintages)
	for _, a := range from.pipeline {
		to.pipeline.Order(a)
	}
	to.capexUSD += from.capexUSD
	to.spent.Join(&from.spent)
	if owner != neoclouds { // loans stay with the machines
		to.loans = append(to.loans, from.loans...)
		s.firms[owner].FleetDebtUSD += f.FleetDebtUSD
	}
	*from = park{}
	f.FleetDebtUSD = 0
	s.countFleets()
}
