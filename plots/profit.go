package plots

import (
	"math"

	"gonum.org/v1/plot/vg"

	"shakeout/worlds/history"
)

// seller is one agent's revenue and cost by month.
type seller struct {
	*actor
	revenue, cost []float64
	first         int // month from which twelve together had a profit; -1 if none
}

// Profit draws the monthly revenue of each agent's model business against its cost, with the first
// month from which twelve together had an operating profit. Revenue is model revenue and royalties;
// cost is revenue less operating profit. Entrants that never had 1 % of model revenue are drawn as their
// sum. Of more than 23 others the largest are drawn; the data hold all.
func Profit(run *history.Run) (*Figure, error) {
	r := read(run)
	t := newTable("tick", "date", "agent", "revenue_usd_m", "cost_usd_m", "first_profitable_month")
	var sellers []lab
	byID := map[string]seller{}
	sum := seller{actor: &actor{id: "entrants", look: stroke{colour: midGrey}, ended: -1}, first: -1,
		revenue: unknown(len(r.ticks)), cost: unknown(len(r.ticks))}
	crowd := 0
	for _, a := range r.actors {
		x := seller{actor: a, first: -1,
			revenue: a.series(func(x *history.AgentRow) float64 { return x.Revenue + x.RevenueRoyalty }),
			cost:    a.series(func(x *history.AgentRow) float64 { return x.Revenue + x.RevenueRoyalty - x.OperatingProfit })}
		if !above(x.revenue, 0) {
			continue
		}
		first := ""
		if a.outcome != nil {
			first = a.outcome.FirstProfitable
		}
		for i := range r.ticks {
			if first != "" && r.dates[i] == first {
				x.first = i
			}
			if a.rows[i] != nil && !math.IsNaN(x.revenue[i]) {
				t.add(whole(r.ticks[i]), r.dates[i], a.id, field(x.revenue[i]), field(x.cost[i]), first)
			}
		}
		if a.crowd {
			crowd++
			addTo(sum.revenue, x.revenue)
			addTo(sum.cost, x.cost)
			continue
		}
		_, most := extent(x.revenue)
		sellers = append(sellers, lab{actor: a, weight: most})
		byID[a.id] = x
	}
	if len(sellers)+crowd == 0 {
		return nothing("profit", "no agent has revenue")
	}
	sellers = heaviest(sellers, mostTiles-1)
	if crowd > 0 {
		sum.name = crowdTitle(crowd)
		sellers = append(sellers, lab{actor: sum.actor})
		byID[sum.id] = sum
		for i := range r.ticks {
			if !math.IsNaN(sum.revenue[i]) {
				t.add(whole(r.ticks[i]), r.dates[i], sum.id, field(sum.revenue[i]), field(sum.cost[i]), "")
			}
		}
	}
	rows := (len(sellers) + 5) / 6
	columns := (len(sellers) + rows - 1) / rows
	return &Figure{Name: "profit", Title: "Revenue and cost of the model business: " + caption(run), Data: t,
		width: widthOfTiles(columns), height: (16 + 32*vg.Length(rows)) * mm,
		draw: func(s *sheet) { drawProfit(s, r, sellers, byID, columns) }}, nil
}

func drawProfit(s *sheet, r *reading, sellers []lab, byID map[string]seller, columns int) {
	var values [][]float64
	var shown []*actor
	earns, loses, first := false, false, false
	for _, l := range sellers {
		x := byID[l.id]
		for i := range x.cost {
			earns = earns || x.revenue[i] > x.cost[i]
			loses = loses || x.revenue[i] < x.cost[i]
		}
		first = first || x.first >= 0
		values = append(values, x.revenue, x.cost)
		shown = append(shown, l.actor)
	}
	revenue := stroke{colour: ink, width: dataLine}
	cost := stroke{colour: midGrey, width: thinLine, dashes: dash(1)}
	entries := []entry{{words: "revenue", line: &revenue}, {words: "cost", line: &cost}}
	if earns {
		entries = append(entries, entry{words: "profit", swatch: mix(blue, paper, 0.7)})
	}
	if loses {
		entries = append(entries, entry{words: "loss", swatch: paleGrey})
	}
	if first {
		entries = append(entries, entry{words: "first profitable month", mark: dot, colour: black})
	}
	room := s.legend(s.room(), append(entries, marksUsed(shown)...))
	panels := make([]*panel, len(sellers))
	for i, l := range sellers {
		panels[i] = &panel{x: years(r.years), y: profitAxis(values),
			title: l.name, titleColour: script{colour: readable(straight(l.look.colour))}}
	}
	s.tiles(room, columns, panels)
	for i, l := range sellers {
		p, x := panels[i], byID[l.id]
		colour := straight(l.look.colour)
		earned, lost := make([]float64, len(x.cost)), make([]float64, len(x.cost))
		floor := make([]float64, len(x.cost))
		for j := range x.cost {
			rev, out := math.Max(x.revenue[j], p.y.Min), math.Max(x.cost[j], p.y.Min)
			floor[j] = math.Min(rev, out)
			earned[j], lost[j] = math.Max(rev, out), math.Max(rev, out)
			if rev < out {
				earned[j] = floor[j]
			} else {
				lost[j] = floor[j]
			}
		}
		s.band(p, r.years, floor, earned, mix(colour, paper, 0.7))
		s.band(p, r.years, floor, lost, paleGrey)
		s.curve(p, r.years, x.cost, cost)
		s.curve(p, r.years, x.revenue, stroke{colour: colour, width: dataLine})
		if at := lastOf(x.revenue); l.ended >= 0 && at >= 0 {
			if q, ok := p.at(r.years[at], math.Max(x.revenue[at], p.y.Min)); ok {
				s.mark(l.end, q, colour)
			}
		}
		s.frame(p)
		if x.first >= 0 {
			if q, ok := p.at(r.years[x.first], math.Max(x.revenue[x.first], p.y.Min)); ok {
				s.mark(dot, q, black)
				s.nearby(p.area, r.dates[x.first][:min(7, len(r.dates[x.first]))], q, script{})
			}
		}
	}
}

// unknown returns n numbers that are none.
func unknown(n int) []float64 {
	values := make([]float64, n)
	for i := range values {
		values[i] = math.NaN()
	}
	return values
}

// addTo adds the finite values to a sum, which begins where the first of them is.
func addTo(sum, values []float64) {
	for i, v := range values {
		switch {
		case math.IsNaN(v) || math.IsInf(v, 0):
		case math.IsNaN(sum[i]):
			sum[i] = v
		default:
			sum[i] += v
		}
	}
}

// profitAxis spans the sums at stake over at most six powers of ten below the greatest: smaller ones
// say nothing about who earns his cost.
func profitAxis(values [][]float64) (a axis) {
	a = logarithmic("USD m a month", values...)
	if least := a.Max / 1e6; a.Min < least {
		a.Min = least
	}
	return a
}
