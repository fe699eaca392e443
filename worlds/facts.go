package worlds

import (
	"math"
	"slices"

	"shakeout/agents"
	"shakeout/market/capital"
)

// publicFacts fills what everybody can read: facts of last month, the same for all. The engine reuses it every month.
func (s *State) publicFacts() *agents.Market {
	m := &s.facts
	peers := m.Peers[:0]
	*m = agents.Market{
		Tick: s.tick, Frontier: s.frontier, OpenFrontier: s.openFrontier,
		ComputePriceUSDPerH: s.spot.price, ComputeCostUSDPerH: s.spot.cost, ComputeHoursSpot: s.spot.demand,
		ComputeUtilisation: s.spot.demand / math.Max(s.spot.supply, 1e-12), WageUSDPerYear: s.wage,
		Boom: s.mood == capital.Boom, Bust: s.mood == capital.Bust, LargestRoundUSD: s.largestRound(), Efficient: s.tech.Efficient,
		DesiredGrowthPerYear: s.desiredGrowth(), ResearchGrowth: s.researchPast.growth(), RevenueUSDPerYear: float64(s.indicators.revenue * 12e6),
		OpenShareTokens: s.indicators.openTokens, OpenShareRevenue: s.indicators.openSales,
	}
	for i := range s.firms {
		f := &s.firms[i]
		peer := agents.Peer{
			ID: f.ID, Kind: f.Kind, Status: f.Status, Independent: f.Kind == agents.Lab && f.Status.Alive(),
			Share: s.indicators.share[i], ShareYearAgo: s.decide[i].yearAgo(s.tick, s.indicators.share[i]),
			Capability: math.Inf(-1), PostMoneyUSD: s.roundValue(f), MonthsSinceLaunch: s.tick - f.Models[agents.Flagship].Launched,
			RevenueUSD: float64(s.indicators.revenueBy[i] * 12e6), OpenWeights: f.Models[agents.Flagship].Open,
			Distressed: f.Status.Alive() && (s.indicators.forSale[i] || f.Capital.Failed > 0), ResearchersEst: f.Researchers,
		}
		if s.makesModels(i) && f.Models[agents.Flagship].Live {
			peer.Capability = f.Models[agents.Flagship].Capability
			m.LargestResearchUSD = math.Max(m.LargestResearchUSD, f.ResearchPY)
		}
		peers = append(peers, peer)
	}
	m.Peers = peers
	s.listPrices(m)
	return m
}

// listPrices reads the price list of every agent: its flagship per million tokens, its cheapest paid plan.
func (s *State) listPrices(m *agents.Market) {
	for o := range s.offers {
		of := &s.offers[o]
		if !of.live || of.seller < 0 || of.list <= 0 {
			continue
		}
		p := &m.Peers[of.seller]
		switch {
		case of.channel == agents.API && of.line == agents.Flagship && of.owner == of.seller:
			p.PriceUSD = of.list
		case of.channel == agents.Subscription && (p.PlanUSD == 0 || of.list < p.PlanUSD):
			p.PlanUSD = of.list
		}
	}
	s.sorted = s.sorted[:0]
	for i := range m.Peers {
		if m.Peers[i].PriceUSD > 0 {
			s.sorted = append(s.sorted, m.Peers[i].PriceUSD)
		}
	}
	slices.Sort(s.sorted)
	if n := len(s.sorted); n > 0 {
		m.MedianPriceUSD = (s.sorted[(n-1)/2] + s.sorted[n/2]) / 2
	}
}

// yearAgo returns the share of twelve months ago, or of the start, and keeps today's.
func (d *decider) yearAgo(tick int64, share float64) float64 {
	if !d.remembers {
		d.remembers = true
		for k := range d.shares {
			d.shares[k] = share
		}
	}
	at := tick % int64(len(d.shares))
	before := d.shares[at]
	d.shares[at] = share
	return before
}
