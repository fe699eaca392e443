package plots

import (
	"gonum.org/v1/plot/vg"

	"shakeout/worlds/history"
)

// Price draws API prices in USD per million tokens, blended 3:1, on a logarithmic scale: the list
// price and the realised price of the flagships near the frontier, and the lowest price at which the
// capability of the frontier at the start can be had. Benchmarks are drawn as level lines; the Nash and
// joint-profit prices of a run that has them (benchmarks.csv) as lines through the months that have.
func Price(run *history.Run, benchmarks ...Benchmark) (*Figure, error) {
	r := read(run)
	list := r.of(func(m *history.MarketRow) float64 { return m.PriceFrontierList })
	realised := r.of(func(m *history.MarketRow) float64 { return m.PriceFrontierRealised })
	constant := r.of(func(m *history.MarketRow) float64 { return m.PriceConstantQuality })
	if !above(list, 0) && !above(realised, 0) && !above(constant, 0) {
		return nothing("price", "no month has a price above zero")
	}
	traces := []trace{
		{words: "frontier, list", ys: list, st: stroke{colour: blue, width: dataLine}, weight: 3},
		{words: "frontier, realised", ys: realised, st: stroke{colour: vermillion, width: dataLine, dashes: dash(1)}, weight: 2},
		{words: "constant quality", ys: constant, st: stroke{colour: black, width: dataLine, dashes: dash(2)}, weight: 1},
	}
	var levels []float64
	t := newTable("tick", "date", "frontier_list_usd_per_mtok", "frontier_realised_usd_per_mtok", "constant_quality_usd_per_mtok")
	for _, b := range benchmarks {
		levels = append(levels, b.PriceUSDPerMTok)
		t.Header = append(t.Header, "benchmark: "+b.Name)
	}
	beside := r.compare(realised)
	moving := above(beside.nash, 0) || above(beside.joint, 0)
	if moving {
		t.Header = append(t.Header, "frontier_nash_usd_per_mtok", "frontier_joint_profit_usd_per_mtok")
	}
	for i := range r.ticks {
		row := []string{whole(r.ticks[i]), r.dates[i], field(list[i]), field(realised[i]), field(constant[i])}
		for _, v := range levels {
			row = append(row, field(v))
		}
		if moving {
			row = append(row, field(beside.nash[i]), field(beside.joint[i]))
		}
		t.add(row...)
	}
	return &Figure{Name: "price", Title: "API prices: " + caption(run), Data: t, width: oneColumn, height: 58 * mm,
		draw: func(s *sheet) {
			p := &panel{x: years(r.years), y: logarithmic("API price (USD per million tokens)", list, realised, constant, levels, beside.nash, beside.joint)}
			words := []string{traces[0].words, traces[1].words, traces[2].words}
			for _, b := range benchmarks {
				words = append(words, shortened(b.Name, tickType, 60))
			}
			if moving {
				words = append(words, nashWords, jointWords)
			}
			s.stack(s.room(), labelsWidth(words...), nil, p)
			further := s.beside(p, r.years, beside)
			for i, b := range benchmarks {
				if q, ok := p.at(p.x.Max, b.PriceUSDPerMTok); ok {
					s.level(p, b.PriceUSDPerMTok, referenceLine(midGrey))
					further = append(further, grey(words[3+i], vg.Point{X: q.X, Y: q.Y}))
				}
			}
			s.chart(p, r.years, traces, further...)
		}}, nil
}
