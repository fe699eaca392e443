package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/ledger"
)

var channelLine = map[agents.Channel]ledger.Line{
	agents.Free: ledger.Subscriptions, agents.Subscription: ledger.Subscriptions, agents.Seat: ledger.Seats,
	agents.API: ledger.MeteredUse, agents.Marketplace: ledger.MeteredUse, agents.Licence: ledger.Licences,
	agents.Hosted: ledger.MeteredUse, agents.SelfHosted: ledger.SelfHosting,
}

// settle moves the money of the month: customers pay, sellers pay royalties, fees, compute, staff,
// sales and overhead; clouds are paid for compute.
func (s *State) settle() {
	s.rationHours()
	s.noteSales()
	for o := range s.offers {
		s.settleOffer(&s.offers[o])
	}
	s.settleCompute()
	for i := range s.firms {
		if s.firms[i].Status.Alive() {
			s.settleFirm(&s.firms[i])
		}
	}
	s.measureMonth()
	for i := range s.firms {
		if s.firms[i].Status.Alive() {
			s.closeMonth(&s.firms[i])
			s.repay(&s.firms[i])
			s.noteProfit(&s.firms[i])
		}
	}
	for i := range s.firms { // when all have repaid, so that a holder's place in the list decides nothing
		if s.firms[i].Status.Alive() {
			s.payOut(&s.firms[i])
		}
	}
	s.fadeLinks()
	s.noteGrowth()
}

func (s *State) settleOffer(of *offer) {
	if !of.live {
		return
	}
	of.mtok = float64(of.units * of.served.mtokPerUnit)
	usd := float64(of.revenue * 1e6)
	payer := s.sector.firms
	if of.channel == agents.Free || of.channel == agents.Subscription {
		payer = s.sector.households
	}
	line := channelLine[of.channel]
	switch of.seller {
	case hosts:
		s.pay(payer, s.sector.hosts, line, usd)
	case selfHost: // pays for hours, see settleCompute
	default:
		f := &s.firms[of.seller]
		s.pay(payer, f.Account, line, usd)
		if of.royalty > 0 && of.owner != of.seller && s.firms[of.owner].Status.Alive() {
			s.pay(f.Account, s.firms[of.owner].Account, ledger.Royalties, usd*of.royalty)
		}
		if of.via != nobody && s.firms[of.via].Status.Alive() {
			s.pay(f.Account, s.firms[of.via].Account, ledger.MarketplaceFees, usd*s.feeOf(of))
		}
	}
}

// staffCost returns cash pay of all staff, USD a month.
func (s *State) staffCost(f *agents.Firm) float64 {
	return s.payUSD(f.Researchers, f.OtherStaff)
}

// payUSD returns a month's pay of so many people, USD.
func (s *State) payUSD(researchers, others float64) float64 {
	return (float64(researchers*s.wage) + float64(others*s.world.Costs.OtherPay)) / 12
}

// overhead returns overhead, USD a month: its start value times size to a power below one, times the
// part of its greatest staff that a firm still has. In the month after a retreat size is that of what it keeps: last month it still sold elsewhere.
func (s *State) overhead(f *agents.Firm) float64 {
	size := math.Max(float64(s.indicators.revenueBy[f.Index]*12e6), 1e6) / math.Max(f.OverheadRef, 1e6)
	if f.Status == agents.Niche && s.tick <= f.NicheTick+1 {
		size = 1
	}
	f.PeakStaff = math.Max(f.PeakStaff, f.Researchers+f.OtherStaff)
	shrunk := 1.0 // who has sent people away gives up their offices
	if f.PeakStaff > 0 {
		shrunk = (f.Researchers + f.OtherStaff) / f.PeakStaff
	}
	return float64(f.Overhead * shrunk * exact.Pow(math.Max(size, 0.2), s.world.Costs.OverheadElasticity))
}

func (s *State) settleFirm(f *agents.Firm) {
	s.pay(f.Account, s.sector.staff, ledger.Staff, s.staffCost(f))
	s.pay(f.Account, s.sector.suppliers, ledger.Sales, f.SalesUSD)
	s.pay(f.Account, s.sector.suppliers, ledger.Brand, f.BrandUSD)
	s.pay(f.Account, s.sector.suppliers, ledger.Efficiency, f.EfficiencyUSD)
	s.pay(f.Account, s.sector.suppliers, ledger.Overhead, s.overhead(f))
	if f.DebtUSD > 0 {
		s.pay(f.Account, s.sector.investors, ledger.Interest, f.DebtUSD*0.1/12)
	}
	f.Goodwill = float64((1-s.world.Customers.GoodwillDecay)*f.Goodwill) + f.SalesUSD + f.BrandUSD
	s.draw(f)
}

// bookLines are the month of a firm, USD m.
type bookLines struct {
	revenue, royalty, compute, core               float64
	inference, research, idle                     float64
	staff, sales, fees, overhead, fleet, interest float64
	gross, operating, capex, equity, payouts      float64
}

// lines reads a firm's month out of the ledger. Compute from own accelerators is a memo at the
// market's price: no cash moves, but the model business is charged for it.
func (s *State) lines(f *agents.Firm) bookLines {
	in := func(l ledger.Line) float64 { return s.books.USDm(s.books.Received(f.Account, l)) }
	out := func(l ledger.Line) float64 { return s.books.USDm(s.books.Paid(f.Account, l)) }
	b := bookLines{
		royalty:   in(ledger.Royalties) + in(ledger.MarketplaceFees),
		compute:   in(ledger.Inference) + in(ledger.Research) + in(ledger.SelfHosting) + in(ledger.BackgroundCompute) + in(ledger.IdleCompute),
		core:      in(ledger.CoreProfit),
		inference: s.spot.tenants[f.Index].inferenceUSD,
		research:  s.spot.tenants[f.Index].researchUSD,
		idle:      s.spot.tenants[f.Index].netIdleUSD(s.spot.price),
		staff:     out(ledger.Staff), sales: out(ledger.Sales) + out(ledger.Brand),
		fees:     out(ledger.Royalties) + out(ledger.MarketplaceFees),
		overhead: out(ledger.Overhead) + out(ledger.Efficiency) + out(ledger.Launches) + out(ledger.Integration),
		fleet:    out(ledger.FleetRunning), interest: out(ledger.Interest), capex: out(ledger.Capex),
		equity: in(ledger.Equity), payouts: out(ledger.Payouts),
	}
	b.revenue = in(ledger.Subscriptions) + in(ledger.MeteredUse) + in(ledger.Seats) + in(ledger.Licences)
	b.close(f, in(ledger.Royalties))
	return b
}

// close draws the results of the month. Marketplace fees belong to a cloud's other business.
func (b *bookLines) close(f *agents.Firm, royalties float64) {
	own := b.royalty
	if f.Kind == agents.Cloud {
		own = royalties
	}
	b.gross = b.revenue + own - b.inference - b.fees
	b.operating = b.gross - b.research - b.idle - b.staff - b.sales - b.overhead
}

// operatingLines are the lines on which a firm's business moves cash: all but those of owners, lenders and deals. Loans against
// accelerators pay for accelerators, so they count with them.
var operatingLines = []ledger.Line{
	ledger.Subscriptions, ledger.MeteredUse, ledger.Seats, ledger.Licences, ledger.Royalties, ledger.MarketplaceFees,
	ledger.Inference, ledger.Research, ledger.IdleCompute, ledger.SelfHosting, ledger.BackgroundCompute, ledger.FleetRunning,
	ledger.Staff, ledger.Sales, ledger.Brand, ledger.Efficiency, ledger.Overhead, ledger.Launches, ledger.Integration,
	ledger.Interest, ledger.CoreProfit, ledger.Capex, ledger.FleetLoans,
}

// cashBurn returns the cash that a firm's business took this month, accelerators included, USD m; negative where it brought some.
func (s *State) cashBurn(f *agents.Firm) float64 {
	var burn ledger.Cents
	for _, line := range operatingLines {
		burn += s.books.Paid(f.Account, line) - s.books.Received(f.Account, line)
	}
	burn += s.spot.parkOf(f.Index).toCredit - s.spot.tenants[f.Index].fromCredit // paid in advance: no cash now
	return s.books.USDm(burn)
}

// closeMonth enters the month into the firm's memory.
func (s *State) closeMonth(f *agents.Firm) {
	b := s.lines(f)
	cost := b.inference + b.fees + b.research + b.idle + b.staff + b.sales + b.overhead
	burn := s.cashBurn(f)
	s.rememberFreeCash(f)
	f.Month.Gross = float64(1e6 * b.gross)
	f.Month.Add(float64(1e6*(b.revenue+b.royalty)), float64(1e6*b.operating), float64(1e6*burn), float64(1e6*cost), float64(1e6*b.research))
}

// cores pays the profit of the core businesses, and pays out what a parent does not need.
func (s *State) cores() {
	for i := range s.firms {
		f := &s.firms[i]
		if f.Core <= 0 || !f.Status.Alive() {
			continue
		}
		luck := s.stream(f.ID, "core")
		growth := 1.08
		if i < len(s.world.Agents) {
			growth = s.world.Agents[i].Start.CoreGrowth
		}
		f.Core = float64(f.Core * (root12(growth) * exact.Exp(0.1/math.Sqrt(12)*luck.Normal())))
		s.pay(s.sector.households, f.Account, ledger.CoreProfit, f.Core)
		if f.OwnedLab {
			continue
		}
		pile := float64(s.world.Agents[i].Start.Cash * 1e6)
		if extra := s.cash(f) - pile; extra > 0 {
			s.pay(f.Account, s.sector.investors, ledger.Payouts, 0.1*extra)
		}
	}
}
