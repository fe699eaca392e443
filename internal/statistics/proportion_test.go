package statistics

import (
	"math"
	"strings"
	"testing"
)

func TestProportionIntervals(t *testing.T) {
	for _, c := range []struct {
		reason            string
		successes, trials int64
		wilson, exact     [2]float64
	}{
		// Newcombe (1998) Statistics in Medicine 17(8), table I, methods 3 and 5.
		{"many successes of many trials", 81, 263, [2]float64{0.2553, 0.3662}, [2]float64{0.2527, 0.3676}},
		{"a rare outcome", 15, 148, [2]float64{0.0624, 0.1605}, [2]float64{0.0578, 0.1617}},
		{"none: the lower end is 0", 0, 20, [2]float64{0, 0.1611}, [2]float64{0, 0.1684}},
		{"one of few", 1, 29, [2]float64{0.0061, 0.1718}, [2]float64{0.0009, 0.1776}},
	} {
		for _, m := range []struct {
			name   string
			method func(successes, trials int64, level float64) (Proportion, error)
			want   [2]float64
		}{{"Wilson", Wilson, c.wilson}, {"Clopper-Pearson", ClopperPearson, c.exact}} {
			got, err := m.method(c.successes, c.trials, 0.95)
			if err != nil {
				t.Fatal(err)
			}
			if math.Abs(got.Interval.Lower-m.want[0]) > 0.5e-4 || math.Abs(got.Interval.Upper-m.want[1]) > 0.5e-4 {
				t.Errorf("%s, %s: got %+v; want %v", m.name, c.reason, got.Interval, m.want)
			}
			mirror, err := m.method(c.trials-c.successes, c.trials, 0.95)
			if err != nil {
				t.Fatal(err)
			}
			near(t, "failures mirror successes", mirror.Interval.Lower, 1-got.Interval.Upper, 1e-12)
			near(t, "failures mirror successes", mirror.Interval.Upper, 1-got.Interval.Lower, 1e-12)
		}
	}
}

func TestClopperPearsonClosedForm(t *testing.T) {
	for _, trials := range []int64{1, 7, 100, 100000} {
		got, err := ClopperPearson(0, trials, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "upper end of none", got.Interval.Upper, -math.Expm1(math.Log(0.025)/float64(trials)), 1e-12)
		got, err = ClopperPearson(trials, trials, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "lower end of all", got.Interval.Lower, math.Pow(0.025, 1/float64(trials)), 1e-12)
		if got.Interval.Upper != 1 {
			t.Errorf("upper end of all: got %v; want 1", got.Interval.Upper)
		}
	}
}

// TestCoverage sums the binomial probabilities of the outcomes whose interval holds the truth: at least 0.95 for every
// truth by construction for Clopper-Pearson, 0.95 on average for Wilson.
func TestCoverage(t *testing.T) {
	const trials = 25
	var wilsonSum float64
	const truths = 199
	for k := 1; k <= truths; k++ {
		truth := float64(k) / (truths + 1)
		var byWilson, byExact float64
		for s := int64(0); s <= trials; s++ {
			lg := func(n int64) float64 { v, _ := math.Lgamma(float64(n) + 1); return v }
			probability := math.Exp(lg(trials) - lg(s) - lg(trials-s) + float64(s)*math.Log(truth) + float64(trials-s)*math.Log1p(-truth))
			w, err := Wilson(s, trials, 0.95)
			if err != nil {
				t.Fatal(err)
			}
			e, err := ClopperPearson(s, trials, 0.95)
			if err != nil {
				t.Fatal(err)
			}
			if w.Interval.Contains(truth) {
				byWilson += probability
			}
			if e.Interval.Contains(truth) {
				byExact += probability
			}
		}
		if byExact < 0.95 {
			t.Errorf("Clopper-Pearson covers %v with probability %v; want at least 0.95", truth, byExact)
		}
		wilsonSum += byWilson
	}
	if mean := wilsonSum / truths; mean < 0.94 || mean > 0.96 {
		t.Errorf("Wilson covers with probability %v on average; want about 0.95", mean)
	}
}

func TestProportionErrors(t *testing.T) {
	for _, c := range []struct {
		reason            string
		successes, trials int64
		level             float64
		want              string
	}{
		{"nothing observed", 0, 0, 0.95, "trials: got 0"},
		{"more successes than trials", 3, 2, 0.95, "successes: got 3"},
		{"negative", -1, 2, 0.95, "successes: got -1"},
		{"level in per cent", 1, 2, 95, "level: got 95"},
		{"level NaN", 1, 2, math.NaN(), "level: got NaN"},
	} {
		for _, method := range []func(successes, trials int64, level float64) (Proportion, error){Wilson, ClopperPearson} {
			if _, err := method(c.successes, c.trials, c.level); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: got error %v; want one with %q", c.reason, err, c.want)
			}
		}
	}
}

func TestMcNemar(t *testing.T) {
	for _, c := range []struct {
		reason    string
		b, c      int64
		want      float64
		tolerance float64
	}{
		{"one change: no evidence at all", 0, 1, 1, 0},
		{"as many each way", 7, 7, 1, 0},
		{"no change", 0, 0, 1, 0},
		{"five one way: 2/2^5", 5, 0, 0.0625, 1e-14},
		{"9 of 10: 2 (1 + 10)/2^10", 9, 1, 22.0 / 1024, 1e-14},
		{"Agresti (1990), approval ratings, as printed", 150, 86, 3.716e-05, 1e-4},
		{"a thousand one way", 1000, 0, 2 * math.Pow(2, -1000), 1e-12},
	} {
		near(t, c.reason, McNemar(c.b, c.c), c.want, c.tolerance)
		near(t, c.reason+", turned round", McNemar(c.c, c.b), McNemar(c.b, c.c), 0)
	}
}

func TestComparePairedProportions(t *testing.T) {
	yes := func(n int) []bool {
		list := make([]bool, 10)
		for i := range n {
			list[i] = true
		}
		return list
	}
	for _, c := range []struct {
		reason              string
		treatment, baseline []bool
		difference          float64
		deterministic       bool
	}{
		{"the same arm twice", yes(4), yes(4), 0, true},
		{"three more", yes(7), yes(4), 0.3, false},
		{"all change", yes(10), yes(0), 1, true},
		{"three fewer", yes(4), yes(7), -0.3, false},
	} {
		got, err := ComparePairedProportions(c.treatment, c.baseline, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		near(t, c.reason, got.Difference, c.difference, 1e-15)
		if got.Deterministic != c.deterministic || got.Pairs != 10 {
			t.Errorf("%s: got %+v; want deterministic %v", c.reason, got, c.deterministic)
		}
		if !got.Interval.Contains(c.difference) {
			t.Errorf("%s: interval %+v does not hold %v", c.reason, got.Interval, c.difference)
		}
	}
	if _, err := ComparePairedProportions(yes(1), yes(2)[:9], 0.95); err == nil {
		t.Error("lists of different length: got no error")
	}
	if _, err := (PairedProportions{}).Compare(0.95); err == nil {
		t.Error("no pairs: got no error")
	}
}

func TestHolm(t *testing.T) {
	for _, c := range []struct {
		reason      string
		p, adjusted []float64
	}{
		{"R: p.adjust(1:5/100, 'holm')", []float64{0.01, 0.02, 0.03, 0.04, 0.05}, []float64{0.05, 0.08, 0.09, 0.09, 0.09}},
		{"order of input is kept", []float64{0.04, 0.01, 0.03}, []float64{0.06, 0.03, 0.06}},
		{"cut at 1", []float64{0.9, 0.6}, []float64{1, 1}},
		{"one test is left alone", []float64{0.2}, []float64{0.2}},
		{"a deterministic effect", []float64{0, 0.5}, []float64{0, 0.5}},
		{"none", []float64{}, []float64{}},
	} {
		got, err := Holm(c.p)
		if err != nil {
			t.Fatal(err)
		}
		nearAll(t, c.reason, got, c.adjusted, 1e-14)
	}
	levels, err := HolmLevels([]float64{0.04, 0.01, 0.03}, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	nearAll(t, "levels", levels, []float64{0.95, 1 - 0.05/3, 0.975}, 1e-14)
	if _, err := Holm([]float64{0.1, math.NaN()}); err == nil || !strings.Contains(err.Error(), "p-value[1]") {
		t.Errorf("NaN: got error %v; want one that names p-value[1]", err)
	}
}
