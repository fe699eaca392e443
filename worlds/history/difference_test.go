package history

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTamperedDigitIsNamed changes one digit of a table, at many places, and expects file, row and column to be named.
// encoding/csv, which shares nothing with the code under test, says where the digit stands.
func TestTamperedDigitIsNamed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "x")
	run := plausibleRun(3, 6, 3, 9)
	run.Events[1].Detail = "two\nlines, 25 % and \"quotes\" 7"
	m := write(t, dir, run, Options{})
	rng := rand.New(rand.NewPCG(1, 9))
	for _, e := range append(append([]TableEntry{}, m.Tables...), m.Details...) {
		name := filepath.Join(dir, e.Name)
		good, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		places := digits(t, good)
		for n := range 25 {
			p := places[rng.IntN(len(places))]
			if n == 0 {
				p = places[len(places)-1] // the last digit of the file
			}
			bad := bytes.Clone(good)
			bad[p.at] = '0' + (bad[p.at]-'0'+byte(1+rng.IntN(9)))%10
			if err := os.WriteFile(name, bad, 0o666); err != nil {
				t.Fatal(err)
			}
			_, faults, err := VerifyFiles(dir)
			if err != nil || len(faults) != 1 || faults[0].Name != e.Name || faults[0].Kind != FileChanged {
				t.Fatalf("%s, byte %d: got faults %v, %v; want the file alone", e.Name, p.at, faults, err)
			}
			list, unchecked, err := CompareFiles(dir, run)
			if err != nil || len(unchecked) > 0 || len(list) != 1 {
				t.Fatalf("%s, byte %d: got %v, %v, %v; want one table", e.Name, p.at, list, unchecked, err)
			}
			d := list[0]
			if d.File != e.Name || d.Cells != 1 || d.First.Row != p.row || d.First.Column != p.column || d.First.A == d.First.B || d.RowsA != d.RowsB {
				t.Fatalf("%s, byte %d: got %+v; want row %d, column %s", e.Name, p.at, d, p.row, p.column)
			}
		}
		if err := os.WriteFile(name, good, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if list, _, err := CompareFiles(dir, run); err != nil || list != nil {
		t.Errorf("put right again: got %v, %v", list, err)
	}
}

type place struct {
	at     int
	row    int64
	column string
}

// digits lists where the digits of a table stand, the header left out.
func digits(t *testing.T, text []byte) []place {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(text))
	header, err := r.Read()
	if err != nil {
		t.Fatal(err)
	}
	lines := []int{0}
	for i, c := range text {
		if c == '\n' {
			lines = append(lines, i+1)
		}
	}
	var all []place
	var row int64
	begin := r.InputOffset()
	for {
		record, err := r.Read()
		if err != nil {
			break
		}
		row++
		end := r.InputOffset()
		for at := begin; at < end; at++ {
			if text[at] < '0' || text[at] > '9' {
				continue
			}
			field := 0
			for i := range record {
				line, column := r.FieldPos(i)
				if int64(lines[line-1]+column-1) <= at {
					field = i
				}
			}
			all = append(all, place{int(at), row, header[field]})
		}
		begin = end
	}
	return all
}

func TestChangesOfFormAreNamed(t *testing.T) {
	run := plausibleRun(3, 3, 2, 4)
	table := &tables[2] // agents.csv
	good, err := encoded(table, run)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(good), "\n")
	firstTick := func(line string) string { return line[:strings.Index(line, ",")] }
	for _, c := range []struct {
		reason string
		text   string
		want   string
		cells  int64
	}{
		{"nothing", string(good), "", 0},
		{"quotes that are not needed", strings.Replace(string(good), "agent-00", `"agent-00"`, 1), `agents.csv, row 1 (line 2; tick 0, agent agent-00), column agent: the file has "agent-00", the run gives agent-00`, 1},
		{"another way to write a number", strings.Replace(string(good), "\n0,", "\n00,", 1), "agents.csv, row 1 (line 2; tick 0, agent agent-00), column tick: the file has 00, the run gives 0", 1},
		{"carriage returns", strings.ReplaceAll(string(good), "\n", "\r\n"), "a carriage return; want lines that end in LF alone", 1},
		{"a row lost at the end", strings.Join(lines[:len(lines)-2], ""), "agents.csv, row 8 (line 9; tick 3, agent agent-01): the row is missing", 1},
		{"a row too many at the end", string(good) + lines[1], "agents.csv, row 9 (line 10; tick 0, agent agent-00): the row is one too many", 1},
		{"cut short", string(good[:len(good)-5]), "the file ends without a line feed", 1},
		{"a header changed", strings.Replace(string(good), "agent", "agnt", 1), "agents.csv, header, column agent: the file has agnt, the run gives agent", 1},
		{"a field lost", strings.Replace(string(good), lines[1], firstTick(lines[1])+"\n", 1), "agents.csv, row 1 (line 2; tick 0, agent agent-00), column date: the field is missing; want 2025-01-01", int64(len(table.Columns) - 1)},
		{"a field too many", strings.Replace(string(good), lines[1], strings.TrimSuffix(lines[1], "\n")+",x\n", 1), "agents.csv, row 1 (line 2; tick 0, agent agent-00): a field too many: x", 1},
		{"all lost", "", "agents.csv: the file is empty; the header is missing", 1},
		{"not CSV at all", "\x89PNG\r\n\x1a\n", "agents.csv, column tick: a carriage return", 1},
	} {
		d, err := compareText(table, strings.NewReader(c.text), bytes.NewReader(good))
		if err != nil {
			t.Fatal(err)
		}
		if d == nil {
			if c.want != "" {
				t.Errorf("%s: got nothing; want %q", c.reason, c.want)
			}
			continue
		}
		if got := d.First.Say("the file has", "the run gives"); c.want == "" || !strings.HasPrefix(got, c.want) && !strings.Contains(got, c.want) {
			t.Errorf("%s: got %q; want %q", c.reason, got, c.want)
		}
		if c.cells > 0 && d.Cells != c.cells {
			t.Errorf("%s: got %d differences; want %d", c.reason, d.Cells, c.cells)
		}
	}
}

func TestTablesThatAreNotRecordedAgainAreNamed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "x")
	run := plausibleRun(3, 3, 2, 4)
	write(t, dir, run, Options{})
	run.Ledger, run.Decisions = nil, nil
	list, unchecked, err := CompareFiles(dir, run)
	if diff := cmp.Diff([]string{"ledger.csv", "decisions.csv"}, unchecked); err != nil || list != nil || diff != "" {
		t.Errorf("got %v, %v, %s", list, err, diff)
	}
}

func TestCompareTables(t *testing.T) {
	a, b := plausibleRun(3, 6, 3, 9), plausibleRun(3, 6, 3, 9)
	if list, err := CompareTables(a, b); err != nil || list != nil {
		t.Errorf("equal runs: got %v, %v", list, err)
	}
	b.Offers[7].Price = 1e9
	b.Offers[9].Price = 1e9
	b.Outcomes[2].Outcome = "acquired"
	b.Ledger = nil
	list, err := CompareTables(a, b)
	if err != nil || len(list) != 2 {
		t.Fatalf("got %v, %v; want two tables", list, err)
	}
	got := fmt.Sprint(list[0].First, list[0].Cells, " ", list[1].First, list[1].Cells)
	want := fmt.Sprintf("offers.csv, row 8 (line 9; tick 0, segment segment-5, offer agent-02/product-0), column price_usd: A has %s, B has 1000000000 2 outcomes.csv, row 3 (line 4; agent agent-02), column outcome: A has independent-burning, B has acquired 1",
		appendNumber(nil, a.Offers[7].Price))
	if got != want {
		t.Error(cmp.Diff(want, got))
	}
	b.Market[0].HHI = inf()
	if _, err := CompareTables(a, b); err == nil {
		t.Error("a run that can't be written: got no error")
	}
}

func TestParting(t *testing.T) {
	a := plausibleRun(3, 6, 3, 9)
	if p, err := FindParting(a, a); err != nil || p != nil {
		t.Errorf("equal runs: got %v, %v; want nil", p, err)
	}

	b := plausibleRun(3, 6, 3, 9)
	b.Agents[10].Cash++ // tick 3, agent-01
	b.Agents[14].Cash++ // tick 4, agent-02
	b.Market[3].HHI++
	p, err := FindParting(a, b)
	if err != nil {
		t.Fatal(err)
	}
	if p.Tick != 3 || p.Date != "2025-04-01" || p.Rows != 2 || !cmp.Equal(p.Agents, []string{"agent-01"}) || p.Differences[0].Column != "cash_usd_m" || p.Differences[1].File != "market.csv" {
		t.Errorf("a changed value: got %+v", p)
	}

	b = plausibleRun(3, 6, 3, 9)
	b.Agents = append(b.Agents[:4:4], b.Agents[5:]...) // tick 1, agent-01
	p, err = FindParting(a, b)
	if err != nil {
		t.Fatal(err)
	}
	if p.Tick != 1 || p.Rows != 1 || p.Differences[0].Text != "the row is in A only" || !cmp.Equal(p.Agents, []string{"agent-01"}) {
		t.Errorf("an agent missing at one tick: got %+v", p)
	}
	if q, err := FindParting(b, a); err != nil || q.Differences[0].Text != "the row is in B only" {
		t.Errorf("the other way round: got %+v, %v", q, err)
	}

	b = plausibleRun(3, 4, 3, 9) // the outcomes differ, too, but have no place in time
	b.Agents, b.Offers, b.Segments = a.Agents[:15], a.Offers[:45], a.Segments[:30]
	b.Events, b.Decisions, b.Ledger, b.Market = a.Events[:5], nil, nil, a.Market[:5]
	if p, err = FindParting(a, b); err != nil || p == nil || p.Tick != 5 {
		t.Errorf("a run that ends early: got %+v, %v; want tick 5", p, err)
	}

	b = plausibleRun(3, 6, 3, 9)
	a.Events = append(a.Events, a.Events[6], a.Events[6])
	b.Events = append(b.Events, b.Events[6])
	p, err = FindParting(a, b)
	if err != nil || p.Tick != 6 || p.Rows != 1 || !strings.HasSuffix(p.Differences[0].Key, ", number 3") {
		t.Errorf("the same event twice and thrice: got %+v, %v", p, err)
	}
}

// Where two long cells begin alike, what is told is the word in which they differ.
func TestLongCellsAreToldFromWhereTheyDiffer(t *testing.T) {
	same := strings.Repeat("wanted_usd_m=1 ", 8)
	d := Difference{File: "decisions.csv", Row: 3, Line: 4, Column: "inputs", A: "\"" + same + "cash_usd_m=12\"", B: "\"" + same + "cash_usd_m=13\""}
	want := `decisions.csv, row 3 (line 4), column inputs: the file has ... cash_usd_m=12", the run gives ... cash_usd_m=13"`
	if got := d.Say("the file has", "the run gives"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
