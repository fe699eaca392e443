package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// graphics is the part of a vg.Canvas that the vector back ends share: the state and its stack.
type graphics struct {
	width, height vg.Length
	stack         []state
}

type state struct {
	to        matrix
	colour    color.NRGBA
	lineWidth vg.Length
	dashes    []vg.Length
	offset    vg.Length
}

func newGraphics(width, height vg.Length) graphics {
	return graphics{width: width, height: height,
		stack: []state{{to: matrix{1, 0, 0, 1, 0, 0}, colour: color.NRGBA{A: 0xff}, lineWidth: 1}}}
}

func (g *graphics) now() *state { return &g.stack[len(g.stack)-1] }

func (g *graphics) Size() (w, h vg.Length)   { return g.width, g.height }
func (g *graphics) SetLineWidth(w vg.Length) { g.now().lineWidth = w }
func (g *graphics) SetColor(c color.Color)   { g.now().colour = straight(c) }
func (g *graphics) Translate(p vg.Point)     { g.now().to = g.now().to.translated(p) }
func (g *graphics) Rotate(radians float64)   { g.now().to = g.now().to.rotated(radians) }
func (g *graphics) Scale(x, y float64)       { g.now().to = g.now().to.scaled(x, y) }
func (g *graphics) Push()                    { g.stack = append(g.stack, *g.now()) }
func (g *graphics) Pop()                     { g.stack = g.stack[:len(g.stack)-1] }
func (g *graphics) SetLineDash(d []vg.Length, o vg.Length) {
	g.now().dashes, g.now().offset = d, o
}

// straight returns a colour that isn't multiplied by its opacity, as SVG and PDF want it; nil is black.
func straight(c color.Color) color.NRGBA {
	if c == nil {
		return color.NRGBA{A: 0xff}
	}
	return color.NRGBAModel.Convert(c).(color.NRGBA)
}

// matrix maps (x, y) to (m0 x + m2 y + m4, m1 x + m3 y + m5), as in PDF and SVG.
type matrix [6]float64

func (m matrix) apply(p vg.Point) (x, y float64) {
	px, py := float64(p.X), float64(p.Y)
	return m[0]*px + m[2]*py + m[4], m[1]*px + m[3]*py + m[5]
}

// after returns the map that applies n first, then m.
func (m matrix) after(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[2]*n[1], m[1]*n[0] + m[3]*n[1],
		m[0]*n[2] + m[2]*n[3], m[1]*n[2] + m[3]*n[3],
		m[0]*n[4] + m[2]*n[5] + m[4], m[1]*n[4] + m[3]*n[5] + m[5],
	}
}

func (m matrix) translated(p vg.Point) matrix {
	return m.after(matrix{1, 0, 0, 1, float64(p.X), float64(p.Y)})
}

func (m matrix) rotated(radians float64) matrix {
	sin, cos := math.Sincos(radians)
	return m.after(matrix{cos, sin, -sin, cos, 0, 0})
}

func (m matrix) scaled(x, y float64) matrix { return m.after(matrix{x, 0, 0, y, 0, 0}) }

// size returns by how much m enlarges lengths.
func (m matrix) size() float64 { return math.Sqrt(math.Abs(m[0]*m[3] - m[1]*m[2])) }

// pen receives a path as moves, lines and cubic curves in the coordinates of the page.
type pen interface {
	move(x, y float64)
	line(x, y float64)
	cube(x1, y1, x2, y2, x, y float64)
	close()
}

// trace hands a path to a pen: quadratic curves and arcs become cubic ones.
func (m matrix) trace(p vg.Path, to pen) {
	var last vg.Point
	for i, c := range p {
		switch c.Type {
		case vg.MoveComp:
			to.move(m.apply(c.Pos))
		case vg.LineComp:
			to.line(m.apply(c.Pos))
		case vg.CurveComp:
			a, b := c.Pos, c.Pos
			switch len(c.Control) {
			case 1: // degree elevation: the control points stand two thirds of the way
				q := c.Control[0]
				a = last.Add(q.Sub(last).Scale(2. / 3))
				b = c.Pos.Add(q.Sub(c.Pos).Scale(2. / 3))
			case 2:
				a, b = c.Control[0], c.Control[1]
			}
			x1, y1 := m.apply(a)
			x2, y2 := m.apply(b)
			x, y := m.apply(c.Pos)
			to.cube(x1, y1, x2, y2, x, y)
		case vg.ArcComp:
			last = m.arc(c, i == 0, to)
			continue
		case vg.CloseComp:
			to.close()
			continue
		}
		last = c.Pos
	}
}

// arc draws an arc as cubic curves of a quarter turn or less and returns its end.
func (m matrix) arc(c vg.PathComp, first bool, to pen) vg.Point {
	on := func(angle float64) vg.Point {
		sin, cos := math.Sincos(angle)
		return vg.Point{X: c.Pos.X + c.Radius*vg.Length(cos), Y: c.Pos.Y + c.Radius*vg.Length(sin)}
	}
	if first {
		to.move(m.apply(on(c.Start)))
	} else {
		to.line(m.apply(on(c.Start)))
	}
	n := int(math.Ceil(math.Abs(c.Angle)/(math.Pi/2) - 1e-9))
	for i := range n {
		a := c.Start + c.Angle*float64(i)/float64(n)
		b := c.Start + c.Angle*float64(i+1)/float64(n)
		k := c.Radius * vg.Length(4./3*math.Tan((b-a)/4))
		p, q := on(a), on(b)
		x1, y1 := m.apply(vg.Point{X: p.X - k*vg.Length(math.Sin(a)), Y: p.Y + k*vg.Length(math.Cos(a))})
		x2, y2 := m.apply(vg.Point{X: q.X + k*vg.Length(math.Sin(b)), Y: q.Y - k*vg.Length(math.Cos(b))})
		x, y := m.apply(q)
		to.cube(x1, y1, x2, y2, x, y)
	}
	return on(c.Start + c.Angle)
}
