// Package fields gives views and moves by the names of their fields, for strategies that are not written in Go: scripts and processes share
// one vocabulary, that of the tags.
package fields

import (
	"reflect"
	"strings"
	"sync"

	"shakeout/agents"
)

// A Field is one field of a view or a move.
type Field struct {
	Name  string // from the json tag
	Unit  string
	Doc   string
	Index []int // where it stands in the Go struct
	Type  reflect.Type

	limit   agents.Limit
	limited bool
}

// Fields are those of one struct, embedded structs flattened, in the order of the source.
type Fields struct {
	List []Field
	at   map[string]int
}

// Names lists the names.
func (f *Fields) Names() []string {
	names := make([]string, len(f.List))
	for i := range f.List {
		names[i] = f.List[i].Name
	}
	return names
}

// Find returns a field by its name, nil if there is none.
func (f *Fields) Find(name string) *Field {
	if i, ok := f.at[name]; ok {
		return &f.List[i]
	}
	return nil
}

var known sync.Map // reflect.Type to *Fields

// Of returns the fields of a struct type.
func Of(t reflect.Type) *Fields {
	if f, ok := known.Load(t); ok {
		return f.(*Fields)
	}
	f := &Fields{at: map[string]int{}}
	f.collect(t, nil)
	limits := map[string]agents.Limit{}
	if strings.HasSuffix(t.Name(), "Move") {
		for _, l := range agents.Limits(t) {
			limits[l.Name] = l
		}
	}
	for i := range f.List {
		f.at[f.List[i].Name] = i
		f.List[i].limit, f.List[i].limited = limits[f.List[i].Name]
	}
	known.Store(t, f)
	return f
}

func (f *Fields) collect(t reflect.Type, at []int) {
	for i := range t.NumField() {
		sf := t.Field(i)
		index := append(append([]int(nil), at...), i)
		if sf.Anonymous {
			f.collect(sf.Type, index)
			continue
		}
		f.List = append(f.List, Field{Name: sf.Tag.Get("json"), Unit: sf.Tag.Get("unit"), Doc: sf.Tag.Get("doc"), Index: index, Type: sf.Type})
	}
}
