package worldfile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Position is a place in an input: a file with line and column, both
// counted from one, the column in characters. Line is zero where only the
// input as a whole is known, as for a value given on the command line.
type Position struct {
	File   string
	Line   int
	Column int
}

// String returns file:line:column, or the file alone where the line is zero.
func (p Position) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// A Problem is one thing that is wrong in an input.
type Problem struct {
	Position
	// Path of the value, as in agents[mistral].start.cash_usd_m; empty where
	// the file as a whole is meant.
	Path string
	// Message in the form "got X; want Y".
	Message string
}

// String returns file:line:column: path: message.
func (p Problem) String() string {
	var b strings.Builder
	if place := p.Position.String(); place != "" {
		b.WriteString(place + ": ")
	}
	if p.Path != "" {
		b.WriteString(p.Path + ": ")
	}
	b.WriteString(p.Message)
	return b.String()
}

// Problems is everything wrong in the inputs of one call, sorted by file,
// line and column. It is the error that Load returns when an input, rather
// than the program, is at fault.
type Problems []Problem

// Error returns one line for each problem.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// maxProblems is how many problems are kept. Who has more has one cause.
const maxProblems = 1000

// add adds a problem, unless there are too many already.
func (ps *Problems) add(p Position, path, format string, args ...any) {
	if len(*ps) < maxProblems {
		*ps = append(*ps, Problem{Position: p, Path: path, Message: fmt.Sprintf(format, args...)})
	}
}

// join adds the problems of a part of the work.
func (ps *Problems) join(more Problems) {
	*ps = append(*ps, more[:min(len(more), maxProblems)]...)
}

// full tells whether looking for more is a waste.
func (ps Problems) full() bool { return len(ps) >= maxProblems }

// sorted returns the problems in order of place, each once: a file is read by
// itself and again as part of the whole, and meets the same fault twice.
func (ps Problems) sorted() Problems {
	out := slices.Clone(ps)
	slices.SortStableFunc(out, func(a, b Problem) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Path, b.Path),
			cmp.Compare(a.Message, b.Message),
		)
	})
	out = slices.Compact(out)
	if len(out) >= maxProblems {
		out = append(out[:maxProblems:maxProblems], Problem{
			Message: fmt.Sprintf("got more than %d problems; want these mended first", maxProblems-1),
		})
	}
	return out
}

// err returns the problems as an error, nil if there are none.
func (ps Problems) err() error {
	if len(ps) == 0 {
		return nil
	}
	return ps.sorted()
}
