package experiments

import (
	"math"
	"slices"
	"sort"
	"strings"

	"shakeout/internal/statistics"
	"shakeout/worlds/history"
)

// differences writes what each arm does to an indicator at each date, run by run.
func (f *frame) differences(cells []cell, k int, values [][]float64, write func(*history.SummaryEffectRow) error) error {
	for i := range cells {
		c := &cells[i]
		other := f.pairOf(cells, c)
		if other == nil {
			continue
		}
		for d, tick := range f.e.arms[c.arm].dates {
			e, found := slices.BinarySearch(f.e.arms[other.arm].dates, tick)
			if !found {
				continue
			}
			x, y := both(f.sample(c, d, values), f.sample(other, e, values))
			if len(x) < 2 {
				continue
			}
			effect, err := statistics.PairedDifference(x, y, level)
			if err != nil {
				return err
			}
			row := f.effectRow(c, "indicator", f.e.kept[k].header(), effect, statistics.Mean(y))
			row.Tick, row.Date = float64(tick), dateOf(f.e.arms[c.arm].world.Start, tick)
			if err := write(&row); err != nil {
				return err
			}
		}
	}
	return nil
}

// both keeps the pairs of which both are there.
func both(x, y []float64) (a, b []float64) {
	for i := range x {
		if !math.IsNaN(x[i]) && !math.IsNaN(y[i]) {
			a, b = append(a, x[i]), append(b, y[i])
		}
	}
	return a, b
}

func (f *frame) effectRow(c *cell, kind, measure string, e statistics.Effect, base float64) history.SummaryEffectRow {
	arm := &f.e.arms[c.arm]
	return history.SummaryEffectRow{
		Arm: arm.id, Against: f.e.arms[arm.against].id, Point: int64(c.point), Kind: kind, Measure: measure, Tick: math.NaN(),
		Pairs: int64(e.Pairs), Base: base, Effect: e.Estimate, StdErr: e.StandardError, Lower: e.Interval.Lower, Upper: e.Interval.Upper,
		PValue: e.PValue, Deterministic: e.Deterministic,
	}
}

// changes writes what each arm does to how agents end, and how long they last.
func (f *frame) changes(cells []cell, write func(*history.SummaryEffectRow) error) error {
	for i := range cells {
		c := &cells[i]
		other := f.pairOf(cells, c)
		if other == nil || f.e.arms[c.arm].world.Ticks != f.e.arms[other.arm].world.Ticks { // ends at different times can't be compared
			continue
		}
		for _, agent := range f.agents {
			x, y := f.pairedLives(c, other, agent)
			if len(x) < 2 {
				continue
			}
			if err := f.outcomeChanges(c, agent, x, y, write); err != nil {
				return err
			}
			if err := f.lifeChange(c, agent, x, y, write); err != nil {
				return err
			}
			if err := f.worthChanges(c, agent, x, y, write); err != nil {
				return err
			}
		}
	}
	return nil
}

// pairedLives returns how an agent ended in the pairs of runs in which both have it.
func (f *frame) pairedLives(c, other *cell, agent string) (x, y []life) {
	all := f.lives[agent]
	for i := range c.rows {
		a, b := c.rows[i], other.rows[i]
		if f.ok[a] && f.ok[b] && all[a].present && all[b].present {
			x, y = append(x, all[a]), append(y, all[b])
		}
	}
	return x, y
}

func (f *frame) outcomeChanges(c *cell, agent string, x, y []life, write func(*history.SummaryEffectRow) error) error {
	var outcomes []string
	for _, l := range slices.Concat(x, y) {
		if o := f.words[l.outcome]; !slices.Contains(outcomes, o) {
			outcomes = append(outcomes, o)
		}
	}
	sort.Strings(outcomes)
	arm := &f.e.arms[c.arm]
	for _, outcome := range outcomes {
		a, b := make([]bool, len(x)), make([]bool, len(y))
		base := 0.0
		for i := range x {
			a[i], b[i] = f.words[x[i].outcome] == outcome, f.words[y[i].outcome] == outcome
			if b[i] {
				base++
			}
		}
		p, err := statistics.ComparePairedProportions(a, b, level)
		if err != nil {
			return err
		}
		row := history.SummaryEffectRow{
			Arm: arm.id, Against: f.e.arms[arm.against].id, Point: int64(c.point), Kind: "outcome", Measure: agent + " " + outcome,
			Tick: math.NaN(), Pairs: p.Pairs, Base: base / float64(len(y)), Effect: p.Difference, StdErr: math.NaN(),
			Lower: p.Interval.Lower, Upper: p.Interval.Upper, PValue: p.PValue, Deterministic: p.Deterministic,
		}
		if err := write(&row); err != nil {
			return err
		}
	}
	return nil
}

func (f *frame) lifeChange(c *cell, agent string, x, y []life, write func(*history.SummaryEffectRow) error) error {
	horizon := math.Min(float64(f.e.arms[c.arm].world.Ticks), float64(f.e.arms[f.e.arms[c.arm].against].world.Ticks))
	if horizon <= 0 {
		return nil
	}
	effect, err := statistics.PairedRestrictedMean(subjectsOf(x), subjectsOf(y), horizon, level)
	if err != nil { // a curve that ends before the horizon has no restricted mean
		return nil
	}
	base := 0.0
	for _, l := range y {
		base += math.Min(float64(l.months()), horizon) / float64(len(y))
	}
	row := f.effectRow(c, "life", agent, effect, base)
	return write(&row)
}

// worthChanges writes what an arm does to an agent's share of model revenue and to its owners' value.
func (f *frame) worthChanges(c *cell, agent string, x, y []life, write func(*history.SummaryEffectRow) error) error {
	for _, w := range []struct {
		kind string
		of   func(l *life) float64
	}{
		{"share", func(l *life) float64 { return l.share }},
		{"owners-value", func(l *life) float64 { return l.value }},
	} {
		a, b := make([]float64, len(x)), make([]float64, len(y))
		for i := range x {
			a[i], b[i] = w.of(&x[i]), w.of(&y[i])
		}
		if a, b = both(a, b); len(a) < 2 {
			continue
		}
		effect, err := statistics.PairedDifference(a, b, level)
		if err != nil {
			return err
		}
		row := f.effectRow(c, w.kind, agent, effect, statistics.Mean(b))
		if err := write(&row); err != nil {
			return err
		}
	}
	return nil
}

// parting returns where the arms part.
func (f *frame) parting(cells []cell) []history.SummaryPartingRow {
	var out []history.SummaryPartingRow
	for i := range cells {
		c := &cells[i]
		arm := &f.e.arms[c.arm]
		other := f.pairOf(cells, c)
		if other == nil {
			continue
		}
		row := history.SummaryPartingRow{Arm: arm.id, Against: f.e.arms[arm.against].id, Point: int64(c.point), First: math.NaN(), Median: math.NaN()}
		var ticks []float64
		who := map[string]int64{}
		for k := range c.rows {
			if !f.ok[c.rows[k]] || !f.ok[other.rows[k]] {
				continue
			}
			row.Pairs++
			if p := f.runs[c.rows[k]]; p.tick >= 0 {
				ticks = append(ticks, float64(p.tick))
				who[f.words[p.agents]]++
			}
		}
		row.Parted = int64(len(ticks))
		if len(ticks) > 0 {
			row.First, row.Median = slices.Min(ticks), statistics.Median(ticks)
			most := int64(0)
			for _, agents := range sortedKeys(who) {
				if who[agents] > most {
					most, row.Agents = who[agents], strings.TrimSpace(agents)
				}
			}
		}
		out = append(out, row)
	}
	return out
}
