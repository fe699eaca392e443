package statistics

import (
	"fmt"
	"math"
)

// Proportion is an estimated probability with the counts behind it.
type Proportion struct {
	Successes int64
	Trials    int64
	Estimate  float64 // Successes / Trials
	Interval  Interval
}

// Wilson returns the proportion with its score interval, the set of p that a two-sided z test does not reject:
// (e + z^2/2n -/+ z sqrt(e(1-e)/n + z^2/4n^2)) / (1 + z^2/n), e the estimate, n the trials, z the normal quantile of
// the level. It never leaves [0, 1] and holds its level well also for few trials. Errors: no trials, successes outside
// 0..trials, a bad level. Source: Wilson (1927); Brown, Cai and DasGupta (2001) for why to prefer it.
func Wilson(successes, trials int64, level float64) (Proportion, error) {
	p, err := newProportion("wilson", successes, trials, level)
	if err != nil {
		return p, err
	}
	p.Interval = wilson(p.Estimate, float64(trials), normalReach(level))
	if successes == 0 {
		p.Interval.Lower = 0
	}
	if successes == trials {
		p.Interval.Upper = 1
	}
	return p, nil
}

// wilson returns the score interval for an estimate from n trials at normal quantile z.
func wilson(estimate, n, z float64) Interval {
	square := float64(z * z)
	scale := 1 + square/n
	centre := (estimate + square/(2*n)) / scale
	reach := z * math.Sqrt(float64(estimate*(1-estimate))/n+square/float64(4*n*n)) / scale
	return around(centre, reach).clamp(0, 1)
}

// ClopperPearson returns the proportion with its exact interval, which covers at least the level whatever the true
// probability: lower end the beta(k, n-k+1) quantile of (1-level)/2, upper end the beta(k+1, n-k) quantile of
// (1+level)/2, for k successes of n. Errors as for Wilson. Source: Clopper and Pearson (1934).
func ClopperPearson(successes, trials int64, level float64) (Proportion, error) {
	p, err := newProportion("clopper-pearson", successes, trials, level)
	if err != nil {
		return p, err
	}
	outside := tail(level)
	k, n := float64(successes), float64(trials)
	p.Interval = Interval{Lower: 0, Upper: 1}
	if successes > 0 {
		p.Interval.Lower, _ = inverseBeta(outside, 1-outside, k, n-k+1)
	}
	if successes < trials {
		p.Interval.Upper, _ = inverseBeta(1-outside, outside, k+1, n-k)
	}
	return p, nil
}

func newProportion(place string, successes, trials int64, level float64) (Proportion, error) {
	p := Proportion{Successes: successes, Trials: trials, Estimate: math.NaN(), Interval: undefined()}
	if trials < 1 {
		return p, fmt.Errorf("%s: trials: got %d; want at least 1", place, trials)
	}
	if successes < 0 || successes > trials {
		return p, fmt.Errorf("%s: successes: got %d; want 0 to %d, the number of trials", place, successes, trials)
	}
	if err := checkLevel(place, level); err != nil {
		return p, err
	}
	p.Estimate = float64(successes) / float64(trials)
	return p, nil
}
