package experiments

import (
	"fmt"
	"slices"
	"time"

	"shakeout/worlds"
	"shakeout/worlds/worldfile"
)

// measures settles what is kept of each run, and when.
func (l *loader) measures() {
	e := l.out
	m := &e.file.Measure
	if len(m.Indicators) == 0 {
		m.Indicators = numberColumns("market")
	}
	if e.file.Tournament != nil && !slices.Contains(m.Indicators, surplusColumn) {
		m.Indicators = append(m.Indicators, surplusColumn)
	}
	headers := map[string]bool{}
	for i, name := range m.Indicators {
		x, err := parseIndicator(name)
		if err == nil {
			err = l.knows(&x)
		}
		switch {
		case err != nil:
			l.problem(fmt.Sprintf("measure.indicators[%d]", i), "%s", err)
		case headers[x.header()]:
			l.problem(fmt.Sprintf("measure.indicators[%d]", i), "got %s again; want each indicator once", name)
		}
		headers[x.header()] = true
		e.kept = append(e.kept, x)
	}
	for i, id := range m.OutcomesOf {
		if known := agentsOf(e.arms); !slices.Contains(known, id) {
			l.problem(fmt.Sprintf("measure.outcomes_of[%d]", i), "got %q, the id of no agent; %s", id, worldfile.WantOneOf(id, known))
		}
	}
	if t := e.file.Tournament; t != nil {
		m.alsoOutcomeOf(t.Seats[0])
	}
	if s := e.file.Sensitivity; s != nil {
		for _, id := range s.Lives {
			m.alsoOutcomeOf(id)
		}
	}
	for i := range e.arms {
		l.dates(&e.arms[i])
	}
}

// alsoOutcomeOf keeps the outcome of an agent that a summary needs.
func (m *Measure) alsoOutcomeOf(id string) {
	if len(m.OutcomesOf) > 0 && !slices.Contains(m.OutcomesOf, id) {
		m.OutcomesOf = append(m.OutcomesOf, id)
	}
}

// knows returns an error for an indicator of an agent or a segment that no arm has. Labs that enter later have no place in
// a world file, so a world with entry may name agents that it doesn't hold.
func (l *loader) knows(x *indicator) error {
	var known []string
	what := "agent"
	switch x.table {
	case "agents", "learning":
		known = agentsOf(l.out.arms)
		for i := range l.out.arms {
			if l.out.arms[i].world.Entry != nil {
				return nil
			}
		}
	case "segments":
		what = "segment"
		for i := range l.out.arms {
			for _, s := range l.out.arms[i].world.Customers.Segments {
				if !slices.Contains(known, s.ID) {
					known = append(known, s.ID)
				}
			}
		}
	default:
		return nil
	}
	if !slices.Contains(known, x.id) {
		return fmt.Errorf("got %q, the id of no %s; %s", x.id, what, worldfile.WantOneOf(x.id, known))
	}
	return nil
}

func agentsOf(arms []arm) []string {
	var ids []string
	for i := range arms {
		for _, a := range arms[i].world.Agents {
			if !slices.Contains(ids, a.ID) {
				ids = append(ids, a.ID)
			}
		}
	}
	slices.Sort(ids)
	return ids
}

// dates sets the ticks at which an arm's indicators are kept.
func (l *loader) dates(a *arm) {
	m := &l.out.file.Measure
	if a.world.Record == worlds.RecordLast || m.Last > 0 {
		if len(m.Dates) > 0 {
			l.problem("measure.dates", "got months, of arm %s that is measured at its last ticks; want last, the number of ticks", a.id)
		}
		a.fromEnd = true
		for t := 1 - max(1, m.Last); t <= 0; t++ {
			a.dates = append(a.dates, t)
		}
		return
	}
	if len(m.Dates) == 0 {
		for t := int64(0); t <= a.world.Ticks; t += m.Every {
			a.dates = append(a.dates, t)
		}
		return
	}
	for i, text := range m.Dates {
		t, err := tickOf(a.world, text)
		if err == nil && (t < 0 || t > a.world.Ticks) {
			err = fmt.Errorf("got %s, which is not in the %d months from %s of arm %s; want a month of the run", text, a.world.Ticks, a.world.Start, a.id)
		}
		if err != nil {
			l.problem(fmt.Sprintf("measure.dates[%d]", i), "%s", err)
			continue
		}
		a.dates = append(a.dates, t)
	}
	slices.Sort(a.dates)
	a.dates = slices.Compact(a.dates)
}

// tickOf returns the tick of a month.
func tickOf(w *worlds.World, month string) (int64, error) {
	start, err := time.Parse("2006-01", w.Start)
	if err != nil {
		return 0, err
	}
	at, err := time.Parse("2006-01", month)
	if err != nil {
		return 0, err
	}
	return int64(at.Year()-start.Year())*12 + int64(at.Month()-start.Month()), nil
}
