package capital

import (
	"math"

	"shakeout/internal/exact"
)

// Rounds is equity finance in stages (Gompers 1995): money for a year and a half to two years of the planned burn, raised well before the last runs out, since
// closing takes months and a firm that must raise gets bad terms. When to begin is the firm's decision (Timing), how much its plan (Plan).
type Rounds struct {
	// Share usually sold.
	DilutionMedian float64 `yaml:"dilution_median" unit:"1" range:"(0,1)" default:"0.16" source:"data/funding.csv, 29 rounds with amount and post-money: median .16, quartiles .10 and .21" doc:"median share of the firm sold in a round"`
	DilutionSigma  float64 `yaml:"dilution_sigma" unit:"1" range:"[0,3]" default:"0.4" source:"data/funding.csv, the same 29 rounds: ln(.21/.10)/1.349 = .55, of which the stage of the firm explains a part (assumption)" doc:"standard deviation of the log of the share sold"`
	// Largest share a firm sells in one round.
	DilutionMax float64 `yaml:"dilution_max" unit:"1" range:"(0,1)" default:"0.4" source:"assumption: founders keep control" doc:"greatest share sold in one round; the amount is cut to it"`
	// Smallest share that is worth a lead investor's while.
	DilutionMin float64 `yaml:"dilution_min" unit:"1" range:"[0,1)" default:"0.07" source:"assumption: data/funding.csv, a quarter of 29 rounds sold less than .10; the least of leaders .04" doc:"share below which a round is made larger, up to twice what was asked for"`
	// Months of the plan that a round usually covers.
	NeedMonths float64 `yaml:"need_months" unit:"months" range:"[1,120]" default:"21" source:"assumption, 18-24" doc:"months of the plan that investors expect a round to cover"`
	// Spread of the size.
	SizeSD float64 `yaml:"size_sd" unit:"1" range:"[0,3]" default:"0.25" source:"assumption" doc:"standard deviation of the log of a round's size"`
	// Months from start to close.
	CloseMinMonths int64 `yaml:"close_min_months" unit:"months" range:"[0,60]" default:"2" source:"assumption" doc:"fastest close of a round"`
	CloseMaxMonths int64 `yaml:"close_max_months" unit:"months" range:"[0,60]" default:"5" source:"assumption; gap between rounds in data/funding.csv: median 6, quartiles 3.5 and 13.6" doc:"slowest close of a round"`
	// Prices that are held.
	HoldShare float64 `yaml:"hold_share" unit:"1" range:"[0,1)" default:"0.3" source:"assumption: existing investors defend the last price, since a lower one dilutes them by contract and is read as bad news" doc:"shortfall of the price below the last within which a firm that meets its plan still gets the last"`
}

// Luck is what chance decides about a round.
type Luck struct {
	Dilution    float64 // share that investors usually take
	Size        float64 // factor on the size, median 1
	Valuation   float64 // factor on the valuation, median 1
	CloseMonths int64   // months until the close
}

// Draw returns the luck of a round. Four uniforms, always.
func (p Params) Draw(s *exact.Stream) Luck {
	r := p.Rounds
	var l Luck
	l.Dilution = math.Min(math.Max(s.Lognormal(r.DilutionMedian, r.DilutionSigma), 0.01), r.DilutionMax)
	l.Size = s.Lognormal(1, r.SizeSD)
	l.Valuation = s.Lognormal(1, p.Valuation.NoiseSD)
	l.CloseMonths = r.CloseMinMonths + int64(s.IntN(int(max(0, r.CloseMaxMonths-r.CloseMinMonths)+1)))
	return l
}

// Terms are the terms on which a round closes.
type Terms struct {
	PreMoneyUSD, AmountUSD, PostMoneyUSD float64
	Dilution                             float64
	Down                                 bool // the price is below the last post-money
}

// PriceUSD returns the pre-money at which a round is sold: what the verdict allows; and where the verdict is open and what investors think is below the last post-money
// by less than HoldShare x attainment (at most twice HoldShare, and nine tenths), the last post-money. Downward rigidity keeps small falls off the record, the more so
// the better a plan is kept (Broughman and Fried 2012 for what down rounds cost).
func (r Rounds) PriceUSD(v Verdict, thoughtUSD, lastPostUSD, attainment float64) float64 {
	price := v.PriceUSD(thoughtUSD, lastPostUSD)
	hold := math.Min(float64(r.HoldShare*math.Min(math.Max(attainment, 0), 2)), 0.9)
	if v == Open && price < lastPostUSD && price >= float64((1-hold)*lastPostUSD) {
		return lastPostUSD
	}
	return price
}

// WantedUSD returns what a round looks for at a pre-money: what was asked for, but no less than DilutionMin of the firm, up to twice what was asked for. Lead investors
// want a stake that is worth their time (Kaplan and Strömberg 2004).
func (r Rounds) WantedUSD(preMoneyUSD, askedUSD float64) float64 {
	least := preMoneyUSD * r.DilutionMin / (1 - r.DilutionMin)
	return math.Max(askedUSD, math.Min(least, float64(2*askedUSD)))
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
