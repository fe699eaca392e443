package worlds

import (
	"math"

	"shakeout/agents"
)

// commit carries out what an agent decided. What lies outside the range of its field is moved to the nearest end of it, NaN keeps what
// there is; what can't be paid is trimmed where it is paid. Every trim is an event; what holds to a cut is in the event of the cut.
func (s *State) commit(i int) {
	f, d := &s.firms[i], &s.decide[i]
	trimmed := func(t agents.Trim) { s.event("trimmed", f.ID, "", math.NaN(), "%s", t) }
	before := f.Levers.SupportUSD
	var m *agents.ModelMove
	switch f.Kind {
	case agents.Cloud:
		agents.Bound(&d.cloudMove, trimmed)
		m = &d.cloudMove.ModelMove
		s.commitCloud(f, &d.cloudMove, d)
	case agents.Releaser:
		agents.Bound(&d.releaserMove, trimmed)
		m = &d.releaserMove.ModelMove
		s.allot(f, orKeep(d.releaserMove.EnvelopeShare, f.Envelope))
		f.Levers.SupportUSD = orKeep(d.releaserMove.SupportUSD, f.Levers.SupportUSD)
		f.Levers.CapacityFactor = orKeep(d.releaserMove.CapacityFactor, f.Levers.CapacityFactor)
		f.Levers.BidFactor = orKeep(d.releaserMove.BidFactor, 1)
	default:
		agents.Bound(&d.labMove, trimmed)
		m = &d.labMove.ModelMove
		f.Levers.MergeWith = d.labMove.MergeWith
		if f.Levers.MergeWith >= len(s.firms) || f.Levers.MergeWith == i {
			f.Levers.MergeWith = nobody
		}
		f.Levers.BidFactor = orKeep(d.labMove.BidFactor, 1)
		s.commitLab(f, &d.labMove)
	}
	s.stayOut(f, m)
	s.commitPrices(i, m)
	f.SalesUSD = orKeep(m.SalesUSD, f.SalesUSD)
	f.BrandUSD = orKeep(m.BrandUSD, math.Max(0, f.BrandUSD-before)) + f.Levers.SupportUSD // help to hosts makes the family known
	l := &f.Levers
	l.ReserveShare, l.ReserveMonths = m.ReserveShare, m.ReserveMonths
	f.EfficiencyUSD = orKeep(m.EfficiencyUSD, f.EfficiencyUSD)
	f.TalentBidUSD = orKeep(m.ResearchersUSD, 0) / 12
	s.holdToCuts(f)
	s.holdToMeans(f)
	s.budget(f, orKeep(m.ResearchUSD, f.ResearchPY))
	if m.Train && f.RunLeft < 0 && s.world.Technology != nil {
		s.startRun(f, m.Openness, m.DelayMonths)
	}
	n := s.nextOf(f)
	n.small, n.buildsOwn = m.TrainSmall, m.BuildOwn
}

// holdToMeans cuts what a firm wants to spend on sales, brand and efficiency, and what it bids for researchers, to what it can pay: cash,
// credit, last month's revenue and what its core business brings. Otherwise a firm about to die could buy the market with money that is nobody's.
func (s *State) holdToMeans(f *agents.Firm) {
	wanted := f.SalesUSD + f.BrandUSD + f.EfficiencyUSD
	means := math.Max(0, s.cash(f)+f.CreditUSD) + float64(s.indicators.revenueBy[f.Index]*1e6) + math.Max(0, f.Core)
	if f.TalentBidUSD > means {
		s.event("trimmed", f.ID, "", f.TalentBidUSD-means, "bids %.4g USD m a month for researchers only: there is no more", means/1e6)
		f.TalentBidUSD = means
	}
	if !(wanted > means) {
		return
	}
	part := means / wanted
	s.event("trimmed", f.ID, "", wanted-means, "spends %.4g USD m on sales, brand and efficiency only: there is no more", means/1e6)
	f.SalesUSD, f.BrandUSD, f.EfficiencyUSD = float64(part*f.SalesUSD), float64(part*f.BrandUSD), float64(part*f.EfficiencyUSD)
}

func (s *State) commitPrices(i int, m *agents.ModelMove) {
	f, d := &s.firms[i], &s.decide[i]
	for k, o := range d.offers {
		of := &s.offers[o]
		own := &d.books(f.Kind).Offers[k]
		p, imposed := s.atImposedPrice(f, own, orKeep(m.PricesUSD[k], of.list))
		of.was, of.decided = of.list, true
		if p == of.list {
			continue
		}
		plan := m.Plans[k]
		if imposed {
			plan = "set by the world file"
		}
		s.event("price-change", f.ID, "", math.NaN(), "%s from %.4g to %.4g USD per %s", of.id, of.list, p, of.channel.Unit())
		s.decidePrice(f, own, p, plan)
		of.list, of.priced = p, s.tick
	}
}

func (s *State) commitCloud(f *agents.Firm, m *agents.CloudMove, d *decider) {
	s.allot(f, orKeep(m.EnvelopeShare, f.Envelope))
	l := &f.Levers
	l.BidFactor = orKeep(m.BidFactor, 1)
	l.ComputeMarkup = orKeep(m.ComputeMarkup, l.ComputeMarkup)
	l.CapacityFactor = orKeep(m.CapacityFactor, l.CapacityFactor)
	l.MarketplaceFee, l.CommitShare = m.MarketplaceFee, m.CommitShare
	l.BundleDiscount = orKeep(m.BundleDiscount, l.BundleDiscount)
	if len(l.Drops) != len(s.firms) {
		l.Drops, l.InvestUSD = make([]bool, len(s.firms)), make([]float64, len(s.firms))
	}
	for k, carry := range m.Carries {
		l.Drops[k] = !carry
	}
	clear(l.InvestUSD)
	for k, usd := range m.InvestUSD {
		l.InvestUSD[d.cloudView.LabsSeeking[k]] = orKeep(usd, 0)
	}
}

func (s *State) ruleOf(i int) string {
	if i < len(s.world.Agents) {
		switch spec := &s.world.Agents[i].Strategy; {
		case s.options.Own.has(s.firms[i].ID):
			return "own code"
		case spec.Script != "":
			return "script"
		case len(spec.Command) > 0:
			return "command"
		case spec.Name != "":
			return spec.Name
		}
	}
	return "entrant"
}

// orKeep returns x, or what there is where x is NaN.
func orKeep(x, present float64) float64 {
	if math.IsNaN(x) {
		return present
	}
	return x
}
