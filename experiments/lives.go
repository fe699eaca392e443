package experiments

import (
	"errors"
	"math"

	"shakeout/internal/statistics"
	"shakeout/worlds/history"
)

// survival returns the survival curve of each agent, and what becomes of it on average.
func (f *frame) survival(cells []cell) (steps []history.SummarySurvivalRow, agents []history.SummaryAgentRow, err error) {
	for i := range cells {
		c := &cells[i]
		for _, agent := range f.agents {
			lives := f.livesIn(c, agent)
			if len(lives) == 0 {
				continue
			}
			curve, err := statistics.KaplanMeier(subjectsOf(lives), level)
			if err != nil {
				return nil, nil, err
			}
			key := history.SummarySurvivalRow{Arm: f.e.arms[c.arm].id, Point: int64(c.point), Agent: agent}
			steps = append(steps, curveRows(key, curve)...)
			row, err := f.averages(c, agent, lives, curve)
			if err != nil {
				return nil, nil, err
			}
			agents = append(agents, row)
		}
	}
	return steps, agents, nil
}

// subjectsOf returns lives as subjects of a survival analysis: an exit is the event, the end of the run censors.
func subjectsOf(lives []life) []statistics.Subject {
	subjects := make([]statistics.Subject, len(lives))
	for i, l := range lives {
		subjects[i] = statistics.Subject{Time: float64(l.months()), Event: !l.surviving}
	}
	return subjects
}

// curveRows returns a row for every month at which there were exits or a run ended, in order.
func curveRows(key history.SummarySurvivalRow, curve statistics.SurvivalCurve) []history.SummarySurvivalRow {
	var rows []history.SummarySurvivalRow
	at := key
	at.Survival, at.Lower, at.Upper = 1, math.NaN(), math.NaN()
	left := int64(curve.Subjects)
	steps, ends := curve.Steps, curve.Censorings
	for len(steps) > 0 || len(ends) > 0 {
		month := math.Inf(1)
		if len(steps) > 0 {
			month = steps[0].Time
		}
		if len(ends) > 0 {
			month = math.Min(month, ends[0].Time)
		}
		at.Month, at.AtRisk, at.Events, at.Censored = int64(month), left, 0, 0
		if len(steps) > 0 && steps[0].Time == month {
			s := steps[0]
			at.Events, at.Survival, at.StdErr, at.Lower, at.Upper = int64(s.Events), s.Survival, s.StandardError, s.Interval.Lower, s.Interval.Upper
			steps = steps[1:]
		}
		if len(ends) > 0 && ends[0].Time == month {
			at.Censored = int64(ends[0].Count)
			ends = ends[1:]
		}
		left -= at.Events + at.Censored
		rows = append(rows, at)
	}
	return rows
}

// averages returns what becomes of an agent on average.
func (f *frame) averages(c *cell, agent string, lives []life, curve statistics.SurvivalCurve) (history.SummaryAgentRow, error) {
	r := history.SummaryAgentRow{
		Arm: f.e.arms[c.arm].id, Point: int64(c.point), Agent: agent, Kind: f.kinds[agent], Runs: int64(len(lives)),
		Life: math.NaN(), LifeLower: math.NaN(), LifeUpper: math.NaN(), Median: curve.Median,
	}
	var share, value []float64
	independent := 0
	for _, l := range lives {
		if !l.surviving {
			r.Exits++
		}
		if isIndependent(f.words[l.outcome]) {
			independent++
		}
		if !math.IsNaN(l.share) {
			share = append(share, l.share)
		}
		if !math.IsNaN(l.value) {
			value = append(value, l.value)
		}
	}
	r.Independent = float64(independent) / float64(len(lives))
	horizon := float64(f.e.arms[c.arm].world.Ticks)
	if f.entersLater(c, agent) { // nobody is seen for as long as the run lasts
		horizon = math.Min(horizon, curve.Followed)
	}
	if horizon > 0 && (curve.Followed >= horizon || curve.At(curve.Followed) == 0) {
		m, err := curve.RestrictedMean(horizon)
		if err != nil {
			return r, err
		}
		r.Life, r.LifeLower, r.LifeUpper = m.Mean, m.Interval.Lower, m.Interval.Upper
	}
	var a, b error
	r.Share, r.ShareLower, r.ShareUpper, a = meanOf(share)
	r.Value, r.ValueLower, r.ValueUpper, b = meanOf(value)
	return r, errors.Join(a, b)
}

// entersLater tells whether an agent enters a cell's runs after their start.
func (f *frame) entersLater(c *cell, agent string) bool {
	for _, row := range c.rows {
		if l := &f.lives[agent][row]; f.ok[row] && l.present && l.entered > 0 {
			return true
		}
	}
	return false
}

// meanOf returns a mean with its interval, NaN where there is none.
func meanOf(values []float64) (mean, lower, upper float64, err error) {
	if len(values) == 0 {
		return math.NaN(), math.NaN(), math.NaN(), nil
	}
	mean, interval, err := statistics.MeanInterval(values, level)
	return mean, interval.Lower, interval.Upper, err
}
