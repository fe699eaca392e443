package plots

import (
	"math"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
)

// axis is an axis of gonum/plot: its range, scale, label and tick marker.
type axis = plot.Axis

// panel is one pair of axes. Its area is the rectangle that the axes span; the layout sets it.
type panel struct {
	x, y        axis
	area        vg.Rectangle
	left        vg.Length // where its letter stands
	letter      string
	title       string
	titleColour script
	titleLines  int  // that the title is broken into at most; 0 means 1
	blankX      bool // tick labels on another panel's axis
	blankY      bool
	noX         bool // no axis below at all
	trimX       bool // no label at the right end, where another panel's first one stands
}

// years returns a horizontal axis over decimal years.
func years(values []float64) axis {
	lo, hi := extent(values)
	if !(hi > lo) {
		if math.IsNaN(lo) {
			lo, hi = 0, 0
		}
		lo, hi = lo-0.5/12, hi+0.5/12
	}
	return plot.Axis{Min: lo, Max: hi, Scale: plot.LinearScale{}}
}

// linear returns an axis over the finite values, rounded outward to its ticks, and over 0 if wanted.
func linear(label string, zero bool, values ...[]float64) axis {
	lo, hi := extent(values...)
	if math.IsNaN(lo) {
		lo, hi = 0, 1
	}
	if zero {
		lo, hi = math.Min(lo, 0), math.Max(hi, 0)
	}
	if lo == hi {
		pad := math.Max(math.Abs(lo)*0.1, 0.5)
		if !(zero && lo == 0) {
			lo -= pad
		}
		hi += pad
	}
	step := niceStep(hi-lo, 5)
	a := plot.Axis{Min: math.Floor(lo/step+1e-9) * step, Max: math.Ceil(hi/step-1e-9) * step, Scale: plot.LinearScale{}}
	a.Label.Text = label
	a.Tick.Marker = linearTicks{labels: 5}
	return a
}

// percent returns an axis over fractions from 0, labelled in per cent.
func percent(label string, top float64) axis {
	a := plot.Axis{Min: 0, Max: top, Scale: plot.LinearScale{}}
	a.Label.Text = label
	a.Tick.Marker = linearTicks{labels: 5, percent: true}
	return a
}

// counts returns an axis for whole numbers from 0.
func counts(label string, values ...[]float64) axis {
	_, hi := extent(values...)
	if math.IsNaN(hi) || hi < 1 {
		hi = 1
	}
	step := math.Max(1, niceStep(hi, 5))
	a := plot.Axis{Min: 0, Max: math.Ceil(hi/step-1e-9) * step, Scale: plot.LinearScale{}}
	a.Label.Text = label
	a.Tick.Marker = integerTicks{labels: 5}
	return a
}

// leastLogarithmic is the least value of a logarithmic axis: powers of ten below 1e-308 aren't full numbers.
const leastLogarithmic = 1e-300

// logarithmic returns a logarithmic axis over the positive values, rounded outward to 1, 2 or 5 times
// a power of ten. Values below leastLogarithmic have no place on it.
func logarithmic(label string, values ...[]float64) axis {
	lo, hi := math.NaN(), math.NaN()
	for _, vs := range values {
		for _, v := range vs {
			if v >= leastLogarithmic && !math.IsInf(v, 0) {
				if !(lo <= v) {
					lo = v
				}
				if !(hi >= v) {
					hi = v
				}
			}
		}
	}
	if math.IsNaN(lo) {
		lo, hi = 1, 10
	}
	lo, hi = roundDown(lo), roundUp(hi)
	if hi <= lo {
		lo, hi = lo/2, hi*2
	}
	a := plot.Axis{Min: lo, Max: hi, Scale: plot.LogScale{}}
	a.Label.Text = label
	a.Tick.Marker = decadeTicks{}
	return a
}

func roundDown(v float64) float64 {
	p := math.Pow(10, math.Floor(math.Log10(v)+1e-12))
	for _, m := range []float64{5, 2} {
		if m*p <= v*(1+1e-9) {
			return m * p
		}
	}
	return p
}

func roundUp(v float64) float64 {
	p := math.Pow(10, math.Floor(math.Log10(v)+1e-12))
	for _, m := range []float64{1, 2, 5} {
		if m*p >= v*(1-1e-9) {
			return m * p
		}
	}
	return 10 * p
}

// extent returns the least and the greatest finite value; NaN twice if there is none.
func extent(values ...[]float64) (lo, hi float64) {
	lo, hi = math.NaN(), math.NaN()
	for _, vs := range values {
		for _, v := range vs {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				continue
			}
			if !(lo <= v) {
				lo = v
			}
			if !(hi >= v) {
				hi = v
			}
		}
	}
	return lo, hi
}

// at returns the place of a point of data, and false if it has none: not finite, or too small for
// a logarithmic axis.
func (p *panel) at(x, y float64) (vg.Point, bool) {
	px, okX := along(p.x, x)
	py, okY := along(p.y, y)
	return vg.Point{
		X: p.area.Min.X + vg.Length(px)*p.area.Size().X,
		Y: p.area.Min.Y + vg.Length(py)*p.area.Size().Y,
	}, okX && okY
}

// along returns the place of v on an axis as a fraction of its length.
func along(a axis, v float64) (float64, bool) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, false
	}
	if _, log := a.Scale.(plot.LogScale); log && v < leastLogarithmic {
		return 0, false
	}
	n := a.Norm(v)
	return n, !math.IsNaN(n) && !math.IsInf(n, 0)
}

// ticks returns the ticks of an axis that lie on it.
func ticks(a axis) []plot.Tick {
	var on []plot.Tick
	for _, t := range a.Tick.Marker.Ticks(a.Min, a.Max) {
		if n, ok := along(a, t.Value); ok && n >= -1e-9 && n <= 1+1e-9 {
			on = append(on, t)
		}
	}
	return on
}

// fitY sets how many labels the vertical axis has room for, and fitX the same for the horizontal one.
func (p *panel) fitY(height vg.Length) {
	n := max(int(height/(tickType*2.1)), 2)
	switch t := p.y.Tick.Marker.(type) {
	case linearTicks:
		t.labels = min(n, 6)
		p.y.Tick.Marker = t
	case integerTicks:
		p.y.Tick.Marker = integerTicks{min(n, 6)}
	case decadeTicks:
		p.y.Tick.Marker = decadeTicks{n}
	}
}

func (p *panel) fitX(width vg.Length) {
	switch t := p.x.Tick.Marker.(type) {
	case nil, yearTicks:
		p.x.Tick.Marker = yearTicks{int(width / (widthOf("2025", tickType, false) + 6))}
	case linearTicks:
		t.labels = max(int(width/26), 2)
		p.x.Tick.Marker = t
	case integerTicks:
		p.x.Tick.Marker = integerTicks{max(int(width/22), 2)}
	case decadeTicks:
		p.x.Tick.Marker = decadeTicks{max(int(width/30), 2)}
	}
}

const (
	labelGap  vg.Length = 2 // between a tick and its label
	lineSpace           = 1.15
	titleBand vg.Length = 11 // above a panel with a letter or a title
	titleSize           = tickType * 1.06
)

// leftGutter returns the width of what stands left of a vertical axis of a given height.
func (p *panel) leftGutter(height vg.Length) vg.Length {
	p.fitY(height)
	var widest vg.Length
	if !p.blankY {
		for _, t := range ticks(p.y) {
			widest = max(widest, widthOf(t.Label, tickType, false))
		}
	}
	lines := labelLines(p.y.Label.Text, height)
	gutter := tickLength + labelGap + widest
	if p.blankY {
		gutter = tickLength
	}
	if len(lines) > 0 {
		gutter += 2.5 + vg.Length(len(lines))*labelType*lineSpace
	}
	return gutter
}

// bottomGutter returns the height of what stands below a horizontal axis.
func (p *panel) bottomGutter() vg.Length {
	var g vg.Length
	if p.noX {
		return 0
	}
	g = tickLength
	if !p.blankX {
		g += labelGap + tickType
	}
	if p.x.Label.Text != "" {
		g += 1.5 + labelType
	}
	return g
}

func (p *panel) topGutter() vg.Length {
	if p.letter != "" || p.title != "" {
		return titleBand + vg.Length(max(p.titleLines-1, 0))*titleSize*lineSpace
	}
	return tickType / 2 // half a tick label
}

// labelLines breaks the label of a vertical axis where it is longer than the axis: before its unit if
// that is enough.
func labelLines(label string, height vg.Length) []string {
	if name, unit, ok := strings.Cut(label, " ("); ok && widthOf(label, labelType, false) > height {
		unit = "(" + unit
		if widthOf(name, labelType, false) <= height && widthOf(unit, labelType, false) <= height {
			return []string{name, unit}
		}
	}
	return wrapped(label, labelType, height)
}

// wrapped cuts words into lines of at most a width; a single longer word stays whole.
func wrapped(words string, size, width vg.Length) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(words) {
		longer := strings.TrimSpace(line + " " + word)
		if line != "" && widthOf(longer, size, false) > width {
			lines = append(lines, line)
			longer = word
		}
		line = longer
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// frame draws the axes of a panel, their ticks and labels, and its letter and title.
func (s *sheet) frame(p *panel) {
	a := p.area
	axis := stroke{colour: ink, width: axisLine}
	s.line([]vg.Point{{X: a.Min.X, Y: a.Max.Y}, a.Min}, axis)
	for _, t := range ticks(p.y) {
		n, _ := along(p.y, t.Value)
		y := a.Min.Y + vg.Length(n)*a.Size().Y
		s.line([]vg.Point{{X: a.Min.X - lengthOf(t), Y: y}, {X: a.Min.X, Y: y}}, axis)
		if !p.blankY {
			s.write(t.Label, vg.Point{X: a.Min.X - tickLength - labelGap, Y: y}, script{across: 1, up: middle})
		}
	}
	if !p.noX {
		s.axisBelow(p)
	}
	s.labelY(p)
	if p.letter != "" {
		s.write(p.letter, vg.Point{X: p.left, Y: a.Max.Y + 4.5}, script{size: labelType, bold: true})
	}
	if p.title != "" {
		how := p.titleColour
		how.bold = true
		lines := wrapped(p.title, titleSize, a.Size().X)
		if most := max(p.titleLines, 1); len(lines) > most {
			lines = append(lines[:most-1:most-1], strings.Join(lines[most-1:], " "))
		}
		for i, line := range lines {
			above := vg.Length(len(lines)-1-i) * titleSize * lineSpace
			s.write(shortened(line, titleSize, a.Size().X), vg.Point{X: a.Min.X, Y: a.Max.Y + 4.5 + above}, how)
		}
	}
}

// axisBelow draws the horizontal axis of a panel.
func (s *sheet) axisBelow(p *panel) {
	a, axis := p.area, stroke{colour: ink, width: axisLine}
	s.line([]vg.Point{a.Min, {X: a.Max.X, Y: a.Min.Y}}, axis)
	for _, t := range ticks(p.x) {
		n, _ := along(p.x, t.Value)
		x := a.Min.X + vg.Length(n)*a.Size().X
		s.line([]vg.Point{{X: x, Y: a.Min.Y - lengthOf(t)}, {X: x, Y: a.Min.Y}}, axis)
		if p.blankX {
			continue
		}
		wide := widthOf(t.Label, tickType, false)
		if p.trimX && x > a.Max.X+tileGap-wide-2 {
			continue // the first label of the next panel stands here
		}
		at := min(x, s.width-margin-wide/2) // a wide label at the end stays on the page
		s.write(t.Label, vg.Point{X: at, Y: a.Min.Y - tickLength - labelGap}, script{across: 0.5, up: top})
	}
	if label := p.x.Label.Text; label != "" {
		below := tickLength + labelGap + tickType + 1.5
		s.write(label, vg.Point{X: (a.Min.X + a.Max.X) / 2, Y: a.Min.Y - below}, script{size: labelType, across: 0.5, up: top})
	}
}

func (s *sheet) labelY(p *panel) {
	lines := labelLines(p.y.Label.Text, p.area.Size().Y)
	x := p.left + labelType*capHeight
	for i, line := range lines {
		at := vg.Point{X: x + vg.Length(i)*labelType*lineSpace, Y: (p.area.Min.Y + p.area.Max.Y) / 2}
		s.write(line, at, script{size: labelType, across: 0.5, turned: true})
	}
}

func lengthOf(t plot.Tick) vg.Length {
	if t.IsMinor() {
		return tickLength * 0.55
	}
	return tickLength
}
