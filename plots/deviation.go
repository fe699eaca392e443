package plots

import (
	"fmt"

	"gonum.org/v1/plot/vg"
)

// PricePath is the price of one agent in each period around a deviation.
type PricePath struct {
	Name   string
	Prices []float64
}

// Deviation draws prices before and after one agent is made to deviate in period 0, with level lines
// for benchmarks such as Nash and joint-profit prices (as in Calvano et al. 2020, figure 4). Every
// path has one price for each period.
func Deviation(name, title, yLabel string, periods []int64, paths []PricePath, benchmarks ...Level) (*Figure, error) {
	t := newTable("period", "series", "price")
	xs := make([]float64, len(periods))
	for i, x := range periods {
		xs[i] = float64(x)
	}
	var all [][]float64
	any := false
	for _, path := range paths {
		if len(path.Prices) != len(periods) {
			return nil, fmt.Errorf("deviation: %s has %d prices; want %d, one for each period", path.Name, len(path.Prices), len(periods))
		}
		for i, v := range path.Prices {
			t.add(whole(periods[i]), path.Name, field(v))
		}
		all = append(all, path.Prices)
		any = any || lastOf(path.Prices) >= 0
	}
	if !any {
		return nothing(name, "no path has a price")
	}
	var levels []float64
	for _, b := range benchmarks {
		t.add("", b.Name, field(b.Value))
		levels = append(levels, b.Value)
	}
	return &Figure{Name: name, Title: title, Data: t, width: oneColumn, height: 60 * mm,
		draw: func(s *sheet) {
			p := &panel{x: linear("Period", false, xs), y: linear(yLabel, false, append(all, levels)...)}
			p.x.Min, p.x.Max = extent(xs)
			if p.x.Min == p.x.Max {
				p.x.Min, p.x.Max = p.x.Min-1, p.x.Max+1
			}
			p.x.Tick.Marker = integerTicks{}
			var words []string
			for _, path := range paths {
				words = append(words, shortened(path.Name, tickType, 70))
			}
			for _, b := range benchmarks {
				words = append(words, shortened(b.Name, tickType, 70))
			}
			s.stack(s.room(), labelsWidth(words...), nil, p)
			if q, ok := p.at(0, p.y.Min); ok && q.X >= p.area.Min.X && q.X <= p.area.Max.X {
				s.line([]vg.Point{q, {X: q.X, Y: p.area.Max.Y}}, stroke{colour: softGrey, width: hairline, dashes: []vg.Length{1, 1}})
			}
			var further []endLabel
			for i, b := range benchmarks {
				if q, ok := p.at(p.x.Max, b.Value); ok {
					s.level(p, b.Value, referenceLine(midGrey))
					further = append(further, grey(words[len(paths)+i], vg.Point{X: p.area.Max.X, Y: q.Y}))
				}
			}
			var traces []trace
			for i, path := range paths {
				traces = append(traces, trace{words: words[i], ys: path.Prices, st: stroke{colour: hue(i), width: dataLine, dashes: dash(i)}, weight: float64(len(paths) - i)})
			}
			s.chart(p, xs, traces, further...)
			for i, path := range paths {
				for j, v := range path.Prices {
					if q, ok := p.at(xs[j], v); ok && len(xs) <= 40 {
						s.canvas.SetColor(hue(i))
						s.canvas.Fill(disc(q, 1.3))
					}
				}
			}
		}}, nil
}
