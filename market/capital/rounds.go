package capital

import (
	"math"

	"shakeout/internal/exact"
)

// Rounds is equity finance in stages (Gompers 1995): money for a year and a half to two years of the planned burn, raised well before the last runs out, since
// closing takes months and a firm that must raise gets bad terms.
type Rounds struct {
	// Share usually sold.
	DilutionMedian float64 `yaml:"dilution_median" unit:"1" range:"(0,1)" default:"0.16" source:"data/funding.csv, 29 rounds with amount and post-money: median .16, quartiles .10 and .21" doc:"median share of the firm sold in a round"`
	DilutionSigma  float64 `yaml:"dilution_sigma" unit:"1" range:"[0,3]" default:"0.55" source:"data/funding.csv, the same 29 rounds: ln(.21/.10)/1.349" doc:"standard deviation of the log of the share sold"`
	// Largest share a firm sells in one round.
	DilutionMax float64 `yaml:"dilution_max" unit:"1" range:"(0,1)" default:"0.4" source:"assumption: founders keep control" doc:"greatest share sold in one round; the amount is cut to it"`
	// Months of planned burn that a round covers.
	NeedMinMonths float64 `yaml:"need_min_months" unit:"months" range:"[1,120]" default:"18" source:"assumption" doc:"least months of planned burn that a round covers"`
	NeedMaxMonths float64 `yaml:"need_max_months" unit:"months" range:"[1,120]" default:"24" source:"assumption" doc:"most months of planned burn that a round covers"`
	// Spread of the size.
	SizeSD float64 `yaml:"size_sd" unit:"1" range:"[0,3]" default:"0.25" source:"assumption" doc:"standard deviation of the log of a round's size"`
	// Months from start to close.
	CloseMinMonths int64 `yaml:"close_min_months" unit:"months" range:"[0,60]" default:"2" source:"assumption" doc:"fastest close of a round"`
	CloseMaxMonths int64 `yaml:"close_max_months" unit:"months" range:"[0,60]" default:"5" source:"assumption; gap between rounds in data/funding.csv: median 6, quartiles 3.5 and 13.6" doc:"slowest close of a round"`
	// Runway at which raising begins.
	TriggerRunwayMonths float64 `yaml:"trigger_runway_months" unit:"months" range:"[0,120]" default:"12" source:"assumption" doc:"runway below which a round is begun"`
	// Plan attainment at which a firm raises from strength.
	TriggerAttainment float64 `yaml:"trigger_attainment" unit:"1" range:"[1,10]" default:"1.2" source:"assumption" doc:"revenue over plan above which a round is begun early"`
	// Least time between rounds begun from strength, and most runway at which they are begun.
	StrengthGapMonths    int64   `yaml:"strength_gap_months" unit:"months" range:"[0,120]" default:"6" source:"data/funding.csv, gap between rounds: median 6" doc:"least months since the last round for one begun from strength"`
	StrengthRunwayMonths float64 `yaml:"strength_runway_months" unit:"months" range:"[0,240]" default:"30" source:"assumption: no money is raised with years of cash in hand" doc:"runway above which no round is begun from strength"`
}

// Luck is what chance decides about a round.
type Luck struct {
	Dilution    float64 // share that investors usually take
	NeedMonths  float64 // months of burn that the firm wants
	Size        float64 // factor on the size, median 1
	Valuation   float64 // factor on the valuation, median 1
	CloseMonths int64   // months until the close
}

// Draw returns the luck of a round. Five uniforms, always.
func (p Params) Draw(s *exact.Stream) Luck {
	r := p.Rounds
	var l Luck
	l.Dilution = math.Min(math.Max(s.Lognormal(r.DilutionMedian, r.DilutionSigma), 0.01), r.DilutionMax)
	l.NeedMonths = s.Uniform(r.NeedMinMonths, r.NeedMaxMonths)
	l.Size = s.Lognormal(1, r.SizeSD)
	l.Valuation = s.Lognormal(1, p.Valuation.NoiseSD)
	l.CloseMonths = r.CloseMinMonths + int64(s.IntN(int(max(0, r.CloseMaxMonths-r.CloseMinMonths)+1)))
	return l
}

// NeedUSD returns the money a firm asks for: NeedMonths x planned burn x size; 0 for a firm that burns nothing.
func (l Luck) NeedUSD(burnUSDPerMonth float64) float64 {
	return float64(l.NeedMonths * math.Max(0, burnUSDPerMonth) * l.Size)
}

// RunwayMonths returns cash over burn: +Inf for a firm that burns nothing, 0 for one without cash.
func RunwayMonths(cashUSD, burnUSDPerMonth float64) float64 {
	if !(burnUSDPerMonth > 0) {
		return math.Inf(1)
	}
	return math.Max(0, cashUSD) / burnUSDPerMonth
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

// Trigger returns whether and why a firm begins a round: runway below TriggerRunwayMonths; or attainment of the plan above TriggerAttainment, the last round at
// least StrengthGapMonths ago and runway below StrengthRunwayMonths.
func (r Rounds) Trigger(runwayMonths, attainment float64, monthsSinceRound int64) Trigger {
	switch {
	case runwayMonths < r.TriggerRunwayMonths:
		return ShortRunway
	case attainment > r.TriggerAttainment && monthsSinceRound >= r.StrengthGapMonths && runwayMonths < r.StrengthRunwayMonths:
		return FromStrength
	}
	return NoRound
}

// Terms are the terms on which a round closes.
type Terms struct {
	PreMoneyUSD, AmountUSD, PostMoneyUSD float64
	Dilution                             float64
	Down                                 bool // the price is below the last post-money
}

// Close returns the terms for an amount at a pre-money: the amount is cut so that investors get at most DilutionMax. lastPostUSD is the last post-money, 0 for
// a first round. ok is false where nothing can be sold (no value, no money).
func (r Rounds) Close(preMoneyUSD, amountUSD, lastPostUSD float64) (terms Terms, ok bool) {
	if !(preMoneyUSD > 0) || !(amountUSD > 0) {
		return Terms{}, false
	}
	amount := math.Min(amountUSD, preMoneyUSD*r.DilutionMax/(1-r.DilutionMax))
	return Terms{
		PreMoneyUSD: preMoneyUSD, AmountUSD: amount, PostMoneyUSD: PostMoneyUSD(preMoneyUSD, amount),
		Dilution: Dilution(preMoneyUSD, amount), Down: preMoneyUSD < lastPostUSD,
	}, true
}
