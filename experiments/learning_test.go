package experiments_test

import (
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shakeout/experiments"
	"shakeout/worlds/history"
)

// learners is an experiment whose runs end when they have learnt, each at its own tick, and are measured from there backwards.
const learners = `
shakeout: 1
name: learners
world: calvano-2020
scenarios_of_world: [deviation]
set:
  ticks: 20000
  stop: {policies_unchanged_ticks: 500}
  agents:
    - {id: firm-1, strategy: {params: {beta: 0.002, prices: 5}}}
    - {id: firm-2, strategy: {params: {beta: 0.002, prices: 5}}}
runs: 3
sweep:
  axes:
    - {path: "agents[*].strategy.params.learning_rate", values: [0.1, 0.3]}
measure:
  last: 26
  indicators: ["agents[firm-1].price_flagship_usd_per_mtok", "learning[firm-2].profit_gain_all", "learning[firm-2].deviation_price_usd"]
`

func TestRunsAreMeasuredFromTheirEnds(t *testing.T) {
	e := parse(t, learners)
	root := t.TempDir()
	one, two := filepath.Join(root, "one"), filepath.Join(root, "two")
	carryOut(t, e, experiments.RunOptions{Dir: one, Workers: 1})
	carryOut(t, e, experiments.RunOptions{Dir: two, Workers: 2})
	got := files(t, one)
	if diff := cmp.Diff(got, files(t, two)); diff != "" {
		t.Errorf("two workers: %s", diff)
	}
	if n := strings.Count(got["indicators.csv"], "\n"); n != 1+2*3*26 {
		t.Errorf("lines of indicators.csv: got %d; want a header and 26 for each of 6 runs", n)
	}
	fans, err := history.ReadTable[history.SummaryFanRow](strings.NewReader(got["summary/fans.csv"]), "fans.csv")
	if err != nil {
		t.Fatal(err)
	}
	var deviates, asked float64
	for _, r := range fans {
		switch {
		case r.Point != 1:
		case r.Tick == -20 && strings.HasPrefix(r.Indicator, "agents"):
			asked = r.Mean
		case r.Tick == 0 && r.Indicator == "learning_firm_2_deviation_price_usd":
			deviates = r.Mean
		case r.Tick == 0 && strings.HasPrefix(r.Indicator, "learning") && !(r.Mean < 1.2 && r.StdErr >= 0 && r.Runs == 3):
			t.Errorf("%s: got a mean of %g +- %g over %d runs; want one below 1.2 over 3", r.Indicator, r.Mean, r.StdErr, r.Runs)
		}
	}
	if !(math.Abs(asked-deviates) < 1e-12) {
		t.Errorf("mean price 20 ticks before the end: got %g; want %g, what firm-1 deviates to", asked, deviates)
	}
}
