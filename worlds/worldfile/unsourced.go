package worldfile

// Unsourced returns a problem for every number that stands in a file, or in a scenario of one,
// without saying where it comes from: neither in the form {value, source, confidence} nor under a
// path in exempt. What is set on the command line, and the defaults, whose tags have their sources,
// are left out. A file is not wrong for it; whoever publishes numbers should say whose they are.
func (l *Loaded[T]) Unsourced(exempt ...string) Problems {
	u := unsourced{exempt: map[string]bool{}}
	for _, path := range exempt {
		u.exempt[path] = true
	}
	for _, f := range l.chain {
		u.visit(l.shape, f.root, "", "")
		for _, name := range f.names {
			u.visit(l.shape, f.scenarios[name], "", "scenarios."+name+".")
		}
	}
	return u.problems.sorted()
}

type unsourced struct {
	exempt   map[string]bool
	problems Problems
}

// visit looks for plain numbers in a layer. The path counts from the root of the value, shown is
// what stands before it in messages.
func (u *unsourced) visit(s *shape, n *node, path, shown string) {
	if n.isNull() {
		return
	}
	switch s.kind {
	case kindNumber, kindWhole:
		if n.form == formNumber && !u.exempt[path] || n.form == formTable && n.get("source").isNull() {
			u.problems.add(n.position(), shown+path, "got a number without a source; want {value: %s, source: \"...\"}, or source: assumption", clip(writtenNumber(n)))
		}
	case kindOptional:
		u.visit(s.elem, n, path, shown)
	case kindRecord:
		if f := s.byKey["source"]; f != nil && f.shape.kind == kindText && !n.get("source").isNull() {
			return // one source for all of it
		}
		for _, e := range n.entries {
			if f := s.byKey[e.key]; f != nil {
				u.visit(f.shape, e.value, keyPath(path, e.key), shown)
			}
		}
	case kindTable:
		for _, e := range n.entries {
			u.visit(s.elem, e.value, keyPath(path, e.key), shown)
		}
	case kindList:
		for i, item := range n.items {
			at := indexPath(path, i)
			if id, ok := idOf(item); ok && s.hasIDs() {
				at = idPath(path, id)
			}
			u.visit(s.elem, item, at, shown)
		}
	}
}

// writtenNumber is a number as written, with or without what is said beside it.
func writtenNumber(n *node) string {
	if n.form == formTable {
		if n = n.get("value"); n == nil {
			return "..."
		}
	}
	return n.text
}
