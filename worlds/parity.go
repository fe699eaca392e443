package worlds

import (
	"math"

	"shakeout/internal/exact"
)

// Sellers compare themselves with the mean rival, by revenue. Where a rival leaves that asked more for its quality than others, for its name or its
// reach, the mean of those who are left is lower than before, though nobody has become cheaper, and buyers have less to choose from, not more: in a logit
// the worth of the alternatives, ln sum exp(u), falls with every one that goes. So rivals' prices are linked over the month in which one leaves, as price
// indices are where an item is no longer sold (matched models: ILO 2004, Consumer Price Index Manual, chapter 7): the price at which a buyer is
// indifferent may rise when a rival leaves, and does not fall because of it. That firms answer to the change of rivals' prices, each with its weight, is
// what Amiti, Itskhoki and Konings (2019) find.

// parities returns for each offer the logarithm of the price at which a buyer would be indifferent between it and the mean rival, over its own, which is
// the same in every unit of money; NaN without a rival.
func (s *State) parities() []float64 {
	s.openDesk()
	out := make([]float64, len(s.offers))
	for o := range s.offers {
		out[o] = math.NaN()
		if of := &s.offers[o]; !of.live || of.list <= 0 || of.seller < 0 || !s.firms[of.seller].Status.Alive() {
			continue
		}
		if v := s.showOffer(o); v.PeerPriceUSD > 0 {
			out[o] = exact.Log(v.PeerPriceUSD/s.offers[o].list) + v.QualityPremium
		}
	}
	return out
}

// linkParities takes from the offers of those who stay what the leaving of a rival alone has taken from the price of parity since before.
func (s *State) linkParities(before []float64) {
	after := s.parities()
	for o, then := range before {
		if fall := then - after[o]; fall > 0 { // not NaN
			s.offers[o].link += fall
		}
	}
}
