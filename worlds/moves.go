package worlds

import (
	"math"

	"shakeout/agents"
)

// commitLab carries out what only labs decide: looking for money, for a buyer, or for a niche.
func (s *State) commitLab(f *agents.Firm, m *agents.LabMove) {
	if m.SeekBuyer {
		s.indicators.forSale[f.Index] = true
	}
	if m.GoNiche && f.Status == agents.Active {
		f.Status = agents.Niche
		s.event("niche", f.ID, "", math.NaN(), "leaves the general market")
	}
	s.beginRound(f, m.RaiseUSD, m.RaiseWhy)
}
