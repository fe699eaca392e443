package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// estimate is a value with the limits of its interval, NaN for none.
type estimate struct{ at, lower, upper float64 }

// pairRow is two readings of one thing, drawn one above the other.
type pairRow struct {
	name          string
	first, second estimate
}

// pairChart is a figure of rows with two readings each on one axis.
type pairChart struct {
	label, first, second string // of the axis and of the readings
	rows                 []pairRow
}

const pairHeight = 13 // points

// height returns what a figure of pairs takes.
func (f *pairChart) height() vg.Length { return vg.Length(len(f.rows))*pairHeight + 44 }

// any tells whether there is something to draw.
func (f *pairChart) any() bool {
	for _, r := range f.rows {
		if !math.IsNaN(r.first.at) || !math.IsNaN(r.second.at) {
			return true
		}
	}
	return false
}

func (f *pairChart) draw(s *sheet) {
	room := s.legend(s.room(), []entry{{words: f.first, mark: ring, colour: blue}, {words: f.second, mark: dot, colour: vermillion}})
	var names vg.Length
	var values []float64
	for _, r := range f.rows {
		names = max(names, widthOf(shortened(r.name, tickType, 220), tickType, false))
		values = append(values, r.first.at, r.first.lower, r.first.upper, r.second.at, r.second.lower, r.second.upper)
	}
	p := &panel{x: linear(f.label, true, values), y: percent("", 1), left: room.Min.X}
	p.area = rectangle(room.Min.X+names+8, room.Min.Y+p.bottomGutter(), room.Max.X-8, room.Max.Y-1)
	p.fitX(p.area.Size().X)
	zero, _ := p.at(0, 0)
	s.line([]vg.Point{{X: zero.X, Y: p.area.Min.Y}, {X: zero.X, Y: p.area.Max.Y}}, stroke{colour: softGrey, width: axisLine})
	for i, r := range f.rows {
		y := p.area.Max.Y - pairHeight*(vg.Length(i)+0.5)
		s.write(shortened(r.name, tickType, 220), vg.Point{X: p.area.Min.X - 4, Y: y}, script{across: 1, up: middle})
		s.estimate(p, r.first, y+2.6, ring, blue)
		s.estimate(p, r.second, y-2.6, dot, vermillion)
	}
	s.axisBelow(p)
}

// estimate draws a value and its interval at a height.
func (s *sheet) estimate(p *panel, v estimate, y vg.Length, mark symbol, colour color.NRGBA) {
	a, okA := p.at(v.lower, 0)
	b, okB := p.at(v.upper, 0)
	if okA && okB {
		s.line([]vg.Point{{X: a.X, Y: y}, {X: b.X, Y: y}}, stroke{colour: colour, width: thinLine})
	}
	if q, ok := p.at(v.at, 0); ok {
		s.mark(mark, vg.Point{X: q.X, Y: y}, colour)
	}
}
