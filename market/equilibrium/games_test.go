package equilibrium

import (
	"fmt"
	"math"

	"shakeout/internal/exact"
)

// size is the size of a random game.
type size struct{ firms, products, types int }

// random returns a game whose types differ widely in what they like and in how they care about price.
func random(seed uint64, of size) *Game {
	r := exact.NewStream(seed, "game", "random", 0)
	g := &Game{MarketSize: 1000}
	for f := range of.firms {
		for e := range of.products {
			g.Products = append(g.Products, Product{ID: fmt.Sprintf("p%02d-%d", f, e), Firm: fmt.Sprintf("f%02d", f), Nest: "x", Cost: r.Uniform(0.5, 3)})
		}
	}
	total := 0.0
	for range of.types {
		t := Type{Weight: r.Uniform(0.05, 1), Alpha: exact.Exp(r.Uniform(-1.2, 1.2))}
		total += t.Weight
		for range g.Products {
			t.Delta = append(t.Delta, float64(r.Uniform(-1, 4)*math.Max(1, t.Alpha)))
		}
		g.Types = append(g.Types, t)
	}
	for i := range g.Types {
		g.Types[i].Weight = g.Types[i].Weight / total
	}
	return g
}

// polar returns a duopoly for a crowd that shops around and a few who hardly look at prices: several solutions of the first-order conditions are common.
func polar(seed uint64, types int) *Game {
	r := exact.NewStream(seed, "polar", "x", 0)
	g := &Game{MarketSize: 1000}
	for _, f := range []string{"A", "B"} {
		g.Products = append(g.Products, Product{ID: f + "1", Firm: f, Cost: r.Uniform(0.5, 1.5)})
	}
	total := 0.0
	for i := range types {
		g.Types = append(g.Types, Type{Weight: r.Uniform(0.05, 1)})
		if i > 0 {
			g.Types[i].Weight *= 0.4
		}
		total += g.Types[i].Weight
	}
	for i := range g.Types {
		t := &g.Types[i]
		t.Weight = t.Weight / total
		t.Alpha = exact.Exp(r.Uniform(math.Log(3), math.Log(12)))
		if i > 0 {
			t.Alpha = exact.Exp(r.Uniform(math.Log(0.2), math.Log(2)))
		}
		for range g.Products {
			t.Delta = append(t.Delta, float64(t.Alpha*r.Uniform(1, 2.2))+r.Uniform(0, 3))
		}
	}
	return g
}

// duopoly evaluates a game of two products of two firms by its definition, with the standard library.
type duopoly struct{ *Game }

func (d duopoly) profit(j int, own, rival float64) float64 {
	total := 0.0
	for _, t := range d.Types {
		a, b := math.Exp(t.Delta[j]-t.Alpha*own), math.Exp(t.Delta[1-j]-t.Alpha*rival)
		total += t.Weight * a / (1 + a + b)
	}
	return (own - d.Products[j].Cost) * total
}

// reply returns the best of a fine grid of prices against the rival's, refined.
func (d duopoly) reply(j int, rival float64) float64 {
	best, at, cost := -1.0, 0.0, d.Products[j].Cost
	for k := range 700 {
		p := cost + 0.01*math.Exp(float64(k)*math.Log(3000)/700)
		if v := d.profit(j, p, rival); v > best {
			best, at = v, p
		}
	}
	low, high := cost+(at-cost)*0.98, cost+(at-cost)*1.02
	for range 60 {
		a, b := low+(high-low)*0.382, low+(high-low)*0.618
		if d.profit(j, a, rival) > d.profit(j, b, rival) {
			high = b
		} else {
			low = a
		}
	}
	return (low + high) / 2
}

// equilibria finds all fixed points of the replies to replies on a fine grid.
func (d duopoly) equilibria() [][2]float64 {
	round := func(p float64) float64 { return d.reply(0, d.reply(1, p)) - p }
	var found [][2]float64
	cost := d.Products[0].Cost
	before, last := 0.0, 0.0
	for k := range 250 {
		p := cost + 0.01*math.Exp(float64(k)*math.Log(3000)/250)
		here := round(p)
		if k > 0 && (here > 0) != (last > 0) {
			low, high := before, p
			for range 40 {
				if mid := (low + high) / 2; (round(mid) > 0) == (last > 0) {
					low = mid
				} else {
					high = mid
				}
			}
			// A jump of a reply changes the sign too, but is no fixed point.
			if math.Min(math.Abs(round(low)), math.Abs(round(high))) < 1e-4 {
				found = append(found, [2]float64{low, d.reply(1, low)})
			}
		}
		before, last = p, here
	}
	return found
}

// profit returns a firm's profit per buyer at prices, by the definition of demand and with the standard library.
func (g *Game) profit(firm string, prices []float64) float64 {
	lambda, sigma := g.Demand.Lambda, g.Demand.NestSigma
	if lambda == 0 {
		lambda = 1
	}
	total := 0.0
	for _, t := range g.Types {
		nests := map[string]float64{}
		x := make([]float64, len(prices))
		for j, p := range g.Products {
			f := prices[j]
			if g.Demand.Form == Log {
				f = math.Log(prices[j] + p.Handling)
			}
			if p.Fixed {
				f = 0
			}
			x[j] = math.Exp((t.Delta[j] - t.Alpha*f) / (1 - sigma))
			nests[p.Nest] += x[j]
		}
		w := 0.0
		for _, d := range nests {
			w += math.Pow(d, 1-sigma)
		}
		for j, p := range g.Products {
			if p.Firm != firm || p.Fixed || x[j] == 0 {
				continue
			}
			buy := math.Pow(w, lambda) / (1 + math.Pow(w, lambda))
			if g.Demand.NoOutside {
				buy = 1
			}
			units := 1.0
			if g.Demand.Budget {
				units = 1 / (prices[j] + p.Saturation)
			}
			if t.Use != nil {
				units *= t.Use[j]
			}
			total += t.Weight * (prices[j] - p.Cost) * units * x[j] / nests[p.Nest] * math.Pow(nests[p.Nest], 1-sigma) / w * buy
		}
	}
	return total
}
