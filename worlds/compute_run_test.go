package worlds

import (
	"math"
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
					bill += s.contractBill(&k)
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

func TestStrategicMoneyComesBackAsRevenue(t *testing.T) {
	s := months(t, "frontier-2025", 3)
	lab, cloud := s.firmIndex("anthropic"), s.firmIndex("amazon")
	f := &s.firms[lab]
	cash := func(i int) ledger.Cents { return s.books.Balance(ledger.Cash, s.firms[i].Account) }
	before, paid, post, held := cash(lab), cash(cloud), f.Capital.PostMoney, f.Capital.Table.Fraction("amazon")
	terms := s.world.Capital.Strategic.Terms(4e9)
	s.takeStrategic(f, strategicOffer{cloud, terms})
	if got := cash(lab) - before; got != s.books.Amount(2e9) {
		t.Errorf("the lab has %d cents more; want half of 4 bn, the rest is compute", got)
	}
	if got := paid - cash(cloud); got != s.books.Amount(2e9) {
		t.Errorf("the cloud has %d cents less; want 2 bn", got)
	}
	if got := s.books.Balance(ledger.Prepaid, f.Account); got != s.books.Amount(2e9) {
		t.Errorf("%d cents of compute in advance; want 2 bn", got)
	}
	bought := 4e9 / (post + terms.PremiumUSD + 4e9)
	if got, want := f.Capital.Table.Fraction("amazon"), held*(1-bought)+bought; math.Abs(got-want) > 1e-6 {
		t.Errorf("the cloud holds %g; want %g", got, want)
	}
	if got := s.commitments(lab); got < 4000 {
		t.Errorf("contracts of %g USD m; want at least the 4 bn committed", got)
	}
	used := ledger.Cents(0)
	for range 24 {
		s.tick++
		if err := s.Step(); err != nil {
			t.Fatal(err)
		}
		before := used
		used += s.spot.tenants[lab].fromCredit
		if sold := s.spot.sold[cloud]; sold < s.books.USDm(used-before) {
			t.Errorf("month %d: the cloud sells %g USD m; want at least what was paid in advance", s.tick, sold)
		}
	}
	if used < s.books.Amount(2e9) {
		t.Errorf("%d cents of compute in advance used in two years; want all 2 bn", used)
	}
	if s.spot.related[cloud] <= 0 {
		t.Error("nothing of the cloud's revenue comes from firms in which it holds a stake")
	}
}

func TestLoansAgainstAcceleratorsEndWithThem(t *testing.T) {
	s := months(t, "frontier-2025", 2)
	f := &s.firms[s.firmIndex("google")]
	got := s.borrowForFleet(f, 1e15)
	if want := s.world.Capital.Debt.LoanToValue * s.fleetValue(f); math.Abs(got/want-1) > 1e-9 {
		t.Errorf("lent %g USD; want %g, loan to value of the fleet", got, want)
	}
	s.books.Pay(f.Account, s.sector.investors, ledger.Payouts, s.books.Balance(ledger.Cash, f.Account)) // penniless
	k := s.spot.parkOf(f.Index)
	k.vintages = k.vintages[:len(k.vintages)-4] // and the newest machines are lost
	units := k.vintages.Units()
	s.serviceFleetDebt(f)
	if !k.broken || f.FleetDebtUSD == 0 {
		t.Fatal("a fleet that no longer covers the loan breaks the covenant")
	}
	s.serviceFleetDebt(f)
	if f.FleetDebtUSD != 0 || k.vintages.Units() >= units {
		t.Errorf("lenders wait for a month and take machines: debt %g, %g of %g left", f.FleetDebtUSD, k.vintages.Units(), units)
	}
}

// In these runs contracts wanted more hours than all other users had left: research gives way, and no more is used than stands.
func TestNoMoreHoursAreUsedThanStand(t *testing.T) {
	for _, seed := range []uint64{107, 117} {
		w, err := Load("frontier-2025", worldfile.Options{Scenarios: []string{"price-war"}})
		if err != nil {
			t.Fatal(err)
		}
		w.Value.Seed = int64(seed)
		if _, err := Run(t.Context(), &w.Value, Options{}); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
	}
}
