package experiments_test

import (
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shakeout/experiments"
	"shakeout/worlds"
	"shakeout/worlds/history"
	"shakeout/worlds/worldfile"
)

const screened = `
shakeout: 1
name: screened
world: duopoly
runs: 8
uncertain:
  - {path: customers.none_lambda, dist: uniform, low: 0.2, high: 0.4}
  - {path: "customers.segments[*].switching_cost", as: factor, dist: lognormal, median: 1, sigma: 0.3, high: 3}
  - {path: "agents[beta].start.cash_usd_m", as: factor, dist: uniform, low: 1, high: 1.1}
sensitivity: {method: sobol, lives_of: [beta]}
measure: {every: 12, indicators: [hhi, model_revenue_usd_m]}
`

func TestASensitivityAnalysisIsItsMatrices(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, "one")
	e := parse(t, screened)
	if got, want := e.Rows(), int64(8*(3+1+2)); got != want {
		t.Fatalf("got %d rows; want %d: A, three numbers, luck and B in each of 8 rows", got, want)
	}
	m := carryOut(t, e, experiments.RunOptions{Dir: dir, Workers: 1})
	carryOut(t, e, experiments.RunOptions{Dir: filepath.Join(root, "two"), Workers: 2})
	if diff := cmp.Diff(files(t, dir), files(t, filepath.Join(root, "two"))); diff != "" {
		t.Errorf("two workers: %s", diff)
	}
	again, err := experiments.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if other := carryOut(t, again, experiments.RunOptions{Dir: filepath.Join(root, "again")}); other.Digest != m.Digest {
		t.Error("the experiment in the directory is another one")
	}
	// Each point of a row differs from A as its place says.
	var blocks [8][6][]string // seed and the three numbers
	for line := range strings.Lines(files(t, dir)["runs.csv"]) {
		f := strings.Split(line, ",")
		if f[0] == "row" {
			continue
		}
		blocks[int(number(t, f[1]))-1][int(number(t, f[2]))] = f[4:8]
	}
	for r, b := range blocks {
		first, second := b[0], b[5]
		for k := range 4 { // column 0 is the seed, which the member before B takes from it
			member := k
			if k == 0 {
				member = 4
			}
			for c := range 4 {
				want := first[c]
				if c == k {
					want = second[c]
				}
				if b[member][c] != want {
					t.Errorf("row %d, member %d: column %d is %s; want %s", r, member, c, b[member][c], want)
				}
			}
		}
		if first[0] == second[0] {
			t.Errorf("row %d: A and B share their luck", r)
		}
	}
	rows := summary[history.SummarySobolRow](t, dir, "sobol.csv")
	seen := map[string]int{}
	for _, r := range rows {
		seen[r.Kind+" "+r.Measure+" "+r.Date]++
		if r.Rows != 8 || r.StdDev <= 0 {
			t.Errorf("got %+v; want 8 rows and something that varies", r)
		}
	}
	if seen["indicator hhi 2027-01-01"] != 4 || seen["indicator hhi 2026-01-01"] != 4 {
		t.Errorf("got %v; want three numbers and luck for HHI at the dates at which it varies", seen)
	}
}

// What decides an outcome has all of its variance, and what does nothing has none.
func TestASensitivityAnalysisFindsWhatMatters(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "x")
	text := strings.Replace(screened, "method: sobol, lives_of: [beta]", "method: morris", 1)
	e := parse(t, text)
	if got, want := e.Rows(), int64(8*5); got != want {
		t.Fatalf("got %d rows; want trajectories of %d points", got, want/8)
	}
	carryOut(t, e, experiments.RunOptions{Dir: dir})
	for _, r := range summary[history.SummaryMorrisRow](t, dir, "morris.csv") {
		if r.Measure != "hhi" || r.Date != "2027-01-01" {
			continue
		}
		idle := r.Factor == "agents[beta].start.cash_usd_m" // beta is not short of cash
		if (r.MuStar < 1e-6) != idle || math.Abs(r.Mu) > r.MuStar+1e-9 {
			t.Errorf("%s: got a mean effect %g and a mean size %g", r.Factor, r.Mu, r.MuStar)
		}
	}
}

// A trajectory changes one number, or the luck, at a step.
func TestTrajectoriesChangeOneThingAtAStep(t *testing.T) {
	e := parse(t, strings.Replace(screened, "method: sobol", "method: morris", 1))
	for run := range int64(3) {
		var before *worlds.World
		var place experiments.Place
		for point := range int64(5) {
			got, p, err := e.RunOne(t.Context(), 5*run+point+1, worlds.Options{})
			if err != nil {
				t.Fatal(err)
			}
			w, err := worlds.Parse("w.yaml", got.Resolved, worldfile.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if before != nil {
				changes := 0
				for _, changed := range []bool{
					p.Seed != place.Seed, w.Value.Customers.Lambda != before.Customers.Lambda,
					w.Value.Customers.Segments[0].SwitchingCost != before.Customers.Segments[0].SwitchingCost,
					w.Value.Agents[1].Start.Cash != before.Agents[1].Start.Cash,
				} {
					if changed {
						changes++
					}
				}
				if changes != 1 {
					t.Errorf("run %d, point %d: got %d changes; want 1", run, point, changes)
				}
			}
			before, place = &w.Value, p
		}
	}
}

func TestGroupsAndWhatIsLeftOut(t *testing.T) {
	grouped := strings.Replace(screened, "method: sobol", `method: sobol, groups: [{id: demand, paths: [customers.none_lambda, "customers.segments[*].switching_cost"]}]`, 1)
	if e := parse(t, grouped); e.Rows() != 8*4 {
		t.Errorf("got %d rows; want A, one group, luck and B", e.Rows())
	}
	of := strings.Replace(screened, "method: sobol", "method: morris, of: [customers.none_lambda]", 1)
	if e := parse(t, of); e.Rows() != 8*3 {
		t.Errorf("got %d rows; want trajectories of one number and luck", e.Rows())
	}
}

// The outcomes that a summary needs are kept, whatever measure says.
func TestOutcomesThatSummariesNeedAreKept(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "x")
	carryOut(t, parse(t, strings.Replace(screened, "measure: {", "measure: {outcomes_of: [alpha], ", 1)), experiments.RunOptions{Dir: dir})
	if all := files(t, dir)["outcomes.csv"]; !strings.Contains(all, ",beta,") {
		t.Error("got no outcome of beta, whose life is looked at")
	}
	dir = filepath.Join(t.TempDir(), "y")
	carryOut(t, parse(t, meeting+"measure: {outcomes_of: [alpha]}\n"), experiments.RunOptions{Dir: dir})
	if rows := summary[history.SummaryPayoffRow](t, dir, "payoffs.csv"); len(rows) == 0 {
		t.Error("got no payoffs in the seat of beta")
	}
}

func TestWrongSensitivityAnalysesSayWhere(t *testing.T) {
	tests := []struct{ reason, old, fresh, wrong string }{
		{"a number that is certain", "method: sobol", "of: [customers.family_sigma]", "sensitivity.of[0]: got customers.family_sigma, which is no uncertain number"},
		{"groups of effects with a sign", "method: sobol", "groups: [{id: a, paths: [customers.none_lambda]}]", "sensitivity.groups: got groups with the method morris"},
		{"a number in two groups", "method: sobol", "method: sobol, groups: [{id: a, paths: [customers.none_lambda]}, {id: b, paths: [customers.none_lambda]}]", "sensitivity.groups[b].paths[0]: got customers.none_lambda again"},
		{"odd levels", "method: sobol", "levels: 3", "sensitivity.levels: got 3; want an even number"},
		{"the life of nobody", "lives_of: [beta]", "lives_of: [gamma]", `sensitivity.lives_of[0]: got "gamma", the id of no agent`},
		{"a sweep as well", "measure:", "sweep: {axes: [{path: customers.family_sigma, values: [0.5]}]}\nmeasure:", "sweep: got it beside sensitivity"},
		{"arms as well", "measure:", "arms: [{id: a}, {id: b, set: {ticks: 3}}]\nmeasure:", "arms: got it beside sensitivity"},
		{"nothing uncertain", screened[strings.Index(screened, "uncertain:"):strings.Index(screened, "sensitivity:")], "", "sensitivity: got a world without uncertain numbers"},
	}
	for _, tt := range tests {
		_, err := experiments.Parse("t.yaml", []byte(strings.Replace(screened, tt.old, tt.fresh, 1)), experiments.Options{})
		if err == nil || !strings.Contains(err.Error(), tt.wrong) {
			t.Errorf("%s: got %v; want %s", tt.reason, err, tt.wrong)
		}
	}
}
