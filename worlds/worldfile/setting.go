package worldfile

import (
	"reflect"
	"strconv"
	"strings"
)

// A Setting gives one value on the command line.
type Setting struct {
	// Flag is how it was typed, for messages: --set ticks=24.
	Flag string
	// Path is where, as agents[mistral].start.cash_usd_m.
	Path string
	// Value is what, in YAML on one line; null goes back to the default.
	Value string
}

// ParseSetting splits path=value.
func ParseSetting(text string) (Setting, error) {
	s := Setting{Flag: "--set " + clip(text)}
	// An id in brackets may hold no equals sign, so the first one divides.
	path, value, ok := strings.Cut(text, "=")
	s.Path, s.Value = strings.TrimSpace(path), value
	if !ok || s.Path == "" {
		return s, Problems{{Position: Position{File: s.Flag}, Message: "got no equals sign after a path; want path=value, as in agents[mistral].start.cash_usd_m=500"}}
	}
	return s, nil
}

// apply lays one setting over the merged layers.
func (m *merger) apply(s *shape, root *node, set Setting) *node {
	from := &origin{file: set.Flag, layer: "the command line"}
	place := Position{File: set.Flag}
	steps, err := parsePath(set.Path)
	if err != nil {
		m.report(place, "", "%s", err)
		return root
	}
	if strings.TrimSpace(set.Value) == "" {
		m.report(place, set.Path, `got nothing after =; want a value, null for the default, or "" for empty text`)
		return root
	}
	value, problems := readSetting(set.Value, from)
	if len(problems) > 0 {
		m.problems.join(problems)
		return root
	}
	out, ok := m.setAt(s, root, steps, value, "")
	if !ok {
		return root
	}
	return out
}

// readSetting reads a value on the command line, where lines and columns mean
// nothing.
func readSetting(text string, from *origin) (*node, Problems) {
	var problems Problems
	r := reader{from: from, problems: &problems}
	var n *node
	if data, ok := r.decodeText([]byte(text)); ok {
		n = readYAML(data, from, &problems)
	}
	for i := range problems {
		problems[i].Line, problems[i].Column = 0, 0
	}
	if n == nil {
		return nil, problems
	}
	return n.unplaced(), problems
}

// unplaced returns the tree without lines and columns.
func (n *node) unplaced() *node {
	out := *n
	out.line, out.column = 0, 0
	out.entries, out.items = nil, nil
	for _, e := range n.entries {
		e.line, e.column = 0, 0
		e.value = e.value.unplaced()
		out.entries = append(out.entries, e)
	}
	for _, item := range n.items {
		out.items = append(out.items, item.unplaced())
	}
	return &out
}

// setAt returns base with value at the end of the steps. It reports a path
// that leads nowhere, and then returns false.
func (m *merger) setAt(s *shape, base *node, steps []step, value *node, path string) (*node, bool) {
	if len(steps) == 0 {
		return m.setHere(s, base, value, path), true
	}
	at := steps[0]
	switch s.kind {
	case kindOptional:
		return m.setAt(s.elem, base, steps, value, path)
	case kindRecord:
		f := s.byKey[at.name]
		if f == nil || at.bracket {
			m.report(value.position(), stepPath(path, at), "got an unknown key; %s", WantOneOf(at.name, s.keys()))
			return nil, false
		}
		return m.setKey(f.shape, base, at.name, steps[1:], value, keyPath(path, f.key))
	case kindTable:
		return m.setKey(s.elem, base, at.name, steps[1:], value, keyPath(path, at.name))
	case kindList:
		return m.setItem(s, base, steps, value, path)
	}
	m.report(value.position(), stepPath(path, at), "got a path beyond %s; want it to end at %s", s.want(), path)
	return nil, false
}

// setHere lays the value over what is there. A number that had a source gets
// a new one, because the old one doesn't vouch for it.
func (m *merger) setHere(s *shape, base, value *node, path string) *node {
	if base != nil && base.form == formTable && value.form == formNumber && (s.kind == kindNumber || s.kind == kindWhole) {
		text := func(s string) *node { return &node{form: formText, text: s, from: value.from} }
		return &node{form: formTable, from: value.from, entries: []entry{
			{key: "value", value: value},
			{key: "source", value: text(onCommandLine)},
		}}
	}
	if !value.isNull() {
		d := &decoder{layer: true}
		d.decode(s, value, reflect.New(s.typ).Elem(), path)
		m.problems.join(d.problems)
	}
	return m.merge(s, base, value, path)
}

func (m *merger) setKey(s *shape, base *node, key string, steps []step, value *node, path string) (*node, bool) {
	if base == nil || base.form != formTable {
		base = &node{form: formTable, from: value.from}
	}
	set, ok := m.setAt(s, base.get(key), steps, value, path)
	if !ok {
		return nil, false
	}
	return base.with(entry{key: key, value: set}), true
}

// setItem goes into an item of a list: by id, or by number from 0 where the
// items have none.
func (m *merger) setItem(s *shape, base *node, steps []step, value *node, path string) (*node, bool) {
	at := steps[0]
	var items []*node
	if base != nil && base.form == formList {
		items = base.items
	}
	index := -1
	var known []string
	for i, item := range items {
		name := strconv.Itoa(i)
		if s.hasIDs() {
			name, _ = idOf(item)
		}
		known = append(known, name)
		if name == at.name && at.bracket {
			index = i
		}
	}
	if index < 0 {
		what := "number"
		if s.hasIDs() {
			what = "id"
		}
		m.report(value.position(), stepPath(path, at), "got an unknown %s %q; %s", what, clip(at.name), WantOneOf(at.name, known))
		return nil, false
	}
	out := *base
	out.items = append([]*node(nil), items...)
	if rest := steps[1:]; len(rest) == 1 && rest[0].name == "remove" && s.hasIDs() {
		if value.form != formFlag || value.text != "true" {
			m.report(value.position(), path+"["+at.name+"].remove", "got %s; want true", value.got())
			return nil, false
		}
		out.items = append(out.items[:index], out.items[index+1:]...)
		return &out, true
	}
	set, ok := m.setAt(s.elem, items[index], steps[1:], value, path+"["+at.name+"]")
	if !ok {
		return nil, false
	}
	if id, ok := idOf(set); s.hasIDs() && (!ok || id != at.name) {
		m.report(value.position(), path+"["+at.name+"].id", "got another id; want the thing to keep its own")
		return nil, false
	}
	out.items[index] = set
	return &out, true
}

func stepPath(path string, at step) string {
	if at.bracket {
		return path + "[" + clip(at.name) + "]"
	}
	return keyPath(path, at.name)
}
