package fields

import (
	"fmt"
	"strconv"
)

// Kind is the kind of a value that a strategy returned.
type Kind uint8

// The kinds.
const (
	None Kind = iota
	Flag
	Number
	Text
	List
	Table
)

// A Value is what a strategy returned for a field, whatever language it is written in.
type Value struct {
	Kind   Kind
	Flag   bool
	Number float64
	Text   string
	Items  []Value  // of a list, or of a table in the order of its keys
	Keys   []string // of a table
}

// String shows the value in an error, cut where it gets long.
func (v Value) String() string {
	switch v.Kind {
	case None:
		return "nothing"
	case Flag:
		if v.Flag {
			return "true"
		}
		return "false"
	case Number:
		return strconv.FormatFloat(v.Number, 'g', -1, 64)
	case Text:
		if len(v.Text) > 40 {
			return strconv.Quote(v.Text[:40]) + "..."
		}
		return strconv.Quote(v.Text)
	case List:
		return fmt.Sprintf("a list of %d", len(v.Items))
	}
	return fmt.Sprintf("a table of %d", len(v.Items))
}
