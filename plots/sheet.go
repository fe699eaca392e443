package plots

import (
	"image"
	"image/color"
	"math"
	"strings"

	stdfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// sheet is the page that a figure is drawn on, in points from its lower left corner. It remembers
// where text, marks and data lie, so that a label can look for a free place and a test for overlaps.
type sheet struct {
	canvas        vg.Canvas
	width, height vg.Length
	written       []writing
	marked        []vg.Rectangle // symbols
	data          [][2]vg.Point  // segments of data lines
}

// writing is a line of text and the rectangle it fills.
type writing struct {
	words string
	box   vg.Rectangle
}

func newSheet(c vg.Canvas, width, height vg.Length) *sheet {
	s := &sheet{canvas: c, width: width, height: height}
	s.fill(corners(vg.Rectangle{Max: vg.Point{X: width, Y: height}}), paper)
	return s
}

// room returns the page without its margins.
func (s *sheet) room() vg.Rectangle {
	return vg.Rectangle{Min: vg.Point{X: margin, Y: margin}, Max: vg.Point{X: s.width - margin, Y: s.height - margin}}
}

func corners(r vg.Rectangle) []vg.Point {
	return []vg.Point{r.Min, {X: r.Max.X, Y: r.Min.Y}, r.Max, {X: r.Min.X, Y: r.Max.Y}}
}

func rectangle(x0, y0, x1, y1 vg.Length) vg.Rectangle {
	return vg.Rectangle{Min: vg.Point{X: min(x0, x1), Y: min(y0, y1)}, Max: vg.Point{X: max(x0, x1), Y: max(y0, y1)}}
}

func (s *sheet) fill(points []vg.Point, c color.Color) {
	if len(points) < 3 {
		return
	}
	s.canvas.SetColor(c)
	s.canvas.Fill(closed(points))
}

func (s *sheet) line(points []vg.Point, st stroke) {
	if len(points) < 2 {
		return
	}
	s.pen(st)
	s.canvas.Stroke(open(points))
}

// outline strokes a closed shape.
func (s *sheet) outline(points []vg.Point, st stroke) {
	if len(points) < 2 {
		return
	}
	s.pen(st)
	s.canvas.Stroke(closed(points))
}

func (s *sheet) pen(st stroke) {
	s.canvas.SetColor(st.colour)
	s.canvas.SetLineWidth(st.width)
	s.canvas.SetLineDash(st.dashes, 0)
}

func open(points []vg.Point) vg.Path {
	p := make(vg.Path, 0, len(points)+1)
	p.Move(points[0])
	for _, q := range points[1:] {
		p.Line(q)
	}
	return p
}

func closed(points []vg.Point) vg.Path {
	p := open(points)
	p.Close()
	return p
}

// disc returns the path of a full circle.
func disc(centre vg.Point, radius vg.Length) vg.Path {
	var p vg.Path
	p.Move(vg.Point{X: centre.X + radius, Y: centre.Y})
	p.Arc(centre, radius, 0, 2*math.Pi)
	p.Close()
	return p
}

func (s *sheet) picture(r vg.Rectangle, img image.Image) { s.canvas.DrawImage(r, img) }

// script is how text is set.
type script struct {
	size   vg.Length // 0 is tickType
	colour color.Color
	bold   bool
	across float64 // where the place lies in the text: 0 at its left, 0.5 in its middle, 1 at its right
	up     vertical
	turned bool // a quarter turn to the left, for the label of a vertical axis
	halo   bool // a white rim, for text over lines
}

// vertical is where a place lies in the height of a line of text.
type vertical int

const (
	baseline vertical = iota
	middle            // half the height of a capital
	top
	bottom // below descenders
)

// write sets one line of text at a place and returns the rectangle it fills.
func (s *sheet) write(words string, at vg.Point, how script) vg.Rectangle {
	if words == "" {
		return vg.Rectangle{Min: at, Max: at}
	}
	how = how.complete()
	box, start := how.layout(words, at)
	face := sans(how.size, how.bold)
	s.canvas.SetColor(how.colour)
	if how.turned {
		s.canvas.Push()
		s.canvas.Translate(start)
		s.canvas.Rotate(math.Pi / 2)
		s.set(face, vg.Point{}, words)
		s.canvas.Pop()
	} else {
		if how.halo {
			s.pen(stroke{colour: paper, width: 1.6})
			s.canvas.Stroke(outlined(face, start, words))
			s.canvas.SetColor(how.colour)
		}
		s.set(face, start, words)
	}
	s.written = append(s.written, writing{words, box})
	return box
}

// set fills text, with what follows a raise sign smaller and higher.
func (s *sheet) set(face font.Face, at vg.Point, words string) {
	plain, exponent, raised := strings.Cut(words, raise)
	s.canvas.FillString(face, at, plain)
	if raised {
		at.X += widthOf(plain, face.Font.Size, face.Font.Weight == stdfont.WeightBold)
		at.Y += face.Font.Size * raisedHeight
		face.Font.Size *= raisedSize
		s.canvas.FillString(face, at, exponent)
	}
}

func (h script) complete() script {
	if h.size == 0 {
		h.size = tickType
	}
	if h.colour == nil {
		h.colour = ink
	}
	return h
}

// layout returns the rectangle of a line of text and where its first glyph starts.
func (h script) layout(words string, at vg.Point) (box vg.Rectangle, start vg.Point) {
	h = h.complete()
	width := widthOf(words, h.size, h.bold)
	left := -vg.Length(h.across) * width
	var base vg.Length
	switch h.up {
	case middle:
		base = -h.size * capHeight / 2
	case top:
		base = -h.size * capHeight
	case bottom:
		base = h.size * descent
	}
	low, high := base-h.size*descent, base+h.size*capHeight
	if h.turned {
		return rectangle(at.X-high, at.Y+left, at.X-low, at.Y+left+width), vg.Point{X: at.X - base, Y: at.Y + left}
	}
	return rectangle(at.X+left, at.Y+low, at.X+left+width, at.Y+high), vg.Point{X: at.X + left, Y: at.Y + base}
}

// free tells whether a rectangle touches no text, no mark and no data line.
func (s *sheet) free(r vg.Rectangle) bool {
	for _, w := range s.written {
		if overlap(w.box, r) {
			return false
		}
	}
	for _, m := range s.marked {
		if overlap(m, r) {
			return false
		}
	}
	for _, d := range s.data {
		if crosses(d, r) {
			return false
		}
	}
	return true
}

// overlap tells whether two rectangles share an area; touching doesn't count.
func overlap(a, b vg.Rectangle) bool {
	const slack = 0.05
	return a.Min.X < b.Max.X-slack && b.Min.X < a.Max.X-slack && a.Min.Y < b.Max.Y-slack && b.Min.Y < a.Max.Y-slack
}

// crosses tells whether a segment has a point in a rectangle (Liang and Barsky 1984).
func crosses(d [2]vg.Point, r vg.Rectangle) bool {
	from, to := 0.0, 1.0
	dx, dy := float64(d[1].X-d[0].X), float64(d[1].Y-d[0].Y)
	for _, side := range [4][2]float64{
		{-dx, float64(d[0].X - r.Min.X)}, {dx, float64(r.Max.X - d[0].X)},
		{-dy, float64(d[0].Y - r.Min.Y)}, {dy, float64(r.Max.Y - d[0].Y)},
	} {
		p, q := side[0], side[1]
		switch {
		case p == 0 && q < 0:
			return false
		case p < 0:
			from = math.Max(from, q/p)
		case p > 0:
			to = math.Min(to, q/p)
		}
	}
	return from <= to
}
