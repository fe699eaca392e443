package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/market/compute"
	"shakeout/market/ledger"
)

// orderCapacity lets every owner of accelerators order more: the fleet that the spending expected in a
// year will buy at the cost of then, less what stands and what is on its way, within the limits of
// what boards approve and of what the owner can pay. A lab builds no more than its own models need.
func (s *State) orderCapacity() {
	c, p := &s.spot, s.world.Compute
	s.valueHours()
	spend := 0.0
	for owner := neoclouds; owner < len(s.firms); owner++ {
		spend += c.parkOf(owner).outside + c.parkOf(owner).related
	}
	c.spendGrowth = p.Forecast.NextGrowth(c.spendGrowth, c.spend, spend)
	c.spend = spend
	c.capexUSD = 0
	ahead := p.Cost.UserCostUSDPerHour(s.hardwareAhead(p.Forecast.HorizonMonths), s.logHardwareGain())
	unit := p.Cost.CapitalUSD(s.hardware)
	for owner := neoclouds; owner < len(s.firms); owner++ {
		k := c.parkOf(owner)
		if !(k.hours > 0) || owner != neoclouds && !s.firms[owner].Status.Alive() {
			k.capexUSD, k.wanted, k.spent = 0, 0, compute.Spent{}
			continue
		}
		expected := p.Forecast.SpendUSD(k.outside, k.related, c.spendGrowth)
		if owner != neoclouds && s.firms[owner].Kind == agents.Lab { // it builds for itself, not for a market
			expected = float64((c.inference[owner] + c.research[owner]) * ahead)
		}
		k.wanted = p.Capex.OrderUnits(compute.Capacity{
			DesiredUnits: float64(p.Cost.DesiredUnits(expected, ahead) * 1e6), Units: k.vintages.Units(), PipelineUnits: k.pipeline.Units(), LostUnits: k.lost,
		})
		usd := p.Capex.SpendUSD(float64(k.wanted*s.capacityFactor(owner)), unit, &k.spent)
		if owner != neoclouds {
			usd = s.affordCapacity(&s.firms[owner], usd)
		}
		s.buyCapacity(owner, usd)
	}
}

// hardwareAhead returns performance per dollar some months from now.
func (s *State) hardwareAhead(months float64) float64 {
	if t := s.world.Technology; t != nil {
		return t.Hardware.Index((float64(s.tick) + months) / 12)
	}
	return s.hardware
}

// valueHours says what everybody's accelerators are worth to their users this month: contracts at their price, spot hours and the
// owner's own use at the usual price. What firms pay in which the owner holds a stake stands apart.
func (s *State) valueHours() {
	c := &s.spot
	for owner := neoclouds; owner < len(s.firms); owner++ {
		k := c.parkOf(owner)
		k.outside, k.related = float64(k.sold*c.usual), 0
	}
	for _, x := range c.book {
		k := c.parkOf(x.Seller)
		bill := float64(x.BillUSD(s.tick) * k.served)
		if s.isRelated(x.Buyer, x.Seller) {
			k.related += bill
		} else {
			k.outside += bill
		}
	}
}

// isRelated says whether an owner of accelerators holds a stake in a firm that buys from it.
func (s *State) isRelated(buyer, owner int) bool {
	return buyer != nobody && owner != neoclouds && s.firms[buyer].Capital.Table.Fraction(s.firms[owner].ID) > 0
}

// affordCapacity trims an order of accelerators to what their owner can pay out of its own purse and with loans against those it has.
func (s *State) affordCapacity(f *agents.Firm, usd float64) float64 {
	k := s.spot.parkOf(f.Index)
	limit := s.purseUSD(f)
	if usd > limit {
		limit += s.borrowForFleet(f, usd-limit)
	}
	short := usd > float64(1.1*limit)
	if short && !k.short {
		s.event("trimmed", f.ID, "", usd, "orders accelerators for %.4g USD m only", limit/1e6)
	}
	k.short = short
	return math.Min(usd, limit)
}

// purseUSD returns what an owner of accelerators may spend on more of them this month out of its own purse.
// Loans for those it has are served first, and what its models lose is gone.
func (s *State) purseUSD(f *agents.Firm) float64 {
	due := 0.0
	for _, loan := range s.spot.parkOf(f.Index).loans {
		d := loan.Due()
		due += d.InterestUSD + d.RepaymentUSD
	}
	return s.world.Compute.Capex.LimitUSD(compute.Purse{
		EarningsUSD: float64(s.spot.sold[f.Index]*1e6) - s.runningUSD(f.Index) - due + math.Min(0, f.Month.Mean(&f.Month.Operating, 3)), CoreUSD: f.Core, CashUSD: math.Max(0, s.cash(f)),
	})
}

// buyCapacity orders accelerators for an amount of USD and pays them.
func (s *State) buyCapacity(owner int, usd float64) {
	c, p := &s.spot, s.world.Compute
	k := c.parkOf(owner)
	k.capexUSD = usd
	k.spent.Add(usd)
	k.pipeline.Order(compute.Arrival{
		Month: s.tick + p.Delivery.LagMonths, Units: usd / p.Cost.CapitalUSD(s.hardware), HardwareIndex: s.hardware,
	})
	c.capexUSD += usd / 1e6
	s.pay(s.accountOf(owner), s.sector.suppliers, ledger.Capex, usd)
}
