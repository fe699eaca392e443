package worlds_test

import (
	"testing"

	"shakeout/worlds/history"
)

// A group that leaves models sells none and does no research, but runs and lets its accelerators, builds more and carries others' models; a lab that
// does is closed.
func TestGroupsLeaveModelsOnly(t *testing.T) {
	w, err := changed(t, "frontier-2025", "  - {at: 4, agent: google, leaves_models: true}\n  - {at: 5, agent: anthropic, leaves_models: true}\n  - {at: 6, agent: meta, leaves_models: true}\n")
	if err != nil {
		t.Fatal(err)
	}
	w.Ticks = 12
	r := simulate(t, w)
	var before, after history.AgentRow
	for _, a := range r.Agents {
		if a.Agent == "google" && a.Tick == 3 {
			before = a
		}
		if a.Agent == "google" && a.Tick == 12 {
			after = a
		}
	}
	if after.Researchers != 0 || after.Headcount != 0 || after.CostResearchCompute != 0 || after.CostStaff != 0 {
		t.Errorf("got research after it has left: %+v", after)
	}
	if !(before.CostResearchCompute > 0) || !(after.Fleet > before.Fleet) || !(after.Capex > 0) || !(after.RevenueCompute > before.RevenueCompute) {
		t.Errorf("its compute business does not go on: %+v, %+v", before, after)
	}
	hosted := false
	for _, o := range r.Offers {
		if o.Tick > 5 && o.Owner == "google" || o.Tick > 6 && (o.Owner == "anthropic" || o.Owner == "meta" && o.Agent == "meta") {
			t.Errorf("month %d: %s is on the market", o.Tick, o.Offer)
		}
		hosted = hosted || o.Tick == 12 && o.Owner == "meta" && o.Revenue > 0
	}
	if !hosted {
		t.Error("nobody hosts weights that are out any more")
	}
	want := map[string]int64{"google": 4, "anthropic": 5, "meta": 6}
	for _, o := range r.Outcomes {
		if at, left := want[o.Agent]; left && (o.Outcome != "wound-down" || o.Tick != at) {
			t.Errorf("%s: got %s in month %d; want wound-down in %d", o.Agent, o.Outcome, o.Tick, at)
		}
	}
}
