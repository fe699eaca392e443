package statistics

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"
	"shakeout/internal/exact"
	_ "shakeout/internal/repeatable"
)

func TestMoments(t *testing.T) {
	// NIST StRD, NumAcc4: 10000000.2, then 10000000.1 and .3 by turns; certified mean 10000000.2, deviation 0.1.
	numAcc4 := []float64{10000000.2}
	for range 500 {
		numAcc4 = append(numAcc4, 10000000.1, 10000000.3)
	}
	for _, c := range []struct {
		reason               string
		values               []float64
		mean, deviation, err float64
		tolerance            float64
	}{
		{"NIST NumAcc4; the input has 16 digits, so the deviation has 8", numAcc4, 10000000.2, 0.1, 0.1 / math.Sqrt(1001), 1e-8},
		{"textbook", []float64{2, 4, 4, 4, 5, 5, 7, 9}, 5, 2.138089935299395, 0.7559289460184544, 1e-14},
		{"equal values have exactly no variance", []float64{0.1, 0.1, 0.1}, 0.1, 0, 0, 0},
		{"one value has no variance to estimate", []float64{3}, 3, math.NaN(), math.NaN(), 0},
		{"none", nil, math.NaN(), math.NaN(), math.NaN(), 0},
		{"great and small", []float64{1e16, 1, -1e16}, 1.0 / 3, 1e16, 1e16 / math.Sqrt(3), 1e-14},
	} {
		near(t, c.reason+": mean", Mean(c.values), c.mean, c.tolerance)
		near(t, c.reason+": deviation", StandardDeviation(c.values), c.deviation, c.tolerance)
		near(t, c.reason+": standard error", StandardError(c.values), c.err, c.tolerance)
		var a Accumulator
		for _, v := range c.values {
			a.Add(v)
		}
		near(t, c.reason+": streamed deviation", math.Sqrt(a.Variance()), c.deviation, math.Max(c.tolerance, 1e-12))
		near(t, c.reason+": streamed standard error", a.StandardError(), c.err, math.Max(c.tolerance, 1e-12))
	}
}

func TestMomentsAgainstGonum(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		x := rapid.SliceOfN(rapid.Float64Range(-1e6, 1e6), 3, 50).Draw(r, "x")
		y := rapid.SliceOfN(rapid.Float64Range(-1e6, 1e6), len(x), len(x)).Draw(r, "y")
		compare := func(what string, got, want, scale float64) {
			if math.Abs(got-want) > 1e-11*scale {
				r.Errorf("%s: got %v; gonum has %v", what, got, want)
			}
		}
		compare("mean", Mean(x), stat.Mean(x, nil), 1e6)
		compare("variance", Variance(x), stat.Variance(x, nil), 1e12)
		compare("covariance", Covariance(x, y), stat.Covariance(x, y, nil), 1e12)
		var a Accumulator
		for _, v := range x {
			a.Add(v)
		}
		compare("streamed mean", a.Mean(), Mean(x), 1e6)
		compare("streamed variance", a.Variance(), Variance(x), 1e12)
		least, greatest := a.Range()
		if least != slices.Min(x) || greatest != slices.Max(x) || a.Count() != int64(len(x)) {
			r.Errorf("range %v to %v of %v", least, greatest, x)
		}
	})
}

func TestQuantile(t *testing.T) {
	// R: quantile(c(15, 20, 35, 40, 50), type = 7).
	values := []float64{35, 20, 15, 50, 40}
	for _, c := range []struct {
		reason  string
		values  []float64
		p, want float64
	}{
		{"least", values, 0, 15},
		{"greatest", values, 1, 50},
		{"between the first two", values, 0.05, 16},
		{"on an order statistic", values, 0.25, 20},
		{"interpolated", values, 0.4, 29},
		{"95 %", values, 0.95, 48},
		{"one value", []float64{7}, 0.3, 7},
		{"none", nil, 0.5, math.NaN()},
		{"not a probability", values, 1.2, math.NaN()},
		{"NaN among the values", []float64{1, math.NaN()}, 0.5, math.NaN()},
		{"infinite extremes", []float64{math.Inf(-1), 1, 2, math.Inf(1)}, 0.5, 1.5},
	} {
		near(t, c.reason, Quantile(c.values, c.p), c.want, 1e-14)
	}
	if values[0] != 35 {
		t.Error("the values were sorted in place")
	}
	near(t, "even median", Median([]float64{4, 1, 3, 2}), 2.5, 0)
	near(t, "odd median", Median(values), 35, 0)
	near(t, "no median", Median(nil), math.NaN(), 0)

	fan, count := Fan([]float64{1, math.NaN(), 3, 2, 5, 4, math.NaN()})
	if count != 5 || fan != [5]float64{1.2, 2, 3, 4, 4.8} {
		t.Errorf("fan: got %v of %d", fan, count)
	}
	d := Describe(values)
	if d.Count != 5 || d.Median != 35 || d.Lower != 20 || d.Upper != 40 || d.Mean != 32 {
		t.Errorf("describe: got %+v", d)
	}
}

func TestMeanInterval(t *testing.T) {
	differences := make([]float64, len(sleepFirst))
	for i := range differences {
		differences[i] = sleepSecond[i] - sleepFirst[i]
	}
	mean, interval, err := MeanInterval(differences, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "mean", mean, 1.58, 1e-14)
	near(t, "lower", interval.Lower, 0.7001142, 1e-7)
	near(t, "upper", interval.Upper, 2.4598858, 1e-7)
	if _, interval, err = MeanInterval([]float64{1}, 0.95); err != nil || !math.IsNaN(interval.Lower) {
		t.Errorf("one value: got %+v, %v; want no interval", interval, err)
	}
}

func BenchmarkQuantiles100k(b *testing.B) {
	stream := exact.NewStream(1, "", "quantiles", 0)
	values := make([]float64, 100000)
	for i := range values {
		values[i] = stream.Normal()
	}
	for b.Loop() {
		Fan(values)
	}
}
