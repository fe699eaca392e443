package plots

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// curve draws a line through points of data, broken where one has no place, and remembers it as data.
// Points outside the axes are cut at the edge of the area. A single point is a dot.
func (s *sheet) curve(p *panel, xs, ys []float64, st stroke) {
	for _, run := range p.runs(xs, ys) {
		if len(run) == 1 {
			s.canvas.SetColor(st.colour)
			s.canvas.Fill(disc(run[0], max(st.width*0.9, 0.8)))
			s.data = append(s.data, [2]vg.Point{run[0], run[0]})
			continue
		}
		for _, part := range clipped(run, p.area) {
			s.line(part, st)
			for i := 1; i < len(part); i++ {
				s.data = append(s.data, [2]vg.Point{part[i-1], part[i]})
			}
		}
	}
}

// steps draws a line that keeps each value until the next point (post-step).
func (s *sheet) steps(p *panel, xs, ys []float64, st stroke) {
	sx, sy := stepped(xs, ys)
	s.curve(p, sx, sy, st)
}

func stepped(xs, ys []float64) (sx, sy []float64) {
	for i := range xs {
		if i > 0 {
			sx, sy = append(sx, xs[i]), append(sy, ys[i-1])
		}
		sx, sy = append(sx, xs[i]), append(sy, ys[i])
	}
	return sx, sy
}

// runs returns the places of points of data, cut where one has none.
func (p *panel) runs(xs, ys []float64) [][]vg.Point {
	var all [][]vg.Point
	var run []vg.Point
	for i := range xs {
		q, ok := p.at(xs[i], ys[i])
		if !ok {
			if len(run) > 0 {
				all, run = append(all, run), nil
			}
			continue
		}
		run = append(run, q)
	}
	if len(run) > 0 {
		all = append(all, run)
	}
	return all
}

// clipped cuts a line at the edges of an area.
func clipped(line []vg.Point, r vg.Rectangle) [][]vg.Point {
	var parts [][]vg.Point
	var part []vg.Point
	for i := 1; i < len(line); i++ {
		a, b, ok := clip(line[i-1], line[i], r)
		if !ok {
			if len(part) > 1 {
				parts = append(parts, part)
			}
			part = nil
			continue
		}
		if len(part) == 0 || part[len(part)-1] != a {
			if len(part) > 1 {
				parts = append(parts, part)
			}
			part = []vg.Point{a}
		}
		part = append(part, b)
	}
	if len(part) > 1 {
		parts = append(parts, part)
	}
	return parts
}

// clip returns the part of a segment inside an area (Liang and Barsky 1984).
func clip(a, b vg.Point, r vg.Rectangle) (vg.Point, vg.Point, bool) {
	const slack = 0.01
	from, to := 0.0, 1.0
	dx, dy := float64(b.X-a.X), float64(b.Y-a.Y)
	for _, side := range [4][2]float64{
		{-dx, float64(a.X - r.Min.X + slack)}, {dx, float64(r.Max.X + slack - a.X)},
		{-dy, float64(a.Y - r.Min.Y + slack)}, {dy, float64(r.Max.Y + slack - a.Y)},
	} {
		p, q := side[0], side[1]
		switch {
		case p == 0 && q < 0:
			return a, b, false
		case p < 0:
			from = math.Max(from, q/p)
		case p > 0:
			to = math.Min(to, q/p)
		}
	}
	if from > to {
		return a, b, false
	}
	at := func(t float64) vg.Point { return vg.Point{X: a.X + vg.Length(t*dx), Y: a.Y + vg.Length(t*dy)} }
	start, end := a, b
	if from > 0 {
		start = at(from)
	}
	if to < 1 {
		end = at(to)
	}
	return start, end, true
}

// band fills the area between two lines, broken where either has no place.
func (s *sheet) band(p *panel, xs, low, high []float64, c interface{ RGBA() (r, g, b, a uint32) }) {
	var lower, upper []vg.Point
	flush := func() {
		if len(lower) > 1 {
			shape := append([]vg.Point(nil), lower...)
			for i := len(upper) - 1; i >= 0; i-- {
				shape = append(shape, upper[i])
			}
			s.fill(within(shape, p.area), c)
		}
		lower, upper = nil, nil
	}
	for i := range xs {
		a, okA := p.at(xs[i], low[i])
		b, okB := p.at(xs[i], high[i])
		if !okA || !okB {
			flush()
			continue
		}
		lower, upper = append(lower, a), append(upper, b)
	}
	flush()
}

// within moves the corners of a shape into an area, which cuts shapes that are monotone in x.
func within(shape []vg.Point, r vg.Rectangle) []vg.Point {
	moved := make([]vg.Point, len(shape))
	for i, q := range shape {
		moved[i] = vg.Point{X: min(max(q.X, r.Min.X), r.Max.X), Y: min(max(q.Y, r.Min.Y), r.Max.Y)}
	}
	return moved
}

// level draws a horizontal line across a panel.
func (s *sheet) level(p *panel, y float64, st stroke) {
	if q, ok := p.at(p.x.Min, y); ok && q.Y >= p.area.Min.Y-0.01 && q.Y <= p.area.Max.Y+0.01 {
		s.line([]vg.Point{{X: p.area.Min.X, Y: q.Y}, {X: p.area.Max.X, Y: q.Y}}, st)
	}
}
