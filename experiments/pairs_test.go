package experiments_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shakeout/experiments"
	"shakeout/worlds"
	"shakeout/worlds/history"
	"shakeout/worlds/worldfile"
)

func TestArmsThatDifferInNothingNeverPart(t *testing.T) {
	e := parse(t, "shakeout: 1\nname: x\nworld: duopoly\nruns: 3\nbaseline: a\nuncertain:\n  - {path: customers.none_lambda, dist: uniform, low: 0.2, high: 0.4}\narms:\n  - {id: a}\n  - {id: b}\n")
	dir := filepath.Join(t.TempDir(), "x")
	carryOut(t, e, experiments.RunOptions{Dir: dir})
	runs := files(t, dir)["runs.csv"]
	for line := range strings.Lines(runs) {
		if f := strings.Split(strings.TrimSpace(line), ","); f[3] == "b" && (f[len(f)-1] != "" || f[len(f)-2] != "") {
			t.Errorf("got %s; want no tick at which they part", line)
		}
	}
	byArm := map[string][]string{}
	for line := range strings.Lines(files(t, dir)["indicators.csv"]) {
		f := strings.SplitN(line, ",", 5)
		byArm[f[3]] = append(byArm[f[3]], f[1]+","+f[4])
	}
	if diff := cmp.Diff(byArm["a"], byArm["b"]); diff != "" || len(byArm["a"]) == 0 {
		t.Errorf("the arms differ: %s", diff)
	}
}

func TestPartingNamesTheFirstWhoActsDifferently(t *testing.T) {
	// The price of beta's product changes nothing at the start but its own row.
	e := parse(t, "shakeout: 1\nname: x\nworld: duopoly\nruns: 2\narms:\n  - {id: a}\n  - {id: b, set: {agents: [{id: beta, strategy: {params: {step: 0.2}}}]}}\n")
	dir := filepath.Join(t.TempDir(), "x")
	carryOut(t, e, experiments.RunOptions{Dir: dir})
	for line := range strings.Lines(files(t, dir)["runs.csv"]) {
		f := strings.Split(strings.TrimSpace(line), ",")
		if f[3] != "b" {
			continue
		}
		// Both labs' money of the month depends on both prices, so they part together, in the first month.
		if got := strings.Join(f[len(f)-3:], ","); got != "a,1,alpha beta" {
			t.Errorf("got against, tick and agents %s; want a,1,alpha beta", got)
		}
	}
}

func TestAFailedRunIsARowWithTheWorldThatFailsAgain(t *testing.T) {
	e := parse(t, "shakeout: 1\nname: x\nworld: duopoly\nruns: 2\nsweep: {axes: [{path: customers.none_lambda, values: [0.25, 0.001]}]}\n")
	dir := filepath.Join(t.TempDir(), "x")
	m := carryOut(t, e, experiments.RunOptions{Dir: dir, Parquet: true})
	if m.Rows != 4 || m.Failed != 2 {
		t.Errorf("got %d rows, %d failed; want 4, 2", m.Rows, m.Failed)
	}
	all := files(t, dir)
	if !strings.Contains(all["runs.csv"], "2,1,1,base,1,0.001,failed,") {
		t.Errorf("got %s; want row 2 to have failed", all["runs.csv"])
	}
	w, err := worlds.Load(filepath.Join(dir, "failed", "2.yaml"), worldfile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = worlds.Run(t.Context(), &w.Value, worlds.Options{})
	if err == nil || !strings.Contains(all["runs.csv"], strings.SplitN(err.Error(), "\n", 2)[0]) {
		t.Errorf("got %v from the world of the failed run; want the error of its row", err)
	}
}

func TestOneRowAgainIsTheSameRun(t *testing.T) {
	e := parse(t, duo)
	dir := filepath.Join(t.TempDir(), "x")
	carryOut(t, e, experiments.RunOptions{Dir: dir})
	run, place, err := e.RunOne(t.Context(), 23, worlds.Options{})
	if err != nil {
		t.Fatal(err)
	}
	in, err := os.ReadFile(filepath.Join(dir, "indicators.csv"))
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for line := range strings.Lines(string(in)) {
		f := strings.Split(strings.TrimSpace(line), ",")
		if f[0] != "23" {
			continue
		}
		for i := range run.Market {
			if tick, _ := history.Cell(&run.Market[i], "tick"); tick == f[8] {
				found++
				if hhi, _ := history.Cell(&run.Market[i], "hhi"); hhi != f[10] {
					t.Errorf("tick %s: got HHI %s; want %s as in the experiment", tick, hhi, f[10])
				}
			}
		}
	}
	if found != 5 || place.Run != 3 {
		t.Errorf("got %d dates of replicate %d; want 5 of replicate 3", found, place.Run)
	}
}

func TestATreatmentIsNotDrawnOver(t *testing.T) {
	e := parse(t, "shakeout: 1\nname: x\nworld: duopoly\nruns: 2\nuncertain:\n  - {path: customers.none_lambda, dist: uniform, low: 0.2, high: 0.4}\narms:\n  - {id: a}\n  - {id: b, set: {customers: {none_lambda: 0.3}}}\n")
	for row := int64(1); row <= 4; row++ {
		run, place, err := e.RunOne(t.Context(), row, worlds.Options{})
		if err != nil {
			t.Fatal(err)
		}
		w, err := worlds.Parse("w.yaml", run.Resolved, worldfile.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := w.Value.Customers.Lambda; (got == 0.3) != (place.Arm == "b") {
			t.Errorf("row %d, arm %s: got %g; want 0.3 in arm b alone", row, place.Arm, got)
		}
	}
}

// An agent that enters later, and one that is closed, leave what everybody else draws and does
// as it is until the month in which they meet.
func TestArmsPartOnlyWhereAgentsMeet(t *testing.T) {
	e := parse(t, `
shakeout: 1
name: x
world: duopoly
set: {ticks: 24}
runs: 3
baseline: base
arms:
  - id: base
  - id: newcomer
    set:
      agents:
        - id: gamma
          name: Gamma
          kind: lab
          enters: 2026-01
          start: {cash_usd_m: 50, capability_oom: -0.1}
          products: [{id: api, channel: api, price_usd: 2, sales: [{id: developers}]}]
          strategy: {name: cost-plus}
  - id: closed
    set: {changes: [{at: 9, agent: beta, winds_down: true}]}
measure: {every: 1, indicators: ["agents[alpha].cash_usd_m", "agents[alpha].share", "agents[alpha].capability", "agents[beta].cash_usd_m"]}
`)
	dir := filepath.Join(t.TempDir(), "x")
	carryOut(t, e, experiments.RunOptions{Dir: dir})
	meet := map[string]int{"newcomer": 12, "closed": 9}
	rows := map[string]map[string]string{} // arm, then run and tick
	for line := range strings.Lines(files(t, dir)["indicators.csv"]) {
		f := strings.SplitN(strings.TrimSpace(line), ",", 6)
		if rows[f[3]] == nil {
			rows[f[3]] = map[string]string{}
		}
		tick, _, _ := strings.Cut(f[5], ",")
		rows[f[3]][f[1]+" "+tick] = f[5]
	}
	for arm, at := range meet {
		same := 0
		for run := 1; run <= 3; run++ {
			for tick := range 25 {
				key := fmt.Sprint(run, " ", tick)
				if alike(t, rows[arm][key], rows["base"][key]) {
					same++
				} else if tick < at {
					t.Errorf("%s, run and tick %s: got %s; want %s, as without", arm, key, rows[arm][key], rows["base"][key])
				}
			}
		}
		if same == 3*25 {
			t.Errorf("%s changes nothing at all", arm)
		}
	}
	for _, p := range summary[history.SummaryPartingRow](t, dir, "parting.csv") {
		// A newcomer's offers are in the arrays of the opening from the start, which moves last digits.
		if p.Arm == "closed" && (p.Parted != 3 || int(p.First) != meet[p.Arm]) {
			t.Errorf("%s: got %d runs that part, first at tick %g; want 3, at tick %d", p.Arm, p.Parted, p.First, meet[p.Arm])
		}
	}
}

// alike tells whether two lines hold the same, but for the last digits of their numbers.
func alike(t *testing.T, a, b string) bool {
	t.Helper()
	x, y := strings.Split(a, ","), strings.Split(b, ",")
	for i := range x {
		if i == 1 || x[i] == y[i] { // the date
			continue
		}
		u, v := number(t, x[i]), number(t, y[i])
		if math.Abs(u-v) > 1e-12*math.Abs(v) {
			return false
		}
	}
	return true
}
