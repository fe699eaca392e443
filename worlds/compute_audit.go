package worlds

import (
	"fmt"
	"math"

	"shakeout/market/ledger"
)

// auditCompute checks what nobody may do with accelerators: use more hours than there are, owe compute that nobody is owed, own less than
// none.
func (s *State) auditCompute() error {
	c := &s.spot
	if s.world.Compute == nil {
		return nil
	}
	for i := range s.firms {
		var claims ledger.Cents
		for _, x := range c.credits {
			if x.buyer == i {
				claims += x.left
			}
			if x.seller == i {
				claims -= x.left
			}
		}
		if balance := s.books.Balance(ledger.Prepaid, s.firms[i].Account); balance != claims {
			return fmt.Errorf("audit: %s has %d quanta of compute paid in advance on the books and %d by its contracts", s.firms[i].ID, balance, claims)
		}
	}
	for owner := neoclouds; owner < len(s.firms); owner++ {
		for _, v := range c.parkOf(owner).vintages {
			if !(v.Units >= 0) || math.IsInf(v.Units, 0) || !(v.HardwareIndex > 0) {
				return fmt.Errorf("audit: vintage of month %d: got %g accelerators of generation %g; want numbers above 0", v.Month, v.Units, v.HardwareIndex)
			}
		}
	}
	if !(c.price > 0) || math.IsInf(c.price, 0) {
		return fmt.Errorf("audit: price of compute: got %g; want a number above 0", c.price)
	}
	if c.demand > float64(c.supply*(1+1e-9)) {
		return fmt.Errorf("audit: %g million hours used of %g that fleets can sell", c.demand, c.supply)
	}
	return nil
}
