package worlds

import (
	"math"

	"shakeout/market/compute"
)

// expectHours says how many hours each offer needs at last month's volumes, and what they would earn. Who was turned away has
// bought elsewhere or waits: counting him again would order the same hours twice.
func (s *State) expectHours() (hostHours, selfHours float64) {
	c := &s.spot
	for i := range c.tenants {
		c.tenants[i].needed, c.tenants[i].earned = 0, 0
	}
	for o := range s.offers {
		of := &s.offers[o]
		c.expect[o] = 0
		if !of.live {
			continue
		}
		h := float64(of.units * of.mtokPerUnit * of.hoursPerTok)
		c.expect[o] = h
		switch {
		case of.seller == hosts:
			hostHours += h
		case of.seller == selfHost:
			selfHours += h
		default:
			t := &c.tenants[of.seller]
			t.needed += h
			t.earned += float64(of.revenue * (1 - of.royalty - of.fee))
		}
	}
	for i := range c.tenants {
		if t := &c.tenants[i]; t.needed > 0 {
			t.earned /= t.needed
		}
	}
	return hostHours, selfHours
}

// researchUSD returns a firm's budget of research compute for the month, USD m.
func (s *State) researchUSD(i int) float64 {
	if !s.firms[i].Status.Alive() {
		return 0
	}
	return s.firms[i].ResearchPY / 12e6
}

// reserveHours ends contracts that have run out and lets firms sign new ones, until a share of what they
// are sure to use beyond their own accelerators is reserved. Price: what the market's rule says today, times
// what the seller asks over it.
// Owners rent out what they don't need themselves, less the share that stays in the spot market.
func (s *State) reserveHours() {
	c, p := &s.spot, s.world.Compute
	c.book.Expire(s.tick)
	price := p.Contracts.PriceUSDPerHour(c.price, c.cost)
	s.matchReservations(price)
	n := len(s.firms) + 1
	for i := range s.firms {
		luck := s.stream(s.firms[i].ID, "reserve")
		drawn := p.Contracts.TermMonths(&luck)
		term := p.Contracts.TermWithin(s.firms[i].Levers.ReserveMonths, drawn)
		for k := range n {
			if hours := c.work.share[i*n+k]; hours > 0 {
				c.book = append(c.book, compute.Contract{
					Seller: k - 1, Buyer: i, HoursPerMonth: hours, PriceUSDPerHour: float64(price * s.markup(k-1)),
					StartMonth: s.tick, EndMonth: s.tick + term,
				})
			}
		}
	}
}

// countContracts adds up the hours that are under contract this month, those of all firms in one pass over the book, in its order.
func (s *State) countContracts() {
	c := &s.spot
	w := &c.work
	w.bought, w.signed = fresh(w.bought, len(s.firms)), fresh(w.signed, len(s.firms)+1)
	for i := range c.book {
		if x := &c.book[i]; x.Active(s.tick) {
			w.bought[x.Buyer] += x.HoursPerMonth
			w.signed[x.Seller+1] += x.HoursPerMonth
		}
	}
}

// matchReservations finds who reserves how many hours with whom at a price: work.share by buyer and owner.
func (s *State) matchReservations(price float64) {
	const dust = 0.02 // a shortfall below this share of what is reserved is not worth a contract
	c, p := &s.spot, s.world.Compute
	w, n := &c.work, len(s.firms)+1
	w.want, w.room, w.weight = fresh(w.want, len(s.firms)), fresh(w.room, n), fresh(w.weight, len(s.firms)*n)
	s.countContracts()
	total := 0.0
	for owner := neoclouds; owner < len(s.firms); owner++ {
		k := c.parkOf(owner)
		k.committed = w.signed[owner+1]
		own := 0.0
		if owner != neoclouds {
			own = s.ownUse(owner, price)
		}
		room := float64(p.Contracts.ReservedShare*math.Max(0, k.hours-own)) - k.committed
		w.room[owner+1] = math.Max(0, room)
		total += w.room[owner+1]
	}
	for i := range s.firms {
		if !s.firms[i].Status.Alive() {
			continue
		}
		k := c.parkOf(i)
		use := s.lastingUse(i, price)
		outside := math.Max(0, use-math.Max(0, k.hours-k.committed))
		want := compute.ShortfallHours(s.reserveShare(i), outside, w.bought[i])
		if want > float64(dust*outside) {
			w.want[i] = want
		}
		for owner := neoclouds; owner < len(s.firms); owner++ {
			if owner != i && total > 0 {
				w.weight[i*n+owner+1] = p.Contracts.Weight(s.namedShare(i, owner), w.room[owner+1]/total, s.markup(owner))
			}
		}
	}
	w.share = append(w.share[:0], w.reserver.Reserve(w.want, w.weight, w.room)...)
}

// namedShare returns the share of its reservations that a firm gives to an owner by the world file.
func (s *State) namedShare(buyer, owner int) float64 {
	if buyer >= len(s.world.Agents) || owner == neoclouds || !s.firms[owner].Status.Alive() {
		return 0
	}
	for _, x := range s.world.Agents[buyer].Supplier {
		if x.ID == s.firms[owner].ID {
			return x.Share
		}
	}
	return 0
}

// commitments returns what a firm's contracts still cost after this month, USD m.
func (s *State) commitments(i int) float64 {
	return s.spot.book.BoughtBy(i, s.tick+1).CommittedUSD
}
