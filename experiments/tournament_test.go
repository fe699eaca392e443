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

const meeting = `
shakeout: 1
name: meeting
world: duopoly
runs: 4
tournament:
  seats: [beta, alpha]
  payoff: share
  strategies:
    - {id: cost-plus}
    - {id: fierce, name: undercut, params: {step: 0.2}}
    - {id: value-based}
`

func TestATournamentIsItsPairings(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, "one")
	m := carryOut(t, parse(t, meeting), experiments.RunOptions{Dir: dir, Workers: 1})
	if m.Rows != 4*9 {
		t.Errorf("got %d rows; want 4 replicates of 9 pairings", m.Rows)
	}
	carryOut(t, parse(t, meeting), experiments.RunOptions{Dir: filepath.Join(root, "two"), Workers: 2})
	if diff := cmp.Diff(files(t, dir), files(t, filepath.Join(root, "two"))); diff != "" {
		t.Errorf("two workers: %s", diff)
	}
	// A pairing by hand: fierce in the first seat, cost-plus in the other, all replicates.
	sum := 0.0
	for seed := range int64(4) {
		w, err := worlds.Load("duopoly", worldfile.Options{})
		if err != nil {
			t.Fatal(err)
		}
		w.Value.Seed = seed + 1
		w.Value.Agents[0].Strategy = worlds.Strategy{Name: "cost-plus"}
		w.Value.Agents[1].Strategy = worlds.Strategy{Name: "undercut", Params: map[string]float64{"step": 0.2}}
		run, err := worlds.Run(t.Context(), &w.Value, worlds.Options{})
		if err != nil {
			t.Fatal(err)
		}
		sum += run.Outcomes[1].Share
	}
	found := false
	for _, r := range summary[history.SummaryPayoffRow](t, dir, "payoffs.csv") {
		if r.Payoff == "share" && r.Strategy == "fierce" && r.Opponent == "cost-plus" {
			found = true
			if math.Abs(r.Mean-sum/4) > 1e-12 || r.Runs != 4 {
				t.Errorf("got a share of %g over %d runs; want %g over 4", r.Mean, r.Runs, sum/4)
			}
		}
	}
	if !found {
		t.Error("the pairing is not among the payoffs")
	}
	for _, r := range summary[history.SummaryEquilibriumRow](t, dir, "equilibria.csv") {
		if r.Method == "exact" && r.Exploitability > 1e-9 {
			t.Errorf("equilibrium %d can be exploited by %g", r.Number, r.Exploitability)
		}
	}
	e, err := experiments.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if again := carryOut(t, e, experiments.RunOptions{Dir: filepath.Join(root, "again")}); again.Digest != m.Digest {
		t.Error("the experiment in the directory is another one")
	}
}

func TestOneSeatIsARanking(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "x")
	m := carryOut(t, parse(t, strings.Replace(meeting, "seats: [beta, alpha]", "seats: [beta]\n  form: one-seat", 1)), experiments.RunOptions{Dir: dir})
	if m.Rows != 4*3 {
		t.Errorf("got %d rows; want 4 replicates of 3 strategies", m.Rows)
	}
	if r := summary[history.SummaryRankRow](t, dir, "ranking.csv"); len(r) != 3 || r[0].Rank != 1 || r[0].Score < r[2].Score {
		t.Errorf("got %+v; want three places, the best first", r)
	}
	if e := summary[history.SummaryEquilibriumRow](t, dir, "equilibria.csv"); len(e) != 0 {
		t.Errorf("got equilibria %v of something that is no game", e)
	}
}

func TestWrongTournamentsSayWhere(t *testing.T) {
	tests := []struct{ reason, old, fresh, wrong string }{
		{"a seat of nobody", "alpha]", "gamma]", `tournament.seats[1]: got "gamma", the id of no agent`},
		{"one seat in a round robin", "beta, alpha", "beta", "tournament.seats: got 1; want at least 2"},
		{"one strategy", "    - {id: fierce, name: undercut, params: {step: 0.2}}\n    - {id: value-based}\n", "", "tournament.strategies: got 1; want at least two"},
		{"a strategy that is none", "{id: value-based}", "{id: value}", "value"},
		{"a parameter that is none", "step: 0.2", "stap: 0.2", "stap"},
		{"an unknown payoff", "payoff: share", "payoff: shares", `got "shares"`},
	}
	for _, tt := range tests {
		_, err := experiments.Parse("t.yaml", []byte(strings.Replace(meeting, tt.old, tt.fresh, 1)), experiments.Options{})
		if err == nil || !strings.Contains(err.Error(), tt.wrong) {
			t.Errorf("%s: got %v; want %s", tt.reason, err, tt.wrong)
		}
	}
}
