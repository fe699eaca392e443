package worlds

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shakeout/agents"
	"shakeout/market/customers"
	"shakeout/worlds/history"
	"shakeout/worlds/worldfile"
)

func benchmarked(t *testing.T, name string, every int64, set ...string) *history.Run {
	t.Helper()
	w, err := Load(name, worldfile.Options{Set: set})
	if err != nil {
		t.Fatal(err)
	}
	run, err := Run(context.Background(), &w.Value, Options{Benchmarks: every})
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func TestBenchmarksChangeNothing(t *testing.T) {
	for _, c := range []struct {
		world  string
		set    []string
		reason string
	}{
		{"duopoly", []string{"ticks=6"}, "a small world, every second month"},
		{"frontier-2025", []string{"ticks=2"}, "all kinds of offers"},
	} {
		with, without := benchmarked(t, c.world, 2, c.set...), benchmarked(t, c.world, 0, c.set...)
		if len(with.Benchmarks) == 0 || without.Benchmarks != nil {
			t.Errorf("%s: got %d benchmarks and %d; want some and none (%s)", c.world, len(with.Benchmarks), len(without.Benchmarks), c.reason)
		}
		for _, b := range with.Benchmarks {
			if b.Tick%2 != 0 {
				t.Fatalf("%s: got a benchmark at tick %d; want every second", c.world, b.Tick)
			}
		}
		with.Benchmarks = nil
		if d := cmp.Diff(without, with, cmp.Comparer(func(a, b float64) bool {
			return math.Float64bits(a) == math.Float64bits(b) || math.IsNaN(a) && math.IsNaN(b)
		})); d != "" {
			t.Errorf("%s: benchmarks change the run: %s", c.world, d)
		}
	}
}

// TestNobodyGainsByAnotherPrice holds Nash prices to the demand of the world itself: with all prices at Nash, another price of one offer in one segment earns its
// seller less, and with all at the joint-profit prices another earns all sellers less.
func TestNobodyGainsByAnotherPrice(t *testing.T) {
	w, err := Load("frontier-2025", worldfile.Options{Set: []string{"ticks=1"}})
	if err != nil {
		t.Fatal(err)
	}
	s, err := opened(&w.Value, Options{Benchmarks: 1})
	if err != nil {
		t.Fatal(err)
	}
	s.opening()
	for s.tick < w.Value.Ticks {
		s.tick++
		if err := s.Step(); err != nil {
			t.Fatal(err)
		}
	}
	last := map[string]history.BenchmarkRow{}
	for _, b := range s.run.Benchmarks {
		if b.Tick == s.tick {
			last[b.Segment+" "+b.Offer] = b
		}
	}
	for k := range s.segments {
		seg := &s.segments[k]
		id := w.Value.Customers.Segments[k].ID
		for _, at := range []struct {
			name  string
			price func(history.BenchmarkRow) float64
			joint bool
		}{{"Nash", func(b history.BenchmarkRow) float64 { return b.Nash }, false}, {"joint", func(b history.BenchmarkRow) float64 { return b.Joint }, true}} {
			kept := append([]offer(nil), s.offers...)
			tested := 0
			for _, o := range seg.offers {
				if b, ok := last[id+" "+s.offers[o].id]; ok && at.price(b) > 0 {
					s.offers[o].list = at.price(b) / s.offers[o].realised
				} else if ok {
					s.offers[o].list = 1e12 // would not be sold
				}
			}
			for _, o := range seg.offers {
				of := &s.offers[o]
				b, ok := last[id+" "+of.id]
				if !ok || !(at.price(b) > 0) || tested > 2 {
					continue
				}
				tested++
				seller := of.seller
				if at.joint {
					seller = nobody
				}
				best, list := s.segmentProfit(seg, seller), of.list
				for _, factor := range []float64{0.5, 0.98, 1.02, 2} {
					of.list = list * factor
					if p := s.segmentProfit(seg, seller); p > best*(1+1e-8) {
						t.Errorf("%s: %s: %s at %v times its price %v earns %v; want less than %v", at.name, id, of.id, factor, list, p, best)
					}
				}
				of.list = list
			}
			if tested == 0 {
				t.Errorf("%s: %s: got no prices", at.name, id)
			}
			copy(s.offers, kept)
		}
	}
}

// segmentProfit returns what a seller, or all that set prices (nobody), earns in a segment from buyers who all choose afresh.
func (s *State) segmentProfit(seg *segmentState, seller int) float64 {
	par := &s.world.Customers
	p := &par.Segments[seg.index]
	J := len(seg.offers)
	for j, o := range seg.offers {
		s.offerTerms(seg, j, &s.offers[o])
	}
	m := customers.Market{Tree: customers.Tree{Sigma: par.Sigma, Lambda: par.Lambda}}
	for _, o := range seg.offers {
		m.Offers = append(m.Offers, customers.Offer{ID: s.offers[o].id, Capacity: math.Inf(1), Nest: s.firms[s.offers[o].owner].ID})
	}
	for i, w := range seg.weight {
		v := make([]float64, J)
		for j := range v {
			v[j] = seg.mean[seg.kindOf[i]*J+j] + p.AdequacyWeight*seg.adequacy[seg.stratumOf[i]*J+j]
		}
		m.Cohorts = append(m.Cohorts, customers.Cohort{ID: fmt.Sprintf("%05d", i), Size: w, Delta: v})
	}
	c, err := customers.Clear(m)
	if err != nil {
		panic(err)
	}
	total := 0.0
	for i := range seg.weight {
		for j, o := range seg.offers {
			of := &s.offers[o]
			if of.seller < 0 || of.channel == agents.Free || seller != nobody && of.seller != seller {
				continue
			}
			units := 1.0
			if p.Demand == customers.Budget {
				units = seg.each[seg.kindOf[i]*J+j] * seg.adequacy[seg.stratumOf[i]*J+j]
			}
			margin := of.list*of.realised*(1-of.fee-of.royalty) - of.mtokPerUnit*of.hoursPerTok*s.spot.price
			total += c.Served[i][j] * units * margin
		}
	}
	return total
}
