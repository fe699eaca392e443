package experiments_test

import (
	"errors"
	"strings"
	"testing"

	"shakeout/experiments"
	"shakeout/worlds"
	"shakeout/worlds/worldfile"
)

func TestWrongExperimentsSayWhere(t *testing.T) {
	const head = "shakeout: 1\nname: x\nworld: duopoly\n"
	tests := []struct{ reason, text, wrong string }{
		{"an unknown key", head + "run: 5\n", `test.yaml:4:1: run: got an unknown key; did you mean "runs"?`},
		{"no world", "shakeout: 1\nname: x\n", "world: got nothing; want a bundled world or the path of a file"},
		{"an unknown world", strings.Replace(head, "duopoly", "duopoli", 1), "duopoli: got a name of no file"},
		{"a path that leads nowhere", head + "uncertain:\n  - {path: customers.none_lamda, dist: uniform, low: 0.1, high: 0.2}\n", `customers.none_lamda: got an unknown key; did you mean "none_lambda"?`},
		{"a distribution out of range", head + "uncertain:\n  - {path: customers.none_lambda, dist: normal, mean: 0.2, sd: 1}\n", "test.yaml:5:12: uncertain[0].path: customers.none_lambda: got -"},
		{"a wrong distribution", head + "uncertain:\n  - {path: customers.none_lambda, dist: uniform, low: 3, high: 1}\n", "test.yaml:5:64: uncertain[0].high: got 1; want a number above low, 3"},
		{"arms without a baseline", head + "arms:\n  - {id: a, set: {ticks: 3}}\n  - {id: b, set: {ticks: 4}}\n", "baseline: got nothing; want the id of the arm"},
		{"an unknown baseline", head + "baseline: c\narms:\n  - {id: a}\n  - {id: b, set: {ticks: 4}}\n", `test.yaml:4:11: baseline: got "c", the id of no arm`},
		{"an arm against itself", head + "arms:\n  - {id: a}\n  - {id: b, against: b, set: {ticks: 4}}\n", "test.yaml:6:22: arms[b].against: got the arm itself"},
		{"arms against each other", head + "baseline: c\narms:\n  - {id: c}\n  - {id: a, against: b, set: {ticks: 4}}\n  - {id: b, against: a, set: {ticks: 5}}\n", "arms[a].against: got a circle: a, b, a"},
		{"a wrong override in an arm, at its place", head + "arms:\n  - {id: a}\n  - {id: b, set: {agents: [{id: beta, start: {cash_usd: 4}}]}}\n", `test.yaml:6:47: agents[beta].start.cash_usd: got an unknown key; did you mean "cash_usd_m"?`},
		{"an arm that removes whom nobody knows", head + "arms:\n  - {id: a}\n  - {id: b, set: {agents: [{id: gamma, remove: true}]}}\n", `test.yaml:6:28: agents[gamma]: got remove: true, but there is no "gamma" to remove`},
		{"a grid without values", head + "sweep: {axes: [{path: customers.none_lambda}]}\n", "test.yaml:4:16: sweep.axes[0]: got no values"},
		{"values out of range", head + "sweep: {axes: [{path: customers.none_lambda, values: [0.1, 3]}]}\n", "test.yaml:4:23: sweep.axes[0].path: customers.none_lambda: got 3"},
		{"lists of different length", head + "sweep: {design: list, axes: [{path: customers.none_lambda, values: [0.1, 0.3]}, {path: customers.family_sigma, values: [0.5]}]}\n", "sweep.axes[1]: got 1 values; want 2"},
		{"values for a design that fills the space", head + "sweep: {design: sobol, axes: [{path: customers.none_lambda, values: [0.1, 0.3]}]}\n", "sweep.axes[0]: got single values for a design that fills the space"},
		{"a number both swept and uncertain", head + "uncertain:\n  - {path: customers.none_lambda, dist: uniform, low: 0.1, high: 0.3}\nsweep: {axes: [{path: customers.none_lambda, values: [0.1]}]}\n", "uncertain[0].path: got customers.none_lambda, which the sweep goes through"},
		{"an unknown indicator", head + "measure: {indicators: [hhi, hih]}\n", `test.yaml:4:29: measure.indicators[1]: got "hih", no number of market.csv; did you mean "hhi"?`},
		{"an indicator of nobody", head + "measure: {indicators: [\"agents[gamma].share\"]}\n", `measure.indicators[0]: got "gamma", the id of no agent`},
		{"a date after the end", head + "measure: {dates: [2030-01]}\n", "measure.dates[0]: got 2030-01, which is not in the 24 months from 2025-01"},
		{"outcomes of nobody", head + "measure: {outcomes_of: [gamma]}\n", `measure.outcomes_of[0]: got "gamma", the id of no agent`},
		{"too few seeds", head + "runs: 3\nseeds: {list: [4, 9]}\n", "seeds.list: got 2 seeds for 3 runs"},
		{"a world that can't be opened", head + "arms:\n  - {id: a}\n  - {id: b, set: {customers: {none_lambda: 0.001}}}\n", "customers.segments[developers]: got no intercepts"},
	}
	for _, tt := range tests {
		_, err := experiments.Parse("test.yaml", []byte(tt.text), experiments.Options{})
		var problems worldfile.Problems
		if !errors.As(err, &problems) || !strings.Contains(err.Error(), tt.wrong) {
			t.Errorf("%s:\ngot  %v\nwant %s", tt.reason, err, tt.wrong)
		}
	}
}

func TestEverythingWrongIsSaidAtOnce(t *testing.T) {
	_, err := experiments.Parse("test.yaml", []byte("shakeout: 1\nname: x\nworld: duopoly\nrun: 5\nmeasure: {every: 0}\nbaseline: c\n"), experiments.Options{})
	var problems worldfile.Problems
	if !errors.As(err, &problems) || len(problems) < 2 {
		t.Errorf("got %v; want both", err)
	}
}

func TestBundledExperimentsLoad(t *testing.T) {
	for _, name := range experiments.Names() {
		if _, err := experiments.Load(name, experiments.Options{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The bundled doubling of cohorts must follow the world that it doubles.
func TestDoubledCohortsAreDoubled(t *testing.T) {
	e, err := experiments.Load("doubled-cohorts", experiments.Options{World: worldfile.Options{Set: []string{"ticks=1"}}})
	if err != nil {
		t.Fatal(err)
	}
	cohorts := map[string]map[string]int64{}
	for row := range int64(2) {
		run, place, err := e.RunOne(t.Context(), row+1, worlds.Options{})
		if err != nil {
			t.Fatal(err)
		}
		w, err := worlds.Parse("w.yaml", run.Resolved, worldfile.Options{})
		if err != nil {
			t.Fatal(err)
		}
		cohorts[place.Arm] = map[string]int64{}
		for _, s := range w.Value.Customers.Segments {
			cohorts[place.Arm][s.ID] = int64(s.Cohorts)
		}
	}
	for id, n := range cohorts["base"] {
		if cohorts["doubled"][id] != 2*n || n == 0 {
			t.Errorf("%s: got %d cohorts in the arm doubled; want twice the %d of the world", id, cohorts["doubled"][id], n)
		}
	}
}
