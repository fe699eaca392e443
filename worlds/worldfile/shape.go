package worldfile

import (
	"encoding"
	"fmt"
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

// shapeBuilder builds the shapes of a type and of all types in it. Records
// are shared by type, so a type may contain itself in a list.
type shapeBuilder struct {
	records map[reflect.Type]*shape
	fields  []*field
}

// fieldTags are the tags that matter to the shape of a value.
type fieldTags struct{ limits, unit, embed string }

func (b *shapeBuilder) build(t reflect.Type, tags fieldTags) (*shape, error) {
	s := &shape{typ: t, limits: everything, unit: tags.unit, embed: tags.embed}
	if tags.limits != "" {
		var err error
		if s.limits, err = parseInterval(tags.limits); err != nil {
			return nil, err
		}
	}
	switch {
	case t == layerType:
		s.kind = kindLayer
		return s, nil
	case t.Kind() != reflect.Pointer && reflect.PointerTo(t).Implements(unmarshalerType):
		if !t.Implements(marshalerType) && !reflect.PointerTo(t).Implements(marshalerType) {
			return nil, fmt.Errorf("%v has UnmarshalText but not MarshalText", t)
		}
		s.kind = kindWord
		s.words = wordsOf(t)
		return s, nil
	}
	switch t.Kind() {
	case reflect.Float32, reflect.Float64:
		s.kind = kindNumber
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		s.kind = kindWhole
	case reflect.Bool:
		s.kind = kindFlag
	case reflect.String:
		s.kind = kindText
	case reflect.Struct:
		return b.record(t)
	case reflect.Pointer, reflect.Slice, reflect.Map:
		s.kind = map[reflect.Kind]kind{
			reflect.Pointer: kindOptional, reflect.Slice: kindList, reflect.Map: kindTable,
		}[t.Kind()]
		if s.kind == kindTable && t.Key().Kind() != reflect.String {
			return nil, fmt.Errorf("%v: keys of a map must be strings", t)
		}
		var err error
		if s.elem, err = b.build(t.Elem(), tags); err != nil {
			return nil, err
		}
		if k := s.elem.kind; k == kindOptional || s.kind == kindOptional && (k == kindList || k == kindTable) {
			return nil, fmt.Errorf("%v: a list, a map or a pointer can't hold this", t)
		}
	default:
		return nil, fmt.Errorf("%v: this kind of type can't be in a file", t)
	}
	return s, nil
}

// record builds the shape of a struct, embedded structs flattened.
func (b *shapeBuilder) record(t reflect.Type) (*shape, error) {
	if s, ok := b.records[t]; ok {
		return s, nil
	}
	s := &shape{kind: kindRecord, typ: t, limits: everything, byKey: map[string]*field{}}
	b.records[t] = s
	if err := b.addFields(s, t, nil); err != nil {
		return nil, err
	}
	if f := s.byKey["id"]; f != nil && f.shape.kind == kindText {
		s.id = f
	}
	return s, nil
}

func (b *shapeBuilder) addFields(s *shape, t reflect.Type, index []int) error {
	for i := range t.NumField() {
		sf := t.Field(i)
		tag, tagged := sf.Tag.Lookup("yaml")
		key, more, _ := strings.Cut(tag, ",")
		at := append(append([]int{}, index...), i)
		if key == "-" || !sf.IsExported() && !sf.Anonymous {
			continue
		}
		if sf.Anonymous && (!tagged || more == "inline") {
			if sf.Type.Kind() != reflect.Struct {
				return fmt.Errorf("%v.%s: only a struct can be embedded", t, sf.Name)
			}
			if err := b.addFields(s, sf.Type, at); err != nil {
				return err
			}
			continue
		}
		name := fmt.Sprintf("%v.%s", t, sf.Name)
		if key == "" || more != "" {
			return fmt.Errorf("%s: want a tag yaml:\"key\"", name)
		}
		if s.byKey[key] != nil || key == "remove" {
			return fmt.Errorf("%s: key %q is taken", name, key)
		}
		f, err := b.field(sf, key, name)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		f.index = at
		s.fields = append(s.fields, f)
		s.byKey[key] = f
		b.fields = append(b.fields, f)
	}
	return nil
}

func (b *shapeBuilder) field(sf reflect.StructField, key, name string) (*field, error) {
	tag := sf.Tag
	f := &field{name: name, key: key, unit: tag.Get("unit"), doc: tag.Get("doc"), source: tag.Get("source")}
	var err error
	f.shape, err = b.build(sf.Type, fieldTags{limits: tag.Get("range"), unit: f.unit, embed: tag.Get("embed")})
	if err != nil {
		return nil, err
	}
	switch tag.Get("optional") {
	case "":
	case "true":
		f.optional = true
	default:
		return nil, fmt.Errorf("optional:%q: want optional:\"true\" or none", tag.Get("optional"))
	}
	text, hasDefault := tag.Lookup("default")
	if hasDefault {
		f.defaultText = text
		if f.preset, err = presetNode(f.shape, text); err != nil {
			return nil, err
		}
	}
	switch f.shape.kind {
	case kindNumber, kindWhole, kindText, kindWord:
		f.required = !hasDefault && !f.optional
	}
	return f, nil
}

// presetNode turns the text of a default into a node, as if a file held it.
func presetNode(s *shape, text string) (*node, error) {
	n := &node{from: tagOrigin, text: text}
	switch s.kind {
	case kindText, kindWord:
		n.form = formText
		return n, nil
	case kindOptional, kindRecord, kindLayer:
		return nil, fmt.Errorf("default:%q: a section has no default of its own, its fields have", text)
	}
	var problems Problems
	n = readYAML([]byte(text), tagOrigin, &problems)
	if err := problems.err(); err != nil {
		return nil, fmt.Errorf("default:%q: %w", text, err)
	}
	return n, nil
}

// checkPresets reads every default once, so that a default that is out of its
// range or of the wrong type is found when the program is tested.
func (b *shapeBuilder) checkPresets() error {
	for _, f := range b.fields {
		if f.preset == nil {
			continue
		}
		d := &decoder{}
		d.decode(f.shape, f.preset, reflect.New(f.shape.typ).Elem(), "default")
		if err := d.problems.err(); err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
	}
	return nil
}

// wordsOf returns what Values of an enum lists, nil if it has no such method.
func wordsOf(t reflect.Type) []string {
	v := reflect.New(t)
	if l, ok := v.Interface().(interface{ Values() []string }); ok {
		return l.Values()
	}
	return nil
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
