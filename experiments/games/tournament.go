package games

import (
	"fmt"
	"math"

	"shakeout/internal/exact"
	"shakeout/internal/statistics"
)

// Tournament is a round robin of strategies, repeated: what each earned against each in every replicate. All pairings
// of one replicate share their luck, so differences are taken within replicates.
type Tournament struct {
	strategies []string
	replicates [][][]float64 // [replicate][strategy][opponent]
	mean       [][]float64
	errors     [][]float64
}

// NewTournament returns the tournament with payoffs[r][i][j], what strategy i earned against strategy j in replicate r.
// The payoffs are kept, not copied. Errors: no strategy or an empty or doubled name, no replicate, matrices of the
// wrong size, a payoff that is not finite.
func NewTournament(strategies []string, payoffs [][][]float64) (*Tournament, error) {
	if err := checkNames(strategies); err != nil {
		return nil, err
	}
	if len(payoffs) == 0 {
		return nil, fmt.Errorf("tournament: got no replicates; want at least 1")
	}
	n := len(strategies)
	for r, matrix := range payoffs {
		if err := checkMatrix("payoffs", matrix, n, n); err != nil {
			return nil, fmt.Errorf("tournament: replicate %d: %w", r, err)
		}
	}
	t := &Tournament{strategies: strategies, replicates: payoffs, mean: square(n), errors: square(n)}
	cell := make([]float64, len(payoffs))
	for i := range n {
		for j := range n {
			for r := range payoffs {
				cell[r] = payoffs[r][i][j]
			}
			t.mean[i][j], t.errors[i][j] = statistics.Mean(cell), statistics.StandardError(cell)
		}
	}
	return t, nil
}

// NewTournamentFromCells returns a tournament of which only the mean payoff and its standard error are known for each
// pairing. Errors of different pairings then count as independent. Errors: as for NewTournament, and a standard error
// below 0.
func NewTournamentFromCells(strategies []string, mean, standardErrors [][]float64) (*Tournament, error) {
	if err := checkNames(strategies); err != nil {
		return nil, err
	}
	n := len(strategies)
	if err := checkMatrix("mean", mean, n, n); err != nil {
		return nil, fmt.Errorf("tournament: %w", err)
	}
	if err := checkMatrix("standard errors", standardErrors, n, n); err != nil {
		return nil, fmt.Errorf("tournament: %w", err)
	}
	for i, row := range standardErrors {
		for j, e := range row {
			if e < 0 {
				return nil, fmt.Errorf("tournament: standard errors[%d][%d]: got %v; want at least 0", i, j, e)
			}
		}
	}
	return &Tournament{strategies: strategies, mean: mean, errors: standardErrors}, nil
}

func checkNames(strategies []string) error {
	if len(strategies) == 0 {
		return fmt.Errorf("tournament: got no strategies; want at least 1")
	}
	seen := map[string]bool{}
	for i, name := range strategies {
		if name == "" || seen[name] {
			return fmt.Errorf("tournament: strategies[%d]: got %q; want a name that no other has", i, name)
		}
		seen[name] = true
	}
	return nil
}

func square(n int) [][]float64 {
	matrix := make([][]float64, n)
	for i := range matrix {
		matrix[i] = make([]float64, n)
	}
	return matrix
}

// Strategies returns the names in the order of the matrices.
func (t *Tournament) Strategies() []string { return t.strategies }

// Replicates returns their number, 0 where only cells are known.
func (t *Tournament) Replicates() int { return len(t.replicates) }

// Payoffs returns the mean payoff of each strategy against each.
func (t *Tournament) Payoffs() [][]float64 { return t.mean }

// StandardErrors returns those of Payoffs; NaN where there is one replicate.
func (t *Tournament) StandardErrors() [][]float64 { return t.errors }

// Deviation is what a strategy earns more than a mix against a population that plays the mix.
type Deviation struct {
	Strategy string
	Gain     statistics.Effect
}

// Deviations returns for each strategy its gain over a mix against that mix, sum over j of x_j (A_ij - sum over k of x_k
// A_kj), with a paired interval over the replicates, or one by the standard errors of the cells where only these are
// known. In an equilibrium no gain is above 0, and those of the strategies played are 0. With one replicate the
// interval is NaN. Errors: a mix that is not one of probabilities, a bad level.
func (t *Tournament) Deviations(mix []float64, level float64) ([]Deviation, error) {
	if err := checkMixed("mix", mix, len(t.strategies)); err != nil {
		return nil, err
	}
	weights := make([][][]float64, len(t.strategies))
	for i := range weights {
		weights[i] = square(len(mix))
		for k := range mix {
			for j := range mix {
				own := -mix[k]
				if k == i {
					own++
				}
				weights[i][k][j] = float64(own * mix[j])
			}
		}
	}
	deviations := make([]Deviation, len(t.strategies))
	for i, name := range t.strategies {
		effect, err := t.contrast(weights[i], level)
		if err != nil {
			return nil, err
		}
		deviations[i] = Deviation{Strategy: name, Gain: effect}
	}
	return deviations, nil
}

// Invasion returns in row i and column j what a rare i earns more than the j all around it, with its interval: see
// InvasionGains. Errors: a bad level.
func (t *Tournament) Invasion(level float64) ([][]statistics.Effect, error) {
	n := len(t.strategies)
	effects := make([][]statistics.Effect, n)
	for i := range n {
		effects[i] = make([]statistics.Effect, n)
		for j := range n {
			weights := square(n)
			weights[i][j]++
			weights[j][j]--
			effect, err := t.contrast(weights, level)
			if err != nil {
				return nil, err
			}
			effects[i][j] = effect
		}
	}
	return effects, nil
}

// contrast returns the weighted sum of the payoffs as an effect.
func (t *Tournament) contrast(weights [][]float64, level float64) (statistics.Effect, error) {
	if len(t.replicates) > 0 {
		return effectOf(t.perReplicate(weights), level)
	}
	estimate, variance := 0.0, 0.0
	for i, row := range weights {
		for j, w := range row {
			estimate += float64(w * t.mean[i][j])
			variance += float64(float64(w*t.errors[i][j]) * float64(w*t.errors[i][j]))
		}
	}
	return statistics.NewEffect(estimate, math.Sqrt(variance), math.Inf(1), level)
}

// perReplicate returns the weighted sum of the payoffs in each replicate.
func (t *Tournament) perReplicate(weights [][]float64) []float64 {
	sums := make([]float64, len(t.replicates))
	for r, payoffs := range t.replicates {
		for i, row := range weights {
			for j, w := range row {
				sums[r] += float64(w * payoffs[i][j])
			}
		}
	}
	return sums
}

// effectOf returns the mean of differences as an effect; without an interval if there is one difference.
func effectOf(differences []float64, level float64) (statistics.Effect, error) {
	if len(differences) == 1 {
		e, err := statistics.NewEffect(differences[0], math.NaN(), math.NaN(), level)
		e.Pairs = 1
		return e, err
	}
	return statistics.PairedDifference(differences, make([]float64, len(differences)), level)
}

// EquilibriumSupport says how sure it is that a strategy is played in equilibrium.
type EquilibriumSupport struct {
	Strategy string
	// Played is the share of resamples in which some symmetric equilibrium plays the strategy.
	Played float64
	// Alone is the share in which the strategy alone is an equilibrium.
	Alone float64
}

// EquilibriumSupports resamples the replicates (or, where only cells are known, draws normal errors) and solves each
// resampled game for its symmetric equilibria: an equilibrium of a few noisy means may owe its support to chance.
// Draws as many uniforms a resample as there are replicates, or cells. Errors: fewer than 1 resample, a game too large
// for FindSymmetricEquilibria.
func (t *Tournament) EquilibriumSupports(resamples int, stream *exact.Stream) ([]EquilibriumSupport, error) {
	if resamples < 1 {
		return nil, fmt.Errorf("tournament: resamples: got %d; want at least 1", resamples)
	}
	supports := make([]EquilibriumSupport, len(t.strategies))
	for i, name := range t.strategies {
		supports[i].Strategy = name
	}
	played, alone := make([]int, len(supports)), make([]int, len(supports))
	for range resamples {
		found, err := FindSymmetricEquilibria(t.resample(stream))
		if err != nil {
			return nil, err
		}
		for i := range supports {
			inSome, byItself := 0, 0
			for _, e := range found.All {
				if e.Mix[i] > 0 {
					inSome = 1
				}
				if e.Mix[i] == 1 {
					byItself = 1
				}
			}
			played[i] += inSome
			alone[i] += byItself
		}
	}
	for i := range supports {
		supports[i].Played = float64(played[i]) / float64(resamples)
		supports[i].Alone = float64(alone[i]) / float64(resamples)
	}
	return supports, nil
}

// resample returns the mean payoffs of one resample.
func (t *Tournament) resample(stream *exact.Stream) [][]float64 {
	n := len(t.strategies)
	means := square(n)
	if len(t.replicates) == 0 {
		for i := range n {
			for j := range n {
				means[i][j] = t.mean[i][j] + float64(t.errors[i][j]*stream.Normal())
			}
		}
		return means
	}
	chosen := make([]int, len(t.replicates))
	for r := range chosen {
		chosen[r] = stream.IntN(len(chosen))
	}
	cell := make([]float64, len(chosen))
	for i := range n {
		for j := range n {
			for r, c := range chosen {
				cell[r] = t.replicates[c][i][j]
			}
			means[i][j] = statistics.Mean(cell)
		}
	}
	return means
}
