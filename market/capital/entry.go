package capital

import (
	"math"

	"shakeout/internal/exact"
)

// Entry is new laboratories. They come when money is easy and the price of a seat at the frontier is low (entry thresholds: Bresnahan and Reiss 1991; free entry and
// shakeout: Hopenhayn 1992), start behind, with a seed round, and are specialised or general.
type Entry struct {
	// Entrants a year at the reference.
	RatePerYear float64 `yaml:"rate_per_year" unit:"1/year" range:"[0,50]" default:"2" source:"data/events.csv, event:entry, general laboratories only; assumption" doc:"new laboratories a year in normal times at the reference ratio of frontier run to money"`
	// How entry reacts to the frontier run over the pool.
	ThresholdElasticity float64 `yaml:"threshold_elasticity" unit:"1" range:"[0,5]" default:"0.5" source:"assumption; Bresnahan and Reiss 1991 for the form" doc:"elasticity of entry to the cost of a frontier run over the pool of money"`
	// Reference frontier run and pool.
	ReferenceRunUSDM  float64 `yaml:"reference_run_usd_m" unit:"USD m" range:"(0,inf)" default:"200" source:"data/compute.csv, final runs of 2024: 100-250 m" doc:"cost of a frontier run at the reference"`
	ReferencePoolUSDM float64 `yaml:"reference_pool_usd_m" unit:"USD m per year" range:"(0,inf)" default:"35000" source:"data/funding.csv: closed rounds of 2024 add to 31 bn; 35 bn with firms not listed there (assumption)" doc:"new money a year at the reference"`
	// Most entrants alive.
	MaxAlive int64 `yaml:"max_alive" unit:"1" range:"[0,1000]" default:"8" source:"assumption" doc:"most entrants alive at once"`
	// Where an entrant starts.
	GapMinOOM float64 `yaml:"gap_min_oom" unit:"OOM" range:"[0,10]" default:"0.8" source:"assumption" doc:"least distance of an entrant from the frontier"`
	GapMaxOOM float64 `yaml:"gap_max_oom" unit:"OOM" range:"[0,10]" default:"1.6" source:"assumption" doc:"greatest distance of an entrant from the frontier"`
	// Seed money.
	CashMedianUSDM float64 `yaml:"cash_median_usd_m" unit:"USD m" range:"(0,inf)" default:"300" source:"assumption; first rounds in data/funding.csv" doc:"median seed money of an entrant"`
	CashSigma      float64 `yaml:"cash_sigma" unit:"1" range:"[0,3]" default:"0.7" source:"assumption" doc:"standard deviation of the log of an entrant's seed money"`
	// Specialists.
	SpecialisedShare float64 `yaml:"specialised_share" unit:"1" range:"[0,1]" default:"0.5" source:"assumption" doc:"probability that an entrant serves one segment only"`
}

// Entrant is a new laboratory.
type Entrant struct {
	GapOOM      float64 // distance below the frontier
	CashUSD     float64
	Specialised bool    // serves one segment
	Where       float64 // uniform in (0, 1): which segment
}

// Rate returns entrants a year: RatePerYear x mood x (frontierRun/ReferenceRun / (pool/ReferencePool))^(-ThresholdElasticity); 0 without money.
func (e Entry) Rate(frontierRunUSD, poolUSDPerYear, mood float64) float64 {
	if !(poolUSDPerYear > 0) {
		return 0
	}
	run := math.Max(frontierRunUSD, 0) / float64(e.ReferenceRunUSDM*million)
	pool := poolUSDPerYear / float64(e.ReferencePoolUSDM*million)
	return float64(e.RatePerYear * mood * exact.Pow(math.Max(run/pool, 1e-6), -e.ThresholdElasticity))
}

// Count draws the entrants of a month, so that no more than MaxAlive are alive. One uniform.
func (e Entry) Count(ratePerYear float64, alive int64, s *exact.Stream) int64 {
	return max(0, min(s.Poisson(ratePerYear/monthsPerYear), e.MaxAlive-alive))
}

// Draw returns an entrant. Four uniforms, from a stream of its own for each entrant, so that one more entrant shifts nobody's luck.
func (e Entry) Draw(s *exact.Stream) Entrant {
	gap := s.Uniform(e.GapMinOOM, e.GapMaxOOM)
	cash := float64(s.Lognormal(1, e.CashSigma) * (e.CashMedianUSDM * million))
	return Entrant{GapOOM: gap, CashUSD: cash, Specialised: s.Bernoulli(e.SpecialisedShare), Where: s.Float64()}
}
