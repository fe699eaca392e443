package compute

import (
	"cmp"
	"math"
	"slices"
	"sort"
)

// SpotWorkspace holds the memory of an auction, so that clearing again and again allocates nothing once it has grown. The zero value is ready.
type SpotWorkspace struct {
	supply  []offered // by reserve
	bids    []SpotBid // by price
	budgets []budget  // by limit
	demand  []float64 // prices at which the form of demand changes, ascending
	breaks  []float64 // prices at which supply or the form of demand changes, ascending, first 0
	free    bool      // supply without reserve is enough for all but budgets of 0, which then get nothing
	result  SpotResult
}

type offered struct{ reserve, quantity float64 }

type budget struct{ max, money, limit, kink float64 }

// Clear is Spot without checks: input must satisfy CheckSpot. The slices of the result belong to the workspace and hold until its next use.
func (w *SpotWorkspace) Clear(sellers []SpotSeller, buyers []SpotBuyer) SpotResult {
	w.load(sellers, buyers)
	r := &w.result
	*r = SpotResult{Bought: zeros(r.Bought, len(buyers)), Paid: zeros(r.Paid, len(buyers)), Sold: zeros(r.Sold, len(sellers)), Earned: zeros(r.Earned, len(sellers))}
	price, exists := w.price()
	if !exists {
		return *r
	}
	supplyBelow, supply := w.supplyAt(price)
	demandAbove, demand := w.demandAt(price)
	r.Quantity = math.Min(supply, demand)
	if !(r.Quantity > 0) {
		r.Quantity = 0
		return *r
	}
	r.Traded, r.Price = true, price
	buyersPart, sellersPart := 1.0, 1.0 // of what the indifferent ask for or offer
	switch {
	case atMost(demand, supply) && atMost(supply, demand):
	case demand > supply:
		r.Rationed = SpotBuyers
		buyersPart = math.Max(0, supply-demandAbove) / (demand - demandAbove)
	default:
		r.Rationed = SpotSellers
		sellersPart = math.Max(0, demand-supplyBelow) / (supply - supplyBelow)
	}
	for i, b := range buyers {
		if b.Kind == StepBuyer {
			for _, bid := range b.Bids {
				r.Bought[i] += served(bid.Price, price, bid.Quantity, buyersPart)
			}
		} else if !(w.free && b.Budget == 0) {
			r.Bought[i] = served(b.Limit, price, wanted(b.MaxQuantity, b.Budget, price), buyersPart)
		}
		r.Paid[i] = float64(price * r.Bought[i])
	}
	for i, s := range sellers {
		// A seller sells where the price is above its reserve: mirrored, it is served like a buyer.
		r.Sold[i] = served(price, s.Reserve, s.Quantity, sellersPart)
		r.Earned[i] = float64(price * r.Sold[i])
	}
	return *r
}

// served returns what somebody gets who would go up to high when the deal is at low: all above, a part when indifferent, else nothing.
func served(high, low, quantity, part float64) float64 {
	switch {
	case high > low:
		return quantity
	case high == low:
		return float64(quantity * part)
	}
	return 0
}

// wanted is a budget's demand: min(max, money/price), max at price 0.
func wanted(max, money, price float64) float64 {
	if price == 0 {
		return max
	}
	return math.Min(max, money/price)
}

// atMost says whether a <= b, or is above it only by rounding.
func atMost(a, b float64) bool {
	return a <= b || a-b <= float64(spotTolerance*a)
}

// load sorts what is offered and wanted by value, so that sums run in an order that does not depend on the caller's.
func (w *SpotWorkspace) load(sellers []SpotSeller, buyers []SpotBuyer) {
	w.supply, w.bids, w.budgets, w.demand, w.free = w.supply[:0], w.bids[:0], w.budgets[:0], w.demand[:0], false
	for _, s := range sellers {
		if s.Quantity > 0 {
			w.supply = append(w.supply, offered{s.Reserve, s.Quantity})
		}
	}
	for _, b := range buyers {
		if b.Kind == StepBuyer {
			for _, bid := range b.Bids {
				if bid.Quantity > 0 {
					w.bids = append(w.bids, bid)
					w.demand = append(w.demand, bid.Price)
				}
			}
		} else if b.MaxQuantity > 0 {
			kink := b.Budget / b.MaxQuantity
			w.budgets = append(w.budgets, budget{b.MaxQuantity, b.Budget, b.Limit, kink})
			for _, at := range [2]float64{kink, b.Limit} {
				if !math.IsInf(at, 1) {
					w.demand = append(w.demand, at)
				}
			}
		}
	}
	slices.SortFunc(w.supply, func(a, b offered) int {
		switch {
		case a.reserve < b.reserve || a.reserve == b.reserve && a.quantity < b.quantity:
			return -1
		case a == b:
			return 0
		}
		return 1
	})
	slices.SortFunc(w.bids, func(a, b SpotBid) int {
		return first(cmp.Compare(a.Price, b.Price), cmp.Compare(a.Quantity, b.Quantity))
	})
	slices.SortFunc(w.budgets, func(a, b budget) int {
		return first(cmp.Compare(a.limit, b.limit), cmp.Compare(a.max, b.max), cmp.Compare(a.money, b.money))
	})
	slices.Sort(w.demand)
	w.mergeBreaks()
	// A budget of 0 asks for MaxQuantity at price 0 and for nothing at any price above. If that alone keeps the price off 0, no price is the lowest.
	if !w.clearsAt(0) {
		w.free = true
		w.free = w.clearsAt(0)
	}
}

// mergeBreaks puts 0, the reserves and the breaks of demand in one ascending list, each once.
func (w *SpotWorkspace) mergeBreaks() {
	w.breaks = append(w.breaks[:0], 0)
	i, j, last := 0, 0, 0.0
	for i < len(w.supply) || j < len(w.demand) {
		var at float64
		if j == len(w.demand) || i < len(w.supply) && w.supply[i].reserve <= w.demand[j] {
			at = w.supply[i].reserve
			i++
		} else {
			at = w.demand[j]
			j++
		}
		if at > last {
			w.breaks = append(w.breaks, at)
			last = at
		}
	}
}

// clearsAt says whether D-(p) <= S+(p).
func (w *SpotWorkspace) clearsAt(p float64) bool {
	_, supply := w.supplyAt(p)
	demand, _ := w.demandAt(p)
	return atMost(demand, supply)
}

// first returns the first comparison that is not a tie.
func first(by ...int) int {
	for _, c := range by {
		if c != 0 {
			return c
		}
	}
	return 0
}

// price returns the lowest price at which strict demand does not exceed supply; false where there is none (budgets without limit and no supply).
func (w *SpotWorkspace) price() (float64, bool) {
	k := sort.Search(len(w.breaks), func(k int) bool { return w.clearsAt(w.breaks[k]) })
	if k == 0 {
		return 0, true
	}
	low, high := w.breaks[k-1], math.Inf(1)
	if k < len(w.breaks) {
		high = w.breaks[k]
	}
	// Between low and high, demand is fixed + money/p.
	fixed, money := 0.0, 0.0
	for _, b := range w.bids {
		if b.Price > low {
			fixed += b.Quantity
		}
	}
	for _, b := range w.budgets {
		switch {
		case !(b.limit > low):
		case b.kink > low:
			fixed += b.max
		default:
			money += b.money
		}
	}
	_, supply := w.supplyAt(low)
	if root := money / (supply - fixed); supply > fixed && root < float64(high*(1-spotTolerance)) {
		return math.Max(root, low), true
	}
	return high, !math.IsInf(high, 1)
}

// supplyAt returns S-(p) and S+(p).
func (w *SpotWorkspace) supplyAt(p float64) (below, upTo float64) {
	for _, s := range w.supply {
		if s.reserve > p {
			break
		}
		upTo += s.quantity
		if s.reserve < p {
			below = upTo
		}
	}
	return below, upTo
}

// demandAt returns D-(p) and D+(p).
func (w *SpotWorkspace) demandAt(p float64) (strict, withIndifferent float64) {
	indifferent := 0.0
	for _, b := range w.bids {
		strict, indifferent = add(b.Price, p, b.Quantity, strict, indifferent)
	}
	for _, b := range w.budgets {
		if w.free && b.money == 0 {
			continue
		}
		strict, indifferent = add(b.limit, p, wanted(b.max, b.money, p), strict, indifferent)
	}
	return strict, strict + indifferent
}

func add(limit, p, quantity, strict, indifferent float64) (float64, float64) {
	if limit > p {
		strict += quantity
	} else if limit == p {
		indifferent += quantity
	}
	return strict, indifferent
}

// zeros returns a slice of n zeros, in the memory of old where that is large enough.
func zeros(old []float64, n int) []float64 {
	if cap(old) < n {
		return make([]float64, n)
	}
	old = old[:n]
	clear(old)
	return old
}
