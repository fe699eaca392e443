package equilibrium

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shakeout/internal/exact"
)

func TestMonopolyHasClosedForm(t *testing.T) {
	// Two equal products of one firm: x = alpha (p - c) solves ln(x - 1) + x = delta - alpha c + ln 2.
	for _, c := range []struct {
		worth  float64 // delta - alpha c
		reason string
	}{
		{-1e6, "nobody buys, the price is still that of a buyer who might"},
		{-800, "shares below the least float64"},
		{-700, "shares near the least float64"},
		{-30, "tiny shares"},
		{0, "about a third of all buy"},
		{5, "most buy"},
		{300, "nearly all buy; zeta steps alone would take hundreds"},
		{720, "exp(worth) overflows"},
		{2000, "the same further out"},
	} {
		g := &Game{
			MarketSize: 1, Types: []Type{{Weight: 1, Alpha: 2, Delta: []float64{c.worth + 2, c.worth + 2}}},
			Products: []Product{{ID: "a", Firm: "A", Cost: 1}, {ID: "b", Firm: "A", Cost: 1}},
		}
		s, err := Solve(g)
		if err != nil {
			t.Fatalf("worth %v: %v (%s)", c.worth, err, c.reason)
		}
		x := 2 * s.Margins[0]
		want := math.Exp(math.Min(c.worth+math.Ln2-x, 700)) // x - 1
		if math.Abs(x-1-want) > 1e-11*math.Max(x, 1) {
			t.Errorf("worth %v: got markup %v over 1/alpha; want %v (%s)", c.worth, x, 1+want, c.reason)
		}
		if s.HHI != 10000 {
			t.Errorf("worth %v: got HHI %v; want 10000 (%s)", c.worth, s.HHI, c.reason)
		}
	}
}

func TestMarkupOfLogit(t *testing.T) {
	// In the logit a firm's markup is 1/(alpha (1 - S)) on all of its products.
	g := random(3, size{4, 3, 1})
	s, err := Solve(g)
	if err != nil {
		t.Fatal(err)
	}
	for f, id := range s.Firms {
		share, profit := 0.0, 0.0
		for j, p := range g.Products {
			if p.Firm == id {
				share += s.Shares[j]
			}
		}
		want := 1 / (g.Types[0].Alpha * (1 - share))
		for j, p := range g.Products {
			if p.Firm == id {
				if math.Abs(s.Margins[j]-want) > 1e-13*want {
					t.Errorf("%s: got markup %v; want %v", p.ID, s.Margins[j], want)
				}
				profit += s.Margins[j] * s.Shares[j] * g.MarketSize
			}
		}
		if math.Abs(profit-s.Profits[f]) > 1e-12*profit {
			t.Errorf("%s: got profit %v; want %v", id, s.Profits[f], profit)
		}
	}
}

func TestAgainstEveryPrice(t *testing.T) {
	// What the solver calls the equilibria of a polarised duopoly, and that there are none, agrees with replies on a fine grid.
	for _, c := range []struct {
		seed   uint64
		types  int
		reason string
	}{
		{0, 2, "one"},
		{51, 2, "several"},
		{21, 2, "none: a firm always gains by leaving a solution of the first-order conditions"},
		{26, 3, "several, three types"},
		{58, 3, "none, by a gain of 0.015 per cent"},
		{23, 4, "none among four solutions of the first-order conditions"},
	} {
		g := polar(c.seed, c.types)
		want := duopoly{g}.equilibria()
		s, err := Solve(g)
		if err != nil {
			var none *NoEquilibriumError
			if !errors.As(err, &none) || len(want) > 0 {
				t.Errorf("seed %d: got %v; want equilibria %v (%s)", c.seed, err, want, c.reason)
			}
			continue
		}
		if s.Equilibria != len(want) {
			t.Errorf("seed %d: got %d equilibria; want %v (%s)", c.seed, s.Equilibria, want, c.reason)
			continue
		}
		near := math.Inf(1)
		for _, w := range want {
			near = math.Min(near, math.Max(math.Abs(w[0]/s.Prices[0]-1), math.Abs(w[1]/s.Prices[1]-1)))
		}
		if near > 1e-5 {
			t.Errorf("seed %d: got prices %v; want one of %v (%s)", c.seed, s.Prices, want, c.reason)
		}
	}
}

func TestNoEquilibrium(t *testing.T) {
	g := polar(8, 2)
	if want := (duopoly{g}).equilibria(); len(want) != 0 {
		t.Fatalf("got equilibria %v on the grid; want a game without any", want)
	}
	_, err := Solve(g)
	var none *NoEquilibriumError
	if !errors.As(err, &none) || none.Stationary == 0 || !(none.Gain > 0) || none.Unbounded {
		t.Errorf("got %v; want a NoEquilibriumError that names who gains by leaving a solution of the first-order conditions", err)
	}
}

func TestUnbounded(t *testing.T) {
	for _, c := range []struct {
		g      *Game
		reason string
	}{
		{&Game{MarketSize: 1, Demand: Demand{NoOutside: true}, Types: []Type{{Weight: 1, Alpha: 1, Delta: []float64{1}}}, Products: []Product{{ID: "a", Firm: "A", Cost: 1}}},
			"a monopoly over buyers who must buy"},
		{&Game{MarketSize: 1, Demand: Demand{Form: Log}, Types: []Type{{Weight: 1, Alpha: 0.8, Delta: []float64{1, 1}}},
			Products: []Product{{ID: "a", Firm: "A", Cost: 1}, {ID: "b", Firm: "B", Cost: 1}}},
			"spending falls too slowly with the price: elasticity below 1"},
	} {
		_, err := Solve(c.g)
		var none *NoEquilibriumError
		if !errors.As(err, &none) || !none.Unbounded {
			t.Errorf("got %v; want an unbounded price (%s)", err, c.reason)
		}
	}
}

// TestNobodyGains looks for better prices of every firm, at random around the equilibrium and far from it, with demand by its definition.
func TestNobodyGains(t *testing.T) {
	for _, c := range []struct {
		demand Demand
		of     size
		reason string
	}{
		{Demand{}, size{3, 2, 1}, "logit"},
		{Demand{}, size{3, 2, 4}, "mixed logit"},
		{Demand{NestSigma: 0.6}, size{3, 2, 1}, "nested"},
		{Demand{NestSigma: 0.95}, size{2, 3, 1}, "nests almost of one mind"},
		{Demand{NestSigma: 0.4, Lambda: 0.5}, size{3, 2, 3}, "three levels, types"},
		{Demand{Form: Log, NestSigma: 0.3}, size{4, 1, 2}, "logarithm of price"},
		{Demand{Form: Log, Budget: true, Lambda: 0.25, NestSigma: 0.5}, size{3, 2, 3}, "as the simulator's customers"},
		{Demand{Budget: true}, size{3, 2, 2}, "budgets at linear price"},
		{Demand{NoOutside: true}, size{3, 2, 2}, "everybody buys"},
		{Demand{Form: Log, Budget: true, Lambda: 0.5, NestSigma: 0.3}, size{3, 2, useTypes}, "types that take different amounts, and a price that nobody sets"},
	} {
		for seed := range uint64(3) {
			g := random(seed, c.of)
			g.Demand = c.demand
			for j := range g.Products {
				p := &g.Products[j]
				p.Nest = string(p.ID[len(p.ID)-1])
				if c.demand.Form == Log {
					p.Handling = 0.1
				}
				if c.demand.Budget {
					p.Saturation = 0.3
				}
			}
			for i := range g.Types {
				if c.demand.Form == Log {
					g.Types[i].Alpha = 2 + 2*g.Types[i].Alpha
				}
			}
			if c.of.types == useTypes {
				useAndFix(g, seed)
			}
			s, err := Solve(g)
			if err != nil {
				t.Errorf("seed %d: %v (%s)", seed, err, c.reason)
				continue
			}
			nobodyGains(t, g, s, seed, c.reason)
		}
	}
}

// useTypes is the number of types in the games with amounts that differ.
const useTypes = 5

func useAndFix(g *Game, seed uint64) {
	r := exact.NewStream(seed, "use", "random", 0)
	g.Products[2].Fixed = true
	for i := range g.Types {
		for range g.Products {
			g.Types[i].Use = append(g.Types[i].Use, r.Uniform(0.3, 1))
		}
	}
}

func nobodyGains(t *testing.T, g *Game, s *Solution, seed uint64, reason string) {
	t.Helper()
	r := exact.NewStream(seed, "deviation", "random", 0)
	for f, id := range s.Firms {
		base := g.profit(id, s.Prices)
		if math.Abs(base*g.MarketSize-s.Profits[f]) > 1e-9*math.Abs(s.Profits[f]) {
			t.Errorf("seed %d: %s: got profit %v; want %v (%s)", seed, id, s.Profits[f], base*g.MarketSize, reason)
		}
		for trial := range 3000 {
			prices := append([]float64(nil), s.Prices...)
			width := []float64{1e-3, 0.1, 1, 4}[trial%4]
			for j, p := range g.Products {
				if p.Firm == id && !p.Fixed && !r.Bernoulli(0.3) {
					prices[j] = p.Cost + s.Margins[j]*exact.Exp(width*r.Uniform(-1, 1))
				}
			}
			if v := g.profit(id, prices); v > base*(1+1e-9) {
				t.Errorf("seed %d: %s gains by %v instead of %v: %v over %v (%s)", seed, id, prices, s.Prices, v, base, reason)
				break
			}
		}
	}
}

func TestMoneyUnit(t *testing.T) {
	for _, demand := range []Demand{{}, {NestSigma: 0.7}, {Form: Log, Budget: true, Lambda: 0.5}} {
		g := random(5, size{3, 2, 3})
		g.Demand = demand
		for i := range g.Types {
			g.Types[i].Alpha++
		}
		base, err := Solve(g)
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range []int{-300, -17, 10, 400} {
			h := *g
			h.Products, h.Types = append([]Product(nil), g.Products...), append([]Type(nil), g.Types...)
			for j := range h.Products {
				h.Products[j].Cost = math.Ldexp(h.Products[j].Cost, k)
			}
			for i := range h.Types {
				if demand.Form == Linear {
					h.Types[i].Alpha = math.Ldexp(h.Types[i].Alpha, -k)
				}
			}
			h.Demand.Reference = math.Ldexp(1, k)
			got, err := Solve(&h)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(base.Shares, got.Shares); d != "" || base.OutsideShare != got.OutsideShare || base.HHI != got.HHI {
				t.Errorf("money times 2^%d moves shares: %s", k, d)
			}
			for j := range got.Prices {
				if got.Prices[j] != math.Ldexp(base.Prices[j], k) {
					t.Errorf("money times 2^%d: got price %v; want %v", k, got.Prices[j], math.Ldexp(base.Prices[j], k))
				}
			}
			if want := math.Ldexp(base.ConsumerSurplus, k); demand.Form == Linear && got.ConsumerSurplus != want {
				t.Errorf("money times 2^%d: got surplus %v; want %v", k, got.ConsumerSurplus, want)
			}
		}
	}
}

func TestOrder(t *testing.T) {
	for _, sigma := range []float64{0, 0.5} {
		g := random(7, size{3, 2, 4})
		g.Demand.NestSigma = sigma
		g.Types[2].Weight = g.Types[1].Weight // ties in the first key
		g.Types[0].Weight = 1 - g.Types[1].Weight - g.Types[2].Weight - g.Types[3].Weight
		for j := range g.Products {
			g.Products[j].Nest = fmt.Sprint(j % 2)
		}
		base, err := Solve(g)
		if err != nil {
			t.Fatal(err)
		}
		n := len(g.Products)
		h := &Game{MarketSize: g.MarketSize, Demand: g.Demand}
		for j := range g.Products { // backwards, and rotated types
			p := g.Products[n-1-j]
			p.Nest = "nest " + p.Nest
			h.Products = append(h.Products, p)
		}
		for i := range g.Types {
			x := g.Types[(i+2)%len(g.Types)]
			turned := x
			turned.Delta = nil
			for j := range x.Delta {
				turned.Delta = append(turned.Delta, x.Delta[n-1-j])
			}
			h.Types = append(h.Types, turned)
		}
		got, err := Solve(h)
		if err != nil {
			t.Fatal(err)
		}
		for j := range got.Prices {
			if got.Prices[j] != base.Prices[n-1-j] || got.Shares[j] != base.Shares[n-1-j] {
				t.Errorf("sigma %v: product %d: got %v, %v; want the same bits %v, %v", sigma, j, got.Prices[j], got.Shares[j], base.Prices[n-1-j], base.Shares[n-1-j])
			}
		}
		if d := cmp.Diff(base.Profits, got.Profits); d != "" || base.HHI != got.HHI || base.ConsumerSurplus != got.ConsumerSurplus {
			t.Errorf("sigma %v: order moves profits: %s", sigma, d)
		}
	}
}

func TestNobodyCanChoose(t *testing.T) {
	g := random(9, size{3, 2, 3})
	base, err := Solve(g)
	if err != nil {
		t.Fatal(err)
	}
	h := *g
	h.Products = append([]Product{{ID: "p01-00", Firm: "f07", Cost: 0.1}}, g.Products...)
	h.Types = append([]Type{{Weight: 0, Alpha: 1, Delta: append([]float64{5}, g.Types[0].Delta...)}}, g.Types...) // who chooses it does not exist
	for i := 1; i < len(h.Types); i++ {
		h.Types[i].Delta = append([]float64{math.Inf(-1)}, h.Types[i].Delta...)
	}
	got, err := Solve(&h)
	if err != nil {
		t.Fatal(err)
	}
	if !math.IsNaN(got.Prices[0]) || got.Shares[0] != 0 {
		t.Errorf("got price %v and share %v; want none and 0", got.Prices[0], got.Shares[0])
	}
	if d := cmp.Diff(base.Prices, got.Prices[1:]) + cmp.Diff(base.Shares, got.Shares[1:]); d != "" || base.HHI != got.HHI || base.OutsideShare != got.OutsideShare {
		t.Errorf("an offer that nobody can choose changes something: %s", d)
	}
	if got.Firms[len(got.Firms)-1] != "f07" || got.Profits[len(got.Profits)-1] != 0 {
		t.Errorf("got firms %v with profits %v; want f07 with none", got.Firms, got.Profits)
	}
}

func TestJoint(t *testing.T) {
	g := random(2, size{3, 1, 2})
	nash, err := Solve(g)
	if err != nil {
		t.Fatal(err)
	}
	joint, err := Solve(g.Joint())
	if err != nil {
		t.Fatal(err)
	}
	before := 0.0
	for _, p := range nash.Profits {
		before += p
	}
	for j := range joint.Prices {
		if joint.Prices[j] <= nash.Prices[j] {
			t.Errorf("product %d: got joint price %v; want more than %v", j, joint.Prices[j], nash.Prices[j])
		}
	}
	if joint.Profits[0] <= before {
		t.Errorf("got joint profit %v; want more than %v", joint.Profits[0], before)
	}
}

func TestCheck(t *testing.T) {
	g := random(1, size{2, 1, 2})
	g.MarketSize, g.Demand.NestSigma, g.Demand.Lambda = -1, 1, 2
	g.Products[1].ID, g.Products[0].Cost = g.Products[0].ID, math.NaN()
	g.Types[0].Weight, g.Types[0].Alpha, g.Types[1].Delta = 0.9, 0, []float64{1}
	err := g.Check()
	want := []string{"market_size", "nest_sigma", "lambda", "products[0].cost", "products[1].id", "types[0].alpha", "types[1].delta", "weights that add"}
	for _, w := range want {
		if err == nil || !contains(err.Error(), w) {
			t.Errorf("got %v; want a problem with %s", err, w)
		}
	}
}

func contains(text, part string) bool {
	for i := 0; i+len(part) <= len(text); i++ {
		if text[i:i+len(part)] == part {
			return true
		}
	}
	return false
}
