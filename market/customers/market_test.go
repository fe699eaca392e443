package customers

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
	_ "shakeout/internal/repeatable"
)

var none = math.Inf(-1)

// drawMarket draws a market with nulls, zero sizes, capacities of every kind and ties.
func drawMarket(t *rapid.T, nested bool) Market {
	m := Market{Tree: Plain}
	if nested {
		m.Tree.Sigma = rapid.SampledFrom([]float64{0, 0.3, 0.5, 0.95}).Draw(t, "sigma")
		m.Tree.Lambda = rapid.SampledFrom([]float64{0.25, 1}).Draw(t, "lambda")
	}
	J := rapid.IntRange(0, 7).Draw(t, "offers")
	for j := range J {
		o := Offer{ID: fmt.Sprintf("o%d", j), Price: rapid.SampledFrom([]float64{0, 0.3, 1, 1, 2.7}).Draw(t, "price"), Capacity: math.Inf(1)}
		if rapid.Bool().Draw(t, "limited") {
			o.Capacity = rapid.SampledFrom([]float64{0, 1e-9, 5, 40, 200}).Draw(t, "capacity")
		}
		if nested {
			o.Nest = rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "nest")
		}
		m.Offers = append(m.Offers, o)
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "cohorts") {
		c := Cohort{ID: fmt.Sprintf("c%d", i), Alpha: rapid.Float64Range(0, 3).Draw(t, "alpha"), Size: rapid.SampledFrom([]float64{0, 1e-6, 30, 100}).Draw(t, "size")}
		units := rapid.Bool().Draw(t, "units")
		for range J {
			d := rapid.SampledFrom([]float64{none, -800, 0, 0, 1, 2.5, 700}).Draw(t, "delta")
			c.Delta = append(c.Delta, d)
			if units {
				c.Units = append(c.Units, rapid.SampledFrom([]float64{0, 0.5, 1, 3}).Draw(t, "unit"))
			}
		}
		m.Cohorts = append(m.Cohorts, c)
	}
	return m
}

func mustClear(t rapid.TB, m Market) *Cleared {
	t.Helper()
	out, err := Clear(m)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestEveryBuyerEndsSomewhereAndNothingIsOversold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMarket(t, true)
		out := mustClear(t, m)
		if out.Rounds > len(m.Offers)+1 {
			t.Fatalf("got %d rounds for %d offers", out.Rounds, len(m.Offers))
		}
		sold := make([]float64, len(m.Offers))
		for i, c := range m.Cohorts {
			sum := out.Outside[i]
			for j, x := range out.Served[i] {
				if !(x >= 0) || x > 0 && math.IsInf(c.Delta[j], -1) {
					t.Fatalf("cohort %d takes %v of offer %d", i, x, j)
				}
				sum += x
				if c.Units != nil {
					x *= c.Units[j]
				}
				sold[j] += x
			}
			if !(out.Outside[i] >= 0) || math.Abs(sum-c.Size) > 1e-12*c.Size {
				t.Fatalf("served plus outside is %v; want %v", sum, c.Size)
			}
		}
		for j, o := range m.Offers {
			if sold[j] > o.Capacity*(1+1e-9) || math.Abs(sold[j]-out.Sold[j]) > 1e-9*(1e-9+sold[j]) {
				t.Fatalf("offer %d: sold %v, by cohort %v, capacity %v", j, out.Sold[j], sold[j], o.Capacity)
			}
		}
	})
}

func TestOrderOfOffersAndCohortsChangesNoBit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMarket(t, true)
		offers := rapid.Permutation(order(len(m.Offers), func(a, b int) bool { return a < b })).Draw(t, "offer order")
		cohorts := rapid.Permutation(order(len(m.Cohorts), func(a, b int) bool { return a < b })).Draw(t, "cohort order")
		want, other := mustClear(t, m), Market{Tree: m.Tree}
		for _, j := range offers {
			other.Offers = append(other.Offers, m.Offers[j])
		}
		for _, i := range cohorts {
			c := m.Cohorts[i]
			moved := Cohort{ID: c.ID, Size: c.Size, Alpha: c.Alpha}
			for _, j := range offers {
				moved.Delta = append(moved.Delta, c.Delta[j])
				if c.Units != nil {
					moved.Units = append(moved.Units, c.Units[j])
				}
			}
			other.Cohorts = append(other.Cohorts, moved)
		}
		got := mustClear(t, other)
		for k, j := range offers {
			if got.Sold[k] != want.Sold[j] || got.FirstRoundDemand[k] != want.FirstRoundDemand[j] {
				t.Fatalf("offer %d sells %v in one order and %v in another", j, want.Sold[j], got.Sold[k])
			}
			for n, i := range cohorts {
				if got.Served[n][k] != want.Served[i][j] || got.Outside[n] != want.Outside[i] {
					t.Fatalf("cohort %d takes %v of offer %d in one order and %v in another", i, want.Served[i][j], j, got.Served[n][k])
				}
			}
		}
	})
}

func TestAnOfferThatNobodyCanChooseChangesNoBit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMarket(t, true)
		want := mustClear(t, m)
		o := Offer{ID: rapid.SampledFrom([]string{"a", "o3b", "z"}).Draw(t, "id"), Capacity: rapid.SampledFrom([]float64{0, 1, math.Inf(1)}).Draw(t, "capacity"),
			Nest: rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, "nest")}
		m.Offers = append(m.Offers, o)
		for i := range m.Cohorts {
			m.Cohorts[i].Delta = append(m.Cohorts[i].Delta, none)
			if m.Cohorts[i].Units != nil {
				m.Cohorts[i].Units = append(m.Cohorts[i].Units, 1)
			}
		}
		got := mustClear(t, m)
		J := len(m.Offers) - 1
		if got.Sold[J] != 0 {
			t.Fatalf("it sells %v", got.Sold[J])
		}
		for i := range got.Served {
			got.Served[i] = got.Served[i][:J]
		}
		if diff := cmp.Diff(want.Served, got.Served) + cmp.Diff(want.Sold, got.Sold[:J]) + cmp.Diff(want.Outside, got.Outside); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestSizesCapacitiesAndMoneyOnlyScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMarket(t, true)
		for _, c := range m.Cohorts {
			for j, d := range c.Delta { // shares that are subnormal can't be scaled without rounding
				c.Delta[j] = math.Max(d, -100) / 10
			}
		}
		want := mustClear(t, m)
		size := math.Ldexp(1, rapid.IntRange(-40, 40).Draw(t, "power of size"))
		money := math.Ldexp(1, rapid.IntRange(-40, 40).Draw(t, "power of money"))
		for j := range m.Offers {
			m.Offers[j].Price *= money
			m.Offers[j].Capacity *= size
		}
		for i := range m.Cohorts {
			m.Cohorts[i].Alpha /= money
			m.Cohorts[i].Size *= size
		}
		got := mustClear(t, m)
		for j := range m.Offers {
			if got.Sold[j] != want.Sold[j]*size || got.Revenue[j] != want.Revenue[j]*size*money {
				t.Fatalf("offer %d sells %v for %v; want %v for %v", j, got.Sold[j], got.Revenue[j], want.Sold[j]*size, want.Revenue[j]*size*money)
			}
		}
		for i := range m.Cohorts {
			if got.Outside[i] != want.Outside[i]*size {
				t.Fatalf("outside is %v; want %v", got.Outside[i], want.Outside[i]*size)
			}
		}
	})
}

func TestNestsWithoutCorrelationAreThePlainLogit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMarket(t, true)
		m.Tree = Plain
		nested := mustClear(t, m)
		for j := range m.Offers {
			m.Offers[j].Nest = ""
		}
		plain := mustClear(t, m)
		for j := range m.Offers {
			if !(math.Abs(nested.Sold[j]-plain.Sold[j]) <= 1e-10*(1e-6+plain.Sold[j])) {
				t.Fatalf("offer %d sells %v in a nest and %v alone", j, nested.Sold[j], plain.Sold[j])
			}
		}
	})
}

func TestClearAtTheEdges(t *testing.T) {
	half := func(x float64) []float64 { return []float64{x, x} }
	one := func(size float64, delta ...float64) []Cohort {
		return []Cohort{{ID: "c", Size: size, Delta: delta}}
	}
	two := func(a, b float64) []Offer { return []Offer{{ID: "a", Capacity: a}, {ID: "b", Capacity: b}} }
	inf := math.Inf(1)
	for _, test := range []struct {
		reason  string
		market  Market
		rounds  int
		sold    []float64
		outside float64
	}{
		{"nothing is on offer: a round is held all the same", Market{Cohorts: one(10)}, 1, []float64{}, 10},
		{"nobody is there", Market{Offers: two(1, inf), Cohorts: one(0, 1, 1)}, 1, []float64{0, 0}, 0},
		{"no offer has any capacity", Market{Offers: two(0, 0), Cohorts: one(10, 1, 1)}, 1, []float64{0, 0}, 10},
		{"the cohort can choose nothing, yet a round is held", Market{Offers: two(inf, 5), Cohorts: one(10, none, none)}, 1, []float64{0, 0}, 10},
		{"what is left can't be chosen by who waits", Market{Offers: two(4, inf), Cohorts: one(10, 800, none)}, 2, []float64{4, 0}, 6},
		{"a tie of huge utilities is shared equally", Market{Offers: two(inf, inf), Cohorts: one(10, 1e300, 1e300)}, 1, half(5), 0},
		{"the greater of two huge utilities takes all", Market{Offers: two(inf, inf), Cohorts: one(10, 1e300, 2e300)}, 1, []float64{0, 10}, 0},
		{"hopeless offers sell nothing", Market{Offers: two(inf, inf), Cohorts: one(10, -1e300, -800)}, 1, half(0), 10},
		{"equal demand, equal capacity: both close at once", Market{Offers: two(2, 2), Cohorts: one(10, 800, 800)}, 1, half(2), 6},
		{"the second best is found however far behind", Market{Offers: two(4, inf), Cohorts: one(10, 5000, 900)}, 2, []float64{4, 6}, 0},
		{"demand above capacity by rounding only is served", Market{Offers: two(5*(1-1e-13), inf), Cohorts: one(10, 900, 900)}, 1, half(5), 0},
	} {
		test.market.Tree = Plain
		out, err := Clear(test.market)
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		close := func(a, b []float64) bool {
			for j := range a {
				if math.Abs(a[j]-b[j]) > 1e-12*(1+b[j]) {
					return false
				}
			}
			return len(a) == len(b)
		}
		if out.Rounds != test.rounds || !close(out.Sold, test.sold) || !close(out.Outside, []float64{test.outside}) {
			t.Errorf("%s: got %d rounds, sold %v, outside %v; want %d, %v, %v", test.reason, out.Rounds, out.Sold, out.Outside, test.rounds, test.sold, test.outside)
		}
	}
}

func TestUnits(t *testing.T) {
	m := Market{Tree: Plain, Offers: []Offer{{ID: "a", Capacity: 30}}, Cohorts: []Cohort{
		{ID: "heavy", Size: 10, Delta: []float64{0}, Units: []float64{8}}, {ID: "light", Size: 10, Delta: []float64{0}}}}
	out := mustClear(t, m) // 5 of each want it: 40 + 5 units
	want := [][]float64{{10. / 3}, {10. / 3}}
	for i := range want {
		if math.Abs(out.Served[i][0]-want[i][0]) > 1e-12 {
			t.Errorf("cohort %d gets %v buyers served; want %v: each with the same probability 30/45", i, out.Served[i][0], want[i][0])
		}
	}
	if out.FirstRoundDemand[0] != 45 || math.Abs(out.Sold[0]-30) > 1e-12 {
		t.Errorf("got demand %v, sold %v; want 45, 30", out.FirstRoundDemand[0], out.Sold[0])
	}
}

// Berry (1994), section 1 of the reference: nested logit shares from the closed form.
func TestNestedSharesAreBerrys(t *testing.T) {
	sigma := 0.6
	delta := []float64{1, 0.5, 0.2}
	m := Market{Tree: Tree{Sigma: sigma, Lambda: 1}, Offers: []Offer{
		{ID: "a", Nest: "g", Capacity: math.Inf(1)}, {ID: "b", Nest: "g", Capacity: math.Inf(1)}, {ID: "c", Capacity: math.Inf(1)}},
		Cohorts: []Cohort{{ID: "c", Size: 1, Delta: delta}}}
	out := mustClear(t, m)
	d := math.Exp(delta[0]/(1-sigma)) + math.Exp(delta[1]/(1-sigma))
	w := math.Pow(d, 1-sigma)
	all := 1 + w + math.Exp(delta[2])
	want := []float64{math.Exp(delta[0]/(1-sigma)) / d * w / all, math.Exp(delta[1]/(1-sigma)) / d * w / all, math.Exp(delta[2]) / all}
	for j := range want {
		if math.Abs(out.Sold[j]-want[j]) > 1e-14 {
			t.Errorf("share of %s is %v; want %v", m.Offers[j].ID, out.Sold[j], want[j])
		}
	}
	if math.Abs(out.Outside[0]-1/all) > 1e-14 {
		t.Errorf("outside is %v; want %v", out.Outside[0], 1/all)
	}
}

func TestClearSaysAllThatIsWrong(t *testing.T) {
	_, err := Clear(Market{Tree: Tree{Sigma: 1}, Offers: []Offer{{ID: "a", Price: math.NaN()}, {ID: "a", Capacity: -1}},
		Cohorts: []Cohort{{Size: -3, Delta: []float64{1}}, {ID: "c", Size: 1, Alpha: 1, Delta: []float64{0, math.Inf(1)}, Units: []float64{1, -2}}}})
	if err == nil {
		t.Fatal("got no error")
	}
	for _, part := range []string{"nest_sigma: got 1", "lambda: got 0", "offers[0].price: got NaN", `offers[1].id: got "a"`, "offers[1].capacity: got -1",
		`cohorts[0].id: got ""`, "cohorts[0].size: got -3", "cohorts[0].delta: got 1 numbers", "cohorts[1].delta[1]: got +Inf", "cohorts[1].units[1]: got -2"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("the error does not say %q:\n%v", part, err)
		}
	}
}

func FuzzClear(f *testing.F) {
	f.Add(1.0, 60.0, 300.0, 2.0, 2.4, 1.0, 0.5)
	f.Add(0.0, 0.0, 0.0, math.Inf(-1), 1e308, -1e308, 0.95)
	f.Fuzz(func(t *testing.T, price, capacity, size, a, b, alpha, sigma float64) {
		m := Market{Tree: Tree{Sigma: sigma, Lambda: 1}, Offers: []Offer{{"x", price, capacity, "n"}, {"y", 1, math.Inf(1), "n"}, {"z", 0, capacity / 2, ""}},
			Cohorts: []Cohort{{ID: "c", Size: size, Alpha: alpha, Delta: []float64{a, b, 0}}, {ID: "d", Size: 1, Delta: []float64{b, a, b}}}}
		out, err := Clear(m)
		if err != nil {
			return
		}
		for i, c := range m.Cohorts {
			sum := out.Outside[i] + out.Served[i][0] + out.Served[i][1] + out.Served[i][2]
			if !(math.Abs(sum-c.Size) <= 1e-9*c.Size) {
				t.Errorf("served plus outside is %v; want %v", sum, c.Size)
			}
		}
	})
}
