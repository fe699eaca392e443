package statistics

import (
	"fmt"
	"math"

	"shakeout/internal/exact"
)

// SobolSample holds the outcomes of a model on the rows of Saltelli's matrices: A and B are two independent designs of
// N rows, and AB_i is A with column i taken from B.
type SobolSample struct {
	A  []float64   // f(A), N values
	B  []float64   // f(B)
	AB [][]float64 // f(AB_i), one list of N per factor i
}

// SobolPlan says how to estimate the indices.
type SobolPlan struct {
	Level     float64 // of the intervals, 0.95
	Resamples int     // of the bootstrap over rows; 0: no intervals
	// Centred subtracts the mean of f(A) and f(B) first. That leaves what is estimated as it is, and makes the error of
	// the first-order indices much smaller where the mean is large against the standard deviation.
	Centred bool
}

// SobolIndex is the share of the outcome's variance that one factor accounts for.
type SobolIndex struct {
	First         float64 // alone
	Total         float64 // alone and together with others
	FirstInterval Interval
	TotalInterval Interval
}

// SobolIndices is the result of a variance-based sensitivity analysis.
type SobolIndices struct {
	Rows     int
	Mean     float64      // of f(A) and f(B) together
	Variance float64      // of f(A) and f(B) together, divided by 2N
	Factors  []SobolIndex // in the order of AB; NaN where Variance is 0
}

// EstimateSobolIndices returns first-order and total indices,
//
//	S_i  = mean of f(B) (f(AB_i) - f(A)) / V        (Saltelli et al. 2010, Computer Physics Communications 181(2), table 2b)
//	ST_i = mean of (f(A) - f(AB_i))^2 / (2V)        (Jansen 1999, Computer Physics Communications 117(1-2))
//
// with V the variance of f(A) and f(B) together, and percentile bootstrap intervals over the rows (rows x resamples
// uniforms from the stream; Archer, Saltelli and Sobol' 1997). Indices of small samples can lie outside [0, 1].
// Errors: fewer than 2 rows, lists of different length, an outcome that is not finite, a bad level.
func EstimateSobolIndices(sample SobolSample, plan SobolPlan, stream *exact.Stream) (SobolIndices, error) {
	result := SobolIndices{Rows: len(sample.A)}
	if err := sample.check(); err != nil {
		return result, err
	}
	if plan.Resamples != 0 {
		if err := checkLevel("sobol", plan.Level); err != nil {
			return result, err
		}
		if plan.Resamples < 2 {
			return result, fmt.Errorf("sobol: resamples: got %d; want 0 or at least 2", plan.Resamples)
		}
	}
	both := append(append(make([]float64, 0, 2*len(sample.A)), sample.A...), sample.B...)
	result.Mean, result.Variance = Mean(both), PopulationVariance(both)
	if plan.Centred {
		sample = sample.less(result.Mean)
	}
	rows := make([]int, len(sample.A))
	for r := range rows {
		rows[r] = r
	}
	result.Factors = sample.indices(rows)
	if plan.Resamples == 0 {
		return result, nil
	}
	factors := len(result.Factors)
	first, total := make([][]float64, factors), make([][]float64, factors)
	for range plan.Resamples {
		for r := range rows {
			rows[r] = stream.IntN(len(rows))
		}
		for i, index := range sample.indices(rows) {
			if !math.IsNaN(index.First) { // a resample of equal outcomes has no indices
				first[i] = append(first[i], index.First)
				total[i] = append(total[i], index.Total)
			}
		}
	}
	outside := tail(plan.Level)
	for i := range result.Factors {
		f, t := Quantiles(first[i], outside, 1-outside), Quantiles(total[i], outside, 1-outside)
		result.Factors[i].FirstInterval = Interval{Lower: f[0], Upper: f[1]}
		result.Factors[i].TotalInterval = Interval{Lower: t[0], Upper: t[1]}
	}
	return result, nil
}

// indices returns the indices from the given rows; their intervals are NaN.
func (s SobolSample) indices(rows []int) []SobolIndex {
	origin := s.A[rows[0]]
	sum, squares := 0.0, 0.0
	for _, r := range rows {
		sum += (s.A[r] - origin) + (s.B[r] - origin)
	}
	n := float64(len(rows))
	mean := origin + sum/(2*n)
	for _, r := range rows {
		a, b := s.A[r]-mean, s.B[r]-mean
		squares += float64(a*a) + float64(b*b)
	}
	variance := squares / (2 * n)
	indices := make([]SobolIndex, len(s.AB))
	for i, mixed := range s.AB {
		indices[i] = SobolIndex{First: math.NaN(), Total: math.NaN(), FirstInterval: undefined(), TotalInterval: undefined()}
		if variance == 0 {
			continue
		}
		products, gaps := 0.0, 0.0
		for _, r := range rows {
			d := mixed[r] - s.A[r]
			products += float64(s.B[r] * d)
			gaps += float64(d * d)
		}
		indices[i].First = products / n / variance
		indices[i].Total = gaps / (2 * n) / variance
	}
	return indices
}

// less returns the sample with the mean subtracted from every outcome.
func (s SobolSample) less(mean float64) SobolSample {
	subtract := func(values []float64) []float64 {
		rest := make([]float64, len(values))
		for i, v := range values {
			rest[i] = v - mean
		}
		return rest
	}
	centred := SobolSample{A: subtract(s.A), B: subtract(s.B), AB: make([][]float64, len(s.AB))}
	for i := range s.AB {
		centred.AB[i] = subtract(s.AB[i])
	}
	return centred
}

func (s SobolSample) check() error {
	if len(s.A) < 2 {
		return fmt.Errorf("sobol: f(A): got %d rows; want at least 2", len(s.A))
	}
	if len(s.B) != len(s.A) {
		return fmt.Errorf("sobol: f(B): got %d rows; want %d, as many as f(A)", len(s.B), len(s.A))
	}
	if err := checkFinite("sobol", "f(A)", s.A); err != nil {
		return err
	}
	if err := checkFinite("sobol", "f(B)", s.B); err != nil {
		return err
	}
	for i, mixed := range s.AB {
		if len(mixed) != len(s.A) {
			return fmt.Errorf("sobol: f(AB)[%d]: got %d rows; want %d, as many as f(A)", i, len(mixed), len(s.A))
		}
		if err := checkFinite("sobol", fmt.Sprintf("f(AB)[%d]", i), mixed); err != nil {
			return err
		}
	}
	return nil
}
