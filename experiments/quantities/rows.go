package quantities

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"sort"
	"sync"

	"go.starlark.net/starlark"

	"shakeout/worlds/history"
)

// runKey is where a thread keeps the run that it is about.
const runKey = "run"

// source is the run of an evaluation.
type source struct{ run *history.Run }

// row is a row of a table: its columns are its attributes. A row that is not there has NaN for numbers, "" for text and False.
type row struct {
	columns *columns
	value   reflect.Value // of the struct; invalid where there is no row
}

// columns are those of a table.
type columns struct {
	table string
	names []string
	field map[string]int
	kind  map[string]reflect.Kind
}

var columnsByType sync.Map // reflect.Type -> *columns

func columnsOf(t reflect.Type) *columns {
	if c, ok := columnsByType.Load(t); ok {
		return c.(*columns)
	}
	c := &columns{table: t.Name(), field: map[string]int{}, kind: map[string]reflect.Kind{}}
	for i := range t.NumField() {
		f := t.Field(i)
		if name := f.Tag.Get("csv"); name != "" && name != "-" {
			c.names = append(c.names, name)
			c.field[name], c.kind[name] = i, f.Type.Kind()
		}
	}
	sort.Strings(c.names)
	columnsByType.Store(t, c)
	return c
}

// rowOf makes a row of a struct; nil is a row that is not there.
func rowOf[T any](r *T) *row {
	out := &row{columns: columnsOf(reflect.TypeFor[T]())}
	if r != nil {
		out.value = reflect.ValueOf(r).Elem()
	}
	return out
}

// String implements starlark.Value.
func (r *row) String() string { return r.columns.table }

// Type implements starlark.Value.
func (r *row) Type() string { return "row" }

// Freeze implements starlark.Value.
func (r *row) Freeze() {}

// Truth implements starlark.Value: whether there is such a row.
func (r *row) Truth() starlark.Bool { return starlark.Bool(r.value.IsValid()) }

// Hash implements starlark.Value.
func (r *row) Hash() (uint32, error) { return 0, fmt.Errorf("a row can't be a key") }

// AttrNames implements starlark.HasAttrs.
func (r *row) AttrNames() []string { return r.columns.names }

// Attr implements starlark.HasAttrs.
func (r *row) Attr(name string) (starlark.Value, error) {
	i, ok := r.columns.field[name]
	if !ok {
		return nil, nil // the interpreter says so, with names that are near
	}
	var v reflect.Value
	if r.value.IsValid() {
		v = r.value.Field(i)
	} else {
		switch r.columns.kind[name] {
		case reflect.String:
			return starlark.String(""), nil
		case reflect.Bool:
			return starlark.False, nil
		}
		return starlark.Float(math.NaN()), nil
	}
	switch v.Kind() {
	case reflect.String:
		return starlark.String(v.String()), nil
	case reflect.Bool:
		return starlark.Bool(v.Bool()), nil
	case reflect.Int64:
		return starlark.MakeInt64(v.Int()), nil
	case reflect.Uint64:
		return starlark.MakeUint64(v.Uint()), nil
	}
	return starlark.Float(v.Float()), nil
}

// condition is column = value.
type condition struct {
	field int
	text  string
	flag  bool
	kind  reflect.Kind
}

// conditions reads keyword arguments: column = value, or column = [values].
func conditions(c *columns, kwargs []starlark.Tuple) ([][]condition, error) {
	var all [][]condition
	for _, kw := range kwargs {
		name := string(kw[0].(starlark.String))
		i, ok := c.field[name]
		kind := c.kind[name]
		if !ok || kind != reflect.String && kind != reflect.Bool {
			return nil, fmt.Errorf("got the condition %s; want a column with text or true/false", name)
		}
		var either []condition
		add := func(v starlark.Value) error {
			switch v := v.(type) {
			case starlark.String:
				either = append(either, condition{field: i, text: string(v), kind: kind})
			case starlark.Bool:
				either = append(either, condition{field: i, flag: bool(v), kind: kind})
			default:
				return fmt.Errorf("%s: got a %s; want text, true or false, or a list", name, v.Type())
			}
			return nil
		}
		if list, ok := kw[1].(*starlark.List); ok {
			for k := range list.Len() {
				if err := add(list.Index(k)); err != nil {
					return nil, err
				}
			}
		} else if err := add(kw[1]); err != nil {
			return nil, err
		}
		all = append(all, either)
	}
	return all, nil
}

func meets(v reflect.Value, all [][]condition) bool {
	for _, either := range all {
		if !slices.ContainsFunc(either, func(c condition) bool {
			if c.kind == reflect.Bool {
				return v.Field(c.field).Bool() == c.flag
			}
			return v.Field(c.field).String() == c.text
		}) {
			return false
		}
	}
	return true
}

// rowsAt lists the rows of a table at a tick that meet conditions; tickOf nil: all rows.
func rowsAt[T any](rows []T, tickOf func(*T) int64, tick int64, kwargs []starlark.Tuple) (starlark.Value, error) {
	c := columnsOf(reflect.TypeFor[T]())
	all, err := conditions(c, kwargs)
	if err != nil {
		return nil, err
	}
	from := 0
	if tickOf != nil {
		from = sort.Search(len(rows), func(i int) bool { return tickOf(&rows[i]) >= tick })
	}
	var out []starlark.Value
	for i := from; i < len(rows) && (tickOf == nil || tickOf(&rows[i]) == tick); i++ {
		if v := reflect.ValueOf(&rows[i]).Elem(); meets(v, all) {
			out = append(out, &row{columns: c, value: v})
		}
	}
	return starlark.NewList(out), nil
}
