package history

import (
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"strings"
)

// TableReader reads rows of type T from CSV, one after another and strictly: the header must be exactly the columns
// of T in their order, lines end in LF, and every cell must be a value of its column.
type TableReader[T any] struct {
	file     string
	columns  []Column
	scan     *scanner
	rows     int64
	words    []map[string]string // per column: texts seen, so that a name repeated 10,000 times is held once
	problems []Problem
	done     error
}

// A column of free text never repeats; past this many different texts none more is remembered.
const mostWords = 1 << 12

// NewTableReader returns a reader that has read and checked the header. file names the table in errors.
func NewTableReader[T any](in io.Reader, file string) (*TableReader[T], error) {
	columns, err := Columns[T]()
	if err != nil {
		return nil, err
	}
	r := &TableReader[T]{file: file, columns: columns, scan: newScanner(in), words: make([]map[string]string, len(columns))}
	for i, c := range columns {
		if c.kind == reflect.String {
			r.words[i] = map[string]string{}
		}
	}
	if err := r.header(); err != nil {
		return nil, err
	}
	return r, nil
}

func (r *TableReader[T]) header() error {
	line, err := r.scan.next()
	if err == io.EOF {
		return &FormatError{Problems: []Problem{{File: r.file, Line: 1, Text: "the file is empty; want a header line: " + headerText(r.columns)}}}
	}
	if err != nil {
		return r.formFault(err)
	}
	if p, ok := headerProblem(r.scan, r.columns); !ok {
		p.File, p.Line = r.file, line
		return &FormatError{Problems: []Problem{p}}
	}
	return nil
}

func headerText(columns []Column) string {
	return strings.TrimSuffix(string(appendHeader(nil, columns)), "\n")
}

// headerProblem compares the record in s with the columns wanted and returns the first difference.
func headerProblem(s *scanner, columns []Column) (Problem, bool) {
	const remedy = "; was the run written by another version? write it again with `shakeout run world.yaml`"
	for i, c := range columns {
		if i >= len(s.fields) {
			return Problem{Byte: len(s.raw), Column: c.Name, Text: "the column is missing" + remedy}, false
		}
		if got := s.fields[i]; string(got) != c.Name {
			text := fmt.Sprintf("got column %s; want %q", quoteShort(got), c.Name)
			if strings.HasPrefix(string(got), "\ufeff") {
				return Problem{Byte: s.columns[i], Text: text + " (the file begins with a byte order mark: save it without)"}, false
			}
			return Problem{Byte: s.columns[i], Text: text + remedy}, false
		}
	}
	if len(s.fields) > len(columns) {
		return Problem{Byte: s.columns[len(columns)], Text: fmt.Sprintf("got column %s; want no more than %d columns%s", quoteShort(s.fields[len(columns)]), len(columns), remedy)}, false
	}
	return Problem{}, true
}

// Read stores the next row in row and returns true, or false at the end of the table or of patience. Cells that are
// no value of their column are collected, and Err tells of all of them at the end.
func (r *TableReader[T]) Read(row *T) bool {
	if r.done != nil {
		return false
	}
	line, err := r.scan.next()
	if err != nil {
		r.done = err
		if err != io.EOF {
			r.done = r.formFault(err)
		}
		return false
	}
	r.rows++
	if got, want := len(r.scan.fields), len(r.columns); got != want {
		at := r.scan.columns[min(got, want)-1]
		r.problems = append(r.problems, Problem{r.file, line, at, r.rows, "", fmt.Sprintf("got %d fields; want %d, as in the header", got, want)})
	} else {
		r.cells(reflect.ValueOf(row).Elem(), line)
	}
	if len(r.problems) > mostProblems {
		r.done = &FormatError{Problems: r.problems[:mostProblems], More: true}
		return false
	}
	return true
}

// Rows returns the number of rows read so far.
func (r *TableReader[T]) Rows() int64 { return r.rows }

// Err returns nil when the table was read to its end without a problem, and a *FormatError or the error of the
// underlying reader otherwise.
func (r *TableReader[T]) Err() error {
	if r.done != nil && r.done != io.EOF {
		return r.done
	}
	if len(r.problems) > 0 {
		return &FormatError{Problems: r.problems}
	}
	return nil
}

// formFault turns an error of the scanner into one that names the file, and keeps the problems met before it.
func (r *TableReader[T]) formFault(err error) error {
	var form *formError
	if !errors.As(err, &form) {
		return fmt.Errorf("%s: reading: %w", r.file, err)
	}
	r.problems = append(r.problems, Problem{File: r.file, Line: form.line, Byte: form.byte, Text: form.text})
	return &FormatError{Problems: r.problems}
}

func (r *TableReader[T]) cells(row reflect.Value, line int64) {
	for i := range r.columns {
		c := &r.columns[i]
		cell := r.scan.fields[i]
		fault := ""
		switch c.kind {
		case reflect.Float64:
			x, ok := parseNumber(cell)
			if ok && !math.IsInf(x, 0) {
				row.Field(c.field).SetFloat(x)
			} else {
				fault = "a number such as 1234.5, or nothing where there is none"
			}
		case reflect.Int64:
			n, ok := parseInteger(cell)
			if ok {
				row.Field(c.field).SetInt(n)
			} else {
				fault = "an integer such as 12"
			}
		case reflect.Uint64:
			n, ok := parseNatural(cell)
			if ok {
				row.Field(c.field).SetUint(n)
			} else {
				fault = "an integer such as 12, not below zero"
			}
		case reflect.Bool:
			switch string(cell) {
			case "true":
				row.Field(c.field).SetBool(true)
			case "false":
				row.Field(c.field).SetBool(false)
			default:
				fault = "true or false"
			}
		default:
			word, known := r.words[i][string(cell)]
			if !known {
				word = string(cell)
				if wrong := textFault(word); wrong != "" {
					r.problems = append(r.problems, Problem{r.file, line, r.scan.columns[i], r.rows, c.Name, wrong})
					continue
				}
				if len(r.words[i]) < mostWords {
					r.words[i][word] = word
				}
			}
			row.Field(c.field).SetString(word)
		}
		if fault != "" {
			r.problems = append(r.problems, Problem{r.file, line, r.scan.columns[i], r.rows, c.Name, fmt.Sprintf("got %s; want %s", quoteShort(cell), fault)})
		}
	}
}

// ReadTable reads a whole table. file names it in errors. The result is empty, not nil, for a table without rows.
func ReadTable[T any](in io.Reader, file string) ([]T, error) {
	r, err := NewTableReader[T](in, file)
	if err != nil {
		return nil, err
	}
	rows := []T{}
	var row T
	for r.Read(&row) {
		rows = append(rows, row)
	}
	if err := r.Err(); err != nil {
		return nil, err
	}
	return rows, nil
}
