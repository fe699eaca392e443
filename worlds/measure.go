package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/concentration"
	"shakeout/market/prices"
)

// indicators are what is measured once a month and read by many.
type indicators struct {
	revenue               float64   // model revenue of the month, all sellers, USD m
	revenueBy             []float64 // by firm as a seller, royalties of labs included, USD m
	share, shareOwner     []float64 // of model revenue
	hhi, hhiOwner         float64
	hhiTokens             float64
	hhiOwnerTokens        float64
	cr4, cr4Owner         float64
	hhiAPI, hhiOwnerAPI   float64 // metered use by business
	tokens                float64 // billions
	openTokens, openSales float64 // shares
	priceIndex            float64
	hedonic               float64
	hedonicChain          prices.Hedonic
	lastPrice, lastSales  []float64
	matches               []prices.Match
	sold                  []prices.Sale
	constant              float64
	listFrontier          float64
	realFrontier          float64
	catalogue             []openModel // every open model ever released
	forSale               []bool
	next                  []nextModel
	enterprise0           float64
	surplus               float64
	costs, sales          [15]float64 // labs' cost and revenue by month, USD m
	profitableFrom        []int64
	ownership             concentration.Ownership
}

// opensUnits sets month 0: units, tokens and revenue of every offer from the opening stocks.
func (s *State) opensUnits() {
	s.noteSales()
	for k := range s.segments {
		seg := &s.segments[k]
		J := len(seg.offers)
		seg.using = 0
		seg.countHolders()
		for j, o := range seg.offers {
			seg.units[j] = 0
			seg.using += seg.share[j]
			for i := range seg.weight {
				seg.units[j] += float64(seg.stock[i*J+j] * seg.group.Units[i*J+j])
			}
			of := &s.offers[o]
			seg.paid[j] = float64(of.list * of.realised)
			seg.revenue[j] = float64(seg.units[j] * seg.paid[j])
			of.units += seg.units[j]
			of.revenue += seg.revenue[j]
			of.mtok += float64(seg.units[j] * of.mtokPerUnit)
			seg.openUse(j)
		}
	}
}

// noteSales keeps who sells what at which list price this month, for the tables: models, owners and prices may change before it ends.
// What a plan allows is what there were hours for.
func (s *State) noteSales() {
	for o := range s.offers {
		of := &s.offers[o]
		of.sold, of.posted = of.seller, of.list
		of.served = asSold{
			live: of.live, open: s.firms[of.owner].Models[of.line].Open, capability: of.capability, hoursPerTok: of.hoursPerTok,
			mtokPerUnit: of.mtokPerUnit, composition: of.composition(), unitCost: s.unitCost(of),
		}
		if !of.channel.Metered() {
			of.served.mtokPerUnit = float64(of.mtokPerUnit * s.delivered)
		}
	}
}

// measureMonth computes shares, concentration and prices from the offers of the month.
func (s *State) measureMonth() {
	n := len(s.firms)
	x := &s.indicators
	if x.revenueBy == nil {
		x.revenueBy, x.share, x.shareOwner = make([]float64, n), make([]float64, n), make([]float64, n)
		x.forSale, x.profitableFrom = make([]bool, n), make([]int64, n)
		x.lastPrice, x.lastSales = make([]float64, len(s.offers)), make([]float64, len(s.offers))
		x.priceIndex, x.hedonic = 1, 1
		for i := range x.profitableFrom {
			x.profitableFrom[i] = -1
		}
	}
	bySeller, byOwner := make([]float64, n+1), make([]float64, n)
	tokSeller, tokOwner := make([]float64, n+1), make([]float64, n)
	api, apiOwner := make([]float64, n+1), make([]float64, n)
	x.revenue, x.tokens, x.openTokens, x.openSales = 0, 0, 0, 0
	clear(x.revenueBy)
	for o := range s.offers {
		of := &s.offers[o]
		revenue, tokens := of.revenue, float64(of.mtok*1e3)
		if of.seller == selfHost {
			revenue = 0 // pays no seller of models
		}
		at := n
		if of.seller >= 0 {
			at = of.seller
			x.revenueBy[at] += revenue
			if of.owner != at {
				x.revenueBy[of.owner] += float64(revenue * of.royalty)
			}
		}
		bySeller[at] += revenue
		byOwner[of.owner] += revenue
		tokSeller[at] += tokens
		tokOwner[of.owner] += tokens
		x.revenue += revenue
		x.tokens += tokens
		if of.channel == agents.Hosted || of.channel == agents.SelfHosted {
			x.openTokens += tokens
			x.openSales += revenue
		}
		if of.channel.Metered() && of.seller != selfHost {
			api[at] += revenue
			apiOwner[of.owner] += revenue
		}
	}
	for i := range s.firms {
		x.share[i] = ratio(bySeller[i], x.revenue)
		x.shareOwner[i] = ratio(byOwner[i], x.revenue)
		// A parent's resale of somebody else's model is its own revenue, gross.
	}
	x.openTokens, x.openSales = ratio(x.openTokens, x.tokens), ratio(x.openSales, x.revenue)
	x.hhi, x.cr4 = hhi(bySeller), top4(bySeller)
	x.hhiOwner, x.cr4Owner = hhi(byOwner), top4(byOwner)
	x.hhiTokens, x.hhiOwnerTokens = hhi(tokSeller), hhi(tokOwner)
	x.hhiAPI, x.hhiOwnerAPI = hhi(api), hhi(apiOwner)
	s.measurePrices()
	x.surplus = 0
	var mean, count float64
	for k := range s.segments {
		seg := &s.segments[k]
		x.surplus += seg.surplus
		total := 0.0
		for _, r := range seg.revenue {
			total += r
		}
		for j, o := range seg.offers {
			s.offers[o].share = ratio(seg.revenue[j], total)
		}
	}
	for i := range s.firms {
		f := &s.firms[i]
		if f.Status.Alive() && f.Goodwill0 > 0 && f.Goodwill > 0 {
			w := math.Max(x.shareOwner[i], 1e-6)
			mean += float64(w * exact.Log(f.Goodwill/f.Goodwill0))
			count += w
		}
	}
	if count > 0 {
		s.goodwillMean = mean / count
	}
	for o := range s.offers {
		of := &s.offers[o]
		copy(of.shareAgo[1:], of.shareAgo[:3])
		of.shareAgo[0] = of.share
		of.fresh = false // a launch is news for the one plan that follows it
	}
}

func ratio(a, b float64) float64 {
	if b <= 0 {
		return 0
	}
	return a / b
}

func hhi(q []float64) float64 {
	total := 0.0
	for _, x := range q {
		total += x
	}
	if total <= 0 {
		return math.NaN()
	}
	sum := 0.0
	for _, x := range q {
		sum += float64(x / total * (x / total))
	}
	return float64(10000 * sum)
}

func top4(q []float64) float64 {
	var top [4]float64
	total := 0.0
	for _, x := range q {
		total += x
		for k := range top {
			if x > top[k] {
				x, top[k] = top[k], x
			}
		}
	}
	return ratio(top[0]+top[1]+top[2]+top[3], total)
}
