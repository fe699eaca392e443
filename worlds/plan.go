package worlds

import (
	"fmt"

	"shakeout/agents"
	"shakeout/strategies"
	"shakeout/strategies/script"
)

// decider is an agent's strategy with its view and its move, reused every month.
type decider struct {
	lab      agents.LabStrategy
	cloud    agents.CloudStrategy
	releaser agents.ReleaserStrategy

	labView      agents.LabView
	cloudView    agents.CloudView
	releaserView agents.ReleaserView
	labMove      agents.LabMove
	cloudMove    agents.CloudMove
	releaserMove agents.ReleaserMove

	offers    []int // slots of the agent's offers, in the order of Books.Offers
	shown     []agents.OwnOffer
	prices    []float64
	plans     []string
	carries   []bool
	carry     []bool
	seeking   []int
	asks      []float64
	limits    []float64
	invest    []float64
	shares    [12]float64 // of model revenue, by month
	remembers bool

	program *script.Program // nil unless a script decides
	failed  func() error    // what went wrong in it
	command bool            // a program outside decides
}

func newDecider(w *World, f *agents.Firm) (decider, error) {
	f.Levers = agents.NewLevers()
	d := decider{}
	spec := Strategy{}
	if f.Index < len(w.Agents) {
		spec = w.Agents[f.Index].Strategy
	}
	if spec.Script != "" {
		err := d.load(&spec, f)
		return d, err
	}
	d.command = len(spec.Command) > 0
	if d.command && spec.Name == "" { // it carries on where its command does not answer
		return d, nil
	}
	var err error
	switch f.Kind {
	case agents.Cloud:
		d.cloud, err = strategies.NewCloud(spec.Name, spec.catalogueParams())
	case agents.Releaser:
		d.releaser, err = strategies.NewReleaser(spec.Name, spec.catalogueParams())
	default:
		d.lab, err = strategies.NewLab(spec.Name, spec.catalogueParams())
	}
	if err != nil {
		return d, fmt.Errorf("agents[%s].strategy: %w", f.ID, err)
	}
	return d, nil
}

// plan shows every agent the same public facts of last month and its own books, lets all of them
// decide, and then commits all moves: nobody sees what another has just decided.
func (s *State) plan() {
	market := s.publicFacts()
	s.openDesk()
	for i := range s.firms {
		if !s.firms[i].Status.Alive() {
			continue
		}
		s.show(i, market)
		if s.decide[i].command {
			s.note(i)
			continue
		}
		s.ask(i)
		if failed := s.decide[i].failed; failed != nil && failed() != nil {
			s.fail(fmt.Errorf("agents[%s].strategy: %w", s.firms[i].ID, failed()))
			return
		}
	}
	if s.askCommands(); s.err != nil {
		return
	}
	s.deviate()
	for i := range s.firms {
		if s.firms[i].Status.Alive() {
			s.commit(i)
		}
	}
}

// ask lets an agent decide on what it was shown.
func (s *State) ask(i int) {
	f, d := &s.firms[i], &s.decide[i]
	luck := s.stream(f.ID, "strategy")
	switch {
	case d.cloud != nil:
		d.cloud.Decide(&d.cloudView, &luck, &d.cloudMove)
	case d.releaser != nil:
		d.releaser.Decide(&d.releaserView, &luck, &d.releaserMove)
	case d.lab != nil:
		d.lab.Decide(&d.labView, &luck, &d.labMove)
	}
}

// show fills an agent's view, and sets its move to "carry on".
func (s *State) show(i int, market *agents.Market) {
	f, d := &s.firms[i], &s.decide[i]
	books := s.showBooks(i, d)
	s.showStakes(f, market)
	move := s.carryOn(f, d, &books)
	switch f.Kind {
	case agents.Cloud:
		d.cloudView = agents.CloudView{Market: market, Books: books}
		s.showCloud(i, d, market)
		d.carry = append(d.carry[:0], d.carries...)
		d.invest = append(d.invest[:0], d.asks...)
		clear(d.invest)
		l := &f.Levers
		d.cloudMove = agents.CloudMove{
			ModelMove: move, CapacityFactor: l.CapacityFactor, ComputeMarkup: l.ComputeMarkup, MarketplaceFee: l.MarketplaceFee,
			Carries: d.carry, BundleDiscount: l.BundleDiscount, InvestUSD: d.invest, CommitShare: l.CommitShare,
			EnvelopeShare: f.Envelope, BidFactor: l.BidFactor,
		}
	case agents.Releaser:
		since := int64(1000)
		if m := &f.Models[agents.Flagship]; m.Live && m.Open {
			since = s.tick - m.Launched
		}
		d.releaserView = agents.ReleaserView{Market: market, Books: books, MonthsSinceOpen: since}
		d.releaserMove = agents.ReleaserMove{ModelMove: move, SupportUSD: f.Levers.SupportUSD, CapacityFactor: f.Levers.CapacityFactor, EnvelopeShare: f.Envelope, BidFactor: f.Levers.BidFactor}
	default:
		d.labView = agents.LabView{Market: market, Books: books}
		d.labMove = agents.LabMove{ModelMove: move, MergeWith: nobody, BidFactor: f.Levers.BidFactor}
	}
}

// carryOn returns the move that changes nothing.
func (s *State) carryOn(f *agents.Firm, d *decider, books *agents.Books) agents.ModelMove {
	d.prices, d.plans = d.prices[:0], d.plans[:0]
	for k := range books.Offers {
		d.prices, d.plans = append(d.prices, books.Offers[k].PriceUSD), append(d.plans, "")
	}
	openness := agents.Closed
	if f.Models[agents.Flagship].Open {
		openness = agents.Open
	}
	return agents.ModelMove{
		PricesUSD: d.prices, Plans: d.plans, Openness: openness, ResearchUSD: f.ResearchPY,
		SalesUSD: f.SalesUSD, BrandUSD: f.BrandUSD - f.Levers.SupportUSD, EfficiencyUSD: float64(s.efficiencyShare() * books.ServingUSD),
		ReserveShare: f.Levers.ReserveShare, ReserveMonths: f.Levers.ReserveMonths,
	}
}
