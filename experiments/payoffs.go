package experiments

import (
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"slices"

	"shakeout/experiments/games"
	"shakeout/internal/exact"
	"shakeout/internal/statistics"
	"shakeout/worlds/history"
)

// surplusColumn is the indicator behind the payoff consumer-surplus; a tournament always keeps it.
const surplusColumn = "consumer_surplus_usd_m"

// standings is the outcome of a tournament at one point of a sweep: what each pairing was worth in each replicate.
type standings struct {
	names    []string
	pairings []pairing
	values   [][]float64 // [replicate][pairing], for one payoff
}

// tournamentTables are the summaries of a tournament.
type tournamentTables struct {
	payoffs    []history.SummaryPayoffRow
	ranking    []history.SummaryRankRow
	equilibria []history.SummaryEquilibriumRow
	exploits   []history.SummaryExploitRow
	invasion   []history.SummaryInvasionRow
	supports   []history.SummarySupportRow
}

// tournament writes the summaries of a tournament.
func (f *frame) tournament(cells []cell, folder string) error {
	surplus := make([]float64, f.rows)
	err := f.indicators(func(k int, values [][]float64) error {
		if f.e.kept[k].header() == surplusColumn {
			for row := range surplus {
				surplus[row] = statistics.Mean(finite(values[row]))
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	var t tournamentTables
	for point := range int(f.e.sweep.size) {
		at := cells[point*len(f.e.arms) : (point+1)*len(f.e.arms)]
		for p := range payoffs {
			s := f.standings(at, Payoff(p), surplus)
			if len(s.values) == 0 {
				return nil // no replicate of which every pairing came to its end: nothing to compare
			}
			if err := t.add(int64(point), Payoff(p), s); err != nil {
				return err
			}
			if Payoff(p) == f.e.file.Tournament.Payoff {
				if err := t.solve(int64(point), s); err != nil {
					return err
				}
			}
		}
	}
	return errors.Join(writeTable(folder, "payoffs.csv", t.payoffs), writeTable(folder, "ranking.csv", t.ranking),
		writeTable(folder, "equilibria.csv", t.equilibria), writeTable(folder, "exploitability.csv", t.exploits),
		writeTable(folder, "invasion.csv", t.invasion), writeTable(folder, "supports.csv", t.supports))
}

// standings collects one payoff of all pairings in the replicates of which every pairing came to its end.
func (f *frame) standings(cells []cell, payoff Payoff, surplus []float64) standings {
	t := f.e.file.Tournament
	s := standings{pairings: t.pairings()}
	for i := range t.Strategies {
		s.names = append(s.names, t.Strategies[i].ID)
	}
	for k := range cells[0].rows {
		values := make([]float64, len(cells))
		whole := true
		for i := range cells {
			values[i] = f.worth(cells[i].rows[k], payoff, t.Seats[0], surplus)
			whole = whole && !math.IsNaN(values[i])
		}
		if whole {
			s.values = append(s.values, values)
		}
	}
	return s
}

// worth returns what a run is worth, NaN where it failed or can't be said.
func (f *frame) worth(row int64, payoff Payoff, seat string, surplus []float64) float64 {
	if !f.ok[row] || f.lives[seat] == nil || !f.lives[seat][row].present {
		return math.NaN()
	}
	l := &f.lives[seat][row]
	switch payoff {
	case Survival:
		ticks := float64(f.e.arms[f.e.place(row+1).arm].world.Ticks - int64(l.entered))
		if l.surviving || ticks <= 0 {
			return 1
		}
		return math.Min(1, float64(l.months())/ticks)
	case MarketShare:
		return l.share
	case ConsumerSurplus:
		return surplus[row]
	}
	return l.value
}

// add appends the mean payoffs of all pairings.
func (t *tournamentTables) add(point int64, payoff Payoff, s standings) error {
	for i, p := range s.pairings {
		sample := make([]float64, len(s.values))
		for k := range sample {
			sample[k] = s.values[k][i]
		}
		mean, interval, err := statistics.MeanInterval(sample, level)
		if err != nil {
			return err
		}
		t.payoffs = append(t.payoffs, history.SummaryPayoffRow{
			Point: point, Payoff: payoff.String(), Strategy: s.names[p.own], Opponent: s.names[p.others], Runs: int64(len(sample)),
			Mean: mean, StdErr: statistics.StandardError(sample), Lower: interval.Lower, Upper: interval.Upper,
		})
	}
	return nil
}

// solve ranks the strategies and reads the mean payoffs as a game.
func (t *tournamentTables) solve(point int64, s standings) error {
	n := len(s.names)
	if len(s.pairings) == n { // every strategy by itself: a ranking, and no game
		scores := make([][]float64, n)
		for i := range scores {
			for k := range s.values {
				scores[i] = append(scores[i], s.values[k][i])
			}
		}
		list, err := games.Rank(s.names, scores, level)
		t.rank(point, list)
		return err
	}
	matrices := make([][][]float64, len(s.values))
	for k := range matrices {
		for i := range n {
			matrices[k] = append(matrices[k], s.values[k][i*n:(i+1)*n])
		}
	}
	g, err := games.NewTournament(s.names, matrices)
	if err != nil {
		return err
	}
	list, err := g.Ranking(nil, level)
	if err != nil {
		return err
	}
	t.rank(point, list)
	profiles, err := t.equilibrium(point, g)
	if err == nil {
		err = t.exploit(point, g, profiles)
	}
	if err == nil {
		err = t.invade(point, g)
	}
	return err
}

func (t *tournamentTables) rank(point int64, list []games.Standing) {
	for _, x := range list {
		t.ranking = append(t.ranking, history.SummaryRankRow{
			Point: point, Strategy: x.Strategy, Score: x.Score, StdErr: x.StandardError, Lower: x.Interval.Lower, Upper: x.Interval.Upper,
			Rank: int64(x.Rank), BestRank: int64(x.BestRank), WorstRank: int64(x.WorstRank),
		})
	}
}

// profile is a mix of strategies with its name.
type profile struct {
	name string
	mix  []float64
}

// Sizes of the random parts of the analysis; their streams have fixed names, so that the same replicates give the same answer.
const (
	replicatorStarts   = 200
	equilibriumSamples = 200
)

// equilibrium finds where the game is at rest, and how sure that is.
func (t *tournamentTables) equilibrium(point int64, g *games.Tournament) ([]profile, error) {
	payoffs, names := g.Payoffs(), g.Strategies()
	var profiles []profile
	add := func(row history.SummaryEquilibriumRow, mix []float64) error {
		var err error
		if row.Exploitability, err = games.SymmetricExploitability(payoffs, mix); err != nil {
			return err
		}
		for i, p := range mix {
			if p > 0 {
				row.Strategy, row.Probability = names[i], p
				t.equilibria = append(t.equilibria, row)
			}
		}
		return nil
	}
	if len(names) <= games.GreatestSymmetric {
		found, err := games.FindSymmetricEquilibria(payoffs)
		if err != nil {
			return nil, err
		}
		for i, e := range found.All {
			row := history.SummaryEquilibriumRow{Point: point, Method: "exact", Number: int64(i + 1), Payoff: e.Payoff, Starts: math.NaN(), Degenerate: found.Degenerate}
			if err := add(row, e.Mix); err != nil {
				return nil, err
			}
			profiles = append(profiles, profile{fmt.Sprintf("equilibrium %d", i+1), e.Mix})
		}
		stream := exact.NewStream(0, "tournament", "equilibrium-supports", int(point))
		supports, err := g.EquilibriumSupports(equilibriumSamples, &stream)
		if err != nil {
			return nil, err
		}
		for _, x := range supports {
			t.supports = append(t.supports, history.SummarySupportRow{Point: point, Strategy: x.Strategy, Played: x.Played, Alone: x.Alone})
		}
	}
	stream := exact.NewStream(0, "tournament", "replicator", int(point))
	basins, _, err := games.Basins(payoffs, replicatorStarts, games.ReplicatorPlan{}, &stream)
	if err != nil {
		return nil, err
	}
	for i, b := range basins {
		mix := swept(b.Mix)
		row := history.SummaryEquilibriumRow{Point: point, Method: "replicator", Number: int64(i + 1), Starts: float64(b.Starts) / replicatorStarts}
		for k, p := range mix {
			for j, q := range mix {
				row.Payoff += float64(float64(p*q) * payoffs[k][j])
			}
		}
		if err := add(row, mix); err != nil {
			return nil, err
		}
	}
	return profiles, nil
}

// swept takes out of a mix what the dynamics have not quite driven out.
func swept(mix []float64) []float64 {
	out := slices.Clone(mix)
	sum := 0.0
	for i, p := range out {
		if p < 1e-6 {
			out[i] = 0
		}
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}

// exploit finds the best response to each strategy, to all of them alike, and to each equilibrium.
func (t *tournamentTables) exploit(point int64, g *games.Tournament, profiles []profile) error {
	names := g.Strategies()
	even := make([]float64, len(names))
	for i := range names {
		even[i] = 1 / float64(len(names))
		alone := make([]float64, len(names))
		alone[i] = 1
		profiles = append(profiles, profile{names[i], alone})
	}
	profiles = append(profiles, profile{"uniform", even})
	for _, p := range profiles {
		deviations, err := g.Deviations(p.mix, level)
		if err != nil {
			return err
		}
		if alone := slices.Index(p.mix, 1); alone >= 0 { // its own gain is nothing: the next one tells how safe it is
			deviations = slices.DeleteFunc(deviations, func(d games.Deviation) bool { return d.Strategy == names[alone] })
		}
		best := slices.MaxFunc(deviations, func(a, b games.Deviation) int {
			switch {
			case a.Gain.Estimate < b.Gain.Estimate:
				return -1
			case a.Gain.Estimate > b.Gain.Estimate:
				return 1
			}
			return 0
		})
		t.exploits = append(t.exploits, history.SummaryExploitRow{
			Point: point, Profile: p.name, BestResponse: best.Strategy, Gain: best.Gain.Estimate, StdErr: best.Gain.StandardError,
			Lower: best.Gain.Interval.Lower, Upper: best.Gain.Interval.Upper,
		})
	}
	return nil
}

// invade lists what each strategy gains as a rarity among each other.
func (t *tournamentTables) invade(point int64, g *games.Tournament) error {
	names := g.Strategies()
	gains, err := g.Invasion(level)
	if err != nil {
		return err
	}
	stable, err := games.EvolutionarilyStable(g.Payoffs())
	if err != nil {
		return err
	}
	for i := range gains {
		for j, x := range gains[i] {
			if i == j {
				continue
			}
			t.invasion = append(t.invasion, history.SummaryInvasionRow{
				Point: point, Invader: names[i], Resident: names[j], Gain: x.Estimate, StdErr: x.StandardError,
				Lower: x.Interval.Lower, Upper: x.Interval.Upper, PValue: x.PValue, Stable: stable[j],
			})
		}
	}
	return nil
}

// summariseTournament writes the summaries of the tournament, where the experiment is one.
func (f *frame) summariseTournament(cells []cell, dir string) error {
	if f.e.file.Tournament == nil {
		return nil
	}
	return f.tournament(cells, filepath.Join(dir, summaryDir))
}
