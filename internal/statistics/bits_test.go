package statistics

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"testing"

	"shakeout/internal/exact"
)

// TestBits pins the bits of a little of everything. A change means that published intervals move in their last digits:
// say so where results are announced. The same number must come out on every architecture.
func TestBits(t *testing.T) {
	hash := fnv.New64a()
	add := func(values ...float64) {
		for _, v := range values {
			if math.IsNaN(v) {
				v = 1e300
			}
			binary.Write(hash, binary.LittleEndian, math.Float64bits(v))
		}
	}
	stream := exact.NewStream(11, "", "bits", 0)
	for range 2000 {
		a, b := 100*stream.Float64(), 100*stream.Float64()
		add(IncompleteBeta(stream.Float64(), a, b), InverseIncompleteBeta(stream.Float64(), a, b))
		add(StudentQuantile(stream.Float64(), a), StudentCDF(stream.Normal(), b))
	}
	for range 60 {
		const n = 120
		x, y, z := make([]float64, n), make([]float64, n), make([]float64, n)
		subjects, scores := make([]Subject, n), make([]Score, n)
		for i := range x {
			x[i], z[i] = stream.Normal(), stream.Normal()
			y[i] = x[i] + float64(z[i]*stream.Normal())
			subjects[i] = Subject{Time: 40 * stream.Float64(), Event: stream.Bernoulli(0.7)}
			scores[i] = Score{Value: stream.Normal(), Event: i%3 == 0, Cluster: int64(i / 4)}
		}
		d := Describe(x)
		add(d.Mean, d.Deviation, d.Lower, Quantile(y, 0.9), Covariance(x, y))
		p, errP := ClopperPearson(int64(stream.IntN(200)), 200, 0.95)
		w, errW := Wilson(int64(stream.IntN(200)), 200, 0.95)
		pairs, errM := PairedProportions{Both: 5, OnlyTreatment: int64(stream.IntN(30)), OnlyBaseline: 9, Neither: 40}.Compare(0.95)
		curve, errK := KaplanMeier(subjects, 0.95)
		effect, errE := PairedRestrictedMean(subjects, subjects[:n:n], 5, 0.95)
		paired, errD := PairedDifference(y, z, 0.99)
		boot, errB := Bootstrap(x, BootstrapPlan{Resamples: 50, Level: 0.9}, &stream)
		area, errA := AreaUnderCurve(scores, 0.95)
		fit, errF := LeastSquares([][]float64{x, z}, y, RegressionPlan{Level: 0.95, Clusters: clustersOfTwo(n)})
		r, errR := Spearman(x, y, 0.95)
		sobol, errS := EstimateSobolIndices(SobolSample{A: x, B: y, AB: [][]float64{z}}, SobolPlan{Level: 0.9, Resamples: 20}, &stream)
		for _, err := range []error{errP, errW, errM, errK, errE, errD, errB, errA, errF, errR, errS} {
			if err != nil {
				t.Fatal(err)
			}
		}
		add(p.Interval.Lower, p.Interval.Upper, w.Interval.Lower, w.Interval.Upper, pairs.Interval.Lower, pairs.PValue)
		for _, s := range curve.Steps {
			add(s.Survival, s.StandardError, s.Interval.Lower, s.Interval.Upper)
		}
		add(effect.Estimate, paired.Interval.Lower, paired.PValue, boot.Interval.Lower, boot.StandardError, area.StandardError)
		add(fit.Slopes[0].Estimate, fit.Slopes[1].Interval.Upper, fit.RSquared, r.Interval.Lower, r.PValue)
		add(sobol.Factors[0].First, sobol.Factors[0].TotalInterval.Upper)
	}
	const want = 0x8c1cd50b7037ebd4
	if got := hash.Sum64(); got != want {
		t.Errorf("got %#x; want %#x", got, uint64(want))
	}
}

// clustersOfTwo numbers n observations in clusters of two.
func clustersOfTwo(n int) []int64 {
	clusters := make([]int64, n)
	for i := range clusters {
		clusters[i] = int64(i / 2)
	}
	return clusters
}
