package worlds

import (
	"fmt"

	"shakeout/agents"
	"shakeout/market/control"
	"shakeout/market/ledger"
)

// fleetValue returns the book value of a firm's accelerators, USD.
func (s *State) fleetValue(f *agents.Firm) float64 {
	if s.world.Compute == nil {
		return 0
	}
	return s.world.Compute.BookValueUSD(s.spot.parkOf(f.Index).vintages, s.tick)
}

// machines returns what a firm's accelerators would bring, USD.
func (s *State) machines(f *agents.Firm) float64 {
	return s.world.Control.WindDown.AssetsUSD(0, 0, s.fleetValue(f))
}

// claims returns what a firm that closes with so many researchers owes before its owners get anything: pay, a part
// of what it has promised to sellers of compute, debts. Sellers stand in the order of the contracts.
func (s *State) claims(f *agents.Firm, researchers float64) []control.Claim {
	w := &s.world.Control.WindDown
	out := []control.Claim{
		{Creditor: staff, Rank: control.Staff, AmountUSD: float64(w.SeveranceMonths * s.payUSD(researchers, f.OtherStaff))},
		{Creditor: lenders, Rank: control.Lenders, AmountUSD: owed(f)},
	}
	for k := range s.spot.book {
		if c := &s.spot.book[k]; c.Buyer == f.Index {
			out = append(out, control.Claim{Creditor: s.ownerName(c.Seller), Rank: control.Suppliers, AmountUSD: float64(w.ContractShare * c.CommittedUSD(s.tick+1) * 1e6)})
		}
	}
	return out
}

// lenders are the creditors behind debts and bridges.
const lenders = "lenders"

func (s *State) ownerName(owner int) string {
	if owner == neoclouds {
		return "neoclouds"
	}
	return s.firms[owner].ID
}

// estate returns what is there to divide, cash apart, and what comes before the owners, USD, when a firm closes
// with so many researchers.
func (s *State) estate(f *agents.Firm, researchers float64) (assetsUSD, claimsUSD float64) {
	for _, c := range s.claims(f, researchers) {
		claimsUSD += c.AmountUSD
	}
	return s.world.Control.WindDown.AssetsUSD(0, s.modelsOver(f), s.fleetValue(f)), claimsUSD
}

// modelsOver returns the valuation that what models, code and names bring is a part of; a group's is that of its core business.
func (s *State) modelsOver(f *agents.Firm) float64 {
	if f.Kind != agents.Lab {
		return 0
	}
	return f.Capital.LastValuation()
}

// windDown closes a firm: creditors by rank, then owners; customers must choose, people find work.
func (s *State) windDown(f *agents.Firm, why string) {
	s.event("wound-down", f.ID, "", s.cash(f), "%s", why)
	s.liquidate(f)
	s.end(f, agents.WoundDown, nobody, 0)
}

// liquidate sells what can be sold, pays creditors by rank and divides the rest over the owners. Lenders
// bear what is overdrawn. Models that were bought out of the estate are not sold once more.
func (s *State) liquidate(f *agents.Firm) {
	if left := s.books.Balance(ledger.Cash, f.Account); left < 0 {
		s.books.Pay(s.sector.investors, f.Account, ledger.Loans, -left)
	}
	if c := s.world.Control; c != nil {
		models, fleet := 0.0, c.WindDown.AssetsUSD(0, 0, s.fleetValue(f))
		if !f.FromEstate {
			models = c.WindDown.AssetsUSD(0, s.modelsOver(f), 0)
		}
		s.pay(s.sector.firms, f.Account, ledger.Liquidation, models)
		s.pay(s.sector.neoclouds, f.Account, ledger.Liquidation, fleet)
		claims := s.claims(f, f.Researchers)
		paid, _ := control.Waterfall(s.cash(f), claims)
		for k, claim := range claims {
			usd := min(paid[k], s.cash(f)) // halves are rounded up, one by one
			switch claim.Rank {
			case control.Staff:
				s.pay(f.Account, s.sector.staff, ledger.Staff, usd)
			case control.Suppliers:
				s.pay(f.Account, s.accountOf(s.firmIndex(claim.Creditor)), ledger.IdleCompute, usd)
			default:
				s.payLenders(f, f.Account, usd)
			}
		}
		suppliersOwed, suppliersPaid := 0.0, 0.0
		for k := range claims[2:] {
			suppliersOwed, suppliersPaid = suppliersOwed+claims[k+2].AmountUSD, suppliersPaid+paid[k+2]
		}
		s.decision(f.ID, "liquidation", "waterfall", fmt.Sprintf("%.6g USD m for the owners", s.cash(f)/1e6), "models_usd_m=%.6g fleet_usd_m=%.6g staff_owed_usd_m=%.6g staff_paid_usd_m=%.6g suppliers_owed_usd_m=%.6g suppliers_paid_usd_m=%.6g lenders_owed_usd_m=%.6g lenders_paid_usd_m=%.6g",
			models/1e6, fleet/1e6, claims[0].AmountUSD/1e6, paid[0]/1e6, suppliersOwed/1e6, suppliersPaid/1e6, claims[1].AmountUSD/1e6, paid[1]/1e6)
	}
	s.endFleetLoans(f)
	f.DebtUSD, f.DrawnUSD, f.Capital.BridgeUSD, f.CreditUSD = 0, 0, 0, 0
	f.PaidOutUSD = s.cash(f)
	s.payOwners(f, f.Account, ledger.Liquidation, s.cash(f))
}
