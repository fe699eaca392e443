package history

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

const (
	manifestFile = "manifest.json"
	timingFile   = "timing.json"
	figuresDir   = "figures"

	// manifestFormat counts changes of the run directory that an older reader would misread.
	manifestFormat = 1
)

// Manifest is manifest.json: what a run directory holds and what it was made from. It has no time stamp and no name
// of a machine or user.
type Manifest struct {
	Format      int64           `json:"format" doc:"version of this layout, 1"`
	Version     string          `json:"version" doc:"version of the program that wrote the directory"`
	World       string          `json:"world" doc:"name of the world"`
	WorldSHA256 string          `json:"world_sha256" doc:"SHA-256 of world.yaml"`
	WorldLines  string          `json:"world_lines" doc:"the first three bytes of the SHA-256 of each line of world.yaml (without its line feed), one after another in base64; tells which line was changed"`
	Seed        uint64          `json:"seed" doc:"seed of the run"`
	Ticks       int64           `json:"ticks" doc:"ticks simulated"`
	Digest      string          `json:"digest" doc:"identity of the results, see below"`
	Tables      []TableEntry    `json:"tables" doc:"name, rows and SHA-256 of each table under the digest"`
	Details     []TableEntry    `json:"details" doc:"the same for ledger.csv and decisions.csv, which are there if asked for; outside the digest"`
	Artefacts   []ArtefactEntry `json:"artefacts" doc:"name and SHA-256 of each figure, its drawn data, and each Parquet file; these bytes hold for one build of the program only"`
}

// TableEntry is one table of the manifest.
type TableEntry struct {
	Name   string `json:"name"`
	Rows   int64  `json:"rows"`
	SHA256 string `json:"sha256"`
}

// ArtefactEntry is one derived file of the manifest; its name has slashes on every system.
type ArtefactEntry struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// ManifestError says that a directory has no manifest that can be used, so that nothing can be said about it as a run.
type ManifestError struct {
	Dir    string
	Reason string
	Err    error // what was underneath; may be nil
}

func (e *ManifestError) Error() string {
	return fmt.Sprintf("%s: %s", filepath.Join(e.Dir, manifestFile), e.Reason)
}

// Unwrap returns the error underneath, so that errors.Is(err, fs.ErrNotExist) works.
func (e *ManifestError) Unwrap() error { return e.Err }

// ReadManifest reads the manifest of a run directory, strictly. Every error is a *ManifestError.
func ReadManifest(dir string) (*Manifest, error) {
	fail := func(err error, format string, args ...any) (*Manifest, error) {
		return nil, &ManifestError{Dir: dir, Reason: fmt.Sprintf(format, args...), Err: err}
	}
	text, err := readPlain(filepath.Join(dir, manifestFile))
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
			return fail(err, "the directory does not exist; want a directory that `shakeout run` wrote")
		}
		return fail(err, "is not there; want a directory that `shakeout run` wrote")
	}
	if err != nil {
		return fail(err, "%v", err)
	}
	var format struct {
		Format int64 `json:"format"`
	}
	if err := json.Unmarshal(text, &format); err != nil {
		return fail(err, "is no manifest: %v", err)
	}
	if format.Format > manifestFormat {
		return fail(nil, "format: got %d; this program reads up to %d: use the version that wrote it, or a later one", format.Format, manifestFormat)
	}
	var m Manifest
	in := json.NewDecoder(bytes.NewReader(text))
	in.DisallowUnknownFields()
	if err := in.Decode(&m); err != nil {
		return fail(err, "is no manifest: %v", err)
	}
	if problems := m.check(); len(problems) > 0 {
		return fail(nil, "%s", strings.Join(problems, "; "))
	}
	return &m, nil
}

// check returns what is wrong with the manifest itself, all at once.
func (m *Manifest) check() []string {
	var problems []string
	bad := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	if m.Format < 1 {
		bad("format: got %d; want 1 to %d", m.Format, manifestFormat)
	}
	hash := func(field, value string) {
		if len(value) != 64 || strings.Trim(value, "0123456789abcdef") != "" {
			bad("%s: got %s; want 64 lower-case hexadecimal digits", field, quoteShort(value))
		}
	}
	hash("world_sha256", m.WorldSHA256)
	hash("digest", m.Digest)
	seen := map[string]bool{worldFile: true, manifestFile: true, timingFile: true}
	name := func(list, n string) {
		switch {
		case n == "" || path.IsAbs(n) || path.Clean(n) != n || n == "." || n == ".." || strings.HasPrefix(n, "../") || strings.ContainsAny(n, "\\:\x00"):
			bad("%s: got name %s; want a plain path inside the directory", list, quoteShort(n))
		case seen[n]:
			bad("%s: %s is there twice", list, quoteShort(n))
		}
		seen[n] = true
	}
	for _, e := range m.Tables {
		name("tables", e.Name)
		hash("tables: "+e.Name+": sha256", e.SHA256)
	}
	for _, e := range m.Details {
		name("details", e.Name)
		hash("details: "+e.Name+": sha256", e.SHA256)
	}
	for _, e := range m.Artefacts {
		name("artefacts", e.Name)
		hash("artefacts: "+e.Name+": sha256", e.SHA256)
	}
	return problems
}

// digest computes the digest from the entries, as Digest does from a run.
func (m *Manifest) digest() string {
	lines := []digestLine{{worldFile, m.WorldSHA256}}
	for _, e := range m.Tables {
		lines = append(lines, digestLine{e.Name, e.SHA256})
	}
	return digestOf(lines)
}

// text is the manifest as it stands in its file: two spaces of indent, keys in a fixed order, LF.
func (m *Manifest) text() ([]byte, error) {
	c := *m
	// Empty lists are written [], not null, so that a reader can loop over them.
	c.Tables = append([]TableEntry{}, m.Tables...)
	c.Details = append([]TableEntry{}, m.Details...)
	c.Artefacts = append([]ArtefactEntry{}, m.Artefacts...)
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	if err := out.Encode(&c); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
