package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/parquet-go/parquet-go"

	"shakeout/worlds/history"
)

// pdfText is a text as the properties of a PDF hold it: UTF-16, in hexadecimal digits.
func pdfText(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = fmt.Appendf(b, "%04x", u)
	}
	return b
}

// What stands beside the tables of a run: figures that say which run they are of, the data drawn in
// them, Parquet; all in the manifest, all looked at by verify, in a directory that another process made.
func TestArtefactsSayWhereTheyComeFrom(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if o := shakeout(t, dir, "run", "duopoly", "--ticks", "12", "--figures", "png,svg,pdf", "--format", "csv,parquet", "--ledger", "--decisions", "--out", "run"); o.code != 0 {
		t.Fatal(o.stderr)
	}
	run := filepath.Join(dir, "run")
	m, err := history.ReadManifest(run)
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, a := range m.Artefacts {
		listed[a.Name] = true
	}
	figures, err := filepath.Glob(filepath.Join(run, "figures", "*"))
	if err != nil || len(figures) < 20 {
		t.Fatalf("%d figures, %v", len(figures), err)
	}
	for _, name := range figures {
		base := filepath.Base(name)
		if !listed["figures/"+base] {
			t.Errorf("figures/%s is not among the artefacts", base)
		}
		ending := filepath.Ext(base)
		if ending == ".csv" {
			continue
		}
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{m.Digest, "shakeout " + version} {
			if !bytes.Contains(content, []byte(want)) && !bytes.Contains(content, pdfText(want)) {
				t.Errorf("figures/%s doesn't say %s", base, want)
			}
		}
		data := strings.TrimSuffix(name, ending) + ".csv"
		if text, err := os.ReadFile(data); err != nil || bytes.Count(text, []byte("\n")) < 2 {
			t.Errorf("figures/%s: %v; want the data drawn in it beside it", base, err)
		}
	}
	for _, table := range []string{"market", "segments", "agents", "offers", "events", "outcomes", "ledger", "decisions"} {
		name := table + ".parquet"
		f, err := os.Open(filepath.Join(run, name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		info, _ := f.Stat()
		p, err := parquet.OpenFile(f, info.Size())
		if err != nil || !listed[name] {
			t.Fatalf("%s: %v, among the artefacts: %v", name, err, listed[name])
		}
		text, err := os.ReadFile(filepath.Join(run, table+".csv"))
		if err != nil {
			t.Fatal(err)
		}
		if got, want := p.NumRows(), int64(bytes.Count(text, []byte("\n"))-1); got != want {
			t.Errorf("%s has %d rows, the CSV %d", name, got, want)
		}
	}
	if o := shakeout(t, dir, "verify", "run"); o.code != 0 || !strings.HasSuffix(o.stdout, "\nverified\n") {
		t.Errorf("verify: exit status %d\n%s%s", o.code, o.stdout, o.stderr)
	}
	// Drawn again, the figures are the same to the byte, and the manifest still fits.
	before, err := os.ReadFile(filepath.Join(run, "figures", "price.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	if o := shakeout(t, dir, "plot", "run", "--figures", "png,svg,pdf"); o.code != 0 || !strings.Contains(o.stdout, filepath.Join("run", "figures", "price.pdf")) {
		t.Errorf("plot: exit status %d\n%s%s", o.code, o.stdout, o.stderr)
	}
	if after, _ := os.ReadFile(filepath.Join(run, "figures", "price.pdf")); !bytes.Equal(before, after) {
		t.Error("the same figure, drawn again, has other bytes")
	}
	if o := shakeout(t, dir, "verify", "run"); o.code != 0 {
		t.Errorf("verify after plot: exit status %d\n%s", o.code, o.stdout)
	}
	for _, name := range []string{"figures/price.png", "agents.parquet", "figures/price.csv"} {
		file := filepath.Join(run, filepath.FromSlash(name))
		whole, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		broken := slices.Clone(whole)
		broken[len(broken)/2] ^= 1
		if err := os.WriteFile(file, broken, 0o644); err != nil {
			t.Fatal(err)
		}
		if o := shakeout(t, dir, "verify", "--files-only", "run"); o.code != exitFailed || !strings.Contains(o.stdout, "files: "+name+": SHA-256 is ") {
			t.Errorf("%s touched: exit status %d\n%s", name, o.code, o.stdout)
		}
		if err := os.WriteFile(file, whole, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	// The run made again is drawn again, so that a digit of drawn data has its place as well.
	was, now := tamper(t, run, "figures/share.csv", 3, "share")
	o := shakeout(t, dir, "verify", "run")
	if want := "run again: figures/share.csv, row 3 (line 4), column share: the file has " + now + ", the run gives " + was + "\n"; o.code != exitFailed || !strings.Contains(o.stdout, want) {
		t.Errorf("drawn data touched: exit status %d\n%s\nwant %q", o.code, o.stdout, want)
	}
}

// verify, in a process of its own, on a directory of another's: what was changed is named.
func TestVerifyFromAnotherProcess(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, dir, "mine.yaml", twoLabsWith(t, "ticks: 24", "ticks: 6"))
	if o := shakeout(t, dir, "run", "mine.yaml", "--figures", "none", "--out", "run"); o.code != 0 {
		t.Fatal(o.stderr)
	}
	run := filepath.Join(dir, "run")
	world, err := os.ReadFile(filepath.Join(run, "world.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		reason string
		change func()
		says   []string
	}{
		{"one digit of a table", func() { tamper(t, run, "offers.csv", 4, "revenue_usd_m") },
			[]string{"files: offers.csv: SHA-256 is ", "run again: offers.csv, row 4 (line 5; tick ", "column revenue_usd_m: the file has ", "the run gives "}},
		{"the seed of the world", func() {
			put(t, run, "world.yaml", strings.Replace(string(world), "\nseed: 1\n", "\nseed: 2\n", 1))
		}, []string{"(seed) is not as it was run; it now says: seed: 2", "seed: the manifest says 1, world.yaml gives 2"}},
		{"a value of the world", func() {
			put(t, run, "world.yaml", strings.Replace(string(world), "switching_cost: {value: 1,", "switching_cost: {value: 1.5,", 1))
		}, []string{"world.yaml:", "(customers.segments[developers].switching_cost) is not as it was run", "run again: the two part at tick "}},
	} {
		before, err := os.ReadFile(filepath.Join(run, "offers.csv"))
		if err != nil {
			t.Fatal(err)
		}
		c.change()
		o := shakeout(t, dir, "verify", "run")
		for _, want := range c.says {
			if o.code != exitFailed || !strings.Contains(o.stdout, want) {
				t.Errorf("%s: exit status %d\n%s\nwant 1 and %q", c.reason, o.code, o.stdout, want)
			}
		}
		put(t, run, "offers.csv", string(before))
		put(t, run, "world.yaml", string(world))
	}
	if o := shakeout(t, dir, "verify", "run"); o.code != 0 {
		t.Errorf("all put back: exit status %d\n%s", o.code, o.stdout)
	}
}
