package history

// Rows of the summaries of an experiment, in the folder summary of its directory. An arm and a point of the sweep name the
// runs that a row is about; intervals are 95 %.

// SummaryOutcomeRow is how often an agent ends in one way (summary/outcomes.csv).
type SummaryOutcomeRow struct {
	Arm     string  `csv:"arm" doc:"id of the arm"`
	Point   int64   `csv:"point" doc:"point of the sweep"`
	Agent   string  `csv:"agent" doc:"id of the agent"`
	Kind    string  `csv:"kind" doc:"lab, cloud or releaser"`
	Outcome string  `csv:"outcome" doc:"how it ends"`
	Runs    int64   `csv:"runs" doc:"runs that did not fail and have the agent"`
	Count   int64   `csv:"count" doc:"runs in which it ends so"`
	Share   float64 `csv:"share" doc:"count over runs: the estimated probability"`
	Lower   float64 `csv:"lower" doc:"lower end of its interval (Wilson 1927)"`
	Upper   float64 `csv:"upper" doc:"upper end"`
}

// SummarySurvivalRow is one step of the survival curve of an agent (summary/survival.csv).
type SummarySurvivalRow struct {
	Arm      string  `csv:"arm" doc:"id of the arm"`
	Point    int64   `csv:"point" doc:"point of the sweep"`
	Agent    string  `csv:"agent" doc:"id of the agent"`
	Month    int64   `csv:"month" doc:"months from its entry (or the start of the run) to the exits, or to what is censored: the end of a run"`
	AtRisk   int64   `csv:"at_risk" doc:"runs in which it was there just before"`
	Events   int64   `csv:"events" doc:"runs in which it then was acquired, merged, licensed and hired, or wound down"`
	Censored int64   `csv:"censored" doc:"runs that ended then with the agent still there"`
	Survival float64 `csv:"survival" doc:"estimated probability of being there after that month (Kaplan and Meier 1958)"`
	StdErr   float64 `csv:"std_err" doc:"its standard error (Greenwood 1926)"`
	Lower    float64 `csv:"lower" doc:"lower end of its interval, on the log(-log) scale; empty where survival is 0"`
	Upper    float64 `csv:"upper" doc:"upper end"`
}

// SummaryAgentRow is what becomes of an agent on average (summary/agents.csv).
type SummaryAgentRow struct {
	Arm         string  `csv:"arm" doc:"id of the arm"`
	Point       int64   `csv:"point" doc:"point of the sweep"`
	Agent       string  `csv:"agent" doc:"id of the agent"`
	Kind        string  `csv:"kind" doc:"lab, cloud or releaser"`
	Runs        int64   `csv:"runs" doc:"runs that did not fail and have the agent"`
	Exits       int64   `csv:"exits" doc:"runs in which it is acquired, merged, licensed and hired, or wound down"`
	Life        float64 `csv:"life_months" doc:"restricted mean survival: months that it is there, up to the length of the run; of those who enter later, from their entry and up to the longest time seen"`
	LifeLower   float64 `csv:"life_lower" doc:"lower end of its interval"`
	LifeUpper   float64 `csv:"life_upper" doc:"upper end"`
	Median      float64 `csv:"life_median_months" doc:"median survival; empty where more than half are there at the end"`
	Share       float64 `csv:"share" doc:"mean of its share of model revenue over its last 12 months"`
	ShareLower  float64 `csv:"share_lower" doc:"lower end of the interval of that mean"`
	ShareUpper  float64 `csv:"share_upper" doc:"upper end"`
	Value       float64 `csv:"owners_value_usd_m" doc:"mean of the value to its owners at the start, USD m"`
	ValueLower  float64 `csv:"owners_value_lower" doc:"lower end of the interval of that mean"`
	ValueUpper  float64 `csv:"owners_value_upper" doc:"upper end"`
	Independent float64 `csv:"independent" doc:"share of runs in which it ends independent or in a niche"`
}

// SummaryFanRow is an indicator over the runs at one date (summary/fans.csv).
type SummaryFanRow struct {
	Arm       string  `csv:"arm" doc:"id of the arm"`
	Point     int64   `csv:"point" doc:"point of the sweep"`
	Indicator string  `csv:"indicator" doc:"column of indicators.csv"`
	Tick      int64   `csv:"tick" doc:"months since the start; where the last ticks of each run are kept, counted from its end"`
	Date      string  `csv:"date" doc:"first day of the month"`
	Runs      int64   `csv:"runs" doc:"runs that have a value"`
	Mean      float64 `csv:"mean" doc:"their mean"`
	StdErr    float64 `csv:"std_err" doc:"standard error of the mean"`
	Lower     float64 `csv:"lower" doc:"lower end of the interval of the mean (Student)"`
	Upper     float64 `csv:"upper" doc:"upper end"`
	P5        float64 `csv:"p5" doc:"5 % quantile of the runs (type 7 of Hyndman and Fan 1996)"`
	P25       float64 `csv:"p25" doc:"25 % quantile"`
	P50       float64 `csv:"p50" doc:"median"`
	P75       float64 `csv:"p75" doc:"75 % quantile"`
	P95       float64 `csv:"p95" doc:"95 % quantile"`
}

// SummaryEffectRow is the difference that an arm makes (summary/effects.csv).
type SummaryEffectRow struct {
	Arm           string  `csv:"arm" doc:"id of the arm"`
	Against       string  `csv:"against" doc:"the arm that it is compared with, run by run: same seed, same draws, same point"`
	Point         int64   `csv:"point" doc:"point of the sweep"`
	Kind          string  `csv:"kind" doc:"indicator: difference of means; outcome: of probabilities; life: of restricted mean survival, in months; share: of means of an agent's share of model revenue over its last 12 months; owners-value: of its owners' value, USD m"`
	Measure       string  `csv:"measure" doc:"the indicator, or agent and outcome, or the agent"`
	Tick          float64 `csv:"tick" doc:"of an indicator"`
	Date          string  `csv:"date" doc:"of an indicator"`
	Pairs         int64   `csv:"pairs" doc:"pairs of runs"`
	Base          float64 `csv:"against_mean" doc:"mean or probability in the arm it is compared with"`
	Effect        float64 `csv:"effect" doc:"arm less the other: mean of the paired differences"`
	StdErr        float64 `csv:"std_err" doc:"its standard error; empty for an outcome"`
	Lower         float64 `csv:"lower" doc:"lower end of its interval (Student over pairs; Tango 1998 for an outcome)"`
	Upper         float64 `csv:"upper" doc:"upper end"`
	PValue        float64 `csv:"p_value" doc:"two-sided, of no effect (Student; exact McNemar for an outcome); not adjusted for the number of rows"`
	Deterministic bool    `csv:"deterministic" doc:"whether all pairs differ by the same"`
}

// SummaryProfitRow is how often an agent first turns a profit in a year (summary/profitable.csv).
type SummaryProfitRow struct {
	Arm   string  `csv:"arm" doc:"id of the arm"`
	Point int64   `csv:"point" doc:"point of the sweep"`
	Agent string  `csv:"agent" doc:"id of the agent; first for the first of all labs, largest for the lab with the greatest share of revenue at the end of the run"`
	Year  string  `csv:"year" doc:"year in which the first 12 months that together have an operating profit begin; never"`
	Runs  int64   `csv:"runs" doc:"runs that did not fail and have the agent"`
	Count int64   `csv:"count" doc:"runs with that year"`
	Share float64 `csv:"share" doc:"count over runs"`
	Lower float64 `csv:"lower" doc:"lower end of its interval (Wilson 1927)"`
	Upper float64 `csv:"upper" doc:"upper end"`
}

// SummaryPartingRow is where an arm parts from another (summary/parting.csv).
type SummaryPartingRow struct {
	Arm     string  `csv:"arm" doc:"id of the arm"`
	Against string  `csv:"against" doc:"the arm that it is compared with"`
	Point   int64   `csv:"point" doc:"point of the sweep"`
	Pairs   int64   `csv:"pairs" doc:"pairs of runs"`
	Parted  int64   `csv:"parted" doc:"pairs that ever differ"`
	First   float64 `csv:"first_tick" doc:"earliest tick at which one does"`
	Median  float64 `csv:"median_tick" doc:"median over those that do"`
	Agents  string  `csv:"agents" doc:"who differs first, most often"`
}

// SummaryClaimRow is a test of a claim (summary/claims.csv).
type SummaryClaimRow struct {
	Claim         string  `csv:"claim" doc:"id of the claim"`
	Test          string  `csv:"test" doc:"id of the test within it"`
	Point         int64   `csv:"point" doc:"point of the sweep"`
	Class         string  `csv:"class" doc:"kind of evidence"`
	Says          string  `csv:"says" doc:"what is claimed"`
	About         string  `csv:"about" doc:"what is done and looked at"`
	Quantity      string  `csv:"quantity" doc:"column of runs.csv"`
	Per           string  `csv:"per" doc:"column of runs.csv that a slope or ratio is relative to"`
	Contrast      string  `csv:"contrast" doc:"what of it is compared"`
	Arms          string  `csv:"arms" doc:"ids of the arms in the order of the contrast, with blanks between"`
	Replicates    int64   `csv:"replicates" doc:"replicates in which all of it is known; runs for every"`
	First         float64 `csv:"first_mean" doc:"mean, or probability, in the first arm; over all runs for every"`
	Second        float64 `csv:"second_mean" doc:"the same in the second arm"`
	Estimate      float64 `csv:"estimate" doc:"of the contrast; the worst value for every"`
	StdErr        float64 `csv:"std_err" doc:"its standard error (jackknife over replicates); empty for probabilities and every"`
	Level         float64 `csv:"level" doc:"level of the interval, so that all tests of the table together have 95 % (Holm 1979); empty for every"`
	Lower         float64 `csv:"lower" doc:"lower end of the interval"`
	Upper         float64 `csv:"upper" doc:"upper end"`
	Above         float64 `csv:"above" doc:"passes if the interval lies above; empty where nothing is required"`
	Below         float64 `csv:"below" doc:"passes if the interval lies below"`
	PValue        float64 `csv:"p_value" doc:"two-sided, of the bound that is hardest to hold; 1 where the estimate lies on its wrong side"`
	Adjusted      float64 `csv:"p_holm" doc:"the same, adjusted for the number of tests"`
	Deterministic bool    `csv:"deterministic" doc:"whether nothing varies between replicates"`
	Verdict       string  `csv:"verdict" doc:"pass, fail or reported"`
	ClaimVerdict  string  `csv:"claim_verdict" doc:"pass or fail of the claim as a whole"`
	Problem       string  `csv:"problem" doc:"why there is no result"`
}
