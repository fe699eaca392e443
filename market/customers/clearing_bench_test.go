package customers

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"testing"

	"shakeout/internal/exact"
)

// fullGroup is a segment as the month of a run has it: nests of four offers, inertia, most buyers under contract, units that differ.
func fullGroup(n, offers int, seed uint64) *Group {
	s := exact.NewStream(seed, "", "group", 0)
	places, labels := make([]int, offers), make([]int, offers)
	for j := range places {
		places[j], labels[j] = j, j/4
	}
	g := NewGroup(Tree{Sigma: 0.5, Lambda: 0.25, Switching: 2}, n, places, labels)
	cells := n * offers
	g.E, g.Units, g.Held, g.Loyal = make([]float64, cells), make([]float64, cells), make([]float64, cells), make([]float64, cells)
	for cell := range cells {
		g.E[cell] = exact.Exp(s.Uniform(-6, 0))
		g.Units[cell] = s.Uniform(0, 2)
	}
	return g
}

func (g *Group) fill() {
	for cell := range g.Held {
		g.Held[cell] = 0.9 / float64(len(g.Offers))
	}
	for cell := range len(g.Fresh) * g.Count {
		g.Waiting[cell], g.Loyal[cell] = 0.05/float64(g.Count), 0.02/float64(g.Count)
	}
	for i := range g.Fresh {
		g.None[i], g.Fresh[i] = 0.02, 0.01
	}
}

func BenchmarkClearing(b *testing.B) {
	for _, test := range []struct {
		name  string
		share float64 // capacity over demand, of every fourth offer
	}{{"one round", math.Inf(1)}, {"two rounds", 0.98}} {
		for _, n := range []int{240, 10_000} {
			const offers = 40
			g := fullGroup(n, offers, 1)
			weights := slices.Clone(g.E)
			capacity := make([]float64, offers)
			for j := range capacity {
				capacity[j] = math.Inf(1)
			}
			var c Clearing
			g.fill()
			c.Clear(capacity, []*Group{g})
			for j := 0; j < offers; j += 4 {
				capacity[j] = c.Sold[j] * test.share
			}
			b.Run(fmt.Sprintf("%s/%dx%d", test.name, n, offers), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					g.fill()
					copy(g.E, weights) // an offer that closes leaves them
					c.Clear(capacity, []*Group{g})
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n*offers), "ns/cell")
			})
		}
	}
}

func TestClearingHasTheSameBitsOnEveryProcessor(t *testing.T) {
	h := fnv.New64a()
	add := func(xs ...float64) {
		for _, x := range xs {
			h.Write(binary.LittleEndian.AppendUint64(nil, math.Float64bits(x)))
		}
	}
	var c Clearing
	for seed := range uint64(40) {
		s := exact.NewStream(seed, "", "capacity", 0)
		g := fullGroup(100, 24, seed)
		if seed%2 == 1 { // the other path, and powers that are no square roots
			for cell, e := range g.E {
				g.V[cell] = exact.Log(e) * s.Uniform(0.5, 2)
			}
			g.E, g.Sigma, g.Lambda = nil, 0.7, 0.4
		}
		capacity := make([]float64, 24)
		for j := range capacity {
			capacity[j] = s.Uniform(0, 20)
		}
		g.fill()
		c.Clear(capacity, []*Group{g})
		add(g.Served...)
		add(g.Outside...)
		add(g.Value...)
		add(c.Sold...)
		x := make([]float64, g.Count)
		last := &g.choices[len(g.choices)-1]
		add(last.Stationary(g.Tree, x))
		add(x...)
	}
	const want = 0x3eeda672414a6c22
	if got := h.Sum64(); got != want {
		t.Errorf("got hash %#x; want %#x", got, uint64(want))
	}
}
