package worlds_test

import (
	"strings"
	"testing"

	"shakeout/worlds"
	"shakeout/worlds/worldfile"
)

// Each alarm must be able to sound: with its bound drawn in, the same world raises it.
func TestAlarmsSound(t *testing.T) {
	for _, row := range []struct{ reason, set, want string }{
		{"no seller may have a hundredth", "alarms.share=0.01", "share: "},
		{"half of revenue over marginal cost is usual", "alarms.lerner_high=0.3", "margin: "},
		{"a market of a millionth of world product", "alarms.gdp_share=0.000001", "size: "},
		{"nobody may abstain", "alarms.none_high=0.01", "non-use in "},
		{"everybody must abstain", "alarms.none_low=0.9", "non-use in "},
		{"compute is never to be below its cost", "alarms.compute_price_low=0.99", "compute: "},
		{"any building at all", "alarms.capex_over_use=0.001", "investment: "},
	} {
		w := load(t, "frontier-2025", worldfile.Options{Set: []string{"ticks=62", row.set}})
		found := false
		for _, e := range simulate(t, w).Events {
			found = found || e.Type == "alarm" && strings.HasPrefix(e.Detail, row.want)
		}
		if !found {
			t.Errorf("%s (%s): got no alarm; want %q", row.reason, row.set, row.want)
		}
	}
}

// The bundled worlds are sane as they stand. Many seeds are looked at in docs/sanity.md.
func TestBundledWorldsRaiseNoAlarm(t *testing.T) {
	for _, name := range worlds.Names() {
		for seed := int64(1); seed <= 3; seed++ {
			w := load(t, name, worldfile.Options{})
			w.Seed = seed
			for _, e := range simulate(t, w).Events {
				if e.Type == "alarm" {
					t.Errorf("%s, seed %d, tick %d: %s %s", name, seed, e.Tick, e.Agent, e.Detail)
				}
			}
		}
	}
}
