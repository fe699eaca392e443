package worlds_test

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shakeout/worlds"
	"shakeout/worlds/history"
	"shakeout/worlds/worldfile"
)

// learners loads calvano-2020 with parameters of all its agents.
func learners(t testing.TB, scenarios, set []string, params map[string]float64) *worlds.World {
	t.Helper()
	w := load(t, "calvano-2020", worldfile.Options{Scenarios: scenarios, Set: set})
	for i := range w.Agents {
		for name, x := range params {
			w.Agents[i].Strategy.Params[name] = x
		}
	}
	return w
}

// unequal sells unequal amounts, by which the market is opened.
var unequal = []string{
	"agents[firm-1].products[good].sales=[{id: buyers, worth_usd: null, revenue_usd_m_per_year: 90}]", "agents[firm-2].products[good].sales=[{id: buyers, worth_usd: null, revenue_usd_m_per_year: 40}]",
}

// quick are parameters with which learning ends within some ten thousand periods.
var quick = map[string]float64{"beta": 2e-4}

// section 6 of the reference, calvano.json
func TestCalvanoStageGame(t *testing.T) {
	r := simulate(t, learners(t, nil, []string{"ticks=40"}, quick))
	for _, row := range r.Learning {
		for _, x := range []struct {
			what      string
			got, want float64
		}{
			{"Nash price", row.NashPrice, 1.47292666003062},
			{"joint price", row.JointPrice, 1.92498091901776},
			{"Nash profit a buyer", row.NashProfit / 10, 0.222926660030623},
			{"joint profit a buyer", row.JointProfit / 10, 0.337490459508881},
		} {
			if !(math.Abs(x.got-x.want) <= 1e-8*x.want) {
				t.Errorf("%s: got %.15g; want %.15g", x.what, x.got, x.want)
			}
		}
	}
}

// The engine learns what a bare loop learns that was written from the reference, period for period.
func TestEngineLearnsWhatABareLoopLearns(t *testing.T) {
	for _, row := range []struct {
		reason    string
		scenarios []string
		set       []string
		params    map[string]float64
	}{
		{"two firms", nil, nil, quick},
		{"another seed", nil, []string{"seed=7"}, quick},
		{"three firms: the rivals' prices are averaged over both", []string{"three-firms"}, nil, quick},
		{"firms that do not look ahead", nil, nil, map[string]float64{"beta": 2e-4, "discount": 0}},
		{"few prices, quick learning", nil, nil, map[string]float64{"beta": 1e-4, "prices": 5, "learning_rate": 0.4, "xi": 0.5}},
		{"another market", nil, []string{"serving.compute_price_usd_per_h100h=0.5", "customers.segments[buyers].alpha=6"}, quick},
		{"the last tick comes first", nil, []string{"ticks=3000"}, quick},
		{"a session of the paper", nil, []string{"stop.policies_unchanged_ticks=100000"}, nil},
	} {
		t.Run(row.reason, func(t *testing.T) {
			set := append([]string{"stop.policies_unchanged_ticks=5000"}, row.set...)
			w := learners(t, row.scenarios, set, row.params)
			r := simulate(t, w)
			b := bare(w, r)
			b.open()
			b.learn()
			b.settle()
			for _, l := range r.Learning {
				got := fmt.Sprintf("periods %d, cycle %d, gain %.9f, price %.9f", l.Periods, l.CycleTicks, l.ProfitGainAll, l.PriceAll)
				want := fmt.Sprintf("periods %d, cycle %d, gain %.9f, price %.9f", b.periods, b.cycle, b.gain, b.meanPrice)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s (-bare loop +engine):\n%s", l.Agent, diff)
				}
			}
		})
	}
}

// bare is the bare loop of a world of learners.
func bare(w *worlds.World, r *history.Run) *bareLoop {
	p := w.Agents[0].Strategy.Params
	seg := &w.Customers.Segments[0]
	l := &r.Learning[0]
	b := &bareLoop{
		firms: len(w.Agents), prices: int(p["prices"]), a: *w.Agents[0].Products[0].Sales[0].Worth, cost: w.Serving.ComputePrice, mu: 1 / seg.Alpha,
		nash: l.NashPrice, joint: l.JointPrice, xi: p["xi"], discount: p["discount"], rate: p["learning_rate"], beta: p["beta"],
		stable: w.Stop.Unchanged, most: w.Ticks, buyers: seg.Potential * 1e6, seed: uint64(w.Seed), nashPi: l.NashProfit * 1e6, jointPi: l.JointProfit * 1e6,
	}
	for i := range w.Agents {
		b.ids = append(b.ids, w.Agents[i].ID)
	}
	return b
}

// Months that repeat themselves leave the same bytes behind as months that all go through every market.
func TestRepeatedMonthsAreTheSameMonths(t *testing.T) {
	for _, row := range []struct {
		reason    string
		scenarios []string
		set       []string
		params    map[string]float64
	}{
		{"two firms and a deviation", []string{"deviation"}, nil, quick},
		{"three firms", []string{"three-firms", "deviation"}, []string{"ticks=4000"}, map[string]float64{"beta": 2e-3, "prices": 5}},
		{"a memory of two periods", nil, nil, map[string]float64{"beta": 2e-4, "prices": 4, "memory": 2}},
		{"some prices below cost: somebody may run out of money", nil, nil, map[string]float64{"beta": 2e-4, "xi": 2}},
		{"the last tick comes first", nil, []string{"ticks=2000"}, quick},
		{"a run too short for any repetition", nil, []string{"ticks=20"}, quick},
		{"no end to learning", nil, []string{"ticks=2500", "stop=null"}, quick},
		{"unequal sellers, opened from sales: what sets them apart fades", nil, append([]string{"ticks=2500", "stop=null"}, unequal...), quick},
	} {
		t.Run(row.reason, func(t *testing.T) {
			set := append([]string{"stop.policies_unchanged_ticks=3000"}, row.set...)
			w := learners(t, row.scenarios, set, row.params)
			var digests []string
			for _, every := range []bool{false, true} {
				r, err := worlds.Run(context.Background(), w, worlds.Options{EveryMarket: every})
				if err != nil {
					t.Fatal(err)
				}
				d, err := history.Digest(r)
				if err != nil {
					t.Fatal(err)
				}
				digests = append(digests, fmt.Sprint(d, " ", r.Ticks))
			}
			if digests[0] != digests[1] {
				t.Errorf("got digests %s; want one", digests)
			}
		})
	}
}

func TestDeviationIsPunishedOrForgotten(t *testing.T) {
	w := learners(t, []string{"deviation"}, []string{"stop.policies_unchanged_ticks=20000"}, map[string]float64{"beta": 4e-5})
	r := simulate(t, w)
	l := &r.Learning[0]
	at := int64(l.DeviationTick)
	if got, want := r.Ticks, at+20; got != want {
		t.Errorf("ticks: got %d; want %d, 20 after the deviation", got, want)
	}
	for _, a := range r.Agents {
		if a.Tick == at && a.Agent == "firm-1" && a.Price != l.DeviatesTo {
			t.Errorf("price of %s at the deviation: got %g; want %g", a.Agent, a.Price, l.DeviatesTo)
		}
	}
	if first := r.Market[0].Tick; first > at-5 || int64(len(r.Market)) != r.Ticks-first+1 {
		t.Errorf("rows of market.csv: got %d from tick %d; want one for each from at least 5 ticks before the deviation at %d", len(r.Market), first, at)
	}
}

func TestBrokenLearningWorlds(t *testing.T) {
	for _, row := range []struct{ reason, set, want string }{
		{"customers with a memory", "customers.segments[buyers].switching_cost=1", "customers remember"},
		{"luck of brands", "customers.brand_sd=0.1", "brands have luck"},
		{"nobody is there to deviate", "stop.deviation={agent: firm-9}", `got "firm-9", the id of no agent`},
		{"a table that no memory holds", "agents[firm-1].strategy.params.memory=4", "params.memory: got 4 with 2 sellers and 15 prices"},
		{"logarithmic prices have no worth in money", "customers.price_form=log", "got log with worth_usd"},
		{"nobody learns", "agents=[{id: firm-1, strategy: {name: cost-plus, params: null}}, {id: firm-2, strategy: {name: cost-plus, params: null}}]", "no agent whose strategy learns"},
	} {
		t.Run(row.reason, func(t *testing.T) {
			w, err := worlds.Load("calvano-2020", worldfile.Options{Set: []string{row.set}})
			if err == nil {
				err = worlds.CheckOpening(&w.Value)
			}
			if err == nil || !strings.Contains(err.Error(), row.want) {
				t.Errorf("got %v; want an error with %q", err, row.want)
			}
		})
	}
}

// One after the other: go test ./worlds -run - -bench 'Calvano' -benchtime 2000000x -count 5
func BenchmarkCalvanoBareLoop(b *testing.B) {
	w := learners(b, nil, []string{"ticks=40"}, nil)
	r := simulate(b, w)
	l := bare(w, r)
	l.most, l.stable = int64(b.N), math.MaxInt64
	l.open()
	b.ResetTimer()
	l.learn()
}

func BenchmarkCalvanoEngine(b *testing.B) {
	w := learners(b, nil, []string{"stop.policies_unchanged_ticks=1000000000"}, nil)
	w.Ticks = int64(b.N)
	b.ResetTimer()
	simulate(b, w)
}
