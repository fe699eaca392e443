package plots

import (
	"fmt"
	"image"
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
)

// Grid is a measure over two parameters: Values[row][column] belongs to Y[row] and X[column]. NaN is
// a cell without a value, drawn in grey.
type Grid struct {
	X, Y                   []float64
	XLabel, YLabel, ZLabel string
	Values                 [][]float64
	// Centred puts the middle of a diverging colour map at zero, for effects.
	Centred bool
}

func (g Grid) check() error {
	if len(g.Values) != len(g.Y) {
		return fmt.Errorf("heat map: %d rows of values; want %d, one for each Y", len(g.Values), len(g.Y))
	}
	for i, row := range g.Values {
		if len(row) != len(g.X) {
			return fmt.Errorf("heat map: row %d has %d values; want %d, one for each X", i, len(row), len(g.X))
		}
	}
	return nil
}

// HeatMap draws a measure over two parameters as cells of equal size, in the order of the grid.
func HeatMap(name, title string, g Grid) (*Figure, error) {
	if err := g.check(); err != nil {
		return nil, err
	}
	lo, hi := extent(g.Values...)
	if math.IsNaN(lo) {
		return nothing(name, "the grid has no value")
	}
	t := newTable(g.XLabel, g.YLabel, g.ZLabel)
	for j, y := range g.Y {
		for i, x := range g.X {
			t.add(field(x), field(y), field(g.Values[j][i]))
		}
	}
	scale := newShading(lo, hi, g.Centred, g.ZLabel)
	return &Figure{Name: name, Title: title, Data: t, width: oneColumn, height: 68 * mm,
		draw: func(s *sheet) {
			p := &panel{x: cellAxis(g.XLabel, g.X), y: cellAxis(g.YLabel, g.Y)}
			s.stack(s.room(), scale.width(), nil, p)
			s.cells(p.area, g.Values, scale)
			s.frame(p)
			s.bar(p.area, scale)
		}}, nil
}

// cellAxis is an axis whose cell i reaches from i to i + 1, labelled by the values of the cells.
func cellAxis(label string, values []float64) axis {
	a := axis{Min: 0, Max: float64(max(len(values), 1)), Scale: plot.LinearScale{}}
	a.Label.Text = label
	a.Tick.Marker = cellTicks{values}
	return a
}

// cellTicks marks the middles of cells; where there are many, some of them.
type cellTicks struct{ values []float64 }

func (t cellTicks) Ticks(float64, float64) []plot.Tick {
	const most = 8
	every := (len(t.values) + most - 1) / most
	var ticks []plot.Tick
	for i, v := range t.values {
		tick := plot.Tick{Value: float64(i) + 0.5}
		if i%max(every, 1) == 0 {
			tick.Label = short(v)
		}
		ticks = append(ticks, tick)
	}
	return ticks
}

// short writes a number with three digits that matter.
func short(v float64) string {
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return decimal(v, 1)
	}
	if a := math.Abs(v); a >= 1e6 || a < 1e-4 {
		k := math.Floor(math.Log10(a))
		return fmt.Sprintf("%s × 10%s%s", decimal(math.Round(v/math.Pow(10, k)*10)/10, 0.1), raise, decimal(k, 1))
	}
	step := math.Pow(10, math.Floor(math.Log10(math.Abs(v)))-2)
	rounded := math.Round(v/step) * step
	for places := step; places < 1; places *= 10 { // no zeros at the end
		if wide := math.Round(rounded/(places*10)) * places * 10; math.Abs(wide-rounded) > places/2 {
			return decimal(rounded, places)
		}
	}
	return decimal(rounded, 1)
}

// shading maps values to colours.
type shading struct {
	label   string
	axis    axis
	colours []color.NRGBA
}

func newShading(lo, hi float64, centred bool, label string) shading {
	s := shading{label: label, colours: viridis, axis: linear(label, false, []float64{lo, hi})}
	s.axis.Min, s.axis.Max = lo, hi
	if centred {
		most := math.Max(math.Abs(lo), math.Abs(hi))
		s.colours, s.axis.Min, s.axis.Max = diverging, -most, most
	}
	if s.axis.Min == s.axis.Max {
		s.axis.Min, s.axis.Max = s.axis.Min-0.5, s.axis.Max+0.5
	}
	return s
}

func (s shading) at(v float64) color.NRGBA {
	n, ok := along(s.axis, v)
	if !ok {
		return paleGrey
	}
	return shade(s.colours, n)
}

const (
	barGap   vg.Length = 5
	barWidth vg.Length = 7
)

// width returns the width that the bar of colours needs right of an area.
func (s shading) width() vg.Length {
	var widest vg.Length
	for _, t := range ticks(s.axis) {
		widest = max(widest, widthOf(t.Label, tickType, false))
	}
	return barGap + barWidth + tickLength + labelGap + widest + 3 + labelType*lineSpace
}

// cells draws values as cells of equal size, rows from below, as one picture: cells drawn one by one
// show hairlines between them.
func (s *sheet) cells(area vg.Rectangle, values [][]float64, scale shading) {
	if len(values) == 0 || len(values[0]) == 0 {
		return
	}
	const perPoint = 5 // pixels, so that no viewer blurs the cells into each other
	w, h := len(values[0]), len(values)
	kx := max(int(math.Ceil(float64(area.Size().X)*perPoint/float64(w))), 1)
	ky := max(int(math.Ceil(float64(area.Size().Y)*perPoint/float64(h))), 1)
	img := image.NewRGBA(image.Rect(0, 0, w*kx, h*ky))
	for j, row := range values {
		first := img.Pix[(h-1-j)*ky*img.Stride:][:img.Stride]
		for i, v := range row {
			c := scale.at(v)
			for x := i * kx; x < (i+1)*kx; x++ {
				copy(first[4*x:], []uint8{c.R, c.G, c.B, 0xff})
			}
		}
		for y := 1; y < ky; y++ {
			copy(img.Pix[((h-1-j)*ky+y)*img.Stride:], first)
		}
	}
	s.picture(area, img)
}

// bar draws the colours of a shading right of an area, as high as it, with ticks and its label.
func (s *sheet) bar(area vg.Rectangle, scale shading) {
	box := rectangle(area.Max.X+barGap, area.Min.Y, area.Max.X+barGap+barWidth, area.Max.Y)
	steps := make([][]float64, 255)
	for i := range steps {
		steps[i] = []float64{scale.axis.Min + (scale.axis.Max-scale.axis.Min)*float64(i)/254}
	}
	s.cells(box, steps, scale)
	s.outline(corners(box), stroke{colour: ink, width: hairline})
	var widest vg.Length
	for _, t := range ticks(scale.axis) {
		n, _ := along(scale.axis, t.Value)
		y := box.Min.Y + vg.Length(n)*box.Size().Y
		s.line([]vg.Point{{X: box.Max.X, Y: y}, {X: box.Max.X + tickLength, Y: y}}, stroke{colour: ink, width: axisLine})
		drawn := s.write(t.Label, vg.Point{X: box.Max.X + tickLength + labelGap, Y: y}, script{up: middle})
		widest = max(widest, drawn.Size().X)
	}
	x := box.Max.X + tickLength + labelGap + widest + 3 + labelType*capHeight
	// A label longer than the bar may reach down beside it, and is never cut above.
	half := widthOf(scale.label, labelType, false) / 2
	y := min((box.Min.Y+box.Max.Y)/2, box.Max.Y-half)
	s.write(scale.label, vg.Point{X: x, Y: max(y, s.room().Min.Y+half)}, script{size: labelType, across: 0.5, turned: true})
}
