package worldfile

import (
	"encoding"
	"reflect"
	"strings"
	"sync"
)

// kind is what a Go type means in a file.
type kind uint8

const (
	kindNumber   kind = iota // float64, float32
	kindWhole                // signed and unsigned integers
	kindFlag                 // bool
	kindText                 // string
	kindWord                 // a type that reads itself from text: an enum, a date
	kindRecord               // struct: a table of known keys
	kindOptional             // pointer: a section that may be left out
	kindList                 // slice
	kindTable                // map with keys of the writer's choice
	kindLayer                // Layer: overrides kept as they are
)

// A shape is how a Go type is read, merged, checked, written and described.
// All of these walk shapes and never look at tags again.
type shape struct {
	kind kind
	typ  reflect.Type
	elem *shape // of optional, list, table

	// of numbers
	limits interval
	unit   string
	// of words, the texts allowed, if they can be listed
	words []string
	// of text, the ending of a file whose content may stand in its place
	embed string
	// of records
	fields []*field
	byKey  map[string]*field
	id     *field
}

// A field is one key of a record.
type field struct {
	name  string // of the Go struct and field, for errors in tags
	key   string
	index []int
	shape *shape

	unit, doc, source string
	defaultText       string
	preset            *node // the default as a node
	optional          bool
	required          bool
}

var (
	unmarshalerType = reflect.TypeFor[encoding.TextUnmarshaler]()
	marshalerType   = reflect.TypeFor[encoding.TextMarshaler]()
	layerType       = reflect.TypeFor[Layer]()
)

// tagOrigin is where defaults come from.
var tagOrigin = &origin{layer: "default"}

var shapes = struct {
	sync.Mutex
	of map[reflect.Type]*shape
}{of: map[reflect.Type]*shape{}}

// shapeOf returns the shape of a struct type. An error means that its tags
// are wrong, which is a mistake in the program and not in any input.
func shapeOf(t reflect.Type) (*shape, error) {
	shapes.Lock()
	defer shapes.Unlock()
	if s, ok := shapes.of[t]; ok {
		return s, nil
	}
	// A failed type must leave nothing half built behind.
	b := &shapeBuilder{records: map[reflect.Type]*shape{}}
	s, err := b.build(t, fieldTags{})
	if err != nil {
		return nil, err
	}
	if err := b.checkPresets(); err != nil {
		return nil, err
	}
	shapes.of[t] = s
	return s, nil
}

// keys returns the known keys of a record in the order of its fields.
func (s *shape) keys() []string {
	out := make([]string, len(s.fields))
	for i, f := range s.fields {
		out[i] = f.key
	}
	return out
}

// hasIDs tells whether s is a list of things with an id.
func (s *shape) hasIDs() bool {
	return s.kind == kindList && s.elem.kind == kindRecord && s.elem.id != nil
}

// want describes what the shape allows, for the second half of a message.
func (s *shape) want() string {
	switch s.kind {
	case kindNumber, kindWhole:
		what := "a number"
		if s.kind == kindWhole {
			what = "a whole number"
		}
		if s.limits.unbounded() {
			what = strings.Replace(what, "a ", "a finite ", 1)
			if s.kind == kindWhole {
				what = "a whole number"
			}
		} else {
			what += " in " + s.limits.String()
		}
		if s.unit != "" && s.unit != "1" {
			what += " " + s.unit
		}
		return what
	case kindFlag:
		return "true or false"
	case kindText:
		return "text"
	case kindWord:
		if s.words != nil {
			return "one of " + strings.Join(s.words, ", ")
		}
		return "text"
	case kindOptional:
		return s.elem.want()
	case kindList:
		if s.hasIDs() {
			return "a list of things with an id"
		}
		return "a list"
	case kindTable:
		return "a table of names"
	}
	return "a table of keys"
}
