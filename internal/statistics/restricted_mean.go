package statistics

import (
	"fmt"
	"math"
)

// RestrictedMean is a mean survival time up to a horizon, in the unit of the times.
type RestrictedMean struct {
	Horizon       float64
	Mean          float64
	StandardError float64
	Level         float64
	Interval      Interval // normal, cut to [0, Horizon]
}

// RestrictedMean returns the restricted mean survival time E[min(T, horizon)]: the area under the curve from 0 to the
// horizon. Its variance is the sum over event times t up to the horizon of A(t)^2 d/(n(n-d)), A(t) the area under the
// curve from t to the horizon. Errors: a horizon that is not above 0, or one beyond the last time followed while
// survival is above 0, where the curve is not defined.
// Source: Royston and Parmar (2013) BMC Medical Research Methodology 13:152; Klein and Moeschberger (2003), section 4.5.
func (c SurvivalCurve) RestrictedMean(horizon float64) (RestrictedMean, error) {
	mean := RestrictedMean{Horizon: horizon, Mean: math.NaN(), StandardError: math.NaN(), Level: c.Level, Interval: undefined()}
	if err := c.checkHorizon(horizon); err != nil {
		return mean, err
	}
	// Backwards, so that the area after each event is at hand.
	area, variance, end := 0.0, 0.0, horizon
	for i := len(c.Steps) - 1; i >= 0; i-- {
		step := c.Steps[i]
		if step.Time >= horizon {
			continue
		}
		area += float64((end - step.Time) * step.Survival)
		if step.AtRisk > step.Events {
			n, d := float64(step.AtRisk), float64(step.Events)
			variance += float64(float64(area*area) * (d / float64(n*(n-d))))
		}
		end = step.Time
	}
	mean.Mean = area + end
	mean.StandardError = math.Sqrt(variance)
	mean.Interval = around(mean.Mean, float64(normalReach(c.Level)*mean.StandardError)).clamp(0, horizon)
	return mean, nil
}

// checkHorizon returns an error where the curve can't be integrated up to the horizon.
func (c SurvivalCurve) checkHorizon(horizon float64) error {
	if !(horizon > 0) || math.IsInf(horizon, 1) {
		return fmt.Errorf("restricted mean: horizon: got %v; want a finite number above 0", horizon)
	}
	if math.IsNaN(c.At(horizon)) {
		return fmt.Errorf("restricted mean: horizon: got %v; want at most %v, the last time followed, where %v still survive",
			horizon, c.Followed, c.At(c.Followed))
	}
	return nil
}

// RestrictedMeanPseudoValues returns for each subject its contribution to the restricted mean survival time,
// n R - (n-1) R_-i: R the estimate from all n subjects, R_-i without subject i. Without censoring before the horizon it
// is min(T, horizon). Their mean estimates R, and pseudo-values of the same unit in two arms can be compared as pairs,
// or averaged over the units of one run first. Errors: as for RestrictedMean; fewer than 2 subjects; a horizon that the
// curve reaches only because of one subject.
// Source: Andersen, Hansen and Klein (2004) Lifetime Data Analysis 10(4).
func RestrictedMeanPseudoValues(subjects []Subject, horizon float64) ([]float64, error) {
	sorted, err := sortedSubjects(subjects)
	if err != nil {
		return nil, err
	}
	if len(sorted) < 2 {
		return nil, fmt.Errorf("restricted mean: got %d subjects; want at least 2 for pseudo-values", len(sorted))
	}
	if uncensoredBefore(subjects, horizon) {
		values := make([]float64, len(subjects))
		for i, s := range subjects {
			values[i] = math.Min(s.Time, horizon)
		}
		return values, nil
	}
	all, err := restrictedMeanWithout(sorted, -1, horizon)
	if err != nil {
		return nil, err
	}
	n := float64(len(subjects))
	known := make(map[Subject]float64) // subjects alike have the same pseudo-value; only looked up, never ranged over
	position := make(map[Subject]int, len(sorted))
	for i, s := range sorted {
		position[s] = i
	}
	values := make([]float64, len(subjects))
	for i, s := range subjects {
		value, ok := known[s]
		if !ok {
			without, err := restrictedMeanWithout(sorted, position[s], horizon)
			if err != nil {
				return nil, fmt.Errorf("without subject %d: %w", i, err)
			}
			value = float64(n*all) - float64((n-1)*without)
			known[s] = value
		}
		values[i] = value
	}
	return values, nil
}

// uncensoredBefore reports whether every subject is followed to its event or to the horizon.
func uncensoredBefore(subjects []Subject, horizon float64) bool {
	for _, s := range subjects {
		if !s.Event && s.Time < horizon {
			return false
		}
	}
	return horizon > 0 && !math.IsInf(horizon, 1)
}

// restrictedMeanWithout returns the area under the curve of the sorted subjects but the one at place skip.
func restrictedMeanWithout(sorted []Subject, skip int, horizon float64) (float64, error) {
	rest := sorted
	if skip >= 0 {
		rest = make([]Subject, 0, len(sorted)-1)
		rest = append(append(rest, sorted[:skip]...), sorted[skip+1:]...)
	}
	curve, err := KaplanMeier(rest, 0.95)
	if err != nil {
		return math.NaN(), err
	}
	mean, err := curve.RestrictedMean(horizon)
	return mean.Mean, err
}

// RestrictedMeanDifference is the effect of a treatment on mean survival time where both arms are independent samples:
// the difference of the restricted means, with the standard error sqrt(v1 + v2) and a normal interval and p-value.
// For arms that share their luck use PairedRestrictedMean. Errors: as for KaplanMeier and RestrictedMean.
func RestrictedMeanDifference(treatment, baseline []Subject, horizon, level float64) (Effect, error) {
	var means [2]RestrictedMean
	for i, subjects := range [2][]Subject{treatment, baseline} {
		curve, err := KaplanMeier(subjects, level)
		if err != nil {
			return Effect{}, err
		}
		if means[i], err = curve.RestrictedMean(horizon); err != nil {
			return Effect{}, err
		}
	}
	variance := float64(means[0].StandardError*means[0].StandardError) + float64(means[1].StandardError*means[1].StandardError)
	return newEffect(means[0].Mean-means[1].Mean, math.Sqrt(variance), math.Inf(1), level), nil
}

// PairedRestrictedMean is the effect of a treatment on mean survival time where subject k of both arms is the same
// unit with the same luck: the mean difference of their pseudo-values, with Student's t over the pairs. Without
// censoring before the horizon it is the paired difference of min(T, horizon).
// Errors: lists of different length, fewer than 2 pairs, and as for RestrictedMeanPseudoValues.
// Source: Royston and Parmar (2013) for the measure; Andersen, Hansen and Klein (2004) for the pseudo-values.
func PairedRestrictedMean(treatment, baseline []Subject, horizon, level float64) (Effect, error) {
	if len(treatment) != len(baseline) {
		return Effect{}, fmt.Errorf("restricted mean: got %d and %d subjects; want pairs", len(treatment), len(baseline))
	}
	treated, err := RestrictedMeanPseudoValues(treatment, horizon)
	if err != nil {
		return Effect{}, fmt.Errorf("treatment: %w", err)
	}
	untreated, err := RestrictedMeanPseudoValues(baseline, horizon)
	if err != nil {
		return Effect{}, fmt.Errorf("baseline: %w", err)
	}
	return PairedDifference(treated, untreated, level)
}
