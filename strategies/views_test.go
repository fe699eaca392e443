package strategies

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
)

// randomMarket draws public facts within what a run can show; place is the viewer's among the peers.
func randomMarket(s *exact.Stream, place int, kind agents.Kind) *agents.Market {
	m := &agents.Market{
		Tick: int64(s.IntN(120)), Frontier: s.Uniform(0, 8), ComputePriceUSDPerH: s.Lognormal(2, 0.5), ComputeCostUSDPerH: s.Lognormal(1.6, 0.4),
		ComputeUtilisation: s.Uniform(0.5, 1), ComputeHoursSpot: s.Lognormal(2000, 1), WageUSDPerYear: s.Lognormal(8e5, 0.3), Boom: s.Bernoulli(0.3), Bust: s.Bernoulli(0.2),
		Efficient: s.Bernoulli(0.3), DesiredGrowthPerYear: s.Uniform(1, 3), ResearchGrowth: s.Uniform(1, 2.5), RevenueUSDPerYear: s.Lognormal(5e10, 1),
		LargestResearchUSD: s.Lognormal(5e9, 1), LargestRoundUSD: s.Lognormal(1e10, 1), MedianPriceUSD: s.Lognormal(2, 0.7), OpenShareTokens: s.Float64(), OpenShareRevenue: s.Float64(),
	}
	m.OpenFrontier = m.Frontier - s.Uniform(0, 1.5)
	n := max(place+1, 3+s.IntN(8))
	for i := range n {
		p := agents.Peer{
			ID: string(rune('a' + i)), Kind: agents.Kind(s.IntN(3)), Status: agents.Active, Share: s.Float64() / float64(n), ShareYearAgo: s.Float64() / float64(n),
			Capability: m.Frontier - s.Exponential(), PriceUSD: s.Lognormal(2, 0.7), PlanUSD: s.Uniform(5, 40), MonthsSinceLaunch: int64(s.IntN(18)),
			PostMoneyUSD: s.Lognormal(5e9, 2), RevenueUSD: s.Lognormal(1e9, 2), OpenWeights: s.Bernoulli(0.3), Distressed: s.Bernoulli(0.1),
			StakeOfViewer: s.Float64() / 4, ResearchersEst: s.Lognormal(200, 1),
		}
		if i == place {
			p.Kind = kind
		}
		p.Independent = p.Kind == agents.Lab
		m.Peers = append(m.Peers, p)
	}
	return m
}

func randomBooks(s *exact.Stream, place int, kind agents.Kind, market *agents.Market) agents.Books {
	b := agents.Books{
		ID: market.Peers[place].ID, Index: place, Kind: kind, Niche: s.Bernoulli(0.1), CashUSD: s.Lognormal(1e9, 2), CreditUSD: s.Lognormal(1e8, 2),
		RevenueUSD: s.Lognormal(3e7, 2), RevenueGrowth: s.Lognormal(1.6, 0.5), GrossMargin: s.Uniform(-0.5, 0.8), OperatingUSD: s.Lognormal(1e8, 1) * s.Uniform(-1, 0.6),
		BurnUSD: s.Lognormal(5e7, 1.5) * s.Uniform(-0.5, 1), ResearchUSDPerYear: s.Lognormal(3e8, 1.5), StaffUSDPerYear: s.Lognormal(1e8, 1),
		Researchers: s.Lognormal(200, 1), SalesUSD: s.Lognormal(1e6, 1), ServingUSD: s.Lognormal(1e7, 1), OnMarket: market.Peers[place].Capability,
		MonthsSinceLaunch: int64(s.IntN(20)), MonthsSinceSmall: int64(s.IntN(24)), RunMonthsLeft: int64(s.IntN(4)) - 1, LaunchCostUSD: 2e6,
		PostMoneyUSD: s.Lognormal(5e9, 1), RaisedUSD: s.Lognormal(1e9, 1), Raising: s.Bernoulli(0.2), MonthsSinceRound: int64(s.IntN(30)), FailedRaises: int64(s.IntN(3)),
		PlanAttainment: s.Lognormal(1, 0.4), HourPriceUSD: market.ComputePriceUSDPerH, ComputeHours: s.Lognormal(20, 1),
	}
	b.RunUSD, b.RunMonths = b.ResearchUSDPerYear/10, 2
	b.GrantedUSDPerYear, b.LossUSD = s.Lognormal(4e8, 1.5), s.Lognormal(1e8, 1)*s.Uniform(-1, 1)
	if s.Bernoulli(0.5) {
		b.LossUSD = math.Inf(1)
	}
	b.ResearchersUSD = s.Lognormal(1e8, 1)
	b.RevenueUSDPerYear = 12 * b.RevenueUSD
	b.Capability = b.OnMarket + s.Uniform(-0.1, 0.6)
	b.RunwayMonths = math.Inf(1)
	if b.BurnUSD > 0 {
		b.RunwayMonths = (b.CashUSD + b.CreditUSD) / b.BurnUSD
	}
	if kind != agents.Lab {
		b.CoreUSDPerYear, b.EnvelopeShare = s.Lognormal(4e10, 0.5), s.Uniform(0, 0.5)
		b.EnvelopeUSDPerYear = b.CoreUSDPerYear * b.EnvelopeShare
		b.FleetH100e, b.PipelineH100e = s.Lognormal(4e5, 0.5), s.Lognormal(1e5, 0.5)
	}
	channels := []agents.Channel{agents.API, agents.Subscription, agents.Seat, agents.Free, agents.Marketplace, agents.API}
	for k := range 2 + s.IntN(5) {
		o := agents.OwnOffer{
			ID: b.ID + "/" + string(rune('p'+k)), Channel: channels[k], Capability: b.OnMarket, UnitCostUSD: s.Lognormal(1, 1), Share: s.Float64(), Chosen: s.Float64(), ShareLoss: s.Uniform(-0.3, 0.4),
			Elasticity: s.Uniform(1.3, 5), Alpha: s.Uniform(1.2, 3.5), HandlingUSD: s.Uniform(0, 0.1), SaturationUSD: s.Uniform(0.01, 1), KeptPerYear: s.Float64(), PriceMonths: int64(s.IntN(40)), IncomeGrowth: s.Uniform(1, 1.2),
			QualityPremium: s.Uniform(-0.7, 0.5), Units: s.Lognormal(10, 2), TurnedAway: s.Float64() / 10, New: s.Bernoulli(0.2),
		}
		if k == 5 {
			o.Line = agents.Small
		}
		o.PriceUSD = o.UnitCostUSD * s.Lognormal(1.6, 0.5)
		if s.Bernoulli(0.9) {
			o.PeerPriceUSD = o.UnitCostUSD * s.Lognormal(1.5, 0.6)
		}
		if s.Bernoulli(0.2) {
			o.OpenPriceUSD = o.UnitCostUSD * 1.3
		}
		if o.Channel == agents.Free {
			o.PriceUSD, o.Elasticity, o.PeerPriceUSD = 0, math.NaN(), 0
		}
		b.Offers = append(b.Offers, o)
	}
	return b
}

// carryOn is the move that the engine shows a strategy: nothing changes.
func carryOn(b *agents.Books) agents.ModelMove {
	m := agents.ModelMove{
		PricesUSD: make([]float64, len(b.Offers)), Plans: make([]string, len(b.Offers)), ResearchUSD: b.ResearchUSDPerYear,
		SalesUSD: b.SalesUSD / 2, BrandUSD: b.SalesUSD / 2, ReserveShare: math.NaN(),
	}
	for k := range b.Offers {
		m.PricesUSD[k] = b.Offers[k].PriceUSD
	}
	return m
}

func randomLab(s *exact.Stream) (*agents.LabView, *agents.LabMove) {
	market := randomMarket(s, 1, agents.Lab)
	v := &agents.LabView{Market: market, Books: randomBooks(s, 1, agents.Lab, market)}
	return v, &agents.LabMove{ModelMove: carryOn(&v.Books), MergeWith: -1, BidFactor: 1}
}

func randomCloud(s *exact.Stream) (*agents.CloudView, *agents.CloudMove) {
	market := randomMarket(s, 1, agents.Cloud)
	v := &agents.CloudView{
		Market: market, Books: randomBooks(s, 1, agents.Cloud, market), DemandGrowth: s.Uniform(-0.05, 0.06), ComputeUSD: s.Lognormal(1e9, 1),
		ComputeMarkup: s.Uniform(0.9, 1.2), MarketplaceFee: s.Uniform(0, 0.3), BundleDiscount: s.Uniform(0, 0.3),
	}
	for k := range market.Peers {
		v.Carries = append(v.Carries, s.Bernoulli(0.9))
		if k != 1 && market.Peers[k].Kind == agents.Lab {
			v.LabsSeeking, v.AskUSD = append(v.LabsSeeking, k), append(v.AskUSD, s.Lognormal(1e9, 1))
			v.InvestLimitUSD = append(v.InvestLimitUSD, s.Lognormal(1e9, 1))
		}
	}
	m := &agents.CloudMove{
		ModelMove: carryOn(&v.Books), CapacityFactor: 1, ComputeMarkup: v.ComputeMarkup, MarketplaceFee: math.NaN(), BundleDiscount: v.BundleDiscount,
		Carries: append([]bool(nil), v.Carries...), InvestUSD: make([]float64, len(v.LabsSeeking)), CommitShare: math.NaN(), BidFactor: 1, EnvelopeShare: v.EnvelopeShare,
	}
	return v, m
}

func randomReleaser(s *exact.Stream) (*agents.ReleaserView, *agents.ReleaserMove) {
	market := randomMarket(s, 1, agents.Releaser)
	v := &agents.ReleaserView{Market: market, Books: randomBooks(s, 1, agents.Releaser, market), MonthsSinceOpen: int64(s.IntN(20))}
	return v, &agents.ReleaserMove{ModelMove: carryOn(&v.Books), CapacityFactor: 1, EnvelopeShare: v.EnvelopeShare, BidFactor: 1}
}
