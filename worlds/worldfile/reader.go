package worldfile

import (
	"strconv"
)

// Limits that keep a hostile or mistaken file from costing more than a second
// or 200 MB. The largest bundled world has a few thousand values.
const (
	maxFileBytes = 4 << 20
	maxNodes     = 100_000
	maxMarks     = 200_000 // what stands between values, counted before parsing
	maxDepth     = 64
)

// reader is what the readers of the three formats share.
type reader struct {
	from     *origin
	problems *Problems
	nodes    int
	full     bool
}

func (r *reader) report(line, column int, path, format string, args ...any) {
	r.problems.add(Position{File: r.from.file, Line: line, Column: column}, path, format, args...)
}

// admit counts a node and tells whether it may have content.
func (r *reader) admit(n *node, depth int, path string) bool {
	if r.full {
		return false
	}
	r.nodes++
	if r.nodes > maxNodes {
		r.full = true
		r.report(n.line, n.column, path, "got more than %d values, aliases expanded; want fewer", maxNodes)
		return false
	}
	if depth > maxDepth {
		r.report(n.line, n.column, "", "got more than %d levels of nesting; want fewer", maxDepth)
		return false
	}
	return true
}

// Marks are what the libraries need time and memory for, each by itself, before
// anything can be stopped. YAML also keeps every token of a line in memory, as
// the line may turn out to be a key: quotes, brackets and tags need no comma
// between them to become tokens.
const (
	marks     = ",:=.\n"
	marksYAML = marks + "\"'[]{}!"
)

// checkMarks counts these marks.
func (r *reader) checkMarks(data []byte, marks string) bool {
	var counts [256]bool
	for i := range len(marks) {
		counts[marks[i]] = true
	}
	found, line := 0, 1
	for _, c := range data {
		if counts[c] {
			if found++; found > maxMarks {
				r.report(line, 1, "", "got more than %d lines, commas, colons, quotes, brackets and the like; want fewer", maxMarks)
				return false
			}
		}
		if c == '\n' {
			line++
		}
	}
	return true
}

// addEntry adds a key to a table, or reports that it is there already. seen
// holds the line of each key of this table.
func (r *reader) addEntry(n *node, seen map[string]int, e entry, path string, value func() *node) {
	if r.full {
		return
	}
	if first, ok := seen[e.key]; ok {
		r.doubled(e, first, path)
		return
	}
	seen[e.key] = e.line
	e.value = value()
	n.entries = append(n.entries, e)
}

func (r *reader) doubled(e entry, first int, path string) {
	r.report(e.line, e.column, keyPath(path, e.key), "got the key %q again (first at line %d); want it once", clip(e.key), first)
}

// keyPath returns the path of a key in a table.
func keyPath(path, key string) string {
	key = clip(key)
	if !simpleName(key) {
		return path + "[" + key + "]"
	}
	if path == "" {
		return key
	}
	return path + "." + key
}

func indexPath(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// simpleName tells whether a key can stand in a path without brackets.
func simpleName(s string) bool {
	for _, c := range s {
		if c != '_' && c != '-' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return s != ""
}
