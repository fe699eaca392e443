package worldfile

import (
	"encoding"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
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

// text reads a string, or the content of the file that it names.
func (d *decoder) text(s *shape, n *node, dst reflect.Value, path string) {
	if n.form != formText {
		want := s.want()
		if n.form == formNumber || n.form == formFlag {
			want += ", in quotes: " + strconv.Quote(clip(n.text))
		}
		d.wrong(n, path, want)
		return
	}
	text := n.text
	if s.embed != "" && namesFile(text, s.embed) {
		var ok bool
		if text, ok = d.embed(n, path); !ok {
			return
		}
	}
	dst.SetString(text)
}

// namesFile tells whether text is the name of a file of that ending rather
// than the content of one.
func namesFile(text, ending string) bool {
	return strings.HasSuffix(text, ending) && !strings.ContainsAny(text, "\n")
}

// embed returns the content of the file that n names, looked up in the folder
// of the file in which n stands.
func (d *decoder) embed(n *node, path string) (string, bool) {
	fail := func(message string) (string, bool) {
		d.broken = true
		d.report(n.position(), path, "%s", message)
		return "", false
	}
	if err := localName(n.text); err != nil {
		return fail(err.Error())
	}
	if n.from.place == nil {
		return fail(fmt.Sprintf("got the file name %q; want the text itself: there is no folder here to look in", clip(n.text)))
	}
	data, shown, _, err := n.from.place.open(n.text)
	if err != nil {
		return fail(clip(n.text) + ": " + explain(err))
	}
	r := reader{from: &origin{file: shown}, problems: &d.problems}
	data, ok := r.decodeText(data)
	d.broken = d.broken || !ok
	return strings.ReplaceAll(string(data), "\r\n", "\n"), ok
}

// word reads an enum, a date, or whatever reads itself from text.
func (d *decoder) word(s *shape, n *node, dst reflect.Value, path string) {
	if n.form != formText {
		d.wrong(n, path, s.want())
		return
	}
	err := dst.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(n.text))
	if err == nil && (s.words == nil || slices.Contains(s.words, n.text)) {
		return
	}
	d.broken = true
	if s.words != nil {
		d.report(n.position(), path, "got %q; %s", clip(n.text), WantOneOf(n.text, s.words))
		return
	}
	message := err.Error()
	if !strings.Contains(message, "want ") {
		message = fmt.Sprintf("got %q; want %s", clip(n.text), message)
	}
	d.report(n.position(), path, "%s", message)
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

// list reads a list. Things with an id come out sorted by it.
func (d *decoder) list(s *shape, n *node, dst reflect.Value, path string) {
	if n.form != formList {
		d.wrong(n, path, s.want())
		return
	}
	if len(n.items) == 0 {
		return // an empty list and none are the same
	}
	out := reflect.MakeSlice(s.typ, 0, len(n.items))
	lines := map[string]*node{}
	for i, item := range n.items {
		if d.problems.full() {
			return
		}
		at := indexPath(path, i)
		if s.hasIDs() {
			if id, ok := idOf(item); ok {
				at = idPath(path, id)
				d.checkID(item, id, lines, at)
			} else if item != nil && item.form == formTable && item.get("id").isNull() {
				d.broken = true
				d.report(item.position(), at, "got nothing for the key id; want %s", errBadID)
				continue
			}
			if d.layer && d.removed(s.elem, item, at) {
				continue
			}
		}
		if item.isNull() {
			d.wrong(item, at, s.elem.want())
			continue
		}
		v := reflect.New(s.elem.typ).Elem()
		d.decode(s.elem, item, v, at)
		out = reflect.Append(out, v)
	}
	if s.hasIDs() {
		sortByID(s, out)
	}
	dst.Set(out)
}

// checkID reports an id that is in no fit form, or there already.
func (d *decoder) checkID(item *node, id string, lines map[string]*node, path string) {
	at := item.get("id")
	if err := checkID(id); err != nil {
		d.report(at.position(), joinPath(path, "id"), "got %q; want %s", clip(id), err)
	}
	if first, ok := lines[id]; ok {
		where := ""
		if first.line > 0 {
			where = fmt.Sprintf(" (first at line %d)", first.line)
		}
		d.report(at.position(), joinPath(path, "id"), "got the id %q again%s; want each id once", clip(id), where)
		return
	}
	lines[id] = at
}

// removed reads the key remove of an item of a layer, and tells whether it
// has one.
func (d *decoder) removed(s *shape, item *node, path string) bool {
	if item == nil || item.form != formTable {
		return false
	}
	r := item.get("remove")
	if r == nil {
		return false
	}
	if r.form != formFlag || r.text != "true" {
		d.wrong(r, joinPath(path, "remove"), "true")
	}
	for _, e := range item.entries {
		if e.key != "id" && e.key != "remove" {
			d.report(item.keyPosition(e), keyPath(path, e.key), "got a key beside remove: true; want nothing but the id")
		}
	}
	return true
}

func sortByID(s *shape, list reflect.Value) {
	ids := make([]string, list.Len())
	order := make([]int, list.Len())
	for i := range ids {
		ids[i] = list.Index(i).FieldByIndex(s.elem.id.index).String()
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return strings.Compare(ids[a], ids[b]) })
	sorted := reflect.MakeSlice(list.Type(), list.Len(), list.Len())
	for to, from := range order {
		sorted.Index(to).Set(list.Index(from))
	}
	reflect.Copy(list, sorted)
}

// table reads a map whose keys the writer chooses.
func (d *decoder) table(s *shape, n *node, dst reflect.Value, path string) {
	if n.form != formTable {
		d.wrong(n, path, s.want())
		return
	}
	out := reflect.MakeMap(s.typ)
	for _, e := range n.entries {
		at := keyPath(path, e.key)
		if e.key == "" || utf8.RuneCountInString(e.key) > mostClipped {
			d.report(n.keyPosition(e), path, "got the name %q; want a name of 1 to %d characters", clip(e.key), mostClipped)
			continue
		}
		if e.value.isNull() {
			continue
		}
		v := reflect.New(s.elem.typ).Elem()
		d.decode(s.elem, e.value, v, at)
		out.SetMapIndex(reflect.ValueOf(e.key).Convert(s.typ.Key()), v)
	}
	if out.Len() > 0 {
		dst.Set(out)
	}
}

// number reads a number, plain or as {value, source, confidence}.
func (d *decoder) number(s *shape, n *node, dst reflect.Value, path string) {
	if n.form == formTable {
		plain, source, ok := d.sourced(s, n, path)
		if !ok {
			return
		}
		if d.sources != nil && source != (Source{}) {
			d.sources[path] = source
		}
		n = plain
	}
	if n.form != formNumber {
		d.wrong(n, path, s.want())
		return
	}
	if s.kind == kindNumber {
		d.float(s, n, dst, path)
	} else {
		d.whole(s, n, dst, path)
	}
}

func (d *decoder) float(s *shape, n *node, dst reflect.Value, path string) {
	x, err := parseNumber(n.text)
	switch {
	case err == errNotFinite:
		d.wrong(n, path, s.want())
	case err != nil:
		d.wrong(n, path, err.Error())
	case !s.limits.holds(x):
		d.wrong(n, path, s.want())
	case dst.OverflowFloat(x):
		d.wrong(n, path, "a number that fits in 32 bits")
	default:
		dst.SetFloat(x)
	}
}

func (d *decoder) whole(s *shape, n *node, dst reflect.Value, path string) {
	negative, size, err := parseWhole(n.text)
	if err != nil {
		want := err.Error()
		if err == errFraction || err == errNotFinite {
			want = s.want()
		}
		d.wrong(n, path, want)
		return
	}
	if !wholeInside(s.limits, negative, size) {
		d.wrong(n, path, s.want())
		return
	}
	bits := s.typ.Bits()
	if dst.CanUint() {
		most := uint64(math.MaxUint64) >> (64 - bits)
		if negative && size > 0 || size > most {
			d.wrong(n, path, fmt.Sprintf("a whole number from 0 to %d", most))
			return
		}
		dst.SetUint(size)
		return
	}
	most := uint64(math.MaxInt64) >> (64 - bits)
	if negative && size > most+1 || !negative && size > most {
		d.wrong(n, path, fmt.Sprintf("a whole number from -%d to %d", most+1, most))
		return
	}
	if negative {
		dst.SetInt(-int64(size-1) - 1)
		return
	}
	dst.SetInt(int64(size))
}

// wholeInside tells whether a whole number lies in an interval. Numbers above
// 2^53 are compared after rounding, as the ends of the interval are.
func wholeInside(r interval, negative bool, size uint64) bool {
	x := float64(size)
	if negative {
		x = -x
	}
	return r.holds(x)
}
