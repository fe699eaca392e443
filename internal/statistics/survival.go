package statistics

import (
	"fmt"
	"math"
	"slices"

	"shakeout/internal/exact"
)

// Subject is one unit that is followed until an event or until it is lost from sight (censored).
type Subject struct {
	Time  float64 // how long it was followed, from 0
	Event bool    // true: the event happened at Time; false: censored at Time, still at risk then
}

// SurvivalStep is one row of a survival table: what happens at one distinct event time.
type SurvivalStep struct {
	Time          float64
	AtRisk        int
	Events        int
	Survival      float64  // just after Time
	StandardError float64  // Greenwood's; 0 where Survival is 0
	Interval      Interval // on the log(-log) scale; NaN where Survival is 0
}

// Censoring says how many subjects were censored at a time, and the survival there (where a figure puts its mark).
type Censoring struct {
	Time     float64
	Count    int
	Survival float64
}

// SurvivalCurve is the Kaplan-Meier estimate: 1 until the first step, then constant from each step to the next.
type SurvivalCurve struct {
	Subjects   int
	Level      float64
	Followed   float64 // the greatest time of any subject, 0 if there are none
	Steps      []SurvivalStep
	Censorings []Censoring
	// Median is the first time at which Survival <= 1/2, NaN if it stays above.
	Median float64
	// MedianInterval holds the first times at which the lower and the upper bound of survival are <= 1/2, each NaN if
	// there is none. Source: Brookmeyer and Crowley (1982).
	MedianInterval Interval
}

// KaplanMeier returns the survival curve of the subjects, in any order. At each distinct event time, with n at risk
// (a subject censored at that time included) and d events:
// Survival S = product of (1 - d/n) so far; StandardError = S sqrt(V), V = sum of d/(n(n-d)) so far; Interval =
// S^exp(+h) to S^exp(-h), h = z sqrt(V)/|ln S|, z the normal quantile of the level.
// Errors: a time that is negative or not finite, a bad level.
// Source: Kaplan and Meier (1958); Greenwood (1926); Kalbfleisch and Prentice (2002), section 1.4.
func KaplanMeier(subjects []Subject, level float64) (SurvivalCurve, error) {
	curve := SurvivalCurve{Subjects: len(subjects), Level: level, Median: math.NaN(), MedianInterval: undefined()}
	if err := checkLevel("kaplan-meier", level); err != nil {
		return curve, err
	}
	sorted, err := sortedSubjects(subjects)
	if err != nil {
		return curve, err
	}
	z := normalReach(level)
	survival, greenwood := 1.0, 0.0
	for i := 0; i < len(sorted); {
		time, atRisk := sorted[i].Time, len(sorted)-i
		events, censored := 0, 0
		for ; i < len(sorted) && sorted[i].Time == time; i++ {
			if sorted[i].Event {
				events++
			} else {
				censored++
			}
		}
		if events > 0 {
			n, d := float64(atRisk), float64(events)
			survival = float64(survival * ((n - d) / n))
			greenwood += d / float64(n*(n-d))
			step := SurvivalStep{Time: time, AtRisk: atRisk, Events: events, Survival: survival, Interval: undefined()}
			if events < atRisk {
				step.StandardError = float64(survival * math.Sqrt(greenwood))
				step.Interval = logLogInterval(survival, greenwood, z)
			}
			curve.Steps = append(curve.Steps, step)
		}
		if censored > 0 {
			curve.Censorings = append(curve.Censorings, Censoring{Time: time, Count: censored, Survival: survival})
		}
		curve.Followed = time
	}
	curve.findMedian()
	return curve, nil
}

// logLogInterval returns S^exp(+h), S^exp(-h) with h = z sqrt(V)/|ln S|.
func logLogInterval(survival, greenwood, z float64) Interval {
	log := exact.Log(survival)
	h := float64(z*math.Sqrt(greenwood)) / math.Abs(log)
	return Interval{Lower: exact.Exp(log * exact.Exp(h)), Upper: exact.Exp(log * exact.Exp(-h))}
}

// findMedian fills Median and MedianInterval. Half is met with a margin of rounding: 3/4 x 2/3 counts as 1/2.
func (c *SurvivalCurve) findMedian() {
	const half = 0.5 + 1e-12
	first := func(time *float64, value, at float64) {
		if math.IsNaN(*time) && value <= half {
			*time = at
		}
	}
	for _, step := range c.Steps {
		first(&c.Median, step.Survival, step.Time)
		lower, upper := step.Interval.Lower, step.Interval.Upper
		if step.Survival == 0 { // the bounds end with the curve
			lower, upper = 0, math.NaN()
		}
		first(&c.MedianInterval.Lower, lower, step.Time)
		first(&c.MedianInterval.Upper, upper, step.Time)
	}
}

// At returns the survival at time t, the step at t included: the estimate of P(T > t). It is NaN beyond the last time
// followed unless the curve has come down to 0.
func (c SurvivalCurve) At(t float64) float64 {
	step, found := c.StepAt(t)
	switch {
	case t > c.Followed && step.Survival > 0 || math.IsNaN(t):
		return math.NaN()
	case !found:
		return 1
	}
	return step.Survival
}

// StepAt returns the last step at or before t, and whether there is one; without one, a step with Survival 1.
func (c SurvivalCurve) StepAt(t float64) (SurvivalStep, bool) {
	after, _ := slices.BinarySearchFunc(c.Steps, t, func(s SurvivalStep, t float64) int {
		if s.Time <= t {
			return -1
		}
		return 1
	})
	if after == 0 {
		return SurvivalStep{AtRisk: c.Subjects, Survival: 1, Interval: Interval{Lower: 1, Upper: 1}}, false
	}
	return c.Steps[after-1], true
}

// sortedSubjects returns a checked copy in rising order of time.
func sortedSubjects(subjects []Subject) ([]Subject, error) {
	for i, s := range subjects {
		if !(s.Time >= 0) || math.IsInf(s.Time, 1) {
			return nil, fmt.Errorf("kaplan-meier: subject[%d].time: got %v; want a finite number of at least 0", i, s.Time)
		}
	}
	sorted := slices.Clone(subjects)
	slices.SortStableFunc(sorted, func(a, b Subject) int {
		switch {
		case a.Time < b.Time:
			return -1
		case a.Time > b.Time:
			return 1
		default:
			return 0
		}
	})
	return sorted, nil
}
