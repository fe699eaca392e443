//go:build long

package worlds_test

import (
	"context"
	"encoding/csv"
	"flag"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"shakeout/worlds"
	"shakeout/worlds/history"
	"shakeout/worlds/worldfile"
)

var writeBacktest = flag.Bool("backtest", false, "write the tables of docs/backtest-2023.md")

const (
	backtestDoc    = "../docs/backtest-2023.md"
	backtestMonths = 24
	backtestSeeds  = 50
	beginTables    = "<!-- backtest: written by go test -tags long ./worlds -run Backtest -backtest -->"
	endTables      = "<!-- /backtest -->"
)

// observation is a row of testdata/backtest/observed.csv, in the month whose beginning is nearest.
type observation struct {
	series, agent string
	month         int
	value         float64
}

func observations(t *testing.T) []observation {
	t.Helper()
	f, err := os.Open("testdata/backtest/observed.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	start := time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC)
	var list []observation
	for _, r := range rows[1:] {
		day, err := time.Parse(time.DateOnly, r[2])
		if err != nil {
			t.Fatal(err)
		}
		value, err := strconv.ParseFloat(r[3], 64)
		if err != nil {
			t.Fatal(err)
		}
		month := int(math.Round(day.Sub(start).Hours() / 24 / 30.4375))
		list = append(list, observation{r[0], r[1], max(month, 0), value})
	}
	return list
}

// replay is one simulated run of the two years.
type replay struct {
	run   *history.Run
	books map[string][]history.AgentRow // by agent, by tick
}

// compared is a series of the real world with how it is measured in a run.
type compared struct {
	title, series, agent string
	measure              func(r *replay, month int) float64
	digits               int
	kind                 string // "" observed in single months, step: holds until the next, sum: adds up
}

func books(f func(*history.AgentRow) float64) func(agent string) func(*replay, int) float64 {
	return func(agent string) func(*replay, int) float64 {
		return func(r *replay, month int) float64 { return f(&r.books[agent][month]) }
	}
}

// runRate is what a lab would report: a month of model revenue and royalties, times twelve.
var runRate = books(func(a *history.AgentRow) float64 { return 12 * (a.Revenue + a.RevenueRoyalty) })

var listPrice = books(func(a *history.AgentRow) float64 { return a.Price })

func raised(agent string) func(*replay, int) float64 {
	return func(r *replay, month int) (sum float64) {
		for t := 1; t <= month; t++ {
			sum += r.books[agent][t].EquityRaised
		}
		return sum
	}
}

// cheapest is the lowest list price at which a model of at least that capability is sold by the token.
func cheapest(capability float64) func(*replay, int) float64 {
	return func(r *replay, month int) float64 {
		best := math.NaN()
		for i := range r.run.Offers {
			o := &r.run.Offers[i]
			if int(o.Tick) == month && o.Capability >= capability && (o.Channel == "api" || o.Channel == "marketplace" || o.Channel == "hosted") && !(o.Price >= best) {
				best = o.Price
			}
		}
		return best
	}
}

// gpt4Class is the same for the capability of the first flagship that OpenAI brings out in the run.
func gpt4Class(r *replay, month int) float64 {
	books := r.books["openai"]
	for t := 1; t <= month; t++ {
		if c := books[t].Capability; c > books[0].Capability+0.3 {
			return cheapest(c-0.05)(r, month)
		}
	}
	return math.NaN()
}

// businessShare is a maker's share of what business pays for models by the token, whoever sells them.
func businessShare(owner string) func(*replay, int) float64 {
	return func(r *replay, month int) float64 {
		own, all := 0.0, 0.0
		for i := range r.run.Offers {
			o := &r.run.Offers[i]
			if int(o.Tick) != month || o.Segment == "consumer" || o.Unit != "mtok" || o.Channel == "self-hosted" {
				continue
			}
			all += o.Revenue
			if o.Owner == owner {
				own += o.Revenue
			}
		}
		return own / all
	}
}

func industry(f func(*history.MarketRow) float64) func(*replay, int) float64 {
	return func(r *replay, month int) float64 { return f(&r.run.Market[month]) }
}

func payers(offer string) func(*replay, int) float64 {
	return func(r *replay, month int) float64 {
		for i := range r.run.Offers {
			if o := &r.run.Offers[i]; int(o.Tick) == month && o.Offer == offer {
				return o.Customers
			}
		}
		return 0
	}
}

var labsOf2023 = []struct{ id, name string }{{"openai", "OpenAI"}, {"anthropic", "Anthropic"}, {"cohere", "Cohere"}, {"ai21", "AI21"},
	{"mistral", "Mistral"}, {"xai", "xAI"}, {"deepseek", "DeepSeek"}, {"inflection", "Inflection"}, {"adept", "Adept"}}

func tables() []struct {
	title, note string
	series      []compared
} {
	type table = struct {
		title, note string
		series      []compared
	}
	rate := func(id, name string) compared { return compared{name, "revenue_run_rate", id, runRate(id), 0, ""} }
	price := func(id, name string) compared {
		return compared{name, "flagship_list_price", id, listPrice(id), 2, "step"}
	}
	share := func(id, name string) compared {
		return compared{name, "enterprise_share", id, businessShare(id), 3, ""}
	}
	money := func(id, name string) compared { return compared{name, "equity_raised", id, raised(id), 0, "sum"} }
	return []table{
		{"Revenue of the leaders", "run rate, USD m a year", []compared{rate("openai", "OpenAI"), rate("anthropic", "Anthropic"), rate("google", "Google")}},
		{"Revenue of the others", "run rate, USD m a year", []compared{rate("cohere", "Cohere"), rate("ai21", "AI21"), rate("mistral", "Mistral"), rate("xai", "xAI"), rate("deepseek", "DeepSeek")}},
		{"List prices of flagships", "USD per million tokens, three of input to one of output", []compared{price("openai", "OpenAI"), price("anthropic", "Anthropic"), price("google", "Google")}},
		{"Price at constant quality", "lowest list price at that capability or better, USD per million tokens; the class of GPT-3.5 is capability 0, that of GPT-4 is what the first flagship has that OpenAI brings out in the run", []compared{
			{"GPT-3.5 class", "cheapest_gpt35_class", "", cheapest(0), 2, "step"}, {"GPT-4 class", "cheapest_gpt4_class", "", gpt4Class, 2, "step"}}},
		{"Metered use by business", "HHI by maker; shares of makers in what business pays by the token", []compared{
			{"HHI", "enterprise_hhi", "", industry(func(m *history.MarketRow) float64 { return m.HHIOwnerEnterpriseAPI }), 0, ""},
			share("openai", "OpenAI"), share("anthropic", "Anthropic"), share("google", "Google"), share("meta", "Meta"), share("mistral", "Mistral"), share("cohere", "Cohere")}},
		{"Equity raised since the start", "USD m, added up", []compared{money("openai", "OpenAI"), money("anthropic", "Anthropic"), money("cohere", "Cohere"), money("ai21", "AI21"), money("mistral", "Mistral"), money("xai", "xAI"), money("inflection", "Inflection"), money("adept", "Adept")}},
		{"What lies behind", "frontier in orders of magnitude from GPT-3.5; H100 hour in USD; payers of ChatGPT in millions", []compared{
			{"Frontier", "frontier_capability", "", industry(func(m *history.MarketRow) float64 { return m.FrontierCapability }), 2, "step"},
			{"H100 hour", "h100_hour", "", industry(func(m *history.MarketRow) float64 { return m.ComputePrice }), 2, ""},
			{"Payers", "openai_payers", "openai", payers("openai/plus"), 2, ""}}},
	}
}

// observed is the real value of a series in a month, if there is one.
func (c *compared) observed(list []observation, month int) (float64, bool) {
	sum, found, latest := 0.0, false, -1
	for _, o := range list {
		if o.series != c.series || o.agent != c.agent || o.month > month {
			continue
		}
		switch {
		case c.kind == "sum":
			sum, found = sum+o.value, true
		case c.kind == "step" && o.month >= latest, c.kind == "" && o.month == month:
			sum, found, latest = o.value, true, o.month
		}
	}
	return sum, found || c.kind == "sum"
}

// band90 is the 5 %, 50 % and 95 % quantile with linear interpolation, of what is a number.
func band90(values []float64) (low, median, high float64, n int) {
	var x []float64
	for _, v := range values {
		if !math.IsNaN(v) {
			x = append(x, v)
		}
	}
	if len(x) == 0 {
		return math.NaN(), math.NaN(), math.NaN(), 0
	}
	slices.Sort(x)
	at := func(p float64) float64 {
		h := p * float64(len(x)-1)
		i := min(int(h), len(x)-1)
		j := min(i+1, len(x)-1)
		return x[i] + (h-float64(i))*(x[j]-x[i])
	}
	return at(.05), at(.5), at(.95), len(x)
}

func TestBacktest2023(t *testing.T) {
	w, err := worlds.Load("frontier-2023", worldfile.Options{Set: []string{fmt.Sprintf("ticks=%d", backtestMonths)}})
	if err != nil {
		t.Fatal(err)
	}
	runs := make([]*replay, backtestSeeds)
	var wait sync.WaitGroup
	next := make(chan int)
	for range 2 {
		wait.Go(func() {
			for k := range next {
				world := w.Value
				world.Seed = int64(k + 1)
				run, err := worlds.Run(context.Background(), &world, worlds.Options{})
				if err != nil {
					t.Errorf("seed %d: %v", k+1, err)
					continue
				}
				r := &replay{run, map[string][]history.AgentRow{}}
				for _, a := range run.Agents {
					r.books[a.Agent] = append(r.books[a.Agent], a)
				}
				runs[k] = r
			}
		})
	}
	for k := range runs {
		next <- k
	}
	close(next)
	wait.Wait()
	if t.Failed() {
		return
	}
	list := observations(t)
	var summary, body strings.Builder
	summary.WriteString("\n### In brief\n\nFor each series: how many real values there are (months with a value; for prices and the frontier every month, since they hold until the next), how many of them lie in the simulated 90 % band, and the geometric mean of simulated median over real value.\n\n| series | real values | in the band | simulated over real |\n| --- | --- | --- | --- |\n")
	inside, total := 0, 0
	for _, table := range tables() {
		fmt.Fprintf(&body, "\n### %s\n\n%s.\n\n| month |", strings.ToUpper(table.title[:1])+table.title[1:], strings.ToUpper(table.note[:1])+table.note[1:])
		for _, c := range table.series {
			fmt.Fprintf(&body, " %s, real | simulated median (90 %% band) |", c.title)
		}
		body.WriteString("\n| --- |" + strings.Repeat(" --- | --- |", len(table.series)) + "\n")
		counts := make([]struct {
			n, in, ratios int
			log           float64
		}, len(table.series))
		for month := 0; month <= backtestMonths; month++ {
			fmt.Fprintf(&body, "| %s |", runs[0].run.Market[month].Date[:7])
			for k := range table.series {
				c := &table.series[k]
				values := make([]float64, len(runs))
				for i, r := range runs {
					values[i] = c.measure(r, month)
				}
				low, median, high, n := band90(values)
				real, known := c.observed(list, month)
				cell := "–"
				if n >= len(runs)/2 {
					cell = fmt.Sprintf("%s (%s–%s)", number(median, c.digits), number(low, c.digits), number(high, c.digits))
				}
				shown := ""
				if known {
					shown = number(real, c.digits)
					if month > 0 && n >= len(runs)/2 {
						counts[k].n++
						if real >= low && real <= high {
							counts[k].in++
						}
						if real > 0 && median > 0 {
							counts[k].log += math.Log(median / real)
							counts[k].ratios++
						}
					}
				}
				fmt.Fprintf(&body, " %s | %s |", shown, cell)
			}
			body.WriteString("\n")
		}
		for k, c := range table.series {
			ratio := "–"
			if counts[k].ratios > 0 {
				ratio = fmt.Sprintf("%.2f", math.Exp(counts[k].log/float64(counts[k].ratios)))
			}
			fmt.Fprintf(&summary, "| %s: %s | %d | %d | %s |\n", table.title, c.title, counts[k].n, counts[k].in, ratio)
			inside, total = inside+counts[k].in, total+counts[k].n
		}
	}
	fmt.Fprintf(&summary, "| all | %d | %d | |\n", total, inside)
	text := summary.String() + body.String() + consolidation(runs, list)
	t.Logf("%d of %d real values in the band", inside, total)
	doc, err := os.ReadFile(backtestDoc)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(doc), beginTables)
	_, after, closed := strings.Cut(rest, endTables)
	if !found || !closed {
		t.Fatalf("%s has no place for the tables, between %s and %s", backtestDoc, beginTables, endTables)
	}
	fresh := before + beginTables + "\n" + text + "\n" + endTables + after
	if *writeBacktest {
		if err := os.WriteFile(backtestDoc, []byte(fresh), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if fresh != string(doc) {
		t.Logf("%s is not what this program gives; write it anew with -backtest", backtestDoc)
	}
}

// consolidation tells who lost independence, in the world and in the runs.
func consolidation(runs []*replay, list []observation) string {
	var b strings.Builder
	b.WriteString("\n### Consolidation\n\nShare of the 50 seeds in which a lab had left independence (bought, merged, licensed and hired, or wound down), and what happened.\n\n| lab | real, to December 2024 | simulated by month 12 | by month 24 | how, at month 24 (seeds) |\n| --- | --- | --- | --- | --- |\n")
	counts := [2][]float64{}
	for i := range runs {
		_ = i
		counts[0], counts[1] = append(counts[0], 0), append(counts[1], 0)
	}
	for _, lab := range labsOf2023 {
		real := "independent"
		for _, o := range list {
			if o.series == "exit" && o.agent == lab.id {
				real = fmt.Sprintf("licensed and hired in month %d, %.0f m USD", o.month, o.value)
			}
		}
		gone := [2]int{}
		how := map[string]int{}
		for i, r := range runs {
			for k, month := range []int{12, 24} {
				if s := r.books[lab.id][month].Status; s == "active" || s == "niche" || s == "in-deal" || s == "not-entered" {
					counts[k][i]++
				} else {
					gone[k]++
					if k == 1 {
						how[s]++
					}
				}
			}
		}
		var kinds []string
		for s := range how {
			kinds = append(kinds, s)
		}
		slices.Sort(kinds)
		for i, s := range kinds {
			kinds[i] = fmt.Sprintf("%s %d", s, how[s])
		}
		fmt.Fprintf(&b, "| %s | %s | %.0f %% | %.0f %% | %s |\n", lab.name, real, 100*float64(gone[0])/float64(len(runs)), 100*float64(gone[1])/float64(len(runs)), strings.Join(kinds, ", "))
	}
	for k, month := range []string{"12", "24"} {
		low, median, high, _ := band90(counts[k])
		real := []string{"9 of these nine", "7 of these nine; 8 of twelve Western labs, DeepSeek not among them"}[k]
		fmt.Fprintf(&b, "\nIndependent in month %s: %.0f (%.0f–%.0f) of nine, really %s.\n", month, median, low, high, real)
	}
	return b.String()
}

func number(x float64, digits int) string {
	if math.IsNaN(x) {
		return "–"
	}
	return strconv.FormatFloat(x, 'f', digits, 64)
}
