package worlds

import (
	"fmt"
	"math"

	"shakeout/agents"
	"shakeout/market/capital"
	"shakeout/market/compute"
	"shakeout/market/ledger"
)

// credit is compute that a firm has paid a seller in advance.
type credit struct {
	buyer, seller int
	left          ledger.Cents
}

// strategicOffer is the money that an owner of accelerators puts into a round, partly as compute.
type strategicOffer struct {
	cloud int
	stake capital.Stake
}

// investLimit returns the most that a firm may put into a round of another at a pre-money, USD: a share of its cash, and what leaves
// it below control.
func (s *State) investLimit(investor, lab int, preMoney float64) float64 {
	t := &s.world.Capital.Strategic
	held := s.firms[lab].Capital.Table.Fraction(s.firms[investor].ID)
	cash := float64(t.CashShare * math.Max(0, s.cash(&s.firms[investor])))
	return math.Min(cash, t.MaxAmountUSD(preMoney, held))
}

// offerStrategic notes what clouds put into a round on the terms of its investors, in the order of firms, and returns the sum of it, USD: what
// each has decided, trimmed to its limit, and all in proportion where they offer more than the round takes.
func (s *State) offerStrategic(r *priced) (total float64) {
	w := &s.spot.work
	r.offers = [2]int{len(w.offers), len(w.offers)}
	if s.world.Compute == nil {
		return 0
	}
	lab := r.firm.Index
	for i := range s.firms {
		wanted := s.firms[i].Levers.Invests(lab)
		if i == lab || !(wanted > 0) || !s.firms[i].Status.Alive() {
			continue
		}
		limit := s.investLimit(i, lab, r.terms.PreMoneyUSD)
		if wanted > float64(1.01*limit) {
			s.event("trimmed", s.firms[i].ID, s.firms[lab].ID, wanted, "may invest %.4g USD m only", limit/1e6)
		}
		if usd := math.Min(wanted, limit); usd > 0 {
			w.offers = append(w.offers, strategicOffer{cloud: i, stake: capital.Stake{AmountUSD: usd}})
			total += usd
		}
	}
	r.offers[1] = len(w.offers)
	scale := 1.0
	if total > r.terms.AmountUSD {
		scale, total = r.terms.AmountUSD/total, r.terms.AmountUSD
	}
	for k := range w.offers[r.offers[0]:] {
		o := &w.offers[r.offers[0]+k]
		t := s.world.Capital.Strategic
		t.CreditShare = orKeep(s.firms[o.cloud].Levers.CommitShare, t.CreditShare)
		o.stake = t.Terms(float64(o.stake.AmountUSD * scale))
	}
	return total
}

// takeStrategic closes the strategic part of a round, after the other investors: the cloud pays cash for shares, the lab pays a part of it
// back for compute that it will use, and signs a contract for more. The cloud takes less of the firm for its money, by the margin that
// it will earn on both.
func (s *State) takeStrategic(f *agents.Firm, o strategicOffer) {
	cloud, c, t := &s.firms[o.cloud], &f.Capital, &s.world.Capital.Strategic
	post := c.PostMoney + o.stake.PremiumUSD + o.stake.AmountUSD
	fraction := o.stake.AmountUSD / post
	s.issue(f, cloud.ID, fraction)
	s.pay(cloud.Account, f.Account, ledger.Equity, o.stake.AmountUSD)
	c.PostMoney = post
	c.Raised += o.stake.AmountUSD
	s.equityMonth += o.stake.AmountUSD
	s.prepay(f.Index, o.cloud, s.books.Amount(o.stake.CreditsUSD))
	hours, price := s.commitHours(f.Index, o.cloud, o.stake.CommitmentUSD)
	detail := fmt.Sprintf("%.1f %% of it, %.4g USD m of the money for compute in advance", 100*fraction, o.stake.CreditsUSD/1e6)
	if hours > 0 {
		detail += fmt.Sprintf(", and a contract for %.4g m hours a month at %.3g USD over %.3g years", hours, price, t.CommitmentYears)
	}
	s.event("invested", f.ID, cloud.ID, o.stake.AmountUSD, "%s", detail)
}

// prepay pays for compute to be used later.
func (s *State) prepay(buyer, seller int, cents ledger.Cents) {
	if cents <= 0 {
		return
	}
	s.books.Prepay(s.firms[buyer].Account, s.accountOf(seller), cents)
	for k := range s.spot.credits {
		if x := &s.spot.credits[k]; x.buyer == buyer && x.seller == seller {
			x.left += cents
			return
		}
	}
	s.spot.credits = append(s.spot.credits, credit{buyer, seller, cents})
}

// useCredit pays a seller of hours with compute paid in advance, as far as there is some, and returns how much.
func (s *State) useCredit(buyer, seller int, cents ledger.Cents, parts [3]float64) ledger.Cents {
	for k := range s.spot.credits {
		x := &s.spot.credits[k]
		if x.buyer != buyer || x.seller != seller || x.left == 0 {
			continue
		}
		use := min(x.left, cents)
		x.left -= use
		var split [3]ledger.Cents
		ledger.Split(use, parts[:], split[:])
		for j, part := range split {
			s.books.UsePrepaid(s.firms[buyer].Account, s.accountOf(seller), firmLines[j], part)
		}
		s.spot.tenants[buyer].fromCredit += use
		s.spot.parkOf(seller).toCredit += use
		return use
	}
	return 0
}

// commitHours signs the contract that comes with an investment, from next month on, as far as the seller has room: hours, millions a month,
// and price.
func (s *State) commitHours(buyer, seller int, usd float64) (hours, price float64) {
	c, p := &s.spot, s.world.Compute
	k := c.parkOf(seller)
	months := int64(math.Max(1, math.Round(float64(12*s.world.Capital.Strategic.CommitmentYears))))
	price = float64(p.Contracts.PriceUSDPerHour(c.price, c.cost) * s.markup(seller))
	signed := c.book.SoldBy(seller, s.tick+1).HoursPerMonth
	room := math.Max(0, k.hours-s.ownUse(seller, price)-signed)
	hours = math.Min(usd/1e6/float64(months)/price, room)
	if hours > 0 {
		c.book = append(c.book, compute.Contract{
			Seller: seller, Buyer: buyer, HoursPerMonth: hours, PriceUSDPerHour: price, StartMonth: s.tick + 1, EndMonth: s.tick + 1 + months,
		})
	}
	return hours, price
}

// handCredits settles compute paid in advance when a firm ends: its owner takes over what it holds and what it owes; without one its claims
// lapse, and the neoclouds serve what it owes. Nobody owes himself.
func (s *State) handCredits(f *agents.Firm, owner int) {
	from, to := f.Account, s.accountOf(owner)
	rest := s.spot.credits[:0]
	for _, x := range s.spot.credits {
		if x.buyer == f.Index {
			if owner == neoclouds || owner == x.seller {
				s.books.Forgive(from, s.accountOf(x.seller), x.left)
				continue
			}
			s.books.AssignClaim(from, to, x.left)
			x.buyer = owner
		}
		if x.seller == f.Index {
			if owner == x.buyer {
				s.books.Forgive(s.firms[x.buyer].Account, from, x.left)
				continue
			}
			s.books.AssignClaim(to, from, x.left)
			x.seller = owner
		}
		rest = append(rest, x)
	}
	s.spot.credits = rest
}
