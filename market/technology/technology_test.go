package technology

import (
	"math"
	"testing"

	"shakeout/internal/exact"
)

// near fails unless got is want to a relative 1e-9 (absolute near zero).
func near(t *testing.T, reason string, got, want float64) {
	t.Helper()
	if math.IsInf(want, 1) && math.IsInf(got, 1) {
		return
	}
	if !(math.Abs(got-want) <= 1e-9*math.Max(1, math.Abs(want))) {
		t.Errorf("%s: got %.12g; want %.12g", reason, got, want)
	}
}

func TestIndices(t *testing.T) {
	p := defaults[Params](t)
	ln := math.Log
	for _, row := range []struct {
		reason    string
		got, want float64
	}{
		{"hardware starts at one", p.Hardware.Index(0), 1},
		{"1.3 a year inside the hold", p.Hardware.Index(5), math.Pow(1.3, 5)},
		{"a year and a half into a fade of ten: hold + a t - (a-b) t^2/20", p.Hardware.Index(11.5), math.Exp(11.5*ln(1.3) - (ln(1.3)-ln(1.1))*1.5*1.5/20)},
		{"long run: hold, half of the fade at each rate, then 1.1", p.Hardware.Index(25), math.Exp(15*ln(1.3) + 10*ln(1.1))},
		{"obsolescence is ln 1.3 at first", p.Hardware.LogGainPerYear(3), ln(1.3)},
		{"halfway through the fade the rate is the mean", p.Hardware.LogGainPerYear(15), (ln(1.3) + ln(1.1)) / 2},
		{"and ln 1.1 in the end", p.Hardware.LogGainPerYear(40), ln(1.1)},
		{"software in year one: about eight-fold with precision and hardware (economics, section 4)", p.Software.Index(1), math.Exp(ln(5) - (ln(5)-ln(1.7))/6 + ln(1.45)*(1-1.0/8))},
		{"after both fades only 1.7 a year is left", p.Software.Index(9) / p.Software.Index(8), 1.7},
	} {
		near(t, row.reason, row.got, row.want)
	}
	if first := p.Software.Index(1) * p.Hardware.Index(1); first < 6 || first > 10 {
		t.Errorf("constant-quality cost falls %.3g-fold in year one; want about 8", first)
	}
}

func TestAlgorithms(t *testing.T) {
	a := defaults[Params](t).Algorithms
	year := 0.0
	for month := range 12 {
		year += a.GainOOMPerMonth(float64(month)/12, referenceGrowth(a, float64(month)/12), 1)
	}
	near(t, "on the reference path the first year brings log10 3 less a sixteenth of the fade", year, (math.Log(3)-(math.Log(3)-math.Log(1.5))/16)/math.Ln10)
	late := a.GainOOMPerMonth(20, 1.1, 1)
	near(t, "in the long run 1.5 a year", late, math.Log10(1.5)/12)
	near(t, "the efficiency regime adds half of the log gain", a.GainOOMPerMonth(20, 1.1, 1.5), 1.5*late)
	near(t, "research growing twice as fast adds .5 log10 2 a year", a.GainOOMPerMonth(20, 2.2, 1)-late, 0.5*math.Log10(2)/12)
	near(t, "the deviation is clipped at four times the reference", a.GainOOMPerMonth(20, 1e9, 1), late+0.5*math.Log10(4)/12)
	near(t, "collapsing research slows algorithms but never turns them back", a.GainOOMPerMonth(20, 0, 1), 0)
	a.RDExponent = 0
	near(t, "without the elasticity research does not matter", a.GainOOMPerMonth(20, 0, 1), late)
}

func referenceGrowth(a Algorithms, years float64) float64 {
	return math.Exp(fade{start: a.ReferenceRDGrowthPerYear, final: a.ReferenceLongRunRDGrowthPerYear, span: a.FadeYears}.rate(years))
}

func TestShockVariance(t *testing.T) {
	a := defaults[Params](t).Algorithms
	s := exact.NewStream(1, "test", "algorithms", 0)
	var x, sum float64
	const n = 200_000
	for range n {
		x = a.NextShockOOM(x, &s)
		sum += x * x
	}
	want := a.ShockSDOOM / math.Sqrt(1-a.ShockPersistence*a.ShockPersistence)
	if got := math.Sqrt(sum / n); math.Abs(got/want-1) > 0.02 {
		t.Errorf("standard deviation of the AR(1): got %g; want %g = sd/sqrt(1-rho^2)", got, want)
	}
}

func TestRegime(t *testing.T) {
	p := defaults[Params](t)
	switched := 0
	const worlds = 4000
	for seed := range uint64(worlds) {
		state := p.Start()
		for range 120 {
			s := exact.NewStream(seed, "world", "technology", int(state.Month))
			before := state
			state = p.Next(state, 2.4, &s)
			if before.Efficient && !state.Efficient {
				t.Fatal("by default the switch is for good")
			}
		}
		if state.Efficient {
			switched++
		}
		if state.Month != 120 || state.Years() != 10 {
			t.Fatalf("month %d, years %g; want 120, 10", state.Month, state.Years())
		}
	}
	want := 1 - math.Pow(0.95, 10)
	if got := float64(switched) / worlds; math.Abs(got-want) > 0.025 {
		t.Errorf("share of worlds that switched in ten years: got %g; want %g", got, want)
	}
}

func TestNextDrawsAlwaysTwice(t *testing.T) {
	p := defaults[Params](t)
	off := p
	off.Regime.SwitchPerYear, off.Algorithms.ShockSDOOM = 0, 0
	a, b := exact.NewStream(9, "w", "p", 3), exact.NewStream(9, "w", "p", 3)
	p.Next(p.Start(), 1, &a)
	off.Next(off.Start(), 1, &b)
	if a.Uint64() != b.Uint64() {
		t.Error("switching shocks off must not shift later draws")
	}
}

func TestEffort(t *testing.T) {
	e := defaults[Params](t).Effort
	s := e.Opening(100, 2.4)
	g := math.Pow(2.4, 1.0/12)
	near(t, "opening stock is the sum of a growing past: H/(1 - keep/g)", s.Hours, 100/(1-(11.0/12)/g))
	next := e.Advance(s, 100*g, 1)
	near(t, "on its own growth path the stock grows as research does", next.Hours/s.Hours, g)
	near(t, "so capability grows by log10 of it", e.OwnGainOOM(s, next), math.Log10(2.4)/12)
	near(t, "constant research holds 12 months of it", e.Opening(100, 1).Hours, 1200)
	near(t, "a shrinking past that does not converge counts as constant", e.Opening(100, 0.01).Hours, 1200)
	flat := e.Opening(100, 1)
	near(t, "constant research brings no own gain", e.OwnGainOOM(flat, e.Advance(flat, 100, 1)), 0)
	near(t, "but better algorithms do: (11 x 100 + 120)/1200", e.OwnGainOOM(flat, e.Advance(flat, 100, 1.2)), math.Log10(1220.0/1200))
	idle := e.Advance(flat, 0, 1)
	near(t, "no research: the stock decays by a twelfth", idle.Hours, 1100)
	near(t, "and capability stays", e.OwnGainOOM(flat, idle), 0)
	back := e.Advance(idle, 191.66666666666666, 1)
	near(t, "restoring what was cut buys nothing twice", e.OwnGainOOM(idle, back), 0)
	near(t, "who never did research gains nothing at once", e.OwnGainOOM(Stock{}, e.Advance(Stock{}, 5, 1)), 0)
	e.CostPerOrder = 1.5
	near(t, "dearer orders, slower progress", e.OwnGainOOM(s, next), math.Log10(2.4)/12/1.5)
	e.CostPerOrder = 1
	near(t, "an order below the frontier with a tenth of the effort it stands on its own", e.Independence(1, 0.1), 1)
	near(t, "half an order below, half an order more than its effort: the root of it", e.Independence(0.5, 0.1), math.Pow(10, -0.25))
	near(t, "at the frontier the root of its relative size", e.Independence(0, 0.25), 0.5)
	near(t, "the largest laboratory is not held back", e.Independence(-0.3, 1), 1)
	near(t, "no effort, no gain", e.Independence(1, 0), 0)
	near(t, "one order from a flat stock: 9 x 1200 hours at 2 USD", e.OrderCostUSD(flat, 1, 2), 9*1200*2)
	near(t, "half of that where algorithms are twice as good", e.OrderCostUSD(flat, 2, 2), 9*1200)
}

func TestSpillover(t *testing.T) {
	p := defaults[Params](t).Spillover
	none := math.Inf(-1)
	for _, row := range []struct {
		reason string
		at     Position
		want   float64
	}{
		{"the largest laboratory, one order behind: .5/12", Position{0, 1, none, 1}, 0.5 / 12},
		{"a quarter of the research absorbs half", Position{0, 1, none, 0.25}, 0.25 / 12},
		{"no research, nothing learned", Position{0, 1, none, 0}, 0},
		{"the leader learns nothing", Position{2, 1, none, 1}, 0},
		{"all of the gap is open: x1.5", Position{0, 1, 1, 1}, 0.75 / 12},
		{"half is open: .5 x 1.5 + .5", Position{0, 1, 0.5, 1}, 0.5 / 12 * 1.25},
		{"open weights below one's own are no help", Position{0, 1, -2, 1}, 0.5 / 12},
		{"open weights above the frontier count to the frontier", Position{0, 1, 3, 1}, 0.75 / 12},
		{"research above the largest counts as the largest", Position{0, 1, none, 4}, 0.5 / 12},
	} {
		near(t, row.reason, p.GainOOMPerMonth(row.at), row.want)
	}
	fast := p
	fast.RatePerYear = 12
	near(t, "never more than the gap", fast.GainOOMPerMonth(Position{0, 1, 1, 1}), 1)
	near(t, "half-life of a year and a third", p.HalfLifeMonths(1, false), math.Log(0.5)/math.Log(1-0.5/12))
	near(t, "shorter toward open weights", p.HalfLifeMonths(1, true), math.Log(0.5)/math.Log(1-0.75/12))
	near(t, "endless without research", p.HalfLifeMonths(0, false), math.Inf(1))
	near(t, "at once at 12 a year", fast.HalfLifeMonths(1, false), 0)
	near(t, "steady gap (1.1 - .4)/.5", p.SteadyGapOOM(1.1, 0.4, 1), 1.4)
	near(t, "no steady gap for the faster", p.SteadyGapOOM(1.1, 1.4, 1), 0)
	// The half-life helper must agree with the recursion it describes.
	gap, months := 1.0, 0
	for gap > 0.5 {
		gap -= p.GainOOMPerMonth(Position{0, gap, none, 1})
		months++
	}
	if want := math.Ceil(p.HalfLifeMonths(1, false)); float64(months) != want {
		t.Errorf("gap halves after %d months; want %g", months, want)
	}
}

func TestOutcome(t *testing.T) {
	p := defaults[Params](t).Training
	const n = 100_000
	var failures, breakthroughs, sum, squares float64
	s := exact.NewStream(2, "lab", "run", 0)
	for range n {
		out := Outcome(p, &s)
		if out.Failed {
			failures++
			if out.ExtraCost != 0.5 || out.DelayMonths != 3 || out.Breakthrough {
				t.Fatalf("a failure costs half the run and three months, and is no breakthrough: %+v", out)
			}
		} else if out.ExtraCost != 0 || out.DelayMonths != 0 {
			t.Fatalf("a good run costs nothing extra: %+v", out)
		}
		if out.Breakthrough {
			breakthroughs++
			out.DeviationOOM -= 0.4
		}
		sum += out.DeviationOOM
		squares += out.DeviationOOM * out.DeviationOOM
	}
	for _, row := range []struct {
		reason         string
		got, want, tol float64
	}{
		{"failures", failures / n, 0.08, 0.003},
		{"breakthroughs among the runs that did not fail", breakthroughs / n, 0.03 * 0.92, 0.002},
		{"mean without breakthroughs", sum / n, 0, 0.002},
		{"spread", math.Sqrt(squares / n), 0.12, 0.002},
	} {
		if math.Abs(row.got-row.want) > row.tol {
			t.Errorf("%s: got %g; want %g", row.reason, row.got, row.want)
		}
	}
	a, b := exact.NewStream(5, "lab", "run", 1), exact.NewStream(5, "lab", "run", 1)
	Outcome(p, &a)
	Outcome(Training{FailureProbability: 1}, &b)
	if a.Uint64() != b.Uint64() {
		t.Error("a run takes the same number of draws whatever its parameters")
	}
	near(t, "a tenth of 4 bn", p.FinalRunUSD(4e9), 4e8)
	near(t, "a year late: a quarter", p.FollowerCost(12), 0.25)
	near(t, "not late: all of it", p.FollowerCost(-3), 1)
}

func TestBudget(t *testing.T) {
	p := defaults[Params](t)
	b := p.Budget
	m := Means{RevenuePerMonthUSD: 400e6, CashUSD: 10.8e9, EnvelopePerMonthUSD: 100e6}
	near(t, ".25 x 400 + .45 x 10,800/18 + .4 x 100 = 100 + 270 + 40 m", b.AffordableUSD(m), 410e6)
	near(t, "wants less than it can pay: gets what it wants", b.ResearchUSD(300e6, 0, b.AffordableUSD(m)), 300e6)
	near(t, "wants more: gets what it can pay", b.ResearchUSD(900e6, 0, b.AffordableUSD(m)), 410e6)
	near(t, "falls by 4 % a month at most", b.ResearchUSD(900e6, 500e6, b.AffordableUSD(m)), 480e6)
	near(t, "debt is no negative budget", b.AffordableUSD(Means{CashUSD: -1e9, RevenuePerMonthUSD: 4}), 1)
	near(t, "who grows by a fifth owes a margin of a fifth", b.LossUSD(100, 1.2), -20)
	near(t, "who stands still a quarter, not two fifths", b.LossUSD(100, 1), -25)
	near(t, "a growing one may lose as much of its revenue as it grows above 40 %", b.LossUSD(100, 1.5), 10)
	near(t, "research above revenue: a project of investors", b.Maturity(20, 30), 0)
	near(t, "revenue half as much again: half a going concern", b.Maturity(45, 30), 0.5)
	near(t, "revenue twice the research and more: a going concern", b.Maturity(90, 30), 1)
	near(t, "no research: a going concern", b.Maturity(90, 0), 1)
	near(t, "a project of investors has all it can afford", b.GrantedUSD(40, -20, -5, 0), 40)
	near(t, "a going concern what operations leave and growth excuses", b.GrantedUSD(80, 50, -20, 1), 30)
	near(t, "but not more than it can afford", b.GrantedUSD(25, 50, -20, 1), 25)
	near(t, "half of the way in between", b.GrantedUSD(80, 50, -20, 0.5), 55)
	near(t, "who loses money without research has none", b.GrantedUSD(80, -20, -25, 1), 0)
	year := 1.0
	for range 12 {
		year = b.DesiredNextUSD(year, p.Regime, false)
	}
	near(t, "wants 2.4 times as much after a year", year, 2.4)
	for range 12 {
		year = b.DesiredNextUSD(year, p.Regime, true)
	}
	near(t, "and 1.3 times that in the efficiency regime", year, 2.4*1.3)
}

func TestServing(t *testing.T) {
	v := defaults[Serving](t)
	near(t, "frontier model at the start", v.HoursPerMTok(Model{26, 26, 26}, 1, 1), 0.56)
	near(t, "1.4 USD/M at 2.5 USD/h", CostUSDPerMTok(v.HoursPerMTok(Model{26, 26, 26}, 1, 1), 2.5, 0), 1.4)
	near(t, "a frontier one order on: 10^.65", v.HoursPerMTok(Model{27, 27, 26}, 1, 1), 0.56*math.Pow(10, 0.65))
	near(t, "a small model of that day: 10^(.65 - .15)", v.HoursPerMTok(Model{26.5, 27, 26}, 1, 1), 0.56*math.Pow(10, 0.5))
	near(t, "software and anchor", v.HoursPerMTok(Model{26, 26, 26}, 4, 0.5), 0.07)
	near(t, "idle hours raise average cost", CostUSDPerMTok(1, 2, v.IdleRatio(150, 100)), 3)
	near(t, "no idle hours when use exceeds the contract", v.IdleRatio(50, 100), 0)
	near(t, "no use at all: the cap", v.IdleRatio(50, 0), 10)
	near(t, "anchor", v.OpeningAnchor(0.7, 1.4), 0.5)
	near(t, "anchor from above is capped", v.OpeningAnchor(70, 1.4), 5)
	near(t, "no observation, no anchor", v.OpeningAnchor(0, 1.4), 1)
	anchor := 4.0
	for range 12 {
		anchor = v.NextAnchor(anchor)
	}
	near(t, "3 % of the log forgotten a month", math.Log(anchor), math.Log(4)*math.Pow(0.97, 12))
}

func TestOptimisation(t *testing.T) {
	o := defaults[Params](t).Optimisation
	near(t, "reference spending keeps pace", o.Next(1, 5, 100), 1)
	near(t, "double spending closes 8 % of .1 ln 2", math.Log(o.Next(1, 10, 100)), 0.08*0.1*math.Ln2)
	near(t, "no serving: drifts to one", math.Log(o.Next(1.2, 10, 0)), 0.92*math.Log(1.2))
	e := 1.0
	for range 500 {
		e = o.Next(e, 0, 100)
	}
	near(t, "no spending at all ends at the bound", e, 1/1.4)
}

// Scaling every amount of money by a power of two must leave ratios, and every choice, the same to the bit.
func TestMoneyScale(t *testing.T) {
	p := defaults[Params](t)
	const k = 1024
	m := Means{RevenuePerMonthUSD: 123.457e6, CashUSD: 0.777e9, EnvelopePerMonthUSD: 3.3e6}
	mk := Means{m.RevenuePerMonthUSD * k, m.CashUSD * k, m.EnvelopePerMonthUSD * k}
	e := p.Effort.Opening(3.1e6, 2.4)
	for _, row := range []struct {
		reason      string
		one, scaled float64
	}{
		{"affordable research", p.Budget.AffordableUSD(m) * k, p.Budget.AffordableUSD(mk)},
		{"research", p.Budget.ResearchUSD(9.9e6, 44.4e6, p.Budget.AffordableUSD(m)) * k, p.Budget.ResearchUSD(9.9e6*k, 44.4e6*k, p.Budget.AffordableUSD(mk))},
		{"wanted research", p.Budget.DesiredNextUSD(7.7e6, p.Regime, false) * k, p.Budget.DesiredNextUSD(7.7e6*k, p.Regime, false)},
		{"anchor", defaults[Serving](t).OpeningAnchor(0.37, 0.71), defaults[Serving](t).OpeningAnchor(0.37*k, 0.71*k)},
		{"optimisation", p.Optimisation.Next(1.1, 3.3, 71), p.Optimisation.Next(1.1, 3.3*k, 71*k)},
		{"order cost", p.Effort.OrderCostUSD(e, 3.3, 2.1) * k, p.Effort.OrderCostUSD(e, 3.3, 2.1*k)},
		{"token cost", CostUSDPerMTok(0.33, 2.1, 0.7) * k, CostUSDPerMTok(0.33, 2.1*k, 0.7)},
	} {
		if row.one != row.scaled {
			t.Errorf("%s: %g x 1024 = %g; got %g", row.reason, row.one/k, row.one, row.scaled)
		}
	}
}
