package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/market/capital"
	"shakeout/market/control"
	"shakeout/market/ledger"
)

// controlFirms is the market for corporate control: reviews are decided; firms that are short of money or
// that somebody calls look for a way out; who has run dry ends.
func (s *State) controlFirms() {
	s.notePayouts()
	if s.world.Control != nil {
		s.rememberMargins()
		s.decideReviews()
		s.mergePeers()
		for i := range s.firms {
			if f := &s.firms[i]; f.Status.Alive() && !s.inReview(i) {
				s.seekWayOut(f)
			}
		}
	}
	s.bankrupt()
}

// runway returns how long a firm's cash and credit last at the burn of the last quarter, months.
func (s *State) runway(f *agents.Firm) float64 {
	return capital.RunwayMonths(s.cash(f)+f.CreditUSD, f.Month.Mean(&f.Month.Burn, 3))
}

// distress returns the step of distress that a lab is at. In the quarter after a retreat hours are still under contract that are not needed any
// more, and what the last months took says nothing of what is left: who retreats has made sure that it can pay for that (control.Retreat.Viable).
func (s *State) distress(f *agents.Firm, refused bool) control.Step {
	if s.settling(f) {
		return control.CarryOn
	}
	return s.world.Control.Distress.Step(s.runway(f), refused)
}

// seekWayOut lets a firm in distress live on what customers leave, if that still pays for some research; else its
// owners compare what they get: from a buyer, from somebody who hires its people, in a niche that carries it; and it
// winds down when nothing is left. A firm that is refused looks round while a niche is worth more than it is. And it lets
// owners listen who are called.
func (s *State) seekWayOut(f *agents.Firm) {
	c := s.world.Control
	luck := s.stream(f.ID, "approach")
	called := c.Approach.Draw(s.gap(f), s.indicators.share[f.Index], &luck)
	step := s.distress(f, f.Capital.Failed > 0)
	wanted := s.indicators.forSale[f.Index]
	s.indicators.forSale[f.Index] = false
	if step >= control.SeekBuyer {
		s.decision(f.ID, "distress", "board", step.String(), "cash_usd_m=%.6g runway_months=%.4g failed_raises=%d", s.cash(f)/1e6, s.runway(f), f.Capital.Failed)
	}
	switch {
	case step >= control.SeekBuyer:
		if s.settleDown(f, step) || s.sell(f, step) || s.retreatIfWorth(f, "in distress") {
			return
		}
		if step == control.EndBusiness && !s.liveOnCustomers(f, 0) && !s.sellEstate(f) {
			s.windDown(f, "no buyer and no money")
		}
	case s.refusedIsBetterSmall(f):
		if !s.sell(f, control.SeekBuyer) {
			s.retreatIfWorth(f, "refused by investors, and worth more small")
		}
	case wanted || called && s.tick > 6 && (f.Core <= 0 || f.OwnedLab): // nobody calls a group to buy it whole
		s.sell(f, control.CarryOn)
	}
}

// settleDown lets a firm live on its customers if they pay for everything but research and leave as large a part of what
// that costs as a niche firm keeps. Where the best segment alone earns more than the general market, costs of either counted,
// the niche is the way to do it, unless a buyer gives more.
func (s *State) settleDown(f *agents.Firm, step control.Step) bool {
	share := s.world.Control.Niche.ResearchKept
	leave := s.customersLeave(f)
	if leave < 0 || 12*leave < share*f.ResearchPY {
		return false
	}
	if _, r := s.retreatOf(f); r.MarginUSDPerMonth-(r.CostsUSDPerMonth.Total()-r.CostsUSDPerMonth.ResearchUSD) > leave {
		if _, ok := s.nicheWorth(f); ok && (s.sell(f, step) || s.retreat(f, "its best segment earns more than the general market")) {
			return true
		}
	}
	return s.liveOnCustomers(f, share)
}

// customersLeave returns what a firm's customers left last month for its research, everything else paid, USD.
func (s *State) customersLeave(f *agents.Firm) float64 {
	return float64(s.spot.tenants[f.Index].researchUSD*1e6) - f.Month.Mean(&f.Month.Burn, 1)
}

// liveOnCustomers keeps a firm going whose customers pay for everything but its research and leave at least
// a share of what that costs: research is cut to what they leave.
func (s *State) liveOnCustomers(f *agents.Firm, share float64) bool {
	leave := s.customersLeave(f)
	if leave < 0 || 12*leave < share*f.ResearchPY {
		return false
	}
	if keeps := float64(12 * leave); keeps < f.ResearchPY {
		s.event("cut", f.ID, "", f.ResearchPY-keeps, "research cut from %.4g to %.4g USD m a year, what customers leave", f.ResearchPY/1e6, keeps/1e6)
		f.ResearchPY, f.CutTick = keeps, s.tick
	}
	return true
}

// bankrupt ends who has neither cash nor credit: cash is never negative past the credit line.
func (s *State) bankrupt() {
	for i := range s.firms {
		f := &s.firms[i]
		if !f.Status.Alive() || s.cash(f)+f.CreditUSD >= 0 {
			continue
		}
		if s.world.Control == nil || !s.rescue(f) && !s.sellEstate(f) {
			s.windDown(f, "out of cash and credit")
		}
	}
}

// rescue finds a home for a firm that has run dry, at once: a deal under review is closed, since without
// it the target's assets leave the market; else there is a last auction, and who is kept from buying may
// hire its people.
func (s *State) rescue(f *agents.Firm) bool {
	if s.keptByBuyer(f) {
		return true
	}
	if !s.inReview(f.Index) && !s.sell(f, control.EndBusiness) {
		return false
	}
	if f.Status.Ended() {
		return true
	}
	for k, r := range s.review {
		if r.target != f.Index {
			continue
		}
		s.review = append(s.review[:k], s.review[k+1:]...)
		switch {
		case r.blocked:
			return s.licenceAndHire(f, nobody, control.EndBusiness)
		case r.merger:
			return s.merge(f, &s.firms[r.buyer], r.price)
		}
		return s.acquire(f, &s.firms[r.buyer], r.price)
	}
	return false
}

// end takes a firm out of the market. Its accelerators go to who takes it over, or to who rents them out
// next; what it held of others too.
func (s *State) end(f *agents.Firm, status agents.Status, parent int, price float64) {
	s.decideExit(f, status, parent, price)
	var parities []float64
	leaves := status == agents.WoundDown && !f.FromEstate || status == agents.LicensedAndHired // nobody goes on with its customers
	if leaves {
		parities = s.parities()
	}
	f.Status, f.ExitTick, f.Parent, f.ExitPrice = status, s.tick, parent, price
	f.ResearchPY, f.Capital.RaisingUntil = 0, -1
	heir, owner := investors, parent
	if status == agents.LicensedAndHired || f.FromEstate { // the shell keeps what it owes
		owner = nobody
	}
	if owner != nobody {
		heir = s.firms[owner].ID
	}
	s.handCompute(f, owner)
	for i := range s.firms {
		c := &s.firms[i].Capital
		c.Table = c.Table.TransferAll(f.ID, heir).Retire(s.firms[i].ID)
	}
	rest := s.review[:0]
	for _, r := range s.review {
		if r.target != f.Index && r.buyer != f.Index {
			rest = append(rest, r)
		}
	}
	s.review = rest
	s.refamily()
	s.refreshOffers()
	if leaves {
		s.linkParities(parities)
	}
	s.measureFrontier()
}

// payOwners divides cash over the holders of a firm by shares, to the cent.
func (s *State) payOwners(f *agents.Firm, from ledger.Account, line ledger.Line, usd float64) {
	if !(usd > 0) {
		return
	}
	for _, p := range f.Capital.Table.Distribute(int64(s.books.Amount(usd))) {
		s.books.Pay(from, s.holderAccount(p.Holder), line, ledger.Cents(p.Amount))
	}
}

// holderAccount returns where a holder of shares is paid.
func (s *State) holderAccount(holder string) ledger.Account {
	if i := s.firmIndex(holder); i != nobody && s.firms[i].Status.Alive() {
		return s.firms[i].Account
	}
	if holder == staff {
		return s.sector.staff
	}
	return s.sector.investors
}

// owed returns what lenders and holders of bridges have a claim to, USD.
func owed(f *agents.Firm) float64 { return f.DebtUSD + f.FleetDebtUSD + f.Capital.BridgeUSD }

// payLenders repays bridges and debts out of an account, as far as the money goes.
func (s *State) payLenders(f *agents.Firm, from ledger.Account, usd float64) float64 {
	usd = math.Max(0, math.Min(usd, owed(f)))
	s.pay(from, s.sector.investors, ledger.Loans, usd)
	left := math.Max(0, owed(f)-usd)
	s.endFleetLoans(f)
	f.Capital.BridgeUSD, f.DebtUSD, f.DrawnUSD = 0, left, math.Min(f.DrawnUSD, left)
	return usd
}
