package experiments

import (
	"fmt"
	"math"
	"sort"
	"strings"

	"shakeout/worlds/history"
	"shakeout/worlds/worldfile"
)

// An indicator is a number that a run has at every tick: a column of market.csv, or of one agent's rows of agents.csv, or
// of one segment's rows of segments.csv; or a column of one agent's row of learning.csv, which a run has at its end.
type indicator struct {
	name   string // as the file writes it: hhi, agents[openai].share
	table  string // market, agents, segments, learning
	id     string // of the agent or the segment
	column string // in that table
}

// parseIndicator reads the name of an indicator. The error says what it should be.
func parseIndicator(name string) (indicator, error) {
	x := indicator{name: name, table: "market", column: name}
	if table, rest, ok := strings.Cut(name, "["); ok {
		id, column, ok := strings.Cut(rest, "].")
		if !ok || table != "agents" && table != "segments" && table != "learning" {
			return x, fmt.Errorf("got %q; want a column of market.csv, agents[ID].COLUMN, segments[ID].COLUMN or learning[ID].COLUMN", name)
		}
		x.table, x.id, x.column = table, id, column
	}
	known := numberColumns(x.table)
	for _, c := range known {
		if c == x.column {
			return x, nil
		}
	}
	return x, fmt.Errorf("got %q, no number of %s.csv; %s", name, x.table, worldfile.WantOneOf(x.column, known))
}

// numberColumns lists the columns of a table of runs that hold numbers and are no dates.
func numberColumns(table string) []string {
	var names []string
	for _, t := range history.Tables() {
		if t.File != table+".csv" {
			continue
		}
		for _, c := range t.Columns {
			if c.Name != "tick" && (c.Type == "number" || c.Type == "integer" || table == "learning" && c.Type == "true/false") {
				names = append(names, c.Name)
			}
		}
	}
	return names
}

// header returns the column of indicators.csv that an indicator has: agents_openai_share.
func (x *indicator) header() string {
	if x.table == "market" {
		return x.column
	}
	return x.table + "_" + strings.ReplaceAll(x.id, "-", "_") + "_" + x.column
}

// doc returns the line of an indicator in the codebook.
func (x *indicator) doc() string {
	for _, t := range history.Tables() {
		if t.File == x.table+".csv" {
			for _, c := range t.Columns {
				if c.Name == x.column {
					if x.id != "" {
						return x.id + ": " + c.Doc
					}
					return c.Doc
				}
			}
		}
	}
	return x.name
}

// at returns the value of an indicator at a tick of a run, NaN where it has none.
func (x *indicator) at(r *history.Run, tick int64) float64 {
	switch x.table {
	case "learning":
		for i := range r.Learning {
			if r.Learning[i].Agent == x.id && tick == r.Ticks {
				return numberOf(&r.Learning[i], x.column)
			}
		}
	case "agents":
		for i := from(len(r.Agents), func(i int) int64 { return r.Agents[i].Tick }, tick); i < len(r.Agents) && r.Agents[i].Tick == tick; i++ {
			if r.Agents[i].Agent == x.id {
				return numberOf(&r.Agents[i], x.column)
			}
		}
	case "segments":
		for i := from(len(r.Segments), func(i int) int64 { return r.Segments[i].Tick }, tick); i < len(r.Segments) && r.Segments[i].Tick == tick; i++ {
			if r.Segments[i].Segment == x.id {
				return numberOf(&r.Segments[i], x.column)
			}
		}
	default:
		if i := from(len(r.Market), func(i int) int64 { return r.Market[i].Tick }, tick); i < len(r.Market) && r.Market[i].Tick == tick {
			return numberOf(&r.Market[i], x.column)
		}
	}
	return math.NaN()
}

// from returns the first of n rows in the order of ticks that is not before a tick.
func from(n int, tickOf func(int) int64, tick int64) int {
	return sort.Search(n, func(i int) bool { return tickOf(i) >= tick })
}

func numberOf[T any](row *T, column string) float64 {
	x, ok := history.Number(row, column)
	if !ok || math.IsInf(x, 0) {
		return math.NaN()
	}
	return x
}
