package games

import (
	"fmt"
	"math"
	"slices"

	"shakeout/internal/statistics"
)

// Standing is the place of a strategy in a ranking.
type Standing struct {
	Strategy      string
	Score         float64 // mean payoff over opponents
	StandardError float64
	Interval      statistics.Interval // of the score, by itself
	Rank          int                 // from 1 by Score; equal scores in the order given
	// BestRank and WorstRank hold the true rank of every strategy at once with at least the level of confidence: one more
	// than the number of strategies surely better, and as many less than the last as are surely worse.
	BestRank  int
	WorstRank int
}

// Ranking orders the strategies by what they earn on average against a mix of opponents: nil for all of them alike, one's
// own copy included. Scores of the same replicate share their luck, so ranks are told apart by paired differences. With
// one replicate no two ranks can be told apart. Errors: a mix that is not one of probabilities, a bad level.
func (t *Tournament) Ranking(opponents []float64, level float64) ([]Standing, error) {
	n := len(t.strategies)
	if opponents == nil {
		opponents = make([]float64, n)
		for j := range opponents {
			opponents[j] = 1 / float64(n)
		}
	}
	if err := checkMixed("opponents", opponents, n); err != nil {
		return nil, err
	}
	return rank(t.strategies, func(i, k int, level float64) (statistics.Effect, error) {
		weights := square(n)
		for j, p := range opponents {
			weights[i][j] += p
			if k >= 0 {
				weights[k][j] -= p
			}
		}
		return t.contrast(weights, level)
	}, level)
}

// Rank orders strategies by their scores where there are no opponents to speak of, as when each takes the same seat of a
// world in turn: scores[i][r] is what strategy i earned in replicate r, all strategies with the same luck.
// Errors: names and scores that do not fit, a score that is not finite, a bad level.
func Rank(strategies []string, scores [][]float64, level float64) ([]Standing, error) {
	if err := checkNames(strategies); err != nil {
		return nil, err
	}
	if len(scores) != len(strategies) || len(scores[0]) == 0 {
		return nil, fmt.Errorf("rank: got %d lists of scores; want %d, one per strategy, with at least 1 score", len(scores), len(strategies))
	}
	if err := checkMatrix("scores", scores, len(strategies), len(scores[0])); err != nil {
		return nil, err
	}
	return rank(strategies, func(i, k int, level float64) (statistics.Effect, error) {
		differences := slices.Clone(scores[i])
		if k >= 0 {
			for r := range differences {
				differences[r] -= scores[k][r]
			}
		}
		return effectOf(differences, level)
	}, level)
}

// rank orders the strategies. compare(i, k) is the score of i less that of k, or of i alone for k = -1. Each of the
// n(n-1)/2 differences is taken at the level 1 - (1 - level)/(n(n-1)/2), so that all intervals hold at once.
// Source: Mogstad, Romano, Shaikh and Wilhelm (2024) Review of Economic Studies 91(1), with Bonferroni's bound for
// their simultaneous intervals.
func rank(strategies []string, compare func(i, k int, level float64) (statistics.Effect, error), level float64) ([]Standing, error) {
	n := len(strategies)
	standings := make([]Standing, n)
	for i, name := range strategies {
		score, err := compare(i, -1, level)
		if err != nil {
			return nil, err
		}
		standings[i] = Standing{
			Strategy: name, Score: score.Estimate, StandardError: score.StandardError, Interval: score.Interval, BestRank: 1, WorstRank: n,
		}
	}
	strict := 1 - (1-level)/math.Max(1, float64(n*(n-1)/2))
	for i := range n {
		for k := i + 1; k < n; k++ {
			difference, err := compare(i, k, strict)
			if err != nil {
				return nil, err
			}
			better, worse := i, k
			switch {
			case difference.Interval.Upper < 0:
				better, worse = k, i
			case !(difference.Interval.Lower > 0):
				continue
			}
			standings[worse].BestRank++
			standings[better].WorstRank--
		}
	}
	slices.SortStableFunc(standings, func(a, b Standing) int {
		switch {
		case a.Score > b.Score:
			return -1
		case a.Score < b.Score:
			return 1
		default:
			return 0
		}
	})
	for place := range standings {
		standings[place].Rank = place + 1
	}
	return standings, nil
}
