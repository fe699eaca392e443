package plots

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strconv"

	"shakeout/worlds/history"
)

// reading is a run sorted for drawing: months in order, and each agent with its rows by month.
type reading struct {
	ticks  []int64
	dates  []string
	years  []float64            // decimal years of the months
	market []*history.MarketRow // by month; nil where a month has no row
	actors []*actor             // in the order of their colours
	byID   map[string]*actor
	run    *history.Run
}

// actor is one agent: what it is called, how it looks in every figure of the run, and its rows.
type actor struct {
	id, name, kind string
	look           stroke
	rows           []*history.AgentRow // by month; nil before it has a row
	outcome        *history.OutcomeRow // nil if the run has none for it
	entered        int                 // first month it is in the market; -1 if never
	ended          int                 // month of its exit; -1 if it didn't exit
	end            symbol              // how it exited
	entrant        bool                // not declared by the world: it entered a slot, or might have
	crowd          bool                // an entrant that never mattered: drawn with the others of its kind
}

// fate is one way to end: its symbol, and how a legend calls it.
type fate struct {
	outcome string
	mark    symbol
	words   string
	leaves  bool // the agent stops being a firm of its own
}

var fates = []fate{
	{"acquired", triangle, "acquired", true},
	{"licensed-and-hired", diamond, "licensed and hired", true},
	{"merged", square, "merged", true},
	{"wound-down", cross, "wound down", true},
	{"niche", ring, "niche", false},
}

func fateOf(outcome string) (fate, bool) {
	for _, f := range fates {
		if f.outcome == outcome {
			return f, true
		}
	}
	return fate{}, false
}

// read sorts a run for drawing. It takes runs with holes: months and agents may lack rows.
func read(run *history.Run) *reading {
	r := &reading{run: run, byID: map[string]*actor{}}
	dates := map[int64]string{}
	for i := range run.Market {
		dates[run.Market[i].Tick] = run.Market[i].Date
	}
	for i := range run.Agents {
		if _, ok := dates[run.Agents[i].Tick]; !ok {
			dates[run.Agents[i].Tick] = run.Agents[i].Date
		}
	}
	for i := range run.Segments {
		if _, ok := dates[run.Segments[i].Tick]; !ok {
			dates[run.Segments[i].Tick] = run.Segments[i].Date
		}
	}
	for t := range dates {
		r.ticks = append(r.ticks, t)
	}
	slices.Sort(r.ticks)
	months := make(map[int64]int, len(r.ticks))
	for i, t := range r.ticks {
		months[t] = i
		r.dates = append(r.dates, dates[t])
		r.years = append(r.years, yearOf(dates[t], t))
	}
	r.market = make([]*history.MarketRow, len(r.ticks))
	for i := range run.Market {
		r.market[months[run.Market[i].Tick]] = &run.Market[i]
	}
	for i := range run.Agents {
		row := &run.Agents[i]
		a := r.actor(row.Agent, row.Kind)
		a.rows[months[row.Tick]] = row
	}
	for i := range run.Outcomes {
		o := &run.Outcomes[i]
		a := r.actor(o.Agent, o.Kind)
		a.outcome = o
		if o.Name != "" {
			a.name = o.Name
		}
	}
	for _, a := range r.actors {
		a.life(months)
	}
	r.meetEntrants()
	r.cast()
	return r
}

func (r *reading) actor(id, kind string) *actor {
	a, ok := r.byID[id]
	if !ok {
		a = &actor{id: id, name: id, kind: kind, rows: make([]*history.AgentRow, len(r.ticks)), entered: -1, ended: -1}
		r.byID[id] = a
		r.actors = append(r.actors, a)
	}
	return a
}

// life finds when the agent entered and left.
func (a *actor) life(months map[int64]int) {
	for i, row := range a.rows {
		if row == nil || row.Status == "not-entered" {
			continue
		}
		if f, ok := fateOf(row.Status); ok && f.leaves {
			if a.ended < 0 && a.entered >= 0 {
				a.ended, a.end = i, f.mark
			}
			continue
		}
		if a.entered < 0 {
			a.entered = i
		}
	}
	if a.outcome == nil {
		return
	}
	if f, ok := fateOf(a.outcome.Outcome); ok && f.leaves {
		if i, ok := months[a.outcome.Tick]; ok {
			a.ended, a.end = i, f.mark
		}
	}
}

// cast gives every agent its look: labs of the start first, then clouds, releasers, declared agents
// that enter later, and entrants, each in the order of the run, so that the agents of most figures get
// the purest hues. The crowd has one look.
func (r *reading) cast() {
	rank := func(a *actor) int {
		switch {
		case a.crowd:
			return 6
		case a.entrant:
			return 5
		case a.entered != 0 && len(a.rows) > 0:
			return 4
		case a.kind == "lab":
			return 0
		case a.kind == "cloud":
			return 1
		case a.kind == "releaser":
			return 2
		}
		return 3
	}
	sort.SliceStable(r.actors, func(i, j int) bool { return rank(r.actors[i]) < rank(r.actors[j]) })
	for i, a := range r.actors {
		if a.crowd {
			a.look = crowdLook
			continue
		}
		a.look = stroke{colour: hue(i), width: dataLine, dashes: dash(i / len(hues))}
	}
}

// series returns a number of the agent by month: NaN where it has no row, hasn't entered or has left.
func (a *actor) series(of func(*history.AgentRow) float64) []float64 {
	values := make([]float64, len(a.rows))
	for i, row := range a.rows {
		values[i] = math.NaN()
		if row != nil && i >= a.entered && a.entered >= 0 && (a.ended < 0 || i < a.ended) {
			values[i] = of(row)
		}
	}
	return values
}

// booked returns a number of the agent's books by month, also for the month in which it leaves.
func (a *actor) booked(of func(*history.AgentRow) float64) []float64 {
	values := make([]float64, len(a.rows))
	for i, row := range a.rows {
		values[i] = math.NaN()
		if row != nil {
			values[i] = of(row)
		}
	}
	return values
}

// of returns a number of the market by month.
func (r *reading) of(value func(*history.MarketRow) float64) []float64 {
	values := make([]float64, len(r.ticks))
	for i, row := range r.market {
		values[i] = math.NaN()
		if row != nil {
			values[i] = value(row)
		}
	}
	return values
}

// lastOf returns the last month with a finite value, or -1.
func lastOf(values []float64) int {
	for i := len(values) - 1; i >= 0; i-- {
		if !math.IsNaN(values[i]) && !math.IsInf(values[i], 0) {
			return i
		}
	}
	return -1
}

// any tells whether a series has a value above a bound.
func above(values []float64, bound float64) bool {
	return slices.ContainsFunc(values, func(v float64) bool { return v > bound && !math.IsInf(v, 0) })
}

// yearOf returns the decimal year of a date YYYY-MM-DD, or of a count of months where it is no date.
func yearOf(date string, tick int64) float64 {
	if len(date) >= 7 {
		year, err1 := strconv.Atoi(date[:4])
		month, err2 := strconv.Atoi(date[5:7])
		if err1 == nil && err2 == nil && month >= 1 && month <= 12 {
			y := float64(year) + float64(month-1)/12
			if len(date) >= 10 {
				if day, err := strconv.Atoi(date[8:10]); err == nil && day >= 1 && day <= 31 {
					y += float64(day-1) / 365.25
				}
			}
			return y
		}
	}
	return float64(tick) / 12
}

// caption returns how a run is called in titles.
func caption(run *history.Run) string { return fmt.Sprintf("%s, seed %d", run.World, run.Seed) }

// nothing says why a figure can't be drawn.
func nothing(figure, reason string) (*Figure, error) {
	return nil, &NoDataError{Figure: figure, Reason: reason}
}
