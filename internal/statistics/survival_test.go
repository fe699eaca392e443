package statistics

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
	_ "shakeout/internal/repeatable"
)

// Freireich et al. (1963) Blood 21(6): weeks of remission of 21 pairs of children with leukaemia, in the order of the
// pairs; + marks a remission that lasted when the study ended.
var (
	mercaptopurine = []Subject{{10, true}, {7, true}, {32, false}, {23, true}, {22, true}, {6, true}, {16, true}, {34, false},
		{32, false}, {25, false}, {11, false}, {20, false}, {19, false}, {6, true}, {17, false}, {35, false}, {6, true}, {13, true},
		{9, false}, {6, false}, {10, false}}
	placebo = []Subject{{1, true}, {22, true}, {3, true}, {12, true}, {8, true}, {17, true}, {2, true}, {11, true}, {8, true}, {12, true},
		{2, true}, {5, true}, {4, true}, {15, true}, {8, true}, {23, true}, {5, true}, {11, true}, {4, true}, {1, true}, {8, true}}
)

func TestFreireich(t *testing.T) {
	curve, err := KaplanMeier(mercaptopurine, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "median remission, weeks", curve.Median, 23, 0)
	near(t, "lower end of the median", curve.MedianInterval.Lower, 13, 0)
	near(t, "upper end of the median", curve.MedianInterval.Upper, math.NaN(), 0)
	for _, c := range []struct {
		reason string
		at     float64
		want   float64
	}{
		{"before any event", 5.9, 1},
		{"the step is included", 6, 18.0 / 21},
		{"between events", 12, 0.7529411764705882},
		{"last time followed", 35, 0.4481792717086835},
		{"beyond it nothing is known", 35.1, math.NaN()},
	} {
		near(t, c.reason, curve.At(c.at), c.want, 1e-14)
	}
	censored := 0
	for _, c := range curve.Censorings {
		censored += c.Count
	}
	if censored != 12 {
		t.Errorf("got %d censored; want 12", censored)
	}

	// Printed by R, survival package, print(survfit(Surv(time, cens) ~ treat, MASS::gehan), rmean = 35).
	for _, c := range []struct {
		reason                   string
		subjects                 []Subject
		horizon, mean, deviation float64
	}{
		{"6-MP up to week 35", mercaptopurine, 35, 23.29, 2.83},
		{"control, all followed to their event", placebo, 35, 8.67, 1.38},
	} {
		curve, err := KaplanMeier(c.subjects, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		got, err := curve.RestrictedMean(c.horizon)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(got.Mean-c.mean) > 0.005 || math.Abs(got.StandardError-c.deviation) > 0.005 {
			t.Errorf("%s: got %v (%v); want %v (%v)", c.reason, got.Mean, got.StandardError, c.mean, c.deviation)
		}
	}
	control, err := KaplanMeier(placebo, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "median under placebo", control.Median, 8, 0)
	near(t, "after the last event", control.At(100), 0, 0)
}

func TestRestrictedMeanDifference(t *testing.T) {
	effect, err := RestrictedMeanDifference(mercaptopurine, placebo, 22, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	a, b := restricted(t, mercaptopurine, 22), restricted(t, placebo, 22)
	near(t, "difference", effect.Estimate, a.Mean-b.Mean, 1e-14)
	near(t, "standard error", effect.StandardError, math.Hypot(a.StandardError, b.StandardError), 1e-14)
	paired, err := PairedRestrictedMean(mercaptopurine, placebo, 22, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	// The mean of pseudo-values is the estimate up to O(1/n^2).
	near(t, "paired difference", paired.Estimate, effect.Estimate, 0.01)
	if paired.Pairs != 21 || paired.PValue > 0.002 {
		t.Errorf("paired: got %+v; want 21 pairs and a clear effect", paired)
	}
}

func restricted(t *testing.T, subjects []Subject, horizon float64) RestrictedMean {
	t.Helper()
	curve, err := KaplanMeier(subjects, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	mean, err := curve.RestrictedMean(horizon)
	if err != nil {
		t.Fatal(err)
	}
	return mean
}

func TestPairedRestrictedMeanWithoutCensoring(t *testing.T) {
	treatment := []Subject{{10, true}, {120, false}, {40, true}, {120, false}}
	baseline := []Subject{{8, true}, {120, false}, {35, true}, {60, true}}
	got, err := PairedRestrictedMean(treatment, baseline, 120, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	want, err := PairedDifference([]float64{10, 120, 40, 120}, []float64{8, 120, 35, 60}, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("got %+v; want the paired difference of the times, %+v", got, want)
	}
	same, err := PairedRestrictedMean(treatment, treatment, 60, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	if !same.Deterministic || same.Estimate != 0 || same.PValue != 1 {
		t.Errorf("an arm against itself: got %+v; want exactly 0, deterministic", same)
	}
}

// TestPseudoValuesAgainstDefinition leaves subjects out one by one.
func TestPseudoValuesAgainstDefinition(t *testing.T) {
	const horizon = 20
	got, err := RestrictedMeanPseudoValues(mercaptopurine, horizon)
	if err != nil {
		t.Fatal(err)
	}
	n := float64(len(mercaptopurine))
	all := restricted(t, mercaptopurine, horizon).Mean
	for i := range mercaptopurine {
		rest := append(append([]Subject(nil), mercaptopurine[:i]...), mercaptopurine[i+1:]...)
		near(t, "pseudo-value", got[i], n*all-(n-1)*restricted(t, rest, horizon).Mean, 1e-12)
	}
}

func TestSurvivalErrors(t *testing.T) {
	curve, err := KaplanMeier(mercaptopurine, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		reason string
		err    error
		want   string
	}{
		{"negative time", second(KaplanMeier([]Subject{{1, true}, {-1, true}}, 0.95)), "subject[1].time: got -1"},
		{"time not a number", second(KaplanMeier([]Subject{{math.NaN(), true}}, 0.95)), "subject[0].time: got NaN"},
		{"bad level", second(KaplanMeier(nil, 0)), "level: got 0"},
		{"no horizon", second(curve.RestrictedMean(0)), "horizon: got 0"},
		{"horizon beyond what was seen", second(curve.RestrictedMean(36)), "horizon: got 36; want at most 35"},
		{"no pairs", second(PairedRestrictedMean(mercaptopurine, placebo[:3], 20, 0.95)), "want pairs"},
	} {
		if c.err == nil || !strings.Contains(c.err.Error(), c.want) {
			t.Errorf("%s: got error %v; want one with %q", c.reason, c.err, c.want)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestSurvivalProperties(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		subjects := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) Subject {
			return Subject{Time: float64(rapid.IntRange(1, 40).Draw(r, "time")), Event: rapid.Bool().Draw(r, "event")}
		}), 1, 60).Draw(r, "subjects")
		curve, err := KaplanMeier(subjects, 0.9)
		if err != nil {
			r.Fatal(err)
		}
		last, events, censored := 1.0, 0, 0
		for _, s := range curve.Steps {
			if s.Survival >= last || s.Survival < 0 {
				r.Errorf("survival %v after %v", s.Survival, last)
			}
			last = s.Survival
			events += s.Events
			if s.Survival > 0 && !(s.Interval.Lower <= s.Survival && s.Survival <= s.Interval.Upper && s.Interval.Upper <= 1) {
				r.Errorf("interval %+v round %v", s.Interval, s.Survival)
			}
		}
		for _, c := range curve.Censorings {
			censored += c.Count
		}
		if events+censored != len(subjects) {
			r.Errorf("%d events and %d censored; want %d subjects", events, censored, len(subjects))
		}
		backwards := make([]Subject, len(subjects))
		for i, s := range subjects {
			backwards[len(subjects)-1-i] = s
		}
		again, err := KaplanMeier(backwards, 0.9)
		if err != nil {
			r.Fatal(err)
		}
		for i := range curve.Steps {
			if a, b := again.Steps[i], curve.Steps[i]; a.Survival != b.Survival || a.StandardError != b.StandardError {
				r.Error("the order of the subjects changes the curve")
			}
		}
		if mean, err := curve.RestrictedMean(curve.Followed); err == nil && !(mean.Mean > 0 && mean.Mean <= curve.Followed) {
			r.Errorf("restricted mean %v of %v", mean.Mean, curve.Followed)
		}
	})
}
