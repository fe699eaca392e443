package talent

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"shakeout/internal/exact"
)

func near(t *testing.T, reason string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-9*math.Max(1, math.Abs(want))) {
		t.Errorf("%s: got %.12g; want %.12g", reason, got, want)
	}
}

func TestPay(t *testing.T) {
	p := defaults[Params](t).Pool
	w0, n := p.ReferencePayUSDPerYear, 12000.0
	near(t, "budgets for everybody at the reference pay clear there", p.ClearingPayUSD(n*w0, n), w0)
	near(t, "twice the budgets: 2^(1/1.3)", p.ClearingPayUSD(2*n*w0, n), w0*math.Pow(2, 1/1.3))
	near(t, "nobody hires", p.ClearingPayUSD(0, n), 0)
	w := p.ClearingPayUSD(3*n*w0, n)
	near(t, "at the clearing pay budgets hire the supply", 3*n*w0/w, p.Supply(n, w))
	near(t, "15 % of the log way in a month", math.Log(p.NextPayUSD(100, 200)/100), 0.15*math.Ln2)
	near(t, "no demand, no change", p.NextPayUSD(100, 0), 100)
	near(t, "ten years of ten percent", p.Size(n, 10), n*math.Pow(1.1, 10))
	size := p.OpeningSize(5e9, 1.2e6)
	near(t, "calibrated to its opening pay", p.ClearingPayUSD(5e9, size), 1.2e6)
	one, four := p.ClearingPayUSD(2e9+1e9, size), p.ClearingPayUSD(2e9+4e9, size)
	if four < 1.05*one {
		t.Errorf("four racing laboratories instead of one must raise pay by 5 %%: %g against %g", four, one)
	}
}

func TestFill(t *testing.T) {
	for _, row := range []struct {
		reason             string
		candidates         float64
		vacancies, weights []float64
		want               []float64
	}{
		{"enough for all", 10, []float64{2, 3}, []float64{1, 1}, []float64{2, 3}},
		{"too few: by vacancies at equal weights", 2, []float64{1, 3}, []float64{1, 1}, []float64{0.5, 1.5}},
		{"too few: the attractive get more", 2, []float64{2, 2}, []float64{3, 1}, []float64{1.5, 0.5}},
		{"never more than the vacancies; the rest goes on", 3, []float64{1, 3}, []float64{100, 1}, []float64{1, 2}},
		{"nobody looks", 0, []float64{1, 3}, []float64{1, 1}, []float64{0, 0}},
		{"nobody hires", 5, []float64{0, 0}, []float64{1, 1}, []float64{0, 0}},
		{"a firm nobody wants", 5, []float64{1, 2}, []float64{0, 1}, []float64{0, 2}},
	} {
		if diff := cmp.Diff(row.want, Fill(row.candidates, row.vacancies, row.weights), cmpopts.EquateApprox(1e-12, 0)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row.reason, diff)
		}
	}
}

func TestMoves(t *testing.T) {
	m := defaults[Params](t).Moves
	near(t, "market pay at the frontier", m.QuitShare(Firm{}), 0.012)
	near(t, "one order behind more leave", m.QuitShare(Firm{GapOOM: 1}), 0.012*math.Exp(0.5))
	near(t, "a fifth more pay, fewer", m.QuitShare(Firm{Premium: 0.2}), 0.012/math.Pow(1.2, 1.5))
	near(t, "scandal on top", m.QuitShare(Firm{ExtraLeavers: 0.05}), 0.062)
	near(t, "not more than everybody", m.QuitShare(Firm{ExtraLeavers: 3}), 1)
	near(t, "nobody works for nothing: half leave", m.QuitShare(Firm{Premium: -1}), 0.5)
	near(t, "budget of 1 m a month at 600,000 a year", WantedResearchers(Firm{BudgetUSDPerMonth: 1e6}, 6e5), 20)
	near(t, "at a premium of a quarter", WantedResearchers(Firm{BudgetUSDPerMonth: 1e6, Premium: 0.25}, 6e5), 16)
}

func TestClearConservesPeople(t *testing.T) {
	p := defaults[Params](t)
	s := exact.NewStream(4, "", "talent", 0)
	for range 500 {
		firms := make([]Firm, 1+s.IntN(8))
		var before float64
		for i := range firms {
			firms[i] = Firm{
				Researchers: s.Lognormal(400, 1), BudgetUSDPerMonth: s.Lognormal(30e6, 1),
				Premium: s.Uniform(-0.3, 0.6), GapOOM: s.Uniform(-0.2, 2), ExtraLeavers: s.Uniform(-0.1, 0.1),
			}
			before += firms[i].Researchers
		}
		p.Moves.Poaching = s.Bernoulli(0.5)
		size := s.Lognormal(3000, 0.7)
		r := p.Clear(size, s.Uniform(3e5, 2e6), firms)
		var after float64
		for j := range firms {
			after += r.Researchers[j]
			if r.Researchers[j] < 0 || r.Hires[j] < 0 || r.Quits[j] < 0 || r.Layoffs[j] < 0 {
				t.Fatalf("negative people: %+v", r)
			}
			var out float64
			for k := range firms {
				out += r.Flows[k][j]
			}
			if out > r.Quits[j]+r.Layoffs[j]+1e-9 {
				t.Fatalf("more are hired from firm %d (%g) than left it (%g)", j, out, r.Quits[j]+r.Layoffs[j])
			}
		}
		near(t, "people are conserved", after+r.Free, math.Max(before, p.Pool.Supply(size, r.PayUSDPerYear)))
	}
}

func TestClearRaces(t *testing.T) {
	p := defaults[Params](t)
	race := func(budgets ...float64) Result {
		firms := make([]Firm, len(budgets))
		for i := range firms {
			firms[i] = Firm{Researchers: 500}
		}
		pay := 900e3
		var r Result
		for range 24 {
			for i, b := range budgets {
				firms[i].BudgetUSDPerMonth = b
			}
			r = p.Clear(3000, pay, firms)
			pay = r.PayUSDPerYear
			for i := range firms {
				firms[i].Researchers = r.Researchers[i]
			}
		}
		return r
	}
	calm := race(40e6, 40e6, 40e6, 40e6)
	one := race(80e6, 40e6, 40e6, 40e6)
	four := race(80e6, 80e6, 80e6, 80e6)
	if !(one.Researchers[0] > calm.Researchers[0] && one.Researchers[1] < calm.Researchers[1]) {
		t.Errorf("who doubles its budget grows at the others' expense: %v, then %v", calm.Researchers, one.Researchers)
	}
	if !(four.PayUSDPerYear > 1.05*one.PayUSDPerYear && one.PayUSDPerYear > 1.01*calm.PayUSDPerYear) {
		t.Errorf("pay: calm %g, one races %g, four race %g", calm.PayUSDPerYear, one.PayUSDPerYear, four.PayUSDPerYear)
	}
	if four.Researchers[0] > 1.35*calm.Researchers[0] {
		t.Errorf("a race of all ends mostly in pay: %g researchers each, %g in calm", four.Researchers[0], calm.Researchers[0])
	}
}

func TestPoachingSwitch(t *testing.T) {
	p := defaults[Params](t)
	firms := []Firm{{Researchers: 1000, BudgetUSDPerMonth: 90e6}, {Researchers: 200, BudgetUSDPerMonth: 40e6, GapOOM: 1}}
	on := p.Clear(1250, 9e5, firms)
	p.Moves.Poaching = false
	off := p.Clear(1250, 9e5, firms)
	if on.Flows[1][0] <= 0 || off.Flows[1][0] != 0 {
		t.Errorf("people from the leader: with poaching %g, without %g", on.Flows[1][0], off.Flows[1][0])
	}
	k := p.KnowHow
	gain := k.GainOOM([]Arrivals{{on.Flows[1][0], 1}})
	if gain <= 0.01 || gain > 0.1 {
		t.Errorf("a month of poaching a sixth of what leaves a leader one order ahead brings %g OOM; want some hundredths", gain)
	}
}

func TestKnowHow(t *testing.T) {
	k := defaults[Params](t).KnowHow
	for _, row := range []struct {
		reason string
		from   []Arrivals
		want   float64
	}{
		{"four from a firm one order ahead: .6 (1 - e^-.1)", []Arrivals{{4, 1}}, 0.057097549178424285},
		{"from a firm behind: nothing", []Arrivals{{4, -1}}, 0},
		{"two sources add", []Arrivals{{4, 1}, {4, 2}}, 0.17129264753527286},
		{"at most a quarter of the widest gap", []Arrivals{{90, 1}}, 0.25},
		{"nobody comes", []Arrivals{{0, 1}}, 0},
	} {
		near(t, row.reason, k.GainOOM(row.from), row.want)
	}
}

func TestDeparture(t *testing.T) {
	d := defaults[Params](t).Departure
	s := exact.NewStream(8, "lab", "departure", 0)
	const n = 200_000
	var calm, distressed float64
	for range n {
		if left, _ := d.Leave(false, &s); left {
			calm++
		}
		if left, _ := d.Leave(true, &s); left {
			distressed++
		}
	}
	want := 1 - math.Pow(0.97, 1.0/12)
	if math.Abs(calm/n-want) > 0.0004 || math.Abs(distressed/n-4*want) > 0.001 {
		t.Errorf("hazards per month: got %g and %g; want %g and %g", calm/n, distressed/n, want, 4*want)
	}
	for _, row := range []struct {
		reason  string
		weights []float64
		where   float64
		want    int
	}{
		{"first quarter", []float64{1, 0, 3}, 0.2, 0},
		{"then the third", []float64{1, 0, 3}, 0.3, 2},
		{"never the firm without weight", []float64{1, 0, 3}, 0.25, 2},
		{"the end", []float64{1, 3, 0}, 0.999999999, 1},
		{"nowhere to go", []float64{0, -1, math.NaN()}, 0.5, -1},
	} {
		if got := Destination(row.weights, row.where); got != row.want {
			t.Errorf("%s: got %d; want %d", row.reason, got, row.want)
		}
	}
}

func TestProductivity(t *testing.T) {
	p := defaults[Params](t).Productivity
	near(t, "the normal number", p.Factor(50, 50), 1)
	near(t, "half: .5^.25", p.Factor(25, 50), math.Pow(0.5, 0.25))
	near(t, "none: the floor", p.Factor(0, 50), 0.4)
	near(t, "a crowd: the cap", p.Factor(1e9, 50), 1.6)
	near(t, "no compute, no factor", p.Factor(5, 0), 1)
	near(t, "a firm with a quarter of the weights has a quarter of the people", p.Normal(1000, 2, 8), 250)
	near(t, "nobody does research", p.Normal(1000, 0, 0), 0)
	b := defaults[Params](t).Budgets
	near(t, "four times the machines, twice the bill", b.BillUSD(10e6, 1e8, 4e8), 20e6)
	near(t, "the bill of the start at the compute of the start", b.BillUSD(10e6, 1e8, 1e8), 10e6)
	near(t, "no machines, no people", b.BillUSD(10e6, 1e8, 0), 0)
	near(t, "people without machines at the start stay", b.BillUSD(10e6, 0, 5e8), 10e6)
	near(t, "weights are powers", b.Weight(16), 4)
}

// Scaling every amount of money by a power of two must leave people the same to the bit, and scale pay exactly.
func TestMoneyScale(t *testing.T) {
	p := defaults[Params](t)
	q := p
	const k = 1024
	q.Pool.ReferencePayUSDPerYear *= k
	firms := []Firm{{Researchers: 901.7, BudgetUSDPerMonth: 71.3e6, Premium: 0.13}, {Researchers: 207.1, BudgetUSDPerMonth: 43.9e6, GapOOM: 0.77}}
	scaled := []Firm{firms[0], firms[1]}
	for i := range scaled {
		scaled[i].BudgetUSDPerMonth *= k
	}
	a, b := p.Clear(1234.5, 870e3, firms), q.Clear(1234.5, 870e3*k, scaled)
	b.PayUSDPerYear /= k
	if diff := cmp.Diff(a, b); diff != "" {
		t.Errorf("(-one +scaled):\n%s", diff)
	}
}
