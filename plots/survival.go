package plots

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
)

// SurvivalStep is the survival function from one time until the next step, with the limits of its
// confidence interval (NaN for none), the number at risk just before, and how many were censored at
// that time.
type SurvivalStep struct {
	Month                  float64
	Survival, Lower, Upper float64
	AtRisk, Censored       int64
}

// SurvivalCurve is an estimate for one agent or arm, its steps in ascending order of time. A curve
// that doesn't start at month 0 is taken to be 1 until its first step.
type SurvivalCurve struct {
	Name  string
	Steps []SurvivalStep
}

// Survival draws survival functions as steps with their confidence bands, a plus where runs were
// censored, and the numbers at risk below the axis, whose label says from when months count.
func Survival(name, title, label string, curves []SurvivalCurve) (*Figure, error) {
	t := newTable("curve", "month", "survival", "lower", "upper", "at_risk", "censored")
	last := 0.0
	var kept []SurvivalCurve
	for _, c := range curves {
		for _, x := range c.Steps {
			last = math.Max(last, x.Month)
			t.add(c.Name, field(x.Month), field(x.Survival), field(x.Lower), field(x.Upper), whole(x.AtRisk), whole(x.Censored))
		}
		if len(c.Steps) > 0 {
			kept = append(kept, c)
		}
	}
	if len(kept) == 0 {
		return nothing(name, "no curve has a step")
	}
	if last == 0 {
		last = 1
	}
	table := vg.Length(len(kept)+1)*tickType*1.25 + 6
	width := oneColumn
	for _, c := range kept {
		if widthOf(c.Name, tickType, false) > 44 { // names stand left and right of the curves
			width = twoColumns
		}
	}
	return &Figure{Name: name, Title: title, Data: t, width: width, height: 62*mm + table,
		draw: func(s *sheet) { drawSurvival(s, label, kept, last, table) }}, nil
}

func drawSurvival(s *sheet, label string, curves []SurvivalCurve, last float64, table vg.Length) {
	room := s.room()
	room.Min.Y += table
	end := last
	if last > 12 {
		end = 12 * math.Ceil(last/12)
	}
	p := &panel{x: axis{Min: 0, Max: end, Scale: plot.LinearScale{}}, y: percent("Surviving (%)", 1)}
	p.x.Label.Text = label
	p.x.Tick.Marker = spanTicks{}
	var words []string
	for _, c := range curves {
		words = append(words, shortened(c.Name, tickType, 62))
	}
	// The names of the rows below stand left of the axis.
	names := max(labelsWidth(words...)+widthOf("0,000", tickType, false)/2+4-p.leftGutter(100), 0)
	room.Min.X += names
	s.stack(room, labelsWidth(words...), nil, p)
	var labels []endLabel
	type drawn struct{ xs, ys []float64 }
	lines := make([]drawn, len(curves))
	for i, c := range curves {
		xs, ys, lower, upper := c.columns(last)
		colour := hue(i)
		bx, bl := stepped(xs, lower)
		_, bu := stepped(xs, upper)
		s.band(p, bx, bl, bu, faded(colour, bandOpacity(len(curves))))
		lines[i] = drawn{xs, ys}
	}
	for i, c := range curves {
		colour := hue(i)
		s.steps(p, lines[i].xs, lines[i].ys, stroke{colour: colour, width: dataLine, dashes: dash(i)})
		for _, x := range c.Steps {
			if q, ok := p.at(x.Month, x.Survival); ok && x.Censored > 0 {
				s.tick(q, colour)
			}
		}
		end := lines[i].ys[len(lines[i].ys)-1]
		if q, ok := p.at(lines[i].xs[len(lines[i].xs)-1], end); ok {
			labels = append(labels, endLabel{words: words[i], how: script{colour: readable(colour)}, at: q, weight: end})
		}
	}
	s.endLabels(p, labels)
	s.frame(p)
	s.atRisk(p, curves, words)
}

func bandOpacity(curves int) float64 { return math.Max(0.06, 0.22/math.Sqrt(float64(curves))) }

// columns returns the curve from month 0 to the last month.
func (c SurvivalCurve) columns(last float64) (xs, ys, lower, upper []float64) {
	add := func(x, y, l, u float64) {
		xs, ys, lower, upper = append(xs, x), append(ys, y), append(lower, l), append(upper, u)
	}
	if c.Steps[0].Month > 0 {
		add(0, 1, 1, 1)
	}
	for _, x := range c.Steps {
		add(x.Month, x.Survival, x.Lower, x.Upper)
	}
	if end := c.Steps[len(c.Steps)-1]; end.Month < last && end.Censored == 0 { // nobody is followed past the last censoring
		add(last, end.Survival, end.Lower, end.Upper)
	}
	return xs, ys, lower, upper
}

// tick draws a small plus, the mark of censoring.
func (s *sheet) tick(at vg.Point, c interface{ RGBA() (r, g, b, a uint32) }) {
	const r = 1.8
	st := stroke{colour: c, width: 0.7}
	s.line([]vg.Point{{X: at.X, Y: at.Y - r}, {X: at.X, Y: at.Y + r}}, st)
	s.line([]vg.Point{{X: at.X - r, Y: at.Y}, {X: at.X + r, Y: at.Y}}, st)
}

// atRisk writes the numbers at risk under the ticks of the axis, one row for each curve.
func (s *sheet) atRisk(p *panel, curves []SurvivalCurve, words []string) {
	y := p.area.Min.Y - p.bottomGutter() - 5
	left := p.area.Min.X - widthOf("0,000", tickType, false)/2 - 4
	s.write("at risk", vg.Point{X: left, Y: y}, script{up: top, across: 1, colour: midGrey})
	for i, c := range curves {
		y -= tickType * 1.25
		s.write(words[i], vg.Point{X: left, Y: y}, script{up: top, across: 1, colour: readable(hue(i))})
		for _, t := range ticks(p.x) {
			if t.Label == "" {
				continue
			}
			q, _ := p.at(t.Value, 0)
			s.write(c.atRisk(t.Value), vg.Point{X: q.X, Y: y}, script{up: top, across: 0.5})
		}
	}
}

// atRisk returns how many are at risk just before a month, by the first step not before it; nothing
// after the last step.
func (c SurvivalCurve) atRisk(month float64) string {
	for _, x := range c.Steps {
		if x.Month >= month {
			return decimal(float64(x.AtRisk), 1)
		}
	}
	return ""
}

// spanTicks marks months by years or multiples of them.
type spanTicks struct{}

func (spanTicks) Ticks(lo, hi float64) []plot.Tick {
	step := 12.0
	for _, step = range []float64{1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 600} {
		if (hi-lo)/step <= 6 {
			break
		}
	}
	var ticks []plot.Tick
	for i := math.Ceil(lo/step - 1e-9); i*step <= hi+1e-9; i++ {
		ticks = append(ticks, plot.Tick{Value: i * step, Label: decimal(i*step, 1)})
	}
	return ticks
}
