package experiments

import (
	"slices"

	"shakeout/worlds"
	"shakeout/worlds/history"
)

// ArmInfo describes an arm to whoever shows results.
type ArmInfo struct {
	ID      string
	About   string // the id where nothing is said
	Against string // arm that it is compared with; empty for the baseline
	Ticks   int64
}

// ArmInfos describes the arms, the baseline first.
func (e *Experiment) ArmInfos() []ArmInfo {
	var list []ArmInfo
	for i := range e.arms {
		a := &e.arms[i]
		info := ArmInfo{ID: a.id, About: a.about, Ticks: a.world.Ticks}
		if a.about == "" {
			info.About = a.id
		}
		if a.against >= 0 {
			info.Against = e.arms[a.against].id
		}
		list = append(list, info)
	}
	return list
}

// AxisInfo is one swept number with its values.
type AxisInfo struct {
	Label  string
	Values []float64
	Words  []string // where the values are words
}

// GridAxes returns the axes of a sweep that is a grid; nil for others. Point p of a grid has the last axis vary fastest.
func (e *Experiment) GridAxes() []AxisInfo {
	if e.sweep.grid == nil {
		return nil
	}
	var list []AxisInfo
	for i := range e.levers {
		l := &e.levers[i]
		if l.axis < 0 {
			continue
		}
		info := AxisInfo{Label: l.path}
		if l.label != "" {
			info.Label = l.label
		}
		for _, d := range e.sweep.values[l.axis] {
			info.Values = append(info.Values, d.Number)
			if !l.number {
				info.Words = append(info.Words, d.Text)
			}
		}
		list = append(list, info)
	}
	return list
}

// Indicators returns the columns of indicators.csv that hold indicators, with their docs.
func (e *Experiment) Indicators() []history.Column {
	return e.indicatorColumns[len(e.indicatorColumns)-len(e.kept):]
}

// IndicatorInfo says where an indicator comes from.
type IndicatorInfo struct {
	Table  string // market, agents, segments, learning
	ID     string // of the agent or the segment
	Column string
}

// Indicator tells of a column of indicators.csv where it comes from; nothing for others.
func (e *Experiment) Indicator(column string) IndicatorInfo {
	for i := range e.kept {
		if x := &e.kept[i]; x.header() == column {
			return IndicatorInfo{x.table, x.id, x.column}
		}
	}
	return IndicatorInfo{}
}

// TournamentInfo describes a tournament to whoever shows results.
type TournamentInfo struct {
	Seat       string // the first one, whose payoff counts
	Strategies []string
	Alone      []string // per strategy, the arm in which it plays all seats
	Payoff     string
	RoundRobin bool
}

// TournamentInfo describes the tournament of the experiment; nil where it is none.
func (e *Experiment) TournamentInfo() *TournamentInfo {
	t := e.file.Tournament
	if t == nil {
		return nil
	}
	info := &TournamentInfo{Seat: t.Seats[0], Payoff: t.Payoff.String(), RoundRobin: t.Form == RoundRobin}
	for i := range t.Strategies {
		info.Strategies = append(info.Strategies, t.Strategies[i].ID)
		info.Alone = append(info.Alone, t.arm(pairing{i, i}))
	}
	return info
}

// SensitivityInfo describes a sensitivity analysis to whoever shows results.
type SensitivityInfo struct {
	Sobol bool // by Saltelli's matrices; else along trajectories
}

// SensitivityInfo describes the sensitivity analysis of the experiment; nil where it is none.
func (e *Experiment) SensitivityInfo() *SensitivityInfo {
	if e.screen == nil {
		return nil
	}
	return &SensitivityInfo{Sobol: e.screen.saltelli != nil}
}

// Names returns the names, by id, of the agents that the worlds of the arms hold; entrants that a run makes are not among them.
func (e *Experiment) Names() map[string]string {
	names := map[string]string{}
	for i := range e.arms {
		for _, a := range e.arms[i].world.Agents {
			names[a.ID] = a.Name
			if a.Name == "" {
				names[a.ID] = a.ID
			}
		}
	}
	return names
}

// AnyEntersLater tells whether the worlds hold agents that enter after the start, whose lives count from their entry.
func (e *Experiment) AnyEntersLater() bool {
	return slices.ContainsFunc(e.arms, func(a arm) bool {
		return slices.ContainsFunc(a.world.Agents, func(x worlds.Agent) bool { return x.Enters != "" && x.Enters > a.world.Start })
	})
}

// HasClaims tells whether the experiment claims something.
func (e *Experiment) HasClaims() bool { return len(e.file.Claims) > 0 }
