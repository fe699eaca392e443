package history

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// OccupiedError says that the place of a run directory holds something that must not be overwritten.
type OccupiedError struct {
	Dir    string
	Reason string // what stands there
	Remedy string // what can be done
}

func (e *OccupiedError) Error() string {
	return fmt.Sprintf("%s: %s; %s", e.Dir, e.Reason, e.Remedy)
}

const forceRemedy = "choose another directory with --out, or overwrite it with --force"

// CheckTarget says before a run whether its directory could be written: nil where nothing stands, where an empty
// directory stands, or a finished run of the world with the given canonical text; an *OccupiedError where Commit is
// bound to refuse. Whether a run of the same world has the same digest is known only after the run.
func CheckTarget(dir string, resolved []byte, force bool) error {
	target, err := resolveTarget(dir)
	if err != nil {
		return err
	}
	m, err := inspect(target, dir, force)
	if err != nil || m == nil || force {
		return err
	}
	if m.WorldSHA256 != hashOf(resolved) {
		return &OccupiedError{dir, fmt.Sprintf("holds a run of another world or seed (%s, seed %d)", m.World, m.Seed), forceRemedy}
	}
	return nil
}

// resolveTarget returns the absolute place of a run directory, behind a symbolic link if there is one, and refuses
// places that can't be replaced whole.
func resolveTarget(dir string) (string, error) {
	if dir == "" {
		return "", &OccupiedError{`""`, "is no directory name", "name one with --out"}
	}
	target, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if info, err := os.Lstat(target); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		if target, err = filepath.EvalSymlinks(target); err != nil {
			return "", &OccupiedError{dir, "is a symbolic link to nothing", "remove it, or choose another directory with --out"}
		}
	}
	const remedy = "choose a directory of its own with --out"
	here, err := os.Getwd()
	if err == nil && within(here, target) {
		return "", &OccupiedError{dir, "is the working directory or holds it, and a run directory is replaced whole", remedy}
	}
	if home, err := os.UserHomeDir(); err == nil && home != "" && within(home, target) {
		return "", &OccupiedError{dir, "is the home directory or holds it, and a run directory is replaced whole", remedy}
	}
	return target, nil
}

// within says whether place is dir or below it.
func within(place, dir string) bool {
	rel, err := filepath.Rel(dir, place)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// inspect looks at what stands at target. It returns the manifest of a finished, unchanged run; nil where nothing, or
// an empty directory, stands there, or anything at all if force is set; and an *OccupiedError otherwise, which calls the
// place by name, as the user did.
func inspect(target, name string, force bool) (*Manifest, error) {
	info, err := os.Lstat(target)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if force {
		return nil, nil
	}
	if !info.IsDir() {
		return nil, &OccupiedError{name, "is a file, not a run directory", forceRemedy}
	}
	entries, err := os.ReadDir(target)
	if err != nil {
		return nil, err
	}
	if len(entries) == 0 {
		return nil, nil
	}
	m, faults, err := VerifyFiles(target)
	if err != nil {
		return nil, &OccupiedError{name, "holds something else than a finished run", forceRemedy}
	}
	for _, f := range faults {
		// What is missing can't be lost.
		if f.Kind != FileMissing {
			return nil, &OccupiedError{name, fmt.Sprintf("holds a run that was touched since (%s: %s)", f.Name, f.Kind), forceRemedy}
		}
	}
	return m, nil
}

// moveIn puts the stage in its place, in one step where the system can swap two directories.
func (s *Stage) moveIn(digest string) error {
	m, err := inspect(s.target, s.name, s.options.Force)
	if err != nil {
		return err
	}
	if m != nil && m.Digest != digest {
		return &OccupiedError{s.name, fmt.Sprintf("holds a run of digest %.12s, and this one has %.12s", m.Digest, digest), forceRemedy}
	}
	syncDir(s.dir)
	defer syncDir(filepath.Dir(s.target))
	if _, err := os.Lstat(s.target); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(s.dir, s.target)
	}
	if exchange(s.dir, s.target) == nil {
		// The old directory now has the hidden name. The new one is in its place: failing to remove the old is no
		// failure of the run.
		os.RemoveAll(s.dir)
		return nil
	}
	return renameOver(s.dir, s.target)
}

// renameOver puts fresh in the place of target with two renames; if the second fails, the first is undone.
func renameOver(fresh, target string) error {
	old, err := setAside(target)
	if err != nil {
		return err
	}
	if err := os.Rename(fresh, target); err != nil {
		return errors.Join(err, os.Rename(old, target))
	}
	os.RemoveAll(old)
	return nil
}

// setAside gives what stands at target a hidden name that is free.
func setAside(target string) (string, error) {
	for n := 0; ; n++ {
		old := hiddenName(target, "old", n)
		if _, err := os.Lstat(old); errors.Is(err, fs.ErrNotExist) || n > 10000 {
			return old, os.Rename(target, old)
		}
	}
}

// syncDir makes the names in dir survive a power cut, where the system lets a directory be synced at all; elsewhere
// there is nothing to be done about it.
func syncDir(dir string) {
	d, err := os.Open(dir)
	if err != nil {
		return
	}
	d.Sync()
	d.Close()
}
