package experiments

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
)

// OccupiedError says that a directory holds something that an experiment must not be put over.
type OccupiedError struct {
	Dir    string
	Reason string // what stands there
	Remedy string // what can be done
}

func (e *OccupiedError) Error() string {
	return fmt.Sprintf("%s: %s; %s", e.Dir, e.Reason, e.Remedy)
}

// InputError says that a directory that was named is not what was wanted.
type InputError struct{ text string }

func (e *InputError) Error() string { return e.text }

func wrongInput(format string, args ...any) error { return &InputError{fmt.Sprintf(format, args...)} }

// dirState is what stands in the directory of an experiment.
type dirState int

const (
	empty dirState = iota
	begun
	finished
)

const otherDir = "choose another directory with --out, or start again with --force"

// inspect looks at the directory and says what stands in it of this experiment, or why it can't be used.
func inspect(e *Experiment, o *RunOptions) (dirState, error) {
	refuse := func(reason, remedy string) (dirState, error) {
		return empty, &OccupiedError{o.Dir, reason, remedy}
	}
	if o.Dir == "" {
		return empty, &OccupiedError{`""`, "is no name of a directory", "name one with --out"}
	}
	entries, err := os.ReadDir(o.Dir)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return empty, nil
	}
	if err != nil {
		return refuse("is no directory that can be read", "choose another with --out")
	}
	has := func(name string) bool {
		return slices.ContainsFunc(entries, func(d fs.DirEntry) bool { return d.Name() == name })
	}
	if !has(experimentFile) && !has(lockFile) {
		return refuse("holds something that is no experiment", "choose another directory with --out")
	}
	if o.Force || !has(experimentFile) { // without it nothing was computed
		return empty, nil
	}
	same, err := sameInputs(e, o.Dir)
	if err != nil {
		return empty, err
	}
	switch {
	case has(manifestFile):
		m, err := ReadManifest(o.Dir)
		if err != nil {
			return empty, err
		}
		if !same || m.Shard == nil != (o.Shard.Count <= 1) || m.Shard != nil && *m.Shard != o.Shard {
			return refuse("holds another experiment, or another part of this one", otherDir)
		}
		if !o.Resume {
			return refuse("holds this experiment, finished", "look at it with `shakeout experiment summarise`, or run it again with --force")
		}
		return finished, nil
	case !same:
		return refuse("holds the beginning of another experiment", otherDir)
	case !o.Resume:
		return refuse("holds the beginning of this experiment", "go on with --resume, or start again with --force")
	case !has(progressFile):
		return empty, nil
	}
	at, err := readProgress(filepath.Join(o.Dir, progressFile))
	if err != nil {
		return empty, err
	}
	if at.shard.Count > 0 && at.shard != o.Shard.whole() {
		return refuse(fmt.Sprintf("holds the beginning of shard %s", at.shard), otherDir)
	}
	return begun, nil
}

// sameInputs tells whether the inputs that a directory holds are those of the experiment.
func sameInputs(e *Experiment, dir string) (bool, error) {
	for _, in := range e.inputs() {
		got, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(in.name)))
		if errors.Is(err, fs.ErrNotExist) {
			return false, nil
		}
		if err != nil || string(got) != string(in.text) {
			return false, err
		}
	}
	return true, nil
}

// clearDir removes an experiment that may be removed: inspect has looked at it.
func clearDir(dir string) error {
	for _, name := range []string{manifestFile, progressFile, experimentFile, runsFile, outcomesFile, indicatorsFile,
		parquetName(runsFile), parquetName(outcomesFile), parquetName(indicatorsFile), timingFile, worldsDir, failedDir, summaryDir, figuresDir} {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	return nil
}

func workersOf(n int) int {
	if n > 0 {
		return n
	}
	return runtime.GOMAXPROCS(0)
}
