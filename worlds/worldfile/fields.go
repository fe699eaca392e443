package worldfile

import (
	"reflect"
	"strings"
)

// A Field describes one value that a file may hold, from its tags.
type Field struct {
	// Path from the struct described; an item of a list is [], any name of a
	// map is [*].
	Path string
	// Kind is number, whole number, true or false, text, a word (one of
	// Words), or what holds others: section, list, table.
	Kind string
	// Words are the words allowed, where they are listed.
	Words []string
	// Unit, Range (in interval notation, empty for any number), Default,
	// Source of the default, and Doc, what it means.
	Unit, Range, Default, Source, Doc string
	// HasDefault tells an empty default from none.
	HasDefault bool
	// Required tells that a file must give it.
	Required bool
}

// Fields describes the fields of a struct type, or pointer to one, in order,
// those of its sections after each section. An error means that its tags are
// wrong.
func Fields(t reflect.Type) ([]Field, error) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	s, err := shapeOf(t)
	if err != nil {
		return nil, err
	}
	var out []Field
	appendFields(&out, s, "", map[*shape]bool{})
	return out, nil
}

// appendFields describes a record. inside guards against a type that holds
// itself: it is described once.
func appendFields(out *[]Field, s *shape, path string, inside map[*shape]bool) {
	if inside[s] {
		return
	}
	inside[s] = true
	defer delete(inside, s)
	for _, f := range s.fields {
		at := keyPath(path, f.key)
		d := Field{
			Path: at, Kind: f.shape.name(), Unit: f.unit, Default: f.defaultText, Source: f.source, Doc: f.doc,
			HasDefault: f.preset != nil, Required: f.required,
		}
		leaf := f.shape.leaf()
		d.Words = leaf.words
		if !leaf.limits.unbounded() {
			d.Range = leaf.limits.String()
		}
		*out = append(*out, d)
		appendInner(out, f.shape, at, inside)
	}
}

func appendInner(out *[]Field, s *shape, path string, inside map[*shape]bool) {
	switch s.kind {
	case kindRecord:
		appendFields(out, s, path, inside)
	case kindOptional:
		appendInner(out, s.elem, path, inside)
	case kindList:
		appendInner(out, s.elem, path+"[]", inside)
	case kindTable:
		appendInner(out, s.elem, path+"[*]", inside)
	}
}

// name returns the kind in words.
func (s *shape) name() string {
	switch s.kind {
	case kindNumber:
		return "number"
	case kindWhole:
		return "whole number"
	case kindFlag:
		return "true or false"
	case kindText:
		return "text"
	case kindWord:
		return "word"
	case kindRecord:
		return "section"
	case kindOptional:
		return s.elem.name()
	case kindList:
		return strings.TrimSpace("list of " + s.elem.name() + "s")
	case kindTable:
		return "table of " + s.elem.name() + "s"
	}
	return "overrides"
}
