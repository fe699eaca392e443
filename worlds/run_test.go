package worlds_test

import (
	"context"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shakeout/worlds"
	"shakeout/worlds/history"
	"shakeout/worlds/worldfile"
)

func load(t testing.TB, name string, o worldfile.Options) *worlds.World {
	t.Helper()
	w, err := worlds.Load(name, o)
	if err != nil {
		t.Fatal(err)
	}
	return &w.Value
}

func simulate(t testing.TB, w *worlds.World) *history.Run {
	t.Helper()
	r, err := worlds.Run(context.Background(), w, worlds.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestBundledWorldsRun(t *testing.T) {
	for _, name := range worlds.Names() {
		t.Run(name, func(t *testing.T) {
			w := load(t, name, worldfile.Options{})
			r := simulate(t, w)
			rows := w.Ticks + 1
			if w.Record == worlds.RecordLast { // and those after learning
				rows = r.Ticks - r.Learning[0].Periods + 1
			}
			if got := int64(len(r.Market)); got != rows {
				t.Errorf("rows of market.csv: got %d; want %d", got, rows)
			}
			want := len(w.Agents)
			if w.Entry != nil {
				want += int(w.Entry.Slots)
			}
			if got := len(r.Outcomes); got != want {
				t.Errorf("outcomes: got %d; want one for each of %d agents and slots of entrants", got, want)
			}
		})
	}
}

func TestSameWorldAndSeedGiveTheSameBytes(t *testing.T) {
	w := load(t, "frontier-2025", worldfile.Options{Set: []string{"ticks=36"}})
	a, err := history.Digest(simulate(t, w))
	if err != nil {
		t.Fatal(err)
	}
	b, _ := history.Digest(simulate(t, w))
	if a != b {
		t.Errorf("got digests %s and %s; want one", a, b)
	}
	w.Seed = 2
	if c, _ := history.Digest(simulate(t, w)); c == a {
		t.Error("another seed gives the same digest")
	}
}

func TestOpeningRevenueIsWhatTheWorldSays(t *testing.T) {
	w := load(t, "frontier-2025", worldfile.Options{Set: []string{"ticks=0"}})
	r := simulate(t, w)
	for i := range w.Agents {
		want := 0.0
		for _, p := range w.Agents[i].Products {
			if p.Channel.String() == "hosted" || p.Channel.String() == "self-hosted" {
				continue
			}
			for _, s := range p.Sales {
				want += s.Revenue / 12
			}
		}
		for _, a := range r.Agents {
			if a.Agent == w.Agents[i].ID && math.Abs(a.Revenue-want) > 1e-3*want+0.1 {
				t.Errorf("%s: got %.4f USD m in month 0; want %.4f", a.Agent, a.Revenue, want)
			}
		}
	}
}

func TestFrozenMonthsMoveNoShareByMoreThanAPoint(t *testing.T) {
	w := load(t, "frontier-2025", worldfile.Options{Scenarios: []string{"frozen"}, Set: []string{"ticks=24"}})
	r := simulate(t, w)
	type key struct{ segment, offer string }
	first := map[key]float64{}
	for _, o := range r.Offers {
		k := key{o.Segment, o.Offer}
		if o.Tick == 0 {
			first[k] = o.Share
		}
		if o.Tick == 24 && math.Abs(o.Share-first[k]) > 0.01 {
			t.Errorf("%s in %s: share moved from %.4f to %.4f; want at most a point", o.Offer, o.Segment, first[k], o.Share)
		}
	}
}

func TestOrderOfAgentsInTheFileDoesNotMatter(t *testing.T) {
	a := load(t, "duopoly", worldfile.Options{})
	b := load(t, "duopoly", worldfile.Options{})
	b.Agents[0], b.Agents[1] = b.Agents[1], b.Agents[0]
	ra, rb := simulate(t, a), simulate(t, b)
	for i := range ra.Market {
		if diff := cmp.Diff(ra.Market[i].ModelRevenue, rb.Market[i].ModelRevenue); math.Abs(ra.Market[i].ModelRevenue-rb.Market[i].ModelRevenue) > 1e-9 {
			t.Fatalf("month %d: %s", i, diff)
		}
	}
}

func TestNobodyIsExempt(t *testing.T) {
	// The parents stay because their core business pays, and lose that safety when it is taken away.
	with := simulate(t, load(t, "frontier-2025", worldfile.Options{}))
	without := simulate(t, load(t, "frontier-2025", worldfile.Options{Scenarios: []string{"no-core"}}))
	research := func(r *history.Run, agent string) (usd float64) {
		for _, a := range r.Agents {
			if a.Agent == agent && a.Tick == 24 {
				usd = a.CostResearchCompute
			}
		}
		return usd
	}
	for _, id := range []string{"google", "meta"} {
		if a, b := research(with, id), research(without, id); b > 0.7*a {
			t.Errorf("%s: research at month 24 is %.0f USD m with and %.0f without its core business; want a clear fall", id, a, b)
		}
	}
}

func TestAuditHoldsOverSeedsAndScenarios(t *testing.T) {
	for _, scenario := range []string{"", "drought", "strict-merger-authority", "lax-merger-authority", "efficiency-regime", "no-core"} {
		for seed := range int64(3) {
			o := worldfile.Options{}
			if scenario != "" {
				o.Scenarios = []string{scenario}
			}
			w := load(t, "frontier-2025", o)
			w.Seed = seed + 10
			simulate(t, w) // any broken invariant is an error
		}
	}
}

func BenchmarkRunFrontier2025(b *testing.B) {
	w := load(b, "frontier-2025", worldfile.Options{})
	b.ReportAllocs()
	for b.Loop() {
		simulate(b, w)
	}
}
