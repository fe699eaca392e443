package worlds

import (
	"fmt"

	"shakeout/agents"
	"shakeout/market/control"
	"shakeout/market/ledger"
)

// A firm that closes mostly owes more than it is worth, and nobody buys it whole, since he would answer for all of it. But customers, people and models can be bought
// out of the estate, free of debts and of contracts that the estate rejects; the price goes to the creditors by rank, after the bills of the last month (US Bankruptcy Code, sections 363(f) and 365). So
// a firm with customers who pay for more than their own cost is not broken up because of what it has promised to sellers of compute. The firm itself winds down: to its
// owners and creditors it is that, whoever goes on with the customers.

// sellEstate sells what a firm that closes has for others to run, at once, to the highest bidder whom the authority lets buy. It leaves nothing to the owners before
// all creditors are paid. False where nobody offers more than the models would bring in pieces, and for groups, whose other business is not for sale.
func (s *State) sellEstate(f *agents.Firm) bool {
	c := s.world.Control
	if c == nil || f.Core > 0 && !f.OwnedLab {
		return false
	}
	reserve := c.WindDown.AssetsUSD(0, s.modelsOver(f), 0)
	s.gatherEstateBids(f)
	luck := s.stream(f.ID, "estate")
	for range s.bids { // who is not let is out, and the next best has his turn
		winner, price, setBy := s.auction(f, "court sale", control.EndBusiness, reserve)
		if winner == nobody {
			return false
		}
		deal := c.Review.Assess(s.world.Policy.Authority, s.dealOf(f, winner, price, true))
		blocked := c.Review.Decide(deal, price, &luck).Blocked
		s.decision(f.ID, "estate", "court", s.firms[winner].ID, "price_usd_m=%.6g reserve_usd_m=%.6g owed_usd_m=%.6g commitments_usd_m=%.6g p_block=%.4g blocked=%v",
			price/1e6, reserve/1e6, owed(f)/1e6, s.commitments(f.Index), deal.Block, blocked)
		if !blocked {
			s.buyEstate(f, &s.firms[winner], price, setBy)
			return true
		}
		s.event("deal-blocked", f.ID, s.firms[winner].ID, price, "by the merger authority, out of the estate")
		for k := range s.bids {
			if s.bidders[k] == winner {
				s.bids[k].ValueUSD = 0
			}
		}
	}
	return false
}

// material is the part of a year's revenue from models from which on what a business is worth matters to a firm: an assumption, after the rule of thumb for misstatements
// (SEC Staff Accounting Bulletin 99).
const material = 0.05

// gatherEstateBids asks everybody what the business of a firm is worth to it without cash, machines, debts and contracts. A court gives public notice of the sale
// (Federal Rules of Bankruptcy Procedure 2002 and 6004): whoever looks for a laboratory anyway bids, and everybody to whose own business it is material.
func (s *State) gatherEstateBids(f *agents.Firm) {
	c := s.world.Control
	t := s.target(f)
	t.NetCashUSD = 0
	s.bids, s.bidders = s.bids[:0], s.bidders[:0]
	for i := range s.firms {
		b := &s.firms[i]
		if i == f.Index || !b.Status.Alive() || s.inReview(i) {
			continue
		}
		luck := s.privateLuck(f.ID, b.ID)
		worth := c.Value.Worth(t, s.bidder(b))
		value, factor := c.Value.Private(worth, &luck), min(1, max(0, b.Levers.BidFactor))
		looks := c.Value.Interested(s.moodFactor(), &luck) || value >= float64(material*s.runRate(b))
		bid := control.Bid{
			Bidder: b.ID, ValueUSD: float64(factor * value), LimitUSD: float64(c.Affordable.CashShare * max(0, s.cash(b))), // creditors want cash
			FreeUSD: s.freeTo(b, f, t, worth, value, factor),
		}
		if !looks {
			bid.ValueUSD = 0
		}
		s.decision(b.ID, "bid for the estate of "+f.ID, s.ruleOf(i), fmt.Sprintf("%.6g USD m", max(0, bid.OfferUSD())/1e6),
			"value_usd_m=%.6g free_usd_m=%.6g limit_usd_m=%.6g looks=%v", value/1e6, bid.FreeUSD/1e6, bid.LimitUSD/1e6, looks)
		s.bids, s.bidders = append(s.bids, bid), append(s.bidders, i)
	}
}

// buyEstate hands customers, models and people over; machines are sold and contracts end with the shell, and creditors share what there is.
func (s *State) buyEstate(f, buyer *agents.Firm, price float64, setBy string) {
	v := &s.world.Control.Value
	worth := v.Worth(s.target(f), s.bidder(buyer))
	f.FromEstate = true
	s.pay(buyer.Account, f.Account, ledger.Acquisitions, price)
	s.handOffers(f.Index, buyer.Index)
	s.joinTeams(buyer, f, 1-v.StaffLeave, 0.5)
	f.Researchers, f.OtherStaff = float64(v.StaffLeave*f.Researchers), float64(0.5*f.OtherStaff)
	buyer.Capability = max(buyer.Capability, f.Capability)
	s.pay(buyer.Account, s.sector.suppliers, ledger.Integration, min(worth.Integration+worth.Deal, max(0, s.cash(buyer))))
	s.event("estate-sold", f.ID, buyer.ID, price, "its business is bought out of the estate; %s", setBy)
	s.event("wound-down", f.ID, buyer.ID, s.cash(f), "customers, models and people go to the buyer, creditors are paid by rank")
	s.liquidate(f)
	s.end(f, agents.WoundDown, buyer.Index, price)
}
