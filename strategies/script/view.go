package script

import (
	"fmt"
	"math"
	"reflect"

	"go.starlark.net/starlark"

	"shakeout/strategies/fields"
)

// record shows a Go struct of a view by the names of its fields, read-only. It reads the engine's memory: it belongs to its month.
type record struct {
	name   string
	value  reflect.Value
	fields *fields.Fields
}

func show(name string, v reflect.Value) *record {
	for v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	return &record{name, v, fields.Of(v.Type())}
}

func (r *record) String() string        { return r.name }
func (r *record) Type() string          { return r.name }
func (r *record) Freeze()               {}
func (r *record) Truth() starlark.Bool  { return true }
func (r *record) Hash() (uint32, error) { return 0, fmt.Errorf("unhashable: %s", r.name) }
func (r *record) AttrNames() []string   { return r.fields.Names() }

// Attr implements starlark.HasAttrs. A number that is no number is None.
func (r *record) Attr(name string) (starlark.Value, error) {
	f := r.fields.Find(name)
	if f == nil {
		return nil, nil
	}
	return toStarlark(name, r.value.FieldByIndex(f.Index)), nil
}

func toStarlark(name string, v reflect.Value) starlark.Value {
	switch v.Kind() {
	case reflect.Float64:
		if x := v.Float(); !math.IsNaN(x) {
			return starlark.Float(x)
		}
		return starlark.None
	case reflect.Int64, reflect.Int:
		return starlark.MakeInt64(v.Int())
	case reflect.Bool:
		return starlark.Bool(v.Bool())
	case reflect.String:
		return starlark.String(v.String())
	case reflect.Slice:
		return &row{name, v}
	case reflect.Pointer, reflect.Struct:
		return show(name, v)
	}
	return starlark.String(fmt.Sprint(v.Interface())) // words such as lab or active
}

// row shows a list of a view, read-only.
type row struct {
	name string
	list reflect.Value
}

func (r *row) String() string             { return fmt.Sprintf("%s of %d", r.name, r.list.Len()) }
func (r *row) Type() string               { return r.name }
func (r *row) Freeze()                    {}
func (r *row) Truth() starlark.Bool       { return r.list.Len() > 0 }
func (r *row) Hash() (uint32, error)      { return 0, fmt.Errorf("unhashable: %s", r.name) }
func (r *row) Len() int                   { return r.list.Len() }
func (r *row) Index(i int) starlark.Value { return toStarlark(item(r.name), r.list.Index(i)) }
func (r *row) Iterate() starlark.Iterator { return &walk{r, 0} }

// item is the name of one of a list: offer for offers.
func item(name string) string {
	if n := len(name); n > 1 && name[n-1] == 's' {
		return name[:n-1]
	}
	return name
}

type walk struct {
	row *row
	at  int
}

func (w *walk) Next(p *starlark.Value) bool {
	if w.at >= w.row.Len() {
		return false
	}
	*p = w.row.Index(w.at)
	w.at++
	return true
}

func (w *walk) Done() {}
