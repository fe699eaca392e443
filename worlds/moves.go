package worlds

import "shakeout/agents"

// commitLab carries out what only labs decide: looking for money, for a buyer, or for a niche.
func (s *State) commitLab(f *agents.Firm, m *agents.LabMove) {
	s.indicators.forSale[f.Index] = m.SeekBuyer
	if m.GoNiche {
		s.retreat(f, "by its own decision")
	}
	s.beginRound(f, m.RaiseUSD, m.RaiseWhy)
}
