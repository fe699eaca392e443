package worlds

import (
	"math"

	"shakeout/market/compute"
)

// clearCompute delivers accelerators, serves contracts first, clears the rest of the hours in one
// spot auction on orders made from last month's volumes, and says how many hours each firm has. Then
// owners order accelerators.
func (s *State) clearCompute() {
	s.growCompute()
	if s.world.Compute == nil {
		s.freeHours()
		return
	}
	s.deliver()
	host, self := s.expectHours()
	s.reserveHours()
	s.planHours()
	s.auctionHours(host, self)
	s.orderCapacity()
}

// freeHours gives everybody the hours it asks for at the opening price: a world without a market for
// accelerators.
func (s *State) freeHours() {
	c := &s.spot
	c.hostHours, c.selfHours = s.expectHours()
	for i := range s.firms {
		c.research[i] = s.researchUSD(i) / c.price
	}
}

// planHours spreads everybody's reserved hours over serving and research. A seller whose fleet is too
// small for what it has signed serves all its contracts in proportion.
func (s *State) planHours() {
	c, p := &s.spot, s.world.Compute
	for i := range c.tenants {
		c.tenants[i].reserved, c.tenants[i].billUSD = 0, 0
	}
	s.countContracts()
	for owner := neoclouds; owner < len(s.firms); owner++ {
		k := c.parkOf(owner)
		signed := c.work.signed[owner+1]
		k.committed, k.served = math.Min(k.hours, signed), 1
		if signed > k.hours {
			k.served = k.hours / signed
		}
	}
	for i := range c.book {
		x := &c.book[i]
		t := &c.tenants[x.Buyer]
		served := c.parkOf(x.Seller).served
		t.reserved += float64(x.HoursPerMonth * served)
		t.billUSD += float64(x.BillUSD(s.tick) * served)
	}
	for i := range c.tenants {
		t := &c.tenants[i]
		t.plan = p.Orders.Plan(compute.Need{
			ServingHours: t.needed, ResearchUSD: s.researchUSD(i), ReservedHours: t.reserved, ReservedUSD: t.billUSD, SpotPrice: c.price,
		})
	}
}

// lettingCost is what it takes to let hours that one has paid for, over the user cost of an hour: nobody gives them away.
const lettingCost = 0.01

// auctionHours clears what is not under contract: every owner offers its fleet vintage by vintage, and firms
// the reserved hours they have no use for; serving, research, hosts, customers who host themselves
// and all other users bid. An owner buys its own hours at the same price, and only what is left of
// either changes hands for money.
func (s *State) auctionHours(host, self float64) {
	c, p := &s.spot, s.world.Compute
	w := &c.work
	n := len(s.firms)
	w.steps, w.sellers, w.buyers = w.steps[:0], w.sellers[:0], w.buyers[:0]
	for owner := neoclouds; owner < n; owner++ {
		k := c.parkOf(owner)
		k.steps[0] = len(w.steps)
		w.steps = p.Supply(w.steps, k.vintages, s.tick, k.hours-k.committed, c.cost)
		k.steps[1] = len(w.steps)
		if m := s.markup(owner); m != 1 {
			for j := range w.steps[k.steps[0]:] {
				x := &w.steps[k.steps[0]+j]
				x.ReserveUSDPerHour = float64(x.ReserveUSDPerHour * m)
			}
		}
	}
	for _, x := range w.steps {
		w.sellers = append(w.sellers, compute.SpotSeller{Reserve: x.ReserveUSDPerHour, Quantity: x.Hours})
	}
	for i := range c.tenants { // paid for already: offered at what it costs to let them
		w.sellers = append(w.sellers, compute.SpotSeller{Reserve: float64(lettingCost * c.cost), Quantity: c.tenants[i].plan.SpareHours})
	}
	for i := range c.tenants {
		t := &c.tenants[i]
		f := &s.firms[i]
		spare := s.cash(f) + f.CreditUSD
		if f.Core > 0 && !f.OwnedLab { // a parent spends its envelope, never the pile
			spare = float64(p.Orders.CashMonths * s.envelopeUSD(f))
		}
		means := p.Orders.ServingMeansUSD(s.indicators.revenueBy[i], spare/1e6)
		w.buyers = append(w.buyers, p.Orders.Serving(t.plan.ServingSpot, t.earned, c.cost, means), p.Orders.Research(t.plan.ResearchSpotUSD, c.cost))
	}
	margin := p.Orders.ServingMargin
	c.background = p.Background.BudgetUSDPerMonth(c.background0, float64(s.tick)/12)
	w.buyers = append(w.buyers,
		p.Orders.Serving(float64(host*margin), 0, c.cost, math.Inf(1)),
		p.Orders.Serving(float64(self*margin), 0, c.cost, math.Inf(1)),
		compute.NewBudgetBuyer("", p.Background.MaxHours(c.background, s.hardware), c.background))
	r := w.auction.Clear(w.sellers, w.buyers)
	if r.Traded {
		c.price = r.Price
	} else { // all hours are under contract: others find none
		c.background = 0
	}
	c.usual += (c.price - c.usual) / p.Orders.PlanningMonths
	for owner := neoclouds; owner < n; owner++ {
		k := c.parkOf(owner)
		k.sold = 0
		for _, hours := range r.Sold[k.steps[0]:k.steps[1]] {
			k.sold += hours
		}
	}
	c.parkOf(neoclouds).soldOut = c.parkOf(neoclouds).sold
	spare := len(w.steps)
	for i := range c.tenants {
		t, k := &c.tenants[i], c.parkOf(i)
		t.spareSold = r.Sold[spare+i]
		t.serving = r.Bought[2*i]
		t.spot = t.serving + r.Bought[2*i+1]
		t.own = math.Min(k.sold, t.spot)
		k.soldOut = k.sold - t.own
		c.research[i] = t.plan.ResearchReserved + r.Bought[2*i+1]
		c.inference[i] = t.plan.ServingReserved + t.serving
	}
	c.hostHours, c.selfHours = r.Bought[2*n], r.Bought[2*n+1]
	if got := float64(r.Bought[2*n+2] * c.price); got < float64(c.background*(1-1e-9)) { // others wanted no more hours, or there were none
		c.background = got
	}
}

// servingRoom returns the hours that a seller can serve its customers with this month: those ordered, and at
// short notice a part more that its own research gives up, or other users where hosts and customers
// serve themselves.
func (s *State) servingRoom(seller int) float64 {
	c := &s.spot
	ordered, yield := c.hostHours, c.background/c.price
	switch {
	case seller == selfHost:
		ordered = c.selfHours
	case seller >= 0:
		ordered, yield = c.inference[seller], c.research[seller]
	}
	yield = float64(s.world.Compute.Orders.ResearchYield * yield)
	if seller < 0 { // both may come in the same month
		yield /= 2
	}
	return ordered + math.Min(float64(s.world.Customers.CapacityBurst*ordered), yield)
}
