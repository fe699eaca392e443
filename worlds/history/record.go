package history

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
)

// A Value is one cell of a record: of a table whose columns are known only when it is written, as those of an experiment,
// which has a column for each number that it varies. Which of its parts counts is the type of its column.
type Value struct {
	text   string
	number float64
	whole  int64
}

// Text returns the value of a column of text.
func Text(s string) Value { return Value{text: s} }

// Real returns the value of a column of numbers; NaN where there is none.
func Real(x float64) Value { return Value{number: x} }

// Whole returns the value of a column of integers.
func Whole(n int64) Value { return Value{whole: n} }

// Flag returns the value of a column of true and false.
func Flag(b bool) Value {
	if b {
		return Value{whole: 1}
	}
	return Value{}
}

// Text returns the text of a value of a column of text.
func (v Value) Text() string { return v.text }

// Real returns the number of a value of a column of numbers.
func (v Value) Real() float64 { return v.number }

// Whole returns the integer of a value of a column of integers, and of one of true and false 1 or 0.
func (v Value) Whole() int64 { return v.whole }

// TextColumn describes a column of text.
func TextColumn(name, doc string) Column {
	return Column{Name: name, Doc: doc, Type: "text", kind: reflect.String}
}

// RealColumn describes a column of numbers.
func RealColumn(name, doc string) Column {
	return Column{Name: name, Doc: doc, Type: "number", kind: reflect.Float64}
}

// WholeColumn describes a column of integers.
func WholeColumn(name, doc string) Column {
	return Column{Name: name, Doc: doc, Type: "integer", kind: reflect.Int64}
}

// FlagColumn describes a column of true and false.
func FlagColumn(name, doc string) Column {
	return Column{Name: name, Doc: doc, Type: "true/false", kind: reflect.Bool}
}

// RowValues appends the cells of a row, in the order of Columns.
func RowValues[T any](values []Value, row *T) ([]Value, error) {
	columns, err := Columns[T]()
	if err != nil {
		return values, err
	}
	v := reflect.ValueOf(row).Elem()
	for i := range columns {
		field := v.Field(columns[i].field)
		switch columns[i].kind {
		case reflect.Float64:
			values = append(values, Real(field.Float()))
		case reflect.Int64:
			values = append(values, Whole(field.Int()))
		case reflect.Uint64:
			values = append(values, Whole(int64(field.Uint())))
		case reflect.Bool:
			values = append(values, Flag(field.Bool()))
		default:
			values = append(values, Text(field.String()))
		}
	}
	return values, nil
}

// AppendHeader appends the header line of a table of records.
func AppendHeader(b []byte, columns []Column) []byte { return appendHeader(b, columns) }

// AppendRecord appends one record as a line of CSV, in the form that TableWriter writes. Errors: as many values as
// columns are wanted; an infinite number, a zero byte, text that is not UTF-8, with the name of the column.
func AppendRecord(b []byte, columns []Column, values []Value) ([]byte, error) {
	if len(values) != len(columns) {
		return b, fmt.Errorf("got %d values; want %d", len(values), len(columns))
	}
	start := len(b)
	for i := range columns {
		if i > 0 {
			b = append(b, ',')
		}
		switch c, v := &columns[i], values[i]; c.kind {
		case reflect.Float64:
			if math.IsInf(v.number, 0) {
				return b[:start], fmt.Errorf("column %s: got %v; want a finite number, or NaN where there is none", c.Name, v.number)
			}
			b = appendNumber(b, v.number)
		case reflect.Int64, reflect.Uint64:
			b = strconv.AppendInt(b, v.whole, 10)
		case reflect.Bool:
			b = strconv.AppendBool(b, v.whole != 0)
		default:
			if fault := textFault(v.text); fault != "" {
				return b[:start], fmt.Errorf("column %s: %s", c.Name, fault)
			}
			b = appendText(b, v.text)
		}
	}
	if len(b) == start {
		b = append(b, '"', '"') // a blank line would be skipped by readers
	}
	return append(b, '\n'), nil
}
