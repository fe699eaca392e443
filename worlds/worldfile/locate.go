package worldfile

import (
	"sort"
	"unicode/utf8"
)

// A locator turns offsets in a text into lines and columns. It remembers the
// last one, so that going through a file forwards is linear in its length
// even where everything stands on one line.
type locator struct {
	data   []byte
	starts []int // offsets at which lines begin
	// the last offset asked for, its line from 0 and its column
	offset, line, column int
}

func newLocator(data []byte) *locator {
	l := &locator{data: data, starts: []int{0}, column: 1}
	for i, c := range data {
		if c == '\n' {
			l.starts = append(l.starts, i+1)
		}
	}
	return l
}

// at returns line and column of an offset, both from one; the column counts
// characters.
func (l *locator) at(offset int) (line, column int) {
	offset = min(max(offset, 0), len(l.data))
	from, column := l.offset, l.column
	if i := l.line; offset < l.offset || i+1 < len(l.starts) && offset >= l.starts[i+1] {
		l.line = sort.SearchInts(l.starts, offset+1) - 1
		from, column = l.starts[l.line], 1
	}
	l.offset, l.column = offset, column+utf8.RuneCount(l.data[from:offset])
	return l.line + 1, l.column
}
