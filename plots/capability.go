package plots

import (
	"math"

	"gonum.org/v1/plot/vg"

	"shakeout/worlds/history"
)

// Capability draws the capability of the best model of each agent, in orders of magnitude of effective
// compute over the frontier at the start, and its distance to the frontier. Lines end where an agent
// leaves, with the mark of how.
func Capability(run *history.Run) (*Figure, error) {
	r := read(run)
	frontier := r.of(func(m *history.MarketRow) float64 { return m.FrontierCapability })
	t := newTable("tick", "date", "agent", "capability", "frontier_gap")
	for i := range r.ticks {
		t.add(whole(r.ticks[i]), r.dates[i], "frontier", field(frontier[i]), "0")
	}
	var own, gap []trace
	var shown []*actor
	var levels, gaps [][]float64
	for _, a := range r.actors {
		level := a.series(func(x *history.AgentRow) float64 { return x.Capability })
		distance := a.series(func(x *history.AgentRow) float64 { return x.FrontierGap })
		if lastOf(level) < 0 {
			continue
		}
		for i := range r.ticks {
			if !math.IsNaN(level[i]) {
				t.add(whole(r.ticks[i]), r.dates[i], a.id, field(level[i]), field(distance[i]))
			}
		}
		end := noSymbol
		if a.ended >= 0 {
			end = a.end
		}
		st := a.look
		st.width = thinLine
		weight := level[lastOf(level)]
		words := shortened(a.name, tickType, 62)
		own = append(own, trace{words: words, ys: level, st: st, mark: end, weight: weight})
		gap = append(gap, trace{words: words, ys: distance, st: st, mark: end, weight: weight})
		shown, levels, gaps = append(shown, a), append(levels, level), append(gaps, distance)
	}
	if len(own) == 0 {
		return nothing("capability", "no agent has a model")
	}
	return &Figure{Name: "capability", Title: "Capability and distance to the frontier: " + caption(run), Data: t, width: twoColumns, height: 72 * mm,
		draw: func(s *sheet) {
			s.settled(func(s *sheet, inLegend []trace) []trace {
				room := s.legend(s.room(), append(legendOf(inLegend), marksUsed(shown)...))
				leftRoom, rightRoom := halves(room, 8)
				a := &panel{letter: "a", x: years(r.years), y: linear("Capability (log₁₀, start = 0)", false, append(levels, frontier)...)}
				b := &panel{letter: "b", x: years(r.years), y: linear("Distance to the frontier (log₁₀)", true, gaps...)}
				right := labelsWidth(wordsOf(own)...)
				s.stack(leftRoom, right, nil, a)
				s.stack(rightRoom, right, nil, b)
				s.curve(a, r.years, frontier, stroke{colour: paleGrey, width: 3})
				left := s.chart(a, r.years, without(own, inLegend))
				if at := len(frontier) / 3; lastOf(frontier) >= at {
					if q, ok := a.at(r.years[at], frontier[at]); ok {
						s.nearby(a.area, "frontier", vg.Point{X: q.X - 6, Y: q.Y + 4}, script{colour: midGrey})
					}
				}
				return append(left, s.chart(b, r.years, without(gap, inLegend))...)
			})
		}}, nil
}
