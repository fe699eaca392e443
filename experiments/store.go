package experiments

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"shakeout/worlds/history"
)

// store is the directory of an experiment while its rows come in. Three tables grow; progress.log has a line for each
// moment at which all of them were safe on disk, so that after any end the experiment goes on from the last of these.
type store struct {
	dir      string
	shard    Shard
	tables   [3]*growing // runs, outcomes, indicators
	progress *os.File
	rows     int64 // stored
	safe     int64 // of them in progress.log
	at       time.Time
	lock     *os.File
}

// growing is a table that is being written.
type growing struct {
	file *os.File
	out  *bufio.Writer
	size int64
}

// safeEvery is how long a row may be in memory only.
const safeEvery = time.Second

// errHeld says that another process holds the lock of a directory.
var errHeld = errors.New("the lock is held")

// openStore opens a directory for an experiment: a new one, or where resume is set one that was begun.
func openStore(e *Experiment, dir string, shard Shard, resume bool) (*store, error) {
	s := &store{dir: dir, shard: shard.whole(), at: time.Now()}
	if err := os.MkdirAll(filepath.Join(dir, worldsDir), 0o777); err != nil {
		return nil, err
	}
	var err error
	if s.lock, err = lockDir(filepath.Join(dir, lockFile)); err != nil {
		if errors.Is(err, errHeld) {
			return nil, &OccupiedError{dir, "another process works in it", "wait for it, or choose another directory with --out"}
		}
		return nil, err
	}
	sizes := [3]int64{}
	if resume {
		p, err := readProgress(filepath.Join(dir, progressFile))
		if err != nil {
			return nil, err
		}
		s.rows, s.safe, sizes = p.rows, p.rows, p.sizes
	}
	// The inputs come after the lock and before any row: a directory without them was begun and got nowhere.
	for _, in := range e.inputs() {
		if err := writeWhole(filepath.Join(dir, filepath.FromSlash(in.name)), in.text); err != nil {
			return nil, err
		}
	}
	for i, t := range e.csv() {
		if s.tables[i], err = openTable(filepath.Join(dir, t.file), t.columns, sizes[i]); err != nil {
			return nil, err
		}
	}
	if s.progress, err = os.OpenFile(filepath.Join(dir, progressFile), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666); err != nil {
		return nil, err
	}
	return s, s.commit()
}

// csvTable is one of the tables of an experiment.
type csvTable struct {
	file    string
	columns []history.Column
}

func (e *Experiment) csv() [3]csvTable {
	return [3]csvTable{{runsFile, e.runColumns}, {outcomesFile, e.outcomeColumns}, {indicatorsFile, e.indicatorColumns}}
}

// openTable opens a table at the size that is known to be good; 0 begins it with its header.
func openTable(name string, columns []history.Column, size int64) (*growing, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && info.Size() < size {
		err = fmt.Errorf("%s: got %d bytes; want at least the %d that progress.log speaks of: start again with --force", name, info.Size(), size)
	}
	if err == nil {
		err = f.Truncate(size)
	}
	if err == nil {
		_, err = f.Seek(size, io.SeekStart)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	t := &growing{file: f, out: bufio.NewWriterSize(f, 1<<16), size: size}
	if size == 0 {
		err = t.write(history.AppendHeader(nil, columns))
	}
	return t, err
}

func (t *growing) write(b []byte) error {
	n, err := t.out.Write(b)
	t.size += int64(n)
	return err
}

// add stores a row. Its line of runs.csv is run.
func (s *store) add(run []byte, r *result) error {
	for i, b := range [3][]byte{run, r.outcomes, r.indicators} {
		if err := s.tables[i].write(b); err != nil {
			return err
		}
	}
	if r.world != nil {
		if err := os.MkdirAll(filepath.Join(s.dir, failedDir), 0o777); err != nil {
			return err
		}
		if err := writeWhole(filepath.Join(s.dir, failedDir, strconv.FormatInt(r.place.Row, 10)+".yaml"), r.world); err != nil {
			return err
		}
	}
	s.rows++
	if time.Since(s.at) >= safeEvery {
		return s.commit()
	}
	return nil
}

// commit makes all rows so far safe.
func (s *store) commit() error {
	line := fmt.Sprint(s.shard.Index, s.shard.Count, s.rows)
	for _, t := range s.tables {
		if err := errors.Join(t.out.Flush(), t.file.Sync()); err != nil {
			return err
		}
		line += " " + strconv.FormatInt(t.size, 10)
	}
	// A line is whole or it does not count.
	_, err := fmt.Fprintf(s.progress, "%s %08x\n", line, crc32.ChecksumIEEE([]byte(line)))
	s.safe, s.at = s.rows, time.Now()
	return err
}

// close makes what there is safe and lets go of the files.
func (s *store) close() error {
	err := s.commit()
	return errors.Join(err, s.release())
}

func (s *store) release() error {
	var errs []error
	for _, t := range s.tables {
		if t != nil {
			errs = append(errs, t.file.Close())
		}
	}
	if s.progress != nil {
		errs = append(errs, s.progress.Close())
	}
	return errors.Join(errs...)
}

// unlock lets another process in, and removes what marks the directory as unfinished where it is finished.
func (s *store) unlock(finished bool) error {
	if finished {
		os.Remove(filepath.Join(s.dir, progressFile))
	}
	os.Remove(filepath.Join(s.dir, lockFile))
	return s.lock.Close()
}

// safePoint is a line of progress.log.
type safePoint struct {
	shard Shard
	rows  int64
	sizes [3]int64
}

// readProgress returns the last moment at which all tables were safe; the zero value where there was none.
func readProgress(name string) (safePoint, error) {
	last := safePoint{}
	text, err := os.ReadFile(name)
	if err != nil {
		return last, err
	}
	for line := range bytes.Lines(text) {
		p := safePoint{}
		var sum uint32
		at := bytes.LastIndexByte(line, ' ')
		if at < 0 || line[len(line)-1] != '\n' {
			break
		}
		n, err := fmt.Sscanf(string(line), "%d %d %d %d %d %d %08x\n", &p.shard.Index, &p.shard.Count, &p.rows, &p.sizes[0], &p.sizes[1], &p.sizes[2], &sum)
		if err != nil || n != 7 || sum != crc32.ChecksumIEEE(line[:at]) {
			break
		}
		last = p
	}
	return last, nil
}
