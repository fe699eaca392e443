package experiments

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
)

// Names of the files in the directory of an experiment.
const (
	manifestFile   = "manifest.json"
	experimentFile = "experiment.yaml"
	progressFile   = "progress.log"
	lockFile       = ".lock"
	timingFile     = "timing.json"
	runsFile       = "runs.csv"
	outcomesFile   = "outcomes.csv"
	indicatorsFile = "indicators.csv"
	failedDir      = "failed"
	worldsDir      = "worlds"
	summaryDir     = "summary"
	figuresDir     = "figures"
	manifestFormat = 1
)

// Manifest is manifest.json of an experiment: what the directory holds. It has no time stamp and no name of a machine.
type Manifest struct {
	Format     int64   `json:"format"`
	Version    string  `json:"version"`
	Experiment string  `json:"experiment"`
	Shard      *Shard  `json:"shard,omitempty"` // where it is not the whole
	Rows       int64   `json:"rows"`
	Failed     int64   `json:"failed"`
	Digest     string  `json:"digest"`    // over the lines `name sha256` of files, sorted by name
	Files      []Entry `json:"files"`     // what decides the results, and the results
	Artefacts  []Entry `json:"artefacts"` // what is made from them: Parquet, summaries, figures
}

// Entry is one file; its name has slashes on every system.
type Entry struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// ReadManifest reads the manifest of a finished experiment.
func ReadManifest(dir string) (*Manifest, error) {
	text, err := os.ReadFile(filepath.Join(dir, manifestFile))
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(filepath.Join(dir, progressFile)); err == nil {
			return nil, wrongInput("%s: got an experiment that is not finished; want it to go on first, with `shakeout experiment run ... --resume`", dir)
		}
		return nil, wrongInput("%s: got no %s; want a directory that `shakeout experiment run` wrote", dir, manifestFile)
	}
	if err != nil {
		return nil, err
	}
	var m Manifest
	in := json.NewDecoder(bytes.NewReader(text))
	in.DisallowUnknownFields()
	if err := in.Decode(&m); err != nil || m.Experiment == "" {
		return nil, wrongInput("%s: got no manifest of an experiment (%v); want one that `shakeout experiment run` wrote", filepath.Join(dir, manifestFile), err)
	}
	if m.Format > manifestFormat {
		return nil, wrongInput("%s: format: got %d; this program reads up to %d", filepath.Join(dir, manifestFile), m.Format, manifestFormat)
	}
	return &m, nil
}

// list fills in the files of a directory with their hashes, and the digest.
func (m *Manifest) list(dir string) error {
	m.Files, m.Artefacts = []Entry{}, []Entry{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		name := filepath.ToSlash(rel)
		if slices.Contains([]string{manifestFile, progressFile, lockFile, timingFile}, name) {
			return nil
		}
		sum, err := hashFile(path)
		if err != nil {
			return err
		}
		if isResult(name) {
			m.Files = append(m.Files, Entry{name, sum})
		} else {
			m.Artefacts = append(m.Artefacts, Entry{name, sum})
		}
		return nil
	})
	if err != nil {
		return err
	}
	byName := func(list []Entry) { sort.Slice(list, func(i, j int) bool { return list[i].Name < list[j].Name }) }
	byName(m.Files)
	byName(m.Artefacts)
	var b strings.Builder
	for _, f := range m.Files {
		b.WriteString(f.Name + " " + f.SHA256 + "\n")
	}
	m.Digest = hashOf([]byte(b.String()))
	return nil
}

// isResult tells the files under the digest from those that are made from them.
func isResult(name string) bool {
	if dir, _, nested := strings.Cut(name, "/"); nested {
		return dir == worldsDir || dir == failedDir
	}
	return slices.Contains([]string{experimentFile, runsFile, outcomesFile, indicatorsFile}, name)
}

// write puts the manifest in its place, in one step.
func (m *Manifest) write(dir string) error {
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	if err := out.Encode(m); err != nil {
		return err
	}
	return writeWhole(filepath.Join(dir, manifestFile), b.Bytes())
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

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// writeWhole writes a file beside its place and then gives it its name, so that nobody reads half of it.
func writeWhole(name string, text []byte) error {
	fresh := name + ".new"
	f, err := os.OpenFile(fresh, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(fresh, name)
}
