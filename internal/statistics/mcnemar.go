package statistics

import (
	"fmt"
	"math"
)

// PairedProportions compares a yes-or-no outcome between two arms whose runs are paired.
type PairedProportions struct {
	Pairs         int64
	Both          int64 // yes in both arms
	OnlyTreatment int64 // yes under treatment, no under baseline
	OnlyBaseline  int64 // no under treatment, yes under baseline
	Neither       int64
	// Difference is P(yes under treatment) - P(yes under baseline), (OnlyTreatment - OnlyBaseline)/Pairs.
	Difference float64
	Level      float64
	Interval   Interval // Tango's score interval
	// PValue is that of the exact McNemar test, two-sided.
	PValue float64
	// Deterministic says that all pairs differ in the same way, or none does: the sample holds no variance. The
	// interval still says what so many pairs can rule out.
	Deterministic bool
}

// ComparePairedProportions counts the pairs of outcomes and compares the arms: the exact McNemar test and Tango's score
// interval for the difference of the two proportions.
// Errors: lists of different length, no pairs, a bad level.
func ComparePairedProportions(treatment, baseline []bool, level float64) (PairedProportions, error) {
	if len(treatment) != len(baseline) {
		return PairedProportions{}, fmt.Errorf("mcnemar: got %d and %d outcomes; want pairs", len(treatment), len(baseline))
	}
	var counts PairedProportions
	for i := range treatment {
		switch {
		case treatment[i] && baseline[i]:
			counts.Both++
		case treatment[i]:
			counts.OnlyTreatment++
		case baseline[i]:
			counts.OnlyBaseline++
		default:
			counts.Neither++
		}
	}
	return counts.Compare(level)
}

// Compare fills in what follows from the four counts. Errors: a negative count, no pairs, a bad level.
func (p PairedProportions) Compare(level float64) (PairedProportions, error) {
	if err := checkLevel("mcnemar", level); err != nil {
		return p, err
	}
	if p.Both < 0 || p.OnlyTreatment < 0 || p.OnlyBaseline < 0 || p.Neither < 0 {
		return p, fmt.Errorf("mcnemar: counts: got %d, %d, %d, %d; want at least 0", p.Both, p.OnlyTreatment, p.OnlyBaseline, p.Neither)
	}
	p.Pairs = p.Both + p.OnlyTreatment + p.OnlyBaseline + p.Neither
	if p.Pairs == 0 {
		return p, fmt.Errorf("mcnemar: got no pairs; want at least 1")
	}
	p.Level = level
	p.Difference = float64(p.OnlyTreatment-p.OnlyBaseline) / float64(p.Pairs)
	p.PValue = McNemar(p.OnlyTreatment, p.OnlyBaseline)
	p.Interval = tangoInterval(float64(p.Pairs), float64(p.OnlyTreatment), float64(p.OnlyBaseline), normalReach(level))
	p.Deterministic = p.OnlyTreatment == p.Pairs || p.OnlyBaseline == p.Pairs || p.OnlyTreatment+p.OnlyBaseline == 0
	return p, nil
}

// McNemar returns the exact two-sided p-value of the hypothesis that a change in one direction is as likely as in the
// other, from the numbers of pairs that changed: min(1, 2 P(X <= min(b, c))), X binomial of b + c trials at 1/2. It is
// 1 where no pair changed and NaN for a negative count. Concordant pairs play no part.
// Source: McNemar (1947); the binomial form of Cochran (1950).
func McNemar(b, c int64) float64 {
	least, n := min(b, c), b+c
	switch {
	case least < 0:
		return math.NaN()
	case b == c:
		return 1
	}
	lower := IncompleteBeta(0.5, float64(n-least), float64(least+1))
	return math.Min(1, 2*lower)
}

// tangoInterval returns the values of the difference of two paired proportions that a score test at normal quantile z
// does not reject, for n pairs of which b say yes under treatment only and c under baseline only: the roots of
// (b - c - n d)^2 = z^2 n (2q + d(1-d)), q the most likely P(yes under baseline only) given the difference d.
// Source: Tango (1998) Statistics in Medicine 17(8).
func tangoInterval(n, b, c, z float64) Interval {
	score := func(d float64) float64 {
		spread := math.Sqrt(n * math.Max(0, float64(2*tangoNuisance(n, b, c, d))+float64(d*(1-d))))
		gap := b - c - float64(n*d)
		if spread == 0 {
			return math.Copysign(math.Inf(1), gap)
		}
		return gap / spread
	}
	// The score falls as the difference rises; where a bound lies at -1 or 1, bisection ends there.
	find := func(low, high, target float64) float64 {
		for range 200 {
			middle := low + float64((high-low)/2)
			if middle <= low || middle >= high {
				break
			}
			if score(middle) > target {
				low = middle
			} else {
				high = middle
			}
		}
		return low + float64((high-low)/2)
	}
	interval := Interval{Lower: -1, Upper: 1}
	estimate := (b - c) / n
	if estimate > -1 {
		interval.Lower = find(-1, estimate, z)
	}
	if estimate < 1 {
		interval.Upper = find(estimate, 1, -z)
	}
	return interval
}

// tangoNuisance returns the most likely P(yes under baseline only) given the difference d: the greater root q of
// 2n q^2 + B q + C = 0, B = (2n - b + c) d - b - c, C = -c d (1 - d).
func tangoNuisance(n, b, c, d float64) float64 {
	linear := float64((float64(2*n)-b+c)*d) - b - c
	constant := -float64(float64(c*d) * (1 - d))
	root := math.Sqrt(math.Max(0, float64(linear*linear)-float64(8*n*constant)))
	if linear > 0 {
		if constant == 0 {
			return 0
		}
		return -2 * constant / (linear + root)
	}
	return (root - linear) / (4 * n)
}
