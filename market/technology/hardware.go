package technology

import "shakeout/internal/exact"

// Hardware is the fall of the price of accelerator performance. Performance per dollar of leading accelerators has grown about 30 % a
// year for a decade and a half (Hobbhahn, Heim and Aydos 2023, Epoch AI). No exponential lasts: after HoldYears the growth slides to a
// slow constant, so that worlds of thirty years keep a finite price of compute.
type Hardware struct {
	// Growth of performance per dollar at the start.
	GainPerYear float64 `yaml:"gain_per_year" unit:"factor per year" range:"[1,3]" default:"1.3" source:"data/README.md, regularity 8: chips +30 to 40 % performance per dollar a year" doc:"growth of accelerator performance per dollar at the start"`
	// Growth in the long run.
	LongRunGainPerYear float64 `yaml:"long_run_gain_per_year" unit:"factor per year" range:"[1,3]" default:"1.1" source:"assumption, 1.05-1.2" doc:"growth of accelerator performance per dollar in the long run"`
	// Years before the growth begins to slow.
	HoldYears float64 `yaml:"hold_years" unit:"years" range:"[0,100]" default:"10" source:"assumption: no slowing is assumed inside the published horizon" doc:"years before hardware growth begins to slow"`
	// Years the slowing takes.
	FadeYears float64 `yaml:"fade_years" unit:"years" range:"[0,100]" default:"10" source:"assumption" doc:"years that the slowing of hardware growth takes"`
}

func (h Hardware) fade() fade {
	return fade{start: h.GainPerYear, final: h.LongRunGainPerYear, hold: h.HoldYears, span: h.FadeYears}
}

// LogGainPerYear returns g_h, the log growth of performance per dollar at the given year since the start: the rate of obsolescence in
// the user cost of compute.
func (h Hardware) LogGainPerYear(years float64) float64 { return h.fade().rate(years) }

// Index returns performance per dollar relative to the start: 1 at year 0, GainPerYear^years while growth holds.
func (h Hardware) Index(years float64) float64 { return exact.Exp(h.fade().logIndex(years)) }
