package experiments

import (
	"math"
	"time"

	"shakeout/internal/statistics"
	"shakeout/worlds/history"
)

// fan writes the quantiles of an indicator over the runs of each cell at each date.
func (f *frame) fan(cells []cell, k int, values [][]float64, write func(*history.SummaryFanRow) error) error {
	for i := range cells {
		c := &cells[i]
		for d, tick := range f.e.arms[c.arm].dates {
			sample := f.sample(c, d, values)
			q, n := statistics.Fan(sample)
			row := history.SummaryFanRow{
				Arm: f.e.arms[c.arm].id, Point: int64(c.point), Indicator: f.e.kept[k].header(), Tick: tick,
				Date: f.e.arms[c.arm].date(tick), Runs: int64(n), P5: q[0], P25: q[1], P50: q[2], P75: q[3], P95: q[4],
			}
			row.StdErr = standardError(finite(sample))
			var err error
			if row.Mean, row.Lower, row.Upper, err = meanOf(finite(sample)); err != nil {
				return err
			}
			if err := write(&row); err != nil {
				return err
			}
		}
	}
	return nil
}

// sample returns the values of the runs of a cell at a date, NaN for one that failed.
func (f *frame) sample(c *cell, date int, values [][]float64) []float64 {
	sample := make([]float64, len(c.rows))
	for i, row := range c.rows {
		sample[i] = math.NaN()
		if f.ok[row] {
			sample[i] = values[row][date]
		}
	}
	return sample
}

func finite(values []float64) []float64 {
	var out []float64
	for _, x := range values {
		if !math.IsNaN(x) {
			out = append(out, x)
		}
	}
	return out
}

// standardError returns the standard error of the mean, NaN for fewer than two values.
func standardError(values []float64) float64 {
	n := float64(len(values))
	if n < 2 {
		return math.NaN()
	}
	return math.Sqrt(statistics.Variance(values) / n)
}

// date returns the first day of the month of a date of an arm; none where dates are counted from the end.
func (a *arm) date(tick int64) string {
	if a.fromEnd {
		return ""
	}
	return dateOf(a.world.Start, tick)
}

// dateOf returns the first day of the month of a tick.
func dateOf(start string, tick int64) string {
	t, err := time.Parse("2006-01", start)
	if err != nil {
		return ""
	}
	return t.AddDate(0, int(tick), 0).Format("2006-01-02")
}
