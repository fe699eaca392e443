package compute

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"shakeout/internal/exact"
)

// near fails unless got is want to a relative 1e-9 (absolute near zero).
func near(t *testing.T, reason string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-9*math.Max(1, math.Abs(want))) {
		t.Errorf("%s: got %.12g; want %.12g", reason, got, want)
	}
}

func TestUserCost(t *testing.T) {
	c := defaults[Params](t).Cost
	gh := math.Log(1.3)
	near(t, "(32,000 (.15 + ln 1.3) + 1,280 + 1,000)/6,132 = 2.52, the price of end 2024", c.UserCostUSDPerHour(1, gh), (32000*(0.15+gh)+2280)/6132)
	near(t, "hardware twice as good: half", c.UserCostUSDPerHour(2, gh), (32000*(0.15+gh)+2280)/12264)
	near(t, "cash cost 2,280/8,760 = .26", c.CashCostUSDPerHour(1), 2280.0/8760)
	near(t, "a fleet of 2 m sells 1.02 bn hours a month", c.SellableHours(2e6), 2e6*730*0.7)
	for _, row := range []struct {
		reason   string
		gh       float64
		min, max float64
	}{
		{"ln 1.2: 2.1 (economics, section 4)", math.Log(1.2), 2.05, 2.15},
		{"ln 1.3: 2.5", gh, 2.45, 2.55},
		{"without obsolescence a third less or more", 0, 1.0, 1.7},
	} {
		if got := c.UserCostUSDPerHour(1, row.gh); got < row.min || got > row.max {
			t.Errorf("%s: got %g; want [%g, %g]", row.reason, got, row.min, row.max)
		}
	}
}

func TestFleet(t *testing.T) {
	p := defaults[Params](t)
	f := p.OpeningFleet(2e6, 2, math.Log(1.3))
	near(t, "opening fleet has the stated size", f.Units(), 2e6)
	if f[0].Month >= 0 || f[len(f)-1].Month > 0 || f[0].HardwareIndex >= f[len(f)-1].HardwareIndex {
		t.Errorf("vintages run from old and weak to new: %+v", f)
	}
	g := slices.Clone(f)
	p.Fleet.Add(&g, Vintage{Month: 7, Units: 100, HardwareIndex: 1})
	p.Fleet.Add(&g, Vintage{Month: 8, Units: 100, HardwareIndex: 2})
	p.Fleet.Add(&g, Vintage{Month: 8, HardwareIndex: 2})
	near(t, "arrivals add", g.Units(), 2e6+200)
	if diff := cmp.Diff(Vintage{7, 200, 4.0 / 3}, g[len(g)-1], cmpopts.EquateApprox(1e-12, 0)); diff != "" || len(g) != len(f)+1 {
		t.Errorf("two arrivals of one quarter are one vintage at their mean price, 200/(100 + 50) (-want +got):\n%s", diff)
	}
	var both Fleet
	p.Fleet.Join(&both, f)
	p.Fleet.Join(&both, g)
	near(t, "two fleets join", both.Units(), 4e6+200)
	before := g.Units()
	lost := p.Age(&g, 8)
	near(t, "what is lost is gone", g.Units()+lost, before)
	if lost < 2e6*0.05/12 {
		t.Errorf("lost %g; want at least the wear", lost)
	}
	old := Fleet{{Month: 0, Units: 10, HardwareIndex: 1}}
	scrapped := slices.Clone(old)
	if lost := p.Age(&scrapped, 85); len(scrapped) != 0 || lost != 10 {
		t.Errorf("after %d months scrapped: %+v, lost %g", p.Fleet.LifeMonths, scrapped, lost)
	}
	near(t, "half written off after 30 months", p.BookValueUSD(old, 30), 10*32000*0.5)
	near(t, "nothing left after 60", p.BookValueUSD(old, 60), 0)
}

func TestSupply(t *testing.T) {
	p := defaults[Params](t)
	f := Fleet{{Month: -70, Units: 1, HardwareIndex: 0.2}, {Month: 0, Units: 3, HardwareIndex: 1}}
	p.Fleet.Steps = 5 // four for three quarters of the fleet
	steps := p.Supply(nil, f, 0, 400, 2.5)
	want := []Step{ // old: cash cost .26/.2 = 1.30, written off; new: .26 + 2.24 x 1/8, 3/8, 5/8, 7/8
		{1.3013698630136985, 100},
		{0.26027397260273977 + 2.2397260273972603/8, 75}, {0.26027397260273977 + 2.2397260273972603*3/8, 75},
		{0.26027397260273977 + 2.2397260273972603*5/8, 75}, {0.26027397260273977 + 2.2397260273972603*7/8, 75},
	}
	if diff := cmp.Diff(want, steps, cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < 1e-9 })); diff != "" {
		t.Errorf("a written-off vintage at cash cost, a new one up to user cost (-want +got):\n%s", diff)
	}
	if got := p.Supply(nil, f, 0, 400, 0.1); got[0].ReserveUSDPerHour != 0.1 {
		t.Errorf("when replacing is cheaper than running, reserve is user cost: got %g", got[0].ReserveUSDPerHour)
	}
	if got := p.Supply(nil, f, 0, 0, 2.5); got != nil {
		t.Errorf("no hours, no offer: %v", got)
	}
	p = defaults[Params](t)
	big := p.Supply(nil, p.OpeningFleet(2e6, 2, 0.26), 0, 1e9, 2.52)
	var sum float64
	for _, s := range big {
		sum += s.Hours
		if s.Hours > 0.05*1e9 {
			t.Errorf("a step of %g of all hours is a cliff", s.Hours/1e9)
		}
	}
	near(t, "all hours are offered", sum, 1e9)
}

func TestForecastAndCapex(t *testing.T) {
	p := defaults[Params](t)
	near(t, "one month of +5 % log from zero: .08 x .05", p.Forecast.NextGrowth(0, 1, math.Exp(0.05)), 0.004)
	near(t, "cap", p.Forecast.NextGrowth(0.06, 1, 100), 0.06)
	near(t, "floor", p.Forecast.NextGrowth(-0.06, 100, 1), -0.06)
	near(t, "no spending teaches nothing", p.Forecast.NextGrowth(0.03, 0, 5), 0.03)
	near(t, "twenty months ahead, related parties at half", p.Forecast.SpendUSD(100, 40, 0.01), 120*math.Exp(0.2))
	near(t, "capacity that spending buys: 730 x .7 hours at 2 USD", p.Cost.DesiredUnits(1022, 2), 1)
	for _, row := range []struct {
		reason string
		c      Capacity
		want   float64
	}{
		{"gap of 90 over nine months", Capacity{190, 60, 40, 0}, 10},
		{"the pipeline counts in full", Capacity{190, 60, 130, 3}, 3},
		{"replacement adds", Capacity{190, 60, 40, 3}, 13},
		{"too much: nothing, replacement included", Capacity{100, 500, 0, 3}, 0},
	} {
		near(t, row.reason, p.Capex.OrderUnits(row.c), row.want)
	}
	near(t, "within limits", p.Capex.SpendUSD(10, 100, &Spent{1000}), 1000)
	near(t, "growth limit 1.7 a year", p.Capex.SpendUSD(50, 100, &Spent{1000}), 1000*math.Pow(1.7, 1.0/12))
	near(t, "after a dip, from where it was", p.Capex.SpendUSD(50, 100, &Spent{800, 900, 1000}), 1000*math.Pow(1.7, 3.0/12))
	near(t, "a year on at most 1.7 times", p.Capex.SpendUSD(50, 100, &Spent{11: 1000}), 1700)
	near(t, "fall limit 7 % a month", p.Capex.SpendUSD(0, 100, &Spent{1000, 2000}), 930)
	near(t, "somebody begins", p.Capex.SpendUSD(50, 100, &Spent{}), 5000)
	spent := Spent{3, 2, 1}
	spent.Add(5)
	spent.Join(&Spent{1, 1})
	if want := (Spent{6, 4, 2, 1}); spent != want {
		t.Errorf("got %v; want %v", spent, want)
	}
}

// The whole supply side on one page: a growing budget meets the fleet that the order rule builds. Price over cost must stay near one for
// thirty years, and must fall lower when builders forget their pipeline (Sterman 1989). A rule that closes a gap over nine months trails
// growth: builders who look no further than the delivery lag stay too small for ever.
func TestBuildersStayNearCost(t *testing.T) {
	lowest := func(weight, horizon float64) (low, high, last float64) {
		p := defaults[Params](t)
		p.Capex.PipelineWeight, p.Forecast.HorizonMonths = weight, horizon
		gh := math.Log(1.3)
		index := func(month int64) float64 { return math.Exp(gh * float64(month) / 12) }
		units, g := 2e6, 0.04
		fleet := p.OpeningFleet(units, 1.9, gh)
		pipe := p.Delivery.OpeningPipeline(units*0.06, 1.9, 0)
		budget := 2.5 * p.Cost.SellableHours(units)
		spent := Spent{pipe[len(pipe)-1].Units * p.Cost.CapitalUSD(1)}
		low, high = 99, 0
		for month := int64(1); month <= 360; month++ {
			rate := 1.03
			if month > 36 {
				rate = 1.015
			}
			if month > 120 {
				rate = 1.004
			}
			next := budget * rate
			g = p.Forecast.NextGrowth(g, budget, next)
			budget = next
			for _, a := range p.Delivery.Deliver(&pipe, nil, month, 0) {
				p.Fleet.Add(&fleet, Vintage{month, a.Units, a.HardwareIndex})
			}
			lost := p.Age(&fleet, month)
			c := p.Cost.UserCostUSDPerHour(index(month), gh)
			ratio := budget / p.Cost.SellableHours(fleet.Units()) / c
			if month > 24 {
				low, high = math.Min(low, ratio), math.Max(high, ratio)
			}
			last = ratio
			later := p.Cost.UserCostUSDPerHour(index(month+int64(p.Forecast.HorizonMonths)), gh)
			desired := p.Cost.DesiredUnits(p.Forecast.SpendUSD(budget, 0, g), later)
			order := p.Capex.OrderUnits(Capacity{desired, fleet.Units(), pipe.Units(), lost})
			k := p.Cost.CapitalUSD(index(month))
			usd := p.Capex.SpendUSD(order, k, &spent)
			spent.Add(usd)
			pipe.Order(Arrival{month + p.Delivery.LagMonths, usd / k, index(month)})
		}
		return low, high, last
	}
	low, high, last := lowest(1, 20)
	t.Logf("pipeline counted: price/cost in [%.2f, %.2f], at the end %.2f", low, high, last)
	if low < 0.8 || high > 1.5 || last < 0.8 || last > 1.5 {
		t.Errorf("price/cost in [%g, %g], at the end %g; want [.8, 1.5]", low, high, last)
	}
	_, short, _ := lowest(1, 12)
	t.Logf("looking ahead by the delivery lag only: price/cost up to %.2f", short)
	if short <= high {
		t.Errorf("builders who look ahead by the delivery lag only must be short: price/cost up to %g, against %g", short, high)
	}
	forgetful, _, _ := lowest(0, 20)
	t.Logf("pipeline forgotten: price/cost falls to %.2f", forgetful)
	if forgetful >= low {
		t.Errorf("builders who forget their pipeline must overshoot: lowest price/cost %g, against %g", forgetful, low)
	}
}

func TestPipeline(t *testing.T) {
	d := defaults[Params](t).Delivery
	var p Pipeline
	for _, a := range []Arrival{{5, 10, 1}, {3, 20, 1}, {5, 5, 1.2}, {4, 0, 1}} {
		p.Order(a)
	}
	want := Pipeline{{3, 20, 1}, {5, 10, 1}, {5, 5, 1.2}}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Errorf("sorted by month, first come first, nothing for nothing (-want +got):\n%s", diff)
	}
	near(t, "on its way", p.Units(), 35)
	arrived := d.Deliver(&p, nil, 3, 0)
	if diff := cmp.Diff([]Arrival{{3, 20, 1}}, arrived); diff != "" {
		t.Errorf("arrived (-want +got):\n%s", diff)
	}
	arrived = d.Deliver(&p, nil, 5, 4)
	if diff := cmp.Diff([]Arrival{{5, 8, 1}, {5, 4, 1.2}}, arrived); diff != "" {
		t.Errorf("in a shortage four fifths arrive (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(Pipeline{{9, 2, 1}, {9, 1, 1.2}}, p); diff != "" {
		t.Errorf("and the rest when it ends (-want +got):\n%s", diff)
	}
	opening := d.OpeningPipeline(12, 1, 0)
	near(t, "a lag of orders at the start", opening.Units(), 144)
	if opening[0].Month != 1 || opening[11].Month != 12 {
		t.Errorf("one arrival for each month of the lag: %+v", opening)
	}
}

func TestShortage(t *testing.T) {
	d := defaults[Params](t).Delivery
	s := exact.NewStream(3, "", "shortage", 0)
	var begun, free int
	left := int64(0)
	for range 200_000 {
		was := left
		left = d.NextShortage(left, &s)
		if was > 0 && left != was-1 {
			t.Fatalf("a shortage counts down: %d after %d", left, was)
		}
		if was == 0 {
			free++
			if left > 0 {
				begun++
			}
		}
	}
	want := 1 - math.Pow(0.88, 1.0/12)
	if got := float64(begun) / float64(free); math.Abs(got/want-1) > 0.05 {
		t.Errorf("hazard per month: got %g; want %g", got, want)
	}
}

func TestContracts(t *testing.T) {
	p := defaults[Params](t).Contracts
	c := Contract{1, 2, 100, 2, 3, 15}
	for _, row := range []struct {
		reason    string
		got, want float64
	}{
		{"before the start nothing is due", c.BillUSD(2), 0},
		{"first month", c.BillUSD(3), 200},
		{"last month", c.BillUSD(14), 200},
		{"after the end nothing is due", c.BillUSD(15), 0},
		{"all of it lies ahead", c.CommittedUSD(0), 2400},
		{"ten months left", c.CommittedUSD(5), 2000},
		{"none left", c.CommittedUSD(20), 0},
		{"price: mean of spot and user cost", p.PriceUSDPerHour(3, 2), 2.5},
		{"no spot trade: user cost", p.PriceUSDPerHour(0, 2), 2},
		{"80 % of 1,000 less 500", ShortfallHours(0.8, 1000, 500), 300},
		{"enough already", ShortfallHours(0.8, 1000, 900), 0},
		{"a wanted term within the bounds", float64(p.TermWithin(24, 17)), 24},
		{"below them", float64(p.TermWithin(3, 17)), 12},
		{"none wanted: as drawn", float64(p.TermWithin(0, 17)), 17},
		{"a quarter idle", IdleShare(100, 75), 0.25},
		{"more used than paid for", IdleShare(100, 175), 0},
		{"nothing paid for", IdleShare(0, 10), 0},
	} {
		near(t, row.reason, row.got, row.want)
	}
	s := exact.NewStream(1, "lab", "term", 0)
	seen := map[int64]int{}
	for range 25_000 {
		seen[p.TermMonths(&s)]++
	}
	if len(seen) != 25 || seen[12] == 0 || seen[36] == 0 {
		t.Errorf("terms from 12 to 36 months: %v", seen)
	}
}

func TestBook(t *testing.T) {
	const cloud, lab, parent, other = 1, 2, 3, 4
	p := defaults[Params](t).Contracts
	book := p.Stagger(Contract{Seller: cloud, Buyer: lab, HoursPerMonth: 600, PriceUSDPerHour: 2}, 5)
	var ends []int64
	for _, c := range book {
		ends = append(ends, c.EndMonth)
	}
	if diff := cmp.Diff([]int64{6, 11, 16, 20, 25}, ends); diff != "" {
		t.Errorf("evenly spaced ends (-want +got):\n%s", diff)
	}
	near(t, "all hours", book.BoughtBy(lab, 0).HoursPerMonth, 600)
	near(t, "what one pays the other gets", book.SoldBy(cloud, 10).BillUSD, book.BoughtBy(lab, 10).BillUSD)
	near(t, "four left in month 10", book.BoughtBy(lab, 10).HoursPerMonth, 480)
	near(t, "mean price", book.BoughtBy(lab, 0).PriceUSDPerHour(), 2)
	near(t, "nobody's mean price", book.BoughtBy(other, 0).PriceUSDPerHour(), 0)
	running := slices.Clone(book)
	if running.Expire(12); len(running) != 3 {
		t.Errorf("running at 12: %d; want 3", len(running))
	}
	moved := slices.Clone(book)
	moved.Assign(lab, parent)
	near(t, "an acquirer takes over the contracts", moved.BoughtBy(parent, 0).HoursPerMonth, 600)
	if moved.Assign(cloud, parent); len(moved) != 0 {
		t.Errorf("who buys its own cloud has no contract with it: %+v", moved)
	}
	if lost := book.Release(nil, lab, 12); len(book) != 0 || len(lost) != 3 {
		t.Errorf("a wind-down releases contracts; those that still run are claims: %d, %d", len(book), len(lost))
	}
	if got := len(p.Stagger(Contract{HoursPerMonth: 1}, 1)); got != 1 {
		t.Errorf("one part: %d contracts", got)
	}
}

func TestBackground(t *testing.T) {
	p := defaults[Params](t)
	b := p.Background
	supply := []Step{{0.3, 100}, {2.5, 50}, {2.6, 40}}
	budget, ok := b.OpeningBudgetUSD(supply, 30)
	if !ok {
		t.Error("there is room for other users")
	}
	near(t, "2.5 x (150 offered at or below 2.5, less 30)", budget, 300)
	near(t, "so that demand meets supply at that price", budget/b.OpeningPriceUSDPerHour+30, 150)
	if budget, ok := b.OpeningBudgetUSD(supply, 151); ok || budget != 0 {
		t.Errorf("no budget clears a market that is already short: %g, %v", budget, ok)
	}
	near(t, "18 % for ten years, then 5 %", b.BudgetUSDPerMonth(100, 12), 100*math.Pow(1.18, 10)*1.05*1.05)
	near(t, "most hours at a twentieth of 2.5", b.MaxHours(100, 2), 100/0.125*2)
}

// Scaling every amount of money by a power of two must leave hours and units the same to the bit, and scale prices exactly.
func TestMoneyScale(t *testing.T) {
	p := defaults[Params](t)
	q := p
	const k = 1024
	q.Cost.CapitalUSDPerH100e *= k
	q.Cost.PowerUSDPerYear *= k
	q.Background.OpeningPriceUSDPerHour *= k
	f := p.OpeningFleet(2.1e6, 1.9, 0.26)
	gh := math.Log(1.3)
	for _, row := range []struct {
		reason      string
		one, scaled float64
	}{
		{"user cost", p.Cost.UserCostUSDPerHour(1.7, gh) * k, q.Cost.UserCostUSDPerHour(1.7, gh)},
		{"cash cost", p.Cost.CashCostUSDPerHour(1.7) * k, q.Cost.CashCostUSDPerHour(1.7)},
		{"book value", p.BookValueUSD(f, 3) * k, q.BookValueUSD(f, 3)},
		{"expected growth", p.Forecast.NextGrowth(0.01, 3.3, 3.7), p.Forecast.NextGrowth(0.01, 3.3*k, 3.7*k)},
		{"capital spending", p.Capex.SpendUSD(17.3, 31.7, &Spent{500}) * k, p.Capex.SpendUSD(17.3, 31.7*k, &Spent{500 * k})},
		{"wanted capacity", p.Cost.DesiredUnits(7.7e9, 2.3), p.Cost.DesiredUnits(7.7e9*k, 2.3*k)},
		{"contract price", p.Contracts.PriceUSDPerHour(2.1, 2.3) * k, p.Contracts.PriceUSDPerHour(2.1*k, 2.3*k)},
		{"most background hours", p.Background.MaxHours(3.3e9, 1.2), q.Background.MaxHours(3.3e9*k, 1.2)},
	} {
		if row.one != row.scaled {
			t.Errorf("%s: %g x 1024 is not %g", row.reason, row.one, row.scaled)
		}
	}
	one, scaled := p.Supply(nil, f, 0, 1e9, 2.5), q.Supply(nil, f, 0, 1e9, 2.5*k)
	for i := range one {
		if one[i].ReserveUSDPerHour*k != scaled[i].ReserveUSDPerHour || one[i].Hours != scaled[i].Hours {
			t.Errorf("step %d: %+v against %+v", i, one[i], scaled[i])
		}
	}
}
