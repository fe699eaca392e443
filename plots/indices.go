package plots

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// Index is the share of an outcome's variance that one uncertain number explains: alone (first order)
// and with all its interactions (total), each with the limits of its interval, NaN for none
// (Sobol' 1993; Homma and Saltelli 1996).
type Index struct {
	Name                          string
	First, FirstLower, FirstUpper float64
	Total, TotalLower, TotalUpper float64
}

// Indices draws variance-based sensitivity indices as two points per number with their intervals, in
// the given order.
func Indices(name, title string, indices []Index) (*Figure, error) {
	t := newTable("name", "first", "first_lower", "first_upper", "total", "total_lower", "total_upper")
	var values []float64
	any := false
	for _, x := range indices {
		t.add(x.Name, field(x.First), field(x.FirstLower), field(x.FirstUpper), field(x.Total), field(x.TotalLower), field(x.TotalUpper))
		values = append(values, x.First, x.FirstLower, x.FirstUpper, x.Total, x.TotalLower, x.TotalUpper)
		any = any || !math.IsNaN(x.First) || !math.IsNaN(x.Total)
	}
	if !any {
		return nothing(name, "no index is a number")
	}
	const row = 13
	return &Figure{Name: name, Title: title, Data: t, width: twoColumns, height: vg.Length(len(indices))*row + 44,
		draw: func(s *sheet) {
			room := s.legend(s.room(), []entry{{words: "first order", mark: ring, colour: blue}, {words: "total", mark: dot, colour: vermillion}})
			var names vg.Length
			for _, x := range indices {
				names = max(names, widthOf(shortened(x.Name, tickType, 220), tickType, false))
			}
			p := &panel{x: linear("Share of variance", true, values), y: percent("", 1), left: room.Min.X}
			p.area = rectangle(room.Min.X+names+8, room.Min.Y+p.bottomGutter(), room.Max.X-8, room.Max.Y-1)
			p.fitX(p.area.Size().X)
			zero, _ := p.at(0, 0)
			s.line([]vg.Point{{X: zero.X, Y: p.area.Min.Y}, {X: zero.X, Y: p.area.Max.Y}}, stroke{colour: softGrey, width: axisLine})
			for i, x := range indices {
				y := p.area.Max.Y - row*(vg.Length(i)+0.5)
				s.write(shortened(x.Name, tickType, 220), vg.Point{X: p.area.Min.X - 4, Y: y}, script{across: 1, up: middle})
				for _, v := range []struct {
					at, low, high float64
					mark          symbol
					up            vg.Length
				}{{x.First, x.FirstLower, x.FirstUpper, ring, 2.6}, {x.Total, x.TotalLower, x.TotalUpper, dot, -2.6}} {
					colour := blue
					if v.mark == dot {
						colour = vermillion
					}
					a, okA := p.at(v.low, 0)
					b, okB := p.at(v.high, 0)
					if okA && okB {
						s.line([]vg.Point{{X: a.X, Y: y + v.up}, {X: b.X, Y: y + v.up}}, stroke{colour: colour, width: thinLine})
					}
					if q, ok := p.at(v.at, 0); ok {
						s.mark(v.mark, vg.Point{X: q.X, Y: y + v.up}, colour)
					}
				}
			}
			s.axisBelow(p)
		}}, nil
}
