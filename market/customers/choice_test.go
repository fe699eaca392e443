package customers

import (
	"math"
	"testing"

	"pgregory.net/rapid"
	_ "shakeout/internal/repeatable"
)

// drawChoice draws utilities with some offers that can't be chosen, nests and a tree.
func drawChoice(t *rapid.T) (tree Tree, v []float64, n Nesting) {
	tree = Tree{
		Sigma:     rapid.SampledFrom([]float64{0, 0.5, 0.9}).Draw(t, "sigma"),
		Lambda:    rapid.SampledFrom([]float64{0.25, 1}).Draw(t, "lambda"),
		Switching: rapid.SampledFrom([]float64{0, 1, 3}).Draw(t, "switching"),
	}
	nests := rapid.IntRange(1, 4).Draw(t, "nests")
	var labels []int
	for range rapid.IntRange(1, 7).Draw(t, "offers") {
		v = append(v, rapid.SampledFrom([]float64{none, -3, -1, 0, 0.4, 2}).Draw(t, "v"))
		labels = append(labels, rapid.IntRange(0, nests-1).Draw(t, "nest"))
	}
	n.Set(labels)
	return tree, v, n
}

// transition returns the probability of each nest, and of nothing at the end, for someone who is with nest h (nests: with nothing; -1: without a
// habit), straight from the utilities.
func transition(tree Tree, v []float64, n *Nesting, h int) []float64 {
	nests, nest := n.Count, n.Of
	w := make([]float64, nests)
	for j, x := range v {
		w[nest[j]] += math.Exp(x / (1 - tree.Sigma))
	}
	all := 0.0
	for g := range w {
		if w[g] > 0 {
			w[g] = math.Pow(w[g], 1-tree.Sigma)
		}
		if g == h {
			w[g] *= math.Exp(tree.Switching)
		}
		all += w[g]
	}
	out := math.Pow(all, tree.Lambda)
	stay := 1.0
	if h == nests {
		stay = math.Exp(tree.Switching)
	}
	p := make([]float64, nests+1)
	p[nests] = 1
	if all > 0 {
		for g := range w {
			p[g] = w[g] / all * out / (out + stay)
		}
		p[nests] = stay / (out + stay)
	}
	return p
}

func TestMixIsTheChainOfIndividuals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tree, v, n := drawChoice(t)
		nests := n.Count
		var c Choice
		c.Build(tree, v, &n)
		m := Waiting{Nest: make([]float64, nests), Loyal: make([]float64, nests), None: 0.2, Fresh: 0.1}
		want := make([]float64, nests+1)
		add := func(mass float64, h int) {
			for g, p := range transition(tree, v, &n, h) {
				want[g] += mass * p
			}
		}
		for g := range m.Nest {
			m.Nest[g], m.Loyal[g] = 0.3/float64(nests), 0.4/float64(nests)
			add(m.Nest[g], g)
			if c.Weight[g] > 0 {
				want[g] += m.Loyal[g]
			} else {
				add(m.Loyal[g], g)
			}
		}
		add(m.None, nests)
		add(m.Fresh, -1)
		inflow := make([]float64, nests)
		out := c.Mix(tree, m, inflow, nil)
		for g, x := range append(inflow, out) {
			if math.Abs(x-want[g]) > 1e-13 {
				t.Fatalf("nest %d of %d receives %v; want %v", g, nests, x, want[g])
			}
		}
	})
}

func TestStationarySharesReproduceThemselves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tree, v, n := drawChoice(t)
		nests := n.Count
		var c Choice
		c.Build(tree, v, &n)
		x := make([]float64, nests)
		out := c.Stationary(tree, x)
		sum := out
		for _, y := range x {
			sum += y
		}
		if math.Abs(sum-1) > 1e-13 {
			t.Fatalf("the shares add to %v", sum)
		}
		next := make([]float64, nests)
		if again := c.Mix(tree, Waiting{Nest: x, None: out}, next, nil); math.Abs(again-out) > 1e-12 {
			t.Fatalf("nothing has %v, and %v a month later", out, again)
		}
		for g := range x {
			if math.Abs(next[g]-x[g]) > 1e-12 {
				t.Fatalf("nest %d has %v, and %v a month later", g, x[g], next[g])
			}
		}
	})
}

// Herding has several steady states, a chain of individuals has one (Brock and Durlauf 2001 against Dube, Hitsch and Rossi 2010).
func TestSwitchingCostsLeadToOneSteadyStateFromAnyStart(t *testing.T) {
	tree := Tree{Lambda: 1, Switching: 4}
	var c Choice
	var n Nesting
	n.Set([]int{0, 1})
	c.Build(tree, []float64{0.5, 0.4}, &n)
	want := make([]float64, 2)
	c.Stationary(tree, want)
	for _, start := range [][]float64{{1, 0}, {0, 1}, {0.3, 0.28}} {
		x := append([]float64(nil), start...)
		none := 1 - x[0] - x[1]
		for range 3000 {
			next := make([]float64, 2)
			none = c.Mix(tree, Waiting{Nest: x, None: none}, next, nil)
			x = next
		}
		if math.Abs(x[0]-want[0])+math.Abs(x[1]-want[1]) > 1e-9 {
			t.Errorf("from %v it goes to %v; want %v", start, x, want)
		}
	}
}

// drawGroup draws cohorts some of whose buyers have a supplier.
func drawGroup(t *rapid.T, places []int) *Group {
	tree, _, _ := drawChoice(t)
	J := len(places)
	labels := make([]int, J)
	for j := range labels {
		labels[j] = rapid.IntRange(0, 3).Draw(t, "nest")
	}
	n := rapid.IntRange(1, 3).Draw(t, "cohorts")
	g := NewGroup(tree, n, places, labels)
	g.Held, g.Units, g.Loyal = make([]float64, n*J), make([]float64, n*J), make([]float64, n*J)
	mass := rapid.SampledFrom([]float64{0, 0.5, 2, 10})
	for cell := range g.V {
		g.V[cell] = rapid.SampledFrom([]float64{none, -1, 0, 0.4, 2}).Draw(t, "v")
		g.Units[cell] = rapid.SampledFrom([]float64{0, 0.5, 1, 4}).Draw(t, "units")
		if !math.IsInf(g.V[cell], -1) {
			g.Held[cell] = mass.Draw(t, "held")
		}
	}
	for cell := range n * g.Count {
		g.Waiting[cell], g.Loyal[cell] = mass.Draw(t, "waiting"), mass.Draw(t, "loyal")
	}
	for i := range g.Fresh {
		g.Fresh[i], g.None[i] = mass.Draw(t, "fresh"), mass.Draw(t, "none")
	}
	return g
}

func TestClearingOfSeveralGroups(t *testing.T) {
	var c Clearing // reused: nothing of one clearing may leak into the next
	rapid.Check(t, func(t *rapid.T) {
		capacity := make([]float64, 5)
		for j := range capacity {
			capacity[j] = rapid.SampledFrom([]float64{0, 1, 20, 1000, math.Inf(1)}).Draw(t, "capacity")
		}
		groups := []*Group{drawGroup(t, []int{0, 1, 2, 3, 4}), drawGroup(t, []int{1, 3, 4})}
		var before [][]float64
		for _, g := range groups {
			J := len(g.Offers)
			sizes := make([]float64, len(g.Fresh))
			for i := range sizes {
				sizes[i] = g.waits(i).total()
				for _, x := range g.Held[i*J : i*J+J] {
					sizes[i] += x
				}
			}
			before = append(before, sizes)
		}
		held := append([]float64(nil), groups[0].Held...)
		c.Clear(capacity, groups)
		sold := make([]float64, len(capacity))
		full := make([]bool, len(capacity))
		for j := range sold {
			full[j] = c.Turned[j] > 0
		}
		for n, g := range groups {
			J := len(g.Offers)
			for i, size := range before[n] {
				sum := g.Outside[i]
				for j, o := range g.Offers {
					x := g.Served[i*J+j]
					if !(x >= 0) {
						t.Fatalf("group %d, cohort %d takes %v of offer %d", n, i, x, o)
					}
					sum += x
					sold[o] += x * g.Units[i*J+j]
					if n == 0 && !full[o] && x < held[i*J+j]*(1-1e-12) {
						t.Fatalf("cohort %d held %v of offer %d, which has room, and keeps %v", i, held[i*J+j], o, x)
					}
				}
				if math.Abs(sum-size) > 1e-11*(1+size) {
					t.Fatalf("group %d, cohort %d: served plus outside is %v; want %v", n, i, sum, size)
				}
			}
		}
		for j := range sold {
			if sold[j] > capacity[j]*(1+1e-9) || math.Abs(sold[j]-c.Sold[j]) > 1e-9*(1+sold[j]) {
				t.Fatalf("offer %d: sold %v, counted %v, capacity %v", j, sold[j], c.Sold[j], capacity[j])
			}
		}
	})
}

func TestWeightsAndUtilitiesAreOneChoice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tree, v, n := drawChoice(t)
		shift := rapid.SampledFrom([]float64{0, 2, -5}).Draw(t, "shift")
		e := make([]float64, len(v))
		for j, x := range v {
			e[j] = math.Exp((x - shift) / (1 - tree.Sigma))
		}
		var a, b Choice
		a.Build(tree, v, &n)
		b.BuildFrom(tree, e, shift, math.Exp(tree.Lambda*shift), &n)
		m := Waiting{Nest: make([]float64, n.Count), None: 1, Fresh: 1}
		for g := range m.Nest {
			m.Nest[g] = 1
		}
		x, y := make([]float64, n.Count), make([]float64, n.Count)
		if p, q := a.Mix(tree, m, x, nil), b.Mix(tree, m, y, nil); math.Abs(p-q) > 1e-12 {
			t.Fatalf("from utilities %v take nothing, from weights %v", p, q)
		}
		for g := range x {
			if math.Abs(x[g]-y[g]) > 1e-12 {
				t.Fatalf("nest %d receives %v from utilities and %v from weights", g, x[g], y[g])
			}
		}
		for j := range v {
			if math.Abs(a.Within(j, n.Of[j])-b.Within(j, n.Of[j])) > 1e-13 {
				t.Fatalf("offer %d has %v of its nest from utilities and %v from weights", j, a.Within(j, n.Of[j]), b.Within(j, n.Of[j]))
			}
		}
	})
}
