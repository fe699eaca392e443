package plots

import (
	"math"

	"shakeout/worlds/history"
)

// Segments draws the monthly revenue of each segment of customers, and how much of each segment's
// potential considers buying.
func Segments(run *history.Run) (*Figure, error) {
	r := read(run)
	months := make(map[int64]int, len(r.ticks))
	for i, t := range r.ticks {
		months[t] = i
	}
	var names []string
	rows := map[string][]*history.SegmentRow{}
	for i := range run.Segments {
		x := &run.Segments[i]
		if rows[x.Segment] == nil {
			names = append(names, x.Segment)
			rows[x.Segment] = make([]*history.SegmentRow, len(r.ticks))
		}
		rows[x.Segment][months[x.Tick]] = x
	}
	if len(names) == 0 {
		return nothing("segments", "the run has no segments")
	}
	t := newTable("tick", "date", "segment", "revenue_usd_m", "considering")
	var revenue, considering []trace
	var sums, shares [][]float64
	for k, name := range names {
		sum, share := make([]float64, len(r.ticks)), make([]float64, len(r.ticks))
		for i, x := range rows[name] {
			sum[i], share[i] = math.NaN(), math.NaN()
			if x != nil {
				sum[i], share[i] = x.Revenue, x.Considering
				t.add(whole(r.ticks[i]), r.dates[i], name, field(x.Revenue), field(x.Considering))
			}
		}
		st := stroke{colour: hue(k), width: dataLine, dashes: dash(k)}
		words := shortened(name, tickType, 62)
		_, most := extent(sum)
		revenue = append(revenue, trace{words: words, ys: sum, st: st, weight: most})
		considering = append(considering, trace{words: words, ys: share, st: st, weight: most})
		sums, shares = append(sums, sum), append(shares, share)
	}
	return &Figure{Name: "segments", Title: "Revenue and adoption by segment: " + caption(run), Data: t, width: twoColumns, height: 62 * mm,
		draw: func(s *sheet) {
			s.settled(func(s *sheet, inLegend []trace) []trace {
				room := s.legend(s.room(), legendOf(inLegend))
				leftRoom, rightRoom := halves(room, 8)
				a := &panel{letter: "a", x: years(r.years), y: logarithmic("Revenue (USD m a month)", sums...)}
				_, most := extent(shares...)
				top := 1.0
				if most < 0.5 && most > 0 {
					top = roundUp(most)
				}
				b := &panel{letter: "b", x: years(r.years), y: percent("Considering buyers (% of potential)", top)}
				right := labelsWidth(wordsOf(revenue)...)
				s.stack(leftRoom, right, nil, a)
				s.stack(rightRoom, right, nil, b)
				left := s.chart(a, r.years, without(revenue, inLegend))
				return append(left, s.chart(b, r.years, without(considering, inLegend))...)
			})
		}}, nil
}
