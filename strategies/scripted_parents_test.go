package strategies

import (
	"math"

	"shakeout/agents"
)

type (
	cloudStep    = step[agents.CloudView, agents.CloudMove]
	cv           = agents.CloudView
	cm           = agents.CloudMove
	releaserStep = step[agents.ReleaserView, agents.ReleaserMove]
	rv           = agents.ReleaserView
	rm           = agents.ReleaserMove
)

func init() {
	for name, s := range map[string]script{
		"neutral-marketplace": cloudScript("neutral-marketplace",
			cloudStep{"a lab was dropped: everybody is carried, at a low fee", nil, func(v *cv, m *cm) string {
				return first(holds("carried", m.Carries[2], m.Carries), near("fee", m.MarketplaceFee, 0.06), near("discount", m.BundleDiscount, 0))
			}},
			cloudStep{"a lab is for sale: it does not bid, and invests in none", nil, func(v *cv, m *cm) string { return near("bid", m.BidFactor+m.InvestUSD[0]+m.InvestUSD[1], 0) }},
		),
		"bundle": cloudScript("bundle",
			cloudStep{"always: 30 % off for its own customers", nil, func(v *cv, m *cm) string { return near("discount", m.BundleDiscount, 0.3) }},
			cloudStep{"costs rise to 80 % of the price: the discount stops at cost", func(v *cv) { v.Offers[0].UnitCostUSD = 2.4 }, func(v *cv, m *cm) string {
				return near("discount", m.BundleDiscount, 0.2)
			}},
		),
		"cross-subsidise": cloudScript("cross-subsidise",
			cloudStep{"the rival sells at cost: below cost, with the plan on record", func(v *cv) { v.Offers[0].PeerPriceUSD = 1 }, func(v *cv, m *cm) string {
				return first(near("price", m.PricesUSD[0], 0.8), holds("plan", m.Plans[0] == paidByCore, m.Plans[0]))
			}},
			cloudStep{"the envelope is used up: it stops", func(v *cv) { v.Offers[0].PeerPriceUSD = 1; v.OperatingUSD = -2e9 }, func(v *cv, m *cm) string {
				return holds("price", m.PricesUSD[0] >= 1 && m.Plans[0] == "", m.PricesUSD[0])
			}},
			cloudStep{"the envelope is empty: it sells at cost, however much it earned last month", func(v *cv) {
				v.Offers[0].PeerPriceUSD, v.EnvelopeUSDPerYear, v.OperatingUSD = 1, 0, 5e9
			}, func(v *cv, m *cm) string {
				return holds("price", m.PricesUSD[0] >= 1 && m.Plans[0] == "", m.PricesUSD[0])
			}},
			cloudStep{"what it sells at that price would cost more than the envelope: it sells at cost", func(v *cv) {
				v.Offers[0].PeerPriceUSD, v.Offers[0].Units = 1, v.EnvelopeUSDPerYear/12/0.2/1e6*1.01
			}, func(v *cv, m *cm) string {
				return holds("price", m.PricesUSD[0] >= 1 && m.Plans[0] == "", m.PricesUSD[0])
			}},
		),
		"vertical-integration": cloudScript("vertical-integration",
			cloudStep{"always: research as the frontier wants, a bid a tenth below its valuation", nil, func(v *cv, m *cm) string {
				return first(near("research", m.ResearchUSD, 4e8*math.Pow(2.4, 1.0/12)), near("bid", m.BidFactor, 0.9), near("envelope", m.EnvelopeShare, 0.25))
			}},
			cloudStep{"costs pass its price: it does not sell below", func(v *cv) { v.Offers[0].UnitCostUSD = 4 }, func(v *cv, m *cm) string { return near("price", m.PricesUSD[0], 1.05*4) }},
		),
		"partner-and-invest": cloudScript("partner-and-invest",
			cloudStep{"two labs look for money: a quarter of what they ask, within its limits", nil, func(v *cv, m *cm) string {
				return first(near("me", m.InvestUSD[0], 2.5e8), near("rival", m.InvestUSD[1], 5e8), near("commitment", m.CommitShare, 0.5))
			}},
			cloudStep{"one falls behind: nothing for it", func(v *cv) { v.Market.Peers[1].Capability = 0 }, func(v *cv, m *cm) string {
				return first(near("me", m.InvestUSD[0], 0), near("rival", m.InvestUSD[1], 5e8))
			}},
		),
		"capacity-by-forecast": cloudScript("capacity-by-forecast",
			cloudStep{"spending grows by 5 % a month: it builds six months ahead", func(v *cv) { v.DemandGrowth = 0.05 }, func(v *cv, m *cm) string { return near("orders", m.CapacityFactor, math.Exp(0.3)) }},
			cloudStep{"spending stands still: as forecast", nil, func(v *cv, m *cm) string { return near("orders", m.CapacityFactor, 1) }},
			cloudStep{"hours are scarce: it does not look", func(v *cv) { v.Market.ComputeUtilisation = 1 }, func(v *cv, m *cm) string { return near("markup", m.ComputeMarkup, 1) }},
		),
		"capacity-by-scarcity": cloudScript("capacity-by-scarcity",
			cloudStep{"hours sell at cost: it builds less than forecast", func(v *cv) { v.Market.ComputePriceUSDPerH = 2 }, func(v *cv, m *cm) string { return near("orders", m.CapacityFactor, math.Pow(1/1.15, 2)) }},
			cloudStep{"hours sell at half over cost: more", func(v *cv) { v.Market.ComputePriceUSDPerH = 3 }, func(v *cv, m *cm) string { return near("orders", m.CapacityFactor, math.Pow(1.5/1.15, 2)) }},
			cloudStep{"fleets are full: its hours get dearer", func(v *cv) { v.Market.ComputeUtilisation = 0.99 }, func(v *cv, m *cm) string { return near("markup", m.ComputeMarkup, 1.1) }},
			cloudStep{"and cheaper again", nil, func(v *cv, m *cm) string { return near("markup", m.ComputeMarkup, 1) }},
		),
		"commoditise-complement": releaserScript("commoditise-complement",
			releaserStep{"always: open from the day of the launch", nil, func(v *rv, m *rm) string { return holds("open", m.Openness == agents.Open && m.Train, m.Openness) }},
			releaserStep{"nothing better yet: it waits", func(v *rv) { v.Capability = 0.85 }, func(v *rv, m *rm) string { return holds("waits", !m.Train, m.Train) }},
		),
		"ecosystem": releaserScript("ecosystem",
			releaserStep{"seven months after the last release it opens the next, and helps hosts", func(v *rv) { v.MonthsSinceLaunch = 7 }, func(v *rv, m *rm) string {
				return first(holds("open", m.Openness == agents.Open && m.Train, m.Openness), near("support", m.SupportUSD, 2e6))
			}},
		),
		"delayed-release": releaserScript("delayed-release",
			releaserStep{"always: sold first, open nine months later", nil, func(v *rv, m *rm) string {
				return holds("delayed", m.Openness == agents.Delayed && m.DelayMonths == 9 && m.Train, m.Openness)
			}},
		),
		"close-the-weights": releaserScript("close-the-weights",
			releaserStep{"its last release was open: the next is not", nil, func(v *rv, m *rm) string { return holds("closed", m.Openness == agents.Closed && m.Train, m.Openness) }},
		),
	} {
		scripted[name] = s
	}
}
