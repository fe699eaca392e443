package strategies

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
)

// pricing is the common rule of thumb for prices: between own mark-up and rivals, sticky between launches.
type pricing struct {
	Floor      float64 `yaml:"floor" unit:"ratio" range:"[0,10]" source:"assumption" doc:"least price over marginal cost"`
	WeightCost float64 `yaml:"weight_cost" unit:"share" range:"[0,1]" source:"assumption; half at the frontier" doc:"weight of own mark-up against rivals' prices at a launch"`
	Hazard     float64 `yaml:"hazard" unit:"1/month" range:"[0,1]" source:"prices.csv, list prices are sticky; Nakamura and Steinsson 2008 for the concept" doc:"chance of a new price between launches"`
}

// launchPrice is the price of a new product: between, in logs, the mark-up of the long run
// c E/(E-1) and parity with the mean rival corrected for quality, not below floor x cost. Where
// hosting open weights of the same quality is free to anybody, not above their price.
func (p pricing) launchPrice(o *agents.OwnOffer) float64 {
	c := leastCost(o)
	price := c * o.Elasticity / (o.Elasticity - 1)
	if o.PeerPriceUSD > 0 {
		price = float64(price * exact.Exp(float64((1-p.WeightCost)*(exact.Log(o.PeerPriceUSD/price)+o.QualityPremium))))
	}
	return underOpen(o, math.Max(float64(p.Floor*c), price))
}

// reprice sets metered prices: afresh at a launch; between launches with a small hazard, or when a
// rival is a quarter cheaper and share was lost, half of the way (prices are sticky: Nakamura and
// Steinsson 2008 for the concept).
func (p pricing) reprice(books *agents.Books, luck *exact.Stream, m *agents.ModelMove) {
	for k := range books.Offers {
		o := &books.Offers[k]
		u := luck.Float64() // drawn for every offer, so that luck never shifts
		if !setsPrice(o) {
			m.PricesUSD[k] = indexed(o, u)
			continue
		}
		target := p.launchPrice(o)
		rival := o.PeerPriceUSD > 0 && o.PeerPriceUSD*exact.Exp(o.QualityPremium) < 0.75*o.PriceUSD && o.ShareLoss > 0.1
		switch {
		case o.New:
			m.PricesUSD[k] = target
		case u < p.Hazard || rival:
			m.PricesUSD[k] = halfWay(o.PriceUSD, target)
		case o.PriceUSD < o.UnitCostUSD: // no board lets a price stand below marginal cost without a plan
			m.PricesUSD[k] = float64(math.Max(1, p.Floor) * o.UnitCostUSD)
		}
	}
}

// A plan keeps its price for two years at least and for three on average, the median time between changes of the list price of Netflix,
// Spotify, YouTube Premium, Amazon Prime and Microsoft 365 from 2011 to 2025 (general knowledge; 13 intervals, from 12 to 144 months). No
// plan of subscriptions.csv changed within two.
const (
	planMonths = 24
	planHazard = 1.0 / 12 // a month, from then on
)

// indexed is the price of a plan or seat, with luck u uniform between 0 and 1: raised now and then with its buyers' incomes, in rare steps
// (Nakamura and Steinsson 2008), since who pays by the month is startled by a new price and not by inflation. All other prices stay.
func indexed(o *agents.OwnOffer, u float64) float64 {
	if !paid(o) || o.Channel.Metered() || o.PriceMonths < planMonths || u >= planHazard || !(o.IncomeGrowth > 1) {
		return o.PriceUSD
	}
	return float64(o.PriceUSD * o.IncomeGrowth)
}

// setsPrice reports whether the seller sets a metered price by its own rule: the fringe prices what it hosts, and nobody free plans.
func setsPrice(o *agents.OwnOffer) bool {
	return o.Channel.Metered() && o.Channel != agents.Hosted && o.Channel != agents.SelfHosted && o.PriceUSD > 0 && !math.IsNaN(o.Elasticity)
}

// paid reports whether an offer has a price that its seller can set.
func paid(o *agents.OwnOffer) bool {
	return o.PriceUSD > 0 && o.Channel != agents.Hosted && o.Channel != agents.SelfHosted
}

// underOpen holds a price to what hosts of equal open weights ask, as far as cost allows.
func underOpen(o *agents.OwnOffer, price float64) float64 {
	if o.OpenPriceUSD > 0 {
		return math.Min(price, math.Max(o.OpenPriceUSD, o.UnitCostUSD))
	}
	return price
}

// parity is the price at which a buyer would be indifferent between an offer and the mean rival; 0 without a rival.
func parity(o *agents.OwnOffer) float64 {
	if o.PeerPriceUSD <= 0 {
		return 0
	}
	return float64(o.PeerPriceUSD * exact.Exp(o.QualityPremium))
}

// halfWay is the geometric mean of two prices.
func halfWay(from, to float64) float64 { return partWay(from, to, 0.5) }

// partWay goes a share of the way from one price to another, in logarithms. It works on their ratio, so that it is the same in every unit of money.
func partWay(from, to, share float64) float64 {
	return float64(from * exact.Exp(float64(share*exact.Log(math.Max(to/from, 1e-9)))))
}

// leastCost is a product's unit cost, or next to nothing beside its price where it costs nothing.
func leastCost(o *agents.OwnOffer) float64 {
	return math.Max(o.UnitCostUSD, float64(1e-9*o.PriceUSD))
}
