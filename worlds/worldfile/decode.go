package worldfile

import (
	"fmt"
	"reflect"
	"slices"
)

// A decoder fills Go values from nodes and reports everything that doesn't
// fit. It reads each layer by itself, to find what is wrong where it stands,
// and then the whole.
type decoder struct {
	problems Problems
	// layer is set for one layer by itself: nothing is required, and null and
	// remove are allowed.
	layer bool
	// checked is set for the whole after its layers: what needs no other
	// layer to be wrong has been reported with the layer.
	checked bool
	// broken is set once a value could not be read, so that checks which
	// compare values don't run on what isn't there.
	broken bool
	// sources collects where numbers come from, by path.
	sources map[string]Source
	// extra are keys of the root that are not fields: extends and scenarios.
	extra []string
}

func (d *decoder) report(p Position, path, format string, args ...any) {
	d.problems.add(p, path, format, args...)
}

// wrong reports a value that can't be read.
func (d *decoder) wrong(n *node, path, want string) {
	d.broken = true
	d.report(n.position(), path, "got %s; want %s", n.got(), want)
}

// decode fills dst, which is settable and zero, from n, which isn't null.
func (d *decoder) decode(s *shape, n *node, dst reflect.Value, path string) {
	switch s.kind {
	case kindNumber, kindWhole:
		d.number(s, n, dst, path)
	case kindFlag:
		if n.form != formFlag {
			d.wrong(n, path, s.want())
			return
		}
		dst.SetBool(n.text == "true")
	case kindText:
		d.text(s, n, dst, path)
	case kindWord:
		d.word(s, n, dst, path)
	case kindRecord:
		d.record(s, n, dst, path)
	case kindOptional:
		v := reflect.New(s.elem.typ)
		d.decode(s.elem, n, v.Elem(), path)
		dst.Set(v)
	case kindList:
		d.list(s, n, dst, path)
	case kindTable:
		d.table(s, n, dst, path)
	case kindLayer:
		if n.form != formTable {
			d.wrong(n, path, "a table of overrides")
			return
		}
		dst.Set(reflect.ValueOf(Layer{root: n}))
	}
}

// record reads a table of known keys into a struct.
func (d *decoder) record(s *shape, n *node, dst reflect.Value, path string) {
	if n.form != formTable {
		d.wrong(n, path, s.want())
		return
	}
	given := make(map[*field]*node, len(n.entries))
	meant := map[string]bool{}
	for _, e := range n.entries {
		if d.problems.full() {
			return
		}
		f := s.byKey[e.key]
		if f == nil {
			known := slices.Concat(s.keys(), d.extraAt(path))
			if !d.checked {
				d.report(n.keyPosition(e), keyPath(path, e.key), "got an unknown key; %s", WantOneOf(e.key, known))
			}
			if near, ok := Nearest(e.key, known); ok {
				meant[near] = true
			}
			continue
		}
		given[f] = e.value
	}
	for _, f := range s.fields {
		value := given[f]
		if f.required && value.isNull() && !d.layer && meant[f.key] {
			d.broken = true // said already, as a key that was misspelt
			continue
		}
		d.field(f, value, n, dst.FieldByIndex(f.index), keyPath(path, f.key))
		if f.shape.embed != "" && !value.isNull() && namesFile(value.text, f.shape.embed) {
			if e, ok := dst.Addr().Interface().(Embedder); ok {
				e.Embedded(f.key, value.text)
			}
		}
	}
}

// extraAt returns the keys that only the root of a file may have.
func (d *decoder) extraAt(path string) []string {
	if path == "" {
		return d.extra
	}
	return nil
}

// field fills one field of a record from its value, or from its default.
func (d *decoder) field(f *field, value, parent *node, dst reflect.Value, path string) {
	switch {
	case !value.isNull():
		d.decode(f.shape, value, dst, path)
	case d.layer: // null may lay a value bare for a layer above to fill
	case f.required:
		d.missing(f, value, parent, path)
	case f.preset != nil:
		d.decode(f.shape, f.preset, dst, path)
	case f.shape.kind == kindRecord:
		// A section that isn't written has the defaults of its fields; what
		// is required in it is missed where the section would stand.
		at := &node{form: formTable, from: parent.from, line: parent.line, column: parent.column}
		if value != nil {
			at.from, at.line, at.column = value.from, value.line, value.column
		}
		d.record(f.shape, at, dst, path)
	}
}

func (d *decoder) missing(f *field, value, parent *node, path string) {
	d.broken = true
	at, got := parent, "nothing"
	if value != nil {
		at, got = value, "null, and there is no default to go back to"
	}
	hint := ""
	if parent.hint != "" {
		hint = fmt.Sprintf(" (or did you mean the id %q?)", parent.hint)
	}
	d.report(at.position(), path, "got %s; want %s%s", got, f.shape.want(), hint)
}
