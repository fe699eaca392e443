package technology

import "shakeout/internal/exact"

// Software is progress in serving: batching, caching, distillation, speculative decoding, and lower numerical precision. Prices at constant
// quality fell by an order of magnitude a year in 2023 and 2024, far faster than hardware; most of that came from software and smaller
// models, and the easy part of it (precision above all) can be had only once. The gain therefore fades to a modest constant.
type Software struct {
	// Growth of tokens per hour at constant capability, at the start.
	GainPerYear float64 `yaml:"gain_per_year" unit:"factor per year" range:"[1,50]" default:"5" source:"data/prices.csv, cheapest price at fixed capability, less hardware and margin; 3-8" doc:"growth of tokens served per hour of compute at constant capability, at the start"`
	// The same in the long run.
	LongRunGainPerYear float64 `yaml:"long_run_gain_per_year" unit:"factor per year" range:"[1,50]" default:"1.7" source:"assumption, 1.3-2" doc:"growth of tokens served per hour of compute in the long run"`
	// Years until the long run is reached.
	FadeYears float64 `yaml:"fade_years" unit:"years" range:"[0,100]" default:"3" source:"assumption: about 8x a year at constant quality at first, then 2x" doc:"years until the serving gain has slowed to its long-run growth"`
	// Extra growth from lower precision at the start.
	PrecisionGainPerYear float64 `yaml:"precision_gain_per_year" unit:"factor per year" range:"[1,5]" default:"1.45" source:"assumption: 16 to 4 bit over some four years" doc:"extra growth of tokens per hour from lower precision, at the start"`
	// Years until lower precision gives no more.
	PrecisionFadeYears float64 `yaml:"precision_fade_years" unit:"years" range:"[0,100]" default:"4" source:"assumption" doc:"years until lower precision gives nothing more"`
}

// Index returns G_t, tokens served per hour of compute at constant capability relative to the start, at the given years since the start.
func (w Software) Index(years float64) float64 {
	gain := fade{start: w.GainPerYear, final: w.LongRunGainPerYear, span: w.FadeYears}
	precision := fade{start: w.PrecisionGainPerYear, final: 1, span: w.PrecisionFadeYears}
	return exact.Exp(gain.logIndex(years) + precision.logIndex(years))
}

// LogGainPerYear returns the instantaneous log growth of Index.
func (w Software) LogGainPerYear(years float64) float64 {
	gain := fade{start: w.GainPerYear, final: w.LongRunGainPerYear, span: w.FadeYears}
	precision := fade{start: w.PrecisionGainPerYear, final: 1, span: w.PrecisionFadeYears}
	return gain.rate(years) + precision.rate(years)
}
