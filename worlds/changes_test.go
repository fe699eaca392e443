package worlds_test

import (
	"strings"
	"testing"

	"shakeout/worlds"
	"shakeout/worlds/history"
	"shakeout/worlds/worldfile"
)

func changed(t *testing.T, world, changes string) (*worlds.World, error) {
	t.Helper()
	base, err := worlds.File(world)
	if err != nil {
		t.Fatal(err)
	}
	w, err := worlds.Parse("mine.yaml", append(base, "changes:\n"+changes...), worldfile.Options{})
	if err != nil {
		return nil, err
	}
	return &w.Value, nil
}

func TestWrongChangesSayWhere(t *testing.T) {
	tests := []struct{ reason, entry, wrong string }{
		{"a number", "{at: 3, path: serving.hours.frontier_hours_per_mtok, by: 0.5}", ""},
		{"a parameter of a strategy", `{at: 3, path: "agents[alpha].strategy.params.markup", to: 0.2}`, ""},
		{"a firm", "{at: 3, agent: beta, winds_down: true}", ""},
		{"neither path nor agent", "{at: 3, to: 1}", "changes[0]: got path \"\" and agent \"\""},
		{"no value", "{at: 3, path: serving.hours.frontier_hours_per_mtok}", "changes[0]: got a path; want to"},
		{"nothing done", "{at: 3, agent: beta}", "changes[0]: got nothing that is done to beta"},
		{"nobody", "{at: 3, agent: gamma, winds_down: true}", `changes[0].agent: got "gamma"`},
		{"nowhere", "{at: 3, path: serving.hour.x, to: 1}", "changes[0].path: serving.hour: got an unknown key"},
		{"out of range", "{at: 3, path: serving.hours.frontier_hours_per_mtok, by: -1}", "changes[0].path: serving.hours.frontier_hours_per_mtok: got -"},
		{"what is settled", "{at: 3, path: seed, to: 4}", "changes[0].path: got seed, which is settled before the start"},
		{"a start state", `{at: 3, path: "agents[alpha].start.cash_usd_m", to: 4}`, "which is settled at the start"},
		{"what sets the start", `{at: 3, path: "customers.segments[*].considering", by: 2}`, "which sets the start and is not read again"},
		{"what has moved since the start", `{at: 3, path: "customers.segments[*].potential_m", by: 2}`, ""},
		{"to where it has moved", `{at: 3, path: "customers.segments[*].potential_m", to: 2}`, "want by, a factor"},
		{"reach", `{at: 3, path: "agents[alpha].start.reach_business", by: 0.5}`, ""},
		{"a firm by its place", "{at: 3, rank: 2, winds_down: true}", ""},
		{"a firm by its place among owners of models", "{at: 3, rank: 2, by_owner: true, winds_down: true}", ""},
		{"a firm that leaves models", "{at: 3, agent: beta, leaves_models: true}", ""},
		{"a firm that leaves twice", "{at: 3, agent: beta, leaves_models: true, winds_down: true}", "got winds_down and leaves_models; want one of them"},
		{"owners without a place", "{at: 3, agent: beta, by_owner: true, winds_down: true}", "got by_owner without rank; want a place"},
		{"a firm twice", "{at: 3, rank: 2, agent: beta, winds_down: true}", `got rank 2 beside path "" and agent "beta"; want one of them`},
		{"a number and a firm by its place", "{at: 3, rank: 2, path: serving.hours.frontier_hours_per_mtok, by: 0.5}", "got rank 2 beside path \"serving.hours.frontier_hours_per_mtok\""},
	}
	for _, tt := range tests {
		_, err := changed(t, "duopoly", "  - "+tt.entry+"\n")
		if tt.wrong == "" && err != nil || tt.wrong != "" && (err == nil || !strings.Contains(err.Error(), tt.wrong)) {
			t.Errorf("%s: got %v; want %q", tt.reason, err, tt.wrong)
		}
	}
}

func TestChangesHoldFromTheirMonthOn(t *testing.T) {
	base := simulate(t, load(t, "duopoly", worldfile.Options{}))
	w, err := changed(t, "duopoly", `
  - {at: 6, path: serving.hours.frontier_hours_per_mtok, by: 0.5}
  - {at: 9, path: "agents[alpha].strategy.params.markup", to: 0.1}
  - {at: 12, agent: beta, winds_down: true}
`[1:])
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // a run leaves the world as it was
		r := simulate(t, w)
		if p, err := history.FindParting(base, r); err != nil || p == nil || p.Tick != 6 {
			t.Fatalf("got %+v, %v; want the first difference in month 6", p, err)
		}
		cost := func(tick int64) (x float64) {
			for _, a := range r.Agents {
				if a.Tick == tick && a.Agent == "alpha" {
					x = a.UnitCost
				}
			}
			return x
		}
		if ratio := cost(6) / cost(5); ratio < 0.49 || ratio > 0.51 {
			t.Errorf("got unit cost times %g in month 6; want half", ratio)
		}
		for _, o := range r.Outcomes {
			if o.Agent == "beta" && (o.Outcome != "wound-down" || o.Tick != 12) {
				t.Errorf("beta: got %s in month %d; want wound-down in 12", o.Outcome, o.Tick)
			}
		}
	}
}

func TestModelsCanBeMoved(t *testing.T) {
	w, err := changed(t, "frontier-2025", "  - {at: 4, agent: anthropic, capability_oom: 0.5}\n")
	if err != nil {
		t.Fatal(err)
	}
	w.Ticks = 6
	base := load(t, "frontier-2025", worldfile.Options{Set: []string{"ticks=6"}})
	gain := map[int64]float64{}
	for _, r := range simulate(t, w).Agents {
		if r.Agent == "anthropic" {
			gain[r.Tick] = r.Capability
		}
	}
	for _, r := range simulate(t, base).Agents {
		if r.Agent == "anthropic" {
			gain[r.Tick] -= r.Capability
		}
	}
	if gain[3] != 0 || gain[4] < 0.45 || gain[4] > 0.55 {
		t.Errorf("got a gain of %g before and %g in the month of the change; want 0 and 0.5", gain[3], gain[4])
	}
}
