package experiments

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"shakeout/internal/sampling"
	"shakeout/worlds"
	"shakeout/worlds/history"
	"shakeout/worlds/worldfile"
)

// result is what one run leaves behind: a few kilobytes.
type result struct {
	place                Place
	key                  []history.Value // of every row: the place and what varies
	row                  history.ExperimentRunRow
	quantities           []float64 // of the file, NaN for those that the arm does not need
	trace                trace
	outcomes, indicators []byte // lines of CSV
	world                []byte // text of the world, of a run that failed
}

// simulate carries out one row of an experiment. A run that fails is a result; an error means that the context is done,
// or that the program can't write what it computed.
func (e *Experiment) simulate(ctx context.Context, row int64) (*result, error) {
	p := e.place(row)
	r := &result{place: p, row: history.ExperimentRunRow{Status: "ok", PartedTick: math.NaN()}, quantities: e.unknown()}
	if against := e.arms[p.arm].against; against >= 0 {
		r.row.Against = e.arms[against].id
	}
	draws, err := e.draws(p)
	if err != nil {
		return nil, err
	}
	if r.key, err = e.keyOf(p, draws); err != nil {
		return nil, err
	}
	w, err := e.world(p, draws)
	var run *history.Run
	if err == nil {
		run, err = runWorld(ctx, w, worlds.Options{Omit: e.arms[p.arm].omit, AllowCommands: e.allowCommands})
	}
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	if err == nil {
		err = e.quantify(r, run)
	}
	if err != nil {
		return r, e.fail(r, w, err)
	}
	r.row.Ticks = run.Ticks
	if len(e.arms) > 1 {
		if r.trace, err = traceOf(run); err != nil {
			return nil, err
		}
	}
	return r, e.keep(r, run)
}

// unknown returns NaN for every quantity.
func (e *Experiment) unknown() []float64 {
	x := make([]float64, len(e.file.Measure.Quantities))
	for k := range x {
		x[k] = math.NaN()
	}
	return x
}

// quantify computes the quantities that the arm of a run needs.
func (e *Experiment) quantify(r *result, run *history.Run) error {
	for _, k := range e.arms[r.place.arm].wanted {
		x, err := e.program.Value(k, run)
		if err != nil {
			return fmt.Errorf("measure.quantities: %w", err)
		}
		r.quantities[k] = x
	}
	return nil
}

// runWorld runs a world; a panic, which would be a fault of the program, fails this run and no other.
func runWorld(ctx context.Context, w *worlds.World, o worlds.Options) (run *history.Run, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			run, err = nil, fmt.Errorf("the program failed: %v", fault)
		}
	}()
	return worlds.Run(ctx, w, o)
}

// keyOf returns the cells that every row of a run begins with.
func (e *Experiment) keyOf(p Place, draws []sampling.Draw) ([]history.Value, error) {
	key, err := history.RowValues(nil, &history.ExperimentKey{Row: p.Row, Run: p.Run, Point: p.Point, Arm: p.Arm, Seed: p.Seed})
	for i := range e.levers {
		key = append(key, e.levers[i].value(draws[i]))
	}
	return slices.Clip(key), err
}

// fail records why a run failed and in which world.
func (e *Experiment) fail(r *result, w *worlds.World, cause error) error {
	r.row.Status = "failed"
	r.row.Error = strings.ReplaceAll(strings.ToValidUTF8(cause.Error(), "?"), "\n", "; ")
	text, err := worldfile.Marshal(w, e.sources(r.place))
	if err != nil { // a world that no file can hold: say so in its place
		text = []byte("# " + strings.ReplaceAll(err.Error(), "\n", "; ") + "\n")
	}
	r.world = text
	return nil
}

// keep writes what the experiment measures of a run.
func (e *Experiment) keep(r *result, run *history.Run) error {
	cells := slices.Clone(r.key)
	entered := entryTicks(run)
	var err error
	for i := range run.Outcomes {
		o := &run.Outcomes[i]
		if of := e.file.Measure.OutcomesOf; len(of) > 0 && !slices.Contains(of, o.Agent) {
			continue
		}
		if cells, err = history.RowValues(cells[:len(r.key)], o); err != nil {
			return err
		}
		if cells, err = history.RowValues(cells, &history.ExperimentLife{Entered: entered[o.Agent]}); err != nil {
			return err
		}
		if r.outcomes, err = history.AppendRecord(r.outcomes, e.outcomeColumns, cells); err != nil {
			return fmt.Errorf("row %d, outcomes: %w", r.place.Row, err)
		}
	}
	for _, date := range e.arms[r.place.arm].dates {
		tick := date
		if e.arms[r.place.arm].fromEnd {
			tick += run.Ticks
		}
		i := from(len(run.Market), func(i int) int64 { return run.Market[i].Tick }, tick)
		if i == len(run.Market) || run.Market[i].Tick != tick {
			continue // a run that ended early, or kept no such tick
		}
		if cells, err = history.RowValues(cells[:len(r.key)], &history.ExperimentTick{Tick: date, Date: run.Market[i].Date}); err != nil {
			return err
		}
		for k := range e.kept {
			cells = append(cells, history.Real(e.kept[k].at(run, tick)))
		}
		if r.indicators, err = history.AppendRecord(r.indicators, e.indicatorColumns, cells); err != nil {
			return fmt.Errorf("row %d, indicators: %w", r.place.Row, err)
		}
	}
	return nil
}

// entryTicks returns when each agent of a run began to trade, by the first tick that is recorded of it as there.
func entryTicks(run *history.Run) map[string]int64 {
	ticks := map[string]int64{}
	for i := range run.Agents {
		a := &run.Agents[i]
		if _, seen := ticks[a.Agent]; !seen && a.Status != "not-entered" {
			ticks[a.Agent] = a.Tick
		}
	}
	return ticks
}

// RunOne carries out one row of an experiment again, with all its tables, and returns its history with the text of its
// world, as a run directory holds it.
func (e *Experiment) RunOne(ctx context.Context, row int64, o worlds.Options) (*history.Run, Place, error) {
	if row < 1 || row > e.Rows() {
		return nil, Place{}, fmt.Errorf("row: got %d; want 1 to %d", row, e.Rows())
	}
	p := e.place(row)
	draws, err := e.draws(p)
	if err != nil {
		return nil, p, err
	}
	w, err := e.world(p, draws)
	if err != nil {
		return nil, p, err
	}
	resolved, err := worldfile.Resolve(w, e.sources(p))
	if err != nil {
		return nil, p, err
	}
	run, err := runWorld(ctx, &resolved.Value, o)
	if err != nil {
		return nil, p, err
	}
	run.Resolved, err = resolved.Marshal()
	return run, p, err
}
