package worlds

import (
	"testing"

	"shakeout/market/ledger"
	"shakeout/worlds/worldfile"
)

// watched runs a world month by month and lets a check look into it.
func watched(t *testing.T, o worldfile.Options, check func(t *testing.T, s *State)) *State {
	t.Helper()
	w, err := Load("frontier-2025", o)
	if err != nil {
		t.Fatal(err)
	}
	s, err := opened(&w.Value, Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.opening()
	for s.tick < w.Value.Ticks {
		s.tick++
		if err := s.Step(); err != nil {
			t.Fatal(err)
		}
		check(t, s)
	}
	return s
}

func TestHours(t *testing.T) {
	watched(t, worldfile.Options{}, func(t *testing.T, s *State) {
		c := &s.spot
		used := c.hostHours + c.selfHours + c.background/c.price
		for i := range s.firms {
			x := &c.tenants[i]
			have := x.plan.ServingReserved + x.plan.ResearchReserved + x.spot
			if over := c.inference[i] + c.research[i] - have; over > 1e-9*have {
				t.Errorf("month %d: %s uses %g m hours more than it has (%g): inference %g, research %g", s.tick, s.firms[i].ID, over, have, c.inference[i], c.research[i])
			}
			used += c.inference[i] + c.research[i]
			if x.plan.SpareHours > 0 && x.spot > 1e-9 {
				t.Errorf("month %d: %s buys %g m hours and has %g to spare", s.tick, s.firms[i].ID, x.spot, x.plan.SpareHours)
			}
			var bill, paid ledger.Cents
			for _, k := range c.book {
				if k.Buyer == i {
					bill += s.contractBill(k)
				}
			}
			bill += s.books.Amount(float64((x.spot - x.own) * c.price * 1e6))
			for _, line := range firmLines {
				paid += s.books.Paid(s.firms[i].Account, line)
			}
			if bill != paid && s.deals == 0 && s.firms[i].Status.Alive() { // a deal moves contracts after they are paid
				t.Errorf("month %d: %s is billed %d cents and pays %d", s.tick, s.firms[i].ID, bill, paid)
			}
		}
		if used > c.supply*(1+1e-9) {
			t.Errorf("month %d: %g m hours used of %g", s.tick, used, c.supply)
		}
	})
}
