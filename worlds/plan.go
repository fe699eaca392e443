package worlds

import (
	"fmt"
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/customers"
	"shakeout/market/ledger"
	"shakeout/strategies"
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
	offers       []int // slots of the agent's offers, in the order of Books.Offers
}

func newDecider(w *World, f *agents.Firm) (decider, error) {
	d := decider{}
	spec := Strategy{}
	if f.Index < len(w.Agents) {
		spec = w.Agents[f.Index].Strategy
	}
	var err error
	switch f.Kind {
	case agents.Cloud:
		d.cloud, err = strategies.NewCloud(spec.Name, spec.Params)
	case agents.Releaser:
		d.releaser, err = strategies.NewReleaser(spec.Name, spec.Params)
	default:
		d.lab, err = strategies.NewLab(spec.Name, spec.Params)
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
	for i := range s.firms {
		if s.firms[i].Status.Alive() {
			s.ask(i, market)
		}
	}
	for i := range s.firms {
		if s.firms[i].Status.Alive() {
			s.commit(i)
		}
	}
}

func (s *State) publicFacts() *agents.Market {
	m := &agents.Market{
		Tick: s.tick, Frontier: s.frontier, OpenFrontier: s.openFrontier,
		ComputePriceUSDPerH: s.spot.price, ComputeCostUSDPerH: s.spot.cost,
		ComputeUtilisation: s.spot.demand / math.Max(s.spot.supply, 1e-12), WageUSDPerYear: s.wage,
		Boom: s.mood == boom, Bust: s.mood == bust, Efficient: s.tech.Efficient,
		DesiredGrowthPerYear: 1, RevenueUSDPerYear: float64(s.indicators.revenue * 12e6),
	}
	if t := s.world.Technology; t != nil {
		m.DesiredGrowthPerYear = pick(s.tech.Efficient, t.Regime.DesiredGrowthPerYear, t.Budget.DesiredGrowthPerYear)
	}
	for i := range s.firms {
		f := &s.firms[i]
		peer := agents.Peer{
			ID: f.ID, Kind: f.Kind, Status: f.Status, Independent: f.Kind == agents.Lab && f.Status.Alive(),
			Share: s.indicators.share[i], Capability: math.Inf(-1), PostMoneyUSD: s.valueOf(f),
			RevenueUSD: float64(s.indicators.revenueBy[i] * 12e6), OpenWeights: f.Models[agents.Flagship].Open,
			ResearchersEst: f.Researchers,
		}
		if f.Status.Alive() && f.Models[agents.Flagship].Live {
			peer.Capability = f.Models[agents.Flagship].Capability
			m.LargestResearchUSD = math.Max(m.LargestResearchUSD, f.ResearchPY)
		}
		m.Peers = append(m.Peers, peer)
	}
	return m
}

func (s *State) ask(i int, market *agents.Market) {
	f, d := &s.firms[i], &s.decide[i]
	luck := s.stream(f.ID, "strategy")
	books := s.showBooks(i, d)
	move := agents.ModelMove{
		PricesUSD: make([]float64, len(books.Offers)), Plans: make([]string, len(books.Offers)),
		ResearchUSD: f.ResearchPY, SalesUSD: f.SalesUSD, BrandUSD: f.BrandUSD, Openness: agents.Closed,
		EfficiencyUSD: float64(s.efficiencyShare() * s.servingBill(i)),
	}
	for k := range books.Offers {
		move.PricesUSD[k] = books.Offers[k].PriceUSD
	}
	if f.Models[agents.Flagship].Open {
		move.Openness = agents.Open
	}
	switch f.Kind {
	case agents.Cloud:
		d.cloudView = agents.CloudView{Market: market, Books: books, DemandGrowth: s.spot.spendGrowth}
		d.cloudMove = agents.CloudMove{ModelMove: move, EnvelopeShare: f.Envelope, CapacityFactor: 1, ComputeMarkup: 1}
		d.cloud.Decide(&d.cloudView, &luck, &d.cloudMove)
	case agents.Releaser:
		d.releaserView = agents.ReleaserView{Market: market, Books: books}
		d.releaserMove = agents.ReleaserMove{ModelMove: move, EnvelopeShare: f.Envelope, CapacityFactor: 1}
		d.releaser.Decide(&d.releaserView, &luck, &d.releaserMove)
	default:
		d.labView = agents.LabView{Market: market, Books: books}
		d.labMove = agents.LabMove{ModelMove: move, MergeWith: nobody}
		d.lab.Decide(&d.labView, &luck, &d.labMove)
	}
}

// showBooks fills what an agent knows of itself.
func (s *State) showBooks(i int, d *decider) agents.Books {
	f := &s.firms[i]
	burn := f.Month.Mean(&f.Month.Burn, 3)
	cash := s.cash(f)
	runway := math.Inf(1)
	if burn > 0 {
		runway = (cash + f.CreditUSD) / burn
	}
	sum, n := f.Month.Sum(&f.Month.Revenue, 12)
	b := agents.Books{
		ID: f.ID, Index: i, Kind: f.Kind, Niche: f.Status == agents.Niche, CashUSD: cash, CreditUSD: f.CreditUSD,
		DebtUSD: f.DebtUSD, RevenueUSD: f.Month.Mean(&f.Month.Revenue, 1), BurnUSD: burn, RunwayMonths: runway,
		RevenueUSDPerYear: float64(s.indicators.revenueBy[i] * 12e6), RevenueGrowth: revenueGrowth(&f.Month),
		OperatingUSD: f.Month.Mean(&f.Month.Operating, 1), ResearchUSDPerYear: f.ResearchPY,
		Researchers: f.Researchers, StaffUSDPerYear: float64(s.staffCost(f) * 12), SalesUSD: f.SalesUSD + f.BrandUSD,
		Capability: f.Capability, OnMarket: math.Inf(-1), RunMonthsLeft: f.RunLeft,
		MonthsSinceLaunch: s.tick - f.Models[agents.Flagship].Launched, MonthsSinceSmall: s.tick - f.Models[agents.Small].Launched,
		LaunchCostUSD: float64(s.world.Costs.LaunchCost * 1e6), CoreUSDPerYear: float64(f.Core * 12),
		EnvelopeUSDPerYear: float64(f.Core * 12 * f.Envelope), PostMoneyUSD: f.Capital.PostMoney, RaisedUSD: f.Capital.Raised,
		Raising: f.Capital.RaisingUntil >= 0, FailedRaises: f.Capital.Failed, PlanAttainment: s.attainment(f),
		MonthsSinceRound: s.tick - f.Capital.PlanTick,
		ComputeHours:     s.spot.inference[i] + s.spot.research[i], FleetH100e: f.Fleet,
	}
	if n > 0 {
		b.RevenueUSDPerYear = float64(sum / float64(n) * 12)
	}
	if f.Models[agents.Flagship].Live {
		b.OnMarket = f.Models[agents.Flagship].Capability
	}
	d.offers = d.offers[:0]
	for o := range s.offers {
		of := &s.offers[o]
		if of.live && of.seller == i {
			d.offers = append(d.offers, o)
			b.Offers = append(b.Offers, s.showOffer(o))
		}
	}
	return b
}

func revenueGrowth(b *agents.Books12) float64 {
	now, n := b.Sum(&b.Revenue, 3)
	six, m := b.Sum(&b.Revenue, 6)
	if n < 3 || m < 6 || six-now <= 0 || now <= 0 {
		return 1
	}
	r := now / (six - now)
	return float64((r * r) * (r * r))
}

// showOffer computes what the sales department knows: unit cost, the long-run elasticity
// E = p/(p + saturation) + alpha (1 - s) p/(p + h), the mean rival's price and the premium
// (V dA + g dC)/alpha at which a buyer would be indifferent.
func (s *State) showOffer(o int) agents.OwnOffer {
	of := &s.offers[o]
	v := agents.OwnOffer{
		ID: of.id, Channel: of.channel, Line: of.line, PriceUSD: of.list, UnitCostUSD: s.unitCost(of) / of.realised,
		Share: of.share, Units: of.units, New: of.fresh, Elasticity: math.NaN(),
	}
	if of.shareAgo[3] > 0 {
		v.ShareLoss = 1 - of.share/of.shareAgo[3]
	}
	var alphas, elasticity, weight, peer, peerWeight, premium float64
	par := &s.world.Customers
	for k := range s.segments {
		seg := &s.segments[k]
		p := &par.Segments[k]
		mine := -1
		for j, other := range seg.offers {
			if other == o {
				mine = j
			}
		}
		if mine < 0 {
			continue
		}
		w := seg.revenue[mine] + 1e-9
		total := 0.0
		for _, r := range seg.revenue {
			total += r
		}
		share := seg.revenue[mine] / math.Max(total, 1e-12)
		paid := float64(of.list * of.realised)
		h, sat := p.Handling, p.Saturation/s.useIndex()
		if !of.channel.Metered() {
			h, sat = p.HandlingPlan, p.SaturationSeat
		}
		e := float64(p.Alpha * (1 - share))
		if par.PriceForm == customers.LinearPrice {
			e = float64(e * paid)
		} else {
			e = float64(e * (paid / (paid + h)))
		}
		if p.Demand == customers.Budget {
			e += paid / (paid + sat)
		}
		elasticity += float64(w * e)
		alphas += float64(w * p.Alpha)
		weight += w
		for j, other := range seg.offers {
			r := &s.offers[other]
			if !r.live || r.owner == of.owner || r.channel.Unit() != of.channel.Unit() || r.list <= 0 || r.line != of.line || r.seller == selfHost {
				continue
			}
			rw := seg.revenue[j] + 1e-9
			peer += float64(rw * exact.Log(r.list*r.realised/of.realised))
			premium += float64(rw * p.FrontierTaste * (of.capability - r.capability) / math.Max(p.Alpha, 1e-9))
			peerWeight += rw
		}
	}
	if weight > 0 && of.list > 0 {
		v.Elasticity = math.Max(1.3, elasticity/weight)
	}
	if peerWeight > 0 {
		v.PeerPriceUSD = exact.Exp(peer / peerWeight)
		v.QualityPremium = premium / peerWeight
	}
	if of.channel.Metered() && s.firms[of.owner].Models[of.line].Open {
		v.OpenPriceUSD = float64(s.world.Serving.HostMarkup * v.UnitCostUSD)
	}
	return v
}

// unitCost returns the marginal cost of a unit of an offer, USD: compute at today's price, and
// fees and royalties, which are a share of the price paid.
func (s *State) unitCost(of *offer) float64 {
	price := s.spot.price
	if of.seller >= 0 {
		price = s.hourPrice(of.seller)
	}
	return float64(of.mtokPerUnit*of.hoursPerTok*price) + float64((of.fee+of.royalty)*of.list*of.realised)
}

// commit carries out what an agent decided, trimmed by one rule: nothing below zero, nothing that
// is no number; what cannot be paid is trimmed at the books.
func (s *State) commit(i int) {
	f, d := &s.firms[i], &s.decide[i]
	var m *agents.ModelMove
	switch f.Kind {
	case agents.Cloud:
		m = &d.cloudMove.ModelMove
		f.Envelope = clamp(d.cloudMove.EnvelopeShare, 0, 1, f.Envelope)
	case agents.Releaser:
		m = &d.releaserMove.ModelMove
		f.Envelope = clamp(d.releaserMove.EnvelopeShare, 0, 1, f.Envelope)
	default:
		m = &d.labMove.ModelMove
		s.commitLab(f, &d.labMove)
	}
	for k, o := range d.offers {
		of := &s.offers[o]
		p := clamp(m.PricesUSD[k], 0, 1e9, of.list)
		if p != of.list {
			s.event("price-change", f.ID, "", math.NaN(), "%s from %.4g to %.4g USD per %s", of.id, of.list, p, of.channel.Unit())
			s.decision(f.ID, "price of "+of.id, s.ruleOf(i), fmt.Sprintf("%.6g", p), "from=%.6g cost=%.6g", of.list, s.unitCost(of))
			of.list = p
		}
	}
	f.SalesUSD = clamp(m.SalesUSD, 0, 1e12, f.SalesUSD)
	f.BrandUSD = clamp(m.BrandUSD, 0, 1e12, f.BrandUSD)
	f.EfficiencyUSD = clamp(m.EfficiencyUSD, 0, 1e12, f.EfficiencyUSD)
	f.TalentBidUSD = clamp(m.ResearchersUSD, 0, 1e13, 0) / 12
	s.budget(f, clamp(m.ResearchUSD, 0, 1e13, f.ResearchPY))
	if m.Train && f.RunLeft < 0 && s.world.Technology != nil {
		s.startRun(f, m.Openness, m.DelayMonths)
	}
	if m.TrainSmall {
		s.launchSmall(f)
	}
}

func (s *State) ruleOf(i int) string {
	if i < len(s.world.Agents) && s.world.Agents[i].Strategy.Name != "" {
		return s.world.Agents[i].Strategy.Name
	}
	return "entrant"
}

func clamp(x, low, high, otherwise float64) float64 {
	if math.IsNaN(x) {
		return otherwise
	}
	return math.Max(low, math.Min(high, x))
}

func (s *State) payAll(f *agents.Firm, to ledger.Account, line ledger.Line, usd float64) float64 {
	s.pay(f.Account, to, line, usd)
	return usd
}
