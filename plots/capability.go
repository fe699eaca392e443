package plots

import (
	"math"

	"gonum.org/v1/plot/vg"

	"shakeout/worlds/history"
)

// Capability draws the capability of the best model of each agent, in orders of magnitude of effective
// compute over the frontier at the start, and month by month its distance to the frontier as a shade.
// Lines and rows end where an agent leaves, with the mark of how. Entrants that never had 1 % of model
// revenue are thin grey lines, and one row for the best of them in each month.
func Capability(run *history.Run) (*Figure, error) {
	r := read(run)
	frontier := r.of(func(m *history.MarketRow) float64 { return m.FrontierCapability })
	t := newTable("tick", "date", "agent", "capability", "frontier_gap")
	for i := range r.ticks {
		t.add(whole(r.ticks[i]), r.dates[i], "frontier", field(frontier[i]), "0")
	}
	var own []trace
	var shown, crowd []*actor
	var levels, rows [][]float64
	best := unknown(len(r.ticks))
	for _, a := range r.actors {
		level := a.series(func(x *history.AgentRow) float64 { return x.Capability })
		gap := a.series(func(x *history.AgentRow) float64 { return x.FrontierGap })
		if lastOf(level) < 0 {
			continue
		}
		for i := range r.ticks {
			if !math.IsNaN(level[i]) {
				t.add(whole(r.ticks[i]), r.dates[i], a.id, field(level[i]), field(gap[i]))
			}
		}
		levels = append(levels, level)
		if a.crowd {
			crowd = append(crowd, a)
			for i, v := range gap {
				if v < best[i] || math.IsNaN(best[i]) && !math.IsInf(v, 0) {
					best[i] = v
				}
			}
			continue
		}
		x := trace{words: shortened(a.name, tickType, nameWidth), ys: level, st: a.look, step: true, weight: level[lastOf(level)]}
		x.st.width = thinLine
		if a.ended >= 0 {
			x.mark = a.end
		}
		own = append(own, x)
		shown, rows = append(shown, a), append(rows, gap)
	}
	if len(own)+len(crowd) == 0 {
		return nothing("capability", "no agent has a model")
	}
	height := max(72*mm, vg.Length(len(own)+1)*7.6+26*mm)
	return &Figure{Name: "capability", Title: "Capability and distance to the frontier: " + caption(run), Data: t, width: twoColumns, height: height,
		draw: func(s *sheet) {
			s.settled(func(s *sheet, inLegend []trace) []trace {
				room := s.legend(s.room(), append(append(legendOf(inLegend), crowdLegend(crowd, noSymbol)...), marksUsed(append(shown[:len(shown):len(shown)], crowd...))...))
				leftRoom, rightRoom := halves(room, 8)
				lo, hi := extent(append(levels, frontier)...)
				below := []float64{lo - (hi-lo)/50} // so that no line lies on the axis
				a := &panel{letter: "a", x: years(r.years), y: linear("Capability (orders of magnitude over start)", false, append(levels, frontier, below)...)}
				s.stack(leftRoom, labelsWidth(wordsOf(own)...), nil, a)
				s.steps(a, r.years, frontier, stroke{colour: paleGrey, width: 3})
				s.crowdLines(a, r.years, crowd, true, func(a *actor) []float64 {
					return a.series(func(x *history.AgentRow) float64 { return x.Capability })
				})
				left := s.chart(a, r.years, without(own, inLegend))
				if at := len(frontier) / 3; lastOf(frontier) >= at {
					if q, ok := a.at(r.years[at], frontier[at]); ok {
						s.nearby(a.area, "frontier", vg.Point{X: q.X - 6, Y: q.Y + 4}, script{colour: midGrey})
					}
				}
				s.gaps(rightRoom, r, shown, rows, best)
				return left
			})
		}}, nil
}

// gaps draws one row of cells per agent, shaded by its distance to the frontier, and one for the best
// of the crowd.
func (s *sheet) gaps(room vg.Rectangle, r *reading, shown []*actor, gaps [][]float64, best []float64) {
	if lastOf(best) >= 0 {
		shown = append(shown[:len(shown):len(shown)], &actor{name: "best entrant", ended: -1, look: crowdLook})
		gaps = append(gaps[:len(gaps):len(gaps)], best)
	}
	_, most := extent(gaps...)
	if !(most > 0) {
		most = 1
	}
	scale := newShading(0, most, false, "Distance (orders of magnitude)")
	p := &panel{letter: "b", x: years(r.years), y: percent("", 1), left: room.Min.X}
	var names vg.Length
	for _, a := range shown {
		names = max(names, widthOf(shortened(a.name, tickType, nameWidth), tickType, false))
	}
	p.area = rectangle(room.Min.X+names+6, room.Min.Y+p.bottomGutter(), room.Max.X-scale.width(), room.Max.Y-p.topGutter())
	p.fitX(p.area.Size().X)
	height := p.area.Size().Y / vg.Length(len(shown))
	for i, a := range shown {
		y := p.area.Max.Y - height*vg.Length(i+1)
		for first := 0; first < len(gaps[i]); first++ {
			last := first // of a time without a hole
			for last < len(gaps[i]) && !math.IsNaN(gaps[i][last]) && !math.IsInf(gaps[i][last], 0) {
				last++
			}
			if last == first {
				continue
			}
			end := min(last, len(r.years)-1) // a month's cell reaches to the next month's first day
			from, _ := p.at(r.years[first], 0)
			to, _ := p.at(r.years[end], 0)
			if end > first {
				s.cells(rectangle(from.X, y+height*0.12, to.X, y+height*0.88), [][]float64{gaps[i][first:end]}, scale)
			}
			if a.ended >= 0 && last == lastOf(gaps[i])+1 {
				s.mark(a.end, vg.Point{X: to.X, Y: y + height/2}, black)
			}
			first = last
		}
		s.write(shortened(a.name, tickType, nameWidth), vg.Point{X: p.area.Min.X - 4, Y: y + height/2}, script{across: 1, up: middle, colour: readable(straight(a.look.colour))})
	}
	s.axisBelow(p)
	s.write("b", vg.Point{X: p.left, Y: p.area.Max.Y + 3.5}, script{size: labelType, bold: true})
	s.bar(p.area, scale)
}
