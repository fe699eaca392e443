package history

import (
	"bytes"
	"io"
	"slices"
	"strconv"
)

// Parting is the first tick at which two runs differ, and in what.
type Parting struct {
	Tick        int64        `json:"tick"`
	Date        string       `json:"date"`
	Agents      []string     `json:"agents"`      // whose rows differ at that tick, in the order of the files
	Differences []Difference `json:"differences"` // at that tick, the first of each row, agents before the other tables
	Rows        int64        `json:"rows"`        // rows that differ at that tick; Differences holds at most 100
}

const mostDifferences = 100

// FindParting returns the first tick at which the tables of two runs differ, or nil if no table with ticks does.
// Rows are aligned by tick and key, so that an agent or an offer that one run lacks is named as such. Tables come in
// the order agents, offers, segments, events, decisions, market, ledger: who acted differently stands before what
// followed from it.
func FindParting(a, b *Run) (*Parting, error) {
	var first *Parting
	for _, file := range []string{"agents.csv", "offers.csv", "segments.csv", "events.csv", "decisions.csv", "market.csv", "ledger.csv"} {
		t := &tables[slices.IndexFunc(tables, func(t Table) bool { return t.File == file })]
		if t.Detail && !(t.rows.recorded(a) && t.rows.recorded(b)) {
			continue
		}
		textA, err := encoded(t, a)
		if err != nil {
			return nil, err
		}
		textB, err := encoded(t, b)
		if err != nil {
			return nil, err
		}
		p := partingOf(t, textA, textB)
		switch {
		case p == nil:
		case first == nil || p.Tick < first.Tick:
			first = p
		case p.Tick == first.Tick:
			first.join(p)
		}
	}
	return first, nil
}

func (p *Parting) join(q *Parting) {
	for _, agent := range q.Agents {
		if !slices.Contains(p.Agents, agent) {
			p.Agents = append(p.Agents, agent)
		}
	}
	p.Differences = append(p.Differences, q.Differences...)
	p.Differences = p.Differences[:min(len(p.Differences), mostDifferences)]
	p.Rows += q.Rows
}

// tickRows are the rows of one tick of one table.
type tickRows struct {
	tick int64
	keys []string // key columns, and a count where the same key comes again
	rows map[string]textRow
}

type textRow struct {
	line, row int64
	cells     []string
}

// ticksOf hands out the rows of a table tick by tick.
func ticksOf(t *Table, text []byte) func() *tickRows {
	scan := newScanner(bytes.NewReader(text))
	scan.next() // the header
	tickColumn := t.column("tick")
	row := int64(0)
	var ahead *textRow
	read := func() *textRow {
		if ahead != nil {
			r := ahead
			ahead = nil
			return r
		}
		line, err := scan.next()
		if err == io.EOF || err != nil {
			return nil
		}
		row++
		r := &textRow{line: line, row: row}
		for i := range scan.fields {
			r.cells = append(r.cells, string(scan.rawField(i)))
		}
		return r
	}
	tickOf := func(r *textRow) int64 {
		n, _ := strconv.ParseInt(r.cells[tickColumn], 10, 64)
		return n
	}
	return func() *tickRows {
		r := read()
		if r == nil {
			return nil
		}
		group := &tickRows{tick: tickOf(r), rows: map[string]textRow{}}
		for ; r != nil; r = read() {
			if tickOf(r) != group.tick {
				ahead = r
				break
			}
			key := t.keyText(r.cells)
			unique := key
			for n := 2; ; n++ {
				if _, taken := group.rows[unique]; !taken {
					break
				}
				unique = key + ", number " + strconv.Itoa(n)
			}
			group.keys = append(group.keys, unique)
			group.rows[unique] = *r
		}
		return group
	}
}

func (t *Table) keyText(cells []string) string {
	text := ""
	for _, k := range t.Key {
		if value := cells[t.column(k)]; value != "" {
			if text != "" {
				text += ", "
			}
			text += k + " " + value
		}
	}
	return text
}

func partingOf(t *Table, textA, textB []byte) *Parting {
	nextA, nextB := ticksOf(t, textA), ticksOf(t, textB)
	for {
		a, b := nextA(), nextB()
		switch {
		case a == nil && b == nil:
			return nil
		case b == nil || a != nil && a.tick < b.tick:
			b = &tickRows{tick: a.tick}
		case a == nil || b.tick < a.tick:
			a = &tickRows{tick: b.tick}
		}
		if p := partingAt(t, a, b); p != nil {
			return p
		}
	}
}

func partingAt(t *Table, a, b *tickRows) *Parting {
	p := &Parting{Tick: a.tick}
	add := func(d Difference, cells []string) {
		if p.Rows++; p.Rows == 1 {
			if i := t.column("date"); i < len(cells) {
				p.Date = cells[i]
			}
		}
		if i := t.column("agent"); i < len(cells) && !slices.Contains(p.Agents, cells[i]) {
			p.Agents = append(p.Agents, cells[i])
		}
		if len(p.Differences) < mostDifferences {
			d.File = t.File
			p.Differences = append(p.Differences, d)
		}
	}
	for _, key := range a.keys {
		x := a.rows[key]
		y, both := b.rows[key]
		if !both {
			add(Difference{Line: x.line, Row: x.row, Key: key, Text: "the row is in A only"}, x.cells)
			continue
		}
		for i := range x.cells {
			if x.cells[i] != y.cells[i] {
				add(Difference{Line: x.line, Row: x.row, Key: key, Column: t.Columns[i].Name, A: x.cells[i], B: y.cells[i]}, x.cells)
				break
			}
		}
	}
	for _, key := range b.keys {
		if _, both := a.rows[key]; !both {
			y := b.rows[key]
			add(Difference{Line: y.line, Row: y.row, Key: key, Text: "the row is in B only"}, y.cells)
		}
	}
	if p.Rows == 0 {
		return nil
	}
	return p
}
