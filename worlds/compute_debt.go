package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/market/capital"
	"shakeout/market/ledger"
)

// fleetDebt returns the rules of lending against accelerators; nil in a world without them.
func (s *State) fleetDebt() *capital.Debt {
	if s.world.Compute == nil || s.world.Capital == nil {
		return nil
	}
	return &s.world.Capital.Debt
}

// borrowForFleet lends a builder what its own purse lacks for an order of accelerators, against those it has, and returns what it got.
func (s *State) borrowForFleet(f *agents.Firm, wanted float64) float64 {
	d := s.fleetDebt()
	k := s.spot.parkOf(f.Index)
	if d == nil || k.broken || !(wanted > 0) {
		return 0
	}
	usd := math.Min(wanted, d.CapacityUSD(s.fleetValue(f), f.FleetDebtUSD))
	if !(usd > 0) {
		return 0
	}
	k.loans = append(k.loans, d.Lend(investors, f.ID, usd, s.mood))
	f.FleetDebtUSD += usd
	s.pay(s.sector.investors, f.Account, ledger.FleetLoans, usd)
	return usd
}

// serviceFleetDebt pays interest and principal of the month, and looks at the covenants: lenders whose
// covenant is broken take accelerators worth what they are owed.
func (s *State) serviceFleetDebt(f *agents.Firm) {
	d := s.fleetDebt()
	if d == nil || f.FleetDebtUSD == 0 {
		return
	}
	k := s.spot.parkOf(f.Index)
	interest, rest := 0.0, k.loans[:0]
	f.FleetDebtUSD = 0
	for _, loan := range k.loans {
		due := loan.Due()
		interest += due.InterestUSD
		s.pay(f.Account, s.sector.investors, ledger.FleetLoans, due.RepaymentUSD)
		if loan = loan.Pay(due.RepaymentUSD); loan.PrincipalUSD > 0 {
			rest = append(rest, loan)
			f.FleetDebtUSD += loan.PrincipalUSD
		}
	}
	k.loans = rest
	s.pay(f.Account, s.sector.investors, ledger.Interest, interest)
	err := d.Covenant(capital.Standing{
		DebtUSD: f.FleetDebtUSD, BookValueUSD: s.fleetValue(f), EarningsUSDPerMonth: s.earningsForLenders(f, interest),
		InterestUSDPerMonth: interest, CashUSD: math.Max(0, s.cash(f)),
	})
	if err == nil {
		k.broken = false
		return
	}
	if !k.broken { // lenders wait a month
		k.broken = true
		s.event("covenant", f.ID, investors, f.FleetDebtUSD, "%s", err)
		return
	}
	s.foreclose(f)
}

// earningsForLenders returns what a firm's business brought last month before interest, building and research that could be
// left, USD.
func (s *State) earningsForLenders(f *agents.Firm, interest float64) float64 {
	research := s.books.USD(s.books.Paid(f.Account, ledger.Research))
	capex := s.books.USD(s.books.Paid(f.Account, ledger.Capex) - s.books.Received(f.Account, ledger.FleetLoans) + s.books.Paid(f.Account, ledger.FleetLoans))
	return interest + research + capex - float64(s.cashBurn(f)*1e6)
}

// foreclose gives lenders accelerators worth what they are owed; the neoclouds buy these at book value. What the fleet does not cover
// is lost to them.
func (s *State) foreclose(f *agents.Firm) {
	p, k, to := s.world.Compute, s.spot.parkOf(f.Index), s.spot.parkOf(neoclouds)
	value := s.fleetValue(f)
	part := 1.0
	if value > f.FleetDebtUSD {
		part = f.FleetDebtUSD / value
	}
	s.pay(s.sector.neoclouds, s.sector.investors, ledger.FleetLoans, math.Min(value, f.FleetDebtUSD))
	for j := range k.vintages {
		v := k.vintages[j]
		v.Units = float64(v.Units * part)
		k.vintages[j].Units -= v.Units
		p.Fleet.Add(&to.vintages, v)
	}
	s.event("foreclosed", f.ID, investors, f.FleetDebtUSD, "%.3g of its accelerators go to the lenders", part)
	s.endFleetLoans(f)
	s.countFleets()
}

// endFleetLoans takes the loans against a firm's accelerators off the books.
func (s *State) endFleetLoans(f *agents.Firm) {
	f.FleetDebtUSD = 0
	if f.Index+1 < len(s.spot.parks) {
		k := s.spot.parkOf(f.Index)
		k.loans, k.broken = k.loans[:0], false
	}
}
