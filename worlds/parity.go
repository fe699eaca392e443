package worlds

import (
	"math"

	"shakeout/internal/exact"
)

// Sellers compare themselves with the mean rival, by revenue. Where a rival leaves that asked more for its quality than others, for its name or its
// reach, the mean of those who are left is lower than before, though nobody has become cheaper, and higher where one leaves that asked less. So rivals' prices
// are linked over the month in which one leaves, as price indices are where an item is no longer sold (matched models: ILO 2004, Consumer Price Index Manual,
// chapter 7): the price at which a buyer is indifferent does not move because of who is there to compare with. That firms answer to the change of rivals' prices,
// each with its weight, is what Amiti, Itskhoki and Konings (2019) find. What is linked fades as what buyers see beyond the price does (residual_fade_per_month),
// for they forget who was there.

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

// linkParities takes from the offers of those who stay what the leaving of a rival alone has done to the price of parity since before.
func (s *State) linkParities(before []float64) {
	after := s.parities()
	for o, then := range before {
		if moved := then - after[o]; !math.IsNaN(moved) {
			s.offers[o].link += moved
		}
	}
}

// fadeLinks lets a month pass over what is linked.
func (s *State) fadeLinks() {
	for o := range s.offers {
		if of := &s.offers[o]; of.link != 0 {
			of.link = float64((1 - s.world.Customers.ResidualFade) * of.link)
		}
	}
}
