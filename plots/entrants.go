package plots

import (
	"fmt"
	"slices"

	"gonum.org/v1/plot/vg"

	"shakeout/worlds/history"
)

// notableShare is the share of model revenue in some month from which on a seller is drawn by itself.
const notableShare = 0.01

// The crowd: entrants that never had a notable share. A run may have dozens of them, so figures draw
// them together, thin and in one grey; the drawn data name each of them.
var crowdLook = stroke{colour: softGrey, width: 0.5}

const crowdMark = symbolSize * 0.72 // half the width of a mark in the crowd

// meetEntrants finds out who entered though no list of the world declares it. The rows say so: a
// declared agent has rows from the first month on, if only to say that it hasn't entered yet; a slot
// of the section entry has rows from its entry on, and if it is never filled only an outcome.
func (r *reading) meetEntrants() {
	first := 0
	for first < len(r.ticks) && !slices.ContainsFunc(r.actors, func(a *actor) bool { return a.rows[first] != nil }) {
		first++
	}
	total := r.of(func(m *history.MarketRow) float64 { return m.ModelRevenue })
	for _, a := range r.actors {
		never := a.outcome != nil && a.outcome.Outcome == "not-entered"
		hasRows := slices.ContainsFunc(a.rows, func(row *history.AgentRow) bool { return row != nil })
		a.entrant = hasRows && a.rows[first] == nil || !hasRows && never
		a.crowd = a.entrant
		for i, row := range a.rows {
			if row != nil && total[i] > 0 && row.Revenue/total[i] >= notableShare {
				a.crowd = false
			}
		}
	}
}

// apart splits agents into those that figures draw by themselves and the crowd, each in its order.
func apart(actors []*actor) (single, crowd []*actor) {
	for _, a := range actors {
		if a.crowd {
			crowd = append(crowd, a)
		} else {
			single = append(single, a)
		}
	}
	return single, crowd
}

// crowdTitle names a panel of the crowd.
func crowdTitle(n int) string {
	if n == 1 {
		return "1 entrant"
	}
	return fmt.Sprintf("%d entrants", n)
}

// crowdLegend returns the entry of the crowd in a legend, with a line or with a mark; none without a crowd.
func crowdLegend(crowd []*actor, kind symbol) []entry {
	switch {
	case len(crowd) == 0:
		return nil
	case kind == noSymbol:
		return []entry{{words: "entrants", line: &stroke{colour: softGrey, width: thinLine}}}
	}
	return []entry{{words: "exit of an entrant", mark: kind, colour: softGrey, small: true}}
}

// crowdLines draws a number of each agent of the crowd by month, with the mark of its exit where it has
// a number in its last month.
func (s *sheet) crowdLines(p *panel, xs []float64, crowd []*actor, step bool, of func(a *actor) []float64) {
	type end struct {
		kind symbol
		at   vg.Point
	}
	var ends []end
	for _, a := range crowd {
		ys := of(a)
		if step {
			s.steps(p, xs, ys, crowdLook)
		} else {
			s.curve(p, xs, ys, crowdLook)
		}
		if i := lastOf(ys); i >= 0 && i == a.ended-1 {
			if q, ok := p.at(xs[i], max(ys[i], p.y.Min)); ok {
				ends = append(ends, end{a.end, q})
			}
		}
	}
	for _, e := range ends {
		s.markOf(e.kind, e.at, softGrey, crowdMark)
	}
}
