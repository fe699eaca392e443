package history

import (
	"context"
	"errors"
	"os"
	"path/filepath"
)

// Options says how a run directory is written.
type Options struct {
	Version string // version of the program, for the manifest
	Force   bool   // overwrite whatever stands at the target
	Parquet bool   // write every table as Parquet as well

	// Artefacts, if set, is called once the tables are written and the digest is known, before the directory gets its
	// name. It may put figures and timing.json into dir. Everything it leaves there but timing.json is hashed into
	// the manifest's list of artefacts. An error, or an end of ctx, leaves nothing behind.
	Artefacts func(ctx context.Context, dir string, manifest *Manifest) error
}

// Identity is what the manifest says about a run besides its tables.
type Identity struct {
	World    string // name of the world
	Seed     uint64
	Ticks    int64  // ticks simulated
	Resolved []byte // canonical text of the resolved world
}

// Stage is a run directory in the making. It lives beside its target under a hidden name; rows are written through
// its sinks as they come, so that a run need not be held in memory. Commit gives it its name in one step, Abort
// removes it without trace. Until Commit has returned nil, the target is untouched.
type Stage struct {
	Market     Sink[MarketRow]
	Segments   Sink[SegmentRow]
	Agents     Sink[AgentRow]
	Offers     Sink[OfferRow]
	Events     Sink[EventRow]
	Outcomes   Sink[OutcomeRow]
	Ledger     Sink[LedgerRow]     // its file exists once a row was written or Open was called
	Transcript Sink[TranscriptRow] // its file exists once a row was written or Open was called
	Decisions  Sink[DecisionRow]   // its file exists once a row was written or Open was called
	Learning   Sink[LearningRow]   // likewise
	Benchmarks Sink[BenchmarkRow]  // its file exists once a row was written or Open was called

	name    string // as the caller gave it
	target  string
	dir     string
	made    []string // parents that did not exist, outermost first
	options Options
	closed  bool
}

// Begin opens a stage for the run directory dir, whose parents it makes where they are missing. What stands at dir
// is looked at by Commit, when the digest is known; call CheckTarget to fail before the run.
func Begin(dir string, options Options) (*Stage, error) {
	target, err := resolveTarget(dir)
	if err != nil {
		return nil, err
	}
	s := &Stage{name: dir, target: target, options: options}
	if s.made, err = makeParents(filepath.Dir(target)); err != nil {
		s.removeParents()
		return nil, err
	}
	if s.dir, err = makeHidden(target, "partial"); err != nil {
		s.removeParents()
		return nil, err
	}
	for i := range tables {
		t := &tables[i]
		t.rows.attach(s, t)
		if t.everyRun() {
			if err := t.rows.place(s).open(); err != nil {
				return nil, errors.Join(err, s.Abort())
			}
		}
	}
	return s, nil
}

// Write writes a run directory with all that run holds. It is Begin, every row, and Commit; ctx ends it between rows.
// On an error, an interrupt or a full disk nothing is left and what stood at dir stands there still. An *OccupiedError
// says that dir holds something else.
func Write(ctx context.Context, dir string, run *Run, options Options) (*Manifest, error) {
	s, err := Begin(dir, options)
	if err != nil {
		return nil, err
	}
	for i := range tables {
		t := &tables[i]
		if !t.everyRun() && !t.rows.recorded(run) {
			continue
		}
		if err := t.rows.stage(ctx, s, run); err != nil {
			return nil, errors.Join(err, s.Abort())
		}
	}
	return s.Commit(ctx, Identity{run.World, run.Seed, run.Ticks, run.Resolved})
}

// Commit completes the directory with world.yaml, artefacts and manifest, and moves it to its target. On an error
// nothing is left of the stage. What stood at the target is replaced if it was a finished, unchanged run of the same
// digest, or an empty directory, or if Options.Force is set; else the error is an *OccupiedError.
func (s *Stage) Commit(ctx context.Context, id Identity) (*Manifest, error) {
	m, err := s.complete(ctx, id)
	if err != nil {
		return nil, errors.Join(err, s.Abort())
	}
	return m, nil
}

func (s *Stage) complete(ctx context.Context, id Identity) (*Manifest, error) {
	if s.closed {
		return nil, errors.New("history: a run directory was committed twice, or after Abort")
	}
	m := &Manifest{
		Format: manifestFormat, Version: s.options.Version,
		World: id.World, Seed: id.Seed, Ticks: id.Ticks,
		WorldSHA256: hashOf(id.Resolved), WorldLines: worldLines(id.Resolved),
	}
	if err := writeSynced(filepath.Join(s.dir, worldFile), id.Resolved); err != nil {
		return nil, err
	}
	for i := range tables {
		t := &tables[i]
		place := t.rows.place(s)
		if !place.opened() {
			continue
		}
		entry, err := place.finish()
		if err != nil {
			return nil, err
		}
		if t.Detail {
			m.Details = append(m.Details, entry)
		} else {
			m.Tables = append(m.Tables, entry)
		}
	}
	m.Digest = m.digest()
	if s.options.Artefacts != nil {
		if err := s.options.Artefacts(ctx, s.dir, m); err != nil {
			return nil, err
		}
	}
	var err error
	if m.Artefacts, err = hashArtefacts(s.dir, func(string) bool { return true }); err != nil {
		return nil, err
	}
	text, err := m.text()
	if err != nil {
		return nil, err
	}
	if err := writeSynced(filepath.Join(s.dir, manifestFile), text); err != nil {
		return nil, err
	}
	// The last look before the step that can't be undone.
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	if err := s.moveIn(m.Digest); err != nil {
		return nil, err
	}
	s.closed = true
	return m, nil
}

// Abort removes the stage and the parents that Begin made, where they are empty. After Commit it does nothing.
func (s *Stage) Abort() error {
	if s.closed {
		return nil
	}
	s.closed = true
	for i := range tables {
		tables[i].rows.place(s).abandon()
	}
	err := os.RemoveAll(s.dir)
	s.removeParents()
	return err
}

func (s *Stage) removeParents() {
	for i := len(s.made) - 1; i >= 0; i-- {
		// Fails, as it should, if someone else has put something there meanwhile.
		os.Remove(s.made[i])
	}
}
