package plots

import (
	"fmt"
	"math"

	"gonum.org/v1/plot/vg"
)

// Payoffs is the result of each strategy against each other: Values[i][j] is what Strategies[i] earns
// against Strategies[j], give or take Reach[i][j].
type Payoffs struct {
	Strategies []string
	Label      string // of the values, with their unit
	Values     [][]float64
	Reach      [][]float64 // half the width of the interval of each; nil for none
}

// Payoff draws a matrix of payoffs as a heat map with the numbers in the cells, the first strategy on
// top.
func Payoff(name, title string, p Payoffs) (*Figure, error) {
	n := len(p.Strategies)
	if len(p.Values) != n {
		return nil, fmt.Errorf("payoffs: %d rows; want %d, one for each strategy", len(p.Values), n)
	}
	t := newTable("strategy", "against", p.Label, "half_width_of_interval")
	for i, row := range p.Values {
		if len(row) != n {
			return nil, fmt.Errorf("payoffs: row %d has %d values; want %d, one for each strategy", i, len(row), n)
		}
		for j, v := range row {
			reach := math.NaN()
			if p.Reach != nil {
				reach = p.Reach[i][j]
			}
			t.add(p.Strategies[i], p.Strategies[j], field(v), field(reach))
		}
	}
	lo, hi := extent(p.Values...)
	if math.IsNaN(lo) {
		return nothing(name, "no payoff is a number")
	}
	scale := newShading(lo, hi, false, p.Label)
	width := oneColumn
	if n > 6 {
		width = twoColumns
	}
	cell := 9 * mm
	return &Figure{Name: name, Title: title, Data: t, width: width, height: cell*vg.Length(n) + 26*mm,
		draw: func(s *sheet) {
			room := s.room()
			var names vg.Length
			for _, x := range p.Strategies {
				names = max(names, widthOf(shortened(x, tickType, 80), tickType, false))
			}
			names = min(names, 80)
			area := rectangle(room.Min.X+labelType*lineSpace+names+6, room.Min.Y+min(names, 80)+labelType*lineSpace+3, room.Max.X-scale.width(), room.Max.Y-2)
			upside := make([][]float64, n)
			for i := range p.Values {
				upside[n-1-i] = p.Values[i]
			}
			s.cells(area, upside, scale)
			w, h := area.Size().X/vg.Length(n), area.Size().Y/vg.Length(n)
			for i, x := range p.Strategies {
				y := area.Max.Y - h*(vg.Length(i)+0.5)
				s.write(shortened(x, tickType, 80), vg.Point{X: area.Min.X - 3, Y: y}, script{across: 1, up: middle})
				at := vg.Point{X: area.Min.X + w*(vg.Length(i)+0.5) + tickType*capHeight/2, Y: area.Min.Y - 3}
				s.write(shortened(x, tickType, 80), at, script{across: 1, turned: true})
				for j, v := range p.Values[i] {
					at, how := vg.Point{X: area.Min.X + w*(vg.Length(j)+0.5), Y: y}, script{across: 0.5, up: middle, colour: inkOn(scale.at(v))}
					if p.Reach != nil && !math.IsNaN(p.Reach[i][j]) {
						low := how
						low.size = tickType - 1
						if words := "± " + short(p.Reach[i][j]); widthOf(words, low.size, false) < w-2 {
							s.write(words, vg.Point{X: at.X, Y: y - tickType*0.6}, low)
							at.Y += tickType * 0.6
						}
					}
					if words := short(v); widthOf(words, tickType, false) < w-2 {
						s.write(words, at, how)
					}
				}
			}
			s.write("Strategy", vg.Point{X: room.Min.X + labelType*capHeight, Y: (area.Min.Y + area.Max.Y) / 2}, script{size: labelType, across: 0.5, turned: true})
			s.write("Against", vg.Point{X: (area.Min.X + area.Max.X) / 2, Y: room.Min.Y}, script{size: labelType, across: 0.5, up: bottom})
			s.bar(area, scale)
		}}, nil
}
