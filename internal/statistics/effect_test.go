package statistics

import (
	"math"
	"strings"
	"testing"

	"shakeout/internal/exact"
)

// Student (1908) Biometrika 6(1): additional hours of sleep of ten patients under two drugs.
var (
	sleepFirst  = []float64{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2}
	sleepSecond = []float64{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4}
)

func TestPairedDifference(t *testing.T) {
	got, err := PairedDifference(sleepSecond, sleepFirst, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	// R: t.test(extra ~ group, sleep, paired = TRUE): t = 4.0621, p = 0.002833, interval 0.7001142 to 2.4598858.
	near(t, "estimate", got.Estimate, 1.58, 1e-14)
	near(t, "t", got.Estimate/got.StandardError, 4.0621, 1e-5)
	near(t, "p", got.PValue, 0.002833, 1e-4)
	near(t, "lower", got.Interval.Lower, 0.7001142, 1e-7)
	near(t, "upper", got.Interval.Upper, 2.4598858, 1e-7)
	near(t, "p against an end of the interval", got.PValueAgainst(got.Interval.Lower), 0.05, 1e-12)
	near(t, "p against the estimate", got.PValueAgainst(got.Estimate), 1, 0)
	if got.Deterministic || got.Pairs != 10 || got.DegreesOfFreedom != 9 {
		t.Errorf("got %+v; want 10 pairs with variance", got)
	}
}

func TestDeterministicEffects(t *testing.T) {
	for _, c := range []struct {
		reason              string
		treatment, baseline []float64
		estimate, p         float64
		deterministic       bool
	}{
		{"arms that differ in nothing", []float64{1.1, 2.2, 3.3}, []float64{1.1, 2.2, 3.3}, 0, 1, true},
		{"the same shift in every pair, up to rounding", []float64{0.1 + 0.2, 1.2, 2.2}, []float64{0.1, 1, 2}, 0.2, 0, true},
		{"one pair differs", []float64{1, 2, 4}, []float64{1, 2, 3}, 1.0 / 3, 0.42264973081037427, false},
	} {
		got, err := PairedDifference(c.treatment, c.baseline, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		near(t, c.reason, got.Estimate, c.estimate, 1e-14)
		near(t, c.reason+": p", got.PValue, c.p, 1e-12)
		if got.Deterministic != c.deterministic || c.deterministic && got.Interval.Width() != 0 {
			t.Errorf("%s: got %+v; want deterministic %v", c.reason, got, c.deterministic)
		}
		stream := exact.NewStream(1, "", "bootstrap", 0)
		for _, s := range []Statistic{StatisticMean, StatisticMedian} {
			drawn, err := PairedBootstrap(c.treatment, c.baseline, BootstrapPlan{Statistic: s, Resamples: 500, Level: 0.95}, &stream)
			if err != nil {
				t.Fatal(err)
			}
			if drawn.Deterministic != c.deterministic || c.deterministic && (drawn.Interval.Width() != 0 || drawn.PValue != c.p) {
				t.Errorf("%s, bootstrap of the %v: got %+v; want deterministic %v", c.reason, s, drawn, c.deterministic)
			}
		}
	}
}

func TestPairedBootstrapAgreesWithStudent(t *testing.T) {
	stream := exact.NewStream(3, "", "pairs", 0)
	treatment, baseline := make([]float64, 400), make([]float64, 400)
	for i := range treatment {
		baseline[i] = 10 + 3*stream.Normal()
		treatment[i] = baseline[i] + 1 + stream.Normal()
	}
	student, err := PairedDifference(treatment, baseline, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	drawn, err := PairedBootstrap(treatment, baseline, BootstrapPlan{Resamples: 4000, Level: 0.95}, &stream)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "estimate", drawn.Estimate, student.Estimate, 1e-14)
	near(t, "standard error", drawn.StandardError, student.StandardError, 0.03)
	near(t, "lower", drawn.Interval.Lower, student.Interval.Lower, 0.01)
	near(t, "upper", drawn.Interval.Upper, student.Interval.Upper, 0.01)
}

func TestNewEffect(t *testing.T) {
	for _, c := range []struct {
		reason                   string
		estimate, error, degrees float64
		lower, p                 float64
	}{
		{"normal", 3, 1.5, math.Inf(1), 3 - 1.5*1.959963984540054, 0.04550026389635842},
		{"Student with 1 degree of freedom", 1, 1, 1, 1 - 12.706204736174694, 0.5},
		{"deterministic", 2, 0, 5, 2, 0},
		{"error unknown", 2, math.NaN(), 0, math.NaN(), math.NaN()},
	} {
		got, err := NewEffect(c.estimate, c.error, c.degrees, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		near(t, c.reason, got.Interval.Lower, c.lower, 1e-12)
		near(t, c.reason, got.PValue, c.p, 1e-12)
	}
	if _, err := NewEffect(1, -1, 5, 0.95); err == nil {
		t.Error("negative error: got none")
	}
}

func TestEffectErrors(t *testing.T) {
	for _, c := range []struct {
		reason              string
		treatment, baseline []float64
		level               float64
		want                string
	}{
		{"lists of different length", []float64{1, 2}, []float64{1}, 0.95, "got 2 and 1 values"},
		{"one pair has no variance", []float64{1}, []float64{1}, 0.95, "want at least 2"},
		{"a failed run", []float64{1, math.NaN()}, []float64{1, 2}, 0.95, "first[1]: got NaN"},
		{"overflow", []float64{1, math.MaxFloat64}, []float64{1, -math.MaxFloat64}, 0.95, "range of float64"},
		{"level 1", []float64{1, 2}, []float64{1, 2}, 1, "level: got 1"},
	} {
		if _, err := PairedDifference(c.treatment, c.baseline, c.level); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got error %v; want one with %q", c.reason, err, c.want)
		}
	}
}

func TestBootstrapErrors(t *testing.T) {
	stream := exact.NewStream(1, "", "bootstrap", 0)
	good := BootstrapPlan{Resamples: 10, Level: 0.95}
	for _, c := range []struct {
		reason string
		err    error
		want   string
	}{
		{"no data", second(Bootstrap(nil, good, &stream)), "got no values"},
		{"one resample", second(Bootstrap([]float64{1}, BootstrapPlan{Resamples: 1, Level: 0.95}, &stream)), "resamples: got 1"},
		{"unknown statistic", second(Bootstrap([]float64{1}, BootstrapPlan{Statistic: 9, Resamples: 10, Level: 0.95}, &stream)), "statistic(9)"},
		{"index outside", second(BootstrapFixed([]float64{1, 2}, good, [][]int{{0, 1}, {0, 2}})), "resamples[1][1]: got 2"},
		{"short row", second(BootstrapFixed([]float64{1, 2}, good, [][]int{{0, 1}, {0}})), "resamples[1]: got 1 indices"},
		{"too many to enumerate", second(ExactBootstrap(make([]float64, 12), good)), "at most 11"},
	} {
		if c.err == nil || !strings.Contains(c.err.Error(), c.want) {
			t.Errorf("%s: got error %v; want one with %q", c.reason, c.err, c.want)
		}
	}
}

// TestExactBootstrapAgainstBruteForce visits all 5^5 ordered resamples.
func TestExactBootstrapAgainstBruteForce(t *testing.T) {
	data := []float64{3, -1, 4, 4, 10.5}
	for _, s := range []Statistic{StatisticMean, StatisticMedian} {
		var all []float64
		index := [5]int{}
		for code := range 3125 {
			resample := make([]float64, 5)
			for k := range index {
				resample[k] = data[code%5]
				code /= 5
			}
			all = append(all, s.of(resample))
		}
		got, err := ExactBootstrap(data, BootstrapPlan{Statistic: s, Level: 0.9})
		if err != nil {
			t.Fatal(err)
		}
		// The least value whose cumulative probability is at least 5 %: place ceil(0.05 n) - 1 in order.
		ranked := Quantiles(all, 156.0/3124, 2968.0/3124)
		near(t, "lower", got.Interval.Lower, ranked[0], 1e-12)
		near(t, "upper", got.Interval.Upper, ranked[1], 1e-12)
		near(t, "standard error", got.StandardError, math.Sqrt(PopulationVariance(all)), 1e-12)
	}
}

func TestStatisticText(t *testing.T) {
	for _, name := range StatisticMean.Values() {
		var s Statistic
		if err := s.UnmarshalText([]byte(name)); err != nil {
			t.Fatal(err)
		}
		if text, err := s.MarshalText(); err != nil || string(text) != name {
			t.Errorf("%s: got %s, %v", name, text, err)
		}
	}
	var s Statistic
	if err := s.UnmarshalText([]byte("mode")); err == nil {
		t.Error("mode: got no error")
	}
	if _, err := Statistic(7).MarshalText(); err == nil {
		t.Error("statistic(7): got no error")
	}
}

func BenchmarkBootstrapMean(b *testing.B)   { benchmarkBootstrap(b, StatisticMean) }
func BenchmarkBootstrapMedian(b *testing.B) { benchmarkBootstrap(b, StatisticMedian) }

// benchmarkBootstrap draws 2,000 resamples of 1,000 values.
func benchmarkBootstrap(b *testing.B, s Statistic) {
	stream := exact.NewStream(1, "", "bootstrap", 0)
	data := make([]float64, 1000)
	for i := range data {
		data[i] = stream.Normal()
	}
	for b.Loop() {
		if _, err := Bootstrap(data, BootstrapPlan{Statistic: s, Resamples: 2000, Level: 0.95}, &stream); err != nil {
			b.Fatal(err)
		}
	}
}
