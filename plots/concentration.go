package plots

import (
	"math"

	"gonum.org/v1/plot/vg"

	"shakeout/worlds/history"
)

// Lower bounds of a highly concentrated market in the merger guidelines of the United States.
const (
	highlyConcentrated2023 = 1800
	highlyConcentrated2010 = 2500
)

// Concentration draws the Herfindahl-Hirschman index of model revenue, by seller and by owner of the
// model, with the bounds of the merger guidelines of 2010 and 2023; and below it the number of
// independent labs and of those that entered after the start.
func Concentration(run *history.Run) (*Figure, error) {
	r := read(run)
	seller := r.of(func(m *history.MarketRow) float64 { return m.HHI })
	owner := r.of(func(m *history.MarketRow) float64 { return m.HHIOwner })
	independents := r.of(func(m *history.MarketRow) float64 { return float64(m.Independents) })
	entrants := r.of(func(m *history.MarketRow) float64 { return float64(m.EntrantsAlive) })
	if lastOf(seller) < 0 && lastOf(owner) < 0 && lastOf(independents) < 0 {
		return nothing("concentration", "no month has a row in the market")
	}
	t := newTable("tick", "date", "hhi_seller", "hhi_owner", "independents", "entrants_alive")
	for i := range r.ticks {
		t.add(whole(r.ticks[i]), r.dates[i], field(seller[i]), field(owner[i]), field(independents[i]), field(entrants[i]))
	}
	return &Figure{Name: "concentration", Title: "Concentration and independent labs: " + caption(run), Data: t, width: oneColumn, height: 86 * mm,
		draw: func(s *sheet) {
			_, most := extent(seller, owner)
			hhi := &panel{letter: "a", x: years(r.years), y: linear("HHI of model revenue", true, []float64{0, math.Max(3000, most)})}
			labs := &panel{letter: "b", x: years(r.years), y: counts("Labs", independents, entrants)}
			bounds := []string{"2,500 (2010)", "1,800 (2023)"}
			bound := referenceLine(midGrey)
			room := s.legend(s.room(), []entry{{words: "highly concentrated above: US merger guidelines (year)", line: &bound}})
			s.stack(room, labelsWidth("by seller", "independent", "entered later", bounds[0]), []float64{1.7, 1}, hhi, labs)
			var further []endLabel
			for i, v := range []float64{highlyConcentrated2010, highlyConcentrated2023} {
				s.level(hhi, v, bound)
				q, _ := hhi.at(hhi.x.Max, v)
				further = append(further, grey(bounds[i], vg.Point{X: hhi.area.Max.X, Y: q.Y}))
			}
			s.chart(hhi, r.years, []trace{
				{words: "by seller", ys: seller, st: stroke{colour: blue, width: dataLine}},
				{words: "by owner", ys: owner, st: stroke{colour: vermillion, width: dataLine, dashes: dash(1)}},
			}, further...)
			lines := []trace{{words: "independent", ys: independents, st: stroke{colour: blue, width: dataLine}, step: true}}
			if above(entrants, 0) {
				lines = append(lines, trace{words: "entered later", ys: fromRise(entrants), st: stroke{colour: green, width: dataLine, dashes: dash(1)}, step: true})
			}
			s.chart(labs, r.years, lines)
		}}, nil
}

// fromRise returns values without the zeros before the last one ahead of the first above zero: a line
// along the axis would be lost in it.
func fromRise(values []float64) []float64 {
	drawn := append([]float64(nil), values...)
	for i := 0; i+1 < len(values) && !(values[i+1] > 0); i++ {
		drawn[i] = math.NaN()
	}
	return drawn
}
