package worldfile

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"
)

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
