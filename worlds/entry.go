package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/market/ledger"
)

// never is a tick that does not come.
const never = math.MaxInt64

// enter lets in the agents that the world file announces for this month, and new labs.
func (s *State) enter() {
	for i := range s.firms {
		f := &s.firms[i]
		if f.Status == agents.NotEntered && f.EnterTick <= s.tick {
			s.decision(f.ID, "entry", "schedule of the world file", "begins to trade", "cash_usd_m=%.6g capability_oom=%.4g frontier_oom=%.4g",
				s.world.Agents[i].Start.Cash, f.Models[agents.Flagship].Capability, s.frontier)
			f.Entrant = true
			s.letIn(f)
		}
	}
	s.arrive()
	s.refreshOffers()
	s.openSales()
	s.measureFrontier()
}

// letIn lets an agent begin to trade: its money comes in, its people are hired at today's pay, its models
// are on the market, and customers find its offers beside the others.
func (s *State) letIn(f *agents.Firm) {
	st := &s.world.Agents[f.Index].Start
	f.Status = agents.Active
	f.Fleet, f.Core = st.Fleet, float64(st.Core*1e6)
	s.pay(s.sector.investors, f.Account, ledger.Equity, st.Cash*1e6)
	for l := range f.Models {
		f.Models[l].Launched, f.Models[l].Frontier = s.tick, math.Max(s.frontier, f.Models[l].Capability)
	}
	f.TalentUSD, f.TalentRefUSD = float64(f.Researchers*s.wage)/12, f.ResearchPY
	s.openEffort(f, s.researchPast.growth())
	if s.world.Technology != nil { // what it has learned elsewhere is at today's algorithms
		f.Effort.Hours = float64(f.Effort.Hours * s.tech.AlgorithmIndex())
		f.Effort.Peak = f.Effort.Hours
	}
	c := &f.Capital
	c.RoundTick, c.BeliefTick = s.tick, s.tick
	for k := range c.Gaps {
		c.Gaps[k] = s.gap(f)
	}
	if s.world.Capital != nil && f.Kind == agents.Lab {
		s.setPlan(f)
	}
	s.event("entry", f.ID, "", st.Cash*1e6, "%s begins to trade, %.2f orders of magnitude from the frontier", f.Name, s.gap(f))
}
