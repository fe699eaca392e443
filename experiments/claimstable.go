package experiments

import (
	"math"
	"slices"
	"strings"

	"shakeout/worlds/history"
)

// verdicts judges all tests of all claims at a point of the sweep.
func (f *frame) verdicts(cells []cell, point int) ([]*verdict, error) {
	e := f.e
	var all []*verdict
	for i := range e.file.Claims {
		c := &e.file.Claims[i]
		for k := range c.Tests {
			t := &c.Tests[k]
			v := &verdict{claim: c, test: t, first: math.NaN(), second: math.NaN(), p: math.NaN()}
			v.effect.Estimate, v.effect.StandardError = math.NaN(), math.NaN()
			v.effect.Interval.Lower, v.effect.Interval.Upper = math.NaN(), math.NaN()
			quantity := f.samples(cells, point, t.Arms, t.Quantity)
			var per [][]float64
			if t.Per != "" {
				per = f.samples(cells, point, t.Arms, t.Per)
			}
			v.estimate(quantity, per)
			all = append(all, v)
		}
	}
	return all, adjust(all)
}

// samples returns a quantity by arm and replicate, NaN where a run failed or has none.
func (f *frame) samples(cells []cell, point int, arms []string, name string) [][]float64 {
	e := f.e
	k := slices.IndexFunc(e.file.Measure.Quantities, func(q Quantity) bool { return q.ID == name })
	out := make([][]float64, len(arms))
	for i, id := range arms {
		a := slices.IndexFunc(e.arms, func(a arm) bool { return a.id == id })
		c := &cells[point*len(e.arms)+a]
		for _, row := range c.rows {
			x := math.NaN()
			if f.ok[row] {
				x = f.quantities[k][row]
			}
			out[i] = append(out[i], x)
		}
	}
	return out
}

// passed tells whether a claim passes by the verdicts on its tests.
func (c *Claim) passed(all []*verdict) bool {
	passed, tested := 0, 0
	for _, v := range all {
		if v.claim == c && !v.test.reported() {
			tested++
			if v.passes {
				passed++
			}
		}
	}
	if c.Needs == AnyTest {
		return passed > 0
	}
	return passed == tested
}

// word is the verdict on a test.
func (v *verdict) word() string {
	switch {
	case v.test.reported():
		return "reported"
	case v.passes:
		return "pass"
	}
	return "fail"
}

// claimRows are the verdicts as a table.
func claimRows(all []*verdict, point int) []history.SummaryClaimRow {
	bound := func(x *float64) float64 {
		if x == nil {
			return math.NaN()
		}
		return *x
	}
	var rows []history.SummaryClaimRow
	for _, v := range all {
		in := v.interval(v.level)
		t := v.test
		if t.Contrast == Every {
			in = v.effect.Interval
		}
		claim := "fail"
		if v.claim.passed(all) {
			claim = "pass"
		}
		r := history.SummaryClaimRow{
			Claim: v.claim.ID, Test: t.ID, Point: int64(point), Class: v.claim.Class, Says: v.claim.Says, About: t.About, Quantity: t.Quantity,
			Per: t.Per, Contrast: t.Contrast.String(), Arms: strings.Join(t.Arms, " "), Replicates: int64(v.pairs), First: v.first, Second: v.second,
			Estimate: v.effect.Estimate, StdErr: v.effect.StandardError, Level: v.level, Lower: in.Lower, Upper: in.Upper,
			Above: bound(t.Above), Below: bound(t.Below), PValue: v.p, Adjusted: v.holm, Deterministic: v.deterministic,
			Verdict: v.word(), ClaimVerdict: claim, Problem: v.problem,
		}
		if t.Contrast == Every {
			r.StdErr, r.Level = math.NaN(), math.NaN()
		}
		rows = append(rows, r)
	}
	return rows
}
