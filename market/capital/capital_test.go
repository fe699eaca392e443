package capital

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"shakeout/internal/exact"
)

func near(t *testing.T, reason string, got, want float64) {
	t.Helper()
	if got == want {
		return
	}
	if !(math.Abs(got-want) <= 1e-9*math.Max(1, math.Abs(want))) {
		t.Errorf("%s: got %.12g; want %.12g", reason, got, want)
	}
}

func TestMoodLengths(t *testing.T) {
	c := defaults[Params](t).Mood
	s := exact.NewStream(1, "", "mood", 0)
	var months, spells [3]float64
	m := c.Start
	const n = 400_000
	for month := range int64(n) {
		months[m]++
		next := c.Next(m, month, &s)
		if next != m {
			spells[m]++
			if m == Bust && next == Boom {
				t.Fatal("a bust ends in normal times")
			}
		}
		m = next
	}
	for m, want := range map[Mood]float64{Normal: 36, Boom: 30, Bust: 18} {
		if got := months[m] / spells[m]; math.Abs(got/want-1) > 0.05 {
			t.Errorf("mean length of %s: got %.1f months; want %g", m, got, want)
		}
	}
	near(t, "boom", c.Factor(Boom), 1.3)
	near(t, "normal", c.Factor(Normal), 1)
	near(t, "bust", c.Factor(Bust), 0.35)
}

func TestMoodSpells(t *testing.T) {
	c := defaults[Params](t).Mood
	free, fixed := exact.NewStream(2, "", "mood", 0), exact.NewStream(2, "", "mood", 0)
	bust := c
	bust.Spells = []Spell{{ID: "drought", Mood: Bust, FromMonth: 12, UntilMonth: 30}}
	m, k := Normal, Normal
	for month := range int64(60) {
		m, k = c.Next(m, month, &free), bust.Next(k, month, &fixed)
		if inside := month >= 12 && month < 30; inside && k != Bust {
			t.Errorf("month %d: %s; the spell fixes a bust", month, k)
		} else if month < 12 && m != k {
			t.Errorf("month %d: %s and %s; before the spell the arms share their luck", month, m, k)
		}
	}
	if free.Uint64() != fixed.Uint64() {
		t.Error("a spell must not shift later draws")
	}
	var read Mood
	if err := read.UnmarshalText([]byte("boom")); err != nil || read != Boom {
		t.Errorf("boom: %v, %v", read, err)
	}
	if err := read.UnmarshalText([]byte("mania")); err == nil {
		t.Error("mania is no mood")
	}
}

func TestMultiple(t *testing.T) {
	v := defaults[Params](t).Valuation
	end := 0.25 * 20 * math.Exp(-0.18*6)
	for _, row := range []struct {
		reason string
		o      Outlook
		want   float64
	}{
		{"OpenAI at the start: 28.3 (157 bn / 5.5 bn = 28.5)", Outlook{RevenueUSDPerYear: 5.5e9, LogGrowth: math.Log(2.75)}, end * math.Exp(math.Log(2.75)/0.3*(1-math.Exp(-1.8)))},
		{"no growth: margin x P/E discounted", Outlook{RevenueUSDPerYear: 5.5e9}, end},
		{"shrinking: never below one", Outlook{RevenueUSDPerYear: 5.5e9, LogGrowth: -1}, 1},
		{"3 bn growing tenfold hits the cap", Outlook{RevenueUSDPerYear: 3e9, LogGrowth: math.Log(10)}, 60},
		{"no revenue: the floor", Outlook{}, 1},
		{"12 % of a market of 100 bn is 2.18 times 5.5 bn", Outlook{RevenueUSDPerYear: 5.5e9, LogGrowth: math.Log(2.75), MarketUSDPerYear: 100e9}, end * 12 / 5.5},
	} {
		near(t, row.reason, v.Multiple(row.o), row.want)
	}
	if m := v.Multiple(Outlook{RevenueUSDPerYear: 5.5e9, LogGrowth: math.Log(2.75)}); math.Abs(m-28.3) > 0.1 {
		t.Errorf("OpenAI's multiple: got %.2f; want 28.3", m)
	}
	near(t, "fade is faster for small firms", v.FadePerYearAt(1e8), 0.3+0.26*math.Log(55))
	near(t, "and has a floor for large ones", v.FadePerYearAt(1e12), 0.3)
	near(t, "a year on the curve", v.ForecastUSDPerYear(Outlook{RevenueUSDPerYear: 5.5e9, LogGrowth: 1}, 1, 1), 5.5e9*math.Exp((1-math.Exp(-0.3))/0.3))
	if m := v.Multiple(Outlook{RevenueUSDPerYear: 1e8, LogGrowth: math.Log(10)}); m < 8 || m > 11 {
		t.Errorf("100 m growing tenfold: %.1f times revenue; want about ten, not a thousand", m)
	}
}

func TestPreMoney(t *testing.T) {
	v := defaults[Params](t).Valuation
	big := Outlook{RevenueUSDPerYear: 5.5e9, LogGrowth: math.Log(2.75)}
	near(t, "a firm with revenue: multiple x revenue", v.PreMoneyUSD(big, 6e9, 0.16, 1), v.Multiple(big)*5.5e9)
	lossy := big
	lossy.LossUSDPerYear = 1.5e9
	near(t, "one that loses 1.5 bn in serving: the rest alone", v.PreMoneyUSD(lossy, 6e9, 0.16, 1), v.Multiple(big)*4e9)
	near(t, "a firm without: 1 bn for 16 % is 5.25 bn before", v.PreMoneyUSD(Outlook{}, 1e9, 0.16, 1), 5.25e9)
	near(t, "in a bust a third", v.PreMoneyUSD(Outlook{}, 1e9, 0.16, 0.35), 5.25e9*0.35)
	behind := big
	behind.GapOOM = 1
	near(t, "an order behind", v.PreMoneyUSD(behind, 6e9, 0.16, 1), v.Multiple(big)*5.5e9*math.Exp(-0.25))
	market := Outlook{GapOOM: 1, MarketUSDPerYear: 1e12}
	end := 0.25 * 20 * math.Exp(-0.18*6)
	near(t, "prospects: .22 of the worth of 12 % of the market, less for an order behind", v.ProspectUSD(market), 0.22*0.12*1e12*end*math.Exp(-1.8))
	near(t, "a promise beyond the prospects is not believed", v.PreMoneyUSD(market, 50e9, 0.16, 1), v.ProspectUSD(market))
	near(t, "a promise within them is", v.PreMoneyUSD(market, 1e9, 0.16, 1), 5.25e9)
	near(t, "half of a belief is left after a year", v.Belief(0.8, 12), 0.4)
	near(t, "a price of twice the rule", v.BeliefIn(2, 1), math.Log(2))
	near(t, "beliefs have a limit", v.BeliefIn(1, 1e6), -1.5)
	near(t, "no price, no belief", v.BeliefIn(0, 1), 0)
	near(t, "a promise of two years is worth half", v.ProspectUSD(Outlook{GapOOM: 1, MarketUSDPerYear: 1e12, AgeMonths: 24}), v.ProspectUSD(market)/2)
	near(t, "nothing wanted, nothing earned", v.PreMoneyUSD(Outlook{}, 0, 0.16, 1), 0)
	near(t, "post-money", PostMoneyUSD(5.25e9, 1e9), 6.25e9)
	near(t, "dilution", Dilution(5.25e9, 1e9), 0.16)
	near(t, "no money, no dilution", Dilution(5, 0), 0)
	near(t, "post over raised", PostToRaised(10, 2), 5)
	near(t, "nothing raised", PostToRaised(10, 0), 0)
}

func TestDraw(t *testing.T) {
	p := defaults[Params](t)
	s := exact.NewStream(3, "lab", "round", 0)
	var below, low, high, sum float64
	const n = 50_000
	for range n {
		l := p.Draw(&s)
		if l.Dilution < 0.16 {
			below++
		}
		if l.Dilution < 0.10 {
			low++
		}
		if l.Dilution > 0.21 {
			high++
		}
		if l.CloseMonths < 2 || l.CloseMonths > 5 || l.Dilution > 0.4 {
			t.Fatalf("out of bounds: %+v", l)
		}
		sum += math.Log(l.Valuation)
	}
	for _, row := range []struct {
		reason    string
		got, want float64
	}{
		{"median dilution .16", below / n, 0.5}, {"an eighth below .10", low / n, 0.12}, {"a quarter above .21", high / n, 0.25}, {"median valuation", sum / n, 0},
	} {
		if math.Abs(row.got-row.want) > 0.02 {
			t.Errorf("%s: got %.3f; want %g", row.reason, row.got, row.want)
		}
	}
	a, b := exact.NewStream(4, "lab", "round", 0), exact.NewStream(4, "lab", "round", 0)
	p.Draw(&a)
	q := p
	q.Rounds.CloseMaxMonths, q.Valuation.NoiseSD, q.Rounds.SizeSD = 0, 0, 0
	q.Draw(&b)
	if a.Uint64() != b.Uint64() {
		t.Error("a round takes the same number of draws whatever its parameters")
	}
}

func TestTriggerAndClose(t *testing.T) {
	r := defaults[Params](t).Rounds
	timing := Timing{RunwayMonths: 12, Beaten: 1.2, GapMonths: 6, StrengthMonths: 30}
	near(t, "runway", RunwayMonths(100, 10), 10)
	near(t, "endless", RunwayMonths(100, 0), math.Inf(1))
	near(t, "overdrawn", RunwayMonths(-100, 10), 0)
	for _, row := range []struct {
		reason             string
		runway, attainment float64
		since              int64
		want               Trigger
	}{
		{"less than a year of cash", 11, 1, 1, ShortRunway},
		{"enough cash, on plan", 14, 1, 20, NoRound},
		{"plan beaten", 14, 1.5, 7, FromStrength},
		{"plan beaten, but the last round is fresh", 14, 1.5, 3, NoRound},
		{"three years of cash: no round without a reason", 36, 1.5, 20, NoRound},
		{"profitable firms do not raise", math.Inf(1), 1, 20, NoRound},
	} {
		if got := timing.Trigger(row.runway, row.attainment, row.since); got != row.want {
			t.Errorf("%s: got %s; want %s", row.reason, got, row.want)
		}
	}
	for _, row := range []struct {
		reason                    string
		verdict                   Verdict
		thought, last, attainment float64
		want                      float64
	}{
		{"worth more: the new price", Open, 12, 10, 1, 12},
		{"a little less: the last price is held", Open, 8, 10, 1, 10},
		{"much less: a down round", Open, 6, 10, 1, 6},
		{"much less, but the plan was beaten", Open, 6, 10, 1.5, 10},
		{"a plan beaten fivefold holds no more than one beaten twice", Open, 3.9, 10, 5, 3.9},
		{"a little less, and half of the plan", Open, 8, 10, 0.5, 8},
		{"plan missed for two quarters: no holding", FlatOrDown, 8, 10, 1, 8},
		{"nor a rise", FlatOrDown, 12, 10, 1, 10},
		{"closed", Closed, 12, 10, 1, 0},
		{"first round", Open, 8, 0, 1, 8},
	} {
		near(t, row.reason, r.PriceUSD(row.verdict, row.thought, row.last, row.attainment), row.want)
	}
	near(t, "a round of 10 at 100 is worth a lead's while", r.WantedUSD(100, 10), 10)
	near(t, "one of 4 is made 7 % of the firm", r.WantedUSD(93, 4), 7)
	near(t, "but not more than doubled", r.WantedUSD(1000, 3), 6)
	terms, ok := r.Close(5.25e9, 1e9, 6e9)
	if want := (Terms{5.25e9, 1e9, 6.25e9, 0.16, true}); !ok || !cmp.Equal(terms, want, cmpopts.EquateApprox(1e-12, 0)) {
		t.Errorf("below the last price: %+v; want %+v", terms, want)
	}
	terms, ok = r.Close(3e8, 1e9, 0)
	if !ok || math.Abs(terms.Dilution-0.4) > 1e-12 || math.Abs(terms.AmountUSD-2e8) > 1e-3 {
		t.Errorf("at most 40 %% is sold: %+v", terms)
	}
	if _, ok = r.Close(0, 1e9, 0); ok {
		t.Error("a firm without value sells no shares")
	}
}

func TestPlan(t *testing.T) {
	near(t, "20 months of 50 m", Plan{ResearchUSDPerMonth: 30, OtherUSDPerMonth: 20}.NeedUSD(20), 1000)
	near(t, "who earns more than it spends needs nothing", Plan{ResearchUSDPerMonth: 30, OtherUSDPerMonth: -40}.NeedUSD(20), 0)
	g := math.Log(2.4)
	sum := 0.0
	for k := 1; k <= 21; k++ {
		sum += math.Exp(g * float64(k) / 12)
	}
	near(t, "research that grows 2.4 a year: 21 months are 52 of today's", Plan{ResearchUSDPerMonth: 1, ResearchGrowth: g}.NeedUSD(21), sum)
	near(t, "the greatest deficit, not the last", Plan{ResearchUSDPerMonth: 20, OtherUSDPerMonth: -10, OtherGrowth: 12 * math.Ln2}.NeedUSD(12), 20-20)
	if got := (Plan{ResearchUSDPerMonth: 30, OtherUSDPerMonth: -10, OtherGrowth: 12 * math.Log(1.5)}).NeedUSD(12); math.Abs(got-(15+7.5)) > 1e-9 {
		t.Errorf("deficits of 15 and 7.5, then surpluses: got %g; want 22.5", got)
	}
	near(t, "no months, no need", Plan{ResearchUSDPerMonth: 30}.NeedUSD(0), 0)
}

func TestPool(t *testing.T) {
	p := defaults[Params](t).Pool
	near(t, "35 bn a year at the start", p.NewUSDPerMonth(0, 1), 35e9/12)
	near(t, "+35 % a year", p.NewUSDPerMonth(2, 1), 35e9/12*1.35*1.35)
	reached := math.Log(150.0/35) / math.Log(1.35)
	near(t, "150 bn, then with the economy", p.NewUSDPerMonth(reached+3, 1), 150e9/12*math.Pow(1.04, 3))
	near(t, "in a bust a third", p.NewUSDPerMonth(1, 0.35), 35e9/12*1.35*0.35)
	near(t, "half a year of it at hand", p.OpeningUSD(1), 35e9/2)
	near(t, "no round above half of a year's money", p.LargestUSD(0, 1.3), 35e9*0.65)
	near(t, "92 % of the rest, and the new", p.AvailableUSD(100, 10), 102)
	p.OpeningUSDMPerYear = 200_000
	near(t, "a pool that starts above the limit only grows with the economy", p.NewUSDPerMonth(2, 1), 200e9/12*1.04*1.04)
}

func TestRation(t *testing.T) {
	p := defaults[Params](t).Pool
	for _, row := range []struct {
		reason    string
		available float64
		asks      []Ask
		want      []float64
		left      float64
	}{
		{"enough for all", 100, []Ask{{30, 1}, {50, 2}}, []float64{30, 50}, 20},
		{"the best first, the rest if enough is left", 70, []Ask{{40, 1}, {50, 2}}, []float64{20, 50}, 0},
		{"too little for a round: nothing, money stays", 60, []Ask{{40, 1}, {50, 2}}, []float64{0, 50}, 10},
		{"and goes on to a smaller one", 60, []Ask{{40, 1}, {50, 2}, {10, 0}}, []float64{0, 50, 10}, 0},
		{"equal scores share", 60, []Ask{{40, 1}, {80, 1}}, []float64{20, 40}, 0},
		{"who asks for nothing gets nothing", 60, []Ask{{0, 9}, {-5, 9}, {10, math.NaN()}}, []float64{0, 0, 0}, 60},
		{"no money", 0, []Ask{{10, 1}}, []float64{0}, 0},
	} {
		got, left := p.Ration(row.available, row.asks)
		if diff := cmp.Diff(row.want, got, cmpopts.EquateApprox(1e-12, 1e-12)); diff != "" || math.Abs(left-row.left) > 1e-9 {
			t.Errorf("%s: left %g; want %g (-want +got):\n%s", row.reason, left, row.left, diff)
		}
	}
}

func TestRationIsFair(t *testing.T) {
	p := defaults[Params](t).Pool
	s := exact.NewStream(5, "", "ration", 0)
	for range 2000 {
		asks := make([]Ask, 1+s.IntN(9))
		for i := range asks {
			asks[i] = Ask{s.Lognormal(1, 1), float64(s.IntN(4))}
		}
		money := s.Lognormal(3, 1)
		got, left := p.Ration(money, asks)
		sum := left
		for i, g := range got {
			sum += g
			if g < 0 || g > asks[i].AmountUSD || (g > 0 && g < p.MinFill*asks[i].AmountUSD*(1-1e-12)) {
				t.Fatalf("ask %d of %g gets %g", i, asks[i].AmountUSD, g)
			}
		}
		if math.Abs(sum-money) > 1e-9*money {
			t.Fatalf("%g handed out of %g", sum, money)
		}
		reversed := make([]Ask, len(asks))
		for i := range asks {
			reversed[i] = asks[len(asks)-1-i]
		}
		back, _ := p.Ration(money, reversed)
		for i := range got {
			if math.Abs(got[i]-back[len(asks)-1-i]) > 1e-12*asks[i].AmountUSD {
				t.Fatalf("the order of the asks changed ask %d from %g to %g", i, got[i], back[len(asks)-1-i])
			}
		}
	}
}

func TestScore(t *testing.T) {
	p := defaults[Params](t)
	o := Outlook{RevenueUSDPerYear: 5.5e9, LogGrowth: 1, GapOOM: 0.5}
	near(t, ".5 x 1 - 1 x .5 + 0 + 0", p.Points(o, 1), 0)
	better := []struct {
		reason     string
		o          Outlook
		attainment float64
	}{
		{"growth", Outlook{RevenueUSDPerYear: 5.5e9, LogGrowth: 1.5, GapOOM: 0.5}, 1},
		{"frontier", Outlook{RevenueUSDPerYear: 5.5e9, LogGrowth: 1, GapOOM: 0.2}, 1},
		{"size", Outlook{RevenueUSDPerYear: 9e9, LogGrowth: 1, GapOOM: 0.5}, 1},
		{"plan", o, 1.2},
	}
	for _, b := range better {
		if p.Points(b.o, b.attainment) <= p.Points(o, 1) {
			t.Errorf("better %s must raise the score", b.reason)
		}
	}
}

func TestPatience(t *testing.T) {
	p := defaults[Params](t)
	for _, row := range []struct {
		reason string
		r      Record
		want   Verdict
	}{
		{"on plan", Record{1, 1, 0.5, 0.5}, Open},
		{"one bad quarter is forgiven", Record{0.3, 0.9, 0, 0}, Open},
		{"two quarters below .7", Record{0.6, 0.65, 0, 0}, FlatOrDown},
		{"two quarters below half", Record{0.4, 0.45, 0, 0}, Closed},
		{"far behind and falling back", Record{1.2, 1.2, 1.6, 1.2}, Closed},
		{"far behind but catching up", Record{1.2, 1.2, 1.6, 1.9}, Open},
	} {
		if got := p.Patience.Judge(row.r); got != row.want {
			t.Errorf("%s: got %s; want %s", row.reason, got, row.want)
		}
	}
	near(t, "open: as valued", Open.PriceUSD(10, 8), 10)
	near(t, "flat or down: not above the last", FlatOrDown.PriceUSD(10, 8), 8)
	near(t, "closed: nothing", Closed.PriceUSD(10, 8), 0)
	if !p.Patience.Overhung(9, 10) || p.Patience.Overhung(11, 10) {
		t.Error("below what was paid in there is no round, above it there is")
	}
	near(t, "no last price to compare with", FlatOrDown.PriceUSD(10, 0), 10)
	o := Outlook{RevenueUSDPerYear: 5.5e9, LogGrowth: 1}
	near(t, "plan: half the growth", p.PlanUSDPerYear(o, 12), 5.5e9*math.Exp(0.5*(1-math.Exp(-0.3))/0.3))
	near(t, "plan on the day: revenue", p.PlanUSDPerYear(o, 0), 5.5e9)
	near(t, "attainment", Attainment(3, 4), 0.75)
	near(t, "no plan", Attainment(3, 0), 1)
}

func TestBridgeStrategicOptions(t *testing.T) {
	p := defaults[Params](t)
	near(t, "five months of burn", p.Bridge.AmountUSD(Open, Gap{10, 1000, 1.3, 0, 5, 9, false}), 50)
	near(t, "less in a bust", p.Bridge.AmountUSD(FlatOrDown, Gap{10, 1000, 0.35, 0, 5, 9, false}), 17.5)
	near(t, "at most a tenth of the last price", p.Bridge.AmountUSD(Open, Gap{100, 1000, 1, 0, 5, 9, false}), 100)
	near(t, "not twice", p.Bridge.AmountUSD(Open, Gap{10, 1000, 1, 1, 5, 9, false}), 0)
	near(t, "not with nine months of cash", p.Bridge.AmountUSD(Open, Gap{10, 1000, 1, 0, 9, 9, false}), 0)
	near(t, "not where it would serve old claims", p.Bridge.AmountUSD(Open, Gap{10, 1000, 1, 0, 5, 9, true}), 0)
	near(t, "not after patience has ended", p.Bridge.AmountUSD(Closed, Gap{10, 1000, 1, 0, 5, 9, false}), 0)
	near(t, "80 turn into 100 of shares at 400", p.Bridge.ConversionFraction(80, 400), 0.2)
	got := p.Strategic.Terms(1000)
	if diff := cmp.Diff(Stake{1000, 500, 500, 1000, 450}, got, cmpopts.EquateApprox(1e-12, 0)); diff != "" {
		t.Errorf("half money, half compute (-want +got):\n%s", diff)
	}
	a := p.Strategic.MaxAmountUSD(1000, 0.1)
	near(t, "after the most it may invest a cloud holds 24 %", (0.1*1000+a)/(1000+a), 0.24)
	near(t, "who holds more may add nothing", p.Strategic.MaxAmountUSD(1000, 0.3), 0)
	for _, row := range []struct {
		reason      string
		last, worth float64
		stale       bool
	}{
		{"as far off as bidders disagree", 100, 130, false},
		{"more than that", 100, 140, true},
		{"down", 100, 70, true},
		{"worth nothing any more", 100, 0, true},
		{"worthless before and now", 0, 0, false},
	} {
		if p.Options.Stale(row.last, row.worth) != row.stale {
			t.Errorf("%s: %g to %g; want stale %v", row.reason, row.last, row.worth, row.stale)
		}
	}
	near(t, "3 % a year in twelve parts", math.Pow(1-p.Options.MonthlyFraction(), 12), 0.97)
}

func TestDebt(t *testing.T) {
	d := defaults[Params](t).Debt
	near(t, "60 % of 1,000 less 200", d.CapacityUSD(1000, 200), 400)
	near(t, "nothing more", d.CapacityUSD(1000, 900), 0)
	l := d.Lend("bank", "cloud", 600, Normal)
	var interest, repaid float64
	for range 60 {
		due := l.Due()
		interest += due.InterestUSD
		repaid += due.RepaymentUSD
		l = l.Pay(due.RepaymentUSD)
	}
	near(t, "repaid", repaid, 600)
	near(t, "interest on a straight loan: P r (n+1)/24", interest, 600*0.11*61/24)
	near(t, "nothing owed", l.PrincipalUSD, 0)
	near(t, "dearer in a bust", d.Lend("bank", "cloud", 600, Bust).RatePerYear, 0.14)
	for _, row := range []struct {
		reason string
		s      Standing
		broken bool
	}{
		{"sound", Standing{500, 1000, 10, 5, 0}, false},
		{"the machines have lost their value", Standing{500, 500, 10, 5, 1000}, true},
		{"interest not earned, no cash", Standing{500, 1000, 4, 5, 10}, true},
		{"interest not earned, but a year of it in cash", Standing{500, 1000, 4, 5, 60}, false},
		{"no debt", Standing{}, false},
	} {
		if err := d.Covenant(row.s); (err != nil) != row.broken {
			t.Errorf("%s: %v", row.reason, err)
		}
	}
}

func TestEntry(t *testing.T) {
	e := defaults[Entry](t)
	near(t, "two a year at the reference", e.Rate(0.2e9, 35e9, 1), 2)
	near(t, "frontier four times as dear: half", e.Rate(0.8e9, 35e9, 1), 1)
	near(t, "four times the money: twice", e.Rate(0.2e9, 140e9, 1), 4)
	near(t, "bust", e.Rate(0.2e9, 35e9, 0.35), 0.7)
	near(t, "no money", e.Rate(0.2e9, 0, 1), 0)
	s := exact.NewStream(6, "", "entry", 0)
	var sum, general float64
	const n = 60_000
	for range n {
		sum += float64(e.Count(2, 0, &s))
		x := e.Draw(&s)
		if x.GapOOM < 0.8 || x.GapOOM > 1.6 || x.CashUSD <= 0 {
			t.Fatalf("%+v", x)
		}
		if x.CashUSD < 300e6 {
			general++
		}
	}
	if math.Abs(sum/n-2.0/12) > 0.006 || math.Abs(general/n-0.5) > 0.01 {
		t.Errorf("entrants a month %g; want %g; below median cash %g; want .5", sum/n, 2.0/12, general/n)
	}
	if got := e.Count(1e6, 8, &s); got != 0 {
		t.Errorf("eight alive: %d more", got)
	}
}

// Scaling every amount of money by a power of two must leave ratios, and every choice, the same to the bit.
func TestMoneyScale(t *testing.T) {
	p := defaults[Params](t)
	q := p
	entry, entryK := defaults[Entry](t), defaults[Entry](t)
	const k = 1024
	q.Valuation.ReferenceRevenueUSDM *= k
	q.Pool.OpeningUSDMPerYear *= k
	q.Pool.LimitUSDMPerYear *= k
	entryK.ReferenceRunUSDM *= k
	entryK.ReferencePoolUSDM *= k
	entryK.CashMedianUSDM *= k
	o := Outlook{RevenueUSDPerYear: 123.4e6, LogGrowth: 1.1, GapOOM: 0.37, MarketUSDPerYear: 1.7e12}
	ok := o
	ok.RevenueUSDPerYear *= k
	ok.MarketUSDPerYear *= k
	one, scaled := exact.NewStream(1, "", "", 0), exact.NewStream(1, "", "", 0)
	for _, row := range []struct {
		reason      string
		one, scaled float64
	}{
		{"multiple", p.Valuation.Multiple(o), q.Valuation.Multiple(ok)},
		{"pre-money", p.Valuation.PreMoneyUSD(o, 3.3e8, 0.17, 1.21) * k, q.Valuation.PreMoneyUSD(ok, 3.3e8*k, 0.17, 1.21)},
		{"plan", p.PlanUSDPerYear(o, 7) * k, q.PlanUSDPerYear(ok, 7)},
		{"score", p.Points(o, 0.8), q.Points(ok, 0.8)},
		{"pool", p.Pool.NewUSDPerMonth(7.3, 1.3) * k, q.Pool.NewUSDPerMonth(7.3, 1.3)},
		{"dilution", Dilution(3.3, 0.7), Dilution(3.3*k, 0.7*k)},
		{"bridge", p.Bridge.ConversionFraction(3.3, 70), q.Bridge.ConversionFraction(3.3*k, 70*k)},
		{"entry rate", entry.Rate(0.33e9, 47e9, 1.3), entryK.Rate(0.33e9*k, 47e9*k, 1.3)},
		{"entrant's cash", entry.Draw(&one).CashUSD * k, entryK.Draw(&scaled).CashUSD},
	} {
		if row.one != row.scaled {
			t.Errorf("%s: %g against %g", row.reason, row.one, row.scaled)
		}
	}
}
