package history

import (
	"fmt"
	"strings"
)

// Problem is one place at which a file of a run is not what it should be.
type Problem struct {
	File   string
	Line   int64  // from 1; 0 where no line can be named
	Byte   int    // byte of the line, from 1; 0 where none can be named
	Row    int64  // row of the table, from 1, without the header; 0 for the header
	Column string // name of the column; empty where none can be named
	Text   string // what is wrong and what is wanted
}

func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d", p.Line)
		if p.Byte > 0 {
			fmt.Fprintf(&b, ":%d", p.Byte)
		}
	}
	b.WriteString(": ")
	if p.Row > 0 {
		fmt.Fprintf(&b, "row %d: ", p.Row)
	}
	if p.Column != "" {
		fmt.Fprintf(&b, "%s: ", p.Column)
	}
	b.WriteString(p.Text)
	return b.String()
}

// FormatError is a table that can't be read: its problems in the order of the file, at most 20 of them.
type FormatError struct {
	Problems []Problem
	More     bool // whether reading stopped because there were too many
}

const mostProblems = 20

// Error returns one line per problem.
func (e *FormatError) Error() string {
	lines := make([]string, 0, len(e.Problems)+1)
	for _, p := range e.Problems {
		lines = append(lines, p.String())
	}
	if e.More {
		lines = append(lines, "and more after these")
	}
	return strings.Join(lines, "\n")
}
