package worlds

import (
	"math"

	"shakeout/market/concentration"
)

// partialOwnership returns the HHI by owner of the model and revenue with the stakes that firms hold in each
// other as silent financial interests: each decides for itself alone and weighs the profit of those in whom it
// holds shares (Salop and O'Brien 2000). NaN without revenue.
func (s *State) partialOwnership() float64 {
	n := len(s.firms)
	x := &s.indicators
	if len(x.ownership.Control) != n {
		x.ownership = concentration.Separate(n)
	}
	for i := range s.firms {
		for j := range s.firms {
			if i != j {
				x.ownership.Interest[i][j] = s.firms[j].Capital.Table.Fraction(s.firms[i].ID)
			}
		}
	}
	index, _, err := concentration.MHHI(x.shareOwner, x.ownership)
	if err != nil {
		return math.NaN()
	}
	return index
}
