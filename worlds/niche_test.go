package worlds_test

import (
	"context"
	"strings"
	"testing"

	"shakeout/worlds"
	"shakeout/worlds/worldfile"
)

// Who retreats because investors have refused it still has the money to live: two years on it is there, or was sold.
func TestRefusedFirmsRetreatWhileTheyCan(t *testing.T) {
	retreats := 0
	for seed := int64(1); seed <= 12; seed++ {
		w := load(t, "frontier-2025", worldfile.Options{Scenarios: []string{"pessimistic"}})
		w.Seed = seed
		r, err := worlds.Run(context.Background(), w, worlds.Options{Decisions: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range r.Events {
			if e.Type != "niche" || !strings.Contains(e.Detail, "refused by investors") {
				continue
			}
			retreats++
			for _, later := range r.Events {
				if later.Agent == e.Agent && later.Type == "wound-down" && later.Tick <= e.Tick+24 {
					t.Errorf("seed %d: %s retreats in month %d and is wound down in month %d", seed, e.Agent, e.Tick, later.Tick)
				}
			}
		}
	}
	if retreats == 0 {
		t.Error("nobody retreats in twelve runs")
	}
}
