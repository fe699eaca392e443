package worlds

import (
	"math"
	"testing"

	"shakeout/agents"
	"shakeout/market/ledger"
)

// inHand returns a laboratory with so much cash and no credit that has taken so much of it in each month of a quarter, USD.
func inHand(t *testing.T, s *State, cash, burn float64) *agents.Firm {
	t.Helper()
	f := &s.firms[s.firmIndex("mistral")]
	f.CreditUSD = 0
	s.pay(s.sector.investors, f.Account, ledger.Equity, math.Max(0, cash-s.cash(f)))
	s.pay(f.Account, s.sector.investors, ledger.Payouts, math.Max(0, s.cash(f)-cash))
	for range 3 {
		f.Month.Add(0, -burn, burn, burn, 0)
	}
	return f
}

func TestBudgetsStandForAYear(t *testing.T) {
	s := months(t, "frontier-2025", 3)
	s.tick = 40
	for _, row := range []struct {
		reason           string
		age              int64   // of the budget, months
		budgeted, cash   float64 // USD m
		failed, sinceCut int64
		want, rests      float64 // what counts; what the budget rests on afterwards, USD m
		anew, cuts       bool
	}{
		{"what has been spent by plan is no reason to spend less", 5, 100, 75, 0, 0, 100, 100, false, false},
		{"nor in the last month of the year", 11, 100, 40, 0, 0, 100, 100, false, false},
		{"more than that is: what is left is spread over 13 months of 18", 5, 100, 65, 0, 0, 90, 100, false, false},
		{"after a year it is made of what is left", 12, 100, 50, 0, 0, 50, 50, true, false},
		{"also where that is as much as before", 12, 100, 100, 0, 0, 100, 100, true, false},
		{"more money counts at once", 1, 100, 130, 0, 0, 130, 130, true, false},
		{"who is refused and cuts plans anew", 1, 100, 40, 1, 3, 40, 40, true, true},
		{"who has just cut does not", 1, 100, 51, 1, 2, 54, 100, false, false},
		{"nor who still finds money", 1, 100, 68, 0, 3, 72, 100, false, false},
		{"below six months everybody does", 1, 100, 40, 0, 3, 40, 40, true, true},
		{"nobody budgets what is overdrawn", 12, 100, -5, 0, 0, 0, 0, true, true},
	} {
		f := inHand(t, s, row.cash*1e6, 8e6)
		f.Capital.BudgetCashUSD, f.Capital.BudgetTick = row.budgeted*1e6, s.tick-row.age
		f.Capital.Failed, f.CutTick, f.SellingCap = row.failed, s.tick-row.sinceCut, 0
		f.ResearchPY, f.SalesUSD, f.BrandUSD = 120e6, 6e6, 4e6
		if got := s.budgetCash(f); !row.cuts && math.Abs(got-row.want*1e6) > 1 {
			t.Errorf("%s: got %g USD m; want %g", row.reason, got/1e6, row.want)
		}
		s.budget(f, f.ResearchPY)
		made := s.tick - row.age
		if row.anew {
			made = s.tick
		}
		if c := &f.Capital; math.Abs(c.BudgetCashUSD-row.rests*1e6) > 1 || c.BudgetTick != made {
			t.Errorf("%s: the budget rests on %g USD m of month %d; want %g of month %d", row.reason, c.BudgetCashUSD/1e6, c.BudgetTick, row.rests, made)
		}
		most, research := 0.0, 120e6
		if row.cuts {
			most, research = 7e6, 84e6
		}
		if math.Abs(f.SellingCap-most) > 1 || f.ResearchPY > research+1 {
			t.Errorf("%s: got at most %g USD m a month for sales and brand, %g a year for research", row.reason, f.SellingCap/1e6, f.ResearchPY/1e6)
		}
	}
}

func TestCutsOfSalesHoldUntilThereIsMoney(t *testing.T) {
	s := months(t, "frontier-2025", 3)
	for _, row := range []struct {
		reason              string
		limit, sales, brand float64
		failed              int64
		runway              float64 // months
		wantSales, wantCap  float64
	}{
		{"who wants more is held to the last cut, in proportion", 70, 60, 40, 1, 10, 42, 70},
		{"who wants less has it", 70, 30, 20, 1, 10, 30, 70},
		{"cash for a year and a half less a month is not enough", 70, 60, 40, 1, 17, 42, 70},
		{"with cash for twice as long as makes it cut it is free", 70, 60, 40, 1, 18, 60, 0},
		{"a round frees it too", 70, 60, 40, 0, 7, 60, 0},
		{"in distress it holds though nobody has refused", 70, 60, 40, 0, 2, 42, 70},
		{"who has not cut is free", 0, 60, 40, 1, 2, 60, 0},
	} {
		f := inHand(t, s, row.runway*10e6, 10e6)
		f.SellingCap, f.Capital.Failed = row.limit, row.failed
		for month := range 6 { // the same wish again and again is cut no further
			f.SalesUSD, f.BrandUSD = row.sales, row.brand
			s.holdToCuts(f)
			s.holdToCuts(f)
			if math.Abs(f.SalesUSD-row.wantSales) > 1e-9 || math.Abs(f.SalesUSD*row.brand-f.BrandUSD*row.sales) > 1e-9 || f.SellingCap != row.wantCap {
				t.Errorf("%s, month %d: got %g and %g under a cap of %g; want %g for sales, the same part of brand, and %g", row.reason, month, f.SalesUSD, f.BrandUSD, f.SellingCap, row.wantSales, row.wantCap)
			}
		}
	}
}
