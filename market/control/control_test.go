package control

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

func TestWorth(t *testing.T) {
	v := defaults[Params](t).Value
	target := Target{ConsumerMarginUSDPerMonth: 10e6, EnterpriseMarginUSDPerMonth: 20e6, CapabilityOOM: 26, Researchers: 100, Team: 1, NetCashUSD: 50e6}
	bidder := Bidder{CapabilityOOM: 25.5, OrderCostUSD: 2e9, ResearchUSDPerMonth: 50e6}
	w := v.Worth(target, bidder)
	want := Worth{
		Customers:   24*7e6 + 60*17e6,               // 1,188 m
		Research:    600e6,                          // half an order would cost 1 bn, at most a year of 50 m a month
		People:      100 * 0.8 * 8e6,                // 640 m
		Integration: 0.1 * (1188e6 + 600e6 + 640e6), // 242.8 m
		Deal:        30e6,
		NetCash:     50e6,
	}
	if diff := cmp.Diff(want, w, cmpopts.EquateApprox(1e-12, 0)); diff != "" {
		t.Errorf("worth (-want +got):\n%s", diff)
	}
	near(t, "2,205.2 m in all", w.Total(), 2205.2e6)
	near(t, "an order further behind, a head is worth half", v.Team(1.75), 0.5)
	near(t, "and at the frontier more", v.Team(0), math.Pow(2, 0.75))
	for _, row := range []struct {
		reason string
		t      Target
		b      Bidder
		want   float64
	}{
		{"who is ahead saves no research", target, Bidder{CapabilityOOM: 27, OrderCostUSD: 2e9, ResearchUSDPerMonth: 50e6}, (1188e6+640e6)*0.9 + 20e6},
		{"who does no research saves none", target, Bidder{CapabilityOOM: 25, OrderCostUSD: 2e9}, (1188e6+640e6)*0.9 + 20e6},
		{"a losing line is closed, not bought; the deal has its cost", Target{ConsumerMarginUSDPerMonth: -10e6}, Bidder{}, -30e6},
		{"debts can outweigh all", Target{NetCashUSD: -10e6}, Bidder{}, -40e6},
	} {
		near(t, row.reason, v.Worth(row.t, row.b).Total(), row.want)
	}
	s := exact.NewStream(1, "bidder", "value", 0)
	var sum, squares float64
	const n = 40_000
	for range n {
		z := math.Log(v.Private(Worth{Customers: 1}, &s))
		sum += z
		squares += z * z
	}
	if math.Abs(sum/n) > 0.01 || math.Abs(math.Sqrt(squares/n)-0.3) > 0.01 {
		t.Errorf("log of private values: mean %g, sd %g; want 0, .3", sum/n, math.Sqrt(squares/n))
	}
	var keen, poor float64
	for range n {
		if v.Interested(1.3, &s) {
			keen++
		}
		if v.Interested(0.35, &s) {
			poor++
		}
	}
	if math.Abs(keen/n-0.3) > 0.01 || math.Abs(poor/n-0.105) > 0.01 {
		t.Errorf("interested: %g in a boom, %g in a bust; want .3 and .105", keen/n, poor/n)
	}
	near(t, "cash is cash, and cost is cost", v.Private(Worth{NetCash: 7, Deal: 2}, &s), 5)
}

func TestReserve(t *testing.T) {
	r := defaults[Params](t).Reserve
	h := Holdings{LastPostUSD: 18.4e9, WorthUSD: 20e9, ControlPremium: 0.3, Researchers: 600, Team: 1, CashUSD: 1e9, DebtUSD: 0.2e9}
	near(t, "distress: 4 m x 600 + .8 bn = 3.2 bn, above 15 % of 18.4", r.DistressUSD(h), 3.2e9)
	near(t, "distress of a firm with few people: 15 % of the last price", r.DistressUSD(Holdings{LastPostUSD: 10e9, Researchers: 10}), 1.5e9)
	far := h
	far.Team = 0.25
	near(t, "a team far behind: 15 % of 18.4 bn", r.DistressUSD(far), 2.76e9)
	rich := h
	rich.FleetUSD = 1e9
	near(t, "and machines", r.DistressUSD(rich), 4.2e9)
	bound := h
	bound.ClaimsUSD = 0.3e9
	near(t, "less what sellers of compute could claim", r.DistressUSD(bound), 2.9e9)
	near(t, "half of what a deal costs comes off the people", r.DistressUSD(Holdings{Researchers: 10, Team: 1, DealUSD: 30e6, CashUSD: 1e6}), 26e6)
	near(t, "but not off the cash", r.DistressUSD(Holdings{Researchers: 2, Team: 1, DealUSD: 30e6, CashUSD: 1e6}), 1e6)
	near(t, "more debt than all else", r.DistressUSD(Holdings{DebtUSD: 5e9}), 0)
	near(t, "without distress: 1.3 times what it is worth today", r.VoluntaryUSD(h), 26e9)
	h.ControlPremium = 1
	near(t, "founders want twice", r.VoluntaryUSD(h), 40e9)
	near(t, "never less than the pieces", r.VoluntaryUSD(Holdings{LastPostUSD: 1e8, CashUSD: 1e9}), 1e9)
	near(t, "at the end: what winding down leaves", r.LastUSD(5, 3), 2)
	near(t, "or nothing", r.LastUSD(3, 5), 0)
}

func TestAffordable(t *testing.T) {
	a := defaults[Params](t).Affordable
	for _, row := range []struct {
		reason string
		p      Purse
		wantBn float64
	}{
		{"Microsoft at the start", Purse{71.6e9, 3130e9}, 181.56},
		{"Amazon", Purse{101.2e9, 2310e9}, 150.92},
		{"Meta", Purse{77.8e9, 1480e9}, 101.23},
		{"overdrawn and unlisted", Purse{-5e9, 0}, 0},
	} {
		near(t, row.reason, a.LimitUSD(row.p, 0)/1e9, row.wantBn)
	}
	microsoft := Purse{71.6e9, 3130e9}
	near(t, "debts that come with a target have to be paid too", a.LimitUSD(microsoft, 100e9)/1e9, 81.56)
	near(t, "who has a few hundred million takes over no debts of billions", a.LimitUSD(Purse{500e6, 2e9}, 50e9), 0)
	if _, ok := a.Pay(100e9, microsoft, 100e9); ok {
		t.Error("a price that could be paid alone is out of reach with as much debt")
	}
	if _, ok := a.Pay(1.3*157e9, microsoft, 0); ok {
		t.Error("OpenAI at its last price and a premium is out of reach")
	}
	pay, ok := a.Pay(1.3*18.4e9, microsoft, 0)
	near(t, "Anthropic at 23.9 bn is paid in cash", pay.CashUSD, 1.3*18.4e9)
	if !ok || pay.StockUSD != 0 {
		t.Errorf("payment %+v, %v", pay, ok)
	}
	pay, _ = a.Pay(100e9, microsoft, 0)
	near(t, "beyond 25 bn in stock", pay.StockUSD, 100e9-0.35*71.6e9)
}

func TestAuction(t *testing.T) {
	const inf = math.MaxFloat64
	for _, row := range []struct {
		reason  string
		reserve float64
		bids    []Bid
		winner  int
		price   float64
		runner  int
	}{
		{"the second price", 10, []Bid{{Bidder: "a", ValueUSD: 50, LimitUSD: inf}, {Bidder: "b", ValueUSD: 70, LimitUSD: inf}, {Bidder: "c", ValueUSD: 60, LimitUSD: inf}}, 1, 60, 2},
		{"half of what is above the reserve, if that is more", 65, []Bid{{Bidder: "a", ValueUSD: 50, LimitUSD: inf}, {Bidder: "b", ValueUSD: 70, LimitUSD: inf}, {Bidder: "c", ValueUSD: 60, LimitUSD: inf}}, 1, 67.5, -1},
		{"a low second bid costs the owners nothing", 10, []Bid{{Bidder: "a", ValueUSD: 12, LimitUSD: inf}, {Bidder: "b", ValueUSD: 70, LimitUSD: inf}}, 1, 40, -1},
		{"one bidder meets the owners halfway", 10, []Bid{{Bidder: "a", ValueUSD: 50, LimitUSD: inf}}, 0, 30, -1},
		{"also where they have nothing else", 0, []Bid{{Bidder: "a", ValueUSD: 50, LimitUSD: inf}}, 0, 25, -1},
		{"nobody reaches the reserve", 80, []Bid{{Bidder: "a", ValueUSD: 50, LimitUSD: inf}, {Bidder: "b", ValueUSD: 70, LimitUSD: inf}}, -1, 0, -1},
		{"value that cannot be paid is no offer", 10, []Bid{{Bidder: "a", ValueUSD: 500, LimitUSD: 40}, {Bidder: "b", ValueUSD: 45, LimitUSD: inf}}, 1, 40, 0},
		{"a tie goes by name, at its own price", 10, []Bid{{Bidder: "b", ValueUSD: 50, LimitUSD: inf}, {Bidder: "a", ValueUSD: 50, LimitUSD: inf}}, 1, 50, 0},
		{"exactly the reserve is enough", 50, []Bid{{Bidder: "a", ValueUSD: 50, LimitUSD: inf}}, 0, 50, -1},
		{"a target worth nothing finds nobody", 0, []Bid{{Bidder: "a", ValueUSD: 0, LimitUSD: inf}, {Bidder: "b", ValueUSD: -3, LimitUSD: inf}}, -1, 0, -1},
		{"not a number is no bid", 0, []Bid{{Bidder: "a", ValueUSD: math.NaN(), LimitUSD: inf}}, -1, 0, -1},
		{"no bids", 0, nil, -1, 0, -1},
	} {
		sale, ok := Auction(row.reserve, row.bids)
		if sale.Winner != row.winner || sale.PriceUSD != row.price || sale.RunnerUp != row.runner || ok != (row.winner >= 0) {
			t.Errorf("%s: got %+v, %v; want winner %d at %g, set by %d", row.reason, sale, ok, row.winner, row.price, row.runner)
		}
	}
}

// Nobody pays more than value or limit, or less than the reserve; nobody would gain from overbidding; and another bidder never costs the owners anything.
func TestAuctionProperties(t *testing.T) {
	s := exact.NewStream(2, "", "auction", 0)
	for range 3000 {
		bids := make([]Bid, 1+s.IntN(6))
		for i := range bids {
			bids[i] = Bid{Bidder: string(rune('a' + i)), ValueUSD: s.Uniform(-10, 100), LimitUSD: s.Uniform(20, 150)}
		}
		reserve := s.Uniform(0, 60)
		sale, ok := Auction(reserve, bids)
		if !ok {
			continue
		}
		w := bids[sale.Winner]
		if sale.PriceUSD > w.ValueUSD || sale.PriceUSD > w.LimitUSD || sale.PriceUSD < reserve {
			t.Fatalf("price %g for %+v, reserve %g", sale.PriceUSD, w, reserve)
		}
		if fewer, ok := Auction(reserve, bids[1:]); ok && fewer.PriceUSD > sale.PriceUSD {
			t.Fatalf("with %+v the price is %g; without %g", bids[0], sale.PriceUSD, fewer.PriceUSD)
		}
		for i, b := range bids {
			if i == sale.Winner {
				continue
			}
			lie := append([]Bid(nil), bids...)
			lie[i].ValueUSD, lie[i].LimitUSD = b.LimitUSD, b.LimitUSD
			if other, ok := Auction(reserve, lie); ok && other.Winner == i && other.PriceUSD < b.OfferUSD() {
				t.Fatalf("%+v gains by overbidding: wins at %g", b, other.PriceUSD)
			}
		}
	}
}

func TestPresumption(t *testing.T) {
	for _, row := range []struct {
		reason string
		rule   Rule
		o      Overlap
		want   bool
	}{
		{"2023: HHI 1,700 + 200", HHI2023, Overlap{"api", 0.1, 0.1, 1700}, true},
		{"2023: HHI 1,500 + 200, share 20 %", HHI2023, Overlap{"api", 0.1, 0.1, 1500}, false},
		{"2023: HHI low, but share 31 % and change 120", HHI2023, Overlap{"api", 0.29, 0.0207, 1000}, true},
		{"2023: share 31 %, change 20", HHI2023, Overlap{"api", 0.306, 0.0033, 1000}, false},
		{"2023: change of exactly 100 is not above", HHI2023, Overlap{"api", 0.1, 0.05, 3000}, false},
		{"2010: HHI 2,400 + 200 is not above 200", HHI2010, Overlap{"api", 0.1, 0.1, 2400}, false},
		{"2010: HHI 2,400 + 240", HHI2010, Overlap{"api", 0.12, 0.1, 2400}, true},
		{"2010: HHI 1,700 + 240, far below 2,500", HHI2010, Overlap{"api", 0.12, 0.1, 1700}, false},
		{"2010 knows no share test: the whole of a small market", HHI2010, Overlap{"api", 0.5, 0.5, 0}, true},
		{"strict: HHI 1,000 + 80", Strict, Overlap{"api", 0.1, 0.04, 1000}, true},
		{"none", None, Overlap{"api", 0.5, 0.5, 5000}, false},
		{"only the buyer is there", HHI2023, Overlap{"api", 0.9, 0, 9000}, false},
	} {
		if got, grounds := row.rule.Presumption(row.o); got != row.want || got != (grounds != "") {
			t.Errorf("%s: got %v (%s); want %v", row.reason, got, grounds, row.want)
		}
	}
	var r Rule
	for _, name := range r.Values() {
		if err := r.UnmarshalText([]byte(name)); err != nil || r.String() != name {
			t.Errorf("%s: %v, %v", name, r, err)
		}
	}
	if err := r.UnmarshalText([]byte("hhi-1992")); err == nil {
		t.Error("an unknown rule is an error")
	}
}

func TestOverlaps(t *testing.T) {
	segments := []Revenue{
		{"api", []float64{50, 30, 20}},
		{"consumer", []float64{90, 0, 10}},
		{"regulated", []float64{0, 0, 0}},
		{"short", []float64{1}},
	}
	want := []Overlap{{"api", 0.5, 0.2, 3800}, {"consumer", 0.9, 0.1, 8200}}
	if diff := cmp.Diff(want, Overlaps(segments, 0, 2), cmpopts.EquateApprox(1e-12, 0)); diff != "" {
		t.Errorf("segments both serve, HHI 2,500 + 900 + 400 (-want +got):\n%s", diff)
	}
	near(t, "change 2 x 50 x 20", want[0].Change(), 2000)
	for _, pair := range [][2]int{{0, 0}, {-1, 0}, {0, 9}} {
		if got := Overlaps(segments, pair[0], pair[1]); got != nil {
			t.Errorf("firms %v: %v; want none", pair, got)
		}
	}
}

func TestReview(t *testing.T) {
	v := defaults[Params](t).Review
	block := func(price float64) float64 { return 1 / (1 + math.Exp(2-1.5*math.Log10(price/1e9))) }
	near(t, "1 bn: .119", v.VerticalBlock(HHI2023, 1e9), block(1e9))
	near(t, "100 bn: .731", v.VerticalBlock(HHI2023, 1e11), block(1e11))
	far := Deal{PriceUSD: 1e9, TargetShare: 0.01, TargetGapOOM: 1, TargetRank: 7}
	with := func(change func(*Deal)) Deal { d := far; change(&d); return d }
	for _, row := range []struct {
		reason  string
		d       Deal
		inDepth bool
		want    float64
	}{
		{"small, far behind, buyer without compute", far, false, 0},
		{"large cloud, but the target does not matter", with(func(d *Deal) { d.ComputeShare = 0.3 }), false, 0},
		{"large cloud and 5 % of revenue", with(func(d *Deal) { d.ComputeShare, d.TargetShare = 0.3, 0.05 }), true, block(1e9)},
		{"large cloud and near the frontier", with(func(d *Deal) { d.ComputeShare, d.TargetGapOOM = 0.2, 0.5 }), true, block(1e9)},
		{"a stake of 15 % becomes control", with(func(d *Deal) { d.StakeBefore, d.TargetGapOOM = 0.15, 0.1 }), true, block(1e9)},
		{"a stake of 30 % was control", with(func(d *Deal) { d.StakeBefore, d.TargetGapOOM = 0.3, 0.1 }), false, 0},
		{"group and number two", with(func(d *Deal) { d.Group, d.TargetRank = true, 2 }), true, 0.95},
		{"laboratory and number two", with(func(d *Deal) { d.TargetRank = 2 }), false, 0},
		{"presumption", with(func(d *Deal) { d.Overlaps = []Overlap{{"api", 0.3, 0.1, 2000}} }), true, 1},
		{"a failing firm: a fifth of it", with(func(d *Deal) { d.Group, d.TargetRank, d.Failing = true, 2, true }), true, 0.19},
		{"the strongest test counts", with(func(d *Deal) { d.ComputeShare, d.Group, d.TargetRank, d.TargetShare = 0.3, true, 3, 0.1 }), true, 0.95},
	} {
		a := v.Assess(Authority{}, row.d)
		near(t, row.reason, a.Block, row.want)
		if a.InDepth != row.inDepth || a.InDepth != (len(a.Grounds) > 0) {
			t.Errorf("%s: in depth %v, grounds %v", row.reason, a.InDepth, a.Grounds)
		}
	}
	grave := with(func(d *Deal) { d.ComputeShare, d.Group, d.TargetRank, d.TargetShare = 0.9, true, 9, 0.9 })
	if a := v.Assess(Authority{Rule: None}, grave); a.InDepth || a.Block != 0 {
		t.Errorf("no authority, no review: %+v", a)
	}
	if a := v.Assess(Authority{NoVerticalTest: true}, grave); a.InDepth || a.Block != 0 {
		t.Errorf("the vertical test left out: %+v", a)
	}
	near(t, "strict: half at 1 bn", v.VerticalBlock(Strict, 1e9), 0.5)
}

func TestDecide(t *testing.T) {
	v := defaults[Params](t).Review
	s := exact.NewStream(3, "", "review", 0)
	var blocked float64
	seen := map[int64]bool{}
	const n = 20_000
	for range n {
		d := v.Decide(Assessment{InDepth: true, Block: 0.25}, 2e9, &s)
		seen[d.Months] = true
		if d.Blocked {
			blocked++
			if math.Abs(d.BreakFeeUSD-60e6) > 1e-6 {
				t.Fatalf("3 %% of 2 bn: %g", d.BreakFeeUSD)
			}
		} else if d.BreakFeeUSD != 0 {
			t.Fatal("no fee where the deal goes through")
		}
	}
	if math.Abs(blocked/n-0.25) > 0.01 || len(seen) != 10 || !seen[6] || !seen[15] {
		t.Errorf("blocked %g; months %v; want .25, 6 to 15", blocked/n, seen)
	}
	a, b := exact.NewStream(4, "", "", 0), exact.NewStream(4, "", "", 0)
	v.Decide(Assessment{}, 1, &a)
	v.Decide(Assessment{InDepth: true, Block: 1}, 1, &b)
	if a.Uint64() != b.Uint64() {
		t.Error("a decision takes the same number of draws")
	}
	if d := v.Decide(Assessment{}, 1, &a); d.Blocked || d.Months != 1 {
		t.Errorf("no question: %+v", d)
	}
}

func TestLicence(t *testing.T) {
	p := defaults[Params](t)
	s := exact.NewStream(5, "lab", "licence", 0)
	target := Target{CapabilityOOM: 26, Researchers: 70, Team: 1, ConsumerMarginUSDPerMonth: 9e9, NetCashUSD: 9e9}
	for range 2000 {
		terms := p.Licence.Terms(target, 1.525e9, 25, &s)
		if terms.StaffShare < 0.6 || terms.StaffShare > 0.8 || terms.PriceUSD < 0.4*1.525e9 || terms.PriceUSD > 1.3*1.525e9 {
			t.Fatalf("a laboratory like Inflection: %+v", terms)
		}
		near(t, "half the gap", terms.GainOOM, 0.5)
	}
	var back float64
	for range 10_000 {
		if p.Licence.ComesBack(&s) {
			back++
		}
	}
	if math.Abs(back/10_000-0.5) > 0.02 {
		t.Errorf("half of the blocked buyers come back: %g", back/10_000)
	}
	terms := LicenceTerms{PriceUSD: 1, StaffShare: 0.7, GainOOM: 0.5}
	b := Bidder{CapabilityOOM: 25, OrderCostUSD: 1e9, ResearchUSDPerMonth: 1e9}
	near(t, "people who move, and the research saved; no customers, no cash", p.LicenceWorth(terms, target, b).Total(), 49*8e6+0.5e9-30e6)
	if got := p.Licence.Terms(Target{Researchers: 70, Team: 1, CapabilityOOM: 24}, 0, 25, &s); got.GainOOM != 0 || got.PriceUSD < 3e6*0.6*70 {
		t.Errorf("a team from behind brings no know-how but has its price: %+v", got)
	}
}

func TestApproach(t *testing.T) {
	a := defaults[Params](t).Approach
	for _, row := range []struct {
		reason     string
		gap, share float64
		want       float64
	}{
		{"twice the distance and small", 1.4, 0.01, 0.02},
		{"half of the way from the distance to its double", 1.05, 0.01, 0.01},
		{"hopelessly behind: twice, no more", 9, 0.01, 0.04},
		{"behind, not small", 1.4, 0.03, 0},
		{"small, not behind", 0.6, 0.01, 0},
	} {
		near(t, row.reason, a.Hazard(row.gap, row.share), row.want)
	}
	s := exact.NewStream(6, "lab", "approach", 0)
	var called float64
	const n = 100_000
	for range n {
		if a.Draw(1.4, 0, &s) {
			called++
		}
		if a.Draw(0, 0, &s) {
			t.Fatal("owners of a leader do not listen")
		}
	}
	if math.Abs(called/n-0.02) > 0.002 {
		t.Errorf("approached %g a month; want .02", called/n)
	}
}

func TestMerger(t *testing.T) {
	m := defaults[Params](t).Merger
	a, b := Party{1e9, 10, 20e6}, Party{2e9, 12, 50e6}
	near(t, ".4 x 20 m x 24 - 8 % of 1 bn", m.GainUSD(a, b), 192e6-80e6)
	for _, row := range []struct {
		reason string
		a, b   Party
		want   bool
	}{
		{"two that run short", a, b, true},
		{"one has money", a, Party{2e9, 30, 50e6}, false},
		{"too unequal", a, Party{5e9, 12, 50e6}, false},
		{"nothing to save", a, Party{2e9, 12, 1e6}, false},
		{"no value", Party{0, 10, 20e6}, b, false},
	} {
		if m.Wanted(row.a, row.b) != row.want || m.Wanted(row.b, row.a) != row.want {
			t.Errorf("%s: want %v, whichever comes first", row.reason, row.want)
		}
	}
	x, y := Exchange(1e9, 3e9)
	near(t, "a quarter", x, 0.25)
	near(t, "the rest", y, 0.75)
	if x, y = Exchange(0, -1); x != 0.5 || y != 0.5 {
		t.Errorf("neither has value: %g, %g", x, y)
	}
}

func TestDistress(t *testing.T) {
	d := defaults[Params](t).Distress
	for _, row := range []struct {
		reason string
		runway float64
		failed bool
		want   Step
	}{
		{"short runways are normal", 7, false, CarryOn},
		{"five months: cut, whatever investors may say", 5, false, CutResearch},
		{"a raise has failed, but there is time", 9, true, CarryOn},
		{"below nine months", 8.9, true, CutResearch},
		{"below six", 5.9, true, SeekBuyer},
		{"below three", 2.9, true, EndBusiness},
		{"who earns money carries on", math.Inf(1), true, CarryOn},
	} {
		if got := d.Step(row.runway, row.failed); got != row.want {
			t.Errorf("%s: got %s; want %s", row.reason, got, row.want)
		}
	}
	near(t, "30 % less", d.CutUSD(10), 7)
}

func TestNiche(t *testing.T) {
	n := defaults[Params](t).Niche
	r := n.Retreat(10, Costs{ResearchUSD: 20, StaffUSD: 10, OverheadUSD: 5}, Idle{})
	near(t, "margin kept", r.MarginUSDPerMonth, 9)
	near(t, "costs kept: 3 + 4 + 2", r.CostsUSDPerMonth.Total(), 9)
	near(t, "severance: 3 x .6 x 10", r.SeveranceUSD, 18)
	if !r.Viable(18+9.1, 24) || r.Viable(18+8.9, 24) {
		t.Error("it must be able to pay the severance and a month of costs, and then breaks even")
	}
	near(t, "cash after severance, less debt", r.WorthUSD(60, 30, 5), 7)
	near(t, "a margin of 10.8 over costs of 9, for 60 months", n.Retreat(12, Costs{20, 10, 5, 0}, Idle{}).WorthUSD(60, 30, 0), 60*1.8+12)
	near(t, "never below zero", r.WorthUSD(60, 0, 0), 0)
	bound := n.Retreat(12, Costs{20, 10, 5, 0.8}, Idle{5, 35})
	near(t, "selling goes on, and idle hours are paid", bound.WorthUSD(60, 30, 0), 60*1-18-40+30)
	if bound.Viable(18+40-24*1-0.1, 24) || !bound.Viable(18+40-24*1+0.1, 24) {
		t.Error("idle hours are paid out of cash and of what two years leave")
	}
	if bound.Viable(18+5+9.8-0.1, 60) || !bound.Viable(18+5+9.8+0.1, 60) {
		t.Error("the first month of them and a month of costs are due before anything is earned")
	}
	losing := n.Retreat(8, Costs{20, 10, 5, 0}, Idle{})
	if losing.Viable(18+24*1.8-0.1, 24) || !losing.Viable(18+24*1.8+0.1, 24) {
		t.Error("a loss of 1.8 a month for two years needs 43.2 beyond the severance")
	}
}

func TestWaterfall(t *testing.T) {
	claims := []Claim{{"fund", Investors, 100}, {"cloud", Suppliers, 60}, {"bank", Lenders, 40}, {"staff", Staff, 10}, {"tax", State, 5}, {"power", Suppliers, 20}, {"founders", Investors, 300}}
	for _, row := range []struct {
		reason string
		assets float64
		want   []float64
		left   float64
	}{
		{"nothing", 0, []float64{0, 0, 0, 0, 0, 0, 0}, 0},
		{"state first, staff in part", 9, []float64{0, 0, 0, 4, 5, 0, 0}, 0},
		{"suppliers share in proportion", 55, []float64{0, 30, 0, 10, 5, 10, 0}, 0},
		{"lenders after suppliers", 115, []float64{0, 60, 20, 10, 5, 20, 0}, 0},
		{"investors take the rest by their shares", 175, []float64{10, 60, 40, 10, 5, 20, 30}, 0},
		{"however much that is", 2135, []float64{500, 60, 40, 10, 5, 20, 1500}, 0},
	} {
		got, left := Waterfall(row.assets, claims)
		if diff := cmp.Diff(row.want, got, cmpopts.EquateApprox(1e-12, 1e-12)); diff != "" || left != row.left {
			t.Errorf("%s: left %g (-want +got):\n%s", row.reason, left, diff)
		}
	}
	if _, left := Waterfall(50, claims[3:5]); left != 35 {
		t.Errorf("what nobody claims is left: %g; want 35", left)
	}
	w := defaults[Params](t).WindDown
	near(t, "cash, 2 % of the last price, half of the machines", w.AssetsUSD(10, 1000, 60), 60)
	near(t, "an overdraft is no asset", w.AssetsUSD(-10, 0, 0), 0)
}

// Scaling every amount of money by a power of two must leave ratios, probabilities and choices the same to the bit.
func TestMoneyScale(t *testing.T) {
	p := defaults[Params](t)
	q := p
	const k = 1024
	q.Value.PerResearcherUSDM *= k
	q.Value.DealCostUSDM *= k
	q.Reserve.PerResearcherUSDM *= k
	q.Review.ReferencePriceUSDM *= k
	q.Licence.PerHeadMinUSDM *= k
	q.Licence.PerHeadMaxUSDM *= k
	target := Target{13.3e6, 27.1e6, 26, 133, 0.7, 51e6}
	targetK := Target{13.3e6 * k, 27.1e6 * k, 26, 133, 0.7, 51e6 * k}
	b, bk := Bidder{25.7, 2.3e9, 57e6}, Bidder{25.7, 2.3e9 * k, 57e6 * k}
	h := Holdings{LastPostUSD: 1.84e10, WorthUSD: 1.3e10, Researchers: 417, Team: 0.7, CashUSD: 1.1e9, DebtUSD: 0.3e9, ControlPremium: 0.3}
	hk := h
	hk.LastPostUSD, hk.WorthUSD, hk.CashUSD, hk.DebtUSD = k*h.LastPostUSD, k*h.WorthUSD, k*h.CashUSD, k*h.DebtUSD
	s1, s2 := exact.NewStream(9, "", "", 0), exact.NewStream(9, "", "", 0)
	l, lk := p.Licence.Terms(target, 1.5e9, 25, &s1), q.Licence.Terms(targetK, 1.5e9*k, 25, &s2)
	x, _ := Exchange(1.1e9, 2.7e9)
	xk, _ := Exchange(1.1e9*k, 2.7e9*k)
	for _, row := range []struct {
		reason      string
		one, scaled float64
	}{
		{"worth", p.Value.Worth(target, b).Total() * k, q.Value.Worth(targetK, bk).Total()},
		{"private value", p.Value.Private(p.Value.Worth(target, b), &s1) * k, q.Value.Private(q.Value.Worth(targetK, bk), &s2)},
		{"reserve in distress", p.Reserve.DistressUSD(h) * k, q.Reserve.DistressUSD(hk)},
		{"reserve without", p.Reserve.VoluntaryUSD(h) * k, q.Reserve.VoluntaryUSD(hk)},
		{"limit", p.Affordable.LimitUSD(Purse{71.6e9, 3.1e12}, 40e9) * k, q.Affordable.LimitUSD(Purse{71.6e9 * k, 3.1e12 * k}, 40e9*k)},
		{"probability", p.Review.VerticalBlock(HHI2023, 3.7e9), q.Review.VerticalBlock(HHI2023, 3.7e9*k)},
		{"licence price", l.PriceUSD * k, lk.PriceUSD},
		{"licence worth", p.LicenceWorth(l, target, b).Total() * k, q.LicenceWorth(lk, targetK, bk).Total()},
		{"exchange", x, xk},
		{"merger gain", p.Merger.GainUSD(Party{1e9, 1, 2e7}, Party{2e9, 1, 5e7}) * k, q.Merger.GainUSD(Party{1e9 * k, 1, 2e7 * k}, Party{2e9 * k, 1, 5e7 * k})},
	} {
		if row.one != row.scaled {
			t.Errorf("%s: %g against %g", row.reason, row.one, row.scaled)
		}
	}
}
