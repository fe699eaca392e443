package experiments

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"

	"shakeout/worlds"
	"shakeout/worlds/history"
)

// RunOptions say how an experiment is carried out; none of them changes a byte of the results.
type RunOptions struct {
	Dir     string
	Workers int // 0: one for each processor that the process may use
	Shard   Shard
	Resume  bool // go on with what stands in Dir
	Force   bool // put it in the place of an experiment that stands in Dir
	Parquet bool // every table as Parquet as well
	Version string

	// Progress, if set, is told of every row stored.
	Progress func(Progress)
	// Artefacts, if set, may put figures into the directory before its manifest is written.
	Artefacts Artefacts
}

// Artefacts puts figures into the directory of an experiment, whose summaries are there. m holds the digest.
type Artefacts func(ctx context.Context, e *Experiment, dir string, m *Manifest) error

// Progress is how far an experiment is.
type Progress struct {
	Done, Total, Failed int64
}

// Run carries out an experiment, or a shard of it, and writes its directory. Where the context is done it keeps what was
// finished and returns the context's error; Run with Resume then goes on. A directory that holds something else is an
// *OccupiedError.
func (e *Experiment) Run(ctx context.Context, o RunOptions) (*Manifest, error) {
	if err := e.commandsAllowed(); err != nil {
		return nil, err
	}
	state, err := inspect(e, &o)
	if err != nil {
		return nil, err
	}
	if state == finished && o.Resume {
		return ReadManifest(o.Dir)
	}
	if state != begun || !o.Resume {
		if err := clearDir(o.Dir); err != nil {
			return nil, err
		}
	}
	s, err := openStore(e, o.Dir, o.Shard, state == begun && o.Resume)
	if err != nil {
		return nil, err
	}
	failed, err := e.fillStore(ctx, s, &o)
	if err != nil {
		closing := s.close()
		if closing != nil && closing.Error() == err.Error() {
			closing = nil // a full disk says so twice
		}
		return nil, errors.Join(err, closing, s.unlock(false))
	}
	if err := s.close(); err != nil {
		return nil, errors.Join(err, s.unlock(false))
	}
	m := &Manifest{Format: manifestFormat, Version: o.Version, Experiment: e.Name, Rows: s.rows, Failed: failed}
	if o.Shard.Count > 1 {
		m.Shard = &o.Shard
	}
	if err := e.finish(ctx, m, &o); err != nil {
		return nil, errors.Join(err, s.unlock(false))
	}
	return m, s.unlock(true)
}

// commandsAllowed returns an error where a world asks for a program and that was not allowed: every run would fail.
func (e *Experiment) commandsAllowed() error {
	for i := range e.arms {
		for k := range e.arms[i].world.Agents {
			if a := &e.arms[i].world.Agents[k]; len(a.Strategy.Command) > 0 && !e.allowCommands {
				no := worlds.CommandError{Path: "agents[" + a.ID + "].strategy.command", Command: a.Strategy.Command}
				return wrongInput("arm %s: %s", e.arms[i].id, no.Error())
			}
		}
	}
	return nil
}

// finish makes from the tables what is made from them, and writes the manifest, which marks the directory as finished.
func (e *Experiment) finish(ctx context.Context, m *Manifest, o *RunOptions) error {
	if o.Parquet {
		for _, t := range e.csv() {
			if err := history.ConvertFile(filepath.Join(o.Dir, t.file), filepath.Join(o.Dir, parquetName(t.file)), t.columns); err != nil {
				return err
			}
		}
	}
	if m.Shard == nil {
		if err := Summarise(e, o.Dir); err != nil {
			return err
		}
	}
	if err := m.list(o.Dir); err != nil { // for the digest, which figures carry
		return err
	}
	if o.Artefacts != nil && m.Shard == nil {
		if err := o.Artefacts(ctx, e, o.Dir, m); err != nil {
			return err
		}
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err := m.list(o.Dir); err != nil {
		return err
	}
	return m.write(o.Dir)
}

// Refresh makes the summaries of a finished experiment and what is made from them again, from its tables.
func Refresh(ctx context.Context, dir string, artefacts Artefacts) (*Experiment, *Manifest, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return nil, nil, err
	}
	if m.Shard != nil {
		return nil, nil, &OccupiedError{dir, fmt.Sprintf("holds shard %s of an experiment", m.Shard), "join all of them with `shakeout experiment merge` first"}
	}
	e, err := Open(dir)
	if err != nil {
		return nil, nil, err
	}
	_, err = os.Stat(filepath.Join(dir, parquetName(runsFile)))
	return e, m, e.finish(ctx, m, &RunOptions{Dir: dir, Parquet: err == nil, Artefacts: artefacts})
}

func parquetName(csv string) string { return csv[:len(csv)-len("csv")] + "parquet" }

// fillStore runs the rows that a store lacks.
func (e *Experiment) fillStore(ctx context.Context, s *store, o *RunOptions) (failed int64, err error) {
	total := o.Shard.rows(e)
	if failed, err = countFailed(filepath.Join(o.Dir, runsFile), s.rows, e.runColumns); err != nil {
		return 0, err
	}
	tell := func() {
		if o.Progress != nil {
			o.Progress(Progress{s.rows, total, failed})
		}
	}
	tell()
	c := &comparison{experiment: e}
	if s.rows < total {
		if err := c.remember(ctx, o.Shard.row(e, s.rows)); err != nil {
			return failed, err
		}
	}
	return failed, ordered(ctx, span{s.rows, total}, workersOf(o.Workers),
		func(ctx context.Context, i int64) (*result, error) { return e.simulate(ctx, o.Shard.row(e, i)) },
		func(_ int64, r *result) error {
			c.compare(r)
			line, err := e.runLine(r)
			if err != nil {
				return err
			}
			if r.row.Status != "ok" {
				failed++
			}
			if err := s.add(line, r); err != nil {
				return err
			}
			tell()
			return nil
		})
}

// runLine returns the line of runs.csv of a result.
func (e *Experiment) runLine(r *result) ([]byte, error) {
	cells, err := history.RowValues(slices.Clone(r.key), &r.row)
	if err != nil {
		return nil, err
	}
	for _, x := range r.quantities {
		cells = append(cells, history.Real(x))
	}
	line, err := history.AppendRecord(nil, e.runColumns, cells)
	if err != nil {
		return nil, fmt.Errorf("row %d: %w", r.place.Row, err)
	}
	return line, nil
}

// comparison finds where the arms of a replicate part. It holds the traces of one replicate and point at a time.
type comparison struct {
	experiment *Experiment
	group      int64
	traces     map[int]trace
}

// compare notes where a run parts from the one that it is compared with.
func (c *comparison) compare(r *result) {
	e := c.experiment
	if group := e.group(r.place.Row); c.traces == nil || group != c.group {
		c.group, c.traces = group, map[int]trace{}
	}
	a := &e.arms[r.place.arm]
	if a.against >= 0 && r.trace != nil && c.traces[a.against] != nil {
		if tick, agents := part(c.traces[a.against], r.trace); tick >= 0 {
			r.row.PartedTick, r.row.PartedAgent = float64(tick), agents
		}
	}
	if e.compared(r.place.arm) {
		c.traces[r.place.arm] = r.trace
	}
}

// compared tells whether some arm is compared with this one.
func (e *Experiment) compared(i int) bool {
	return slices.ContainsFunc(e.arms, func(a arm) bool { return a.against == i })
}

// remember runs again what an interruption has forgotten: the runs before a row that later ones of its group are compared with.
func (c *comparison) remember(ctx context.Context, row int64) error {
	e := c.experiment
	for first := e.group(row); first < row; first++ {
		if !e.compared(e.place(first).arm) {
			continue
		}
		r, err := e.simulate(ctx, first)
		if err != nil {
			return err
		}
		c.compare(r)
	}
	return nil
}

// countFailed counts the failed runs among the first rows of runs.csv.
func countFailed(name string, rows int64, columns []history.Column) (int64, error) {
	if rows == 0 {
		return 0, nil
	}
	in, err := os.Open(name)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	r, err := history.NewRecordReader(in, name, columns)
	if err != nil {
		return 0, err
	}
	status := slices.IndexFunc(columns, func(c history.Column) bool { return c.Name == "status" })
	values := make([]history.Value, len(columns))
	failed := int64(0)
	for rows > 0 && r.Read(values) {
		if values[status].Text() != "ok" {
			failed++
		}
		rows--
	}
	return failed, r.Err()
}

// Bytes estimates what the tables of an experiment take on disk.
func (e *Experiment) Bytes() int64 {
	const cell = 15 // characters of a mean cell, with its comma
	perRun := float64(len(e.runColumns))
	agents := float64(len(agentsOf(e.arms)))
	if entry := e.arms[0].world.Entry; entry != nil {
		agents += float64(entry.Slots) // a row each, entered or not
	}
	if of := e.file.Measure.OutcomesOf; len(of) > 0 {
		agents = float64(len(of))
	}
	perRun += float64(agents * float64(len(e.outcomeColumns)))
	perRun += float64(float64(len(e.arms[0].dates)) * float64(len(e.indicatorColumns)))
	return int64(math.Min(1e18, float64(perRun*cell*float64(e.Rows()))))
}

// FreeSpace returns how many bytes can be written where a directory is or will be, -1 where that is not known.
func FreeSpace(dir string) int64 {
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(at); !errors.Is(err, fs.ErrNotExist) || at == filepath.Dir(at) {
			return freeSpace(at)
		}
	}
}
