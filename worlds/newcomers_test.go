package worlds_test

import (
	"math"
	"testing"

	"shakeout/worlds"
	"shakeout/worlds/worldfile"
)

const newcomerWorld = `
extends: duopoly
name: newcomers
agents:
  - id: alpha
    products:
      - {id: late, channel: api, price_usd: 2, enters: 2025-07, sales: [{id: developers}]}
  - id: gamma
    name: Gamma
    kind: lab
    enters: 2026-01
    start: {cash_usd_m: 50, capability_oom: -0.1}
    products: [{id: api, channel: api, price_usd: 2, sales: [{id: developers}]}]
    strategy: {name: cost-plus}
`

func TestNewcomersSellFromTheirDayOn(t *testing.T) {
	l, err := worlds.Parse("newcomers.yaml", []byte(newcomerWorld), worldfile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := simulate(t, &l.Value)
	first := map[string]int64{}
	sold := map[string]float64{}
	for _, o := range r.Offers {
		if _, seen := first[o.Offer]; !seen {
			first[o.Offer] = o.Tick
		}
		if o.Tick == 18 {
			sold[o.Offer] = o.Revenue
		}
	}
	for offer, tick := range map[string]int64{"alpha/api": 0, "beta/api": 0, "alpha/late": 6, "gamma/api": 12} {
		if first[offer] != tick {
			t.Errorf("%s is on sale from tick %d; want %d", offer, first[offer], tick)
		}
		if sold[offer] <= 0 {
			t.Errorf("%s sells nothing at tick 18", offer)
		}
	}
	// What is not on sale reveals nothing: the others open exactly as without it.
	alone := simulate(t, load(t, "duopoly", worldfile.Options{}))
	for i := range 2 {
		if got, want := r.Agents[i].Revenue, alone.Agents[i].Revenue; math.Abs(got-want) > 1e-9 {
			t.Errorf("%s opens with %g USD m; want %g as without newcomers", r.Agents[i].Agent, got, want)
		}
	}
	for _, a := range r.Agents {
		if a.Agent == "gamma" && a.Tick < 12 && (a.Status != "not-entered" || a.Revenue != 0 || a.Cash != 0) {
			t.Fatalf("gamma at tick %d: got %s with %g USD m; want nothing before it enters", a.Tick, a.Status, a.Cash)
		}
	}
	events := map[string]int64{}
	for _, e := range r.Events {
		if e.Type == "on-sale" || e.Type == "entry" {
			events[e.Type+" "+e.Agent] = e.Tick
		}
	}
	if events["on-sale alpha"] != 6 || events["entry gamma"] != 12 {
		t.Errorf("got events %v; want alpha's offer on sale at 6 and gamma's entry at 12", events)
	}
}
