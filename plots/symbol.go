package plots

import (
	"image/color"

	"gonum.org/v1/plot/vg"
)

// symbol is the mark of an event or an outcome.
type symbol int

const (
	noSymbol symbol = iota
	triangle        // acquired
	diamond         // licensed and hired
	square          // merged
	cross           // wound down
	ring            // niche
	dot             // first profitable month
	plus            // censored
	upright         // smallest effect
)

const symbolSize vg.Length = 2.1 // half its width

// mark draws a symbol centred at a place, with a white rim so that it stands out from lines.
func (s *sheet) mark(kind symbol, at vg.Point, c color.NRGBA) { s.markOf(kind, at, c, symbolSize) }

// markOf draws a symbol of half a width r.
func (s *sheet) markOf(kind symbol, at vg.Point, c color.NRGBA, r vg.Length) {
	to := func(dx, dy vg.Length) vg.Point { return vg.Point{X: at.X + dx*r, Y: at.Y + dy*r} }
	solid := func(points []vg.Point) {
		s.outline(points, stroke{colour: paper, width: 1.2})
		s.fill(points, c)
	}
	strokes := func(lines ...[]vg.Point) {
		for _, st := range []stroke{{colour: paper, width: 2.6}, {colour: c, width: 1.1}} {
			for _, l := range lines {
				s.line(l, st)
			}
		}
	}
	switch kind {
	case triangle:
		solid([]vg.Point{to(0, 1.15), to(-1.1, -0.8), to(1.1, -0.8)})
	case diamond:
		solid([]vg.Point{to(0, 1.25), to(-1.25, 0), to(0, -1.25), to(1.25, 0)})
	case square:
		solid([]vg.Point{to(-0.9, -0.9), to(0.9, -0.9), to(0.9, 0.9), to(-0.9, 0.9)})
	case cross:
		strokes([]vg.Point{to(-0.9, -0.9), to(0.9, 0.9)}, []vg.Point{to(-0.9, 0.9), to(0.9, -0.9)})
	case plus:
		strokes([]vg.Point{to(-1, 0), to(1, 0)}, []vg.Point{to(0, -1), to(0, 1)})
	case upright:
		strokes([]vg.Point{to(0, 1.4), to(0, -1.4)})
	case dot:
		s.canvas.SetColor(paper)
		s.canvas.Fill(disc(at, r*1.25))
		s.canvas.SetColor(c)
		s.canvas.Fill(disc(at, r*0.95))
	case ring:
		s.canvas.SetColor(paper)
		s.canvas.Fill(disc(at, r))
		s.pen(stroke{colour: c, width: 1})
		s.canvas.Stroke(disc(at, r*0.85))
	default:
		return
	}
	s.marked = append(s.marked, rectangle(at.X-r*1.2, at.Y-r*1.2, at.X+r*1.2, at.Y+r*1.2))
}
