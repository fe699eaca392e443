package history

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
)

// ReadRun reads a run directory back: manifest, world and every table. It checks form, not hashes: VerifyFiles does
// that. A missing or broken manifest is a *ManifestError; tables that can't be read are joined *FormatErrors with all
// their problems. Ledger and Decisions stay nil where the run has no such file.
func ReadRun(dir string) (*Run, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	run := &Run{World: m.World, Seed: m.Seed, Ticks: m.Ticks}
	var faults []error
	if run.Resolved, err = readPlain(filepath.Join(dir, worldFile)); err != nil {
		faults = append(faults, err)
	}
	for i := range tables {
		if err := readInto(run, dir, &tables[i]); err != nil {
			faults = append(faults, err)
		}
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return run, nil
}

// ReadTranscript reads transcript.csv of a run directory; nil where it has none.
func ReadTranscript(dir string) ([]TranscriptRow, error) {
	run := &Run{}
	for i := range tables {
		if tables[i].Special {
			if err := readInto(run, dir, &tables[i]); err != nil {
				return nil, err
			}
		}
	}
	return run.Transcript, nil
}

func readInto(run *Run, dir string, t *Table) error {
	name := filepath.Join(dir, t.File)
	in, err := openPlain(name)
	if errors.Is(err, fs.ErrNotExist) {
		if !t.everyRun() {
			return nil
		}
		return fmt.Errorf("%s: is not there; write the run again with `shakeout run %s`", name, filepath.Join(dir, worldFile))
	}
	if err != nil {
		return err
	}
	defer in.Close()
	return t.rows.decode(in, name, run)
}
