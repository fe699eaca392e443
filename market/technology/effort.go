package technology

import (
	"math"

	"shakeout/internal/exact"
)

// Effort turns research compute into capability. Capability is the logarithm of effective compute, so that each further order costs ten
// times the last (Kaplan et al. 2020; Hoffmann et al. 2022); experiments lose their value within a year or so, as methods move on. A
// laboratory gains on its own only as fast as its stock of effective research effort exceeds the highest it has had: cutting and restoring a
// budget buys nothing twice.
type Effort struct {
	// Orders of magnitude of effort that one order of capability takes.
	CostPerOrder float64 `yaml:"cost_per_order" unit:"OOM per OOM" range:"[0.1,10]" default:"1" source:"capability is log10 of effective compute by definition; 0.8-1.5 in the sensitivity analysis" doc:"orders of magnitude of research effort per order of magnitude of capability"`
	// Mean life of research effort.
	LifeMonths float64 `yaml:"life_months" unit:"months" range:"[1,240]" default:"12" source:"assumption, 6-24" doc:"mean life of research effort"`
	// How strongly a gain needs the effort of those who are as far.
	FrontierExponent float64 `yaml:"frontier_exponent" unit:"1" range:"[0,2]" default:"0.5" source:"assumption; Mansfield, Schwartz and Wagner 1981: imitation costs less than invention" doc:"exponent with which an own gain is scaled where a laboratory stands above what its own effort would carry it to; 0 turns it off"`
}

// Stock is a laboratory's stock of research effort.
type Stock struct {
	Hours float64 // effective H100-equivalent hours in stock: hours x algorithm index, less what has lost its value
	Peak  float64 // the greatest Hours so far
}

// Opening returns the stock of a laboratory whose research has grown by growthPerYear (a factor) for long and is at hoursPerMonth now:
// H / (1 - keep / g), with keep = 1 - 1/LifeMonths and g the monthly growth. No stock where growth is too low for the sum to converge
// (g <= keep) is finite; then the stock of constant research, H x LifeMonths, is returned.
func (e Effort) Opening(hoursPerMonth, growthPerYear float64) Stock {
	keep := 1 - 1/e.LifeMonths
	growth := exact.Pow(growthPerYear, 1.0/monthsPerYear)
	stock := float64(hoursPerMonth * e.LifeMonths)
	if growth > keep {
		stock = hoursPerMonth / (1 - keep/growth)
	}
	return Stock{Hours: stock, Peak: stock}
}

// Advance returns the stock after a month with the given research compute: S' = (1 - 1/LifeMonths) S + hours x algorithmIndex.
func (e Effort) Advance(s Stock, hours, algorithmIndex float64) Stock {
	kept := float64((1 - 1/e.LifeMonths) * s.Hours)
	next := kept + float64(math.Max(0, hours)*algorithmIndex)
	return Stock{Hours: next, Peak: math.Max(s.Peak, next)}
}

// OwnGainOOM returns the month's own gain of capability, log10(peak after / peak before) / CostPerOrder, never below zero. A laboratory that
// has never done research (peak 0) gains nothing in its first month.
func (e Effort) OwnGainOOM(before, after Stock) float64 {
	if !(before.Peak > 0) || !(after.Peak > before.Peak) {
		return 0
	}
	return exact.Log10(after.Peak/before.Peak) / e.CostPerOrder
}

// Independence returns how much of an own gain counts for a laboratory gapOOM below the frontier of knowledge with effortRatio of the largest
// effort:
//
//	10^(FrontierExponent min(0, log10(effortRatio) + CostPerOrder gapOOM)).
//
// Effort alone would carry it to log10(effortRatio)/CostPerOrder below the frontier. As far as it stands above that, on what it learned from others,
// its own next step is one for which others need greater effort: all of the gain counts where it stands on its own, and at the frontier the
// root of its relative effort. Without this a newcomer whose small budget doubles would overtake a leader whose large one grows by half.
func (e Effort) Independence(gapOOM, effortRatio float64) float64 {
	if !(effortRatio > 0) {
		return exact.Pow(0, e.FrontierExponent)
	}
	above := exact.Log10(effortRatio) + float64(e.CostPerOrder*math.Max(0, gapOOM))
	return exact.Exp10(float64(e.FrontierExponent * math.Min(0, above)))
}

// OrderCostUSD returns what one order of magnitude of own capability costs today if bought at once: the hours that lift the stock from its peak
// by CostPerOrder orders, (10^CostPerOrder Peak - Hours) / algorithmIndex, at the price of an hour.
func (e Effort) OrderCostUSD(s Stock, algorithmIndex, priceUSDPerHour float64) float64 {
	hours := math.Max(0, float64(exact.Exp10(e.CostPerOrder)*s.Peak)-s.Hours) / algorithmIndex
	return float64(hours * priceUSDPerHour)
}
