//go:build long

package worlds_test

import (
	"flag"
	"fmt"
	"math"
	"os"
	"sort"
	"strings"
	"sync"
	"testing"

	"shakeout/worlds/history"
	"shakeout/worlds/worldfile"
)

var (
	writeSanity = flag.Bool("sanity", false, "write the tables of docs/sanity.md")
	sanitySeeds = flag.Int("seeds", 20, "seeds that the sanity table looks at, from 1")
)

// band is what a reader of the data and the literature would expect, set before the first run; zero
// where nothing was said.
type band struct{ low, high float64 }

// aggregate is a row of the table: how it is measured at a month of a run, and its bands.
type aggregate struct {
	name    string
	measure func(r *look, tick int64) float64
	bands   map[int64]band
}

var sanityMonths = []int64{12, 36, 60, 120}

// look is a run with its rows at hand.
type look struct {
	run    *history.Run
	agents map[string][]history.AgentRow
}

func market(f func(*history.MarketRow) float64, factor float64) func(*look, int64) float64 {
	return func(r *look, tick int64) float64 { return factor * f(&r.run.Market[tick]) }
}

func year(f func(*history.MarketRow) float64, factor float64) func(*look, int64) float64 {
	return func(r *look, tick int64) (sum float64) {
		for t := tick - 11; t <= tick; t++ {
			sum += factor * f(&r.run.Market[t])
		}
		return sum
	}
}

func bands(m12, m36, m60, m120 band) map[int64]band {
	return map[int64]band{12: m12, 36: m36, 60: m60, 120: m120}
}

var aggregates = []aggregate{
	{"model revenue, bn USD/yr", market(func(m *history.MarketRow) float64 { return m.ModelRevenue }, .012),
		bands(band{24, 45}, band{45, 200}, band{75, 470}, band{100, 1600})},
	{"leading lab's revenue, bn USD/yr", market(func(m *history.MarketRow) float64 { return m.LeaderRevenue }, .012),
		bands(band{9, 18}, band{20, 75}, band{30, 170}, band{40, 500})},
	{"frontier API, realised, USD/M tokens", market(func(m *history.MarketRow) float64 { return m.PriceFrontierRealised }, 1),
		bands(band{1.8, 6}, band{1, 6}, band{.6, 6}, band{.2, 6})},
	{"constant quality, USD/M tokens", market(func(m *history.MarketRow) float64 { return m.PriceConstantQuality }, 1),
		bands(band{.04, .2}, band{.003, .05}, band{3e-4, .02}, band{1e-5, .005})},
	{"compute, USD/H100e-h", market(func(m *history.MarketRow) float64 { return m.ComputePrice }, 1),
		bands(band{1.6, 3.1}, band{.8, 2.4}, band{.4, 1.4}, band{.08, .7})},
	{"frontier final run, bn USD", market(func(m *history.MarketRow) float64 { return m.FrontierRun }, .001),
		bands(band{.3, 1.2}, band{.8, 4}, band{1.5, 10}, band{2, 30})},
	{"research compute, bn USD/yr", market(func(m *history.MarketRow) float64 { return m.RDCompute }, .012),
		bands(band{30, 45}, band{50, 130}, band{70, 200}, band{100, 500})},
	{"HHI by seller", market(func(m *history.MarketRow) float64 { return m.HHI }, 1),
		bands(band{2200, 3100}, band{1500, 3000}, band{1400, 3500}, band{1300, 4500})},
	{"HHI of metered use by seller", market(func(m *history.MarketRow) float64 { return m.HHIEnterpriseAPI }, 1),
		bands(band{1700, 2600}, band{}, band{}, band{})},
	{"independents of the labs of the start", market(func(m *history.MarketRow) float64 { return float64(m.Independents) }, 1),
		bands(band{6, 7}, band{4, 6}, band{3, 5}, band{1, 4})},
	{"entrants alive", market(func(m *history.MarketRow) float64 { return float64(m.EntrantsAlive) }, 1),
		bands(band{0, 3}, band{0, 5}, band{0, 5}, band{0, 4})},
	{"tokens a month", market(func(m *history.MarketRow) float64 { return m.Tokens }, 1e9),
		bands(band{1e15, 4e15}, band{.8e16, 6e16}, band{3e16, 5e17}, band{1e17, 1e19})},
	{"open share of tokens", market(func(m *history.MarketRow) float64 { return m.OpenShareTokens }, 1),
		bands(band{.1, .3}, band{.15, .45}, band{.2, .55}, band{.15, .7})},
	{"open share of revenue", market(func(m *history.MarketRow) float64 { return m.OpenShareRevenue }, 1),
		bands(band{.02, .06}, band{.03, .1}, band{}, band{})},
	{"paid consumers, m", market(func(m *history.MarketRow) float64 { return m.PaidConsumers }, 1),
		bands(band{35, 60}, band{80, 200}, band{120, 350}, band{200, 700})},
	{"leading lab's operating margin", leaderMargin,
		bands(band{-1.5, -.3}, band{-.6, .1}, band{-.3, .25}, band{0, .35})},
	{"equity raised, bn USD/yr", year(func(m *history.MarketRow) float64 { return m.EquityRaised }, .001),
		bands(band{15, 70}, band{15, 110}, band{15, 150}, band{10, 150})},
	{"capital expenditure, bn USD/yr", year(func(m *history.MarketRow) float64 { return m.Capex }, .001), nil},
}

func leaderMargin(r *look, tick int64) float64 {
	rows := r.agents[r.run.Market[tick].Leader]
	var profit, revenue float64
	for t := tick - 11; t <= tick; t++ {
		profit += rows[t].OperatingProfit
		revenue += rows[t].Revenue
	}
	return profit / revenue
}

// Shares neither freeze nor run away, prices fall, some labs are bought: the aggregates of many seeds
// are held against what was expected before the first run. The table reports; only an alarm fails.
func TestSanity(t *testing.T) {
	w := load(t, "frontier-2025", worldfile.Options{})
	seeds := *sanitySeeds
	looks := make([]*look, seeds)
	var wait sync.WaitGroup
	for worker := range 2 {
		wait.Go(func() {
			for k := worker; k < seeds; k += 2 {
				own := *w
				own.Seed = int64(k + 1)
				looks[k] = &look{run: simulate(t, &own), agents: map[string][]history.AgentRow{}}
				for _, a := range looks[k].run.Agents {
					looks[k].agents[a.Agent] = append(looks[k].agents[a.Agent], a)
				}
				looks[k].run.Offers, looks[k].run.Segments = nil, nil
			}
		})
	}
	wait.Wait()
	for k, r := range looks {
		for _, e := range r.run.Events {
			if e.Type == "alarm" {
				t.Errorf("seed %d, tick %d: %s %s", k+1, e.Tick, e.Agent, e.Detail)
			}
		}
	}
	text := sanityTable(looks) + "\n" + endings(looks)
	t.Log("\n" + text)
	if !*writeSanity {
		return
	}
	const path = "../docs/sanity.md"
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok1 := strings.Cut(string(page), "<!-- tables -->\n")
	_, after, ok2 := strings.Cut(rest, "<!-- end of tables -->\n")
	if !ok1 || !ok2 {
		t.Fatal("docs/sanity.md: got no marks around its tables; want <!-- tables --> and <!-- end of tables -->")
	}
	if err := os.WriteFile(path, []byte(before+"<!-- tables -->\n"+text+"<!-- end of tables -->\n"+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

func sanityTable(looks []*look) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Seeds 1 to %d.\n\n| aggregate | month 12 | month 36 | month 60 | month 120 |\n| --- | --- | --- | --- | --- |\n", len(looks))
	for _, a := range aggregates {
		fmt.Fprintf(&b, "| %s |", a.name)
		for _, tick := range sanityMonths {
			var v []float64
			inside := 0
			want, said := a.bands[tick]
			for _, r := range looks {
				x := a.measure(r, tick)
				if !math.IsNaN(x) { // no metered offer near the frontier in this run
					v = append(v, x)
				}
				if x >= want.low && x <= want.high {
					inside++
				}
			}
			if len(v) == 0 {
				b.WriteString(" |")
				continue
			}
			sort.Float64s(v)
			fmt.Fprintf(&b, " %s (%s to %s)", short(middle(v, .5)), short(middle(v, .05)), short(middle(v, .95)))
			if said && want != (band{}) {
				fmt.Fprintf(&b, "; %s to %s: %d", short(want.low), short(want.high), inside)
			}
			b.WriteString(" |")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// middle returns the quantile of sorted values, with linear interpolation.
func middle(v []float64, p float64) float64 {
	at := p * float64(len(v)-1)
	low := int(math.Floor(at))
	if low+1 >= len(v) {
		return v[len(v)-1]
	}
	return v[low] + (at-float64(low))*(v[low+1]-v[low])
}

func short(x float64) string {
	switch {
	case x == 0:
		return "0"
	case math.Abs(x) >= 1e6 || math.Abs(x) < 1e-2:
		return fmt.Sprintf("%.1e", x)
	case math.Abs(x) >= 100:
		return fmt.Sprintf("%.0f", x)
	}
	return fmt.Sprintf("%.3g", math.Round(x*1000)/1000)
}

func endings(looks []*look) string {
	ends := map[string]map[string]int{}
	var ids, kinds []string
	seen := map[string]bool{}
	for _, r := range looks {
		for _, o := range r.run.Outcomes {
			if ends[o.Agent] == nil {
				ends[o.Agent] = map[string]int{}
				ids = append(ids, o.Agent)
			}
			ends[o.Agent][o.Outcome]++
			if !seen[o.Outcome] {
				seen[o.Outcome] = true
				kinds = append(kinds, o.Outcome)
			}
		}
	}
	sort.Strings(ids)
	sort.Strings(kinds)
	var b strings.Builder
	b.WriteString("| agent | ends |\n| --- | --- |\n")
	for _, id := range ids {
		var parts []string
		for _, kind := range kinds {
			if n := ends[id][kind]; n > 0 {
				parts = append(parts, fmt.Sprintf("%s %d", kind, n))
			}
		}
		fmt.Fprintf(&b, "| %s | %s |\n", id, strings.Join(parts, ", "))
	}
	return b.String()
}
