package games

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"strings"
	"testing"

	"shakeout/internal/exact"
	"shakeout/internal/statistics"
)

// noisy returns replicates of payoffs: one shock that all cells of a replicate share, and one for each cell.
func noisy(payoffs [][]float64, replicates int, shared, own float64, seed uint64) [][][]float64 {
	stream := exact.NewStream(seed, "", "tournament", 0)
	all := make([][][]float64, replicates)
	for r := range all {
		luck := float64(shared * stream.Normal())
		all[r] = square(len(payoffs))
		for i := range payoffs {
			for j := range payoffs[i] {
				all[r][i][j] = payoffs[i][j] + luck + float64(own*stream.Normal())
			}
		}
	}
	return all
}

var hawkDove = [][]float64{{-2, 2}, {0, 1}}

func newTournament(t *testing.T, replicates [][][]float64) *Tournament {
	t.Helper()
	names := []string{"hawk", "dove", "owl"}[:len(replicates[0])]
	tournament, err := NewTournament(names, replicates)
	if err != nil {
		t.Fatal(err)
	}
	return tournament
}

func TestDeviations(t *testing.T) {
	tournament := newTournament(t, noisy(hawkDove, 200, 50, 0.5, 1))
	if tournament.Replicates() != 200 || len(tournament.Strategies()) != 2 || tournament.StandardErrors()[0][0] < 1 {
		t.Fatalf("got %d replicates, errors %v", tournament.Replicates(), tournament.StandardErrors())
	}
	at := func(mix []float64) []Deviation {
		d, err := tournament.Deviations(mix, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	// In the true equilibrium neither gains; the shared luck of 50 cancels within replicates.
	for _, d := range at([]float64{1. / 3, 2. / 3}) {
		if !d.Gain.Interval.Contains(0) || d.Gain.StandardError > 0.1 {
			t.Errorf("equilibrium: %s gains %+v; want nothing, with a small error", d.Strategy, d.Gain)
		}
	}
	all := at([]float64{0, 1})
	if d := all[0].Gain; !d.Interval.Contains(1) || d.Interval.Lower < 0.5 {
		t.Errorf("hawk among doves gains %+v; want about 1", d)
	}
	if d := all[1].Gain; !d.Deterministic || d.Estimate != 0 {
		t.Errorf("dove among doves gains %+v; want exactly 0", d)
	}
	exploit, err := SymmetricExploitability(tournament.Payoffs(), []float64{0, 1})
	if err != nil || math.Abs(exploit-all[0].Gain.Estimate) > 1e-12 {
		t.Errorf("exploitability: got %v, %v; want the greatest gain, %v", exploit, err, all[0].Gain.Estimate)
	}
	invasion, err := tournament.Invasion(0.95)
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(invasion[0][1].Estimate-all[0].Gain.Estimate) > 1e-12 || invasion[1][0].Interval.Lower < 1 {
		t.Errorf("invasion: got %+v; want hawks into doves as above, and doves into hawks for 2", invasion)
	}
}

func TestCellsAgreeWithIndependentReplicates(t *testing.T) {
	replicates := noisy(hawkDove, 400, 0, 1, 2)
	whole := newTournament(t, replicates)
	cells, err := NewTournamentFromCells(whole.Strategies(), whole.Payoffs(), whole.StandardErrors())
	if err != nil {
		t.Fatal(err)
	}
	mix := []float64{0.25, 0.75}
	a, errA := whole.Deviations(mix, 0.95)
	b, errB := cells.Deviations(mix, 0.95)
	if errA != nil || errB != nil {
		t.Fatal(errA, errB)
	}
	for i := range a {
		if math.Abs(a[i].Gain.Estimate-b[i].Gain.Estimate) > 1e-12 || math.Abs(a[i].Gain.StandardError/b[i].Gain.StandardError-1) > 0.1 {
			t.Errorf("%s: got %+v from cells; want about %+v", a[i].Strategy, b[i].Gain, a[i].Gain)
		}
	}
}

func TestRanking(t *testing.T) {
	payoffs := [][]float64{{1, 1, 1}, {1.05, 1.05, 1.05}, {3, 3, 3}}
	standings, err := newTournament(t, noisy(payoffs, 50, 20, 0.5, 3)).Ranking(nil, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	if s := standings[0]; s.Strategy != "owl" || s.Rank != 1 || s.BestRank != 1 || s.WorstRank != 1 {
		t.Errorf("first: got %+v; want the owl, surely first although luck moves all scores by 20", s)
	}
	for _, s := range standings[1:] {
		if s.BestRank != 2 || s.WorstRank != 3 {
			t.Errorf("got %+v; want rank 2 or 3: hawk and dove are too close", s)
		}
	}
	// Alone against doves, hawks come first; among hawks, last.
	game := newTournament(t, noisy(hawkDove, 100, 5, 0.1, 4))
	for _, c := range []struct {
		opponents []float64
		first     string
	}{{[]float64{0, 1}, "hawk"}, {[]float64{1, 0}, "dove"}} {
		standings, err := game.Ranking(c.opponents, 0.95)
		if err != nil || standings[0].Strategy != c.first || standings[0].WorstRank != 1 {
			t.Errorf("against %v: got %+v, %v; want %s surely first", c.opponents, standings, err, c.first)
		}
	}
	single, err := newTournament(t, noisy(payoffs, 1, 0, 0, 5)).Ranking(nil, 0.95)
	if err != nil || single[0].Strategy != "owl" || single[0].WorstRank != 3 || !math.IsNaN(single[0].Interval.Lower) {
		t.Errorf("one replicate: got %+v, %v; want an order that nothing is sure of", single, err)
	}
	seats, err := Rank([]string{"a", "b", "c"}, [][]float64{{1, 2, 3}, {1, 2, 3}, {2, 3.1, 4}}, 0.9)
	if err != nil || seats[0].Strategy != "c" || seats[0].WorstRank != 1 || seats[1].Strategy != "a" || seats[1].WorstRank != 3 {
		t.Errorf("seats: got %+v, %v; want c surely first, a and b tied", seats, err)
	}
}

// TestRankingLevel checks that the intervals of all ranks hold the truth at once about as often as they say, or more.
func TestRankingLevel(t *testing.T) {
	payoffs := [][]float64{{0, 0, 0}, {0.2, 0.2, 0.2}, {0.4, 0.4, 0.4}}
	true3 := map[string]int{"owl": 1, "dove": 2, "hawk": 3}
	missed := 0
	const repetitions = 300
	for k := range uint64(repetitions) {
		standings, err := newTournament(t, noisy(payoffs, 20, 3, 0.5, 100+k)).Ranking(nil, 0.9)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range standings {
			if r := true3[s.Strategy]; r < s.BestRank || r > s.WorstRank {
				missed++
				break
			}
		}
	}
	if missed > repetitions*13/100 {
		t.Errorf("ranks at 0.9 missed the truth in %d of %d", missed, repetitions)
	}
}

func TestEquilibriumSupports(t *testing.T) {
	stream := exact.NewStream(1, "", "supports", 0)
	sure := newTournament(t, noisy([][]float64{{3, 0}, {5, 1}}, 30, 4, 0.2, 6))
	got, err := sure.EquilibriumSupports(200, &stream)
	if err != nil || got[0].Played != 0 || got[1].Alone != 1 {
		t.Errorf("prisoner's dilemma: got %+v, %v; want defection always", got, err)
	}
	// Against itself the first earns as much as the second against it: a toss-up whether it stands.
	tossUp, err := NewTournamentFromCells([]string{"a", "b"}, [][]float64{{1, 0}, {1, 2}}, [][]float64{{0.1, 0.1}, {0.1, 0.1}})
	if err != nil {
		t.Fatal(err)
	}
	got, err = tossUp.EquilibriumSupports(400, &stream)
	if err != nil || math.Abs(got[0].Alone-0.5) > 0.1 || got[1].Alone != 1 {
		t.Errorf("toss-up: got %+v, %v; want the first alone in about half, the second always", got, err)
	}
	if _, err := tossUp.EquilibriumSupports(0, &stream); err == nil {
		t.Error("no resamples: got no error")
	}
}

func TestTournamentErrors(t *testing.T) {
	good := [][][]float64{{{1, 2}, {3, 4}}}
	names := []string{"a", "b"}
	for _, c := range []struct {
		reason string
		err    error
		want   string
	}{
		{"no strategies", second(NewTournament(nil, good)), "got no strategies"},
		{"a name twice", second(NewTournament([]string{"a", "a"}, good)), `strategies[1]: got "a"`},
		{"no replicates", second(NewTournament(names, nil)), "got no replicates"},
		{"a failed run", second(NewTournament(names, [][][]float64{{{1, 2}, {math.NaN(), 4}}})), "replicate 0: game: payoffs[1][0]: got NaN"},
		{"names do not fit", second(NewTournament([]string{"a"}, good)), "got 2 rows; want 1"},
		{"negative error", second(NewTournamentFromCells(names, good[0], [][]float64{{0, 0}, {-1, 0}})), "standard errors[1][0]: got -1"},
		{"scores missing", second(Rank(names, [][]float64{{1}}, 0.95)), "got 1 lists of scores"},
		{"scores of different length", second(Rank(names, [][]float64{{1, 2}, {1}}, 0.95)), "got 1 columns; want 2"},
	} {
		if c.err == nil || !strings.Contains(c.err.Error(), c.want) {
			t.Errorf("%s: got error %v; want one with %q", c.reason, c.err, c.want)
		}
	}
	tournament, err := NewTournament(names, [][][]float64{good[0], good[0]})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tournament.Ranking([]float64{1}, 0.95); err == nil {
		t.Error("opponents that do not fit: got no error")
	}
	if _, err := tournament.Ranking(nil, 95); err == nil {
		t.Error("level in per cent: got no error")
	}
	if _, err := tournament.Deviations([]float64{1, 0}, 2); err == nil {
		t.Error("level 2: got no error")
	}
}

// TestBits pins the bits of equilibria, paths and rankings, on every architecture.
func TestBits(t *testing.T) {
	hash := fnv.New64a()
	add := func(values ...float64) {
		for _, v := range values {
			binary.Write(hash, binary.LittleEndian, math.Float64bits(v))
		}
	}
	effect := func(e statistics.Effect) {
		add(e.Estimate, e.StandardError, e.Interval.Lower, e.Interval.Upper, e.PValue)
	}
	for k := range uint64(10) {
		tournament := newTournament(t, noisy([][]float64{{-2, 2, 1.3}, {0, 1, 0.7}, {0.4, 1.1, -0.2}}, 30, 5, 0.4, 200+k))
		found, errF := FindSymmetricEquilibria(tournament.Payoffs())
		path, errP := Replicator(tournament.Payoffs(), []float64{0.3, 0.3, 0.4}, ReplicatorPlan{Steps: 2000})
		deviations, errD := tournament.Deviations(path.Mix, 0.95)
		standings, errR := tournament.Ranking(path.Average, 0.95)
		for _, err := range []error{errF, errP, errD, errR} {
			if err != nil {
				t.Fatal(err)
			}
		}
		for _, e := range found.All {
			add(e.Mix...)
			add(e.Payoff)
		}
		add(path.Mix...)
		add(path.Average...)
		for _, d := range deviations {
			effect(d.Gain)
		}
		for _, s := range standings {
			add(s.Score, s.Interval.Lower, s.Interval.Upper)
		}
	}
	const want = 0x3d1142c933f7d6a8
	if got := hash.Sum64(); got != want {
		t.Errorf("got %#x; want %#x", got, uint64(want))
	}
}
