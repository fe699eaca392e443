package technology

import (
	"math"

	"shakeout/internal/exact"
)

// fade is a yearly growth factor that holds, then slides to a constant: its logarithm is a = ln start until year hold, falls linearly to
// b = ln final over the next span years, and stays. Closed forms keep the index free of accumulated rounding.
type fade struct{ start, final, hold, span float64 }

// rate returns the instantaneous log growth per year at year t (t < 0 counts as 0).
func (f fade) rate(t float64) float64 {
	a, b := exact.Log(f.start), exact.Log(f.final)
	switch {
	case t < f.hold:
		return a
	case t >= f.hold+f.span:
		return b
	}
	return a - float64((a-b)*((t-f.hold)/f.span))
}

// logIndex returns the integral of rate from 0 to year t: the log of the index that is 1 at year 0. Before year 0 it extends the opening
// rate backwards.
func (f fade) logIndex(t float64) float64 {
	a, b := exact.Log(f.start), exact.Log(f.final)
	late := math.Max(0, t-f.hold-f.span)
	in := math.Min(math.Max(0, t-f.hold), f.span)
	full := t - late - in
	sum := float64(a*full) + float64(a*in) + float64(b*late)
	if in > 0 {
		sum -= float64(float64((a-b)*in) * (in / f.span) / 2)
	}
	return sum
}
