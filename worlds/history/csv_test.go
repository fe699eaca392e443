package history

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
	_ "shakeout/internal/repeatable"
)

// sampleRow has a column of each type, so that what is pinned here does not change with the columns of a run.
type sampleRow struct {
	Tick   int64   `csv:"tick" doc:"months"`
	Name   string  `csv:"name" doc:"who"`
	Price  float64 `csv:"price_usd" doc:"how much"`
	Open   bool    `csv:"open" doc:"whether"`
	Seed   uint64  `csv:"seed" doc:"which"`
	Detail string  `csv:"detail" doc:"words"`
	Notes  string  `csv:"-"`
}

func written[T any](t testing.TB, rows []T) string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteTable(&b, "sample.csv", rows); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTableIsWritten(t *testing.T) {
	got := written(t, []sampleRow{
		{0, "openai", 2.5, true, 1, "", "not written"},
		{-1, "a,b", math.NaN(), false, math.MaxUint64, "two\nlines", ""},
	})
	want := "tick,name,price_usd,open,seed,detail\n0,openai,2.5,true,1,\n-1,\"a,b\",,false,18446744073709551615,\"two\nlines\"\n"
	if got != want {
		t.Error(cmp.Diff(want, got))
	}
}

// The bytes of a table are the same on every processor; CI runs this test on several.
func TestTableBytesArePinned(t *testing.T) {
	rng := rand.New(rand.NewPCG(20250101, 7))
	rows := randomRows[sampleRow](rng, 5000)
	const want = "3e4553543cf88d736dcfbda29ee2128ee1ab723edd432f94de7a962530eb68d0"
	if got := hashOf([]byte(written(t, rows))); got != want {
		t.Errorf("got %s; want %s", got, want)
	}
}

func TestTableReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 3))
		rows := randomRows[sampleRow](rng, rapid.IntRange(0, 60).Draw(t, "rows"))
		for i := range rows {
			rows[i].Notes = ""
			rows[i].Detail = strings.ReplaceAll(rapid.String().Draw(t, "detail"), "\x00", "")
		}
		var b bytes.Buffer
		if err := WriteTable(&b, "sample.csv", rows); err != nil {
			t.Fatal(err)
		}
		for _, in := range []io.Reader{bytes.NewReader(b.Bytes()), iotest.OneByteReader(bytes.NewReader(b.Bytes())), iotest.DataErrReader(bytes.NewReader(b.Bytes()))} {
			back, err := ReadTable[sampleRow](in, "sample.csv")
			if err != nil {
				t.Fatal(err)
			}
			if err := sameRows(rows, back); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// A standard reader of CSV must see the same cells.
func TestStandardReaderAgrees(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	rows := randomRows[sampleRow](rng, 300)
	for i := range rows {
		// encoding/csv turns CR LF inside quotes into LF.
		rows[i].Name, rows[i].Detail = strings.ReplaceAll(rows[i].Name, "\r", ""), strings.ReplaceAll(rows[i].Detail, "\r", "")
	}
	records, err := csv.NewReader(strings.NewReader(written(t, rows))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range records[1:] {
		if r[1] != rows[i].Name || r[5] != rows[i].Detail {
			t.Errorf("row %d: got %q and %q; want %q and %q", i+1, r[1], r[5], rows[i].Name, rows[i].Detail)
		}
	}
}

func TestLongRecordsCrossTheBuffer(t *testing.T) {
	rows := []sampleRow{{Detail: strings.Repeat("x\"\n,", 100_000)}, {Detail: strings.Repeat("y", 1<<16)}, {Name: "after"}}
	back, err := ReadTable[sampleRow](strings.NewReader(written(t, rows)), "sample.csv")
	if err != nil {
		t.Fatal(err)
	}
	if err := sameRows(rows, back); err != nil {
		t.Error(err)
	}
}

func TestOnlyColumnIsNeverABlankLine(t *testing.T) {
	type one struct {
		X float64 `csv:"x"`
	}
	rows := []one{{1}, {math.NaN()}, {2}}
	text := written(t, rows)
	if want := "x\n1\n\"\"\n2\n"; text != want {
		t.Error(cmp.Diff(want, text))
	}
	back, err := ReadTable[one](strings.NewReader(text), "one.csv")
	if err != nil {
		t.Fatal(err)
	}
	if err := sameRows(rows, back); err != nil {
		t.Error(err)
	}
}

func TestBrokenTablesAreNamed(t *testing.T) {
	const header = "tick,name,price_usd,open,seed,detail\n"
	for _, c := range []struct {
		text   string
		want   []string
		reason string
	}{
		{"", []string{"sample.csv:1: the file is empty; want a header line: tick,name,price_usd,open,seed,detail"}, "nothing at all"},
		{"tick,name,price_usd,open,seed\n", []string{"sample.csv:1:30: detail: the column is missing"}, "a column short"},
		{"tick,name,price,open,seed,detail\n", []string{`sample.csv:1:11: got column "price"; want "price_usd"`}, "another name"},
		{"name,tick,price_usd,open,seed,detail\n", []string{`sample.csv:1:1: got column "name"; want "tick"`}, "another order"},
		{strings.TrimSuffix(header, "\n") + ",more\n", []string{`sample.csv:1:38: got column "more"; want no more than 6 columns`}, "a column too many"},
		{"\ufeff" + header, []string{"byte order mark"}, "saved by a spreadsheet"},
		{strings.ReplaceAll(header, "\n", "\r\n"), []string{"sample.csv:1:37: a carriage return; want lines that end in LF alone"}, "saved on Windows"},
		{header + "x,a,1,true,1,d\n", []string{`sample.csv:2:1: row 1: tick: got "x"; want an integer such as 12`}, "no integer"},
		{header + "1,a,1.x,true,1,d\n", []string{`sample.csv:2:5: row 1: price_usd: got "1.x"; want a number such as 1234.5, or nothing where there is none`}, "no number"},
		{header + "1,a,1,yes,1,d\n", []string{`sample.csv:2:7: row 1: open: got "yes"; want true or false`}, "no truth value"},
		{header + "1,a,1,TRUE,1,d\n", []string{`open: got "TRUE"`}, "capitals"},
		{header + "1,a,1,true,-1,d\n", []string{`seed: got "-1"; want an integer such as 12, not below zero`}, "below zero"},
		{header + "1,a,1,true,1,d\n2,a,1,true,1\n", []string{"sample.csv:3:12: row 2: got 5 fields; want 6, as in the header"}, "a field short"},
		{header + "1,a,1,true,1,d,e\n", []string{"sample.csv:2:14: row 1: got 7 fields; want 6"}, "a field too many"},
		{header + "1,a,1,true,1,d\n\n2,a,1,true,1,d\n", []string{"sample.csv:3:1: row 2: got 1 fields; want 6"}, "a blank line"},
		{header + "1,a,1,true,1,d", []string{"sample.csv:2:14: the file ends without a line feed; it was cut short"}, "cut short"},
		{header + "1,\"a,1,true,1,d\n", []string{"the file ends without a line feed"}, "a quote never closed"},
		{header + "1,\"a\"b,1,true,1,d\n", []string{"sample.csv:2:6: text after the closing quote"}, "text after a quote"},
		{header + "1,a\"b\",1,true,1,d\n", []string{"sample.csv:2:4: a quote inside a field that does not begin with one"}, "a bare quote"},
		{header + "1,a\xff,1,true,1,d\n", []string{`name: got "a\xff", which is not UTF-8; want UTF-8`}, "another encoding"},
		{header + "1,a\x00,1,true,1,d\n", []string{"with a zero byte"}, "binary"},
		{header + "x,a,y,z,1,d\n1,\"a\nb\",1,true,1,d\nw,a,1,true,1,d\n", []string{
			"sample.csv:2:1: row 1: tick", "sample.csv:2:5: row 1: price_usd", "sample.csv:2:7: row 1: open", "sample.csv:5:1: row 3: tick"},
			"all at once, and lines counted through a quoted line end"},
	} {
		_, err := ReadTable[sampleRow](strings.NewReader(c.text), "sample.csv")
		var format *FormatError
		if !errors.As(err, &format) {
			t.Errorf("%s: got %v; want a FormatError", c.reason, err)
			continue
		}
		lines := strings.Split(err.Error(), "\n")
		if len(lines) != len(c.want) {
			t.Errorf("%s: got %d problems; want %d:\n%v", c.reason, len(lines), len(c.want), err)
			continue
		}
		for i, want := range c.want {
			if !strings.Contains(lines[i], want) {
				t.Errorf("%s: got %q; want %q in it", c.reason, lines[i], want)
			}
		}
	}
}

func TestProblemsEndAtTwenty(t *testing.T) {
	text := "tick,name,price_usd,open,seed,detail\n" + strings.Repeat("x,a,1,true,1,d\n", 1000)
	_, err := ReadTable[sampleRow](strings.NewReader(text), "sample.csv")
	if got := strings.Count(err.Error(), "\n") + 1; got != mostProblems+1 || !strings.HasSuffix(err.Error(), "and more after these") {
		t.Errorf("got %d lines, %v; want %d and a word on the rest", got, err, mostProblems)
	}
}

func TestRowsThatCantBeWritten(t *testing.T) {
	for _, c := range []struct {
		row  sampleRow
		want string
	}{
		{sampleRow{Price: math.Inf(1)}, "sample.csv: row 2: column price_usd: got +Inf; want a finite number, or NaN where there is none"},
		{sampleRow{Price: math.Inf(-1)}, "sample.csv: row 2: column price_usd: got -Inf"},
		{sampleRow{Name: "\xff"}, `sample.csv: row 2: column name: got "\xff", which is not UTF-8`},
		{sampleRow{Detail: "a\x00"}, `sample.csv: row 2: column detail: got "a\x00" with a zero byte`},
	} {
		var b bytes.Buffer
		w, err := NewTableWriter[sampleRow](&b, "sample.csv")
		if err != nil {
			t.Fatal(err)
		}
		good := sampleRow{Name: "good"}
		if err := w.Write(&good); err != nil {
			t.Fatal(err)
		}
		err = w.Write(&c.row)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("CSV: got %v; want %s", err, c.want)
		}
		if again := w.Write(&good); again != err {
			t.Errorf("after an error: got %v; want the same error", again)
		}
		p, err := NewParquetWriter[sampleRow](&b, "sample.csv")
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Write(&good); err != nil {
			t.Fatal(err)
		}
		if err := p.Write(&c.row); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("Parquet: got %v; want %s", err, c.want)
		}
	}
}

// fullDisk takes so many bytes and no more.
type fullDisk struct{ room int }

var errFull = errors.New("no space left on device")

func (d *fullDisk) Write(b []byte) (int, error) {
	if len(b) > d.room {
		n := d.room
		d.room = 0
		return n, errFull
	}
	d.room -= len(b)
	return len(b), nil
}

func TestFullDiskIsReported(t *testing.T) {
	rows := randomRows[sampleRow](rand.New(rand.NewPCG(1, 1)), 3000)
	size := len(written(t, rows))
	for room := 0; room < size; room += 1 + size/50 {
		if err := WriteTable(&fullDisk{room}, "sample.csv", rows); !errors.Is(err, errFull) {
			t.Errorf("room for %d of %d bytes: got %v; want %v", room, size, err, errFull)
		}
		if err := WriteParquet(&fullDisk{room / 10}, "sample.parquet", rows); !errors.Is(err, errFull) {
			t.Errorf("Parquet, room for %d bytes: got %v; want %v", room/10, err, errFull)
		}
	}
	if err := WriteTable(&fullDisk{size}, "sample.csv", rows); err != nil {
		t.Errorf("room for all: got %v", err)
	}
}

func TestReadersPassOnErrorsOfTheDisk(t *testing.T) {
	text := written(t, randomRows[sampleRow](rand.New(rand.NewPCG(1, 1)), 10))
	broken := errors.New("input/output error")
	_, err := ReadTable[sampleRow](io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken)), "sample.csv")
	if !errors.Is(err, broken) {
		t.Errorf("got %v; want %v", err, broken)
	}
	if _, err := ReadTable[sampleRow](iotest.ErrReader(broken), "sample.csv"); !errors.Is(err, broken) {
		t.Errorf("in the header: got %v; want %v", err, broken)
	}
}

func TestRowTypesThatAreRefused(t *testing.T) {
	type untagged struct{ X float64 }
	type twice struct {
		X float64 `csv:"x"`
		Y float64 `csv:"x"`
	}
	type narrow struct {
		X int `csv:"x"`
	}
	type hidden struct {
		x float64 `csv:"x"`
	}
	type none struct {
		X float64 `csv:"-"`
	}
	_ = hidden{x: 1}
	for _, c := range []struct {
		err  error
		want string
	}{
		{second(Columns[untagged]()), "field X: want an exported field with a tag"},
		{second(Columns[twice]()), `field Y: column "x" is there twice`},
		{second(Columns[narrow]()), "field X: got type int; want string, bool, int64, uint64 or float64"},
		{second(Columns[hidden]()), "field x: want an exported field"},
		{second(Columns[none]()), "no field has a tag"},
		{second(Columns[int]()), "want a struct"},
	} {
		if c.err == nil || !strings.Contains(c.err.Error(), c.want) {
			t.Errorf("got %v; want %q in it", c.err, c.want)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestCellsByName(t *testing.T) {
	row := sampleRow{Tick: 3, Name: "a,b", Price: 2.5, Open: true, Seed: 7}
	for _, c := range []struct {
		column, cell string
		number       float64
		isNumber     bool
	}{
		{"tick", "3", 3, true},
		{"name", `"a,b"`, 0, false},
		{"price_usd", "2.5", 2.5, true},
		{"open", "true", 1, true},
		{"seed", "7", 7, true},
	} {
		cell, ok := Cell(&row, c.column)
		x, isNumber := Number(&row, c.column)
		if !ok || cell != c.cell || x != c.number || isNumber != c.isNumber {
			t.Errorf("%s: got %q, %v, %g, %v; want %q, %g, %v", c.column, cell, ok, x, isNumber, c.cell, c.number, c.isNumber)
		}
	}
	if _, ok := Cell(&row, "prize"); ok {
		t.Error("a column that is not there: got a cell")
	}
}

func FuzzReadTable(f *testing.F) {
	f.Add([]byte("tick,name,price_usd,open,seed,detail\n1,a,1.5,true,1,\"x\"\"y\"\n"))
	f.Add([]byte("tick,name,price_usd,open,seed,detail\n1,a,,false,1,\"x\ny\"\n2,b,1e-9,true,0,\n"))
	f.Add([]byte("tick,name"))
	f.Add([]byte("\""))
	f.Fuzz(func(t *testing.T, text []byte) {
		rows, err := ReadTable[sampleRow](bytes.NewReader(text), "f.csv")
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := WriteTable(&b, "f.csv", rows); err != nil {
			t.Fatalf("what was read can't be written: %v", err)
		}
		back, err := ReadTable[sampleRow](&b, "f.csv")
		if err != nil {
			t.Fatalf("what was written can't be read: %v", err)
		}
		if err := sameRows(rows, back); err != nil {
			t.Fatal(err)
		}
	})
}
