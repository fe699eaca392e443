package plots

import (
	"sort"

	"gonum.org/v1/plot/vg"
)

const (
	labelHeight = tickType * 1.14 // from one label at a line's end to the next
	labelIndent = 4               // from the end of the area to its labels
)

// endLabel is a label at the right end of a line.
type endLabel struct {
	words  string
	how    script
	at     vg.Point // the line's end
	weight float64  // the least weighty are left out first where not all have room
}

// labelsWidth returns the width that labels need at the right of a panel.
func labelsWidth(words ...string) vg.Length {
	var w vg.Length
	for _, s := range words {
		w = max(w, widthOf(s, tickType, false))
	}
	if w > 0 {
		w += labelIndent
	}
	return w
}

// endLabels sets labels right of a panel, each as near to its line's end as the others let it, with a
// thin leader where it had to move. It returns those that had no room, in their order.
func (s *sheet) endLabels(p *panel, labels []endLabel) (left []endLabel) {
	low, high := p.area.Min.Y+labelHeight/2-2, p.area.Max.Y-labelHeight/2+4
	most := max(int((high-low)/labelHeight)+1, 0)
	if len(labels) > most {
		order := make([]int, len(labels))
		for i := range order {
			order[i] = i
		}
		sort.SliceStable(order, func(i, j int) bool { return labels[order[i]].weight > labels[order[j]].weight })
		drop := map[int]bool{}
		for _, i := range order[most:] {
			drop[i] = true
		}
		var kept []endLabel
		for i, l := range labels {
			if drop[i] {
				left = append(left, l)
			} else {
				kept = append(kept, l)
			}
		}
		labels = kept
	}
	sort.SliceStable(labels, func(i, j int) bool { return labels[i].at.Y < labels[j].at.Y })
	wanted := make([]vg.Length, len(labels))
	for i, l := range labels {
		wanted[i] = l.at.Y
	}
	x := p.area.Max.X + labelIndent
	for i, y := range spread(wanted, labelHeight, low, high) {
		l := labels[i]
		if d := y - l.at.Y; d > 1.5 || d < -1.5 || l.at.X < p.area.Max.X-1 {
			c := l.how.complete().colour
			s.line([]vg.Point{{X: l.at.X + 0.8, Y: l.at.Y}, {X: x - 0.8, Y: y}}, stroke{colour: c, width: hairline})
		}
		l.how.across, l.how.up = 0, middle
		s.write(l.words, vg.Point{X: x, Y: y}, l.how)
	}
	return left
}

// spread moves wanted places, in ascending order, as little as it can in the least-squares sense so
// that neighbours are a distance apart and all lie between low and high: isotonic regression of the
// places less their rank times the distance, by pooling adjacent violators (Ayer et al. 1955).
func spread(wanted []vg.Length, apart, low, high vg.Length) []vg.Length {
	type block struct {
		sum vg.Length
		n   int
	}
	var blocks []block
	for i, w := range wanted {
		blocks = append(blocks, block{w - vg.Length(i)*apart, 1})
		for n := len(blocks); n > 1 && blocks[n-2].sum/vg.Length(blocks[n-2].n) > blocks[n-1].sum/vg.Length(blocks[n-1].n); n-- {
			blocks[n-2].sum += blocks[n-1].sum
			blocks[n-2].n += blocks[n-1].n
			blocks = blocks[:n-1]
		}
	}
	top := high - vg.Length(len(wanted)-1)*apart
	places := make([]vg.Length, 0, len(wanted))
	for _, b := range blocks {
		mean := max(min(b.sum/vg.Length(b.n), top), low)
		for range b.n {
			places = append(places, mean+vg.Length(len(places))*apart)
		}
	}
	return places
}

// nearby sets a label by a place inside an area, where it touches no text, mark or line. It tells
// whether it found such a place.
func (s *sheet) nearby(area vg.Rectangle, words string, at vg.Point, how script) bool {
	const off = symbolSize*1.2 + 1
	for _, try := range []struct {
		dx, dy vg.Length
		across float64
		up     vertical
	}{
		{off, 0, 0, middle}, {0, off, 0.5, bottom}, {0, -off, 0.5, top},
		{off, off, 0, bottom}, {off, -off, 0, top}, {-off, off, 1, bottom}, {-off, -off, 1, top}, {-off, 0, 1, middle},
		{0, 2.5 * off, 0.5, bottom}, {0, -2.5 * off, 0.5, top}, {2 * off, 2 * off, 0, bottom}, {2 * off, -2 * off, 0, top},
	} {
		h := how
		h.across, h.up = try.across, try.up
		place := vg.Point{X: at.X + try.dx, Y: at.Y + try.dy}
		box, _ := h.layout(words, place)
		if box.Min.X < area.Min.X+1 || box.Max.X > area.Max.X || box.Min.Y < area.Min.Y+0.5 || box.Max.Y > area.Max.Y+2 || !s.free(box) {
			continue
		}
		s.write(words, place, h)
		return true
	}
	return false
}
