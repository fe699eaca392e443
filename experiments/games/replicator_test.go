package games

import (
	"math"
	"strings"
	"testing"

	"shakeout/internal/exact"
)

func TestReplicator(t *testing.T) {
	for _, c := range []struct {
		reason         string
		payoffs        [][]float64
		start, want    []float64
		settled        bool
		plan           ReplicatorPlan
		averageInstead bool
	}{
		{"hawk and dove settle at 1/3", [][]float64{{-2, 2}, {0, 1}}, []float64{0.9, 0.1}, []float64{1. / 3, 2. / 3}, true, ReplicatorPlan{}, false},
		{"prisoners defect", [][]float64{{3, 0}, {5, 1}}, []float64{0.99, 0.01}, []float64{0, 1}, true, ReplicatorPlan{}, false},
		{"stag hunt from above one half", [][]float64{{4, 1}, {3, 2}}, []float64{0.51, 0.49}, []float64{1, 0}, true, ReplicatorPlan{}, false},
		{"stag hunt from below", [][]float64{{4, 1}, {3, 2}}, []float64{0.49, 0.51}, []float64{0, 1}, true, ReplicatorPlan{}, false},
		{"who is not there can't spread", [][]float64{{3, 0}, {5, 1}}, []float64{1, 0}, []float64{1, 0}, false, ReplicatorPlan{Steps: 50}, false},
		{"nothing matters", [][]float64{{1, 1}, {1, 1}}, []float64{0.3, 0.7}, []float64{0.3, 0.7}, true, ReplicatorPlan{}, false},
		{
			"rock, paper, scissors circle, and their average is the equilibrium",
			[][]float64{{0, -1, 1}, {1, 0, -1}, {-1, 1, 0}},
			[]float64{0.4, 0.3, 0.3}, []float64{1. / 3, 1. / 3, 1. / 3}, false, ReplicatorPlan{Step: 0.005, Steps: 100000}, true,
		},
	} {
		got, err := Replicator(c.payoffs, c.start, c.plan)
		if err != nil {
			t.Fatal(err)
		}
		end := got.Mix
		if c.averageInstead {
			end = got.Average
		}
		for i := range c.want {
			if math.Abs(end[i]-c.want[i]) > 3e-3 {
				t.Errorf("%s: got %v after %d steps; want %v", c.reason, end, got.Steps, c.want)
				break
			}
		}
		if got.Settled != c.settled {
			t.Errorf("%s: got settled %v, exploitable for %v; want %v", c.reason, got.Settled, got.Exploitability, c.settled)
		}
	}
	path, err := Replicator([][]float64{{3, 0}, {5, 1}}, []float64{0.5, 0.5}, ReplicatorPlan{Steps: 10, RecordEvery: 5})
	if err != nil || len(path.Path) != 3 || path.Path[0][0] != 0.5 {
		t.Errorf("recorded path: got %v, %v; want 3 mixes", path.Path, err)
	}
}

// TestReplicatorFollowsTheEquation compares small steps with the closed form of a game of two strategies with constant
// advantage: the odds grow as exp(advantage x time).
func TestReplicatorFollowsTheEquation(t *testing.T) {
	got, err := Replicator([][]float64{{1, 1}, {0, 0}}, []float64{0.1, 0.9}, ReplicatorPlan{Step: 0.01, Steps: 300})
	if err != nil {
		t.Fatal(err)
	}
	want := math.Exp(3) / 9
	if odds := got.Mix[0] / got.Mix[1]; math.Abs(odds/want-1) > 1e-12 {
		t.Errorf("odds after 3 units of time: got %v; want %v", odds, want)
	}
}

func TestBasins(t *testing.T) {
	stream := exact.NewStream(1, "", "basins", 0)
	// Stag hunt with the watershed at 3/4: a quarter of the starts lead to the first.
	basins, restless, err := Basins([][]float64{{4, 0}, {3, 3}}, 400, ReplicatorPlan{}, &stream)
	if err != nil {
		t.Fatal(err)
	}
	if len(basins) != 2 || restless > 2 || basins[0].Mix[1] < 0.99 || math.Abs(float64(basins[1].Starts)/400-0.25) > 0.07 {
		t.Errorf("got %+v and %d restless; want the second in 3/4 of cases, the first in 1/4", basins, restless)
	}
	for _, c := range []struct {
		reason string
		err    error
		want   string
	}{
		{"no start", func() error { _, _, err := Basins([][]float64{{1}}, 0, ReplicatorPlan{}, &stream); return err }(), "starts: got 0"},
		{"negative step", second(Replicator([][]float64{{1}}, []float64{1}, ReplicatorPlan{Step: -1})), "step: got -1"},
		{"leap", second(Replicator([][]float64{{1}}, []float64{1}, ReplicatorPlan{Step: 11})), "at most 10"},
		{"start is no mix", second(Replicator([][]float64{{1}}, []float64{0.5}, ReplicatorPlan{})), "add to 0.5"},
	} {
		if c.err == nil || !strings.Contains(c.err.Error(), c.want) {
			t.Errorf("%s: got error %v; want one with %q", c.reason, c.err, c.want)
		}
	}
}

func TestResponses(t *testing.T) {
	rps := [][]float64{{0, -1, 1}, {1, 0, -1}, {-1, 1, 0}}
	r, err := BestResponse(rps, []float64{0.5, 0.25, 0.25})
	if err != nil || len(r.Best) != 1 || r.Best[0] != 1 || r.Payoff != 0.25 {
		t.Errorf("against much rock: got %+v, %v; want paper, for 0.25", r, err)
	}
	if r, err = BestResponse(rps, []float64{1. / 3, 1. / 3, 1. / 3}); err != nil || len(r.Best) != 3 {
		t.Errorf("against the equilibrium: got %+v, %v; want all three", r, err)
	}
	gains, err := InvasionGains([][]float64{{3, 0}, {5, 1}})
	if err != nil || gains[1][0] != 2 || gains[0][1] != -1 || gains[0][0] != 0 {
		t.Errorf("invasion: got %v, %v; want defectors to invade and not to be invaded", gains, err)
	}
	for _, c := range []struct {
		reason  string
		payoffs [][]float64
		want    []bool
	}{
		{"defection", [][]float64{{3, 0}, {5, 1}}, []bool{false, true}},
		{"stag hunt: both", [][]float64{{4, 1}, {3, 2}}, []bool{true, true}},
		{"hawk and dove: neither alone", [][]float64{{-2, 2}, {0, 1}}, []bool{false, false}},
		{"equal against it, worse against itself", [][]float64{{1, 2}, {1, 0}}, []bool{true, false}},
		{"a copy of itself can drift in", [][]float64{{1, 1}, {1, 1}}, []bool{false, false}},
	} {
		got, err := EvolutionarilyStable(c.payoffs)
		if err != nil {
			t.Fatal(err)
		}
		for i := range c.want {
			if got[i] != c.want[i] {
				t.Errorf("%s: got %v; want %v", c.reason, got, c.want)
			}
		}
	}
}
