package worlds

import (
	"shakeout/market/capital"
	"shakeout/market/compute"
	"shakeout/market/ledger"
)

// neoclouds is the owner of accelerators that is no agent: a fringe of clouds that rent them out.
const neoclouds = nobody

// computeState is the market for accelerators: who owns them, who has reserved them, what a month brings.
// Hours are in millions of H100e-hours, money in USD m and prices in USD per hour unless said otherwise.
type computeState struct {
	price, cost    float64 // spot price; user cost of a new accelerator
	usual          float64 // spot price that plans are made on, smoothed
	supply, demand float64 // hours that all fleets can sell; hours used
	background     float64 // budget of all other buyers
	background0    float64 // the same at the start
	fringe         float64 // accelerators of the neoclouds, H100e
	spend          float64 // value of the hours used
	spendGrowth    float64 // smoothed, log per month
	capexUSD       float64 // spent on accelerators this month
	shortage       int64   // months of a delivery shortage that are left
	servedHours    float64 // by all sellers, with the models of the month
	hostHours      float64 // bought by hosts of open weights
	selfHours      float64 // bought by customers who host themselves

	book    compute.Book // contracts, hours in millions
	parks   []park       // by owner: the neoclouds, then the firms; see parkOf
	tenants []tenant     // by firm
	expect  []float64    // hours expected for serving, by offer

	inference, research []float64 // hours used, by firm
	sold, related       []float64 // hours sold to others, USD m, by firm; the part of it to firms in which it holds a stake
	credits             []credit  // compute paid in advance
	work                computeWork
}

// park is the accelerators of an owner and what it plans with them.
type park struct {
	vintages compute.Fleet
	pipeline compute.Pipeline
	lost     float64 // accelerators lost this month
	capexUSD float64 // last month
	spent    compute.Spent
	wanted   float64 // accelerators that the forecast asks for
	short    bool    // could not pay what it wanted to order
	loans    []capital.Loan
	broken   bool // a covenant of the loans

	hours     float64 // that it can sell this month
	committed float64 // of them under contract
	served    float64 // part of what it has signed that it can serve
	outside   float64 // worth of its hours to their users, USD m: contracts, spot and its own use
	related   float64 // contracts of firms in which it holds a stake
	sold      float64 // on the spot, own use included
	soldOut   float64 // on the spot to others
	steps     [2]int  // from and to, its steps in the auction

	toCredit ledger.Cents // of its sales this month, paid in advance
}

// tenant is what a firm has of hours in a month, and what they cost it.
type tenant struct {
	needed    float64 // hours that last month's volumes need for serving
	uses      useYear // hours of a year for serving and research, on which it commits itself
	earned    float64 // net revenue of the hours that served customers last month, USD per hour
	reserved  float64 // hours under contract that are delivered
	billUSD   float64 // their bill
	plan      compute.Plan
	serving   float64 // hours bought on the spot for serving
	spot      float64 // hours bought on the spot in all
	spareSold float64 // reserved hours sold on the spot
	own       float64 // spot hours that came from its own accelerators

	inferenceUSD, researchUSD, idleUSD float64 // cost of the hours: contracts at their price, the rest at the spot price
	idle                               float64 // hours paid and not used

	fromCredit ledger.Cents // of its bill this month, paid in advance
}

// computeWork is memory that is used again every month.
type computeWork struct {
	reserver           compute.Reserver
	auction            compute.SpotWorkspace
	arrived            []compute.Arrival
	steps              []compute.Step
	lost               []compute.Contract
	offers             []strategicOffer
	sellers            []compute.SpotSeller
	buyers             []compute.SpotBuyer
	want, weight, room []float64
	bought, signed     []float64      // hours under contract, by buyer and by owner, see countContracts
	bills              []ledger.Cents // of contracts, by buyer and owner
	share              []float64
	cents              []ledger.Cents
}

// parkOf returns the accelerators of a firm, or of the neoclouds.
func (c *computeState) parkOf(owner int) *park { return &c.parks[owner+1] }

// growCompute makes room for every firm and offer there is.
func (s *State) growCompute() {
	c := &s.spot
	for len(c.parks) <= len(s.firms) {
		c.parks = append(c.parks, park{})
	}
	for len(c.tenants) < len(s.firms) {
		c.tenants = append(c.tenants, tenant{})
	}
	for _, x := range []*[]float64{&c.inference, &c.research, &c.sold, &c.related} {
		*x = extend(*x, len(s.firms))
	}
	c.expect = extend(c.expect, len(s.offers))
}

func extend(x []float64, n int) []float64 {
	for len(x) < n {
		x = append(x, 0)
	}
	return x
}

// fresh returns n zeros in the memory of old.
func fresh[T any](old []T, n int) []T {
	if cap(old) < n {
		return make([]T, n)
	}
	old = old[:n]
	clear(old)
	return old
}
