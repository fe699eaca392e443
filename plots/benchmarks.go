package plots

import "math"

// compared are the Nash and joint-profit prices of a run beside its realised frontier price, by month; NaN in months without.
type compared struct {
	nash, joint []float64
}

// compare returns, for every month with benchmarks, the realised frontier price times the mean ratio of the benchmark to the price: the
// revenue-weighted geometric mean over metered offers within half an order of magnitude of the frontier, those left out that have no benchmark.
func (r *reading) compare(realised []float64) compared {
	c := compared{make([]float64, len(r.ticks)), make([]float64, len(r.ticks))}
	months := map[int64]int{}
	for i, t := range r.ticks {
		months[t] = i
		c.nash[i], c.joint[i] = math.NaN(), math.NaN()
	}
	near := r.nearFrontier(months)
	type sums struct{ log, weight [2]float64 }
	by := map[int]*sums{}
	for i := range r.run.Benchmarks {
		b := &r.run.Benchmarks[i]
		month, known := months[b.Tick]
		if !known || b.Unit != "mtok" || !near[offerKey{b.Tick, b.Segment, b.Offer}] {
			continue
		}
		if by[month] == nil {
			by[month] = &sums{}
		}
		for k, price := range [2]float64{b.Nash, b.Joint} {
			if ratio := price / b.Price; ratio > 0 && !math.IsInf(ratio, 0) && b.Revenue > 0 {
				by[month].log[k] += b.Revenue * math.Log(ratio)
				by[month].weight[k] += b.Revenue
			}
		}
	}
	for month, s := range by {
		for k, line := range [2][]float64{c.nash, c.joint} {
			if s.weight[k] > 0 {
				line[month] = realised[month] * math.Exp(s.log[k]/s.weight[k])
			}
		}
	}
	return c
}

type offerKey struct {
	tick           int64
	segment, offer string
}

// nearFrontier returns the offers within half an order of magnitude of the frontier of their month.
func (r *reading) nearFrontier(months map[int64]int) map[offerKey]bool {
	near := map[offerKey]bool{}
	if len(r.run.Benchmarks) == 0 {
		return near
	}
	for i := range r.run.Offers {
		o := &r.run.Offers[i]
		if month, known := months[o.Tick]; known && r.market[month] != nil && o.Capability >= r.market[month].FrontierCapability-0.5 {
			near[offerKey{o.Tick, o.Segment, o.Offer}] = true
		}
	}
	return near
}

// pairs returns the points of a line that are there.
func pairs(xs, ys []float64) (px, py []float64) {
	for i, y := range ys {
		if !math.IsNaN(y) {
			px, py = append(px, xs[i]), append(py, y)
		}
	}
	return px, py
}

const nashWords, jointWords = "Nash", "joint profit"

// beside draws the lines of comparison and returns their labels.
func (s *sheet) beside(p *panel, years []float64, c compared) []endLabel {
	var labels []endLabel
	for _, line := range []struct {
		words string
		ys    []float64
		look  stroke
	}{
		{nashWords, c.nash, stroke{colour: green, width: dataLine, dashes: dash(1)}},
		{jointWords, c.joint, stroke{colour: purple, width: dataLine, dashes: dash(2)}},
	} {
		xs, ys := pairs(years, line.ys)
		if len(xs) == 0 {
			continue
		}
		s.curve(p, xs, ys, line.look)
		if at, ok := p.at(xs[len(xs)-1], ys[len(ys)-1]); ok {
			labels = append(labels, endLabel{words: line.words, how: script{colour: readable(straight(line.look.colour))}, at: at})
		}
	}
	return labels
}
