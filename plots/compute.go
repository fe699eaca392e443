package plots

import (
	"shakeout/worlds/history"
)

// Compute draws the market for accelerators: the spot price of an H100-equivalent hour against the
// user cost of a new one, the utilisation of what is on offer, and investment, the last two where there is any.
func Compute(run *history.Run) (*Figure, error) {
	r := read(run)
	price := r.of(func(m *history.MarketRow) float64 { return m.ComputePrice })
	cost := r.of(func(m *history.MarketRow) float64 { return m.ComputeUserCost })
	used := r.of(func(m *history.MarketRow) float64 { return m.ComputeUtilisation })
	capex := r.of(func(m *history.MarketRow) float64 { return m.Capex / 1000 })
	if !above(price, 0) && !above(cost, 0) && !above(capex, 0) {
		return nothing("compute", "no month has a price of compute or an investment above zero")
	}
	t := newTable("tick", "date", "price_usd_per_h100h", "user_cost_usd_per_h100h", "utilisation", "capex_usd_bn")
	for i := range r.ticks {
		t.add(whole(r.ticks[i]), r.dates[i], field(price[i]), field(cost[i]), field(used[i]), field(capex[i]))
	}
	height := 45 * mm
	for _, values := range [][]float64{used, capex} {
		if above(values, 0) {
			height += 30 * mm
		}
	}
	return &Figure{Name: "compute", Title: "Compute: price, utilisation, investment: " + caption(run), Data: t, width: oneColumn, height: height,
		draw: func(s *sheet) {
			_, most := extent(used)
			full := 1.0
			if most > 1.0005 {
				full = roundUp(most)
			}
			a := &panel{x: years(r.years), y: logarithmic("USD per H100e-hour", price, cost)}
			b := &panel{x: years(r.years), y: percent("Utilisation (%)", full)}
			c := &panel{x: years(r.years), y: logarithmic("Capex (USD bn a month)", capex)}
			panels, weights := []*panel{a}, []float64{1.3}
			if above(used, 0) {
				panels, weights = append(panels, b), append(weights, 1)
			}
			if above(capex, 0) {
				panels, weights = append(panels, c), append(weights, 1.2)
			}
			for i, p := range panels {
				p.letter = string(rune('a' + i))
			}
			if len(panels) == 1 {
				a.letter = ""
			}
			s.stack(s.room(), labelsWidth("spot price", "user cost"), weights, panels...)
			s.chart(a, r.years, []trace{
				{words: "spot price", ys: price, st: stroke{colour: blue, width: dataLine}},
				{words: "user cost", ys: cost, st: stroke{colour: vermillion, width: dataLine, dashes: dash(1)}},
			})
			if above(used, 0) {
				s.chart(b, r.years, []trace{{ys: used, st: stroke{colour: blue, width: dataLine}}})
			}
			if above(capex, 0) {
				s.chart(c, r.years, []trace{{ys: capex, st: stroke{colour: blue, width: dataLine}}})
			}
		}}, nil
}
