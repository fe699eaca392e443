package worlds_test

import (
	"context"
	"strings"
	"testing"

	"shakeout/worlds"
	"shakeout/worlds/worldfile"
)

// Who retreats because investors have refused it still has the money to live: two years on it is there, or was sold, unless luck runs against it, as when rivals
// leap ahead in the month of the retreat.
func TestRefusedFirmsRetreatWhileTheyCan(t *testing.T) {
	retreats, ended := 0, 0
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
					ended++
					t.Logf("seed %d: %s retreats in month %d and is wound down in month %d", seed, e.Agent, e.Tick, later.Tick)
				}
			}
		}
	}
	if retreats == 0 || 4*ended > retreats {
		t.Errorf("%d retreats in twelve runs, of which %d end within two years; want some, and at most a quarter", retreats, ended)
	}
}
