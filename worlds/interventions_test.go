package worlds_test

import (
	"math"
	"strings"
	"testing"

	"shakeout/worlds"
	"shakeout/worlds/history"
	"shakeout/worlds/worldfile"
)

// intervened runs frontier-2025 for some months with a layer over it.
func intervened(t *testing.T, ticks string, layer string) *history.Run {
	t.Helper()
	base, err := worlds.File("frontier-2025")
	if err != nil {
		t.Fatal(err)
	}
	text := string(base)
	if policy, ok := strings.CutPrefix(layer, "policy: "); ok {
		text = strings.Replace(text, "\npolicy: {}", "\npolicy: "+policy, 1)
	} else {
		text += layer
	}
	w, err := worlds.Parse("mine.yaml", []byte(text), worldfile.Options{Set: []string{"ticks=" + ticks}})
	if err != nil {
		t.Fatal(err)
	}
	return simulate(t, &w.Value)
}

func agentAt(r *history.Run, id string, tick int64) *history.AgentRow {
	for i := range r.Agents {
		if r.Agents[i].Agent == id && r.Agents[i].Tick == tick {
			return &r.Agents[i]
		}
	}
	return &history.AgentRow{}
}

func offersAt(r *history.Run, tick int64, keep func(*history.OfferRow) bool) (revenue float64, rows []history.OfferRow) {
	for _, o := range r.Offers {
		if o.Tick == tick && keep(&o) {
			revenue += o.Revenue
			rows = append(rows, o)
		}
	}
	return revenue, rows
}

func TestWhatIsDoneToFirmsAndToWhatTheStartHasBecome(t *testing.T) {
	base := intervened(t, "6", "")
	all := intervened(t, "6", `
changes:
  - {at: 3, path: "customers.segments[consumer].potential_m", by: 2}
  - {at: 3, path: "agents[openai].start.reach_business", by: 0.5}
  - {at: 3, agent: anthropic, behind_oom: 2}
  - {at: 3, agent: mistral, price_over_cost: 0.7}
  - {at: 3, agent: microsoft, builds_own: true}
  - {at: 3, agent: cohere, brand_utils: 2}
  - {at: 3, agent: xai, research_growth_per_year: 1}
  - {at: 3, rank: 2, capability_oom: 0}
  - {at: 3, rank: 3, by_owner: true, capability_oom: 0}
`)
	for tick := int64(0); tick < 3; tick++ {
		for i := range base.Agents {
			if a, b := &base.Agents[i], agentAt(all, base.Agents[i].Agent, tick); a.Tick == tick && (a.Cash != b.Cash || a.Revenue != b.Revenue) {
				t.Errorf("month %d: %s differs before anything was done", tick, a.Agent)
			}
		}
	}
	potential := func(r *history.Run) float64 {
		for _, s := range r.Segments {
			if s.Tick == 3 && s.Segment == "consumer" {
				return s.Potential
			}
		}
		return math.NaN()
	}
	if got, want := potential(all)/potential(base), 2.0; math.Abs(got-want) > 1e-12 {
		t.Errorf("potential: got %g times what it was; want %g", got, want)
	}
	frontier := math.Inf(-1)
	for _, a := range all.Agents {
		if a.Tick == 6 && a.Agent != "anthropic" && !math.IsNaN(a.Capability) {
			frontier = math.Max(frontier, a.Capability)
		}
	}
	if a := agentAt(all, "anthropic", 6); a.Capability > frontier-2+1e-9 {
		t.Errorf("held back: got %g behind the best; want at least 2", frontier-a.Capability)
	}
	if _, rows := offersAt(all, 3, func(o *history.OfferRow) bool { return o.Offer == "mistral/flagship" }); len(rows) == 0 || rows[0].Realised >= rows[0].UnitCost {
		t.Errorf("price over cost: got %+v; want a price below cost", rows)
	}
	if x, _ := offersAt(all, 3, func(o *history.OfferRow) bool { return o.Agent == "microsoft" && o.Owner != "microsoft" }); x != 0 {
		t.Errorf("builds its own: got %g USD m of sales with others' models; want none", x)
	}
	if got, want := agentAt(all, "xai", 6).CostResearchCompute, agentAt(all, "xai", 3).CostResearchCompute; got > 1.2*want {
		t.Errorf("fixed research: got %g after %g; want about the same", got, want)
	}
	enterprise := func(r *history.Run) float64 {
		x, _ := offersAt(r, 6, func(o *history.OfferRow) bool { return o.Agent == "cohere" })
		return x
	}
	if enterprise(all) < 1.2*enterprise(base) {
		t.Errorf("a better name: got %g USD m, without it %g; want more", enterprise(all), enterprise(base))
	}
	rank, owner := "", ""
	for _, e := range all.Events {
		if e.Type == "change" && strings.Contains(e.Detail, "lab number 2") {
			rank = e.Agent
		}
		if e.Type == "change" && strings.Contains(e.Detail, "number 3 by sales of its models") {
			owner = e.Agent
		}
	}
	if rank != "anthropic" {
		t.Errorf("the second lab: got %q; want anthropic", rank)
	}
	above := 0
	for i := range all.Agents {
		if a := &all.Agents[i]; a.Tick == 2 && owner != "" && a.ShareOwner > agentAt(all, owner, 2).ShareOwner {
			above++
		}
	}
	if above != 2 {
		t.Errorf("the third by sales of its models: got %q with %d above it; want 2", owner, above)
	}
}

func TestASwitchingCostIsReadAgainWhenItChanges(t *testing.T) {
	base := intervened(t, "4", "")
	low := intervened(t, "4", "\nchanges:\n  - {at: 3, path: \"customers.segments[developer].switching_cost\", to: 0}\n")
	if p, err := history.FindParting(base, low); err != nil || p == nil || p.Tick != 3 {
		t.Errorf("got %+v, %v; want the runs to part in month 3", p, err)
	}
}

func TestOpenWeightsEndByPolicy(t *testing.T) {
	open := func(o *history.OfferRow) bool { return o.Channel == "hosted" || o.Channel == "self-hosted" }
	meta := func(o *history.OfferRow) bool { return open(o) && o.Owner == "meta" }
	base := intervened(t, "18", "")
	for _, tt := range []struct {
		reason, policy string
		keep           func(*history.OfferRow) bool
		some, advances bool
	}{
		{"as it is", "{}", open, true, true},
		{"all barred", `{open_weights_barred: ["*"]}`, open, false, false},
		{"one barred", "{open_weights_barred: [meta]}", meta, false, false},
		{"the others go on", "{open_weights_barred: [meta]}", open, true, true},
		{"frozen at what is out", "{open_weights_frozen: [meta]}", meta, true, false},
	} {
		r := base
		if tt.policy != "{}" {
			r = intervened(t, "18", "policy: "+tt.policy)
		}
		before, start := offersAt(r, 0, tt.keep)
		after, rows := offersAt(r, 18, tt.keep)
		if before <= 0 || (after > 0) != tt.some {
			t.Errorf("%s: got %g USD m at the start and %g later; want sales later: %v", tt.reason, before, after, tt.some)
		}
		best := func(rows []history.OfferRow) float64 {
			x := math.Inf(-1)
			for _, o := range rows {
				x = math.Max(x, o.Capability)
			}
			return x
		}
		if tt.some && (best(rows) > best(start)+1e-9) != tt.advances {
			t.Errorf("%s: got the best at %g after %g; want an advance: %v", tt.reason, best(rows), best(start), tt.advances)
		}
	}
}
