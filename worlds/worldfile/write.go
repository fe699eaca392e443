package worldfile

import (
	"bytes"
	"encoding"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Marshal returns the canonical text of the value with its sources.
func (l *Loaded[T]) Marshal() ([]byte, error) { return Marshal(&l.Value, l.Sources) }

// Marshal returns the canonical YAML of a value: every key in the order of
// the fields, lists of things with an id sorted by it, maps by key, each
// number in the shortest form that reads back the same, sources with their
// numbers. Left out are only pointers that are nil and optional fields that
// are zero and have no default. The same value gives the same bytes on every
// processor, and reading them gives the same value. Sources may be nil; those
// of paths that hold no number are left out. A value that no file could hold
// (not a number, an enum without a name) is an error that names its path.
func Marshal[T any](v *T, sources map[string]Source) ([]byte, error) {
	s, err := shapeOf(reflect.TypeFor[T]())
	if err != nil {
		return nil, err
	}
	w := &writer{sources: sources}
	if !w.record(s, reflect.ValueOf(v).Elem(), "", "") {
		w.out.WriteString("{}\n")
	}
	if err := w.problems.err(); err != nil {
		return nil, err
	}
	return w.out.Bytes(), nil
}

type writer struct {
	out      bytes.Buffer
	sources  map[string]Source
	problems Problems
}

func (w *writer) bad(path, format string, args ...any) {
	w.problems = append(w.problems, Problem{Path: path, Message: fmt.Sprintf(format, args...)})
}

// record writes the keys of a struct, each on a line that begins with indent,
// and tells whether there were any.
func (w *writer) record(s *shape, v reflect.Value, indent, path string) bool {
	any := false
	for _, f := range s.fields {
		fv := v.FieldByIndex(f.index)
		if leftOut(f, fv) {
			continue
		}
		w.out.WriteString(indent)
		w.out.WriteString(quoteKey(f.key))
		w.out.WriteByte(':')
		w.value(f.shape, fv, indent, keyPath(path, f.key))
		any = true
	}
	return any
}

// leftOut tells whether a field need not be written because reading its
// absence gives the same.
func leftOut(f *field, v reflect.Value) bool {
	switch f.shape.kind {
	case kindOptional:
		return v.IsNil()
	case kindLayer:
		return v.Interface().(Layer).Empty()
	case kindList, kindTable:
		return f.optional && f.preset == nil && v.Len() == 0
	}
	return f.optional && f.preset == nil && v.IsZero()
}

// value writes what comes after a colon or a hyphen, with the line's end.
// indent is that of the line.
func (w *writer) value(s *shape, v reflect.Value, indent, path string) {
	switch s.kind {
	case kindOptional:
		w.value(s.elem, v.Elem(), indent, path)
	case kindRecord:
		start := w.out.Len()
		w.out.WriteByte('\n')
		if !w.record(s, v, indent+"  ", path) {
			w.out.Truncate(start)
			w.out.WriteString(" {}\n")
		}
	case kindList:
		w.list(s, v, indent, path)
	case kindTable:
		w.table(s, v, indent, path)
	case kindLayer:
		w.node(v.Interface().(Layer).root, indent)
	case kindText:
		w.utf8(v.String(), path)
		w.text(v.String(), indent)
	default:
		w.out.WriteString(" " + w.scalar(s, v, path) + "\n")
	}
}

func (w *writer) list(s *shape, v reflect.Value, indent, path string) {
	if v.Len() == 0 {
		w.out.WriteString(" []\n")
		return
	}
	if s.elem.kind != kindRecord && s.elem.kind != kindTable && s.elem.kind != kindList && s.elem.kind != kindLayer {
		w.flowList(s, v, path)
		return
	}
	w.out.WriteByte('\n')
	for _, i := range itemOrder(s, v) {
		at := itemPath(s, v, i, path)
		if s.elem.kind != kindRecord {
			w.out.WriteString(indent + "  -")
			w.value(s.elem, v.Index(i), indent+"  ", at)
			continue
		}
		// The first key stands on the line of the hyphen.
		start := w.out.Len()
		if !w.record(s.elem, v.Index(i), indent+"    ", at) {
			w.out.WriteString(indent + "  - {}\n")
			continue
		}
		w.out.Bytes()[start+len(indent)+2] = '-'
	}
}

// itemOrder returns the order in which a list is written.
func itemOrder(s *shape, v reflect.Value) []int {
	order := make([]int, v.Len())
	for i := range order {
		order[i] = i
	}
	if s.hasIDs() {
		id := func(i int) string { return v.Index(i).FieldByIndex(s.elem.id.index).String() }
		slices.SortStableFunc(order, func(a, b int) int { return strings.Compare(id(a), id(b)) })
	}
	return order
}

func (w *writer) flowList(s *shape, v reflect.Value, path string) {
	parts := make([]string, v.Len())
	for i := range parts {
		parts[i] = w.scalar(s.elem, v.Index(i), indexPath(path, i))
	}
	w.out.WriteString(" [" + strings.Join(parts, ", ") + "]\n")
}

func (w *writer) table(s *shape, v reflect.Value, indent, path string) {
	if v.Len() == 0 {
		w.out.WriteString(" {}\n")
		return
	}
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	w.out.WriteByte('\n')
	for _, k := range keys {
		w.out.WriteString(indent + "  " + quoteKey(k.String()) + ":")
		w.value(s.elem, v.MapIndex(k), indent+"  ", keyPath(path, k.String()))
	}
}

// scalar returns a number, flag, word or text for one line.
func (w *writer) scalar(s *shape, v reflect.Value, path string) string {
	switch s.kind {
	case kindNumber, kindWhole:
		return w.number(s, v, path)
	case kindFlag:
		return strconv.FormatBool(v.Bool())
	case kindWord:
		return w.word(v, path)
	}
	w.utf8(v.String(), path)
	return quote(v.String())
}

// utf8 reports text that no file could hold.
func (w *writer) utf8(s, path string) {
	if !utf8.ValidString(s) {
		w.bad(path, "got text that isn't UTF-8; want UTF-8")
	}
}

func (w *writer) number(s *shape, v reflect.Value, path string) string {
	var text string
	switch {
	case v.CanFloat():
		x := v.Float()
		if !everything.holds(x) {
			w.bad(path, "got %v; want %s", x, s.want())
		}
		text = formatNumber(x)
		if v.Kind() == reflect.Float32 {
			text = strconv.FormatFloat(x, 'f', -1, 32)
		}
	case v.CanUint():
		text = strconv.FormatUint(v.Uint(), 10)
	default:
		text = strconv.FormatInt(v.Int(), 10)
	}
	source := w.sources[path]
	if source == (Source{}) {
		return text
	}
	text = "{value: " + text
	if source.Text != "" {
		text += ", source: " + quote(source.Text)
	}
	if source.Confidence != "" {
		text += ", confidence: " + quote(source.Confidence)
	}
	return text + "}"
}

func (w *writer) word(v reflect.Value, path string) string {
	p := reflect.New(v.Type())
	p.Elem().Set(v)
	text, err := p.Interface().(encoding.TextMarshaler).MarshalText()
	if err != nil {
		w.bad(path, "%v", err)
	}
	return quote(string(text))
}

// text writes a string, a longer one as a block.
func (w *writer) text(s, indent string) {
	if !fitsBlock(s) {
		w.out.WriteString(" " + quote(s) + "\n")
		return
	}
	w.out.WriteString(" |")
	if s[0] == ' ' || s[0] == '\n' {
		w.out.WriteByte('2')
	}
	switch {
	case !strings.HasSuffix(s, "\n"):
		w.out.WriteByte('-')
	case strings.HasSuffix(s, "\n\n"):
		w.out.WriteByte('+')
	}
	w.out.WriteByte('\n')
	for line := range strings.Lines(s) {
		if line != "\n" {
			w.out.WriteString(indent + "  ")
		}
		w.out.WriteString(line)
	}
	if !strings.HasSuffix(s, "\n") {
		w.out.WriteByte('\n')
	}
}

// node writes a value as it was read, for layers.
func (w *writer) node(n *node, indent string) {
	switch {
	case n.form == formTable && len(n.entries) > 0:
		w.out.WriteByte('\n')
		for _, e := range n.entries {
			w.out.WriteString(indent + "  " + quoteKey(e.key) + ":")
			w.node(e.value, indent+"  ")
		}
	case n.form == formList && len(n.items) > 0:
		w.out.WriteByte('\n')
		for _, item := range n.items {
			w.out.WriteString(indent + "  -")
			w.node(item, indent+"  ")
		}
	case n.form == formText:
		w.text(n.text, indent)
	default:
		w.out.WriteString(" " + map[form]string{
			formNull: "null", formList: "[]", formTable: "{}", formFlag: n.text, formNumber: n.text,
		}[n.form] + "\n")
	}
}
