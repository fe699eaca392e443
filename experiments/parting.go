package experiments

import (
	"math"
	"slices"
	"strings"

	"shakeout/worlds/history"
)

// trace is what is remembered of a run to find where another parts from it: a mark for every agent at every tick.
type trace []mark

type mark struct {
	tick  int64
	agent string
	hash  uint64
}

// traceOf marks the rows of agents of a run.
func traceOf(r *history.Run) (trace, error) {
	t := make(trace, len(r.Agents))
	var cells []history.Value
	for i := range r.Agents {
		row := &r.Agents[i]
		var err error
		if cells, err = history.RowValues(cells[:0], row); err != nil {
			return nil, err
		}
		h := uint64(14695981039346656037) // FNV-1a
		add := func(x uint64) {
			for range 8 {
				h = (h ^ x&0xff) * 1099511628211
				x >>= 8
			}
		}
		for k := range cells {
			add(math.Float64bits(cells[k].Real()))
			add(uint64(cells[k].Whole()))
			for _, c := range []byte(cells[k].Text()) {
				h = (h ^ uint64(c)) * 1099511628211
			}
		}
		t[i] = mark{row.Tick, row.Agent, h}
	}
	return t, nil
}

// part returns the first tick at which an agent that both runs have differs, and all agents that do so then; -1 where none
// ever does. Rows of a trace are in the order of ticks.
func part(a, b trace) (tick int64, agents string) {
	for len(a) > 0 && len(b) > 0 {
		at := max(a[0].tick, b[0].tick)
		var x, y trace
		x, a = cut(a, at)
		y, b = cut(b, at)
		var differ []string
		for _, m := range x {
			k := slices.IndexFunc(y, func(n mark) bool { return n.agent == m.agent })
			if k >= 0 && y[k].hash != m.hash {
				differ = append(differ, m.agent)
			}
		}
		if len(differ) > 0 {
			slices.Sort(differ)
			return at, strings.Join(differ, " ")
		}
	}
	return -1, ""
}

// cut returns the marks of a tick and those after it.
func cut(t trace, tick int64) (at, after trace) {
	i := from(len(t), func(i int) int64 { return t[i].tick }, tick)
	j := from(len(t), func(i int) int64 { return t[i].tick }, tick+1)
	return t[i:j], t[j:]
}
