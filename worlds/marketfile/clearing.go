package marketfile

import (
	"math"

	"shakeout/market/customers"
)

// ReadClearing reads a market with posted prices and capacities; name stands in messages.
func ReadClearing(name string, data []byte) (*customers.Market, error) {
	s, r, ok := readTop("clear", name, data, []string{"offers", "cohorts"})
	if !ok {
		return nil, s.err()
	}
	m := &customers.Market{Tree: customers.Plain}
	seen := map[string]bool{}
	offers := r.records("offers", []string{"id", "price", "capacity"})
	for _, o := range offers {
		offer := customers.Offer{ID: o.id(seen), Price: o.number("price", anyNumber), Capacity: math.Inf(1)}
		if !o.has("capacity") {
			s.report(o.n.offset, o.at("capacity"), "got nothing; want %s", capacity.what)
		} else if c, there := o.optional("capacity", capacity); there {
			offer.Capacity = c
		}
		m.Offers = append(m.Offers, offer)
	}
	count := 0
	if list := r.get("offers"); list != nil {
		count = len(list.items)
	}
	seen = map[string]bool{}
	cohorts := r.records("cohorts", []string{"id", "size", "alpha", "delta"})
	if count*len(cohorts) > maxCells {
		s.report(r.n.offset, "", "got %d offers and %d cohorts; want at most %d numbers in all deltas", count, len(cohorts), maxCells)
		return nil, s.err()
	}
	for _, c := range cohorts {
		m.Cohorts = append(m.Cohorts, customers.Cohort{
			ID: c.id(seen), Size: c.number("size", notNegative), Alpha: c.number("alpha", notNegative), Delta: c.numbers("delta", count, "offer", true),
		})
	}
	return m, s.err()
}

// has says whether a key is there, be it null.
func (r record) has(key string) bool {
	for _, f := range r.n.fields {
		if f.key == key {
			return true
		}
	}
	return false
}
