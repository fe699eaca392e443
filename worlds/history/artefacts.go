package history

import (
	"io/fs"
	"path/filepath"
	"sort"
	"strings"
)

// RefreshArtefacts brings the manifest's list of artefacts up to date after figures were redrawn: it hashes again what
// the list names, drops what is gone, and adds what stands in figures/. Tables, digest and all else stay as they are.
// The manifest is replaced in one step.
func RefreshArtefacts(dir string) (*Manifest, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	listed := map[string]bool{}
	for _, e := range m.Artefacts {
		listed[e.Name] = true
	}
	found, err := hashArtefacts(dir, func(name string) bool {
		return listed[name] || strings.HasPrefix(name, figuresDir+"/")
	})
	if err != nil {
		return nil, err
	}
	m.Artefacts = found
	text, err := m.text()
	if err != nil {
		return nil, err
	}
	return m, replaceFile(filepath.Join(dir, manifestFile), text)
}

// hashArtefacts hashes what stands in dir besides the files of the run itself and is wanted, in the order of names.
func hashArtefacts(dir string, wanted func(name string) bool) ([]ArtefactEntry, error) {
	files, err := listFiles(dir)
	if err != nil {
		return nil, err
	}
	var list []ArtefactEntry
	for _, name := range files {
		if isRunFile(name) || !wanted(name) {
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
