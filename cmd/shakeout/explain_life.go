package main

import (
	"fmt"
	"math"
	"strings"

	"shakeout/worlds/history"
)

// life is what `shakeout explain` knows of one agent; its JSON form is the answer of --json.
type life struct {
	Directory string   `json:"directory"`
	World     string   `json:"world"`
	Seed      uint64   `json:"seed"`
	Digest    string   `json:"digest"`
	Agent     string   `json:"agent"`
	Name      string   `json:"name"`
	Kind      string   `json:"kind"`
	Outcome   string   `json:"outcome"`
	Date      string   `json:"date"`
	Decisions string   `json:"decisions"` // where the decisions come from; empty without them
	Summary   []string `json:"summary"`   // how it ended, and why
	Years     []*year  `json:"years"`
}

// year is a year of a life: where it stood at the beginning, and what was decided.
type year struct {
	Year  string `json:"year"`
	State string `json:"state"`
	Notes []note `json:"notes"`
}

// note is one thing that mattered.
type note struct {
	Tick   int64    `json:"tick"`
	Date   string   `json:"date"`
	Kind   string   `json:"kind"` // of the decision, or type of the event
	Text   string   `json:"text"`
	Rule   string   `json:"rule,omitempty"`
	Inputs []input  `json:"inputs,omitempty"`
	Result string   `json:"result,omitempty"`
	Rows   []string `json:"rows"` // file:line
	Times  int      `json:"times"`
}

// biography gathers the rows of one agent.
type biography struct {
	record    *record
	outcome   *history.OutcomeRow
	books     []history.AgentRow // of this agent, by tick
	lines     []int              // in agents.csv
	names     map[string]string  // of all agents
	decisions []int              // rows of this agent among the decisions
	events    []int              // rows of this agent, or of everybody, among the events
}

// line is the line of a row in its file, whose first line is the header.
func line(row int) int { return row + 2 }

func newBiography(r *record, o *history.OutcomeRow) *biography {
	b := &biography{record: r, outcome: o, names: map[string]string{}}
	for i := range r.run.Outcomes {
		b.names[r.run.Outcomes[i].Agent] = r.run.Outcomes[i].Name
	}
	for i := range r.run.Agents {
		if r.run.Agents[i].Agent == o.Agent {
			b.books, b.lines = append(b.books, r.run.Agents[i]), append(b.lines, line(i))
		}
	}
	for i := range r.run.Decisions {
		if r.run.Decisions[i].Agent == o.Agent {
			b.decisions = append(b.decisions, i)
		}
	}
	for i := range r.run.Events {
		e := &r.run.Events[i]
		if ended(o.Outcome) && e.Tick > o.Tick {
			break // what came later is no part of its life
		}
		if e.Agent == o.Agent || e.Agent == "" || e.Counterparty == o.Agent {
			b.events = append(b.events, i)
		}
	}
	return b
}

// name is an agent as a reader knows it.
func (b *biography) name(id string) string {
	if n := b.names[id]; n != "" {
		return n
	}
	return id
}

func newLife(r *record, o *history.OutcomeRow, all bool) *life {
	b := newBiography(r, o)
	l := &life{Directory: r.dir, World: r.run.World, Seed: r.run.Seed, Digest: r.manifest.Digest, Agent: o.Agent, Name: o.Name,
		Kind: o.Kind, Outcome: o.Outcome, Date: o.Date, Decisions: r.decisions, Years: []*year{}}
	notes := b.notes(all)
	l.Summary = b.summary(notes)
	at := map[string]*year{}
	of := func(date string) *year {
		y := date[:4]
		if at[y] == nil {
			at[y] = &year{Year: y, State: b.state(y), Notes: []note{}}
			l.Years = append(l.Years, at[y])
		}
		return at[y]
	}
	for _, n := range notes {
		y := of(n.Date)
		y.Notes = append(y.Notes, n)
	}
	return l
}

// state says where the agent stood at the first tick of a year that it was alive.
func (b *biography) state(year string) string {
	for i := range b.books {
		r := &b.books[i]
		if !strings.HasPrefix(r.Date, year) || !alive(r.Status) {
			continue
		}
		parts := []string{money(r.Cash) + " in cash"}
		if r.CreditLine > 0 {
			parts = append(parts, money(r.CreditLine)+" of credit")
		}
		if !math.IsNaN(r.Runway) {
			parts = append(parts, figure(r.Runway)+" months of runway")
		}
		parts = append(parts, fmt.Sprintf("%s of revenue a month (%s of the market)", money(r.Revenue), percent(r.Share)))
		if !math.IsNaN(r.FrontierGap) {
			parts = append(parts, standing(r.FrontierGap))
		}
		if r.Valuation > 0 {
			parts = append(parts, "valued at "+money(r.Valuation))
		}
		return fmt.Sprintf("%s [agents.csv:%d]", enumerate(parts), b.lines[i])
	}
	return ""
}

// standing says how far from the frontier a flagship is.
func standing(gap float64) string {
	if gap < 0.005 {
		return "its flagship at the frontier"
	}
	return "its flagship " + figure(gap) + " orders of magnitude behind the frontier"
}

// alive tells the states of life in which an agent decides.
func alive(status string) bool { return status == "active" || status == "niche" || status == "in-deal" }

// last is the last row of the books in which the agent was alive.
func (b *biography) last() (row *history.AgentRow, place string) {
	for i := len(b.books) - 1; i >= 0; i-- {
		if alive(b.books[i].Status) {
			return &b.books[i], fmt.Sprintf("agents.csv:%d", b.lines[i])
		}
	}
	return nil, ""
}

// enumerate joins parts as a sentence does.
func enumerate(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}

// month is a date as a reader says it.
func month(date string) string {
	names := [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
	if len(date) < 7 {
		return date
	}
	m := int(date[5]-'0')*10 + int(date[6]-'0')
	if m < 1 || m > 12 {
		return date
	}
	return names[m-1] + " " + date[:4]
}
