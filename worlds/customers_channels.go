package worlds

import "math"

// feeOf returns the share of an offer's sales that the marketplace keeps through which it is sold: as
// agreed, unless the cloud has set a fee for all.
func (s *State) feeOf(of *offer) float64 {
	if of.via == nobody || of.via == of.seller {
		return 0
	}
	if fee := s.firms[of.via].Levers.MarketplaceFee; !math.IsNaN(fee) {
		return fee
	}
	return of.fee
}

// bundled returns the discount that the customers of a cloud get on what it sells itself.
func (s *State) bundled(of *offer, cloud int) float64 {
	if cloud == nobody || cloud != of.seller {
		return 0
	}
	return s.firms[cloud].Levers.BundleDiscount
}

// carried reports whether an offer that goes through a marketplace is carried by it.
func (s *State) carried(of *offer) bool {
	return of.via == nobody || of.via == of.seller || s.firms[of.via].Levers.Carried(of.seller) && s.carriedByWorld(of)
}

// meanDiscount returns what the buyers of an offer get off its price because they use its seller's
// cloud, as a share of what they would pay without.
func (s *State) meanDiscount(seg *segmentState, j int) float64 {
	of := &s.offers[seg.offers[j]]
	if of.seller < 0 || s.firms[of.seller].Levers.BundleDiscount <= 0 || seg.units[j] <= 0 {
		return 0
	}
	J := len(seg.offers)
	off, all := 0.0, 0.0
	for i := range seg.weight {
		x := float64(seg.stock[i*J+j] * seg.group.Units[i*J+j])
		all += x
		off += float64(x * s.bundled(of, seg.kinds[seg.kindOf[i]].cloud))
	}
	return ratio(off, all)
}
