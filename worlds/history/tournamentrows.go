package history

// Rows of the summaries of a tournament, in the folder summary of its directory.

// SummaryPayoffRow is what a strategy earns against another (summary/payoffs.csv).
type SummaryPayoffRow struct {
	Point    int64   `csv:"point" doc:"point of the sweep"`
	Payoff   string  `csv:"payoff" doc:"owners-value, survival, share (of the first seat) or consumer-surplus"`
	Strategy string  `csv:"strategy" doc:"strategy in the first seat"`
	Opponent string  `csv:"opponent" doc:"strategy in the other seats; with the form one-seat the strategy itself"`
	Runs     int64   `csv:"runs" doc:"replicates of which every pairing came to its end"`
	Mean     float64 `csv:"mean" doc:"mean payoff: USD m at the start, part of the run, share of revenue, or USD m a month"`
	StdErr   float64 `csv:"std_err" doc:"its standard error"`
	Lower    float64 `csv:"lower" doc:"lower end of its interval (Student)"`
	Upper    float64 `csv:"upper" doc:"upper end"`
}

// SummaryRankRow is the place of a strategy (summary/ranking.csv).
type SummaryRankRow struct {
	Point     int64   `csv:"point" doc:"point of the sweep"`
	Strategy  string  `csv:"strategy" doc:"the strategy"`
	Score     float64 `csv:"score" doc:"mean payoff in the first seat over all opponents, itself included"`
	StdErr    float64 `csv:"std_err" doc:"its standard error"`
	Lower     float64 `csv:"lower" doc:"lower end of its interval"`
	Upper     float64 `csv:"upper" doc:"upper end"`
	Rank      int64   `csv:"rank" doc:"place by score, from 1"`
	BestRank  int64   `csv:"best_rank" doc:"best true place that the replicates leave open, for all strategies at once with 95 %"`
	WorstRank int64   `csv:"worst_rank" doc:"worst one"`
}

// SummaryEquilibriumRow is one probability of a mix of strategies at rest (summary/equilibria.csv).
type SummaryEquilibriumRow struct {
	Point          int64   `csv:"point" doc:"point of the sweep"`
	Method         string  `csv:"method" doc:"exact: symmetric Nash equilibrium of the mean payoffs; replicator: where the replicator dynamics end"`
	Number         int64   `csv:"number" doc:"of the equilibrium, from 1"`
	Strategy       string  `csv:"strategy" doc:"a strategy that it plays"`
	Probability    float64 `csv:"probability" doc:"how much of it"`
	Payoff         float64 `csv:"payoff" doc:"what everybody earns in it"`
	Exploitability float64 `csv:"exploitability" doc:"what a single deviator could gain; 0 in an equilibrium, rounding apart"`
	Starts         float64 `csv:"starts" doc:"replicator: part of random starts that lead there"`
	Degenerate     bool    `csv:"degenerate" doc:"exact: whether there are further equilibria between those given"`
}

// SummaryExploitRow is what a best response gains (summary/exploitability.csv).
type SummaryExploitRow struct {
	Point        int64   `csv:"point" doc:"point of the sweep"`
	Profile      string  `csv:"profile" doc:"what all others play: a strategy, uniform, or equilibrium N"`
	BestResponse string  `csv:"best_response" doc:"the strategy that gains most by deviating; where one strategy is played alone, another"`
	Gain         float64 `csv:"gain" doc:"how much: mean over replicates; below zero where nobody gains"`
	StdErr       float64 `csv:"std_err" doc:"its standard error"`
	Lower        float64 `csv:"lower" doc:"lower end of its interval; the best of several noisy gains is biased upwards"`
	Upper        float64 `csv:"upper" doc:"upper end"`
}

// SummaryInvasionRow is what a rare strategy gains among another (summary/invasion.csv).
type SummaryInvasionRow struct {
	Point    int64   `csv:"point" doc:"point of the sweep"`
	Invader  string  `csv:"invader" doc:"the rare strategy"`
	Resident string  `csv:"resident" doc:"what all others play"`
	Gain     float64 `csv:"gain" doc:"invader's payoff less resident's among residents"`
	StdErr   float64 `csv:"std_err" doc:"its standard error"`
	Lower    float64 `csv:"lower" doc:"lower end of its interval"`
	Upper    float64 `csv:"upper" doc:"upper end"`
	PValue   float64 `csv:"p_value" doc:"two-sided, of no gain; not adjusted for the number of rows"`
	Stable   bool    `csv:"resident_stable" doc:"whether the resident is evolutionarily stable by the mean payoffs"`
}

// SummarySupportRow is how sure it is that a strategy is played in equilibrium (summary/supports.csv).
type SummarySupportRow struct {
	Point    int64   `csv:"point" doc:"point of the sweep"`
	Strategy string  `csv:"strategy" doc:"the strategy"`
	Played   float64 `csv:"played" doc:"share of resamples of the replicates in which some symmetric equilibrium plays it"`
	Alone    float64 `csv:"alone" doc:"share in which it alone is one"`
}
