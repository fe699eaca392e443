package plots

import (
	"image/color"
	"math"
	"sort"

	"gonum.org/v1/plot/vg"

	"shakeout/worlds/history"
)

const (
	mostTiles     = 24 // of small multiples; the labs that raised or earned most are shown
	tilesPerBlock = 8
	longRunway    = 36 // months; beyond it a lab is drawn as safe
)

// Runway draws the cash of each lab, and below it how many months its cash and credit last at its
// present burn. A thick line on top of the runway stands for months in which a lab burns nothing or
// has more than 36 months; one on the floor of the cash for months without cash, on credit. Entrants that
// never had 1 % of model revenue are thin lines in a panel of their own, without the months of these thick
// ones. Of more than 24 others those with the most cash at any time are drawn; the data hold all.
func Runway(run *history.Run) (*Figure, error) {
	r := read(run)
	t := newTable("tick", "date", "agent", "cash_usd_m", "runway_months")
	var labs, crowd []lab
	for _, a := range r.actors {
		if a.kind != "lab" || a.entered < 0 {
			continue
		}
		l := lab{actor: a,
			cash:   a.series(func(x *history.AgentRow) float64 { return x.Cash }),
			runway: a.series(func(x *history.AgentRow) float64 { return x.Runway })}
		for i := range r.ticks {
			if a.rows[i] != nil && !math.IsNaN(l.cash[i]) {
				t.add(whole(r.ticks[i]), r.dates[i], a.id, field(l.cash[i]), field(l.runway[i]))
			}
		}
		if a.crowd {
			crowd = append(crowd, l)
			continue
		}
		_, l.weight = extent(l.cash)
		labs = append(labs, l)
	}
	if len(labs)+len(crowd) == 0 {
		return nothing("runway", "no lab is in the market")
	}
	labs = heaviest(labs, mostTiles)
	tiles := len(labs)
	if len(crowd) > 0 {
		tiles++
	}
	blocks := (tiles + tilesPerBlock - 1) / tilesPerBlock
	columns := (tiles + blocks - 1) / blocks
	return &Figure{Name: "runway", Title: "Cash and runway of the labs: " + caption(run), Data: t,
		width: widthOfTiles(columns), height: (14 + 58*vg.Length(blocks)) * mm,
		draw: func(s *sheet) { drawRunway(s, r, labs, crowd, blocks, columns) }}, nil
}

type lab struct {
	*actor
	cash, runway []float64
	weight       float64
}

// heaviest keeps the n labs with the greatest weight, in their order.
func heaviest(labs []lab, n int) []lab {
	if len(labs) <= n {
		return labs
	}
	order := append([]lab(nil), labs...)
	sort.SliceStable(order, func(i, j int) bool { return order[i].weight > order[j].weight })
	keep := map[string]bool{}
	for _, l := range order[:n] {
		keep[l.id] = true
	}
	var kept []lab
	for _, l := range labs {
		if keep[l.id] {
			kept = append(kept, l)
		}
	}
	return kept
}

// widthOfTiles returns one column for few tiles in a row, else two.
func widthOfTiles(columns int) vg.Length {
	if columns <= 3 {
		return oneColumn
	}
	return twoColumns
}

func drawRunway(s *sheet, r *reading, labs, crowd []lab, blocks, columns int) {
	var cash [][]float64
	var shown, small []*actor
	byID := map[string]lab{}
	for _, l := range append(labs[:len(labs):len(labs)], crowd...) {
		cash = append(cash, l.cash)
		shown = append(shown, l.actor)
		byID[l.id] = l
	}
	for _, l := range crowd {
		small = append(small, l.actor)
	}
	safe := stroke{colour: midGrey, width: 2.4}
	short := referenceLine(midGrey)
	entries := append([]entry{
		{words: "above: no burn, or more than 36 months; below: no cash left, on credit", line: &safe},
		{words: "6 months", line: &short},
	}, marksUsed(shown)...)
	room := s.legend(s.room(), entries)
	panels := make([]*panel, 2*blocks*columns)
	place := func(i int, title string, colour color.NRGBA) {
		block, column := i/columns, i%columns
		money := &panel{x: years(r.years), y: logarithmic("Cash (USD m)", cash...), title: title, titleColour: script{colour: readable(colour)}}
		months := &panel{x: years(r.years), y: linear("Runway (months)", true, []float64{0, longRunway})}
		months.y.Max = longRunway
		months.y.Tick.Marker = monthsTicks{}
		panels[2*block*columns+column] = money
		panels[(2*block+1)*columns+column] = months
	}
	for i, l := range labs {
		place(i, l.name, straight(l.look.colour))
	}
	if len(crowd) > 0 {
		place(len(labs), crowdTitle(len(crowd)), softGrey)
	}
	s.tiles(room, columns, panels)
	for i, l := range labs {
		block, column := i/columns, i%columns
		money, months := panels[2*block*columns+column], panels[(2*block+1)*columns+column]
		colour := straight(l.look.colour)
		solid := stroke{colour: colour, width: dataLine}
		s.curve(money, r.years, l.cash, solid)
		s.level(months, 6, short)
		runway, resting := l.cut()
		broke := make([]bool, len(l.cash))
		for j, v := range l.cash {
			broke[j] = v <= 0
		}
		s.curve(months, r.years, runway, solid)
		s.ribbonOf(months, r.years, resting, months.area.Max.Y, colour)
		s.ribbonOf(money, r.years, broke, money.area.Min.Y+1.2, colour)
		s.frame(money)
		s.frame(months)
		if at := lastOf(l.cash); l.ended >= 0 && at >= 0 {
			for _, end := range []struct {
				p *panel
				v float64
			}{{money, math.Max(l.cash[at], money.y.Min)}, {months, runway[at]}} {
				if q, ok := end.p.at(r.years[at], end.v); ok {
					s.mark(l.end, q, colour)
				}
			}
		}
	}
	if len(crowd) == 0 {
		return
	}
	block, column := len(labs)/columns, len(labs)%columns
	money, months := panels[2*block*columns+column], panels[(2*block+1)*columns+column]
	s.level(months, 6, short)
	s.frame(money)
	s.frame(months)
	s.crowdLines(money, r.years, small, false, func(a *actor) []float64 { return byID[a.id].cash })
	s.crowdLines(months, r.years, small, false, func(a *actor) []float64 {
		runway, resting := byID[a.id].cut()
		for i := range runway {
			if resting[i] { // many lines along the top would say nothing of any
				runway[i] = math.NaN()
			}
		}
		return runway
	})
}

// cut returns the runway of a lab by month, a long one cut at 36 months, and where it is cut.
func (l lab) cut() (runway []float64, resting []bool) {
	runway, resting = make([]float64, len(l.cash)), make([]bool, len(l.cash))
	for j := range l.cash {
		alive := !math.IsNaN(l.cash[j])
		resting[j] = alive && !(l.runway[j] <= longRunway)
		runway[j] = math.NaN()
		switch {
		case resting[j]:
			runway[j] = longRunway
		case alive:
			runway[j] = math.Max(l.runway[j], 0)
		}
	}
	return runway, resting
}

// ribbonOf draws a thick level line over the months in which something holds, each from its first
// day to the next month's.
func (s *sheet) ribbonOf(p *panel, xs []float64, holds []bool, y vg.Length, c color.Color) {
	for i := 0; i < len(holds); i++ {
		if !holds[i] {
			continue
		}
		j := i
		for j+1 < len(holds) && holds[j+1] {
			j++
		}
		from, _ := p.at(xs[i], p.y.Min)
		to, _ := p.at(xs[min(j+1, len(xs)-1)], p.y.Min)
		s.fill(corners(rectangle(from.X, y-1.2, max(to.X, from.X+0.8), y+1.2)), c)
		i = j
	}
}
