package worlds

import (
	"shakeout/agents"
	"shakeout/market/ledger"
)

// leaveModels ends what a firm does with models of its own. A lab is nothing else and is closed. A group withdraws its models wherever they are
// sold, cancels the run in progress, ends research and lets the people go who do it, with notice; its other business goes on: it runs and lets its
// accelerators, carries others' models in its marketplace and in its plans, and honours what it has signed. Who gives up a
// line of business does not give up the others. Weights that are out stay out, as with a lab that closes.
func (s *State) leaveModels(f *agents.Firm) {
	const why = "leaves the business of models by the world file"
	if f.Kind == agents.Lab {
		s.windDown(f, why)
		return
	}
	if f.Imposed.LeftModels {
		return
	}
	kept, all := 0.0, 0.0
	for o := range s.offers {
		if of := &s.offers[o]; of.live && of.seller == f.Index {
			all += of.revenue
			if of.owner != f.Index {
				kept += of.revenue
			}
		}
	}
	severance := 0.0
	if c := s.world.Control; c != nil {
		severance = float64(c.WindDown.SeveranceMonths * s.staffCost(f))
		s.pay(f.Account, s.sector.staff, ledger.Staff, severance)
	}
	s.event("left-models", f.ID, "", severance, "%s; its other business goes on", why)
	part := ratio(kept, all)
	parities := s.parities()
	f.Imposed.LeftModels, f.Imposed.LeftTick = true, s.tick
	f.RunLeft, f.ResearchPY, f.TalentUSD, f.TalentBidUSD = -1, 0, 0, 0
	f.Researchers, f.OtherStaff, f.PeakStaff = 0, 0, 0
	f.Overhead = float64(part * f.Overhead)
	f.SalesUSD, f.BrandUSD, f.EfficiencyUSD = float64(part*f.SalesUSD), float64(part*f.BrandUSD), float64(part*f.EfficiencyUSD)
	f.Month.Discontinue(agents.Kept{Revenue: part, Cost: part})
	*s.nextOf(f) = nextModel{}
	for line := range f.Models {
		f.Models[line].OpensAt = -1
	}
	s.growCompute()
	s.spot.tenants[f.Index].uses = useYear{} // it knows that it will not need these hours: they are for letting
	s.refamily()
	s.refreshOffers()
	s.linkParities(parities)
	s.measureFrontier()
}

// makesModels reports whether a firm is in the business of models of its own.
func (s *State) makesModels(firm int) bool {
	f := &s.firms[firm]
	return f.Status.Alive() && !f.Imposed.LeftModels
}

// stayOut takes from a move what has to do with models of one's own, where a firm has left them.
func (s *State) stayOut(f *agents.Firm, m *agents.ModelMove) {
	if !f.Imposed.LeftModels {
		return
	}
	m.ResearchUSD, m.ResearchersUSD, m.Train, m.TrainSmall, m.BuildOwn = 0, 0, false, false, false
	f.Levers.BidFactor = 0 // nor does it buy a lab
	if s.indicators.revenueBy[f.Index] <= 0 {
		m.SalesUSD, m.BrandUSD, m.EfficiencyUSD = 0, 0, 0
		f.Levers.SupportUSD = 0
	}
}
