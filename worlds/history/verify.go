package history

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// FileFaultKind says how a file of a run directory departs from the manifest.
type FileFaultKind string

// The ways in which a file can depart from the manifest.
const (
	FileMissing FileFaultKind = "missing"            // the manifest lists it, the directory has no such file
	FileExtra   FileFaultKind = "not in the list"    // the directory has it, the manifest does not list it
	FileChanged FileFaultKind = "changed"            // its bytes are not those the manifest has the hash of
	FileUnsound FileFaultKind = "contradicts itself" // the manifest's own entries don't agree
)

// FileFault is one file that departs from the manifest.
type FileFault struct {
	Name string        `json:"name"` // with slashes
	Kind FileFaultKind `json:"kind"`
	Text string        `json:"text"` // what was found and what was wanted
}

func (f FileFault) String() string { return f.Name + ": " + f.Text }

// VerifyFiles checks every file of a run directory against the manifest: missing, not in the list, changed; and the
// manifest against itself. It returns the faults sorted by name, none where all is well. The error is a
// *ManifestError if there is no manifest to check against, or one of the file system. timing.json may be there or not.
func VerifyFiles(dir string) (*Manifest, []FileFault, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return nil, nil, err
	}
	var faults []FileFault
	fault := func(name string, kind FileFaultKind, format string, args ...any) {
		faults = append(faults, FileFault{name, kind, fmt.Sprintf(format, args...)})
	}
	if got := m.digest(); got != m.Digest {
		fault(manifestFile, FileUnsound, "digest: got %s; its own list of hashes gives %s", m.Digest, got)
	}
	listed := map[string]bool{worldFile: true, manifestFile: true, timingFile: true}
	check := func(name, want string) (sound bool, err error) {
		listed[name] = true
		got, err := hashFile(filepath.Join(dir, filepath.FromSlash(name)))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			fault(name, FileMissing, "is missing; the manifest lists it")
			return false, nil
		case err != nil:
			return false, err
		case got != want:
			fault(name, FileChanged, "SHA-256 is %.12s...; the manifest says %.12s...", got, want)
			return false, nil
		}
		return true, nil
	}
	if sound, err := check(worldFile, m.WorldSHA256); err != nil {
		return m, nil, err
	} else if sound {
		world, err := os.ReadFile(filepath.Join(dir, worldFile))
		if err != nil {
			return m, nil, err
		}
		if worldLines(world) != m.WorldLines {
			fault(manifestFile, FileUnsound, "world_lines: not those of world.yaml, which is unchanged")
		}
	}
	for _, e := range slices.Concat(m.Tables, m.Details) {
		sound, err := check(e.Name, e.SHA256)
		if err != nil {
			return m, nil, err
		}
		if !sound {
			continue
		}
		rows, err := countRows(filepath.Join(dir, filepath.FromSlash(e.Name)))
		if err != nil {
			return m, nil, err
		}
		if rows != e.Rows {
			fault(manifestFile, FileUnsound, "%s: rows: got %d; the file, which is unchanged, has %d", e.Name, e.Rows, rows)
		}
	}
	for _, e := range m.Artefacts {
		if _, err := check(e.Name, e.SHA256); err != nil {
			return m, nil, err
		}
	}
	for _, t := range tables {
		if t.everyRun() && !slices.ContainsFunc(m.Tables, func(e TableEntry) bool { return e.Name == t.File }) {
			fault(manifestFile, FileUnsound, "tables: %s is not listed; every run has it", t.File)
		}
	}
	files, err := listFiles(dir)
	if err != nil {
		return m, nil, err
	}
	for _, name := range files {
		if !listed[name] {
			fault(name, FileExtra, "is not listed in the manifest")
		}
	}
	slices.SortStableFunc(faults, func(a, b FileFault) int { return strings.Compare(a.Name, b.Name) })
	return m, faults, nil
}

// countRows returns the records of a CSV file without the header.
func countRows(name string) (int64, error) {
	in, err := openPlain(name)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	rows := int64(-1)
	for scan := newScanner(in); ; rows++ {
		if _, err := scan.next(); err == io.EOF {
			return max(rows, 0), nil
		} else if err != nil {
			return 0, fmt.Errorf("%s: %w", name, err)
		}
	}
}
