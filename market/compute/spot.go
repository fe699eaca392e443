package compute

import "math"

// SpotSeller offers a quantity at any price at or above its reserve.
type SpotSeller struct {
	ID       string  // name in messages; may be empty
	Reserve  float64 // lowest price at which it sells, money per unit, at least 0
	Quantity float64 // units on offer, at least 0
}

// SpotBid is one step of a buyer's demand: a quantity wanted at any price at or below Price.
type SpotBid struct {
	Price    float64 // money per unit, at least 0
	Quantity float64 // units, at least 0
}

// SpotBuyer is a buyer of one of two kinds.
//
//   - BudgetBuyer wants q(p) = min(MaxQuantity, Budget/p) at every price below Limit, with q(0) = MaxQuantity; at p = Limit nothing and q(p)
//     are equally good; above Limit it wants nothing. Limit is +Inf where there is none (see NewBudgetBuyer).
//   - StepBuyer wants each bid's quantity below the bid's price; at that price nothing and the quantity are equally good.
type SpotBuyer struct {
	ID          string // name in messages; may be empty
	Kind        SpotBuyerKind
	MaxQuantity float64   // BudgetBuyer: units
	Budget      float64   // BudgetBuyer: money
	Limit       float64   // BudgetBuyer: money per unit, +Inf for none
	Bids        []SpotBid // StepBuyer
}

// NewBudgetBuyer returns a buyer that spends a budget on at most maxQuantity units, without price limit.
func NewBudgetBuyer(id string, maxQuantity, budget float64) SpotBuyer {
	return SpotBuyer{ID: id, Kind: BudgetBuyer, MaxQuantity: maxQuantity, Budget: budget, Limit: math.Inf(1)}
}

// NewStepBuyer returns a buyer with the given bids.
func NewStepBuyer(id string, bids ...SpotBid) SpotBuyer {
	return SpotBuyer{ID: id, Kind: StepBuyer, Bids: bids}
}

// SpotResult is the outcome of an auction; slices follow the order of the sellers and buyers given.
type SpotResult struct {
	Traded   bool    // false: no trade; then Price is 0 and means nothing
	Price    float64 // everybody pays and receives it, money per unit
	Quantity float64 // units traded
	Rationed SpotSide
	Bought   []float64 // units by buyer
	Sold     []float64 // units by seller
	Paid     []float64 // money by buyer, Price x Bought
	Earned   []float64 // money by seller, Price x Sold
}

// spotTolerance is the relative difference up to which demand counts as equal to supply.
const spotTolerance = 1e-12

// Spot clears a uniform-price auction. With S-(p), S+(p) the total quantity of sellers with Reserve < p and <= p, D-(p) demand at p without those
// who are indifferent at p and D+(p) with them:
//
//   - The price p* is the lowest p >= 0 with D-(p) <= S+(p). It is found exactly: between two neighbours among all reserves, bids, limits and
//     Budget/MaxQuantity, demand is K + B/p and supply a constant S, so p* is one of these numbers or B/(S - K).
//   - Quantity = min(D+(p*), S+(p*)); at 0 there is no trade.
//   - Who is strictly willing is served, or sells, in full. If D+ > S+, the indifferent bids and limits share S+ - D- in proportion to what each
//     asks for (Rationed = SpotBuyers); if S+ > D+, sellers with Reserve = p* share D+ - S- in proportion to their quantities (SpotSellers).
//     Equal, within 1e-12 of their size: SpotNobody.
//
// Where no price is low enough only in the limit (budgets of 0 in front of a free supply), the limit is taken. The result has the same bits for any
// order of sellers and of buyers, and all money times 2^k gives the same units and prices times 2^k. The error names every number that is
// negative, infinite or not a number (Limit alone may be infinite), and every id that comes twice.
//
// Source: rule 5 of the reference; a uniform-price multi-unit call auction as in Wilson (1979) QJE 93(4).
func Spot(sellers []SpotSeller, buyers []SpotBuyer) (SpotResult, error) {
	if err := CheckSpot(sellers, buyers); err != nil {
		return SpotResult{}, err
	}
	return new(SpotWorkspace).Clear(sellers, buyers), nil
}
