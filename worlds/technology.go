package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/technology"
)

// research moves technology by a month: what all share, each firm's own effort and what it learns
// from others, the models that come to market, and the people who make them.
func (s *State) research() {
	s.fadeAnchors()
	for i := range s.firms {
		if s.firms[i].Status.Alive() {
			s.bringOut(&s.firms[i])
		}
	}
	if s.world.Technology != nil {
		s.advanceIndustry()
		s.advanceLabs()
		for i := range s.firms {
			if s.firms[i].Status.Alive() {
				s.advanceRun(&s.firms[i])
			}
		}
	}
	s.people()
	for i := range s.firms {
		if f := &s.firms[i]; f.Imposed.StaysBehind && f.Status.Alive() {
			s.stayBehind(f)
		}
	}
	s.refreshOffers()
	s.measureFrontier()
}

// researchYears is the memory of industry spending on research compute, two years of months.
type researchYears struct {
	usd  [24]float64
	next int
}

func (y *researchYears) add(usd float64) {
	y.usd[y.next%len(y.usd)] = usd
	y.next++
}

// growth returns the last twelve months over the twelve before, 1 where there were none.
func (y *researchYears) growth() float64 {
	var late, early float64
	n := len(y.usd)
	for k := range 12 {
		late += y.usd[(y.next+n-1-k)%n]
		early += y.usd[(y.next+n-13-k)%n]
	}
	if !(early > 0) {
		return 1
	}
	return late / early
}

// openTechnology puts the technology at its start: industry research has grown as the reference path
// says, and every firm's stock of effort is what such a past leaves.
func (s *State) openTechnology() {
	s.serving, s.hardware = 1, 1
	total := 0.0
	for i := range s.firms {
		total += s.firms[i].ResearchPY / 12
	}
	growth := 1.0
	if t := s.world.Technology; t != nil {
		s.tech = t.Start()
		growth = t.Algorithms.ReferenceRDGrowthPerYear
	}
	for k := range len(s.researchPast.usd) {
		back := float64(len(s.researchPast.usd) - k)
		s.researchPast.add(float64(total * exact.Pow(growth, -back/12)))
	}
	for i := range s.firms {
		s.openEffort(&s.firms[i], growth)
	}
}

// openEffort gives a firm the stock of effort that a past of steady growth has left. Effort is counted in effective hours: it has grown as
// research spending has, and as algorithms and hardware have besides.
func (s *State) openEffort(f *agents.Firm, growth float64) {
	effort := technology.Effort{LifeMonths: 12, CostPerOrder: 1}
	if t := s.world.Technology; t != nil {
		effort = t.Effort
		oom := float64(12*t.Algorithms.GainOOMPerMonth(s.tech.Years(), growth, t.Regime.Boost(s.tech.Efficient))) + t.Hardware.LogGainPerYear(s.tech.Years())/math.Ln10
		growth = float64(growth * exact.Exp10(oom))
	}
	f.Effort = effort.Opening(f.ResearchPY/12e6/s.spot.price, growth)
}

// advanceIndustry moves what all firms share: algorithms, the regime, tokens served per hour.
func (s *State) advanceIndustry() {
	t := s.world.Technology
	total := 0.0
	for i := range s.firms {
		if s.firms[i].Status.Alive() {
			total += s.firms[i].ResearchPY / 12
		}
	}
	s.researchPast.add(total)
	luck := s.stream("", "technology")
	was := s.tech.Efficient
	s.tech = t.Next(s.tech, s.researchPast.growth(), &luck)
	if s.tech.Efficient != was {
		s.event("regime", "", "", math.NaN(), "%s", map[bool]string{
			true:  "scale pays less from now on: efficiency regime",
			false: "scale pays again: the efficiency regime ends",
		}[s.tech.Efficient])
	}
	s.serving = t.Software.Index(s.tech.Years())
}

// advanceLabs adds to what each firm's next model would have: its own effort, and what leaks to it.
// What leaks is what the best laboratory knows, on the market or not: between two launches research is half an order ahead of the models that
// are sold, and a gap that is closed to these only is none to learn from. All see the same frontier, so that their order does not matter.
func (s *State) advanceLabs() {
	t := s.world.Technology
	largest, effort, people, weights, known := 0.0, 0.0, 0.0, 0.0, s.frontier
	for i := range s.firms {
		f := &s.firms[i]
		if s.makesModels(i) {
			largest = math.Max(largest, f.ResearchPY)
			effort = math.Max(effort, f.Effort.Hours)
			known = math.Max(known, f.Capability)
			people += f.Researchers
			if s.world.Talent != nil {
				weights += s.world.Talent.Budgets.Weight(f.ResearchPY / s.world.million())
			}
		}
	}
	index := s.tech.AlgorithmIndex()
	for i := range s.firms {
		f := &s.firms[i]
		if !s.makesModels(i) {
			continue
		}
		hours := s.spot.research[i]
		if p := s.world.Talent; p != nil {
			normal := p.Productivity.Normal(people, p.Budgets.Weight(f.ResearchPY/s.world.million()), weights)
			hours = float64(hours * p.Productivity.Factor(f.Researchers, normal))
		}
		after := t.Effort.Advance(f.Effort, hours, index)
		gap := known - f.Capability
		own := float64(t.Effort.OwnGainOOM(f.Effort, after) * t.Effort.Independence(gap, ratio(f.Effort.Hours, effort)))
		spill := t.Spillover.GainOOMPerMonth(technology.Position{
			OwnOOM: f.Capability, FrontierOOM: known, OpenOOM: s.openFrontier, RDRatio: ratio(f.ResearchPY, largest),
		})
		f.Effort = after
		f.Capability += own + spill
	}
}

// measureFrontier finds the best model on the market, and the best open one. What nobody sells, nor can host, is not on the market.
func (s *State) measureFrontier() {
	s.frontier, s.openFrontier = math.Inf(-1), math.Inf(-1)
	for o := range s.offers {
		if of := &s.offers[o]; of.live && of.owner >= 0 && of.line == agents.Flagship && s.firms[of.owner].Status.Alive() {
			if m := &s.firms[of.owner].Models[agents.Flagship]; m.Live {
				s.frontier = math.Max(s.frontier, m.Capability)
			}
		}
	}
	for i := range s.firms {
		if w, out := s.weightsOut(i, agents.Flagship); out && s.makesModels(i) && s.firms[i].Models[agents.Flagship].Live {
			s.openFrontier = math.Max(s.openFrontier, w.Capability)
			s.frontier = math.Max(s.frontier, w.Capability)
		}
	}
	if math.IsInf(s.frontier, -1) {
		s.frontier = 0
	}
}
