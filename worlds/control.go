package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/ledger"
)

// review is a deal before the authority.
type review struct {
	target, buyer int
	price         float64
	decided       int64
	blocked       bool
}

// controlFirms is the market for corporate control: decided reviews, labs in distress, approaches
// to laggards, and wind-downs.
func (s *State) controlFirms() {
	if s.world.Control == nil {
		s.bankrupt()
		return
	}
	s.decideReviews()
	c := s.world.Control
	for i := range s.firms {
		f := &s.firms[i]
		if f.Kind != agents.Lab || !f.Status.Alive() || s.inReview(i) {
			continue
		}
		luck := s.stream(f.ID, "approach")
		u := luck.Float64()
		burn := f.Month.Mean(&f.Month.Burn, 3)
		runway := math.Inf(1)
		if burn > 0 {
			runway = math.Max(0, s.cash(f)+f.CreditUSD) / burn
		}
		desperate := f.Capital.Failed > 0 && runway < c.SaleMonths && f.Core == 0
		gap := s.frontier - f.Models[agents.Flagship].Capability
		approached := gap > c.ApproachGap && s.indicators.share[i] < c.ApproachSize && u < c.Approach && s.tick > 6
		switch {
		case desperate || s.indicators.forSale[i]:
			if !s.auction(f, true) && runway < c.EndMonths {
				s.windDown(f, "no buyer and no money")
			}
		case approached:
			s.auction(f, false)
		}
	}
	s.bankrupt()
}

func (s *State) inReview(target int) bool {
	for _, r := range s.review {
		if r.target == target {
			return true
		}
	}
	return false
}

// worth is what a firm is worth to a bidder: margin on kept customers, avoided research, people,
// less integration and leavers.
func (s *State) worth(bidder, target *agents.Firm) float64 {
	c := s.world.Control
	revenue := float64(s.indicators.revenueBy[target.Index] * 1e6)
	margin := 0.4
	customers := float64(revenue * margin * c.Horizon * c.Kept)
	gain := math.Max(0, target.Capability-math.Max(bidder.Capability, bidder.Models[agents.Flagship].Capability))
	avoided := float64(math.Min(gain, 1) * bidder.ResearchPY)
	people := float64(target.Researchers * (1 - c.Leave) * c.People * 1e6)
	return float64((customers+avoided+people)*(1-c.Integration)) + math.Max(0, s.cash(target)) - target.DebtUSD
}

// reserve is the least the owners take: in distress a part of the last valuation or what can be
// saved, else the last valuation with their premium.
func (s *State) reserve(f *agents.Firm, distress bool) float64 {
	c := s.world.Control
	saved := float64(5e6*f.Researchers) + s.cash(f) - f.DebtUSD
	if distress {
		return math.Max(0, math.Max(math.Min(float64(c.DistressFrom*f.Capital.PostMoney), float64(3*saved)), float64(saved*0.5)))
	}
	// An approach is heard when prospects are poor: owners compare it with the last price marked
	// down by how far the firm has fallen behind.
	gap := math.Max(0, s.frontier-f.Models[agents.Flagship].Capability)
	return float64((1 + f.Capital.Premium) * f.Capital.PostMoney * exact.Exp(-gap))
}

// auction sells a lab to the highest bidder at the second price or the reserve, if the bidder can
// pay and the authority lets it; else to somebody who takes a licence and the people.
func (s *State) auction(f *agents.Firm, distress bool) bool {
	c := s.world.Control
	reserve := s.reserve(f, distress)
	best, second, winner := 0.0, 0.0, nobody
	for i := range s.firms {
		b := &s.firms[i]
		luck := s.stream(f.ID+"|"+b.ID, "bid")
		noise := exact.Exp(float64(c.ValueSD * luck.Normal()))
		if i == f.Index || !b.Status.Alive() {
			continue
		}
		value := float64(s.worth(b, f) * noise)
		can := float64(c.CashShare * math.Max(0, s.cash(b)))
		if b.Kind != agents.Lab {
			can += float64(c.StockShare * b.MarketValue)
		}
		bid := math.Min(value, can)
		switch {
		case bid > best:
			best, second, winner = bid, best, i
		case bid > second:
			second = bid
		}
	}
	if winner == nobody || best < reserve || best <= 0 {
		s.decision(f.ID, "sale", "auction", "no bid at the reserve", "reserve_usd_m=%.6g best_bid_usd_m=%.6g distress=%v", reserve/1e6, best/1e6, distress)
		return false
	}
	price := math.Max(second, reserve)
	s.decision(f.ID, "sale", "auction", s.firms[winner].ID, "reserve_usd_m=%.6g best_bid_usd_m=%.6g second_bid_usd_m=%.6g distress=%v", reserve/1e6, best/1e6, second/1e6, distress)
	luck := s.stream(f.ID, "review")
	u, months := luck.Float64(), 3+luck.IntN(8)
	p := s.blockProbability(winner, f.Index, price)
	if burn := f.Month.Mean(&f.Month.Burn, 3); distress && burn > 0 && s.cash(f)+f.CreditUSD < 2*burn {
		p = float64(p * 0.2) // failing-firm defence: without the deal its assets leave the market
	}
	blocked := u < p
	s.event("bid", f.ID, s.firms[winner].ID, price, "second price or reserve; reserve %.6g USD m", reserve/1e6)
	if distress && blocked {
		return s.licenceAndHire(f, winner)
	}
	if distress {
		months = min(months, 2)
	}
	s.review = append(s.review, review{target: f.Index, buyer: winner, price: price, decided: s.tick + int64(months), blocked: blocked})
	return true
}

// blockProbability applies the authority's rule to shares of model revenue, and the vertical test.
func (s *State) blockProbability(buyer, target int, price float64) float64 {
	c := s.world.Control
	a, b := s.indicators.shareOwner[buyer], s.indicators.shareOwner[target]
	hhi := s.indicators.hhiOwner
	change := float64(2 * a * b * 10000)
	horizontal := false
	switch c.Rule {
	case "hhi-2010":
		horizontal = hhi+change > 2500 && change > 200
	case "hhi-2023":
		horizontal = (hhi+change > 1800 && change > 100) || (a+b > 0.3 && change > 100)
	case "strict":
		horizontal = change > 10 || price > 1e9
	}
	if horizontal {
		return 0.95
	}
	if c.Vertical || c.Rule == "none" {
		return 0
	}
	fleet := s.spot.fringe
	for i := range s.firms {
		fleet += s.firms[i].Fleet
	}
	f := &s.firms[target]
	if fleet > 0 && s.firms[buyer].Fleet >= 0.2*fleet &&
		(b >= 0.05 || s.frontier-f.Models[agents.Flagship].Capability < 0.5) {
		return exact.Logistic(float64(1.5*exact.Log10(math.Max(price, 1e6)/1e9)) - 2)
	}
	return 0
}

func (s *State) decideReviews() {
	rest := s.review[:0]
	for _, r := range s.review {
		switch {
		case !s.firms[r.target].Status.Alive() || !s.firms[r.buyer].Status.Alive():
		case r.decided > s.tick:
			rest = append(rest, r)
		case r.blocked:
			fee := float64(0.03 * r.price)
			s.pay(s.firms[r.buyer].Account, s.firms[r.target].Account, ledger.BreakFees, math.Min(fee, math.Max(0, s.cash(&s.firms[r.buyer]))))
			s.event("deal-blocked", s.firms[r.target].ID, s.firms[r.buyer].ID, r.price, "break fee of 3 %%")
		default:
			s.acquire(&s.firms[r.target], &s.firms[r.buyer], r.price)
		}
	}
	s.review = rest
}

// acquire hands a firm to its buyer: money to its holders, customers, people, models and what is
// left in its accounts to the buyer.
func (s *State) acquire(f, buyer *agents.Firm, price float64) {
	status := agents.Acquired
	if buyer.Kind == agents.Lab {
		status = agents.Merged
	}
	cash := math.Min(price, float64(math.Max(0, s.cash(buyer))*s.world.Control.CashShare))
	s.pay(buyer.Account, s.sector.investors, ledger.Acquisitions, cash)
	s.handOffers(f.Index, buyer.Index, s.world.Control.Kept)
	s.end(f, status, buyer.Index, price)
	if left := s.cash(f); left > 0 {
		s.pay(f.Account, buyer.Account, ledger.Liquidation, left)
	} else {
		s.pay(buyer.Account, f.Account, ledger.Liquidation, -left)
	}
	buyer.DebtUSD += f.DebtUSD
	s.joinTeams(buyer, f, 1-s.world.Control.Leave, 0.5)
	buyer.Capability = math.Max(buyer.Capability, f.Capability)
	s.event(status.String(), f.ID, buyer.ID, price, "cash %.6g USD m, the rest in shares", cash/1e6)
	s.deals++
}

// handOffers gives a firm's offers to its buyer, who goes on selling them with models of its own;
// a part of the customers leave and must choose.
func (s *State) handOffers(from, to int, kept float64) {
	for k := range s.segments {
		seg := &s.segments[k]
		J := len(seg.offers)
		for j, o := range seg.offers {
			if s.offers[o].seller != from {
				continue
			}
			for i := range seg.weight {
				x := float64(seg.stock[i*J+j] * (1 - kept))
				seg.stock[i*J+j] -= x
				seg.none[i] += x
			}
		}
	}
	for o := range s.offers {
		if of := &s.offers[o]; of.seller == from {
			of.seller, of.owner = to, to
			of.royalty = 0
			of.fresh = true
			if of.via == to {
				of.via = nobody
			}
		}
	}
}

// refamily makes offers whose model's owner has ended sell the seller's own models, and tells the
// segments whose family each offer is.
func (s *State) refamily() {
	for o := range s.offers {
		of := &s.offers[o]
		if of.seller >= 0 && s.firms[of.owner].Status.Ended() && s.firms[of.seller].Status.Alive() {
			of.owner, of.royalty = of.seller, 0
		}
	}
	for k := range s.segments {
		for j, o := range s.segments[k].offers {
			s.segments[k].families[j] = s.offers[o].owner
		}
	}
}

// licenceAndHire sells a licence with most of the people; the shell is final.
func (s *State) licenceAndHire(f *agents.Firm, buyer int) bool {
	b := &s.firms[buyer]
	luck := s.stream(f.ID, "licence")
	price := float64(s.world.Control.LicenceShare * f.Capital.Raised * luck.Uniform(0.5, 1.5))
	price = math.Min(price, float64(luck.Uniform(3e6, 10e6)*f.Researchers*0.7)+math.Max(0, s.cash(f)))
	revenue := float64(s.indicators.revenueBy[f.Index] * 12e6)
	if price <= 0 || price < revenue || price > s.world.Control.CashShare*s.cash(b) { // owners of a going concern would rather wait
		return false
	}
	s.pay(b.Account, s.sector.investors, ledger.LicenceAndHire, price)
	s.joinTeams(b, f, 0.7, 0)
	b.Capability += float64(0.5 * math.Max(0, f.Capability-b.Capability))
	s.event("licence-and-hire", f.ID, b.ID, price, "%.0f researchers move", 0.7*f.Researchers)
	s.end(f, agents.LicensedAndHired, buyer, price)
	s.liquidate(f)
	s.deals++
	return true
}

// windDown closes a firm: creditors first, then investors; customers must choose, people find work.
func (s *State) windDown(f *agents.Firm, why string) {
	s.event("wound-down", f.ID, "", s.cash(f), "%s", why)
	s.end(f, agents.WoundDown, nobody, 0)
	s.liquidate(f)
}

func (s *State) liquidate(f *agents.Firm) {
	if left := s.cash(f); left > 0 {
		owed := math.Min(left, f.DebtUSD)
		s.pay(f.Account, s.sector.investors, ledger.Loans, owed)
		s.pay(f.Account, s.sector.investors, ledger.Liquidation, s.cash(f))
	} else {
		s.pay(s.sector.investors, f.Account, ledger.Liquidation, -left) // lenders bear the loss
	}
}

func (s *State) end(f *agents.Firm, status agents.Status, parent int, price float64) {
	s.decideExit(f, status, parent, price)
	f.Status, f.ExitTick, f.Parent, f.ExitPrice = status, s.tick, parent, price
	f.ResearchPY = 0
	// Accelerators go to the buyer, or to whoever rents them out next.
	if parent != nobody {
		s.firms[parent].Fleet += f.Fleet
	} else {
		s.spot.fringe += f.Fleet
	}
	f.Fleet = 0
	clear(f.Pipeline)
	s.refamily()
	s.refreshOffers()
	s.measureFrontier()
}

// bankrupt ends who has neither cash nor credit: cash is never negative past the credit line.
func (s *State) bankrupt() {
	for i := range s.firms {
		f := &s.firms[i]
		if !f.Status.Alive() || s.cash(f)+f.CreditUSD >= 0 {
			continue
		}
		if f.Kind == agents.Lab && s.world.Control != nil && s.auctionNow(f) {
			continue
		}
		s.windDown(f, "out of cash and credit")
	}
}

// auctionNow sells a firm that has run dry at once.
func (s *State) auctionNow(f *agents.Firm) bool {
	if s.inReview(f.Index) || !s.auction(f, true) {
		return false
	}
	if !f.Status.Alive() {
		return true
	}
	r := s.review[len(s.review)-1]
	s.review = s.review[:len(s.review)-1]
	s.acquire(f, &s.firms[r.buyer], r.price)
	return true
}
