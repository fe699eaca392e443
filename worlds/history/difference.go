package history

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
)

// Difference is one cell in which two forms of a table differ.
type Difference struct {
	File   string `json:"file"`
	Line   int64  `json:"line"`             // of the file A, from 1; the header is line 1
	Row    int64  `json:"row"`              // of the table, from 1; 0 is the header
	Key    string `json:"key,omitempty"`    // tick, agent and what else places the row
	Column string `json:"column,omitempty"` // empty where a whole row is there on one side only
	A      string `json:"a"`                // the cell as written, quotes included
	B      string `json:"b"`
	Text   string `json:"text,omitempty"` // what is wrong where it is not one value against another
}

// Place is where the difference stands, as a person says it.
func (d Difference) Place() string {
	var b strings.Builder
	b.WriteString(d.File)
	if d.Row == 0 && d.Line <= 1 && d.Text == "" {
		b.WriteString(", header")
	}
	if d.Row > 0 {
		fmt.Fprintf(&b, ", row %d (line %d", d.Row, d.Line)
		if d.Key != "" {
			b.WriteString("; " + d.Key)
		}
		b.WriteString(")")
	} else if d.Line > 1 {
		fmt.Fprintf(&b, ", line %d", d.Line)
	}
	if d.Column != "" {
		b.WriteString(", column " + d.Column)
	}
	return b.String()
}

// Say tells the difference with names for its two sides, for example "the file has" and "the run gives".
func (d Difference) Say(a, b string) string {
	if d.Text != "" {
		return d.Place() + ": " + d.Text
	}
	x, y := cellWord(d.A), cellWord(d.B)
	if x == y && d.A != d.B { // long cells that begin alike
		same := 0
		for same < min(len(d.A), len(d.B)) && d.A[same] == d.B[same] {
			same++
		}
		from := strings.LastIndexByte(d.A[:same], ' ') + 1
		x, y = "... "+cellWord(d.A[from:]), "... "+cellWord(d.B[from:])
	}
	return fmt.Sprintf("%s: %s %s, %s %s", d.Place(), a, x, b, y)
}

func (d Difference) String() string { return d.Say("A has", "B has") }

func cellWord(cell string) string {
	if cell == "" {
		return "nothing"
	}
	if strings.ContainsAny(cell, "\n\r\t") || len(cell) > 60 {
		return quoteShort(cell)
	}
	return cell
}

// TableDifference says how two forms of one table differ: where first, and how much.
type TableDifference struct {
	File  string     `json:"file"`
	First Difference `json:"first"`
	Cells int64      `json:"cells"`  // cells that differ, row by row in the order of the files
	RowsA int64      `json:"rows_a"` // -1 where the rest could not be read
	RowsB int64      `json:"rows_b"`
}

// CompareTables compares two runs cell by cell, as they are written, and returns one entry per table that differs, in
// the order of Tables; nil if none does. Ledger and Decisions are compared where both runs have them. Rows are
// compared by position; FindParting aligns them by tick and agent.
func CompareTables(a, b *Run) ([]TableDifference, error) {
	var list []TableDifference
	for i := range tables {
		t := &tables[i]
		if t.Detail && !(t.rows.recorded(a) && t.rows.recorded(b)) {
			continue
		}
		text, err := encoded(t, a)
		if err != nil {
			return nil, err
		}
		d, err := compareWithRun(t, bytes.NewReader(text), b)
		if err != nil {
			return nil, err
		}
		if d != nil {
			list = append(list, *d)
		}
	}
	return list, nil
}

// CompareFiles compares the tables in a directory, byte for byte, with a run, and returns one entry per table that
// differs: side A is the file. Tables that the directory lacks are left to VerifyFiles; ledger.csv and decisions.csv are
// compared where run has them, and unchecked names those that it lacks.
func CompareFiles(dir string, run *Run) (list []TableDifference, unchecked []string, err error) {
	for i := range tables {
		t := &tables[i]
		in, err := openPlain(filepath.Join(dir, t.File))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		if t.Detail && !t.rows.recorded(run) {
			unchecked = append(unchecked, t.File)
			in.Close()
			continue
		}
		d, err := compareWithRun(t, in, run)
		in.Close()
		if err != nil {
			return nil, nil, err
		}
		if d != nil {
			list = append(list, *d)
		}
	}
	return list, unchecked, nil
}

// CompareCSV compares two forms of a file of comma-separated values that is no table of a run, such as the drawn data
// of a figure, and returns nil if they are equal. want is well formed and has the names of the columns in its first
// line; got may be anything.
func CompareCSV(file string, got, want []byte) (*TableDifference, error) {
	t := Table{File: file}
	header := newScanner(bytes.NewReader(want))
	if _, err := header.next(); err != nil {
		return nil, fmt.Errorf("%s: reading the header: %w", file, err)
	}
	for _, name := range header.fields {
		t.Columns = append(t.Columns, Column{Name: string(name)})
	}
	return compareText(&t, bytes.NewReader(got), bytes.NewReader(want))
}

// TableHash returns the SHA-256 of a table of a run as it would be written, in lower-case hexadecimal; empty if the
// run did not record it.
func TableHash(file string, run *Run) (string, error) {
	for i := range tables {
		if t := &tables[i]; t.File == file && t.rows.recorded(run) {
			text, err := encoded(t, run)
			return hashOf(text), err
		}
	}
	return "", nil
}

func encoded(t *Table, run *Run) ([]byte, error) {
	var b bytes.Buffer
	_, err := t.rows.encode(context.Background(), &b, t.File, run)
	return b.Bytes(), err
}

func compareWithRun(t *Table, in io.Reader, run *Run) (*TableDifference, error) {
	want, err := encoded(t, run)
	if err != nil {
		return nil, err
	}
	return compareText(t, in, bytes.NewReader(want))
}

// compareText reads two forms of a table in step. b is well formed; a may be anything.
func compareText(t *Table, a, b io.Reader) (*TableDifference, error) {
	left, right := newScanner(a), newScanner(b)
	found := TableDifference{File: t.File, RowsA: -1, RowsB: -1}
	note := func(d Difference) {
		if found.Cells++; found.Cells == 1 {
			d.File = t.File
			found.First = d
		}
	}
	for row := int64(0); ; row++ {
		line, errA := left.next()
		_, errB := right.next()
		if errB != nil && errB != io.EOF {
			return nil, fmt.Errorf("%s: comparing: %w", t.File, errB)
		}
		var form *formError
		if errA != nil && errA != io.EOF && !errors.As(errA, &form) {
			return nil, fmt.Errorf("%s: reading: %w", t.File, errA)
		}
		switch {
		case errA == io.EOF && errB == io.EOF:
			found.RowsA, found.RowsB = max(row-1, 0), row-1
			if found.Cells == 0 {
				return nil, nil
			}
			return &found, nil
		case form != nil:
			d := Difference{Line: form.line, Row: row, Text: form.text}
			if at := len(left.fields); at < len(t.Columns) {
				d.Column = t.Columns[at].Name
			}
			if errB == nil {
				d.Key = keyOf(t, right)
			}
			note(d)
			return &found, nil
		case errA == io.EOF:
			d := Difference{Line: line, Row: row, Key: keyOf(t, right), Text: "the row is missing"}
			if row == 0 {
				d.Key, d.Text = "", "the file is empty; the header is missing"
			}
			note(d)
			found.RowsA = max(row-1, 0)
			found.RowsB = countRest(right, row)
			return &found, nil
		case errB == io.EOF:
			note(Difference{Line: line, Row: row, Key: keyOf(t, left), Text: "the row is one too many"})
			found.RowsB = row - 1
			found.RowsA = countRest(left, row)
			return &found, nil
		}
		if bytes.Equal(left.raw, right.raw) {
			continue
		}
		for i := range max(len(left.fields), len(right.fields)) {
			x, y := left.rawField(i), right.rawField(i)
			if i < len(left.fields) && i < len(right.fields) && bytes.Equal(x, y) {
				continue
			}
			d := Difference{Line: line, Row: row, Key: keyOf(t, right), A: string(x), B: string(y)}
			switch {
			case i >= len(left.fields):
				d.Text = fmt.Sprintf("the field is missing; want %s", cellWord(d.B))
				d.Column = t.Columns[i].Name
			case i >= len(t.Columns):
				d.Text = fmt.Sprintf("a field too many: %s", cellWord(d.A))
			default:
				d.Column = t.Columns[i].Name
			}
			if row == 0 {
				d.Key = ""
			}
			note(d)
		}
	}
}

// countRest returns the number of the last row, when the record of row has just been read; -1 where the rest is no CSV.
func countRest(s *scanner, row int64) int64 {
	for ; ; row++ {
		if _, err := s.next(); err == io.EOF {
			return row
		} else if err != nil {
			return -1
		}
	}
}

// rawField is field i of the current record as it stands in the file, quotes included; nil past the last.
func (s *scanner) rawField(i int) []byte {
	if i >= len(s.fields) {
		return nil
	}
	end := len(s.raw) - 1
	if i+1 < len(s.columns) {
		end = s.columns[i+1] - 2
	}
	return s.raw[s.columns[i]-1 : end]
}

// keyOf says which row the current record of s is, by its key columns.
func keyOf(t *Table, s *scanner) string {
	var parts []string
	for _, k := range t.Key {
		if i := t.column(k); i < len(s.fields) && len(s.fields[i]) > 0 {
			parts = append(parts, k+" "+string(s.fields[i]))
		}
	}
	return strings.Join(parts, ", ")
}

// column returns the position of the column with the given name; one past the last if there is none.
func (t *Table) column(name string) int {
	for i, c := range t.Columns {
		if c.Name == name {
			return i
		}
	}
	return len(t.Columns)
}
