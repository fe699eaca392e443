package statistics

import (
	"fmt"
	"math"

	"shakeout/internal/exact"
)

// Effect is an estimated difference with its uncertainty.
type Effect struct {
	Pairs            int // 0 where the arms are not paired
	Estimate         float64
	StandardError    float64
	DegreesOfFreedom float64 // of Student's t; +Inf means normal
	Level            float64
	Interval         Interval
	// PValue is the two-sided probability of an estimate at least as far from 0 if there were no effect.
	PValue float64
	// Deterministic says that every pair differs by the same amount: the effect has no variance, its interval is the
	// estimate alone, and its p-value is 0, or 1 if the estimate is 0.
	Deterministic bool
}

// NewEffect returns the effect that an estimate and its standard error amount to, with Student's t interval and p-value
// (normal for infinite degrees of freedom). A standard error of 0 is a deterministic effect; one that is NaN leaves
// interval and p-value NaN. Errors: an estimate that is not finite, a standard error below 0, a bad level.
func NewEffect(estimate, standardError, degreesOfFreedom, level float64) (Effect, error) {
	if err := checkLevel("effect", level); err != nil {
		return Effect{}, err
	}
	if math.IsNaN(estimate) || math.IsInf(estimate, 0) || standardError < 0 {
		return Effect{}, fmt.Errorf("effect: got %v with standard error %v; want finite numbers, the error at least 0", estimate, standardError)
	}
	return newEffect(estimate, standardError, degreesOfFreedom, level), nil
}

// newEffect returns the effect with the Student-t interval and p-value that follow from estimate and standard error.
func newEffect(estimate, standardError, degreesOfFreedom, level float64) Effect {
	e := Effect{
		Estimate: estimate, StandardError: standardError, DegreesOfFreedom: degreesOfFreedom, Level: level,
		Deterministic: standardError == 0,
	}
	e.Interval = e.IntervalAt(level)
	e.PValue = e.PValueAgainst(0)
	return e
}

// IntervalAt returns the interval at another level, as Holm's procedure needs (HolmLevels). It is NaN for a bad level.
func (e Effect) IntervalAt(level float64) Interval {
	switch {
	case !(level > 0 && level < 1):
		return undefined()
	case e.StandardError == 0:
		return Interval{Lower: e.Estimate, Upper: e.Estimate}
	case math.IsInf(e.DegreesOfFreedom, 1):
		return around(e.Estimate, float64(normalReach(level)*e.StandardError))
	default:
		return around(e.Estimate, float64(studentReach(level, e.DegreesOfFreedom)*e.StandardError))
	}
}

// PValueAgainst returns the two-sided p-value of the hypothesis that the true effect is null. To ask whether an effect
// lies beyond a smallest one that matters, give that one as null and look at the sign.
func (e Effect) PValueAgainst(null float64) float64 {
	distance := math.Abs(e.Estimate - null)
	switch {
	case e.StandardError == 0 && distance == 0:
		return 1
	case e.StandardError == 0:
		return 0
	case math.IsInf(e.DegreesOfFreedom, 1):
		return 2 * exact.NormalCDF(-distance/e.StandardError)
	default:
		return 2 * studentUpperTail(distance/e.StandardError, e.DegreesOfFreedom)
	}
}

// PairedDifference returns the mean of treatment[k] - baseline[k], with Student's t interval and p-value over the
// pairs. If all differences are the same number, rounding apart (1e-12 of the greatest value), the effect is reported
// as deterministic. Errors: lists of different length, fewer than 2 pairs, a number that is not finite, a bad level.
func PairedDifference(treatment, baseline []float64, level float64) (Effect, error) {
	differences, deterministic, err := pairedDifferences(treatment, baseline, level)
	if err != nil {
		return Effect{}, err
	}
	standardError := StandardError(differences)
	if deterministic {
		standardError = 0
	}
	e := newEffect(Mean(differences), standardError, float64(len(differences)-1), level)
	e.Pairs = len(differences)
	return e, nil
}

// pairedDifferences returns the differences of checked pairs, and whether they vary by no more than rounding.
func pairedDifferences(treatment, baseline []float64, level float64) (differences []float64, deterministic bool, err error) {
	const place = "paired difference"
	if err := checkLevel(place, level); err != nil {
		return nil, false, err
	}
	if err := checkPairs(place, 2, treatment, baseline); err != nil {
		return nil, false, err
	}
	differences = make([]float64, len(treatment))
	least, greatest, size := math.Inf(1), math.Inf(-1), 0.0
	for i := range treatment {
		d := treatment[i] - baseline[i]
		differences[i] = d
		least, greatest = math.Min(least, d), math.Max(greatest, d)
		size = math.Max(size, math.Max(math.Abs(treatment[i]), math.Abs(baseline[i])))
	}
	if math.IsInf(least, 0) || math.IsInf(greatest, 0) {
		return nil, false, fmt.Errorf("%s: values up to %v; want differences within the range of float64", place, size)
	}
	return differences, greatest-least <= 1e-12*size, nil
}

// PairedBootstrap returns the paired difference with a percentile bootstrap interval over the pairs instead of
// Student's: for the mean or the median of the differences. The p-value is NaN, except where the effect is
// deterministic. Errors: as for PairedDifference and Bootstrap.
func PairedBootstrap(treatment, baseline []float64, plan BootstrapPlan, stream *exact.Stream) (Effect, error) {
	differences, deterministic, err := pairedDifferences(treatment, baseline, plan.Level)
	if err != nil {
		return Effect{}, err
	}
	if deterministic {
		e := newEffect(plan.Statistic.of(differences), 0, math.NaN(), plan.Level)
		e.Pairs = len(differences)
		return e, nil
	}
	result, err := Bootstrap(differences, plan, stream)
	if err != nil {
		return Effect{}, err
	}
	return Effect{
		Pairs: len(differences), Estimate: result.Estimate, StandardError: result.StandardError, DegreesOfFreedom: math.NaN(),
		Level: plan.Level, Interval: result.Interval, PValue: math.NaN(), Deterministic: result.StandardError == 0,
	}, nil
}
