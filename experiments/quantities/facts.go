package quantities

import (
	"fmt"
	"math"
	"slices"
	"sort"

	"go.starlark.net/starlark"

	"shakeout/worlds/history"
)

// marketRow is market(tick).
func marketRow(s *source, c *call) (starlark.Value, error) {
	t, err := c.tick(0)
	if err != nil {
		return nil, err
	}
	rows := s.run.Market
	i := sort.Search(len(rows), func(i int) bool { return rows[i].Tick >= t })
	if i == len(rows) || rows[i].Tick != t {
		return rowOf[history.MarketRow](nil), nil
	}
	return rowOf(&rows[i]), nil
}

// named finds a row by id and tick in a table in the order of ticks.
func named[T any](c *call, rows []T, key func(*T) (int64, string)) (starlark.Value, error) {
	id, err := c.text(0)
	if err != nil {
		return nil, err
	}
	t, err := c.tick(1)
	if err != nil {
		return nil, err
	}
	tickOf := func(i int) int64 { at, _ := key(&rows[i]); return at }
	for i := sort.Search(len(rows), func(i int) bool { return tickOf(i) >= t }); i < len(rows) && tickOf(i) == t; i++ {
		if _, name := key(&rows[i]); name == id {
			return rowOf(&rows[i]), nil
		}
	}
	return rowOf[T](nil), nil
}

// agentRow is agent(id, tick).
func agentRow(s *source, c *call) (starlark.Value, error) {
	return named(c, s.run.Agents, func(r *history.AgentRow) (int64, string) { return r.Tick, r.Agent })
}

// segmentRow is segment(id, tick).
func segmentRow(s *source, c *call) (starlark.Value, error) {
	return named(c, s.run.Segments, func(r *history.SegmentRow) (int64, string) { return r.Tick, r.Segment })
}

// outcomeRow is outcome(id).
func outcomeRow(s *source, c *call) (starlark.Value, error) {
	id, err := c.text(0)
	if err != nil {
		return nil, err
	}
	for i := range s.run.Outcomes {
		if s.run.Outcomes[i].Agent == id {
			return rowOf(&s.run.Outcomes[i]), nil
		}
	}
	return rowOf[history.OutcomeRow](nil), nil
}

func median(x []float64) float64 {
	if len(x) == 0 || slices.ContainsFunc(x, math.IsNaN) {
		return math.NaN()
	}
	x = slices.Clone(x)
	slices.Sort(x)
	n := len(x)
	return (x[(n-1)/2] + x[n/2]) / 2
}

// won is won(a, b): in how many of all pairs of one number of a and one of b that of a is greater, ties as one half (Mann and Whitney 1947).
// Over the number of pairs it is the area under the ROC curve of a score that is a for cases and b for the others.
func won(_ *source, c *call) (starlark.Value, error) {
	a, err := c.numbers(0)
	if err != nil {
		return nil, err
	}
	b, err := c.numbers(1)
	if err != nil {
		return nil, err
	}
	for _, x := range slices.Concat(a, b) {
		if math.IsNaN(x) {
			return nil, fmt.Errorf("got a number that is not known; want known ones")
		}
	}
	slices.Sort(b)
	n := 0.0
	for _, x := range a {
		below := sort.SearchFloat64s(b, x)
		above := sort.Search(len(b), func(i int) bool { return b[i] > x })
		n += float64(below) + float64(above-below)/2
	}
	return starlark.Float(n), nil
}
