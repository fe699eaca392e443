package plots

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/plot/vg"
	"pgregory.net/rapid"
	_ "shakeout/internal/repeatable"

	"shakeout/worlds/history"
)

var (
	dump   = flag.String("dump", "", "folder to write the figures of the tests to, to look at them")
	update = flag.Bool("update", false, "write the golden files anew")
)

// figuresOf returns the figures of a run; those without data are left out.
func figuresOf(t interface{ Fatalf(string, ...any) }, run *history.Run) []*Figure {
	var figures []*Figure
	for _, d := range drawings {
		f, err := d.draw(run, Options{})
		if none := (*NoDataError)(nil); errors.As(err, &none) {
			continue
		}
		if err != nil {
			t.Fatalf("%s: %v", d.name, err)
		}
		figures = append(figures, f)
	}
	return figures
}

func ensembleFigures(t *testing.T) []*Figure {
	t.Helper()
	all, order := ensembles()
	var figures []*Figure
	for _, name := range order {
		f, err := all[name]()
		if err != nil {
			t.Fatal(err)
		}
		figures = append(figures, f)
	}
	return figures
}

// TestDump writes the figures of made-up data for people to look at.
func TestDump(t *testing.T) {
	if *dump == "" {
		t.Skip("-dump names no folder")
	}
	o := Options{Formats: []Format{PNG, SVG, PDF}, Stamp: Stamp{Digest: "0123abcd", Version: "test"}}
	for _, f := range append(figuresOf(t, synthetic(18, 120)), ensembleFigures(t)...) {
		files, err := f.Artefacts(o)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if err := os.WriteFile(filepath.Join(*dump, file.Name), file.Bytes, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestDrawnData compares the drawn data of each figure with files, numbers to six digits.
func TestDrawnData(t *testing.T) {
	for _, f := range append(figuresOf(t, synthetic(14, 12)), ensembleFigures(t)...) {
		name := filepath.Join("testdata", f.Name+".csv")
		if *update {
			if err := os.WriteFile(name, f.Data.CSV(), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(rounded(t, text), rounded(t, f.Data.CSV())); diff != "" {
			t.Errorf("%s: drawn data changed (-want +got):\n%s", f.Name, diff)
		}
	}
}

// rounded returns a CSV table with its numbers cut to six digits.
func rounded(t *testing.T, text []byte) [][]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for i, cell := range row {
			if v, err := strconv.ParseFloat(cell, 64); err == nil {
				row[i] = strconv.FormatFloat(v, 'g', 6, 64)
			}
		}
	}
	return rows
}

// laidOut draws a figure on a blank sheet and returns it.
func laidOut(f *Figure) *sheet {
	s := newSheet(blank{}, f.width, f.height)
	f.draw(s)
	return s
}

// clashes returns what is wrong with the text of a figure: lines over each other or over the edge.
func clashes(f *Figure) []string {
	s := laidOut(f)
	var wrong []string
	page := rectangle(0, 0, s.width, s.height)
	for i, a := range s.written {
		if a.box.Min.X < page.Min.X-0.1 || a.box.Min.Y < page.Min.Y-0.1 || a.box.Max.X > page.Max.X+0.1 || a.box.Max.Y > page.Max.Y+0.1 {
			wrong = append(wrong, fmt.Sprintf("%q is cut: %v on a page of %v", a.words, a.box, page.Max))
		}
		for _, b := range s.written[i+1:] {
			if x, y := shared(a.box, b.box); x > 0.3 && y > 0.3 {
				wrong = append(wrong, fmt.Sprintf("%q and %q overlap by %.1f x %.1f pt", a.words, b.words, x, y))
			}
		}
	}
	return wrong
}

// shared returns the width and height of what two rectangles share.
func shared(a, b vg.Rectangle) (x, y float64) {
	return float64(min(a.Max.X, b.Max.X) - max(a.Min.X, b.Min.X)), float64(min(a.Max.Y, b.Max.Y) - max(a.Min.Y, b.Min.Y))
}

func TestNoTextOverlaps(t *testing.T) {
	for _, f := range ensembleFigures(t) {
		for _, w := range clashes(f) {
			t.Errorf("%s: %s", f.Name, w)
		}
	}
	for _, c := range []struct {
		agents int
		ticks  int64
		reason string
	}{
		{12, 120, "the bundled world"},
		{18, 120, "six entrants"},
		{30, 120, "more agents than colours"},
		{12, 24, "two years: quarters as minor ticks"},
		{12, 6, "half a year: months"},
		{12, 1, "two months"},
		{12, 0, "the start state alone"},
		{1, 120, "one agent"},
		{2, 60, "two agents"},
		{12, 480, "forty years"},
	} {
		for _, f := range figuresOf(t, synthetic(c.agents, c.ticks)) {
			for _, w := range clashes(f) {
				t.Errorf("%d agents, %d ticks (%s): %s: %s", c.agents, c.ticks, c.reason, f.Name, w)
			}
		}
	}
}

func TestNoTextOverlapsInOddRuns(t *testing.T) {
	for name, run := range odd() {
		for _, f := range figuresOf(t, run) {
			for _, w := range clashes(f) {
				t.Errorf("%s: %s: %s", name, f.Name, w)
			}
		}
	}
}

// odd are runs that a figure must survive.
func odd() map[string]*history.Run {
	nan := math.NaN()
	long := synthetic(12, 12)
	for i := range long.Outcomes {
		long.Outcomes[i].Name = strings.Repeat("Consolidated Artificial Intelligence ", 3) + fmt.Sprint(i)
		long.Outcomes[i].Counterparty = strings.Repeat("very long ", 12)
	}
	foreign := synthetic(12, 12)
	for i := range foreign.Outcomes {
		foreign.Outcomes[i].Name = "深度求索 \x00\x01\xff <Ω&€—\"> " + fmt.Sprint(i)
	}
	undated := synthetic(12, 12)
	for i := range undated.Market {
		undated.Market[i].Date = "soon"
	}
	orphans := synthetic(3, 12)
	orphans.Market, orphans.Outcomes = nil, nil
	holes := synthetic(12, 60)
	var some []history.AgentRow
	for i, row := range holes.Agents {
		if i%3 != 0 {
			some = append(some, row)
		}
	}
	holes.Agents = some
	holes.Market = append(holes.Market[:10:10], holes.Market[20:]...)
	all := map[string]*history.Run{
		"empty":             {},
		"start state alone": synthetic(12, 0),
		"two months":        synthetic(12, 1),
		"one agent":         synthetic(1, 24),
		"no agent":          synthetic(0, 24),
		"thirty agents":     synthetic(30, 24),
		"fifty agents":      synthetic(50, 24),
		"long names":        long,
		"foreign names":     foreign,
		"no dates":          undated,
		"agents only":       orphans,
		"holes":             holes,
	}
	for name, v := range map[string]float64{"all NaN": nan, "all zero": 0, "all negative": -3, "all infinite": math.Inf(1), "all huge": 1e300, "all tiny": 1e-300} {
		run := synthetic(8, 12)
		fillFloats(run, func() float64 { return v })
		all[name] = run
	}
	return all
}

// fillFloats sets every number of the rows of a run.
func fillFloats(run *history.Run, next func() float64) {
	tables := reflect.ValueOf(run).Elem()
	for i := range tables.NumField() {
		rows := tables.Field(i)
		if rows.Kind() != reflect.Slice || rows.Type().Elem().Kind() != reflect.Struct {
			continue
		}
		for j := range rows.Len() {
			row := rows.Index(j)
			for k := range row.NumField() {
				if row.Field(k).Kind() == reflect.Float64 {
					row.Field(k).SetFloat(next())
				}
			}
		}
	}
}

func TestOddRuns(t *testing.T) {
	for name, run := range odd() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			skipped := map[string]bool{}
			files, err := DrawRun(run, Options{Formats: []Format{PNG, SVG, PDF}, DotsPerInch: 72,
				Skipped: func(figure, reason string) {
					if reason == "" {
						t.Errorf("%s was left out without a reason", figure)
					}
					skipped[figure] = true
				}})
			if err != nil {
				t.Fatal(err)
			}
			if want := 4 * (len(Names()) - len(skipped)); len(files) != want {
				t.Errorf("%d files; want %d", len(files), want)
			}
			for _, f := range files {
				wellFormed(t, f)
			}
		})
	}
}

func wellFormed(t *testing.T, f Artefact) {
	t.Helper()
	switch filepath.Ext(f.Name) {
	case ".png":
		if _, err := png.Decode(bytes.NewReader(f.Bytes)); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	case ".svg":
		d := xml.NewDecoder(bytes.NewReader(f.Bytes))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Errorf("%s: %v", f.Name, err)
				break
			}
		}
		if bytes.Contains(f.Bytes, []byte("NaN")) || bytes.Contains(f.Bytes, []byte("Inf")) {
			t.Errorf("%s holds a number that is none", f.Name)
		}
	case ".pdf":
		checkPDF(t, f)
	case ".csv":
		if _, err := csv.NewReader(bytes.NewReader(f.Bytes)).ReadAll(); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

// TestRandomRuns draws runs whose numbers are anything at all.
func TestRandomRuns(t *testing.T) {
	values := []float64{math.NaN(), math.Inf(1), math.Inf(-1), 0, -1, 1e-12, 0.3, 1, 7, 1e4, 1e12, -1e9}
	rapid.Check(t, func(t *rapid.T) {
		run := synthetic(rapid.IntRange(0, 14).Draw(t, "agents"), int64(rapid.IntRange(0, 30).Draw(t, "ticks")))
		state := luck(rapid.Uint64().Draw(t, "numbers"))
		fillFloats(run, func() float64 { return values[int(state.next()*float64(len(values)))] })
		for _, f := range figuresOf(t, run) {
			laidOut(f)
		}
	})
}

func TestOnly(t *testing.T) {
	files, err := DrawRun(synthetic(3, 12), Options{Formats: []Format{SVG}, Only: []string{"price"}})
	if err != nil || len(files) != 2 {
		t.Errorf("got %d files, %v; want price.svg and price.csv", len(files), err)
	}
	var unknown *UnknownFigureError
	if _, err := DrawRun(synthetic(3, 12), Options{Only: []string{"prize", "share", "x"}}); !errors.As(err, &unknown) || len(unknown.Got) != 2 {
		t.Errorf("got %v; want an error that names prize and x", err)
	}
}
