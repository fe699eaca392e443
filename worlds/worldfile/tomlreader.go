package worldfile

import (
	"errors"
	"regexp"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// readTOML reads a TOML document. The library's parser gives the expressions
// with their places; what they add up to, and which may not be repeated, is
// decided here, because the library's own decoder forgets places and takes
// quadratic time.
func readTOML(data []byte, from *origin, problems *Problems) *node {
	r := &tomlReader{reader: reader{from: from, problems: problems}, data: data, place: newLocator(data)}
	r.root = r.newTable(tomlHeader, 1, 1)
	r.current, r.path = r.root, ""
	r.parser.Reset(data)
	for !r.full && r.parser.NextExpression() {
		r.expression(r.parser.Expression())
	}
	if err := r.parser.Error(); err != nil {
		r.syntax(err)
		return nil
	}
	return r.root.node
}

type tomlReader struct {
	reader
	data   []byte
	place  *locator
	parser unstable.Parser
	root   *tomlTable
	// current is the table of the last header, path its path.
	current *tomlTable
	path    string
}

// tomlKind tells how a table came to be, which decides what may add to it.
type tomlKind uint8

const (
	tomlValue   tomlKind = iota // a value or an inline table: nothing adds to it
	tomlDotted                  // made by a dotted key: only dotted keys add to it
	tomlImplied                 // made on the way to a header: a header may still name it
	tomlHeader                  // named by a header
	tomlArray                   // a list made by [[headers]]
)

// A tomlTable is a table, or a list of tables, under construction.
type tomlTable struct {
	kind tomlKind
	node *node
	line int
	kids map[string]*tomlTable
}

func (r *tomlReader) newTable(kind tomlKind, line, column int) *tomlTable {
	n := &node{form: formTable, from: r.from, line: line, column: column}
	return &tomlTable{kind: kind, node: n, line: line, kids: map[string]*tomlTable{}}
}

// tomlKey is one part of a dotted key.
type tomlKey struct {
	name         string
	end          int
	line, column int
}

// keys returns the parts of a key, or false after reporting too many.
func (r *tomlReader) keys(x *unstable.Node) ([]tomlKey, bool) {
	var out []tomlKey
	for it := x.Key(); it.Next(); {
		k := it.Node()
		line, column := r.place.at(int(k.Raw.Offset))
		if len(out) == maxDepth {
			r.report(line, column, "", "got more than %d levels of nesting; want fewer", maxDepth)
			return nil, false
		}
		out = append(out, tomlKey{string(k.Data), int(k.Raw.Offset + k.Raw.Length), line, column})
	}
	return out, true
}

func (r *tomlReader) expression(x *unstable.Node) {
	keys, ok := r.keys(x)
	if !ok {
		return
	}
	last := keys[len(keys)-1]
	switch x.Kind {
	case unstable.KeyValue:
		r.keyValue(r.current, keys, x.Value(), r.path, 1)
	case unstable.Table, unstable.ArrayTable:
		at, path := r.descend(keys[:len(keys)-1])
		if at == nil {
			r.current, r.path = r.newTable(tomlHeader, last.line, last.column), keyPath("", last.name)
			return
		}
		if x.Kind == unstable.Table {
			r.header(at, last, path)
		} else {
			r.arrayHeader(at, last, path)
		}
	}
}

// descend follows all but the last part of a header from the root. It returns
// nil after reporting a part that holds a value.
func (r *tomlReader) descend(keys []tomlKey) (*tomlTable, string) {
	at, path := r.root, ""
	for _, k := range keys {
		path = keyPath(path, k.name)
		next := at.kids[k.name]
		switch {
		case next == nil:
			next = r.newTable(tomlImplied, k.line, k.column)
			r.attach(at, k, next)
		case next.kind == tomlValue:
			r.report(k.line, k.column, path, "got the key %q again (first at line %d); want it once", clip(k.name), next.line)
			return nil, ""
		case next.kind == tomlArray:
			next, path = r.lastItem(next), indexPath(path, len(next.node.items)-1)
		}
		at = next
	}
	return at, path
}

// lastItem returns the table that the last [[header]] began.
func (r *tomlReader) lastItem(list *tomlTable) *tomlTable {
	return list.kids[""]
}

func (r *tomlReader) header(at *tomlTable, k tomlKey, path string) {
	path = keyPath(path, k.name)
	next := at.kids[k.name]
	switch {
	case next == nil:
		next = r.newTable(tomlHeader, k.line, k.column)
		r.attach(at, k, next)
	case next.kind == tomlImplied:
		next.kind = tomlHeader
	default:
		r.report(k.line, k.column, path, "got the table [%s] again (first at line %d); want it once", clip(path), next.line)
		next = r.newTable(tomlHeader, k.line, k.column)
	}
	r.current, r.path = next, path
}

func (r *tomlReader) arrayHeader(at *tomlTable, k tomlKey, path string) {
	path = keyPath(path, k.name)
	list := at.kids[k.name]
	item := r.newTable(tomlHeader, k.line, k.column)
	switch {
	case list == nil:
		list = r.newTable(tomlArray, k.line, k.column)
		list.node.form = formList
		r.attach(at, k, list)
		fallthrough
	case list.kind == tomlArray:
		if r.admit(item.node, 1, path) {
			list.node.items = append(list.node.items, item.node)
			list.kids[""] = item
			path = indexPath(path, len(list.node.items)-1)
		}
	default:
		r.report(k.line, k.column, path, "got [[%s]] where line %d has something else; want one of the two", clip(path), list.line)
	}
	r.current, r.path = item, path
}

// attach puts a new table or list under a key.
func (r *tomlReader) attach(at *tomlTable, k tomlKey, next *tomlTable) {
	if !r.admit(next.node, 1, k.name) {
		return
	}
	at.kids[k.name] = next
	at.node.entries = append(at.node.entries, entry{key: k.name, line: k.line, column: k.column, value: next.node})
}

// keyValue adds a key, which may be dotted, to a table.
func (r *tomlReader) keyValue(at *tomlTable, keys []tomlKey, value *unstable.Node, path string, depth int) {
	for i, k := range keys {
		path = keyPath(path, k.name)
		next := at.kids[k.name]
		if i == len(keys)-1 {
			if next != nil {
				r.report(k.line, k.column, path, "got the key %q again (first at line %d); want it once", clip(k.name), next.line)
				return
			}
			n := r.value(value, r.valueStart(k.end), path, depth)
			at.kids[k.name] = &tomlTable{kind: tomlValue, node: n, line: k.line}
			at.node.entries = append(at.node.entries, entry{key: k.name, line: k.line, column: k.column, value: n})
			return
		}
		switch {
		case next == nil:
			next = r.newTable(tomlDotted, k.line, k.column)
			r.attach(at, k, next)
		case next.kind != tomlDotted:
			r.report(k.line, k.column, path, "got the key %q again (first at line %d); want it once", clip(k.name), next.line)
			return
		}
		at = next
		depth++
	}
}

// valueStart returns where the value begins that follows a key: the parser
// keeps no place for lists.
func (r *tomlReader) valueStart(keyEnd int) int {
	i := keyEnd
	for i < len(r.data) && strings.IndexByte(" \t=", r.data[i]) >= 0 {
		i++
	}
	return min(i, len(r.data)-1)
}

func (r *tomlReader) value(x *unstable.Node, start int, path string, depth int) *node {
	if x.Raw.Length > 0 {
		start = int(x.Raw.Offset)
	}
	line, column := r.place.at(start)
	n := &node{from: r.from, line: line, column: column}
	if !r.admit(n, depth, path) {
		return n
	}
	text := string(x.Data)
	switch x.Kind {
	case unstable.Bool:
		n.form, n.text = formFlag, text
	case unstable.Integer, unstable.Float:
		r.judge(x, n, path)
		n.form, n.text = formNumber, strings.ReplaceAll(text, "_", "")
		if s := strings.TrimPrefix(n.text, "+"); s == "inf" || strings.TrimPrefix(s, "-") == "nan" {
			n.text = strings.TrimPrefix(s, "-")
		}
	case unstable.Array:
		n.form = formList
		for it := x.Children(); it.Next(); {
			n.items = append(n.items, r.value(it.Node(), start, indexPath(path, len(n.items)), depth+1))
		}
	case unstable.InlineTable:
		table := &tomlTable{kind: tomlValue, node: n, line: line, kids: map[string]*tomlTable{}}
		n.form = formTable
		for it := x.Children(); it.Next(); {
			if keys, ok := r.keys(it.Node()); ok {
				r.keyValue(table, keys, it.Node().Value(), path, depth+1)
			}
		}
	case unstable.String:
		n.form, n.text = formText, text
	default: // dates and times, which read themselves from text
		r.judge(x, n, path)
		n.form, n.text = formText, text
	}
	return n
}

// plainDigits is a number that needs no judging.
var plainDigits = regexp.MustCompile(`^(0|[1-9][0-9]*)(\.[0-9]+)?$`)

// judge reports a number or date that isn't one in TOML: the parser lets
// 1__0 and 25:61 pass, which the library's decoder then refuses.
func (r *tomlReader) judge(x *unstable.Node, n *node, path string) {
	text := string(x.Data)
	if plainDigits.MatchString(text) {
		return
	}
	var out map[string]any
	var fault *toml.DecodeError
	if err := toml.Unmarshal([]byte("x = "+text+"\n"), &out); errors.As(err, &fault) {
		r.report(n.line, n.column, path, "can't be read as TOML: %s", strings.TrimPrefix(fault.Error(), "toml: "))
	}
}

func (r *tomlReader) syntax(err error) {
	var fault *unstable.ParserError
	if !errors.As(err, &fault) {
		r.report(1, 1, "", "can't be read as TOML: %v", err)
		return
	}
	offset := len(r.data)
	if cap(fault.Highlight) > 0 && cap(fault.Highlight) <= cap(r.data) {
		offset = min(cap(r.data)-cap(fault.Highlight), len(r.data))
	}
	line, column := r.place.at(max(min(offset, len(r.data)-1), 0))
	r.report(line, column, "", "can't be read as TOML: %s", fault.Message)
}
