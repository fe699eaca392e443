package worlds

import (
	"shakeout/agents"
	"shakeout/market/compute"
	"shakeout/market/ledger"
)

// hourLines are the lines on which hours are paid for: by firms, and by those who are none.
var (
	firmLines = [3]ledger.Line{ledger.Inference, ledger.Research, ledger.IdleCompute}
	userLines = [3]ledger.Line{ledger.Inference, ledger.SelfHosting, ledger.BackgroundCompute}
)

// lines returns how a firm's bill for hours is divided over firmLines, by what the hours cost.
func (t *tenant) lines() [3]float64 {
	return [3]float64{t.inferenceUSD, t.researchUSD, t.idleUSD}
}

// payContracts pays every contract, used or not, in whole cents.
func (s *State) payContracts() {
	c, n := &s.spot, len(s.firms)+1
	w := &c.work
	w.bills = fresh(w.bills, len(s.firms)*n)
	for i := range c.book {
		x := &c.book[i]
		w.bills[x.Buyer*n+x.Seller+1] += s.contractBill(x)
	}
	for i := range s.firms {
		for k := range n {
			s.payHours(i, k-1, w.bills[i*n+k], c.tenants[i].lines())
		}
	}
}

// contractBill returns what is due for a contract this month: its bill, less what its seller can't deliver.
func (s *State) contractBill(x *compute.Contract) ledger.Cents {
	return s.books.Amount(float64(x.BillUSD(s.tick) * s.spot.parkOf(x.Seller).served * 1e6))
}

// paySpot pays for hours of the spot market, USD m: everybody who sold gets a part by the hours it sold to
// others.
func (s *State) paySpot(buyer int, from ledger.Account, lines [3]float64, usd float64) {
	if !(usd > 0) {
		return
	}
	c, n := &s.spot, len(s.firms)+1
	w := &c.work
	w.share, w.cents = fresh(w.share, n), fresh(w.cents, n)
	total := 0.0
	for owner := neoclouds; owner < len(s.firms); owner++ {
		if owner == buyer && buyer != nobody {
			continue
		}
		w.share[owner+1] = c.parkOf(owner).soldOut
		if owner != neoclouds {
			w.share[owner+1] += c.tenants[owner].spareSold
		}
		total += w.share[owner+1]
	}
	if !(total > 0) { // nobody to pay: whoever rents out hours gets it
		w.share[neoclouds+1] = 1
	}
	ledger.Split(s.books.Amount(float64(usd*1e6)), w.share, w.cents)
	for k, cents := range w.cents {
		if buyer != nobody {
			s.payHours(buyer, k-1, cents, lines)
		} else {
			s.payLines(from, s.accountOf(k-1), cents, lines, userLines)
			s.noteSale(nobody, k-1, cents)
		}
	}
}

// payHours pays one seller of hours, with prepaid compute first.
func (s *State) payHours(buyer, seller int, cents ledger.Cents, lines [3]float64) {
	if cents == 0 {
		return
	}
	used := s.useCredit(buyer, seller, cents, lines)
	s.payLines(s.firms[buyer].Account, s.accountOf(seller), cents-used, lines, firmLines)
	s.noteSale(buyer, seller, cents)
}

// payLines divides a payment over three lines and makes it.
func (s *State) payLines(from, to ledger.Account, cents ledger.Cents, parts [3]float64, lines [3]ledger.Line) {
	var split [3]ledger.Cents
	ledger.Split(cents, parts[:], split[:])
	for k, x := range split {
		s.books.Pay(from, to, lines[k], x)
	}
}

// noteSale counts compute sold to others, and the part that comes from a firm in which the seller holds a stake.
func (s *State) noteSale(buyer, seller int, cents ledger.Cents) {
	if seller == neoclouds {
		return
	}
	usd := s.books.USDm(cents)
	s.spot.sold[seller] += usd
	if s.isRelated(buyer, seller) {
		s.spot.related[seller] += usd
	}
}

// accountOf returns where an owner of accelerators is paid.
func (s *State) accountOf(owner int) ledger.Account {
	if owner == neoclouds {
		return s.sector.neoclouds
	}
	return s.firms[owner].Account
}

// settleFreeHours pays for hours in a world without a market for accelerators: all to the neoclouds.
func (s *State) settleFreeHours(hostUsed float64) {
	c := &s.spot
	for i := range s.firms {
		t := &c.tenants[i]
		t.inferenceUSD, t.researchUSD = float64(c.inference[i]*c.price), float64(c.research[i]*c.price)
		if s.firms[i].Status.Alive() {
			s.pay(s.firms[i].Account, s.sector.neoclouds, ledger.Inference, float64(t.inferenceUSD*1e6))
			s.pay(s.firms[i].Account, s.sector.neoclouds, ledger.Research, float64(t.researchUSD*1e6))
		}
	}
	s.pay(s.sector.hosts, s.sector.neoclouds, ledger.Inference, float64(hostUsed*c.price*1e6))
	for o := range s.offers {
		if of := &s.offers[o]; of.live && of.channel == agents.SelfHosted {
			s.pay(s.sector.firms, s.sector.neoclouds, ledger.SelfHosting, float64(of.revenue*1e6))
		}
	}
}
