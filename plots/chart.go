package plots

import (
	"image/color"

	"gonum.org/v1/plot/vg"
)

// trace is one line of a chart and the label at its end.
type trace struct {
	words string
	ys    []float64
	st    stroke
	step  bool
	mark  symbol // at the line's last point; noSymbol for none
	// weight orders labels where not all have room; the greatest stay.
	weight float64
}

// chart draws lines and their labels in a panel, and then its axes. Labels of lines that reach the
// right end stand there, together with the given further ones; labels of lines that end before stand
// by their end where there is room. The labels without room are returned, for a legend.
func (s *sheet) chart(p *panel, xs []float64, traces []trace, further ...endLabel) (left []trace) {
	for _, t := range traces {
		if t.step {
			s.steps(p, xs, t.ys, t.st)
		} else {
			s.curve(p, xs, t.ys, t.st)
		}
	}
	labels := further
	byWords := map[string]trace{}
	type early struct {
		trace
		at vg.Point
	}
	var before []early
	for _, t := range traces {
		i := lastOf(t.ys)
		for ; i >= 0; i-- {
			if _, ok := p.at(xs[i], t.ys[i]); ok {
				break
			}
		}
		if i < 0 {
			continue
		}
		end, _ := p.at(xs[i], t.ys[i])
		end.Y = min(max(end.Y, p.area.Min.Y), p.area.Max.Y)
		if t.mark != noSymbol {
			s.mark(t.mark, end, straight(t.st.colour))
		}
		if t.words == "" {
			continue
		}
		if end.X > p.area.Max.X-1 {
			labels = append(labels, endLabel{words: t.words, how: script{colour: readable(straight(t.st.colour))}, at: end, weight: t.weight})
			byWords[t.words] = t
		} else {
			before = append(before, early{t, end})
		}
	}
	for _, l := range s.endLabels(p, labels) {
		if t, ok := byWords[l.words]; ok {
			left = append(left, t)
		}
	}
	s.frame(p)
	for _, e := range before {
		if !s.nearby(p.area, e.words, e.at, script{colour: readable(straight(e.st.colour))}) {
			left = append(left, e.trace)
		}
	}
	return left
}

// legendOf returns the legend of lines.
func legendOf(traces []trace) []entry {
	var entries []entry
	seen := map[string]bool{}
	for _, t := range traces {
		if !seen[t.words] {
			seen[t.words] = true
			st := t.st
			entries = append(entries, entry{words: t.words, line: &st})
		}
	}
	return entries
}

// grey is a label in grey, for lines of reference.
func grey(words string, at vg.Point) endLabel {
	return endLabel{words: words, how: script{colour: midGrey}, at: at, weight: -1}
}

// referenceLine is a thin dashed line of reference.
func referenceLine(c color.Color) stroke {
	return stroke{colour: c, width: 0.5, dashes: []vg.Length{2, 1.6}}
}

// marksUsed returns the legend of the exits that the actors of a figure show.
func marksUsed(actors []*actor) []entry {
	used := map[symbol]bool{}
	for _, a := range actors {
		if a.ended >= 0 {
			used[a.end] = true
		}
	}
	var entries []entry
	for _, f := range fates {
		if used[f.mark] {
			entries = append(entries, entry{words: f.words, mark: f.mark, colour: black})
		}
	}
	return entries
}

// settled draws a figure whose lines are labelled in the data where there is room and in a legend
// where there isn't. It tries on blank sheets until every line has its label in one of the two places.
func (s *sheet) settled(draw func(s *sheet, inLegend []trace) (left []trace)) {
	var legend []trace
	for range 4 {
		left := draw(newSheet(blank{}, s.width, s.height), legend)
		if len(left) == 0 {
			break
		}
		legend = append(legend, left...)
	}
	draw(s, legend)
}

// without returns traces less the words of those that a legend explains.
func without(traces, inLegend []trace) []trace {
	known := map[string]bool{}
	for _, t := range inLegend {
		known[t.words] = true
	}
	plain := make([]trace, len(traces))
	for i, t := range traces {
		if known[t.words] {
			t.words = ""
		}
		plain[i] = t
	}
	return plain
}

func wordsOf(traces []trace) []string {
	var words []string
	for _, t := range traces {
		words = append(words, t.words)
	}
	return words
}
