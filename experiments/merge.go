package experiments

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"shakeout/worlds/history"
)

// Merge joins the directories of all shards of an experiment into what one machine would have written, byte for byte.
// Errors: a directory that is no finished shard, shards of different experiments, a shard that is there twice, and
// shards that are missing, by name.
func Merge(ctx context.Context, dirs []string, o RunOptions) (*Experiment, *Manifest, error) {
	shards, err := readShards(dirs)
	if err != nil {
		return nil, nil, err
	}
	e, err := Open(shards[0].dir)
	if err != nil {
		return nil, nil, err
	}
	o.Shard, o.Resume = Shard{}, false
	if _, err := inspect(e, &o); err != nil {
		return nil, nil, err
	}
	if err := clearDir(o.Dir); err != nil {
		return nil, nil, err
	}
	s, err := openStore(e, o.Dir, Shard{}, false)
	if err != nil {
		return nil, nil, err
	}
	m := &Manifest{Format: manifestFormat, Version: o.Version, Experiment: e.Name}
	for _, shard := range shards {
		m.Rows += shard.manifest.Rows
		m.Failed += shard.manifest.Failed
	}
	for i, t := range e.csv() {
		if err == nil {
			err = join(ctx, s.tables[i], t, shards)
		}
	}
	for _, shard := range shards {
		if err == nil {
			err = copyFailed(shard.dir, o.Dir)
		}
	}
	s.rows = m.Rows
	if err == nil && m.Rows != e.Rows() {
		err = fmt.Errorf("got %d rows in all shards; want %d", m.Rows, e.Rows())
	}
	if err = errors.Join(err, s.close()); err == nil {
		err = e.finish(ctx, m, &o)
	}
	if err != nil {
		return nil, nil, errors.Join(err, s.unlock(false), clearDir(o.Dir), os.Remove(o.Dir))
	}
	return e, m, s.unlock(true)
}

// part of an experiment on disk.
type shardDir struct {
	dir      string
	manifest *Manifest
}

// readShards reads the manifests of all shards and sorts them.
func readShards(dirs []string) ([]shardDir, error) {
	var shards []shardDir
	var wrong []error
	for _, dir := range dirs {
		m, err := ReadManifest(dir)
		switch {
		case err != nil:
			wrong = append(wrong, err)
		case m.Shard == nil && len(dirs) > 1:
			wrong = append(wrong, wrongInput("%s: got a whole experiment; want a shard, from --shard i/n", dir))
		default:
			if m.Shard == nil {
				m.Shard = &Shard{0, 1}
			}
			shards = append(shards, shardDir{dir, m})
		}
	}
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	if len(shards) == 0 {
		return nil, wrongInput("got no shards; want their directories")
	}
	sort.SliceStable(shards, func(i, j int) bool { return shards[i].manifest.Shard.Index < shards[j].manifest.Shard.Index })
	first := shards[0]
	have := map[int64]string{}
	for _, s := range shards {
		if s.manifest.Shard.Count != first.manifest.Shard.Count || inputs(s.manifest) != inputs(first.manifest) {
			wrong = append(wrong, wrongInput("%s: got a shard of another experiment, or of another number of shards, than %s", s.dir, first.dir))
			continue
		}
		if other, twice := have[s.manifest.Shard.Index]; twice {
			wrong = append(wrong, wrongInput("%s: got shard %s again; it is in %s", s.dir, s.manifest.Shard, other))
		}
		have[s.manifest.Shard.Index] = s.dir
	}
	var missing []string
	for i := range first.manifest.Shard.Count {
		if have[i] == "" {
			missing = append(missing, Shard{i, first.manifest.Shard.Count}.String())
		}
	}
	if len(missing) > 0 && len(wrong) == 0 {
		const most = 20
		more := ""
		if len(missing) > most {
			more, missing = fmt.Sprintf(" and %d more", len(missing)-most), missing[:most]
		}
		wrong = append(wrong, wrongInput("got %d of %d shards; missing: %s%s", len(have), first.manifest.Shard.Count, strings.Join(missing, ", "), more))
	}
	return shards, errors.Join(wrong...)
}

// inputs returns what identifies the inputs of an experiment in its manifest.
func inputs(m *Manifest) string {
	var b strings.Builder
	for _, f := range m.Files {
		if f.Name == experimentFile || strings.HasPrefix(f.Name, worldsDir+"/") {
			b.WriteString(f.Name + " " + f.SHA256 + "\n")
		}
	}
	return b.String()
}

// join merges a table of all shards by the number of the row.
func join(ctx context.Context, out *growing, t csvTable, shards []shardDir) error {
	at := slices.IndexFunc(t.columns, func(c history.Column) bool { return c.Name == "row" })
	type source struct {
		in     *os.File
		reader *history.RecordReader
		values []history.Value
		more   bool
	}
	var sources []*source
	defer func() {
		for _, s := range sources {
			s.in.Close()
		}
	}()
	for _, shard := range shards {
		name := filepath.Join(shard.dir, t.file)
		in, err := os.Open(name)
		if err != nil {
			return err
		}
		s := &source{in: in, values: make([]history.Value, len(t.columns))}
		sources = append(sources, s)
		if s.reader, err = history.NewRecordReader(bufio.NewReaderSize(in, 1<<16), name, t.columns); err != nil {
			return err
		}
		s.more = s.reader.Read(s.values)
	}
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		var least *source
		for _, s := range sources {
			if s.more && (least == nil || s.values[at].Whole() < least.values[at].Whole()) {
				least = s
			}
		}
		if least == nil {
			break
		}
		if err := out.write(least.reader.Raw()); err != nil {
			return err
		}
		least.more = least.reader.Read(least.values)
	}
	for _, s := range sources {
		if err := s.reader.Err(); err != nil {
			return err
		}
	}
	return nil
}

// copyFailed copies the worlds of the runs that failed.
func copyFailed(from, to string) error {
	files, _ := filepath.Glob(filepath.Join(from, failedDir, "*.yaml"))
	for _, name := range files {
		in, err := os.Open(name)
		if err != nil {
			return err
		}
		text, err := io.ReadAll(in)
		if err = errors.Join(err, in.Close(), os.MkdirAll(filepath.Join(to, failedDir), 0o777)); err != nil {
			return err
		}
		if err := writeWhole(filepath.Join(to, failedDir, filepath.Base(name)), text); err != nil {
			return err
		}
	}
	return nil
}

// Open reads the experiment that a directory holds, from its own inputs.
func Open(dir string) (*Experiment, error) {
	return Load(filepath.Join(dir, experimentFile), Options{})
}
