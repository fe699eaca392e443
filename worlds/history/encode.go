package history

import (
	"fmt"
	"io"
	"math"
	"reflect"
	"strconv"
)

// TableWriter writes rows of type T as CSV, one after another: RFC 4180 with LF, a header line first, every number
// as the shortest decimal that reads back as the same float64, NaN as an empty field.
type TableWriter[T any] struct {
	out     io.Writer
	file    string
	columns []Column
	buffer  []byte
	rows    int64
	err     error
}

const encodeBuffer = 1 << 16

// NewTableWriter returns a writer to out that has the header line ready. file names the table in errors. It fails
// only if T is no row type (see Columns).
func NewTableWriter[T any](out io.Writer, file string) (*TableWriter[T], error) {
	columns, err := Columns[T]()
	if err != nil {
		return nil, err
	}
	w := &TableWriter[T]{out: out, file: file, columns: columns, buffer: make([]byte, 0, encodeBuffer+4096)}
	w.buffer = appendHeader(w.buffer, columns)
	return w, nil
}

func appendHeader(b []byte, columns []Column) []byte {
	for i, c := range columns {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(b, c.Name)
	}
	return append(b, '\n')
}

// Write appends one row. An infinite number, a zero byte and text that is not UTF-8 are errors that name row and
// column; nothing of such a row is written. After an error every further call returns it again.
func (w *TableWriter[T]) Write(row *T) error {
	if w.err != nil {
		return w.err
	}
	start := len(w.buffer)
	b, err := appendRow(w.buffer, reflect.ValueOf(row).Elem(), w.columns)
	if err != nil {
		w.buffer = w.buffer[:start]
		w.err = fmt.Errorf("%s: row %d: %w", w.file, w.rows+1, err)
		return w.err
	}
	w.buffer = b
	w.rows++
	if len(b) >= encodeBuffer {
		return w.Flush()
	}
	return nil
}

// Rows returns the number of rows written, without the header.
func (w *TableWriter[T]) Rows() int64 { return w.rows }

// Flush hands what is buffered to the underlying writer. Call it once after the last row.
func (w *TableWriter[T]) Flush() error {
	if w.err != nil {
		return w.err
	}
	n, err := w.out.Write(w.buffer)
	if err == nil && n < len(w.buffer) {
		err = io.ErrShortWrite
	}
	if err != nil {
		w.err = fmt.Errorf("%s: writing: %w", w.file, err)
		return w.err
	}
	w.buffer = w.buffer[:0]
	return nil
}

// WriteTable writes all rows and flushes.
func WriteTable[T any](out io.Writer, file string, rows []T) error {
	w, err := NewTableWriter[T](out, file)
	if err != nil {
		return err
	}
	for i := range rows {
		if err := w.Write(&rows[i]); err != nil {
			return err
		}
	}
	return w.Flush()
}

func appendRow(b []byte, row reflect.Value, columns []Column) ([]byte, error) {
	start := len(b)
	for i := range columns {
		c := &columns[i]
		if i > 0 {
			b = append(b, ',')
		}
		var err error
		if b, err = appendCell(b, row.Field(c.field), c); err != nil {
			return b, err
		}
	}
	if len(b) == start {
		// A single empty cell would be a blank line, which readers skip.
		b = append(b, '"', '"')
	}
	return append(b, '\n'), nil
}

func appendCell(b []byte, v reflect.Value, c *Column) ([]byte, error) {
	switch c.kind {
	case reflect.Float64:
		x := v.Float()
		if math.IsInf(x, 0) {
			return b, fmt.Errorf("column %s: got %v; want a finite number, or NaN where there is none", c.Name, x)
		}
		return appendNumber(b, x), nil
	case reflect.Int64:
		return strconv.AppendInt(b, v.Int(), 10), nil
	case reflect.Uint64:
		return strconv.AppendUint(b, v.Uint(), 10), nil
	case reflect.Bool:
		return strconv.AppendBool(b, v.Bool()), nil
	default:
		s := v.String()
		if fault := textFault(s); fault != "" {
			return b, fmt.Errorf("column %s: %s", c.Name, fault)
		}
		return appendText(b, s), nil
	}
}
