package worlds_test

import (
	"context"
	"testing"

	"shakeout/worlds"
	"shakeout/worlds/worldfile"
)

// Labs pay their owners out of what they have earned, never in a year of losses or one in which they raise money, and keep cash for bad times.
func TestLabsPayOutWhatTheyHaveEarned(t *testing.T) {
	paid := 0
	for seed := int64(1); seed <= 6; seed++ {
		w := load(t, "frontier-2025", worldfile.Options{})
		w.Seed = seed
		r, err := worlds.Run(context.Background(), w, worlds.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for i := range r.Agents {
			a := &r.Agents[i]
			if a.Kind != "lab" || !(a.PaidOut > 0) {
				continue
			}
			paid++
			profit, raised := 0.0, 0.0
			for k := range r.Agents {
				if b := &r.Agents[k]; b.Agent == a.Agent && b.Tick > a.Tick-12 && b.Tick <= a.Tick {
					profit, raised = profit+b.OperatingProfit, raised+b.EquityRaised
				}
			}
			if a.Status == "active" && !(profit > 0) || raised > 0 || a.Debt > 1e-9 && a.Fleet == 0 {
				t.Errorf("seed %d: %s pays out %g USD m in month %d after a year with a profit of %g, %g raised and debts of %g", seed, a.Agent, a.PaidOut, a.Tick, profit, raised, a.Debt)
			}
		}
	}
	if paid == 0 {
		t.Error("nobody pays anything out in six runs")
	}
}
