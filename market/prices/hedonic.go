package prices

import (
	"math"

	"shakeout/internal/exact"
)

// Sale is a good of a period for Hedonic: its price, what was spent on it, its quality.
type Sale struct {
	Price, Spent, Quality float64
}

// Window is the number of periods whose sales say what quality is worth. In a single pair of months few goods differ in quality, and a slope
// out of two of them would let the chain drift; the rolling window keeps it stable (de Haan and Krsinich 2014).
const Window = 12

// Hedonic is a chain of quality-adjusted price levels by the rolling-window time-dummy method (Triplett 2004, chapter III; weights: Diewert
// 2003). The zero value is ready.
type Hedonic struct {
	periods [Window]moment
	n       int
	base    float64 // price that others are taken relative to, so that the unit of money says nothing
}

// Advance enters the sales of the next period and returns the log change of the price level to it: d_t - d_(t-1) of the weighted
// least-squares regression over the last Window periods
//
//	ln price = b quality + d_t + e,  weights = share of a period's spending.
//
// ok is false, and the change 0, where it is not identified: no sale in this or the last period, or no quality that differs within any period
// of the window. A period without sales is remembered as empty.
func (h *Hedonic) Advance(now []Sale) (change float64, ok bool) {
	m := h.moments(now)
	last := h.periods[(h.n+Window-1)%Window]
	had := h.n > 0 && last.sold
	h.periods[h.n%Window] = m
	h.n++
	var xx, xy float64
	for k := range min(h.n, Window) {
		xx += h.periods[k].xx
		xy += h.periods[k].xy
	}
	if !had || !m.sold || !(xx > 0) {
		return 0, false
	}
	// Within-period variation identifies b (Frisch and Waugh 1933); the means then give d.
	return (m.y - last.y) - float64(xy/xx*(m.x-last.x)), true
}

type moment struct {
	x, y, xx, xy float64
	sold         bool
}

// moments returns weighted means of quality and log price, and the weighted sums of squares and products about them.
func (h *Hedonic) moments(sales []Sale) (m moment) {
	total, most := 0.0, 0.0
	for _, s := range sales {
		if s.Price > 0 && s.Spent > 0 {
			total += s.Spent
			most = math.Max(most, s.Price)
		}
	}
	if !(total > 0) {
		return m
	}
	if h.base == 0 {
		h.base = most
	}
	m.sold = true
	for _, s := range sales {
		if s.Price > 0 && s.Spent > 0 {
			m.x += float64(s.Spent / total * s.Quality)
			m.y += float64(s.Spent / total * exact.Log(s.Price/h.base))
		}
	}
	for _, s := range sales {
		if s.Price > 0 && s.Spent > 0 {
			w, dx := s.Spent/total, s.Quality-m.x
			m.xx += float64(w * dx * dx)
			m.xy += float64(w * dx * (exact.Log(s.Price/h.base) - m.y))
		}
	}
	return m
}
