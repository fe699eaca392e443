package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/market/ledger"
	"shakeout/worlds/history"
)

// opening records month 0, the start state.
func (s *State) opening() {
	rows := min(s.world.Ticks+1, 1000) // of more than that the slice may grow
	s.run.Market = make([]history.MarketRow, 0, rows)
	s.run.Agents = make([]history.AgentRow, 0, rows*int64(s.declared))
	s.record()
}

func (s *State) record() {
	s.forgetEarlier()
	x := &s.indicators
	date := s.date(s.tick)
	row := history.MarketRow{
		Tick: s.tick, Date: date, Mood: s.mood.String(), Regime: "scale",
		ModelRevenue: x.revenue, HHI: x.hhi, HHIOwner: x.hhiOwner, HHITokens: x.hhiTokens, HHIOwnerTokens: x.hhiOwnerTokens,
		HHIEnterpriseAPI: x.hhiAPI, HHIOwnerEnterpriseAPI: x.hhiOwnerAPI, CR4: x.cr4, CR4Owner: x.cr4Owner, PriceFrontierList: orNaN(x.listFrontier),
		PriceFrontierRealised: orNaN(x.realFrontier), PriceIndex: x.priceIndex, PriceConstantQuality: x.constant,
		PriceHedonic: x.hedonic, ConsumerSurplus: x.surplus, Tokens: x.tokens, OpenShareTokens: x.openTokens,
		OpenShareRevenue: x.openSales, ComputePrice: s.spot.price, ComputeUserCost: s.spot.cost,
		ComputeUtilisation: ratio(s.spot.demand, s.spot.supply), ComputeStock: s.spot.fringe, Capex: s.spot.capexUSD,
		FrontierCapability: s.frontier, Wage: s.wage, EquityRaised: s.equityMonth / 1e6, CapitalPool: s.pool / 1e6,
		Deals: s.deals, RevenueCostGrowth: s.revenueCostGrowth(), EnterprisePerCustomer: math.NaN(), HHIPartialOwnership: s.partialOwnership(),
	}
	if s.tech.Efficient {
		row.Regime = "efficiency"
	}
	var largest, inference, research, sold, related float64
	for i := range s.firms {
		f := &s.firms[i]
		row.ComputeStock += f.Fleet
		if f.Status.Alive() {
			row.Researchers += f.Researchers
			row.RDCompute += f.ResearchPY / 12e6
			largest = math.Max(largest, f.ResearchPY)
			if f.Kind == agents.Lab {
				if f.Entrant {
					row.EntrantsAlive++
				} else {
					row.Independents++
				}
				if x.revenueBy[i] > row.LeaderRevenue {
					row.LeaderRevenue, row.Leader = x.revenueBy[i], f.ID
				}
			}
		}
		inference += s.spot.inference[i]
		research += s.spot.research[i]
		sold += s.spot.sold[i]
		related += s.spot.related[i]
		s.recordAgent(f, date)
	}
	row.InferenceShare = ratio(inference, inference+research)
	row.RelatedPartyComputeShare = ratio(related, sold)
	if s.world.Technology != nil {
		row.FrontierRun = largest * s.world.Technology.Training.FinalRunShare / 1e6
	}
	for o := range s.offers {
		if of := &s.offers[o]; of.channel == agents.Subscription {
			row.PaidConsumers += of.units
		}
	}
	s.recordSegments(&row, date)
	s.run.Market = append(s.run.Market, row)
	if s.options.Ledger {
		for _, e := range s.books.Journal() {
			s.run.Ledger = append(s.run.Ledger, history.LedgerRow{
				Tick: s.tick, Date: date, Register: e.Register.String(), From: s.books.Name(e.From), To: s.books.Name(e.To),
				Line: e.Line.String(), Amount: s.books.USDm(e.Amount),
			})
		}
	}
}

func orNaN(x float64) float64 {
	if x == 0 {
		return math.NaN()
	}
	return x
}

func (s *State) recordAgent(f *agents.Firm, date string) {
	if f.Index >= s.declared && f.Status == agents.NotEntered {
		return // a slot that nobody has taken yet
	}
	x := &s.indicators
	i := f.Index
	b := s.lines(f)
	if s.tick == 0 && f.Status.Alive() {
		b = s.openingLines(f)
	}
	r := history.AgentRow{
		Tick: s.tick, Date: date, Agent: f.ID, Kind: f.Kind.String(), Status: f.Status.String(),
		Cash: s.books.USDm(s.books.Balance(ledger.Cash, f.Account)), CreditLine: f.CreditUSD / 1e6, Debt: (f.DebtUSD + f.FleetDebtUSD) / 1e6,
		Prepaid: s.books.USDm(s.books.Balance(ledger.Prepaid, f.Account)), RevenueRoyalty: b.royalty, RevenueCompute: b.compute,
		ProfitCore: b.core, CostInference: b.inference, CostResearchCompute: b.research, CostStaff: b.staff, CostSales: b.sales,
		CostFees: b.fees, CostOverhead: b.overhead, CostFleet: b.fleet, CostInterest: b.interest, Capex: b.capex,
		GrossProfit: b.gross, OperatingProfit: b.operating, EquityRaised: b.equity, PaidOut: b.payouts, Capability: math.NaN(), FrontierGap: math.NaN(),
		Researchers: f.Researchers, Headcount: f.Researchers + f.OtherStaff, Fleet: f.Fleet,
		Envelope: s.envelopeUSD(f) / 1e6, Subsidy: s.subsidy(f, b.operating), CostIdleCompute: b.idle, ReservedHours: s.spot.tenants[i].reserved, Commitments: s.commitments(i),
		ComputeHours: s.spot.inference[i] + s.spot.research[i], Valuation: s.valueOf(f) / 1e6, Raised: f.Capital.Raised / 1e6,
		Runway: math.NaN(), BurnMultiple: burnMultiple(&f.Month), Share: x.share[i], ShareOwner: x.shareOwner[i],
		UnitCost: math.NaN(), Price: math.NaN(),
	}
	if s.makesModels(i) && f.Models[agents.Flagship].Live {
		r.Capability = f.Models[agents.Flagship].Capability
		r.FrontierGap = s.frontier - r.Capability
	}
	if burn := f.Month.Mean(&f.Month.Burn, 3); burn > 0 && f.Status.Alive() {
		r.Runway = (s.cash(f) + f.CreditUSD) / burn
	}
	for o := range s.offers {
		of := &s.offers[o]
		if of.served.live && of.channel == agents.API && of.line == agents.Flagship && of.owner == i && of.seller == i {
			r.Price, r.UnitCost = of.posted, of.served.unitCost
		}
		if of.sold != i {
			continue
		}
		r.Revenue += of.revenue
		r.Tokens += float64(of.mtok * 1e3)
		switch of.channel {
		case agents.Free, agents.Subscription:
			r.RevenueSubscription += of.revenue
			if of.channel == agents.Subscription {
				r.Customers += of.units
			}
		case agents.Seat:
			r.RevenueEnterprise += of.revenue
		case agents.Licence:
			r.RevenueLicence += of.revenue
		default:
			r.RevenueAPI += of.revenue
			if of.channel == agents.Marketplace {
				r.RevenueMarketplace += of.revenue
			}
		}
	}
	r.Signed, r.OwnCloudShare = s.signedBy(i), s.ownCloudShare(i)
	s.run.Agents = append(s.run.Agents, r)
}

// ownCloudShare returns which part of the business customers of a firm's cloud who use models buys them from it, NaN without any.
func (s *State) ownCloudShare(firm int) float64 {
	own, all := 0.0, 0.0
	for k := range s.segments {
		seg := &s.segments[k]
		buyers, J := float64(seg.potential*seg.considering), len(seg.offers)
		for i, b := range seg.kindOf {
			if seg.kinds[b].cloud != firm {
				continue
			}
			w := float64(buyers * seg.weight[i])
			all += float64(w * (1 - seg.none[i]))
			for j, o := range seg.offers {
				if s.offers[o].seller == firm {
					own += float64(w * seg.stock[i*J+j])
				}
			}
		}
	}
	if all <= 0 {
		return math.NaN()
	}
	return own / all
}

func (s *State) recordSegments(m *history.MarketRow, date string) {
	n := len(s.firms)
	for k := range s.segments {
		seg := &s.segments[k]
		p := &s.world.Customers.Segments[k]
		bySeller, byOwner := make([]float64, n+1), make([]float64, n)
		r := history.SegmentRow{Tick: s.tick, Date: date, Segment: p.ID, Potential: seg.potential, Considering: seg.considering,
			Using: seg.using, Surplus: seg.surplus, HHI: math.NaN(), HHIOwner: math.NaN(), CR4: math.NaN(),
			Signed: math.NaN(), Procuring: math.NaN()}
		if pipe := seg.pipeline; pipe != nil {
			r.Signed, r.Procuring = sum(pipe.signed), pipe.waiting
		}
		buyers := float64(seg.potential * seg.considering)
		open, asked := 0.0, 0.0
		for j, o := range seg.offers {
			of := &s.offers[o]
			tokens := float64(seg.units[j] * of.served.mtokPerUnit * 1e3)
			revenue := seg.revenue[j]
			r.Tokens += tokens
			asked += seg.units[j] + seg.turned[j]
			r.TurnedAway += seg.turned[j]
			if of.channel == agents.Hosted || of.channel == agents.SelfHosted {
				open += tokens
			}
			at := n
			if of.sold >= 0 {
				at = of.sold
			}
			if of.sold != selfHost {
				r.Revenue += revenue
				bySeller[at] += revenue
				byOwner[of.owner] += revenue
			}
			if of.served.live && s.options.Omit&OmitOffers == 0 {
				s.recordOffer(seg, j, date, p.ID, buyers)
			}
		}
		r.HHI, r.HHIOwner, r.CR4 = hhi(bySeller), hhi(byOwner), top4(bySeller)
		r.OpenShareTokens, r.TurnedAway = ratio(open, r.Tokens), ratio(r.TurnedAway, asked)
		r.RevenuePerCustomer = ratio(r.Revenue, float64(buyers*seg.using))
		if p.ID == "enterprise" {
			per := ratio(r.Revenue, buyers)
			if s.indicators.enterprise0 == 0 {
				s.indicators.enterprise0 = per
			}
			m.EnterprisePerCustomer = ratio(per, s.indicators.enterprise0)
		}
		if s.options.Omit&OmitSegments == 0 {
			s.run.Segments = append(s.run.Segments, r)
		}
	}
}

func (s *State) recordOffer(seg *segmentState, j int, date, segment string, buyers float64) {
	of := &s.offers[seg.offers[j]]
	held := seg.share[j]
	seller := "hosts"
	if of.sold >= 0 {
		seller = s.firms[of.sold].ID
	} else if of.sold == selfHost {
		seller = "customers"
	}
	light, heavy := s.tailMargins(seg, j)
	s.run.Offers = append(s.run.Offers, history.OfferRow{
		Tick: s.tick, Date: date, Segment: segment, Offer: of.id, Agent: seller, Owner: s.firms[of.owner].ID,
		Channel: of.channel.String(), Open: of.served.open, Unit: of.channel.Unit(),
		Price: of.posted, Realised: seg.paid[j], Capability: of.served.capability, Customers: float64(held * buyers), Share: held,
		Units: seg.units[j], Tokens: float64(seg.units[j] * of.served.mtokPerUnit * 1e3), Revenue: seg.revenue[j],
		Cost: float64(seg.units[j] * of.served.mtokPerUnit * of.served.hoursPerTok * s.spot.price), TurnedAway: seg.turned[j], MarginLight: light, MarginHeavy: heavy,
		UnitCost: of.served.unitCost,
	})
}

// outcomes says how every agent ended: the first that applies.
func (s *State) outcomes() {
	for i := range s.firms {
		f := &s.firms[i]
		sum, n := f.Month.Sum(&f.Month.Operating, 12)
		revenue, _ := f.Month.Sum(&f.Month.Revenue, 12)
		o := history.OutcomeRow{
			Agent: f.ID, Name: f.Name, Kind: f.Kind.String(), Tick: s.tick, Date: s.date(s.tick), Price: math.NaN(),
			Cash: s.cash(f) / 1e6, Share: s.indicators.share[i], Revenue: revenue / 1e6, OperatingProfit: sum / 1e6,
			Valuation: s.valueOf(f) / 1e6,
		}
		switch {
		case f.Status == agents.NotEntered || f.Status.Ended():
			o.Outcome = f.Status.String()
		case f.Status == agents.Niche:
			o.Outcome = "niche"
		case f.Core > 0:
			o.Outcome = "subsidised"
		case n > 0 && sum > 0:
			o.Outcome = "independent-profitable"
		default:
			o.Outcome = "independent-burning"
		}
		if f.Imposed.LeftModels && !f.Status.Ended() { // its other business goes on
			o.Outcome, o.Tick, o.Date = agents.WoundDown.String(), f.Imposed.LeftTick, s.date(f.Imposed.LeftTick)
		}
		if f.Status.Ended() {
			o.Tick, o.Date = f.ExitTick, s.date(f.ExitTick)
			if f.Parent != nobody {
				o.Counterparty, o.Price = s.firms[f.Parent].ID, f.ExitPrice/1e6
			}
		}
		o.OwnersValue = s.ownersValue(f) / 1e6
		if at := s.indicators.profitableFrom[i]; at >= 0 {
			o.FirstProfitable = s.date(at)
		}
		s.run.Outcomes = append(s.run.Outcomes, o)
	}
}
