package statistics

import (
	"math"
	"strings"
	"testing"

	"shakeout/internal/exact"
)

// sampleOf evaluates f on Saltelli's matrices drawn from a stream.
func sampleOf(rows, factors int, stream *exact.Stream, f func(u []float64) float64) SobolSample {
	s := SobolSample{AB: make([][]float64, factors)}
	for range rows {
		a, b := make([]float64, factors), make([]float64, factors)
		for i := range a {
			a[i], b[i] = stream.Float64(), stream.Float64()
		}
		s.A, s.B = append(s.A, f(a)), append(s.B, f(b))
		for i := range a {
			mixed := append([]float64(nil), a...)
			mixed[i] = b[i]
			s.AB[i] = append(s.AB[i], f(mixed))
		}
	}
	return s
}

// TestSobolIntervals checks that bootstrap intervals hold the analytic indices of the Ishigami function about as often as
// they say, and that centring helps where the mean is large.
func TestSobolIntervals(t *testing.T) {
	first := [3]float64{0.31390519114781146, 0.4424111447900409, 0}
	total := [3]float64{0.5575888552099592, 0.4424111447900409, 0.24368366406214773}
	const repetitions = 60
	held := 0
	var plain, centred Accumulator
	for k := range repetitions {
		stream := exact.NewStream(uint64(k), "", "sobol", 0)
		sample := sampleOf(256, 3, &stream, func(u []float64) float64 { return 30 + ishigami(u, 7, 0.1) })
		got, err := EstimateSobolIndices(sample, SobolPlan{Level: 0.9, Resamples: 300, Centred: true}, &stream)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := EstimateSobolIndices(sample, SobolPlan{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "total index, centred or not", got.Factors[1].Total, raw.Factors[1].Total, 1e-10)
		centred.Add(got.Factors[0].First)
		plain.Add(raw.Factors[0].First)
		for i, f := range got.Factors {
			if f.FirstInterval.Contains(first[i]) {
				held++
			}
			if f.TotalInterval.Contains(total[i]) {
				held++
			}
		}
	}
	if share := float64(held) / (6 * repetitions); share < 0.82 || share > 0.97 {
		t.Errorf("intervals at 0.9 hold the truth in %v of cases", share)
	}
	if centred.Variance()*10 > plain.Variance() {
		t.Errorf("variance of the estimate %v centred, %v not; want far less centred", centred.Variance(), plain.Variance())
	}
	near(t, "mean estimate", centred.Mean(), first[0], 0.1)
}

func TestSobolConstantOutcome(t *testing.T) {
	stream := exact.NewStream(1, "", "sobol", 0)
	got, err := EstimateSobolIndices(sampleOf(16, 2, &stream, func([]float64) float64 { return 0.1 }), SobolPlan{Level: 0.95, Resamples: 10}, &stream)
	if err != nil {
		t.Fatal(err)
	}
	if got.Variance != 0 || !math.IsNaN(got.Factors[0].First) || !math.IsNaN(got.Factors[1].TotalInterval.Upper) {
		t.Errorf("got %+v; want no variance, and indices that are NaN", got)
	}
}

func TestSensitivityErrors(t *testing.T) {
	good := SobolSample{A: []float64{1, 2}, B: []float64{2, 3}, AB: [][]float64{{1, 1}}}
	stream := exact.NewStream(1, "", "sobol", 0)
	estimate := func(change func(*SobolSample), plan SobolPlan) error {
		s := good
		change(&s)
		return second(EstimateSobolIndices(s, plan, &stream))
	}
	points := [][][]float64{{{0, 0}, {1, 0}, {1, 1}}}
	for _, c := range []struct {
		reason string
		err    error
		want   string
	}{
		{"one row", estimate(func(s *SobolSample) { s.A = s.A[:1] }, SobolPlan{}), "got 1 rows"},
		{"B is short", estimate(func(s *SobolSample) { s.B = s.B[:1] }, SobolPlan{}), "f(B): got 1 rows"},
		{"AB is short", estimate(func(s *SobolSample) { s.AB = [][]float64{{1}} }, SobolPlan{}), "f(AB)[0]: got 1 rows"},
		{"a failed run", estimate(func(s *SobolSample) { s.AB = [][]float64{{1, math.NaN()}} }, SobolPlan{}), "f(AB)[0][1]: got NaN"},
		{"bootstrap without a level", estimate(func(*SobolSample) {}, SobolPlan{Resamples: 10}), "level: got 0"},
		{"no trajectories", second(MorrisEffects(nil, nil)), "got 0 trajectories"},
		{"outcomes missing", second(MorrisEffects(points, [][]float64{{1, 2}})), "2 outcomes"},
		{"two factors at a step", second(MorrisEffects([][][]float64{{{0, 0}, {1, 1}, {1, 0}}}, [][]float64{{1, 2, 3}})), "step 1: got 2 factors"},
		{"a factor twice", second(MorrisEffects([][][]float64{{{0, 0}, {1, 0}, {0, 0}}}, [][]float64{{1, 2, 3}})), "step 2"},
		{"no change", second(MorrisEffects([][][]float64{{{0, 0}, {1, 0}, {1, 0}}}, [][]float64{{1, 2, 3}})), "step 2: got 0 factors"},
	} {
		if c.err == nil || !strings.Contains(c.err.Error(), c.want) {
			t.Errorf("%s: got error %v; want one with %q", c.reason, c.err, c.want)
		}
	}
}
