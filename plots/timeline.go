package plots

import (
	"fmt"
	"image/color"
	"math"
	"sort"
	"strings"

	"gonum.org/v1/plot/vg"

	"shakeout/worlds/history"
)

// States of life that a bar of the timeline shows, by status and by the profit of the last 12 months.
var lifeStates = []struct {
	words  string
	colour color.NRGBA
}{
	{"profitable over 12 months", green},
	{"burning", mix(orange, paper, 0.35)},
	{"niche", sky},
	{"in a deal", purple},
}

const (
	profitable = iota
	burning
	inNiche
	inDeal
)

// Timeline draws the life of each agent as a bar from its entry to its exit, coloured by its state,
// with the end and the words of its outcome: declared agents first, then entrants by their entry. Those
// that never entered stand in the drawn data alone.
func Timeline(run *history.Run) (*Figure, error) {
	r := read(run)
	var lives []life // of those that entered
	t := newTable("agent", "state", "from_tick", "to_tick", "from_date", "to_date", "outcome")
	for _, a := range r.actors {
		if a.entered < 0 && a.outcome == nil {
			continue
		}
		l := life{actor: a, words: outcomeWords(r, a)}
		if a.entered >= 0 {
			l.spans = spansOf(r, a)
		}
		if !a.entrant || a.entered >= 0 {
			lives = append(lives, l)
		}
		for _, x := range l.spans {
			t.add(a.id, lifeStates[x.state].words, whole(r.ticks[x.from]), whole(r.ticks[x.to]), r.dates[x.from], r.dates[x.to], l.words)
		}
		if len(l.spans) == 0 {
			t.add(a.id, "not entered", "", "", "", "", l.words)
		}
	}
	if len(lives) == 0 || len(r.ticks) == 0 {
		return nothing("timeline", "the run has no agents")
	}
	sort.SliceStable(lives, func(i, j int) bool { return order(lives[i]) < order(lives[j]) })
	return &Figure{Name: "timeline", Title: "Fates of the agents: " + caption(run), Data: t, width: twoColumns,
		height: vg.Length(len(lives))*laneOfLife + 34,
		draw:   func(s *sheet) { drawTimeline(s, r, lives) }}, nil
}

const laneOfLife vg.Length = 11.5

type life struct {
	*actor
	spans []span
	words string
}

// span is a time in one state, from the first day of a month to the first day of another.
type span struct {
	state    int
	from, to int
}

// order puts labs first, then clouds, releasers, declared agents that enter later, and entrants, these
// two by their entry; each other group by the time they last.
func order(l life) float64 {
	group := map[string]float64{"lab": 0, "cloud": 1, "releaser": 2}[l.kind]
	last := float64(len(l.rows))
	if l.ended >= 0 {
		last = float64(l.ended)
	}
	if l.entrant {
		return 5e6 + float64(l.entered+1)
	}
	if l.entered != 0 {
		return 4e6 + float64(l.entered+1)
	}
	return group*1e6 - last
}

func spansOf(r *reading, a *actor) []span {
	end := len(r.ticks) - 1
	if a.ended >= 0 {
		end = a.ended
	}
	profit := a.booked(func(x *history.AgentRow) float64 { return x.OperatingProfit })
	var spans []span
	for i := a.entered; i <= end; i++ {
		state := burning
		if row := a.rows[i]; row != nil {
			switch row.Status {
			case "niche":
				state = inNiche
			case "in-deal":
				state = inDeal
			default:
				sum := 0.0
				for j := max(i-11, a.entered); j <= i; j++ {
					if !math.IsNaN(profit[j]) {
						sum += profit[j]
					}
				}
				if sum > 0 {
					state = profitable
				}
			}
		}
		if n := len(spans); n > 0 {
			spans[n-1].to = i
			if spans[n-1].state == state || i == end {
				continue
			}
		}
		spans = append(spans, span{state, i, min(i+1, len(r.ticks)-1)})
	}
	return spans
}

// outcomeWords says how an agent ended, with whom and for how much.
func outcomeWords(r *reading, a *actor) string {
	o := a.outcome
	if o == nil {
		return ""
	}
	words := strings.ReplaceAll(strings.ReplaceAll(o.Outcome, "-and-", " and "), "-", " ")
	switch o.Outcome {
	case "independent-profitable", "independent-burning":
		words = strings.Replace(o.Outcome, "-", ", ", 1)
	case "subsidised":
		words = "inside its parent"
	}
	if o.Counterparty != "" {
		name := o.Counterparty
		if b := r.byID[o.Counterparty]; b != nil {
			name = b.name
		}
		preposition := " by "
		if o.Outcome == "merged" {
			preposition = " with "
		}
		words += preposition + name
	}
	if o.Price > 0 && !math.IsInf(o.Price, 0) {
		words += ", USD " + money(o.Price)
	}
	return words
}

// money writes USD m in words: 3.2 bn, 920 m.
func money(usdM float64) string {
	if usdM >= 1000 {
		return fmt.Sprintf("%s bn", decimal(usdM/1000, 0.1))
	}
	return fmt.Sprintf("%s m", decimal(usdM, 1))
}

func drawTimeline(s *sheet, r *reading, lives []life) {
	used := map[int]bool{}
	var shown []*actor
	var names, words vg.Length
	for _, l := range lives {
		shown = append(shown, l.actor)
		names = max(names, widthOf(shortened(l.name, tickType, nameWidth), tickType, false))
		words = max(words, widthOf(shortened(l.words, tickType, fateWidth), tickType, false))
		for _, x := range l.spans {
			used[x.state] = true
		}
	}
	var entries []entry
	for i, state := range lifeStates {
		if used[i] {
			entries = append(entries, entry{words: state.words, swatch: state.colour})
		}
	}
	room := s.legend(s.room(), append(entries, marksUsed(shown)...))
	p := &panel{x: years(r.years), y: percent("", 1), left: room.Min.X}
	base := room.Min.Y + p.bottomGutter()
	p.area = rectangle(room.Min.X+names+6, base, room.Max.X-words-8, room.Max.Y-1)
	p.fitX(p.area.Size().X)
	height := p.area.Size().Y / vg.Length(len(lives))
	grid := stroke{colour: paleGrey, width: hairline}
	for _, tick := range ticks(p.x) {
		if tick.Label != "" {
			n, _ := along(p.x, tick.Value)
			x := p.area.Min.X + vg.Length(n)*p.area.Size().X
			s.line([]vg.Point{{X: x, Y: p.area.Min.Y}, {X: x, Y: p.area.Max.Y}}, grid)
		}
	}
	place := func(year float64) vg.Length {
		n, _ := along(p.x, year)
		return p.area.Min.X + vg.Length(n)*p.area.Size().X
	}
	for i, l := range lives {
		y := p.area.Max.Y - height*(vg.Length(i)+0.5)
		for _, x := range l.spans {
			from, to := place(r.years[x.from]), place(r.years[x.to])
			if to-from < 0.6 {
				to = from + 0.6
			}
			s.fill(corners(rectangle(from, y-height*0.3, to, y+height*0.3)), lifeStates[x.state].colour)
		}
		if l.ended >= 0 {
			s.mark(l.end, vg.Point{X: place(r.years[l.ended]), Y: y}, black)
		}
		s.write(shortened(l.name, tickType, nameWidth), vg.Point{X: p.area.Min.X - 4, Y: y}, script{across: 1, up: middle, colour: readable(straight(l.look.colour))})
		s.write(shortened(l.words, tickType, fateWidth), vg.Point{X: p.area.Max.X + 6, Y: y}, script{up: middle})
	}
	s.axisBelow(p)
}
