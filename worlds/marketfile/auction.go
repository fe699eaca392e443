package marketfile

import (
	"math"

	"shakeout/market/compute"
)

// Auction is a uniform-price auction.
type Auction struct {
	Sellers []compute.SpotSeller
	Buyers  []compute.SpotBuyer
}

// ReadAuction reads an auction; name stands in messages.
func ReadAuction(name string, data []byte) (*Auction, error) {
	s, r, ok := readTop("spot", name, data, []string{"sellers", "buyers"})
	if !ok {
		return nil, s.err()
	}
	a := &Auction{}
	seen := map[string]bool{}
	for _, x := range r.records("sellers", []string{"id", "reserve", "quantity"}) {
		a.Sellers = append(a.Sellers, compute.SpotSeller{ID: x.id(seen), Reserve: x.number("reserve", notNegative), Quantity: x.number("quantity", notNegative)})
	}
	seen = map[string]bool{}
	for _, x := range r.records("buyers", []string{"id", "type", "qmax", "budget", "limit", "bids"}) {
		a.Buyers = append(a.Buyers, x.buyer(seen))
	}
	if len(s.problems) == 0 {
		if err := compute.CheckSpot(a.Sellers, a.Buyers); err != nil {
			s.report(r.n.offset, "", "%v", err)
		}
	}
	return a, s.err()
}

func (r record) buyer(seen map[string]bool) compute.SpotBuyer {
	id := r.id(seen)
	switch r.choice("type", compute.BudgetBuyer.Values()) {
	case "budget":
		r.none("bids", "budget")
		b := compute.NewBudgetBuyer(id, r.number("qmax", notNegative), r.number("budget", notNegative))
		if limit, there := r.optional("limit", notNegative); there {
			b.Limit = limit
		}
		return b
	case "step":
		for _, key := range []string{"qmax", "budget", "limit"} {
			r.none(key, "step")
		}
		b := compute.NewStepBuyer(id)
		for _, x := range r.records("bids", []string{"price", "quantity"}) {
			b.Bids = append(b.Bids, compute.SpotBid{Price: x.number("price", notNegative), Quantity: x.number("quantity", notNegative)})
		}
		return b
	}
	return compute.SpotBuyer{ID: id, Limit: math.Inf(1)}
}

// none refuses a key that the type of a buyer has no use for.
func (r record) none(key, kind string) {
	if n := r.get(key); n != nil {
		r.s.report(n.offset, r.at(key), "got %s of a %s buyer; want none", n, kind)
	}
}
