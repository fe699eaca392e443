package capital

import "math"

// Timing is when a laboratory looks for money: well before the last runs out, or from strength when the plan is beaten. It is a decision, so its numbers are parameters
// of strategies.
type Timing struct {
	RunwayMonths   float64 // runway below which a round is begun
	Beaten         float64 // revenue over plan above which a round is begun early
	GapMonths      int64   // least months since the last round for one begun from strength
	StrengthMonths float64 // runway above which no round is begun from strength
}

// Trigger is why a round is begun.
type Trigger uint8

// The reasons.
const (
	NoRound      Trigger = iota
	ShortRunway          // the money will run out
	FromStrength         // the plan is beaten
)

// String returns the reason in words.
func (t Trigger) String() string {
	return [...]string{"no round", "short runway", "plan beaten"}[min(t, FromStrength)]
}

// Trigger returns whether and why a firm begins a round: runway below RunwayMonths; or attainment of the plan above Beaten, the last round at least GapMonths ago
// and runway below StrengthMonths.
func (t Timing) Trigger(runwayMonths, attainment float64, monthsSinceRound int64) Trigger {
	switch {
	case runwayMonths < t.RunwayMonths:
		return ShortRunway
	case attainment > t.Beaten && monthsSinceRound >= t.GapMonths && runwayMonths < t.StrengthMonths:
		return FromStrength
	}
	return NoRound
}

// RunwayMonths returns cash over burn: +Inf for a firm that burns nothing, 0 for one without cash.
func RunwayMonths(cashUSD, burnUSDPerMonth float64) float64 {
	if !(burnUSDPerMonth > 0) {
		return math.Inf(1)
	}
	return math.Max(0, cashUSD) / burnUSDPerMonth
}
