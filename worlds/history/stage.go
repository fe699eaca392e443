package history

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
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
	Market    Sink[MarketRow]
	Segments  Sink[SegmentRow]
	Agents    Sink[AgentRow]
	Offers    Sink[OfferRow]
	Events    Sink[EventRow]
	Outcomes  Sink[OutcomeRow]
	Ledger    Sink[LedgerRow]   // its file exists once a row was written or Open was called
	Decisions Sink[DecisionRow] // its file exists once a row was written or Open was called

	target  string
	dir     string
	made    []string // parents that did not exist, outermost first
	options Options
	closed  bool
}

// Sink takes the rows of one table of a Stage.
type Sink[T any] struct {
	stage   *Stage
	table   *Table
	csv     *TableWriter[T]
	file    *hashedFile
	parquet *parquetSink[T]
}

// stagedTable is what Commit needs of a Sink of any row type.
type stagedTable interface {
	open() error
	opened() bool
	finish() (TableEntry, error)
	abandon()
}

// Begin opens a stage for the run directory dir, whose parents it makes where they are missing. What stands at dir
// is looked at by Commit, when the digest is known; call CheckTarget to fail before the run.
func Begin(dir string, options Options) (*Stage, error) {
	target, err := resolveTarget(dir)
	if err != nil {
		return nil, err
	}
	s := &Stage{target: target, options: options}
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
		if !t.Detail {
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
		if t.Detail && !t.rows.recorded(run) {
			continue
		}
		if err := t.rows.stage(ctx, s, run); err != nil {
			return nil, errors.Join(err, s.Abort())
		}
	}
	return s.Commit(ctx, Identity{run.World, run.Seed, run.Ticks, run.Resolved})
}

// Write appends one row to the table.
func (k *Sink[T]) Write(row *T) error {
	if k.csv == nil {
		if err := k.open(); err != nil {
			return err
		}
	}
	if err := k.csv.Write(row); err != nil {
		return err
	}
	if k.parquet != nil {
		return k.parquet.Write(row)
	}
	return nil
}

// Open makes the table's file, with its header, even if no row follows.
func (k *Sink[T]) Open() error { return k.open() }

func (k *Sink[T]) opened() bool { return k.csv != nil }

func (k *Sink[T]) open() error {
	if k.csv != nil {
		return nil
	}
	if k.stage == nil || k.stage.closed {
		return errors.New("history: a row was written to a run directory that is not open; want Begin before and Commit after")
	}
	var err error
	if k.file, err = createHashed(k.stage.dir, k.table.File); err != nil {
		return err
	}
	if k.stage.options.Parquet {
		if k.parquet, err = newParquetSink[T](k.stage.dir, parquetName(k.table.File)); err != nil {
			return err
		}
	}
	k.csv, err = NewTableWriter[T](k.file, k.table.File)
	return err
}

func (k *Sink[T]) finish() (TableEntry, error) {
	if err := k.csv.Flush(); err != nil {
		return TableEntry{}, err
	}
	if err := k.file.finish(); err != nil {
		return TableEntry{}, err
	}
	if k.parquet != nil {
		if err := k.parquet.finish(); err != nil {
			return TableEntry{}, err
		}
	}
	return TableEntry{Name: k.table.File, Rows: k.csv.Rows(), SHA256: k.file.sum()}, nil
}

// abandon closes the files: an open file can't be removed on every system.
func (k *Sink[T]) abandon() {
	if k.file != nil {
		k.file.out.Close()
	}
	if k.parquet != nil {
		k.parquet.abandon()
	}
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
	if m.Artefacts, err = hashArtefacts(s.dir); err != nil {
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

// makeParents makes dir and what is missing above it, and returns what it made.
func makeParents(dir string) (made []string, err error) {
	var missing []string
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(at); err == nil {
			break
		} else if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		missing = append(missing, at)
		if at == filepath.Dir(at) {
			break
		}
	}
	for i := len(missing) - 1; i >= 0; i-- {
		err := os.Mkdir(missing[i], 0o777)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return made, err
		}
		made = append(made, missing[i])
	}
	return made, nil
}

// makeHidden makes a directory beside target with a name that no one else has.
func makeHidden(target, purpose string) (string, error) {
	for n := 0; ; n++ {
		name := hiddenName(target, purpose, n)
		// os.MkdirTemp would deny others to read what becomes the run directory.
		err := os.Mkdir(name, 0o777)
		if err == nil || !errors.Is(err, fs.ErrExist) || n > 10000 {
			return name, err
		}
	}
}

func hiddenName(target, purpose string, n int) string {
	return filepath.Join(filepath.Dir(target), fmt.Sprintf(".%s.%s-%d-%d", filepath.Base(target), purpose, os.Getpid(), n))
}

// hashedFile is a file whose SHA-256 is known when it is written.
type hashedFile struct {
	out  *os.File
	hash hash.Hash
}

func createHashed(dir, name string) (*hashedFile, error) {
	out, err := os.OpenFile(filepath.Join(dir, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err
	}
	return &hashedFile{out, sha256.New()}, nil
}

func (f *hashedFile) Write(b []byte) (int, error) {
	n, err := f.out.Write(b)
	f.hash.Write(b[:n])
	return n, err
}

func (f *hashedFile) finish() error {
	// Some file systems report a full disk only here.
	return errors.Join(f.out.Sync(), f.out.Close())
}

func (f *hashedFile) sum() string { return hex.EncodeToString(f.hash.Sum(nil)) }

func writeSynced(name string, text []byte) error {
	out, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = out.Write(text)
	return errors.Join(err, out.Sync(), out.Close())
}

func hashFile(name string) (string, error) {
	in, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer in.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, in); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// hashArtefacts hashes whatever stands in dir besides the files of the run itself, by name.
func hashArtefacts(dir string) ([]ArtefactEntry, error) {
	files, err := listFiles(dir)
	if err != nil {
		return nil, err
	}
	var list []ArtefactEntry
	for _, name := range files {
		if isRunFile(name) {
			continue
		}
		sum, err := hashFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			return nil, err
		}
		list = append(list, ArtefactEntry{name, sum})
	}
	return list, nil
}

// isRunFile says whether name is a file that the manifest lists elsewhere than under artefacts, or not at all.
func isRunFile(name string) bool {
	if name == worldFile || name == manifestFile || name == timingFile {
		return true
	}
	for i := range tables {
		if tables[i].File == name {
			return true
		}
	}
	return false
}

// listFiles returns the names of all that is not a directory below dir, with slashes, sorted.
func listFiles(dir string) ([]string, error) {
	var names []string
	err := filepath.WalkDir(dir, func(at string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, at)
		names = append(names, filepath.ToSlash(name))
		return err
	})
	sort.Strings(names)
	return names, err
}
