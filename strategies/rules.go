package strategies

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
)

// Rules of thumb that several strategies share: how to price at a launch and between launches,
// how much to spend, when to raise. Each strategy is a choice among them and their parameters.

// launchPrice is the price of a new product: half-way, in logs, between the mark-up of the long
// run c E/(E-1) and parity with the mean rival corrected for quality, not below floor x cost. Where
// hosting open weights of the same quality is free to anybody, not above their price.
func launchPrice(o *agents.OwnOffer, floor, weightCost float64) float64 {
	c := math.Max(o.UnitCostUSD, 1e-9)
	markup := c * o.Elasticity / (o.Elasticity - 1)
	ln := exact.Log(markup)
	if o.PeerPriceUSD > 0 {
		ln = float64(weightCost*ln) + float64((1-weightCost)*(exact.Log(o.PeerPriceUSD)+o.QualityPremium))
	}
	p := math.Max(float64(floor*c), exact.Exp(ln))
	if o.OpenPriceUSD > 0 {
		p = math.Min(p, math.Max(o.OpenPriceUSD, c))
	}
	return p
}

// reprice sets metered prices: afresh at a launch; between launches with a small hazard, or when a
// rival is a quarter cheaper and share was lost, half of the way (prices are sticky: Nakamura and
// Steinsson 2008 for the concept).
func reprice(books *agents.Books, luck *exact.Stream, m *agents.ModelMove, floor, weightCost, hazard float64) {
	for k := range books.Offers {
		o := &books.Offers[k]
		u := luck.Float64() // drawn for every offer, so that luck never shifts
		if !o.Channel.Metered() || o.PriceUSD <= 0 || math.IsNaN(o.Elasticity) {
			continue
		}
		if o.Channel == agents.Hosted || o.Channel == agents.SelfHosted {
			continue // the fringe prices these
		}
		target := launchPrice(o, floor, weightCost)
		rival := o.PeerPriceUSD > 0 && o.PeerPriceUSD*exact.Exp(o.QualityPremium) < 0.75*o.PriceUSD && o.ShareLoss > 0.1
		switch {
		case o.New:
			m.PricesUSD[k] = target
		case u < hazard || rival:
			m.PricesUSD[k] = exact.Exp(float64(0.5*exact.Log(o.PriceUSD)) + float64(0.5*exact.Log(math.Max(target, 1e-9))))
		case o.PriceUSD < o.UnitCostUSD: // no board lets a price stand below marginal cost without a plan
			m.PricesUSD[k] = float64(floor * o.UnitCostUSD)
		}
	}
}

// desiredResearch is the path that the frontier wants: present spend grown by the industry's
// desired growth.
func desiredResearch(market *agents.Market, books *agents.Books, factor float64) float64 {
	return float64(books.ResearchUSDPerYear * exact.Exp(exact.Log(market.DesiredGrowthPerYear*factor)/12))
}

// cadence says whether to bring the next models to market.
func cadence(books *agents.Books, m *agents.ModelMove, months, small int64, gain float64) {
	m.Train = books.RunMonthsLeft < 0 && books.MonthsSinceLaunch >= months && books.Capability > books.OnMarket+gain
	m.TrainSmall = books.MonthsSinceSmall > books.MonthsSinceLaunch && books.MonthsSinceLaunch >= small
}

// selling spends shares of revenue on sales and brand, with a floor in USD a month.
func selling(books *agents.Books, m *agents.ModelMove, sales, brand, floor float64) {
	month := books.RevenueUSDPerYear / 12
	m.SalesUSD = float64(sales * month)
	m.BrandUSD = math.Max(float64(brand*month), floor)
}
