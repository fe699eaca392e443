package worldfile

import (
	"fmt"
	"strconv"
)

// form is what a value looks like in the file, before it is known what it is
// for.
type form uint8

const (
	formNull form = iota
	formFlag
	formNumber
	formText
	formList
	formTable
)

// An origin is where nodes come from: a file, a scenario in a file, or a
// setting on the command line.
type origin struct {
	// file is the name shown in positions.
	file string
	// layer is the name shown to say which layer a value came from.
	layer string
	// place is where files that the nodes name are looked up; nil if nowhere.
	place place
	// extends is the node that named the file below, while a chain is read.
	extends *node
}

// A node is one value of an input with its place. Nodes are never changed
// once read: layers are laid over each other by building new ones.
type node struct {
	form form
	// text is the scalar as written, without quotes; for a flag "true" or
	// "false"; for a number in the form parseNumber reads.
	text    string
	entries []entry // of a table
	items   []*node // of a list

	from         *origin
	line, column int
	// hint is the id that was probably meant by a thing that a later layer
	// added under an id close to an existing one.
	hint string
}

// An entry is a key of a table with its value.
type entry struct {
	key          string
	line, column int
	value        *node
}

func (n *node) position() Position {
	if n == nil || n.from == nil {
		return Position{}
	}
	return Position{File: n.from.file, Line: n.line, Column: n.column}
}

// keyPosition returns the place of the key of an entry of table n.
func (n *node) keyPosition(e entry) Position {
	p := e.value.position()
	p.Line, p.Column = e.line, e.column
	return p
}

// get returns the value under key in a table, nil if there is none.
func (n *node) get(key string) *node {
	if n == nil {
		return nil
	}
	for i := range n.entries {
		if n.entries[i].key == key {
			return n.entries[i].value
		}
	}
	return nil
}

// with returns a copy of table n in which key holds value.
func (n *node) with(e entry) *node {
	out := *n
	out.entries = make([]entry, 0, len(n.entries)+1)
	found := false
	for _, old := range n.entries {
		if old.key == e.key {
			old, found = e, true
		}
		out.entries = append(out.entries, old)
	}
	if !found {
		out.entries = append(out.entries, e)
	}
	return &out
}

// without returns a copy of table n without the keys.
func (n *node) without(keys ...string) *node {
	out := *n
	out.entries = make([]entry, 0, len(n.entries))
	for _, e := range n.entries {
		drop := false
		for _, k := range keys {
			drop = drop || e.key == k
		}
		if !drop {
			out.entries = append(out.entries, e)
		}
	}
	return &out
}

// isNull tells whether nothing is there, or null, which means the default.
func (n *node) isNull() bool { return n == nil || n.form == formNull }

// relabel returns the tree with another origin.
func (n *node) relabel(from *origin) *node {
	if n == nil {
		return nil
	}
	out := *n
	out.from = from
	out.entries = nil
	for _, e := range n.entries {
		e.value = e.value.relabel(from)
		out.entries = append(out.entries, e)
	}
	out.items = nil
	for _, item := range n.items {
		out.items = append(out.items, item.relabel(from))
	}
	return &out
}

// got describes the node for the first half of an error message.
func (n *node) got() string {
	switch {
	case n == nil:
		return "nothing"
	case n.form == formNull:
		return "null"
	case n.form == formFlag:
		return n.text
	case n.form == formNumber:
		switch n.text {
		case "nan":
			return "NaN"
		case "inf", "-inf":
			return "infinity"
		}
		return clip(n.text)
	case n.form == formText:
		return "text " + strconv.Quote(clip(n.text))
	case n.form == formList:
		if len(n.items) == 0 {
			return "an empty list"
		}
		return fmt.Sprintf("a list of %d", len(n.items))
	default:
		return "a table of keys"
	}
}

// mostClipped is how many characters of a scalar a message quotes. Ids and
// names are shorter, so paths always hold them whole.
const mostClipped = 80

// clip shortens a scalar so that a message stays a line.
func clip(s string) string {
	if len(s) <= mostClipped {
		return s
	}
	count := 0
	for i := range s {
		if count == mostClipped {
			return s[:i] + "..."
		}
		count++
	}
	return s
}
