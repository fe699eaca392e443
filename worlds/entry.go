package worlds

import (
	"shakeout/agents"
	"shakeout/market/ledger"
)

// enter lets scheduled agents in. Entry of new labs comes with capital.
func (s *State) enter() {
	for i := range s.firms {
		f := &s.firms[i]
		if f.Status != agents.NotEntered || f.EnterTick > s.tick {
			continue
		}
		f.Status = agents.Active
		f.Fleet, f.Core = s.world.Agents[i].Start.Fleet, float64(s.world.Agents[i].Start.Core*1e6)
		s.pay(s.sector.investors, f.Account, ledger.Equity, s.world.Agents[i].Start.Cash*1e6)
		for l := range f.Models {
			f.Models[l].Launched, f.Models[l].Frontier = s.tick, s.frontier
		}
		s.event("entry", f.ID, "", s.world.Agents[i].Start.Cash*1e6, "begins to trade")
		s.decision(f.ID, "entry", "schedule of the world file", "begins to trade", "cash_usd_m=%.6g capability_oom=%.4g frontier_oom=%.4g",
			s.world.Agents[i].Start.Cash, f.Models[agents.Flagship].Capability, s.frontier)
	}
	s.refreshOffers()
	s.openSales()
	s.measureFrontier()
}
