package worlds_test

import (
	"context"
	"math"
	"strconv"
	"strings"
	"testing"

	"shakeout/worlds"
	"shakeout/worlds/worldfile"
)

// Every lab is appraised each year, and what is written is the later of its last round and its last appraisal.
func TestLastValuationIsNoOlderThanAYear(t *testing.T) {
	w := load(t, "frontier-2025", worldfile.Options{})
	r, err := worlds.Run(context.Background(), w, worlds.Options{Decisions: true})
	if err != nil {
		t.Fatal(err)
	}
	type key struct {
		agent string
		tick  int64
	}
	rounds, appraised := map[key]bool{}, map[key]float64{}
	for _, e := range r.Events {
		if strings.HasSuffix(e.Type, "round") || e.Type == "invested" || e.Type == "acquired" || e.Type == "merged" {
			rounds[key{e.Agent, e.Tick}] = true
			rounds[key{e.Counterparty, e.Tick}] = true
		}
	}
	for _, d := range r.Decisions {
		if d.Decision == "appraisal" {
			x, err := strconv.ParseFloat(strings.TrimSuffix(d.Result, " USD m"), 64)
			if err != nil {
				t.Fatal(err)
			}
			appraised[key{d.Agent, d.Tick}] = x
		}
	}
	seen := 0
	for _, a := range r.Agents {
		x, ok := appraised[key{a.Agent, a.Tick}]
		if !ok || rounds[key{a.Agent, a.Tick}] {
			continue
		}
		seen++
		if math.Abs(x-a.Valuation) > 1e-5*math.Max(1, x) {
			t.Errorf("%s, month %d: appraised at %g USD m; its valuation is %g", a.Agent, a.Tick, x, a.Valuation)
		}
	}
	if seen < 50 {
		t.Errorf("%d labs and years were compared; want at least 50", seen)
	}
}
