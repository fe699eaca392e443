package plots

import (
	"slices"
	"strings"
	"testing"

	"shakeout/worlds/history"
)

func TestWhoIsAnEntrant(t *testing.T) {
	market := []history.MarketRow{{Tick: 0, Date: "2025-01-01", ModelRevenue: 1000}, {Tick: 1, Date: "2025-02-01", ModelRevenue: 1000}}
	row := func(tick int64, status string, revenue float64) history.AgentRow {
		return history.AgentRow{Tick: tick, Agent: "a", Kind: "lab", Status: status, Revenue: revenue}
	}
	outcome := func(how string) []history.OutcomeRow {
		return []history.OutcomeRow{{Agent: "a", Name: "A", Kind: "lab", Outcome: how, Tick: 1, Date: "2025-02-01"}}
	}
	other := history.AgentRow{Tick: 0, Agent: "b", Kind: "lab", Status: "active", Revenue: 900}
	for _, c := range []struct {
		rows           []history.AgentRow
		outcomes       []history.OutcomeRow
		entrant, crowd bool
		reason         string
	}{
		{[]history.AgentRow{row(0, "active", 1), row(1, "active", 1)}, nil, false, false, "there from the start, however small"},
		{[]history.AgentRow{row(0, "not-entered", 0), row(1, "active", 1)}, nil, false, false, "declared to enter later: it has rows from the start"},
		{[]history.AgentRow{row(1, "active", 9.9)}, nil, true, true, "a slot has rows from its entry; less than 1 %"},
		{[]history.AgentRow{row(1, "active", 10)}, nil, true, false, "a slot that has 1 % is drawn by itself"},
		{nil, outcome("not-entered"), true, true, "a slot that nobody took"},
		{nil, outcome("acquired"), false, false, "a history without its rows doesn't say that it entered late"},
	} {
		run := &history.Run{Market: market, Agents: append(c.rows, other), Outcomes: c.outcomes}
		if a := read(run).byID["a"]; a.entrant != c.entrant || a.crowd != c.crowd {
			t.Errorf("entrant %t, of the crowd %t; want %t, %t: %s", a.entrant, a.crowd, c.entrant, c.crowd, c.reason)
		}
	}
}

// TestCrowdIsNotNamed draws many small entrants: the figures that would be full of their names don't
// name them, every declared agent is named, no name is cut, and the drawn data hold all.
func TestCrowdIsNotNamed(t *testing.T) {
	run := synthetic(30, 120)
	for i := range run.Agents { // the entrants of the made-up run are large
		if strings.HasPrefix(run.Agents[i].Agent, "entrant-") {
			run.Agents[i].Revenue /= 1000
		}
	}
	r := read(run)
	declared, crowd := apart(r.actors)
	if len(declared) != 12 || len(crowd) != 18 {
		t.Fatalf("%d declared, %d of the crowd; want 12 and 18", len(declared), len(crowd))
	}
	for _, f := range figuresOf(t, run) {
		data := string(f.Data.CSV())
		var words []string
		for _, w := range laidOut(f).written {
			words = append(words, w.words)
			if last := []rune(w.words); len(last) > 0 && last[len(last)-1] == '…' {
				t.Errorf("%s: %q is cut", f.Name, w.words)
			}
		}
		switch f.Name {
		case "share", "runway", "profit", "capability", "capital", "flows":
			for _, a := range crowd {
				if slices.Contains(words, a.name) {
					t.Errorf("%s names %s", f.Name, a.name)
				}
				if f.Name != "capital" && !strings.Contains(data, a.id) && !strings.Contains(data, a.name) {
					t.Errorf("the data of %s lack %s", f.Name, a.id)
				}
			}
		}
		switch f.Name {
		case "runway", "capability", "timeline", "flows":
			for _, a := range declared {
				if !slices.Contains(words, a.name) && (f.Name != "runway" || a.kind == "lab") {
					t.Errorf("%s doesn't name %s", f.Name, a.name)
				}
			}
		}
	}
}
