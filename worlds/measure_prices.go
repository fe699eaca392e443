package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/prices"
	"shakeout/market/technology"
)

// referenceCapability is the class of model whose price the constant-quality series follows: within
// half an order of magnitude of the frontier of the start.
const referenceCapability = -0.5

// openModel is a model with open weights that anybody may host, for ever.
type openModel struct {
	owner             int
	capability, hours float64 // hours per million tokens by the rule, at the serving index of the start
	anchor            float64 // own cost over the rule, fades to 1
}

// measurePrices computes the prices of metered use: the matched-model and the hedonic index, the
// price at constant quality, and the price at the frontier.
func (s *State) measurePrices() {
	x := &s.indicators
	x.matches, x.sold = x.matches[:0], x.sold[:0]
	var list, real, flag, sum, last float64
	x.constant = math.NaN()
	for o := range s.offers {
		of := &s.offers[o]
		if !of.channel.Metered() || of.seller == selfHost {
			continue
		}
		sum += of.revenue
		last += x.lastSales[o]
		if !of.live || of.list <= 0 {
			x.lastPrice[o], x.lastSales[o] = 0, of.revenue
			continue
		}
		paid := float64(of.list * of.realised)
		x.sold = append(x.sold, prices.Sale{Price: paid, Spent: of.revenue, Quality: of.capability})
		if x.lastPrice[o] > 0 && !of.fresh {
			x.matches = append(x.matches, prices.Match{Before: x.lastPrice[o], Now: paid, SpentBefore: x.lastSales[o], SpentNow: of.revenue})
		}
		if of.line == agents.Flagship && of.capability >= s.frontier-0.5 && of.channel != agents.Hosted {
			list += float64(of.revenue * of.list)
			real += float64(of.revenue * paid)
			flag += of.revenue
		}
		if of.capability >= referenceCapability && !(of.list >= x.constant) {
			x.constant = of.list
		}
		x.lastPrice[o], x.lastSales[o] = paid, of.revenue
	}
	x.priceIndex = float64(x.priceIndex * exact.Exp(prices.LogTornqvist(x.matches, last, sum)))
	change, _ := x.hedonicChain.Advance(x.sold)
	x.hedonic = float64(x.hedonic * exact.Exp(change))
	if s.world.Record == RecordLast { // a chain of months of which none but the last is kept says nothing
		x.priceIndex, x.hedonic = math.NaN(), math.NaN()
	}
	x.listFrontier, x.realFrontier = ratio(list, flag), ratio(real, flag)
	s.priceOpenModels()
}

// priceOpenModels lets the open models of all times compete for the price at constant quality:
// anybody may host them.
func (s *State) priceOpenModels() {
	x, v := &s.indicators, &s.world.Serving
	for i := range s.firms {
		m := &s.firms[i].Models[agents.Flagship]
		if m.Live && m.Open && (m.Launched == s.tick || s.tick == 0) {
			hours := v.Hours.HoursPerMTok(technology.Model{CapabilityOOM: m.Capability, LaunchFrontierOOM: m.Frontier}, 1, 1)
			x.catalogue = append(x.catalogue, openModel{i, m.Capability, hours, s.firms[i].CostAnchor[agents.Flagship]})
		}
	}
	for k := range x.catalogue {
		m := &x.catalogue[k]
		m.anchor = v.Hours.NextAnchor(m.anchor)
		p := float64(m.anchor * float64(v.HostMarkup*m.hours/s.serving*s.spot.usual))
		if m.capability >= referenceCapability && !(p >= x.constant) && !s.named(s.world.Policy.Barred, m.owner) {
			x.constant = p
		}
	}
}
