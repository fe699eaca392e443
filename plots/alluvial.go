package plots

import (
	"image/color"
	"math"
	"sort"

	"gonum.org/v1/plot/vg"
)

// Flow is a quantity that goes from one node to another.
type Flow struct {
	From, To string
	Weight   float64
}

// alluvium is a flow with its colour; nodes stand in the order in which they are first named.
type alluvium struct {
	Flow
	colour color.NRGBA
}

// node is a bar of an alluvial diagram and how far it is filled on its inner side.
type node struct {
	name   string
	weight float64
	filled vg.Length
	box    vg.Rectangle
}

// Alluvial draws flows between two columns of nodes as curved ribbons whose widths are their weights,
// such as the probability with which an agent ends in an outcome. Flows without a weight above zero
// are left out.
func Alluvial(name, title string, flows []Flow) (*Figure, error) {
	colours := map[string]color.NRGBA{}
	var all []alluvium
	for _, f := range flows {
		if _, ok := colours[f.From]; !ok {
			colours[f.From] = hue(len(colours))
		}
		all = append(all, alluvium{f, colours[f.From]})
	}
	return alluvial(name, title, all, nil)
}

// alluvial draws flows; order names the nodes on the right from above, nil for the order of the flows.
func alluvial(name, title string, flows []alluvium, order []string) (*Figure, error) {
	t := newTable("from", "to", "weight")
	var kept []alluvium
	for _, f := range flows {
		if f.Weight > 0 && !math.IsInf(f.Weight, 0) {
			kept = append(kept, f)
			t.add(f.From, f.To, field(f.Weight))
		}
	}
	if len(kept) == 0 {
		return nothing(name, "no flow has a weight above zero")
	}
	var left, right []*node
	from, to := map[string]*node{}, map[string]*node{}
	add := func(known map[string]*node, column *[]*node, name string, weight float64) {
		if known[name] == nil {
			known[name] = &node{name: name}
			*column = append(*column, known[name])
		}
		known[name].weight += weight
	}
	for _, name := range order {
		for _, f := range kept {
			if f.To == name {
				add(to, &right, name, 0)
			}
		}
	}
	for _, f := range kept {
		add(from, &left, f.From, f.Weight)
		add(to, &right, f.To, f.Weight)
	}
	height := max(vg.Length(max(len(left), len(right)))*11, 100)
	return &Figure{Name: name, Title: title, Data: t, width: twoColumns, height: min(height+8, 230*mm),
		draw: func(s *sheet) { drawAlluvial(s, kept, left, right, from, to) }}, nil
}

func drawAlluvial(s *sheet, flows []alluvium, left, right []*node, from, to map[string]*node) {
	const bar, gap = 5, 3
	room := s.room()
	widest := func(column []*node) (w vg.Length) {
		for _, n := range column {
			w = max(w, widthOf(shortened(n.name, tickType, fateWidth), tickType, false))
		}
		return w + 4
	}
	x0, x1 := room.Min.X+widest(left), room.Max.X-widest(right)
	total := 0.0
	for _, n := range left {
		total += n.weight
	}
	// Both columns share one scale; the one with fewer gaps is centred.
	most := vg.Length(max(len(left), len(right)) - 1)
	scale := (room.Size().Y - gap*most) / vg.Length(total)
	stand := func(column []*node, x vg.Length) {
		used := vg.Length(total)*scale + gap*vg.Length(len(column)-1)
		extra := gap + (room.Size().Y-used)/vg.Length(max(len(column)-1, 1))
		y := room.Max.Y
		if len(column) == 1 {
			y -= (room.Size().Y - used) / 2
		}
		for _, n := range column {
			h := vg.Length(n.weight) * scale
			n.box, n.filled = rectangle(x, y-h, x+bar, y), 0
			y -= h + extra
		}
	}
	stand(left, x0)
	stand(right, x1-bar)
	type ribbon struct {
		a, b   vg.Point
		height vg.Length
		colour color.NRGBA
	}
	var ribbons []ribbon
	for _, target := range right { // in the order of the right column, so that ribbons cross less
		for _, f := range flows {
			if to[f.To] != target {
				continue
			}
			a, b := from[f.From], target
			h := vg.Length(f.Weight) * scale
			ya, yb := a.box.Max.Y-a.filled, b.box.Max.Y-b.filled
			a.filled += h
			b.filled += h
			ribbons = append(ribbons, ribbon{vg.Point{X: a.box.Max.X, Y: ya}, vg.Point{X: b.box.Min.X, Y: yb}, h, faded(f.colour, 0.45)})
		}
	}
	sort.SliceStable(ribbons, func(i, j int) bool { return ribbons[i].height > ribbons[j].height }) // narrow ones above
	for _, x := range ribbons {
		s.ribbon(x.a, x.b, x.height, x.colour)
	}
	colours := map[string]color.NRGBA{}
	for _, f := range flows {
		colours[f.From] = f.colour
	}
	for _, n := range left {
		s.fill(corners(n.box), colours[n.name])
		s.write(shortened(n.name, tickType, fateWidth), vg.Point{X: n.box.Min.X - 3, Y: (n.box.Min.Y + n.box.Max.Y) / 2}, script{across: 1, up: middle})
	}
	for _, n := range right {
		s.fill(corners(n.box), black)
		s.write(shortened(n.name, tickType, fateWidth), vg.Point{X: n.box.Max.X + 3, Y: (n.box.Min.Y + n.box.Max.Y) / 2}, script{up: middle})
	}
}

// ribbon fills a band of one height between two places, which leaves and arrives level.
func (s *sheet) ribbon(a, b vg.Point, height vg.Length, c color.Color) {
	middle := (a.X + b.X) / 2
	var p vg.Path
	p.Move(a)
	p.CubeTo(vg.Point{X: middle, Y: a.Y}, vg.Point{X: middle, Y: b.Y}, b)
	p.Line(vg.Point{X: b.X, Y: b.Y - height})
	p.CubeTo(vg.Point{X: middle, Y: b.Y - height}, vg.Point{X: middle, Y: a.Y - height}, vg.Point{X: a.X, Y: a.Y - height})
	p.Close()
	s.canvas.SetColor(c)
	s.canvas.Fill(p)
}
