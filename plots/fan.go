package plots

import (
	"fmt"
	"math"

	"gonum.org/v1/plot/vg"
)

// Band is the quantiles of an indicator over the runs of an ensemble at one date, YYYY-MM-DD. NaN is
// a quantile without a value; a band may lack its outer or its inner pair.
type Band struct {
	Date                   string
	X                      float64 // in place of the date, in a panel over another number
	P5, P25, P50, P75, P95 float64
}

// FanSeries is the quantiles of one arm of an experiment over time.
type FanSeries struct {
	Name  string
	Bands []Band
}

// Observation is a real value at a date, to compare with a fan.
type Observation struct {
	Date  string
	Value float64
}

// Level is a line of reference and its name.
type Level struct {
	Name  string
	Value float64
}

// FanPanel is one indicator: the fans of one or more arms, real values and lines of reference.
type FanPanel struct {
	Title    string // may be empty
	YLabel   string // with the unit
	XLabel   string // of the number that the bands lie over, by their X; empty for dates
	XLog     bool
	Log      bool // logarithmic scale: values that aren't positive are left out
	Percent  bool // values are fractions, labelled in per cent
	Series   []FanSeries
	Observed []Observation
	Levels   []Level
}

// Fan draws the quantiles of indicators over time: 5 to 95 % and 25 to 75 % as bands, the median as a
// line. One panel is one column wide; more stand in two columns.
func Fan(name, title string, panels ...FanPanel) (*Figure, error) {
	t := newTable("panel", "series", "date", "p5", "p25", "p50", "p75", "p95", "observed")
	any := false
	for k, f := range panels {
		label := f.Title
		if label == "" {
			label = f.YLabel
		}
		for _, series := range f.Series {
			for _, b := range series.Bands {
				any = any || !math.IsNaN(b.P50)
				t.add(label, series.Name, f.place(b), field(b.P5), field(b.P25), field(b.P50), field(b.P75), field(b.P95), "")
			}
		}
		for _, o := range f.Observed {
			t.add(label, "observed", o.Date, "", "", "", "", "", field(o.Value))
		}
		if len(f.Series) > len(hues) {
			return nil, fmt.Errorf("fan: panel %d has %d series; want at most %d", k, len(f.Series), len(hues))
		}
	}
	if !any {
		return nothing(name, "no date has a median")
	}
	columns, width := 1, oneColumn
	if len(panels) > 1 {
		columns, width = 2, twoColumns
	}
	count := (len(panels) + columns - 1) / columns
	return &Figure{Name: name, Title: title, Data: t, width: width, height: (56*vg.Length(count) + 8) * mm,
		draw: func(s *sheet) {
			room := s.legend(s.room(), fanLegend(panels))
			const gapX, gapY = 10, 6
			w := (room.Size().X - gapX*vg.Length(columns-1)) / vg.Length(columns)
			h := (room.Size().Y - gapY*vg.Length(count-1)) / vg.Length(count)
			read := make([]fanReading, len(panels))
			left := make([]vg.Length, columns) // panels below each other begin at one place
			for i, f := range panels {
				letter := ""
				if len(panels) > 1 {
					letter = string(rune('a' + i%26))
				}
				read[i] = readFan(f, letter)
				left[i%columns] = max(left[i%columns], read[i].panel.leftGutter(h-read[i].panel.topGutter()-read[i].panel.bottomGutter()))
			}
			for i := range panels {
				x, y := room.Min.X+(w+gapX)*vg.Length(i%columns), room.Max.Y-(h+gapY)*vg.Length(i/columns)
				s.fan(rectangle(x, y-h, x+w, y), &panels[i], &read[i], left[i%columns])
			}
		}}, nil
}

func fanLegend(panels []FanPanel) []entry {
	several, observed := false, false
	for _, f := range panels {
		several = several || len(f.Series) > 1
		observed = observed || len(f.Observed) > 0
	}
	colour := blue
	if several {
		colour = black
	}
	median := stroke{colour: colour, width: dataLine}
	entries := []entry{{words: "median", line: &median}, {words: "25–75 %", swatch: onPaper(colour, 2)}, {words: "5–95 %", swatch: onPaper(colour, 1)}}
	if observed {
		entries = append(entries, entry{words: "observed", mark: dot, colour: black})
	}
	return entries
}

const fanOpacity = 0.22

// onPaper returns what n layers of a fan look like on white.
func onPaper(c interface{ RGBA() (r, g, b, a uint32) }, n int) (solid interface{ RGBA() (r, g, b, a uint32) }) {
	shade := straight(c)
	return mix(shade, paper, math.Pow(1-fanOpacity, float64(n)))
}

// fanReading is what a panel of fans holds.
type fanReading struct {
	panel        *panel
	dates, all   [][]float64 // per series, and five quantiles of each
	seenAt, seen []float64
	words        []string // at the right end
}

// readFan reads a panel and lays out its axes.
func readFan(f FanPanel, letter string) fanReading {
	var all, dates [][]float64
	for _, series := range f.Series {
		xs, q := f.quantiles(series.Bands)
		dates = append(dates, xs)
		all = append(all, q[:]...)
	}
	var seenAt, seen []float64
	for i, o := range f.Observed {
		seenAt, seen = append(seenAt, yearOf(o.Date, int64(i))), append(seen, o.Value)
	}
	var levels []float64
	for _, l := range f.Levels {
		levels = append(levels, l.Value)
	}
	everywhere := append(all, seen, levels)
	var xs []float64
	for _, d := range dates {
		xs = append(xs, d...)
	}
	p := &panel{x: years(append(xs, seenAt...)), letter: letter, title: f.Title}
	switch {
	case f.XLabel != "" && f.XLog:
		p.x = logarithmic(f.XLabel, xs)
	case f.XLabel != "":
		p.x = linear(f.XLabel, false, xs)
		p.x.Min, p.x.Max = extent(xs)
	}
	switch {
	case f.Log:
		p.y = logarithmic(f.YLabel, everywhere...)
	case f.Percent:
		p.y = linear(f.YLabel, true, everywhere...)
		p.y.Tick.Marker = linearTicks{labels: 5, percent: true}
	default:
		p.y = linear(f.YLabel, true, everywhere...)
	}
	var words []string
	if len(f.Series) > 1 {
		for _, series := range f.Series {
			words = append(words, shortened(series.Name, tickType, 62))
		}
	}
	for _, l := range f.Levels {
		words = append(words, shortened(l.Name, tickType, 62))
	}
	return fanReading{p, dates, all, seenAt, seen, words}
}

func (s *sheet) fan(room vg.Rectangle, f *FanPanel, r *fanReading, left vg.Length) {
	p, dates, all, seenAt, seen := r.panel, r.dates, r.all, r.seenAt, r.seen
	s.stack(room, labelsWidth(r.words...), nil, p)
	p.area.Min.X = max(p.area.Min.X, room.Min.X+left)
	p.fitX(p.area.Size().X)
	var further []endLabel
	for _, l := range f.Levels {
		if q, ok := p.at(p.x.Max, l.Value); ok {
			s.level(p, l.Value, referenceLine(midGrey))
			further = append(further, grey(shortened(l.Name, tickType, 62), vg.Point{X: p.area.Max.X, Y: q.Y}))
		}
	}
	// Widest bands of all arms first, so that none hides a median.
	for i := range f.Series {
		s.band(p, dates[i], floored(p, all[5*i]), all[5*i+4], faded(hues[i], fanOpacity))
	}
	for i := range f.Series {
		s.band(p, dates[i], floored(p, all[5*i+1]), all[5*i+3], faded(hues[i], fanOpacity))
	}
	for i, series := range f.Series {
		t := trace{ys: all[5*i+2], st: stroke{colour: hues[i], width: dataLine}}
		if len(f.Series) > 1 {
			t.words, t.st.dashes = shortened(series.Name, tickType, 62), dash(i)
		}
		s.curve(p, dates[i], t.ys, t.st)
		if at := lastOf(t.ys); at >= 0 && t.words != "" {
			if q, ok := p.at(dates[i][at], t.ys[at]); ok {
				further = append(further, endLabel{words: t.words, how: script{colour: readable(hues[i])}, at: q, weight: 1})
			}
		}
	}
	s.endLabels(p, further)
	for i := range seen {
		if q, ok := p.at(seenAt[i], seen[i]); ok {
			s.mark(dot, q, black)
		}
	}
	s.frame(p)
}

// floored moves values that have no place on a logarithmic axis to its lower end, so that a band
// reaches down to it.
func floored(p *panel, ys []float64) []float64 {
	moved := make([]float64, len(ys))
	for i, v := range ys {
		moved[i] = v
		if _, ok := along(p.y, v); !ok && v <= 0 {
			moved[i] = p.y.Min
		}
	}
	return moved
}

// place writes where a band lies.
func (f *FanPanel) place(b Band) string {
	if f.XLabel != "" {
		return field(b.X)
	}
	return b.Date
}

// quantiles returns where bands lie, and their quantiles from the lowest.
func (f *FanPanel) quantiles(bands []Band) (xs []float64, q [5][]float64) {
	for i, b := range bands {
		x := b.X
		if f.XLabel == "" {
			x = yearOf(b.Date, int64(i))
		}
		xs = append(xs, x)
		for k, v := range []float64{b.P5, b.P25, b.P50, b.P75, b.P95} {
			q[k] = append(q[k], v)
		}
	}
	return xs, q
}
