package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/market/control"
	"shakeout/market/customers"
	"shakeout/market/ledger"
)

// acquire hands a firm to its buyer: the price to its holders by shares, debts, customers,
// people, models, accelerators and what is left in its accounts to the buyer. False where the buyer
// can't pay any more.
func (s *State) acquire(f, buyer *agents.Firm, price float64) bool {
	c := s.world.Control
	payment, ok := c.Affordable.Pay(price, s.purse(buyer), s.takenOver(f))
	if !ok {
		s.event("deal-blocked", f.ID, buyer.ID, price, "the buyer can't pay any more")
		return false
	}
	worth := c.Value.Worth(s.target(f), s.bidder(buyer))
	s.settlePrice(f, buyer, payment)
	s.takeOver(f, buyer, agents.Acquired, price)
	s.joinTeams(buyer, f, 1-c.Value.StaffLeave, 0.5)
	cost := math.Min(worth.Integration+worth.Deal, math.Max(0, s.cash(buyer)))
	s.pay(buyer.Account, s.sector.suppliers, ledger.Integration, cost)
	s.event("acquired", f.ID, buyer.ID, price, "cash %.6g USD m, shares %.6g USD m, integration %.6g USD m", payment.CashUSD/1e6, payment.StockUSD/1e6, cost/1e6)
	s.deals++
	return true
}

// settlePrice pays the owners of a firm: cash by shares, and where the buyer is a lab, shares of it at its last valuation.
func (s *State) settlePrice(f, buyer *agents.Firm, payment control.Payment) {
	s.payOwners(f, buyer.Account, ledger.Acquisitions, payment.CashUSD)
	b := &buyer.Capital
	if payment.StockUSD <= 0 || buyer.Kind != agents.Lab || b.LastValuation() <= 0 {
		return
	}
	part := payment.StockUSD / (b.LastValuation() + payment.StockUSD)
	table, err := b.Table.Merge(f.Capital.Table, part)
	if err != nil {
		s.err = err
		return
	}
	b.Table, b.Kept = table, float64(b.Kept*(1-part))
	b.PostMoney, b.Appraisal = b.PostMoney/(1-part), b.Appraisal/(1-part) // more shares at the same price
}

// takeOver moves what a firm was to another one.
func (s *State) takeOver(f, to *agents.Firm, status agents.Status, price float64) {
	s.handOffers(f.Index, to.Index)
	f.Capital.Table = f.Capital.Table.Acquire(to.ID)
	to.DebtUSD += owed(f) - f.FleetDebtUSD // loans against accelerators go with them, see handCompute
	f.DebtUSD, f.Capital.BridgeUSD = 0, 0
	f.CreditUSD, f.DrawnUSD = 0, 0
	if left := s.cash(f); left > 0 {
		s.books.Pay(f.Account, to.Account, ledger.Liquidation, s.books.Balance(ledger.Cash, f.Account))
	} else if left < 0 {
		s.books.Pay(to.Account, f.Account, ledger.Liquidation, -s.books.Balance(ledger.Cash, f.Account))
	}
	to.Capability = math.Max(to.Capability, f.Capability)
	s.end(f, status, to.Index, price)
}

// handOffers gives a firm's offers to another, who goes on selling them with models of its own; a part of
// the customers leave and must choose. Who sold the firm's models under licence goes on with its heir.
func (s *State) handOffers(from, to int) {
	v := &s.world.Control.Value
	for k := range s.segments {
		seg := &s.segments[k]
		kept := v.EnterprisesKept
		if s.world.Customers.Segments[k].Demand == customers.Buyer {
			kept = v.ConsumersKept
		}
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
		of := &s.offers[o]
		switch {
		case of.seller == from:
			of.seller, of.owner, of.royalty, of.fresh = to, to, 0, true
			if of.via == to {
				of.via = nobody
			}
		case of.owner == from && of.seller >= 0:
			of.owner = to
			if of.seller == to {
				of.royalty = 0
			}
		}
	}
}

// refamily makes offers whose model's owner has ended or left models sell the seller's own models. Segments learn of it before
// their customers choose next, see findFamilies.
func (s *State) refamily() {
	for o := range s.offers {
		of := &s.offers[o]
		if of.seller >= 0 && of.owner != of.seller && (s.firms[of.owner].Status.Ended() || s.firms[of.owner].Imposed.LeftModels) && s.firms[of.seller].Status.Alive() {
			of.owner, of.royalty = of.seller, 0
		}
	}
}
