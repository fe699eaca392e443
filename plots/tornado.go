package plots

import (
	"math"
	"sort"

	"gonum.org/v1/plot/vg"
)

// Sensitivity is how an outcome answers to one number of the world: its value where the number is low
// and where it is high.
type Sensitivity struct {
	Name      string
	LowInput  string // the number's low and high value, as words
	HighInput string
	Low, High float64
}

// Tornado draws the answers of an outcome to each number as bars around its base value, the widest on
// top.
func Tornado(name, title, label string, base float64, rows []Sensitivity) (*Figure, error) {
	t := newTable("name", "low_input", "high_input", "low", "base", "high")
	var kept []Sensitivity
	values := []float64{base}
	for _, r := range rows {
		t.add(r.Name, r.LowInput, r.HighInput, field(r.Low), field(base), field(r.High))
		if !math.IsNaN(r.Low) && !math.IsNaN(r.High) {
			kept = append(kept, r)
			values = append(values, r.Low, r.High)
		}
	}
	if len(kept) == 0 || math.IsNaN(base) {
		return nothing(name, "no number has both answers")
	}
	reach := func(r Sensitivity) float64 { return math.Max(math.Abs(r.Low-base), math.Abs(r.High-base)) }
	sort.SliceStable(kept, func(i, j int) bool { return reach(kept[i]) > reach(kept[j]) })
	const row = 12
	return &Figure{Name: name, Title: title, Data: t, width: twoColumns, height: vg.Length(len(kept))*row + 42,
		draw: func(s *sheet) { drawTornado(s, label, base, kept, values, row) }}, nil
}

func drawTornado(s *sheet, label string, base float64, rows []Sensitivity, values []float64, row vg.Length) {
	low, high := sky, vermillion
	room := s.legend(s.room(), []entry{{words: "low value of the number", swatch: low}, {words: "high value of the number", swatch: high}})
	var names, inputs vg.Length
	for _, r := range rows {
		names = max(names, widthOf(shortened(r.Name, tickType, 200), tickType, false))
		inputs = max(inputs, widthOf(r.LowInput, tickType, false), widthOf(r.HighInput, tickType, false))
	}
	p := &panel{x: linear(label, false, values), y: percent("", 1), left: room.Min.X}
	p.area = rectangle(room.Min.X+names+8, room.Min.Y+p.bottomGutter(), room.Max.X-8, room.Max.Y-1)
	// Room for the inputs beside the longest bars.
	pad := (p.x.Max - p.x.Min) * float64((inputs+6)/p.area.Size().X)
	p.x.Min, p.x.Max = p.x.Min-pad, p.x.Max+pad
	p.fitX(p.area.Size().X)
	zero, _ := p.at(base, 0)
	for i, r := range rows {
		y := p.area.Max.Y - row*(vg.Length(i)+0.5)
		for _, side := range []struct {
			v      float64
			input  string
			colour interface{ RGBA() (r, g, b, a uint32) }
			left   bool
		}{{r.Low, r.LowInput, low, r.Low < r.High || r.Low == r.High}, {r.High, r.HighInput, high, r.High < r.Low}} {
			q, _ := p.at(side.v, 0)
			s.fill(corners(rectangle(zero.X, y-row*0.34, q.X, y+row*0.34)), side.colour)
			how, at := script{up: middle, colour: midGrey}, max(q.X, zero.X)+3
			if side.left {
				how.across, at = 1, min(q.X, zero.X)-3
			}
			s.write(side.input, vg.Point{X: at, Y: y}, how)
		}
		s.write(shortened(r.Name, tickType, 200), vg.Point{X: p.area.Min.X - 4, Y: y}, script{across: 1, up: middle})
	}
	s.line([]vg.Point{{X: zero.X, Y: p.area.Min.Y}, {X: zero.X, Y: p.area.Max.Y}}, stroke{colour: ink, width: axisLine})
	s.axisBelow(p)
}
