package worlds

import (
	"math"
	"testing"

	"shakeout/worlds/history"
)

// The books of the start are those that the start state describes: they go over into those of the first month, and what it does not say is unknown.
func TestBooksOfTheStart(t *testing.T) {
	s := months(t, "frontier-2025", 1)
	first := map[string]*history.AgentRow{}
	for k := range s.run.Agents {
		r := &s.run.Agents[k]
		if r.Tick == 0 {
			first[r.Agent] = r
			continue
		}
		old := first[r.Agent]
		if old == nil || old.Revenue < 10 {
			continue
		}
		for name, pair := range map[string][2]float64{
			"revenue": {old.Revenue, r.Revenue}, "royalties and fees received": {old.RevenueRoyalty, r.RevenueRoyalty}, "core": {old.ProfitCore, r.ProfitCore},
			"inference": {old.CostInference, r.CostInference}, "research": {old.CostResearchCompute, r.CostResearchCompute}, "staff": {old.CostStaff, r.CostStaff},
			"fees": {old.CostFees, r.CostFees}, "overhead": {old.CostOverhead, r.CostOverhead}, "gross profit": {old.GrossProfit, r.GrossProfit},
		} {
			if math.Abs(pair[1]-pair[0]) > 0.2*math.Abs(pair[1])+1 {
				t.Errorf("%s of %s: got %g at the start and %g a month later; want much the same", name, r.Agent, pair[0], pair[1])
			}
		}
		for name, x := range map[string]float64{"compute sold": old.RevenueCompute, "accelerators": old.CostFleet, "interest": old.CostInterest, "capital spending": old.Capex, "equity": old.EquityRaised} {
			if !math.IsNaN(x) {
				t.Errorf("%s of %s at the start: got %g; want it unknown", name, r.Agent, x)
			}
		}
		if want := old.GrossProfit - old.CostResearchCompute - old.CostIdleCompute - old.CostStaff - old.CostSales - old.CostOverhead; math.Abs(old.OperatingProfit-want) > 1e-6 {
			t.Errorf("operating profit of %s at the start: got %g; want %g", r.Agent, old.OperatingProfit, want)
		}
	}
}
