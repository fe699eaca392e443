package worlds

import (
	"math"

	"shakeout/internal/exact"
)

// useYear is the hours that a firm used for serving and research in each of the last twelve months.
type useYear struct {
	hours  [12]float64
	months int64
}

func (u *useYear) add(hours float64) {
	u.hours[u.months%12] = hours
	u.months++
}

// mean returns the mean of n months that end some months ago.
func (u *useYear) mean(n, ago int64) float64 {
	total := 0.0
	for k := range n {
		total += u.hours[(u.months-1-ago-k)%12]
	}
	return total / float64(n)
}

// level returns what use has come to: the mean of half a year, carried forward from its middle to the last month at the rate at which it has grown
// since the half year before; of who is younger, of the halves of its life.
func (u *useYear) level() float64 {
	if u.months == 0 {
		return 0
	}
	half := max(1, min(u.months, 12)/2)
	recent := u.mean(half, 0)
	if u.months == 1 {
		return recent
	}
	before := u.mean(half, half)
	if !(before > 0) || !(recent > 0) {
		return recent
	}
	return float64(recent * exact.Exp(float64(exact.Log(recent/before)*float64(half-1)/2)/float64(half)))
}

// noteUse enters what everybody has used this month. What he wanted at its beginning is no measure of that: after a launch it is last month's volume at the
// hours of the new model, before customers have met its price.
func (s *State) noteUse() {
	for i := range s.firms {
		if s.firms[i].Status.Alive() {
			s.spot.tenants[i].uses.add(s.spot.inference[i] + s.spot.research[i])
		}
	}
}

// useNow returns the hours that a firm wants this month at a price, USD.
func (s *State) useNow(i int, price float64) float64 {
	return s.spot.tenants[i].needed + s.researchUSD(i)/price
}

// lastingUse returns the hours that a firm is sure to use, as far as it can tell: take-or-pay for years rests on what half a year has shown, its
// trend included, and on what is needed this month still. Committing to an uncertain volume is an investment that cannot be undone, so a month's
// spike, which may be over when the contract begins, is worth waiting for (Dixit and Pindyck 1994); until then the spot market has the hours.
func (s *State) lastingUse(i int, price float64) float64 {
	u := &s.spot.tenants[i].uses
	if u.months == 0 {
		return s.useNow(i, price)
	}
	return math.Min(s.useNow(i, price), u.level())
}

// ownUse returns the hours of its own accelerators that a firm may need at a price: it lets none of them for years of which either half a year or
// this month says that they are needed.
func (s *State) ownUse(i int, price float64) float64 {
	return math.Min(s.spot.parkOf(i).hours, math.Max(s.useNow(i, price), s.spot.tenants[i].uses.level()))
}
