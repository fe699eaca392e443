package worlds

import (
	"math"

	"shakeout/agents"
)

// noteProfit remembers the first month of the first twelve months that together made an operating
// profit and began with one.
func (s *State) noteProfit(f *agents.Firm) {
	at := &s.indicators.profitableFrom[f.Index]
	if *at >= 0 || f.Month.Months < 12 || f.Status == agents.Niche && s.tick < f.NicheTick+12 { // restated months were not profitable at the time
		return
	}
	sum, _ := f.Month.Sum(&f.Month.Operating, 12)
	if sum > 0 && f.Month.Operating[f.Month.Months%12] > 0 {
		*at = s.tick - 11
	}
}

// noteGrowth remembers what the labs sold and spent this month.
func (s *State) noteGrowth() {
	x := &s.indicators
	k := int(s.tick) % len(x.sales)
	x.sales[k], x.costs[k] = 0, 0
	for i := range s.firms {
		f := &s.firms[i]
		if f.Kind == agents.Lab && f.Status.Alive() {
			x.sales[k] += f.Month.Mean(&f.Month.Revenue, 1)
			x.costs[k] += f.Month.Mean(&f.Month.Cost, 1)
		}
	}
}

// revenueCostGrowth returns the growth of labs' revenue from the quarter of a year ago to this one over
// that of their cost; NaN in the first fifteen months.
func (s *State) revenueCostGrowth() float64 {
	x := &s.indicators
	n := len(x.sales)
	if s.tick < int64(n) {
		return math.NaN()
	}
	quarter := func(series *[15]float64, ago int) (sum float64) {
		for k := range 3 {
			sum += series[(int(s.tick)+2*n-ago-k)%n]
		}
		return sum
	}
	sales, costs := quarter(&x.sales, 0), quarter(&x.costs, 0)
	salesThen, costsThen := quarter(&x.sales, 12), quarter(&x.costs, 12)
	if !(salesThen > 0) || !(costsThen > 0) || !(costs > 0) {
		return math.NaN()
	}
	return sales / salesThen / (costs / costsThen)
}

// burnMultiple returns the burn of the last twelve months over the growth of the yearly run rate in
// that time; NaN in the first year, without burn and without growth.
func burnMultiple(b *agents.Books12) float64 {
	if b.Months < 12 {
		return math.NaN()
	}
	burn, _ := b.Sum(&b.Burn, 12)
	now, then := b.Mean(&b.Revenue, 1), b.Revenue[b.Months%12]
	if !(burn > 0) || !(now > then) {
		return math.NaN()
	}
	return burn / (12 * (now - then))
}
