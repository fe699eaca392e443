package worldfile

import (
	"fmt"
	"reflect"
	"strings"
)

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
