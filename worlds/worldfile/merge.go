package worldfile

import "strconv"

// A merger lays layers over each other: tables key by key, lists of things
// with an id by id, everything else replaced; null goes back to the default.
// It says nothing of values of the wrong type, which the decoder reports.
type merger struct {
	problems Problems
}

func (m *merger) report(p Position, path, format string, args ...any) {
	m.problems.add(p, path, format, args...)
}

// merge returns base with over laid upon it; base may be nil. Also what is
// new goes through here, because it may hold nulls and removals of its own.
func (m *merger) merge(s *shape, base, over *node, path string) *node {
	if over.isNull() {
		return over
	}
	switch {
	case s.kind == kindOptional:
		return m.merge(s.elem, base, over, path)
	case s.kind == kindRecord && over.form == formTable:
		return m.table(base, over, func(key string) *shape {
			if f := s.byKey[key]; f != nil {
				return f.shape
			}
			return nil
		}, path)
	case s.kind == kindTable && over.form == formTable:
		return m.table(base, over, func(string) *shape { return s.elem }, path)
	case s.hasIDs() && over.form == formList:
		return m.list(s, base, over, path)
	}
	return over
}

func (m *merger) table(base, over *node, shapeOf func(key string) *shape, path string) *node {
	out := *over
	out.entries = nil
	place := map[string]int{}
	if base != nil && base.form == formTable {
		out = *base
		out.entries = append([]entry(nil), base.entries...)
		for i, e := range base.entries {
			place[e.key] = i
		}
	}
	for _, e := range over.entries {
		s := shapeOf(e.key)
		i, known := place[e.key]
		switch {
		case s == nil:
			// An unknown key has been reported. It is kept to tell what it
			// was probably meant for, so that isn't reported as missing too.
			out.entries = append(out.entries, e)
		case known:
			old := out.entries[i]
			e.value = m.merge(s, old.value, e.value, keyPath(path, e.key))
			out.entries[i] = e
		default:
			e.value = m.merge(s, nil, e.value, keyPath(path, e.key))
			place[e.key] = len(out.entries)
			out.entries = append(out.entries, e)
		}
	}
	return &out
}

// list merges things with an id. The first layer's order is kept; it doesn't
// matter, because the result is sorted by id.
func (m *merger) list(s *shape, base, over *node, path string) *node {
	out := *over
	out.items = nil
	place := map[string]int{}
	var ids []string
	if base != nil && base.form == formList {
		out = *base
		out.items = append([]*node(nil), base.items...)
		for i, item := range base.items {
			if id, ok := idOf(item); ok {
				place[id] = i
				ids = append(ids, id)
			}
		}
	}
	for _, item := range over.items {
		id, ok := idOf(item)
		i, known := place[id]
		switch {
		case !ok:
			out.items = append(out.items, m.merge(s.elem, nil, item, indexPath(path, len(out.items))))
		case removal(item):
			if !known || out.items[i] == nil {
				m.report(item.position(), idPath(path, id), "got remove: true, but there is no %s to remove; %s", strconv.Quote(id), WantOneOf(id, ids))
				continue
			}
			out.items[i] = nil
			delete(place, id)
		case known:
			out.items[i] = m.merge(s.elem, out.items[i], item, idPath(path, id))
		default:
			added := m.merge(s.elem, nil, item, idPath(path, id))
			if near, ok := Nearest(id, ids); ok && added != nil {
				hinted := *added
				hinted.hint = near
				added = &hinted
			}
			place[id] = len(out.items)
			out.items = append(out.items, added)
		}
	}
	kept := out.items[:0:0]
	for _, item := range out.items {
		if item != nil {
			kept = append(kept, item)
		}
	}
	out.items = kept
	return &out
}

// idOf returns the id of an item of a list, if it has one in the right form.
func idOf(item *node) (string, bool) {
	if item == nil || item.form != formTable {
		return "", false
	}
	id := item.get("id")
	if id == nil || id.form != formText {
		return "", false
	}
	return id.text, true
}

// removal tells whether an item says remove: true.
func removal(item *node) bool {
	r := item.get("remove")
	return r != nil && r.form == formFlag && r.text == "true"
}
