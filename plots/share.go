package plots

import (
	"image/color"
	"math"
	"sort"

	"gonum.org/v1/plot/vg"

	"shakeout/worlds/history"
)

const (
	laneRows = 4 // rows of names above the data, for exits
)

// layer is one band of a stack: one seller, or several together.
type layer struct {
	words  string
	drawn  string // what the drawn data call it
	colour color.NRGBA
	ys     []float64
	weight float64
}

// Share draws the shares of model revenue by seller as a stacked area, the largest lowest, with exits
// and deals marked above the month in which they happened: with their names those of declared agents and
// of entrants that ever had 1 %, as small grey marks those of the other entrants. Sellers who never have
// 1 % are drawn together; what no agent sells is sold by the fringe of hosts of open weights.
func Share(run *history.Run) (*Figure, error) {
	r := read(run)
	layers, t := shares(r)
	if len(layers) == 0 {
		return nothing("share", "no month has model revenue")
	}
	exits := exitsOf(r)
	return &Figure{Name: "share", Title: "Shares of model revenue by seller: " + caption(run), Data: t, width: twoColumns, height: 84 * mm,
		draw: func(s *sheet) {
			unnamed := drawShare(newSheet(blank{}, s.width, s.height), r, layers, exits, nil)
			drawShare(s, r, layers, exits, unnamed)
		}}, nil
}

// drawShare draws the stack with a legend, and returns what belongs in the legend: the layers whose
// names have no room in the data or beside it, and the exits whose names have none above it.
func drawShare(s *sheet, r *reading, layers []layer, exits []*actor, legend []entry) (unnamed []entry) {
	named, crowd := apart(exits)
	entries := append(append(legend, marksUsed(exits)...), crowdLegend(crowd, commonEnd(crowd))...)
	room := s.legend(s.room(), entries)
	p := &panel{x: years(r.years), y: percent("Share of model revenue (%)", 1)}
	var words []string
	for _, l := range layers {
		words = append(words, shortened(l.words, tickType, nameWidth))
	}
	right := labelsWidth(words...)
	try := room
	s.stack(try, right, nil, p)
	marks, lanes := lanesOf(p, r.years, named, s.width-margin)
	var strip vg.Length // between the data and the lowest lane, for the marks of the crowd
	if len(crowd) > 0 {
		strip = 2*crowdMark + 3
	}
	room.Max.Y -= laneStep*vg.Length(lanes) + strip
	s.stack(room, right, nil, p)
	bands := s.pile(p, r.years, layers)
	s.exits(p, marks, strip)
	for _, a := range crowd {
		if q, ok := p.at(r.years[a.ended], p.y.Max); ok {
			s.markOf(a.end, vg.Point{X: q.X, Y: p.area.Max.Y + 2 + crowdMark}, softGrey, crowdMark)
		}
	}
	s.frame(p)
	known := map[string]bool{} // whose name stands above the data in its colour
	for _, m := range marks {
		known[m.id] = m.name != ""
	}
	for _, e := range s.nameBands(p, layers, bands) {
		if !known[e.of] {
			known[e.of] = true
			unnamed = append(unnamed, e.entry)
		}
	}
	for _, m := range marks {
		if !known[m.id] {
			unnamed = append(unnamed, entry{words: shortened(m.actor.name, tickType, nameWidth), mark: m.end, colour: straight(m.look.colour)})
		}
	}
	return unnamed
}

// commonEnd returns how most agents of a crowd ended, as the sample of a legend.
func commonEnd(crowd []*actor) symbol {
	count := map[symbol]int{}
	most := noSymbol
	for _, a := range crowd {
		if count[a.end]++; count[a.end] > count[most] {
			most = a.end
		}
	}
	return most
}

// shares returns the layers of the stack, largest first, and the drawn data.
func shares(r *reading) ([]layer, Table) {
	t := newTable("tick", "date", "seller", "share", "drawn_as")
	total := r.of(func(m *history.MarketRow) float64 { return m.ModelRevenue })
	var big, small []layer
	sum := make([]float64, len(r.ticks))
	for _, a := range r.actors {
		ys := a.booked(func(x *history.AgentRow) float64 { return x.Revenue })
		most, weight := 0.0, 0.0
		for i, v := range ys {
			ys[i] = v / total[i]
			if !(ys[i] > 0) || math.IsInf(ys[i], 0) {
				ys[i] = 0
			}
			sum[i] += ys[i]
			weight += ys[i]
			most = math.Max(most, ys[i])
		}
		l := layer{words: a.name, drawn: a.id, colour: straight(a.look.colour), ys: ys, weight: weight}
		switch {
		case most >= notableShare:
			big = append(big, l)
		case most > 0:
			small = append(small, l)
		}
	}
	sort.SliceStable(big, func(i, j int) bool { return big[i].weight > big[j].weight })
	hosts := layer{words: "hosts of open weights", drawn: "hosts", colour: paleGrey, ys: make([]float64, len(r.ticks))}
	sold := false
	for i := range sum {
		if total[i] > 0 {
			sold = true
			if rest := 1 - sum[i]; rest > 1e-9 {
				hosts.ys[i] = rest
				hosts.weight += rest
			}
		}
	}
	if !sold || len(big)+len(small) == 0 {
		return nil, t
	}
	layers := big
	record := func(l layer, as string) {
		for i := range r.ticks {
			if total[i] > 0 {
				t.add(whole(r.ticks[i]), r.dates[i], l.drawn, field(l.ys[i]), as)
			}
		}
	}
	for _, l := range big {
		record(l, l.drawn)
	}
	if len(small) > 0 {
		others := layer{words: "others", drawn: "others", colour: softGrey, ys: make([]float64, len(r.ticks))}
		for _, l := range small {
			record(l, "others")
			for i, v := range l.ys {
				others.ys[i] += v
			}
		}
		layers = append(layers, others)
	}
	if hosts.weight > 0 {
		record(hosts, "hosts")
		layers = append(layers, hosts)
	}
	// A month without revenue has no shares: a hole in the stack.
	for _, l := range layers {
		for i := range l.ys {
			if !(total[i] > 0) {
				l.ys[i] = math.NaN()
			}
		}
	}
	return layers, t
}

// swatchOf is the entry of a layer in a legend, and whose it is.
type swatchOf struct {
	entry
	of string
}

// edge is the lower and the upper line of a layer.
type edge struct{ low, high []float64 }

// pile fills the layers of a stack, with thin white lines between them.
func (s *sheet) pile(p *panel, xs []float64, layers []layer) []edge {
	edges := make([]edge, len(layers))
	low := make([]float64, len(xs))
	for k, l := range layers {
		high := make([]float64, len(xs))
		for i := range xs {
			high[i] = low[i] + l.ys[i]
		}
		edges[k] = edge{low, high}
		low = high
	}
	for k, l := range layers {
		if len(xs) == 1 { // a month alone is a bar
			a, okA := p.at(p.x.Min, edges[k].low[0])
			b, okB := p.at(p.x.Max, edges[k].high[0])
			if okA && okB {
				s.fill(corners(rectangle(a.X, a.Y, b.X, b.Y)), l.colour)
			}
			continue
		}
		s.band(p, xs, edges[k].low, edges[k].high, l.colour)
	}
	for k := range layers {
		if k > 0 {
			for _, run := range p.runs(xs, edges[k].low) {
				s.line(run, stroke{colour: paper, width: 0.4})
			}
		}
	}
	return edges
}

// nameBands sets the names of layers: at the right end those that reach it with some height, inside
// the band at its widest place the others, if they fit there. It returns the swatches of the rest.
func (s *sheet) nameBands(p *panel, layers []layer, bands []edge) (unnamed []swatchOf) {
	var labels []endLabel
	swatches := map[string]swatchOf{}
	for k, l := range layers {
		last := len(l.ys) - 1
		words := shortened(l.words, tickType, nameWidth)
		ink := readable(l.colour)
		if l.colour == paleGrey {
			ink = midGrey
		}
		swatches[words] = swatchOf{entry{words: words, swatch: l.colour}, l.drawn}
		if v := l.ys[last]; v >= 0.008 {
			q, _ := p.at(p.x.Max, (bands[k].low[last]+bands[k].high[last])/2)
			labels = append(labels, endLabel{words: words, how: script{colour: ink}, at: vg.Point{X: p.area.Max.X, Y: q.Y}, weight: v})
			continue
		}
		if !s.nameInside(p, words, l, bands[k]) {
			unnamed = append(unnamed, swatches[words])
		}
	}
	for _, l := range s.endLabels(p, labels) {
		unnamed = append(unnamed, swatches[l.words])
	}
	return unnamed
}

// nameInside sets the name of a layer where it fits into it, at its highest such place, and tells
// whether there is one.
func (s *sheet) nameInside(p *panel, words string, l layer, b edge) bool {
	width := widthOf(words, tickType, false) + 3
	n := len(l.ys)
	step := p.area.Size().X / vg.Length(max(n-1, 1))
	reach := int(math.Ceil(float64(width / step / 2)))
	best, where, height := -1, vg.Length(0), vg.Length(tickType*0.95)
	for i := reach; i < n-reach; i++ {
		low, high := math.Inf(-1), math.Inf(1)
		for j := i - reach; j <= i+reach; j++ {
			low, high = math.Max(low, b.low[j]), math.Min(high, b.high[j])
		}
		if h := vg.Length(high-low) * p.area.Size().Y; h > height {
			best, height = i, h
			where = vg.Length((low+high)/2)*p.area.Size().Y + p.area.Min.Y
		}
	}
	if best < 0 {
		return false
	}
	s.write(words, vg.Point{X: p.area.Min.X + vg.Length(best)*step, Y: where}, script{colour: inkOn(l.colour), across: 0.5, up: middle})
	return true
}

// exitsOf returns the agents that leave, in the order of time.
func exitsOf(r *reading) []*actor {
	var exits []*actor
	for _, a := range r.actors {
		if a.ended >= 0 {
			exits = append(exits, a)
		}
	}
	sort.SliceStable(exits, func(i, j int) bool { return exits[i].ended < exits[j].ended })
	return exits
}

const laneStep = tickType * 1.25

// laneMark is the mark of an exit above the data, with the row it stands in.
type laneMark struct {
	*actor
	x    vg.Length
	row  int
	name string // empty where it has no room
}

// lanesOf puts the exits into rows above the data and returns how many rows it takes. Rows are filled
// from the last exit to the first, from below: so a line down from a mark meets no other's name.
func lanesOf(p *panel, xs []float64, exits []*actor, edge vg.Length) (marks []laneMark, lanes int) {
	filled := make([]vg.Length, laneRows) // how far left each row is filled
	for i := range filled {
		filled[i] = edge + 2
	}
	for i := len(exits) - 1; i >= 0; i-- {
		a := exits[i]
		q, ok := p.at(xs[a.ended], 0)
		if !ok {
			continue
		}
		m := laneMark{actor: a, x: q.X, row: -1, name: shortened(a.name, tickType, nameWidth)}
		width := symbolSize + 2 + widthOf(m.name, tickType, false)
		for row := range filled {
			if m.x+width < filled[row]-2 {
				m.row = row
				break
			}
		}
		if m.row < 0 { // the mark alone, in the row with the most room
			m.name, m.row = "", 0
			for row := range filled {
				if filled[row] > filled[m.row] {
					m.row = row
				}
			}
		}
		filled[m.row] = m.x - symbolSize*1.3
		lanes = max(lanes, m.row+1)
		marks = append(marks, m)
	}
	return marks, lanes
}

// exits draws the marks of exits a distance above the data, and a thin line down through the month of each.
func (s *sheet) exits(p *panel, marks []laneMark, above vg.Length) {
	place := func(m laneMark) vg.Point {
		return vg.Point{X: m.x, Y: p.area.Max.Y + 1.5 + above + laneStep*(vg.Length(m.row)+0.5)}
	}
	for _, m := range marks {
		s.line([]vg.Point{{X: m.x, Y: p.area.Min.Y}, place(m)}, stroke{colour: faded(ink, 0.55), width: hairline, dashes: []vg.Length{1, 1}})
	}
	for _, m := range marks {
		colour := straight(m.look.colour)
		s.mark(m.end, place(m), colour)
		s.write(m.name, vg.Point{X: m.x + symbolSize + 2, Y: place(m).Y}, script{colour: readable(colour), up: middle})
	}
}
