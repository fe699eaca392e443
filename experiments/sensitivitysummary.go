package experiments

import (
	"errors"
	"fmt"
	"math"
	"path/filepath"

	"shakeout/internal/exact"
	"shakeout/internal/sampling"
	"shakeout/internal/statistics"
	"shakeout/worlds/history"
)

// sobolResamples is how many times the rows of Saltelli's matrices are drawn again for the intervals.
const sobolResamples = 1000

// asked is one thing that a sensitivity analysis looks at: an indicator at a date, or the life of an agent.
type asked struct {
	kind, measure string
	tick          float64 // NaN for a life
	date          string
	stream        string // names the luck of its bootstrap
}

// sensitivityTables are the summaries of a sensitivity analysis.
type sensitivityTables struct {
	s      *screen
	sobol  []history.SummarySobolRow
	morris []history.SummaryMorrisRow
}

// summariseSensitivity writes the summaries of a sensitivity analysis, where the experiment is one.
func (f *frame) summariseSensitivity(dir string) error {
	if f.e.screen == nil {
		return nil
	}
	t := sensitivityTables{s: f.e.screen}
	arm := &f.e.arms[0]
	err := f.indicators(func(k int, values [][]float64) error {
		for d, tick := range arm.dates {
			name := f.e.kept[k].header()
			a := asked{"indicator", name, float64(tick), dateOf(arm.world.Start, tick), fmt.Sprint(name, " ", tick)}
			if err := t.add(a, f.byReplicate(func(row int64) float64 { return values[row][d] })); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, id := range f.e.file.Sensitivity.Lives {
		lives := f.lives[id]
		if lives == nil {
			continue
		}
		a := asked{"life", id, math.NaN(), "", "life " + id}
		err := t.add(a, f.byReplicate(func(row int64) float64 {
			if !lives[row].present {
				return math.NaN()
			}
			return float64(lives[row].months())
		}))
		if err != nil {
			return err
		}
	}
	folder := filepath.Join(dir, summaryDir)
	if t.s.saltelli != nil {
		return writeTable(folder, sobolTable, t.sobol)
	}
	return writeTable(folder, morrisTable, t.morris)
}

// byReplicate collects the value of every run: [replicate][point], NaN where the run failed or has none.
func (f *frame) byReplicate(value func(row int64) float64) [][]float64 {
	blocks := make([][]float64, f.e.Runs)
	for i := range blocks {
		blocks[i] = make([]float64, f.e.sweep.size)
	}
	for row := range f.rows {
		p := f.e.place(row + 1)
		v := math.NaN()
		if f.ok[row] {
			v = value(row)
		}
		blocks[p.Run-1][p.Point] = v
	}
	return blocks
}

// varies tells whether outcomes differ by more than rounding does.
func varies(blocks [][]float64) bool {
	const rounding = 1e-9
	low, high := math.Inf(1), math.Inf(-1)
	for _, b := range blocks {
		for _, v := range finite(b) {
			low, high = math.Min(low, v), math.Max(high, v)
		}
	}
	return high-low > float64(rounding*math.Max(math.Abs(low), math.Abs(high)))
}

// add appends the indices of one outcome. A replicate of which some run has no value is left out; of fewer than two, and
// of what does not vary, nothing can be said.
func (t *sensitivityTables) add(a asked, blocks [][]float64) error {
	if !varies(blocks) {
		return nil
	}
	if t.s.saltelli != nil {
		return t.addSobol(a, blocks)
	}
	return t.addMorris(a, blocks)
}

func (t *sensitivityTables) addSobol(a asked, blocks [][]float64) error {
	var all []float64
	for _, b := range blocks {
		all = append(all, b...)
	}
	sample, _, err := t.s.saltelli.Outcomes(all)
	if err != nil || len(sample.A) < 2 {
		return err
	}
	stream := exact.NewStream(0, a.stream, "sobol-bootstrap", 0)
	found, err := statistics.EstimateSobolIndices(sample, statistics.SobolPlan{Level: level, Resamples: sobolResamples, Centred: true}, &stream)
	if err != nil {
		return err
	}
	for i, x := range found.Factors {
		t.sobol = append(t.sobol, history.SummarySobolRow{
			Kind: a.kind, Measure: a.measure, Tick: a.tick, Date: a.date, Factor: t.s.factors[i], Rows: int64(found.Rows), Mean: found.Mean,
			StdDev: math.Sqrt(found.Variance), First: x.First, FirstLower: x.FirstInterval.Lower, FirstUpper: x.FirstInterval.Upper,
			Total: x.Total, TotalLower: x.TotalInterval.Lower, TotalUpper: x.TotalInterval.Upper,
		})
	}
	return nil
}

func (t *sensitivityTables) addMorris(a asked, blocks [][]float64) error {
	var points [][][]float64
	var outcomes [][]float64
	for r, b := range blocks {
		if len(finite(b)) == len(b) {
			var trajectory sampling.Points = t.s.morris.Trajectory(r)
			points, outcomes = append(points, trajectory), append(outcomes, b)
		}
	}
	if len(points) < 2 {
		return nil
	}
	found, err := statistics.MorrisEffects(points, outcomes)
	if err != nil {
		return err
	}
	for i, x := range found {
		sizes := make([]float64, len(x.Effects))
		for k := range sizes {
			sizes[k] = math.Abs(x.Effects[k])
		}
		_, mean, wrong := statistics.MeanInterval(x.Effects, level)
		_, size, worse := statistics.MeanInterval(sizes, level)
		if err := errors.Join(wrong, worse); err != nil {
			return err
		}
		t.morris = append(t.morris, history.SummaryMorrisRow{
			Kind: a.kind, Measure: a.measure, Tick: a.tick, Date: a.date, Factor: t.s.factors[i], Trajectories: int64(len(points)),
			Mu: x.Mu + 0, MuLower: mean.Lower + 0, MuUpper: mean.Upper, MuStar: x.MuStar, MuStarLower: math.Max(0, size.Lower), MuStarUpper: size.Upper,
			Sigma: x.Sigma,
		})
	}
	return nil
}
