package worlds

import (
	"fmt"
	"math"

	"shakeout/market/ledger"
)

// audit ends the run where an invariant is broken: money, shares, stocks, the dead.
func (s *State) audit() error {
	if s.err != nil {
		return s.err
	}
	if err := s.books.Audit(); err != nil {
		return err
	}
	if err := s.auditCustomers(); err != nil {
		return err
	}
	if err := s.auditFirms(); err != nil {
		return err
	}
	if err := s.auditCompute(); err != nil {
		return err
	}
	for o := range s.offers {
		of := &s.offers[o]
		for _, x := range [...]float64{of.units, of.mtok, of.revenue, of.cost, of.list} {
			if !(x >= 0) || math.IsInf(x, 0) {
				return fmt.Errorf("audit: offer %s: got %g among its units, tokens, revenue, cost and price; want numbers >= 0", of.id, x)
			}
		}
		if of.seller >= 0 && of.revenue > 0 && !s.firms[of.seller].Status.Alive() && s.firms[of.seller].ExitTick < s.tick {
			return fmt.Errorf("audit: offer %s: %s has ended and sold for %g USD m", of.id, s.firms[of.seller].ID, of.revenue)
		}
	}
	return nil
}

func (s *State) auditCustomers() error {
	for k := range s.segments {
		seg := &s.segments[k]
		J := len(seg.offers)
		for i := range seg.weight {
			var sums [4]float64 // side by side: each sum waits for itself only
			for j, x := range seg.stock[i*J : i*J+J] {
				if !(x >= -1e-12) {
					return fmt.Errorf("audit: segment %s cohort %d: got a stock of %g; want >= 0", s.world.Customers.Segments[k].ID, i, x)
				}
				sums[j&3] += x
			}
			sum := seg.none[i] + sums[0] + sums[1] + sums[2] + sums[3]
			if !(math.Abs(sum-1) < 1e-9) {
				return fmt.Errorf("audit: segment %s cohort %d: got shares that add to %.12g; want 1", s.world.Customers.Segments[k].ID, i, sum)
			}
		}
	}
	return nil
}

func (s *State) auditFirms() error {
	for i := range s.firms {
		f := &s.firms[i]
		for _, x := range [...]struct {
			name  string
			value float64
		}{
			{"accelerators", f.Fleet}, {"researchers", f.Researchers}, {"other staff", f.OtherStaff}, {"research compute", f.ResearchPY},
			{"undrawn credit", f.CreditUSD}, {"drawn credit", f.DrawnUSD}, {"debt", f.DebtUSD}, {"debt beyond what is drawn", float64(f.DebtUSD*(1+1e-9)) + 1 - f.DrawnUSD}, {"debt on accelerators", f.FleetDebtUSD}, {"goodwill", f.Goodwill}, {"effort", f.Effort.Hours},
		} {
			if !(x.value >= 0) || math.IsInf(x.value, 0) {
				return fmt.Errorf("audit: %s of %s: got %g; want a number >= 0", x.name, f.ID, x.value)
			}
		}
		if math.IsNaN(f.Capability) || math.IsInf(f.Capability, 0) {
			return fmt.Errorf("audit: capability of %s: got %g; want a number", f.ID, f.Capability)
		}
		if err := s.auditPayouts(f); err != nil {
			return err
		}
		if !f.Status.Ended() {
			continue
		}
		if left := s.books.Balance(ledger.Cash, f.Account); left != 0 {
			return fmt.Errorf("audit: %s has ended and holds %d quanta; want 0", f.ID, left)
		}
		if f.Fleet != 0 || f.ResearchPY != 0 {
			return fmt.Errorf("audit: %s has ended and has %g accelerators and spends %g USD a year on research; want none", f.ID, f.Fleet, f.ResearchPY)
		}
	}
	return nil
}
