package plots

import "gonum.org/v1/plot/vg"

// stack lays panels of one horizontal axis one below the other. Right is kept free for labels at the
// ends of lines; weights are relative heights, nil for equal ones. Only the lowest panel labels its
// ticks below.
func (s *sheet) stack(room vg.Rectangle, right vg.Length, weights []float64, panels ...*panel) {
	const gap = 7
	for i, p := range panels {
		p.blankX = i < len(panels)-1
	}
	height := room.Size().Y
	total := 0.0
	for i, p := range panels {
		height -= p.topGutter() + p.bottomGutter()
		if i > 0 {
			height -= gap
		}
		total += weight(weights, i)
	}
	var left vg.Length
	for i, p := range panels {
		left = max(left, p.leftGutter(height*vg.Length(weight(weights, i)/total)))
	}
	y := room.Max.Y
	for i, p := range panels {
		h := height * vg.Length(weight(weights, i)/total)
		y -= p.topGutter()
		p.area = rectangle(room.Min.X+left, y-h, max(room.Max.X-right, room.Min.X+left+10), y)
		p.left = room.Min.X
		p.fitX(p.area.Size().X)
		y -= h + p.bottomGutter() + gap
	}
	// Half a label of the last year may hang over the right end.
	if right < 9 {
		for _, p := range panels {
			p.area.Max.X = min(p.area.Max.X, room.Max.X-9)
		}
	}
}

func weight(weights []float64, i int) float64 {
	if i < len(weights) {
		return weights[i]
	}
	return 1
}

const tileGap vg.Length = 6

// tiles lays panels in rows of a number of columns; nil leaves a place empty. Panels share their scales
// along a row and a column: only the first of a row labels its vertical axis, and only those with
// nothing below them their horizontal one.
func (s *sheet) tiles(room vg.Rectangle, columns int, panels []*panel) {
	const gapX, gapY = tileGap, 4
	count := (len(panels) + columns - 1) / columns
	below := func(i int) bool { return i+columns < len(panels) && panels[i+columns] != nil }
	tops, bottoms := make([]vg.Length, count), make([]vg.Length, count)
	height := room.Size().Y - vg.Length(count-1)*gapY
	// A title wider than its panel, which is a little wider than this, is broken into two lines.
	const axisRoom = 42
	least := (room.Size().X-axisRoom)/vg.Length(columns) - gapX
	for _, p := range panels {
		if p != nil && p.title != "" && widthOf(p.title, titleSize, true) > least {
			p.titleLines = 2
		}
	}
	for i, p := range panels {
		if p == nil {
			continue
		}
		p.blankX, p.blankY = below(i), i%columns > 0
		if p.blankY {
			p.y.Label.Text = ""
		}
		row := i / columns
		tops[row] = max(tops[row], p.topGutter())
		bottoms[row] = max(bottoms[row], tickLength)
		if row == count-1 {
			bottoms[row] = max(bottoms[row], p.bottomGutter())
		}
	}
	for row := range count {
		height -= tops[row] + bottoms[row]
	}
	height /= vg.Length(count)
	var left vg.Length
	for i := 0; i < len(panels); i += columns {
		if panels[i] != nil {
			left = max(left, panels[i].leftGutter(height))
		}
	}
	const overhang = 6 // half a label of the last tick
	width := (room.Size().X - left - vg.Length(columns-1)*gapX - overhang) / vg.Length(columns)
	y := room.Max.Y
	for row := range count {
		y -= tops[row] + height
		for i := row * columns; i < min((row+1)*columns, len(panels)); i++ {
			p := panels[i]
			if p == nil {
				continue
			}
			x := room.Min.X + left + vg.Length(i%columns)*(width+gapX)
			p.area = rectangle(x, y, x+width, y+height)
			p.left = room.Min.X
			p.trimX = i%columns < columns-1
			p.fitY(height)
			p.fitX(width)
		}
		y -= bottoms[row] + gapY
	}
}

// halves cuts a room into two, side by side.
func halves(room vg.Rectangle, gap vg.Length) (left, right vg.Rectangle) {
	middle := (room.Min.X + room.Max.X) / 2
	return rectangle(room.Min.X, room.Min.Y, middle-gap/2, room.Max.Y), rectangle(middle+gap/2, room.Min.Y, room.Max.X, room.Max.Y)
}
