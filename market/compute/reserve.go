package compute

import (
	"math"

	"shakeout/internal/exact"
)

// Reserver matches buyers who want to reserve hours with sellers who have room. The zero value is ready; its memory is used again.
type Reserver struct {
	hours []float64 // by buyer, by seller
	total []float64 // by seller
}

// Reserve returns hours[b*sellers+s] that each buyer reserves with each seller. want is by buyer; weight[b*sellers+s] says how a buyer divides its
// hours (nothing where no weight is above zero); room is by seller. Two rounds, both treating all buyers at once, so that their order changes
// nothing: in the first a buyer asks its sellers by weight, and a seller with too little room serves all in proportion; in the second what is
// still wanted goes to all room that is left, in proportion to it, whoever holds it. The result holds until the next call.
func (r *Reserver) Reserve(want, weight, room []float64) []float64 {
	sellers := len(room)
	r.hours, r.total = zeros(r.hours, len(want)*sellers), zeros(r.total, sellers)
	for b, w := range want {
		var sum float64
		for s := range sellers {
			sum += weight[b*sellers+s]
		}
		if !(w > 0) || !(sum > 0) {
			continue
		}
		for s := range sellers {
			ask := float64(w * (weight[b*sellers+s] / sum))
			r.hours[b*sellers+s] = ask
			r.total[s] += ask
		}
	}
	var free float64 // room after the first round
	for s := range sellers {
		share := 1.0
		if r.total[s] > room[s] {
			share = math.Max(0, room[s]) / r.total[s]
		}
		for b := range want {
			r.hours[b*sellers+s] = float64(r.hours[b*sellers+s] * share)
		}
		r.total[s] = math.Max(0, math.Max(0, room[s])-float64(r.total[s]*share))
		free += r.total[s]
	}
	var unmet float64
	for b, w := range want {
		unmet += r.unmet(b, w, sellers)
	}
	if !(unmet > 0) || !(free > 0) {
		return r.hours
	}
	part := math.Min(1, free/unmet)
	for b, w := range want {
		more := float64(r.unmet(b, w, sellers) * part)
		for s := range sellers {
			r.hours[b*sellers+s] += float64(more * (r.total[s] / free))
		}
	}
	return r.hours
}

// unmet returns what a buyer still wants.
func (r *Reserver) unmet(b int, want float64, sellers int) float64 {
	for s := range sellers {
		want -= r.hours[b*sellers+s]
	}
	return math.Max(0, want)
}

// Weight returns how much a buyer wants of a seller that has a share of its reservations, at a price of markup over the market's:
// share x markup^-SellerElasticity, share = OpenShare x the seller's part of all room where it is none of the named ones.
func (p Contracts) Weight(namedShare, roomShare, markup float64) float64 {
	share := namedShare + float64(p.OpenShare*roomShare)
	if markup == 1 || !(share > 0) {
		return math.Max(0, share)
	}
	return float64(share * exact.Pow(math.Max(markup, 1e-6), -p.SellerElasticity))
}
