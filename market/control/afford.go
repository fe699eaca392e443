package control

import "math"

// Affordable is what a bidder can pay: a part of its cash and a small part of its market value in new shares. Larger deals need its shareholders' consent and have
// been rare; at the start of 2025 the limit lies between 100 and 180 bn USD for the four largest groups.
type Affordable struct {
	// Share of cash.
	CashShare float64 `yaml:"cash_share" unit:"1" range:"[0,1]" default:"0.35" source:"assumption" doc:"share of its cash that a bidder pays for one deal"`
	// Share of market value in stock.
	StockShare float64 `yaml:"stock_share" unit:"1" range:"[0,1]" default:"0.05" source:"assumption" doc:"share of its market value that a bidder issues for one deal"`
}

// Purse is what a bidder has.
type Purse struct{ CashUSD, MarketValueUSD float64 }

// LimitUSD returns the most that a bidder can pay for a target whose debts it takes over: CashShare x cash + StockShare x market value - debts, never below zero. What
// has to be borne is the price and the debts together: loans and contracts for compute come with the firm and go on, but lenders and sellers of compute agree to a new
// debtor only if he can pay them (enterprise value against equity value; change of control and assignment clauses). A firm that hardly pays its own bills can't take over a giant that is broke.
func (a Affordable) LimitUSD(p Purse, debtsUSD float64) float64 {
	means := float64(a.CashShare*math.Max(0, p.CashUSD)) + float64(a.StockShare*math.Max(0, p.MarketValueUSD))
	return math.Max(0, means-math.Max(0, debtsUSD))
}

// Payment is how a price is paid.
type Payment struct{ CashUSD, StockUSD float64 }

// Pay divides a price within the limit into cash, as far as CashShare goes, and stock. ok is false where the price is above the limit.
func (a Affordable) Pay(priceUSD float64, p Purse, debtsUSD float64) (payment Payment, ok bool) {
	if priceUSD > a.LimitUSD(p, debtsUSD) {
		return Payment{}, false
	}
	cash := math.Min(math.Max(0, priceUSD), float64(a.CashShare*math.Max(0, p.CashUSD)))
	return Payment{CashUSD: cash, StockUSD: math.Max(0, priceUSD-cash)}, true
}
