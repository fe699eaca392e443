package history

import (
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
)

// RecordReader reads records, one after another and strictly, as TableReader reads rows.
type RecordReader struct {
	file    string
	columns []Column
	scan    *scanner
	rows    int64
	err     error
}

// NewRecordReader returns a reader that has read the header and found exactly these columns. file names the table in errors.
func NewRecordReader(in io.Reader, file string, columns []Column) (*RecordReader, error) {
	r := &RecordReader{file: file, columns: columns, scan: newScanner(in)}
	line, err := r.scan.next()
	if err == io.EOF {
		return nil, &FormatError{Problems: []Problem{{File: file, Line: 1, Text: "the file is empty; want a header line"}}}
	}
	if err != nil {
		return nil, r.fault(err)
	}
	if p, ok := headerProblem(r.scan, columns); !ok {
		p.File, p.Line = file, line
		return nil, &FormatError{Problems: []Problem{p}}
	}
	return r, nil
}

// Read stores the next record in values, which has a place for each column, and returns true, or false at the end of
// the table or at the first cell that is no value of its column. Text is copied.
func (r *RecordReader) Read(values []Value) bool {
	if r.err != nil {
		return false
	}
	line, err := r.scan.next()
	if err != nil {
		if err != io.EOF {
			err = r.fault(err)
		}
		r.err = err
		return false
	}
	r.rows++
	if got, want := len(r.scan.fields), len(r.columns); got != want {
		at := r.scan.columns[min(got, want)-1]
		r.err = &FormatError{Problems: []Problem{{r.file, line, at, r.rows, "", fmt.Sprintf("got %d fields; want %d, as in the header", got, want)}}}
		return false
	}
	for i := range r.columns {
		v, wanted := parseValue(r.scan.fields[i], &r.columns[i])
		if wanted != "" {
			r.err = &FormatError{Problems: []Problem{{r.file, line, r.scan.columns[i], r.rows, r.columns[i].Name,
				fmt.Sprintf("got %s; want %s", quoteShort(r.scan.fields[i]), wanted)}}}
			return false
		}
		values[i] = v
	}
	return true
}

// Raw returns the line of the last record as it stands in the file, with its line end. It is valid until the next Read.
func (r *RecordReader) Raw() []byte { return r.scan.raw }

// Err returns nil when the table was read to its end without a problem.
func (r *RecordReader) Err() error {
	if r.err == io.EOF {
		return nil
	}
	return r.err
}

func (r *RecordReader) fault(err error) error {
	var form *formError
	if errors.As(err, &form) {
		return &FormatError{Problems: []Problem{{File: r.file, Line: form.line, Byte: form.byte, Text: form.text}}}
	}
	return fmt.Errorf("%s: reading: %w", r.file, err)
}

// parseValue reads a cell, or says what was wanted instead.
func parseValue(cell []byte, c *Column) (Value, string) {
	switch c.kind {
	case reflect.Float64:
		if x, ok := parseNumber(cell); ok && !math.IsInf(x, 0) {
			return Real(x), ""
		}
		return Value{}, "a number such as 1234.5, or nothing where there is none"
	case reflect.Int64, reflect.Uint64:
		if n, ok := parseInteger(cell); ok {
			return Whole(n), ""
		}
		return Value{}, "an integer such as 12"
	case reflect.Bool:
		switch string(cell) {
		case "true":
			return Flag(true), ""
		case "false":
			return Flag(false), ""
		}
		return Value{}, "true or false"
	}
	word := string(cell)
	if textFault(word) != "" {
		return Value{}, "text in UTF-8 without a zero byte"
	}
	return Text(word), ""
}
