package compute

import (
	"math"

	"shakeout/internal/exact"
)

// Contracts is reserved capacity. Most accelerator-hours are sold for one to three years ahead, take or pay: the seller can finance the site, the
// buyer is sure of its hours, and both give up the spot price of the day. With everything in spot, price and investment would jump between
// extremes.
type Contracts struct {
	// Share of expected use that is reserved.
	ReservedShare float64 `yaml:"reserved_share" unit:"1" range:"[0,1]" default:"0.8" source:"assumption, 0.6-0.9" doc:"share of expected use that buyers reserve"`
	// Shortest term.
	MinMonths int64 `yaml:"min_months" unit:"months" range:"[1,120]" default:"12" source:"assumption" doc:"shortest term of a reserved contract"`
	// Longest term.
	MaxMonths int64 `yaml:"max_months" unit:"months" range:"[1,120]" default:"36" source:"assumption" doc:"longest term of a reserved contract"`
	// How buyers react to a seller's own price.
	SellerElasticity float64 `yaml:"seller_elasticity" unit:"1" range:"[0,20]" default:"5" source:"data/demand.csv: hosts of one model, -1.1 in the short run, about -5 in the long run" doc:"elasticity of the hours that a buyer reserves with a seller, by its price over the market's"`
	// Share that is open to any seller.
	OpenShare float64 `yaml:"open_share" unit:"1" range:"[0,1]" default:"0.05" source:"assumption: no buyer is bound to its suppliers for ever" doc:"weight of all other sellers together where a buyer has named suppliers"`
	// Weight of the spot price.
	SpotWeight float64 `yaml:"spot_weight" unit:"1" range:"[0,1]" default:"0.5" source:"assumption: the mean of spot price and user cost" doc:"weight of the spot price, against user cost, in the price of a new contract"`
}

// Contract is reserved capacity, take or pay: the bill is due whether the hours are used or not.
type Contract struct {
	Seller, Buyer   int // parties, by the caller's numbers
	HoursPerMonth   float64
	PriceUSDPerHour float64
	StartMonth      int64 // first month
	EndMonth        int64 // first month after the last
}

// Active returns whether the contract runs in a month.
func (c Contract) Active(month int64) bool { return c.StartMonth <= month && month < c.EndMonth }

// BillUSD returns what is due in a month: hours x price while the contract is active, used or not.
func (c Contract) BillUSD(month int64) float64 {
	if !c.Active(month) {
		return 0
	}
	return float64(c.HoursPerMonth * c.PriceUSDPerHour)
}

// CommittedUSD returns what is still to be paid from a month on, that month included: the commitment off the balance sheet.
func (c Contract) CommittedUSD(month int64) float64 {
	months := c.EndMonth - max(month, c.StartMonth)
	if months <= 0 {
		return 0
	}
	return float64(c.HoursPerMonth * c.PriceUSDPerHour * float64(months))
}

// PriceUSDPerHour returns the price of a contract signed today: SpotWeight x spot + (1 - SpotWeight) x userCost. Where there is no spot trade (spot 0)
// it is the user cost.
func (p Contracts) PriceUSDPerHour(spotUSDPerHour, userCostUSDPerHour float64) float64 {
	if !(spotUSDPerHour > 0) {
		return userCostUSDPerHour
	}
	return float64(p.SpotWeight*spotUSDPerHour) + float64((1-p.SpotWeight)*userCostUSDPerHour)
}

// TermWithin returns a wanted term held within MinMonths and MaxMonths; 0 leaves it to the drawn one.
func (p Contracts) TermWithin(wanted, drawn int64) int64 {
	if wanted <= 0 {
		return drawn
	}
	return min(max(wanted, p.MinMonths), max(p.MinMonths, p.MaxMonths))
}

// TermMonths draws the term of a contract, each length from MinMonths to MaxMonths equally likely: staggered ends. One uniform.
func (p Contracts) TermMonths(s *exact.Stream) int64 {
	return p.MinMonths + int64(s.IntN(int(max(0, p.MaxMonths-p.MinMonths)+1)))
}

// ShortfallHours returns the hours that a buyer should now reserve on top of those it has, so that a share of its expected use is under contract.
func ShortfallHours(share, expectedHours, reservedHours float64) float64 {
	return math.Max(0, float64(share*expectedHours)-reservedHours)
}

// IdleShare returns the share of paid hours that are not used; 0 where nothing is paid for.
func IdleShare(paidHours, usedHours float64) float64 {
	if !(paidHours > 0) {
		return 0
	}
	return math.Max(0, paidHours-math.Max(0, usedHours)) / paidHours
}
