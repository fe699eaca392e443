package worlds

import "math"

// settleCompute says what the hours of the month were used for, and pays them: contracts whether used
// or not, the rest at the spot price.
func (s *State) settleCompute() {
	c := &s.spot
	clear(c.inference)
	hostUsed, selfUsed := 0.0, 0.0
	c.servedHours = 0
	for o := range s.offers {
		of := &s.offers[o]
		h := float64(of.mtok * of.hoursPerTok)
		of.cost = float64(h * c.price)
		c.servedHours += h
		switch {
		case of.seller >= 0:
			c.inference[of.seller] += h
		case of.seller == hosts:
			hostUsed += h
		default:
			of.cost = of.revenue
			selfUsed += h
		}
	}
	clear(c.sold)
	clear(c.related)
	for owner := neoclouds; owner < len(s.firms); owner++ {
		c.parkOf(owner).toCredit = 0
		if owner != neoclouds {
			c.tenants[owner].fromCredit = 0
		}
	}
	if s.world.Compute == nil {
		s.settleFreeHours(hostUsed)
		return
	}
	missing := s.takeFromOthers(hostUsed, selfUsed)
	c.demand = c.hostHours + c.selfHours + c.background/c.price
	for i := range s.firms {
		missing += s.useHours(i)
		c.demand += c.inference[i] + c.research[i]
	}
	missing = s.takeUnused(missing, hostUsed, selfUsed)
	s.takeFromResearch(missing)
	s.noteUse()
	for i := range s.firms {
		s.chargeHours(i)
	}
	s.payContracts()
	for i := range s.firms {
		t := &c.tenants[i]
		s.paySpot(i, s.firms[i].Account, t.lines(), float64((t.spot-t.own)*c.price))
	}
	s.paySpot(nobody, s.sector.hosts, [3]float64{1, 0, 0}, float64(c.hostHours*c.price))
	s.paySpot(nobody, s.sector.firms, [3]float64{0, 0, 1}, float64(c.selfHours*c.price))
	s.paySpot(nobody, s.sector.background, [3]float64{0, 0, 1}, c.background)
	s.payRunning()
	for i := range s.firms {
		if s.firms[i].Status.Alive() {
			s.serviceFleetDebt(&s.firms[i])
		}
	}
}

// takeFromOthers moves hours from other users to hosts and to customers who host themselves, where these served more than they had
// bought: at the price of the day, and other users keep the money. It returns the hours that these did not
// have.
func (s *State) takeFromOthers(hostUsed, selfUsed float64) (missing float64) {
	c := &s.spot
	host, self := math.Max(0, hostUsed-c.hostHours), math.Max(0, selfUsed-c.selfHours)
	c.hostHours += host
	c.selfHours += self
	others := c.background / c.price
	c.background = math.Max(0, c.background-float64((host+self)*c.price))
	return math.Max(0, host+self-others)
}

// useHours spreads a firm's hours over serving, research and nothing. Serving takes from research when
// demand has jumped, and research takes the margin that serving has left; beyond that hours stay idle. Contracts that
// have to be served take what is short from other users, at the price of the day; it returns the hours that these
// did not have.
func (s *State) useHours(i int) (missing float64) {
	c := &s.spot
	t := &c.tenants[i]
	have := t.plan.ServingReserved + t.plan.ResearchReserved + t.spot
	if short := c.inference[i] - have; short > 0 {
		t.spot += short
		have = c.inference[i]
		others := c.background / c.price
		c.demand -= math.Min(short, others)
		c.background = math.Max(0, c.background-float64(short*c.price))
		missing = math.Max(0, short-others)
	}
	margin := math.Max(0, t.plan.ResearchHours-t.plan.ResearchReserved)
	plan := c.research[i] + margin
	c.research[i] = math.Min(plan, math.Max(0, have-c.inference[i]))
	unsold := t.plan.SpareHours - t.spareSold
	t.idle = math.Max(0, have-c.inference[i]-c.research[i]) + unsold
	return missing
}

// takeUnused lets hosts and customers who host themselves give back hours that they bought and do not use, at the price of the day,
// and returns what is still missing.
func (s *State) takeUnused(hours, hostUsed, selfUsed float64) (missing float64) {
	c := &s.spot
	host := math.Max(0, math.Min(hours, c.hostHours-hostUsed))
	self := math.Max(0, math.Min(hours-host, c.selfHours-selfUsed))
	c.hostHours -= host
	c.selfHours -= self
	c.demand -= host + self
	return hours - host - self
}

// takeFromResearch lets research of all firms give up hours in proportion, at the price of the day, for contracts that nobody
// else has hours for: there are no more accelerators in a month than stand.
func (s *State) takeFromResearch(hours float64) {
	c := &s.spot
	all := 0.0
	for _, x := range c.research[:len(s.firms)] {
		all += x
	}
	if !(hours > 0) || !(all > 0) {
		return
	}
	part := math.Min(1, hours/all)
	for i := range s.firms {
		freed := float64(part * c.research[i])
		c.research[i] -= freed
		c.tenants[i].spot -= freed
		c.demand -= freed
	}
}

// chargeHours spreads what a firm's hours cost over what they were used for.
func (s *State) chargeHours(i int) {
	c := &s.spot
	t := &c.tenants[i]
	paid, mean := t.billUSD+float64(t.spot*c.price), t.meanUSD(c.price)
	t.inferenceUSD = float64(c.inference[i] * mean)
	t.researchUSD = float64(c.research[i] * mean)
	t.idleUSD = math.Max(0, paid-t.inferenceUSD-t.researchUSD)
}

// netIdleUSD returns what hours cost that the firm paid and did not use, less what others paid it for them at a price.
func (t *tenant) netIdleUSD(price float64) float64 {
	return t.idleUSD - float64(t.spareSold*price)
}

// meanUSD returns what an hour has cost the firm on the mean; without hours the spot price.
func (t *tenant) meanUSD(price float64) float64 {
	if hours := t.reserved + t.spot; hours > 0 {
		return (t.billUSD + float64(t.spot*price)) / hours
	}
	return price
}
