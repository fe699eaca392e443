package experiments

import (
	"math"

	"shakeout/internal/exact"
	"shakeout/internal/statistics"
)

// verdict is what a test came to.
type verdict struct {
	claim *Claim
	test  *Test

	pairs         int     // replicates in which everything is known
	first, second float64 // means of the quantity in the first two arms
	effect        statistics.Effect
	proportions   *statistics.PairedProportions // of a probability in two arms
	trials        *statistics.Proportion        // of a probability in one
	deterministic bool
	problem       string // why there is no result

	p, holm, level float64 // of not lying beyond what is required; adjusted; of the interval
	passes         bool
}

// interval returns the interval of a verdict at a level.
func (v *verdict) interval(level float64) statistics.Interval {
	switch {
	case v.proportions != nil:
		p, err := v.proportions.Compare(level)
		if err == nil {
			return p.Interval
		}
	case v.trials != nil:
		p, err := statistics.ClopperPearson(v.trials.Successes, v.trials.Trials, level)
		if err == nil {
			return p.Interval
		}
	default:
		return v.effect.IntervalAt(level)
	}
	return statistics.Interval{Lower: math.NaN(), Upper: math.NaN()}
}

// against returns the two-sided p-value of a bound: 1 less the level at which the interval just reaches it. Student's intervals have it in
// closed form, those of probabilities are searched.
func (v *verdict) against(bound float64) float64 {
	if v.proportions == nil && v.trials == nil {
		return v.effect.PValueAgainst(bound)
	}
	low, high := 0.0, 1.0 // of the p-value
	for range 50 {
		mid := (low + high) / 2
		in := v.interval(1 - mid)
		if in.Lower <= bound && bound <= in.Upper {
			low = mid
		} else {
			high = mid
		}
	}
	p := high
	if v.proportions != nil && bound == 0 {
		p = v.proportions.PValue // exact McNemar
	}
	return p
}

// judge sets the p-value of a verdict: that of the bound which is hardest to hold, 1 where the estimate lies on the wrong side.
func (v *verdict) judge() {
	if v.problem != "" || v.test.Contrast == Every {
		return
	}
	v.p = 0
	side := func(bound *float64, beyond bool) {
		if bound == nil {
			return
		}
		p := 1.0
		if beyond {
			p = v.against(*bound)
		}
		v.p = math.Max(v.p, p)
	}
	t := v.test
	side(t.Above, t.Above != nil && v.effect.Estimate > *t.Above)
	side(t.Below, t.Below != nil && v.effect.Estimate < *t.Below)
}

// estimate computes what a test compares: samples of the quantity by arm, and of its per.
func (v *verdict) estimate(quantity, per [][]float64) {
	t := v.test
	if t.Contrast == Every {
		v.every(quantity)
		return
	}
	samples := complete(append(append([][]float64{}, quantity...), per...))
	v.pairs = len(samples[0])
	if v.pairs < 2 {
		v.problem = "fewer than two replicates in which all of it is known"
		return
	}
	v.first = statistics.Mean(samples[0])
	if len(quantity) > 1 {
		v.second = statistics.Mean(samples[1])
	}
	if t.Contrast == Probability {
		v.probability(samples)
		return
	}
	if t.Contrast == Discrimination {
		samples[0] = outOfFold(samples[0], samples[1])
	}
	n := len(quantity)
	e, err := statistics.Jackknife(samples, func(m []float64) float64 { return t.of(m[:n], m[n:]) }, level)
	if err != nil {
		v.problem = err.Error()
		return
	}
	v.effect, v.deterministic = e, e.Deterministic
}

// of returns the contrast of the means of a quantity by arm, and of its per.
func (t *Test) of(q, per []float64) float64 {
	switch t.Contrast {
	case MeanOf:
		return statistics.Mean(q)
	case Relative:
		return q[0]/q[1] - 1
	case Slope:
		return (q[0] - q[1]) / (per[0] - per[1])
	case Interaction:
		return (q[0] - q[1]) - (q[2] - q[3])
	case HalfLife:
		return t.halfLife(q[0] - q[1])
	case HalfLifeRatio:
		return t.halfLife(q[0]-q[1])/t.halfLife(q[2]-q[3]) - 1
	case RatioOf, Discrimination:
		return statistics.Sum(q) / statistics.Sum(per)
	}
	return q[0] - q[1]
}

// folds is into how many parts replicates are divided for what is learnt out of fold.
const folds = 5

// outOfFold turns the pairs that a score has won around in every fold in which it had to be read the other way round, judged by the
// replicates of all other folds: what is learnt about its direction is never learnt from the replicate that it is tried on.
func outOfFold(won, pairs []float64) []float64 {
	out := make([]float64, len(won))
	for fold := range folds {
		w, n := 0.0, 0.0
		for k := range won {
			if k%folds != fold {
				w, n = w+won[k], n+pairs[k]
			}
		}
		for k := fold; k < len(won); k += folds {
			out[k] = won[k]
			if w < n/2 {
				out[k] = pairs[k] - won[k]
			}
		}
	}
	return out
}

// halfLife returns the months in which a difference halves that is left of a shock, if it shrinks at a constant rate; NaN where nothing is
// left of it, or more than there was.
func (t *Test) halfLife(left float64) float64 {
	if x := left / t.Shock; x > 0 && x < 1 {
		return -t.Months * math.Ln2 / exact.Log(x)
	}
	return math.NaN()
}

// probability compares how often a quantity is not 0.
func (v *verdict) probability(samples [][]float64) {
	yes := func(sample []float64) (out []bool, n int64) {
		for _, x := range sample {
			out = append(out, x != 0)
			if x != 0 {
				n++
			}
		}
		return out, n
	}
	a, n := yes(samples[0])
	v.first = float64(n) / float64(len(a))
	if len(samples) == 1 {
		p, err := statistics.ClopperPearson(n, int64(len(a)), level)
		if err != nil {
			v.problem = err.Error()
			return
		}
		v.trials, v.effect.Estimate, v.effect.StandardError = &p, v.first, math.NaN()
		return
	}
	b, n := yes(samples[1])
	v.second = float64(n) / float64(len(b))
	p, err := statistics.ComparePairedProportions(a, b, level)
	if err != nil {
		v.problem = err.Error()
		return
	}
	v.proportions, v.effect.Estimate, v.effect.StandardError, v.deterministic = &p, p.Difference, math.NaN(), p.Deterministic
}

// every takes the worst of all runs: there is nothing to infer, a bound holds in each of them or it does not.
func (v *verdict) every(samples [][]float64) {
	low, high, n, sum := math.Inf(1), math.Inf(-1), 0, 0.0
	for _, s := range samples {
		for _, x := range s {
			if !math.IsNaN(x) {
				n++
				sum += x
				low, high = math.Min(low, x), math.Max(high, x)
			}
		}
	}
	v.pairs = n
	if n == 0 {
		v.problem = "no run in which it is known"
		return
	}
	t := v.test
	worst, fits := high, t.Below == nil || high < *t.Below
	if t.Above != nil && (fits || t.Below == nil) {
		worst, fits = low, low > *t.Above
	}
	v.first, v.deterministic, v.passes = sum/float64(n), true, fits
	v.effect = statistics.Effect{Pairs: n, Estimate: worst, Interval: statistics.Interval{Lower: worst, Upper: worst}, Deterministic: true}
}

// complete keeps the replicates in which all samples are known.
func complete(samples [][]float64) [][]float64 {
	out := make([][]float64, len(samples))
	for k := range samples[0] {
		all := true
		for _, s := range samples {
			all = all && !math.IsNaN(s[k])
		}
		if all {
			for i, s := range samples {
				out[i] = append(out[i], s[k])
			}
		}
	}
	return out
}

// adjust sets levels and verdicts for all tests of a table at once (Holm 1979). Tests without a bound, those that hold in every run or not, and
// those without a result take no part.
func adjust(all []*verdict) error {
	var tested []*verdict
	var p []float64
	for _, v := range all {
		v.level, v.holm = level, math.NaN()
		if v.problem == "" && !v.test.reported() && v.test.Contrast != Every {
			v.judge()
			tested, p = append(tested, v), append(p, v.p)
		}
	}
	holm, err := statistics.Holm(p)
	if err != nil {
		return err
	}
	levels, err := statistics.HolmLevels(p, level)
	if err != nil {
		return err
	}
	for i, v := range tested {
		v.holm, v.level = holm[i], levels[i]
		v.passes = holm[i] <= 1-level+1e-12
	}
	return nil
}
