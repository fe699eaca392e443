package technology

import (
	"shakeout/internal/exact"
)

// Training is a model generation. The final run is a small part of a generation's research compute: most goes into experiments, ablations
// and failed attempts (the leader spent 4 bn USD on research compute in 2024, its final runs cost .1 to .25 bn each). The outcome of a run is
// uncertain, some runs fail and cost time, and a few are breakthroughs.
type Training struct {
	// Final run over the research compute of a year.
	FinalRunShare float64 `yaml:"final_run_share" unit:"1" range:"(0,1]" default:"0.1" source:"data/compute.csv, OpenAI R&D cloud compute 2024 over the final runs of that year; 0.03-0.2" doc:"cost of the final run over the research compute of a year"`
	// Spread of a run's outcome.
	OutcomeSDOOM float64 `yaml:"outcome_sd_oom" unit:"OOM" range:"[0,2]" default:"0.12" source:"assumption" doc:"standard deviation of what a run brings beyond expectation"`
	// Probability that a run fails.
	FailureProbability float64 `yaml:"failure_probability" unit:"1" range:"[0,1]" default:"0.08" source:"assumption" doc:"probability that a run fails and is repeated"`
	// Share of the cost that a failure loses.
	FailureCostShare float64 `yaml:"failure_cost_share" unit:"1" range:"[0,1]" default:"0.5" source:"assumption" doc:"share of the run's cost that a failure loses"`
	// Months that a failure costs.
	FailureDelayMonths int64 `yaml:"failure_delay_months" unit:"months" range:"[0,36]" default:"3" source:"assumption" doc:"months that a failure costs"`
	// Probability of a breakthrough.
	BreakthroughProbability float64 `yaml:"breakthrough_probability" unit:"1" range:"[0,1]" default:"0.03" source:"assumption" doc:"probability that a run is a breakthrough"`
	// What a breakthrough adds.
	BreakthroughOOM float64 `yaml:"breakthrough_oom" unit:"OOM" range:"[0,3]" default:"0.4" source:"assumption" doc:"capability that a breakthrough adds"`
	// How much cheaper a year makes repeating another's run.
	FollowerCostFallPerYear float64 `yaml:"follower_cost_fall_per_year" unit:"factor per year" range:"[1,100]" default:"4" source:"algorithms 3 x hardware 1.3 a year; data/compute.csv, 2024-03-12" doc:"factor by which repeating the first run gets cheaper in a year"`
}

// RunOutcome is what a training run brought.
type RunOutcome struct {
	DeviationOOM float64 // capability beyond what the effort promised, breakthrough included
	Failed       bool    // the run failed and is repeated
	Breakthrough bool
	ExtraCost    float64 // extra cost over the cost of the run: 0, or FailureCostShare
	DelayMonths  int64   // months later than planned
}

// Outcome draws what a run brings: N(0, OutcomeSDOOM), BreakthroughOOM more with its probability, and with FailureProbability a repeat
// that costs money and time. A repeated run has no breakthrough. Three uniforms, always: outcome, failure, breakthrough.
func Outcome(p Training, s *exact.Stream) RunOutcome {
	z := s.Normal()
	failed := s.Bernoulli(p.FailureProbability)
	lucky := s.Bernoulli(p.BreakthroughProbability)
	out := RunOutcome{DeviationOOM: float64(p.OutcomeSDOOM * z), Failed: failed, Breakthrough: lucky && !failed}
	if failed {
		out.ExtraCost, out.DelayMonths = p.FailureCostShare, p.FailureDelayMonths
	}
	if out.Breakthrough {
		out.DeviationOOM += p.BreakthroughOOM
	}
	return out
}

// FinalRunUSD returns the cost of a final run: FinalRunShare of a year's research compute.
func (p Training) FinalRunUSD(researchUSDPerYear float64) float64 {
	return float64(p.FinalRunShare * researchUSDPerYear)
}

// FollowerCost returns what a laboratory that comes monthsLate after the first pays for the same capability, over what the first paid:
// FollowerCostFallPerYear^(-monthsLate/12); 1 for who is not late.
func (p Training) FollowerCost(monthsLate float64) float64 {
	if !(monthsLate > 0) {
		return 1
	}
	return exact.Pow(p.FollowerCostFallPerYear, -monthsLate/monthsPerYear)
}
