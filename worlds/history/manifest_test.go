package history

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The digest can be recomputed with two commands of any system: sha256sum and sort.
func TestDigestIsWhatTheCodebookSays(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "x")
	m := write(t, dir, plausibleRun(1, 3, 2, 4), Options{})
	lines := ""
	for _, name := range []string{"agents.csv", "events.csv", "market.csv", "offers.csv", "outcomes.csv", "segments.csv", "world.yaml"} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		lines += name + " " + hashOf(text) + "\n"
	}
	if want := hashOf([]byte(lines)); m.Digest != want {
		t.Errorf("got %s; want %s", m.Digest, want)
	}
}

func TestDigestSeesEveryTableAndTheWorldAndNothingElse(t *testing.T) {
	base := mustDigest(t, plausibleRun(1, 3, 2, 4))
	for _, c := range []struct {
		reason string
		change func(*Run)
		same   bool
	}{
		{"market", func(r *Run) { r.Market[3].HHI++ }, false},
		{"segments", func(r *Run) { r.Segments[0].Using++ }, false},
		{"agents", func(r *Run) { r.Agents[0].Agent = "x" }, false},
		{"offers", func(r *Run) { r.Offers[0].Open = !r.Offers[0].Open }, false},
		{"events", func(r *Run) { r.Events = r.Events[1:] }, false},
		{"outcomes", func(r *Run) { r.Outcomes[0].Price++ }, false},
		{"world", func(r *Run) { r.Resolved = append(r.Resolved, '\n') }, false},
		{"order of rows", func(r *Run) { r.Agents[0], r.Agents[1] = r.Agents[1], r.Agents[0] }, false},
		{"ledger", func(r *Run) { r.Ledger = nil }, true},
		{"decisions", func(r *Run) { r.Decisions[0].Rule = "x" }, true},
		{"nil and empty", func(r *Run) { r.Events = append([]EventRow{}, r.Events...) }, true},
	} {
		run := plausibleRun(1, 3, 2, 4)
		c.change(run)
		if got := mustDigest(t, run) == base; got != c.same {
			t.Errorf("%s changed: digest is the same %v; want %v", c.reason, got, c.same)
		}
	}
	bad := plausibleRun(1, 3, 2, 4)
	bad.Market[0].HHI = inf()
	if _, err := Digest(bad); err == nil {
		t.Error("infinity: got no error")
	}
}

func TestBrokenManifestsAreNamed(t *testing.T) {
	hash := strings.Repeat("a", 64)
	good := fmt.Sprintf(`{"format":1,"version":"1","world":"w","world_sha256":"%s","world_lines":"","seed":1,"ticks":2,"digest":"%s","tables":[{"name":"market.csv","rows":1,"sha256":"%s"}],"details":[],"artefacts":[]}`, hash, hash, hash)
	for _, c := range []struct{ reason, text, want string }{
		{"as it should be", good, ""},
		{"empty", "", "is no manifest"},
		{"binary", "\x00\x01", "is no manifest"},
		{"another JSON", `{"name":"x"}`, "is no manifest: json: unknown field"},
		{"a list", `[]`, "is no manifest"},
		{"a later format", strings.Replace(good, `"format":1`, `"format":2`, 1), "format: got 2; this program reads up to 1: use the version that wrote it, or a later one"},
		{"no format", strings.Replace(good, `"format":1`, `"format":0`, 1), "format: got 0"},
		{"text after it", good + "x", "is no manifest: invalid character 'x' after top-level value"},
		{"a hash cut", strings.Replace(good, `"digest":"aaa`, `"digest":"a`, 1), "digest: got"},
		{"a seed below zero", strings.Replace(good, `"seed":1`, `"seed":-1`, 1), "is no manifest"},
		{"a name that climbs out", strings.Replace(good, "market.csv", "../market.csv", 1), `tables: got name "../market.csv"; want a plain path inside the directory`},
		{"an absolute name", strings.Replace(good, "market.csv", "/etc/passwd", 1), "want a plain path"},
		{"a name twice", strings.Replace(good, `"details":[]`, `"details":[{"name":"market.csv","rows":1,"sha256":"`+hash+`"}]`, 1), `details: "market.csv" is there twice`},
		{"itself", strings.Replace(good, "market.csv", "manifest.json", 1), "is there twice"},
	} {
		dir := t.TempDir()
		put(t, dir, "manifest.json", c.text)
		_, err := ReadManifest(dir)
		var broken *ManifestError
		if c.want == "" {
			if err != nil {
				t.Errorf("%s: got %v", c.reason, err)
			}
			continue
		}
		if !errors.As(err, &broken) || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), filepath.Join(dir, "manifest.json")) {
			t.Errorf("%s: got %v; want a ManifestError with %q", c.reason, err, c.want)
		}
	}
	for _, dir := range []string{t.TempDir(), filepath.Join(t.TempDir(), "gone")} {
		if _, err := ReadManifest(dir); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "want a directory that `shakeout run` wrote") {
			t.Errorf("no manifest: got %v", err)
		}
		if _, err := ReadRun(dir); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("ReadRun: got %v", err)
		}
	}
}

func TestFilesAreCheckedAgainstTheManifest(t *testing.T) {
	for _, c := range []struct {
		reason string
		change func(t *testing.T, dir string)
		want   []string
	}{
		{"as written", func(*testing.T, string) {}, nil},
		{"timing beside it", func(t *testing.T, dir string) { put(t, dir, "timing.json", "{}") }, nil},
		{"three at once", func(t *testing.T, dir string) {
			os.Remove(filepath.Join(dir, "events.csv"))
			put(t, dir, "agents.csv", "x")
			put(t, dir, "z.txt", "x")
		}, []string{"agents.csv changed", "events.csv missing", "z.txt not in the list"}},
		{"world", func(t *testing.T, dir string) { put(t, dir, "world.yaml", "x") }, []string{"world.yaml changed"}},
		{"figure", func(t *testing.T, dir string) { put(t, dir, "market.parquet", "x") }, []string{"market.parquet changed"}},
		{"digest", edit1(`"digest": "`, 1), []string{"manifest.json contradicts itself"}},
		{"number of rows", edit1(`"rows": `, 1), []string{"manifest.json contradicts itself"}},
		{"marks of lines", edit1(`"world_lines": "`, 3), []string{"manifest.json contradicts itself"}},
	} {
		dir := filepath.Join(t.TempDir(), "x")
		write(t, dir, smallRun(1), Options{Parquet: true})
		c.change(t, dir)
		_, faults, err := VerifyFiles(dir)
		if err != nil {
			t.Errorf("%s: %v", c.reason, err)
		}
		var got []string
		for _, f := range faults {
			got = append(got, f.Name+" "+string(f.Kind))
			if !strings.HasPrefix(f.String(), f.Name+": ") {
				t.Errorf("%s: got %s", c.reason, f)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.reason, diff)
		}
	}
}

// edit1 changes the letter of the manifest that stands so many bytes after the first occurrence of a text.
func edit1(after string, skip int) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		name := filepath.Join(dir, "manifest.json")
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		at := strings.Index(string(text), after) + len(after) + skip - 1
		if text[at]++; text[at] == ':' || text[at] == 'g' {
			text[at] = '0'
		}
		put(t, dir, "manifest.json", string(text))
	}
}

func TestReadRunTellsAllProblems(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "x")
	write(t, dir, smallRun(1), Options{})
	put(t, dir, "market.csv", "tick\n")
	put(t, dir, "agents.csv", "x,y\n")
	os.Remove(filepath.Join(dir, "events.csv"))
	_, err := ReadRun(dir)
	for _, want := range []string{"market.csv:1:", "agents.csv:1:1: got column \"x\"; want \"tick\"", "events.csv: is not there; write the run again"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v; want %q in it", err, want)
		}
	}
}

func FuzzReadManifest(f *testing.F) {
	m := &Manifest{Format: 1, WorldSHA256: strings.Repeat("a", 64), Digest: strings.Repeat("b", 64), Tables: []TableEntry{{"market.csv", 1, strings.Repeat("c", 64)}}}
	text, err := m.text()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte("{}"))
	f.Fuzz(func(t *testing.T, text []byte) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "manifest.json"), text, 0o666); err != nil {
			t.Fatal(err)
		}
		m, err := ReadManifest(dir)
		if err != nil {
			return
		}
		m.ChangedLines([]byte("a\nb\n"))
		if _, _, err := VerifyFiles(dir); err != nil {
			t.Fatalf("a manifest that reads can't be checked: %v", err)
		}
	})
}
