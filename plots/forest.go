package plots

import (
	"fmt"
	"math"

	"gonum.org/v1/plot/vg"
)

// Effect is an estimate with the limits of its interval. Smallest is the smallest effect that counts,
// drawn as a bar across the row; NaN for none. A group opens with its name above its first effect.
type Effect struct {
	Group, Name            string
	Estimate, Lower, Upper float64
	Smallest               float64
}

// Forest draws effects with their intervals as rows around a line at zero, and writes them at the
// right. An interval that excludes zero is drawn in colour.
func Forest(name, title, label string, effects []Effect) (*Figure, error) {
	t := newTable("group", "name", "estimate", "lower", "upper", "smallest")
	var values []float64
	lines, group := 0, ""
	for _, e := range effects {
		t.add(e.Group, e.Name, field(e.Estimate), field(e.Lower), field(e.Upper), field(e.Smallest))
		values = append(values, e.Estimate, e.Lower, e.Upper, e.Smallest)
		if e.Group != group {
			group = e.Group
			lines++
		}
		lines++
	}
	if lo, _ := extent(values); math.IsNaN(lo) {
		return nothing(name, "no effect is a number")
	}
	const row = 11
	return &Figure{Name: name, Title: title, Data: t, width: twoColumns, height: vg.Length(lines)*row + 46,
		draw: func(s *sheet) { drawForest(s, label, effects, values, lines) }}, nil
}

func drawForest(s *sheet, label string, effects []Effect, values []float64, lines int) {
	room := s.room()
	smallest := false
	lo, hi := extent(values)
	step := niceStep(math.Max(hi, 0)-math.Min(lo, 0), 100)
	var names, numbers vg.Length
	words := make([]string, len(effects))
	for i, e := range effects {
		words[i] = interval(e, step)
		names = max(names, widthOf(shortened(e.Name, tickType, 190), tickType, false)+indentOf(e), widthOf(shortened(e.Group, tickType, 190), tickType, true))
		numbers = max(numbers, widthOf(words[i], tickType, false))
		smallest = smallest || !math.IsNaN(e.Smallest)
	}
	if smallest {
		room = s.legend(room, []entry{{words: "smallest effect that counts", mark: upright, colour: midGrey}})
	}
	p := &panel{x: linear(label, true, values), y: percent("", 1), left: room.Min.X}
	p.area = rectangle(room.Min.X+names+6, room.Min.Y+p.bottomGutter(), room.Max.X-numbers-8, room.Max.Y-1)
	p.fitX(p.area.Size().X)
	row := p.area.Size().Y / vg.Length(lines)
	zero, _ := p.at(0, 0)
	s.line([]vg.Point{{X: zero.X, Y: p.area.Min.Y}, {X: zero.X, Y: p.area.Max.Y}}, stroke{colour: softGrey, width: axisLine})
	y, group := p.area.Max.Y+row*0.5, ""
	for i, e := range effects {
		if e.Group != group {
			group = e.Group
			y -= row
			s.write(shortened(group, tickType, 190), vg.Point{X: room.Min.X, Y: y}, script{up: middle, bold: true})
		}
		y -= row
		s.write(shortened(e.Name, tickType, 190), vg.Point{X: room.Min.X + indentOf(e), Y: y}, script{up: middle})
		s.write(words[i], vg.Point{X: p.area.Max.X + 8, Y: y}, script{up: middle})
		s.effect(p, e, y)
	}
	s.axisBelow(p)
}

func indentOf(e Effect) vg.Length {
	if e.Group != "" {
		return 6
	}
	return 0
}

func (s *sheet) effect(p *panel, e Effect, y vg.Length) {
	colour := midGrey
	if e.Lower > 0 || e.Upper < 0 {
		colour = blue
	}
	if q, ok := p.at(e.Smallest, 0); ok {
		s.line([]vg.Point{{X: q.X, Y: y - 3.5}, {X: q.X, Y: y + 3.5}}, stroke{colour: midGrey, width: 0.8})
	}
	a, okA := p.at(e.Lower, 0)
	b, okB := p.at(e.Upper, 0)
	if okA && okB {
		s.line([]vg.Point{{X: a.X, Y: y}, {X: b.X, Y: y}}, stroke{colour: colour, width: dataLine})
		for _, x := range []vg.Length{a.X, b.X} {
			s.line([]vg.Point{{X: x, Y: y - 1.6}, {X: x, Y: y + 1.6}}, stroke{colour: colour, width: dataLine})
		}
	}
	if q, ok := p.at(e.Estimate, 0); ok {
		s.mark(dot, vg.Point{X: q.X, Y: y}, colour)
	}
}

// interval writes an estimate with its limits.
func interval(e Effect, step float64) string {
	if math.IsNaN(e.Estimate) {
		return "–"
	}
	words := decimal(e.Estimate, step)
	if !math.IsNaN(e.Lower) && !math.IsNaN(e.Upper) {
		words += fmt.Sprintf(" [%s, %s]", decimal(e.Lower, step), decimal(e.Upper, step))
	}
	return words
}
