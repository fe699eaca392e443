package plots

import (
	"image/color"

	"gonum.org/v1/plot/vg"
)

// entry is one line of a legend: a line, a swatch or a symbol, and what it means.
type entry struct {
	words  string
	line   *stroke
	swatch color.Color
	hatch  bool
	mark   symbol
	colour color.NRGBA // of the mark
	small  bool        // the mark is of the crowd's size
}

const (
	sampleWidth  vg.Length = 14
	legendLine             = tickType * 1.35
	legendGap    vg.Length = 9 // between entries of a row
	legendIndent vg.Length = 3
)

func (e entry) sample() vg.Length {
	switch {
	case e.line != nil:
		return sampleWidth
	case e.swatch != nil:
		return 9
	}
	return 2 * symbolSize
}

func (e entry) width() vg.Length {
	return e.sample() + legendIndent + widthOf(e.words, tickType, false)
}

// rows breaks entries into rows of at most a width.
func rows(entries []entry, width vg.Length) [][]entry {
	var all [][]entry
	var x vg.Length
	for _, e := range entries {
		if w := e.width(); len(all) > 0 && x+legendGap+w <= width {
			all[len(all)-1] = append(all[len(all)-1], e)
			x += legendGap + w
		} else {
			all = append(all, []entry{e})
			x = w
		}
	}
	return all
}

// legendHeight returns the height that a legend of a width needs.
func legendHeight(entries []entry, width vg.Length) vg.Length {
	if len(entries) == 0 {
		return 0
	}
	return vg.Length(len(rows(entries, width)))*legendLine + 3
}

// legend draws entries in rows along the lower edge of a room and returns the room above them.
func (s *sheet) legend(room vg.Rectangle, entries []entry) vg.Rectangle {
	height := legendHeight(entries, room.Size().X)
	y := room.Min.Y + height - 3 - legendLine/2
	for _, row := range rows(entries, room.Size().X) {
		x := room.Min.X
		for _, e := range row {
			s.sample(e, vg.Point{X: x, Y: y})
			x += e.sample() + legendIndent
			box := s.write(e.words, vg.Point{X: x, Y: y}, script{up: middle})
			x = box.Max.X + legendGap
		}
		y -= legendLine
	}
	room.Min.Y += height
	return room
}

// sample draws the sign of an entry, its left end in the middle of the line of text at a place.
func (s *sheet) sample(e entry, at vg.Point) {
	switch {
	case e.line != nil:
		s.line([]vg.Point{at, {X: at.X + sampleWidth, Y: at.Y}}, *e.line)
		if e.mark != noSymbol {
			s.mark(e.mark, vg.Point{X: at.X + sampleWidth/2, Y: at.Y}, e.colour)
		}
	case e.swatch != nil:
		box := rectangle(at.X, at.Y-2.5, at.X+9, at.Y+2.5)
		s.fill(corners(box), e.swatch)
		if e.hatch {
			s.outline(corners(box), stroke{colour: midGrey, width: hairline})
		}
	case e.small:
		s.markOf(e.mark, vg.Point{X: at.X + symbolSize, Y: at.Y}, e.colour, crowdMark)
	default:
		s.mark(e.mark, vg.Point{X: at.X + symbolSize, Y: at.Y}, e.colour)
	}
}
