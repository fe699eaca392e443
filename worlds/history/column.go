package history

import (
	"fmt"
	"reflect"
	"sync"
)

// Column is one column of a table, read off the struct tags of its row type.
type Column struct {
	Name string // name in the header, unit last
	Doc  string // its line in the codebook
	Type string // text, true/false, integer, number

	field int
	kind  reflect.Kind
}

// columnsByType keeps what reflection found: a row type is looked at once per process.
var columnsByType sync.Map // reflect.Type -> []Column

// Columns returns the columns of row type T in the order of its fields.
//
// Every exported field needs a tag `csv` with the name of the column (`csv:"-"` leaves a field out) and one of the
// types string, bool, int64, uint64 and float64: other integers differ in width between processors. A type that
// breaks this, or has the same name twice, is an error.
func Columns[T any]() ([]Column, error) {
	t := reflect.TypeFor[T]()
	if found, ok := columnsByType.Load(t); ok {
		return found.([]Column), nil
	}
	columns, err := columnsOf(t)
	if err != nil {
		return nil, err
	}
	columnsByType.Store(t, columns)
	return columns, nil
}

func columnsOf(t reflect.Type) ([]Column, error) {
	if t.Kind() != reflect.Struct {
		return nil, fmt.Errorf("history: row type %v: got a %v; want a struct", t, t.Kind())
	}
	var columns []Column
	seen := map[string]bool{}
	for i := range t.NumField() {
		f := t.Field(i)
		name, tagged := f.Tag.Lookup("csv")
		if name == "-" {
			continue
		}
		if !f.IsExported() || !tagged || name == "" {
			return nil, fmt.Errorf("history: row type %v: field %s: want an exported field with a tag `csv:\"column_name\"`, or `csv:\"-\"`", t, f.Name)
		}
		if seen[name] {
			return nil, fmt.Errorf("history: row type %v: field %s: column %q is there twice", t, f.Name, name)
		}
		seen[name] = true
		kind := f.Type.Kind()
		word, ok := map[reflect.Kind]string{
			reflect.String:  "text",
			reflect.Bool:    "true/false",
			reflect.Int64:   "integer",
			reflect.Uint64:  "integer",
			reflect.Float64: "number",
		}[kind]
		if !ok {
			return nil, fmt.Errorf("history: row type %v: field %s: got type %v; want string, bool, int64, uint64 or float64", t, f.Name, f.Type)
		}
		columns = append(columns, Column{Name: name, Doc: f.Tag.Get("doc"), Type: word, field: i, kind: kind})
	}
	if len(columns) == 0 {
		return nil, fmt.Errorf("history: row type %v: no field has a tag `csv`", t)
	}
	return columns, nil
}

// Cell returns the cell of a row in the column of the given name, as it is written; false if there is no such column
// or the value can't be written.
func Cell[T any](row *T, column string) (string, bool) {
	c, ok := columnNamed[T](column)
	if !ok {
		return "", false
	}
	cell, err := appendCell(nil, reflect.ValueOf(row).Elem().Field(c.field), &c)
	return string(cell), err == nil
}

// Number returns the number of a row in the column of the given name: of an integer its value, of a true 1; false if
// there is no such column, or it holds text.
func Number[T any](row *T, column string) (float64, bool) {
	c, ok := columnNamed[T](column)
	if !ok {
		return 0, false
	}
	v := reflect.ValueOf(row).Elem().Field(c.field)
	switch c.kind {
	case reflect.Float64:
		return v.Float(), true
	case reflect.Int64:
		return float64(v.Int()), true
	case reflect.Uint64:
		return float64(v.Uint()), true
	case reflect.Bool:
		if v.Bool() {
			return 1, true
		}
		return 0, true
	default:
		return 0, false
	}
}

func columnNamed[T any](name string) (Column, bool) {
	columns, err := Columns[T]()
	if err != nil {
		return Column{}, false
	}
	for _, c := range columns {
		if c.Name == name {
			return c, true
		}
	}
	return Column{}, false
}
