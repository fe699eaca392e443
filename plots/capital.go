package plots

import (
	"image/color"
	"math"
	"sort"

	"shakeout/worlds/history"
)

// Shades of the regimes of the capital market behind the data.
var moods = []struct {
	mood  string
	shade color.NRGBA
}{
	{"boom", mix(sky, paper, 0.75)},
	{"bust", mix(orange, paper, 0.78)},
}

// Capital draws the equity that labs raised over twelve months, on the mood of the capital market,
// and below it each round, those of entrants
// that never had 1 % of model revenue in grey. A round at a lower price than the last is an open ring.
func Capital(run *history.Run) (*Figure, error) {
	r := read(run)
	raised := r.of(func(m *history.MarketRow) float64 { return m.EquityRaised / 1000 })
	year := trailing(raised, 12)
	rounds := roundsOf(r)
	if !above(raised, 0) && len(rounds) == 0 {
		return nothing("capital", "no lab raised equity")
	}
	t := newTable("tick", "date", "mood", "series", "usd_bn")
	for i := range r.ticks {
		mood := ""
		if r.market[i] != nil {
			mood = r.market[i].Mood
		}
		t.add(whole(r.ticks[i]), r.dates[i], mood, "equity raised in the month", field(raised[i]))
		t.add(whole(r.ticks[i]), r.dates[i], mood, "equity raised in 12 months", field(year[i]))
	}
	for _, x := range rounds {
		t.add(whole(r.ticks[x.month]), r.dates[x.month], "", x.kind+": "+x.by.id, field(x.amount))
	}
	return &Figure{Name: "capital", Title: "Equity raised by labs and the mood of investors: " + caption(run), Data: t, width: oneColumn, height: 96 * mm,
		draw: func(s *sheet) { drawCapital(s, r, year, rounds) }}, nil
}

type round struct {
	month  int
	by     *actor
	amount float64 // USD bn
	kind   string
}

// roundsOf returns the rounds among the events, in the order of time.
func roundsOf(r *reading) []round {
	months := make(map[int64]int, len(r.ticks))
	for i, t := range r.ticks {
		months[t] = i
	}
	var rounds []round
	for i := range r.run.Events {
		e := &r.run.Events[i]
		month, ok := months[e.Tick]
		by := r.byID[e.Agent]
		if !ok || by == nil || !(e.Amount > 0) || e.Type != "round" && e.Type != "down-round" {
			continue
		}
		rounds = append(rounds, round{month, by, e.Amount / 1000, e.Type})
	}
	sort.SliceStable(rounds, func(i, j int) bool { return rounds[i].month < rounds[j].month })
	return rounds
}

// trailing returns the sum over the last n months, from the first month of data on: before n months
// have passed it is the sum so far, scaled up to n months. The start state is no month.
func trailing(values []float64, n int) []float64 {
	sums := make([]float64, len(values))
	for i := range values {
		sum, have := 0.0, 0
		for j := max(1, i-n+1); j <= i; j++ {
			if !math.IsNaN(values[j]) {
				sum += values[j]
				have++
			}
		}
		sums[i] = math.NaN()
		if have >= 3 {
			sums[i] = sum * float64(n) / float64(have)
		}
	}
	return sums
}

func drawCapital(s *sheet, r *reading, year []float64, rounds []round) {
	var entries []entry
	for _, m := range moods {
		for _, row := range r.market {
			if row != nil && row.Mood == m.mood {
				entries = append(entries, entry{words: m.mood, swatch: m.shade})
				break
			}
		}
	}
	a := &panel{letter: "a", x: years(r.years), y: linear("Equity (USD bn a year)", true, year)}
	panels := []*panel{a}
	var amounts []float64
	seen, down := map[string]bool{}, false
	var who, crowd []entry
	for _, actor := range r.actors {
		for _, x := range rounds {
			if x.by == actor && actor.crowd {
				crowd = []entry{{words: "entrants", mark: dot, colour: softGrey}}
				break
			}
			if x.by == actor && !seen[actor.id] {
				seen[actor.id] = true
				who = append(who, entry{words: shortened(actor.name, tickType, nameWidth), mark: dot, colour: straight(actor.look.colour)})
			}
		}
	}
	for _, x := range rounds {
		amounts = append(amounts, x.amount)
		down = down || x.kind == "down-round"
	}
	who = append(who, crowd...)
	if down {
		who = append(who, entry{words: "down round", mark: ring, colour: black})
	}
	b := &panel{letter: "b", x: years(r.years), y: logarithmic("Rounds (USD bn)", amounts)}
	if len(rounds) > 0 {
		panels = append(panels, b)
	}
	room := s.legend(s.room(), append(entries, who...))
	s.stack(room, 0, nil, panels...)
	for _, p := range panels {
		s.moods(p, r)
	}
	s.chart(a, r.years, []trace{{ys: year, st: stroke{colour: ink, width: dataLine}}})
	if len(rounds) == 0 {
		return
	}
	// The crowd first, under the others.
	sort.SliceStable(rounds, func(i, j int) bool { return rounds[i].by.crowd && !rounds[j].by.crowd })
	for _, x := range rounds {
		if q, ok := b.at(r.years[x.month], x.amount); ok {
			kind := dot
			if x.kind == "down-round" {
				kind = ring
			}
			s.mark(kind, q, straight(x.by.look.colour))
		}
	}
	s.frame(b)
}

// moods shades the months of booms and busts: a month's mood holds from its first day to the next's.
func (s *sheet) moods(p *panel, r *reading) {
	for i := 0; i < len(r.market); {
		mood := ""
		if r.market[i] != nil {
			mood = r.market[i].Mood
		}
		j := i
		for j < len(r.market) && r.market[j] != nil && r.market[j].Mood == mood {
			j++
		}
		if j == i {
			i++
			continue
		}
		for _, m := range moods {
			if m.mood != mood {
				continue
			}
			from, _ := p.at(r.years[i], p.y.Min)
			to, _ := p.at(r.years[min(j, len(r.years)-1)], p.y.Max)
			s.fill(corners(rectangle(max(from.X, p.area.Min.X), p.area.Min.Y, min(to.X, p.area.Max.X), p.area.Max.Y)), m.shade)
		}
		i = j
	}
}
