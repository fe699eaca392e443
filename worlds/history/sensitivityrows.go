package history

// Rows of the summaries of a sensitivity analysis, in the folder summary of its directory. The factor luck is the seed, and
// what is drawn with it.

// SummarySobolRow is the share of the variance of an outcome that a factor accounts for (summary/sobol.csv).
type SummarySobolRow struct {
	Kind       string  `csv:"kind" doc:"indicator, or life: months of an agent as a firm of its own"`
	Measure    string  `csv:"measure" doc:"the indicator, or the agent"`
	Tick       float64 `csv:"tick" doc:"months since the start; empty for a life"`
	Date       string  `csv:"date" doc:"first day of the month"`
	Factor     string  `csv:"factor" doc:"path of the uncertain number, or the group; luck"`
	Rows       int64   `csv:"rows" doc:"rows of Saltelli's matrices of which every run came to its end"`
	Mean       float64 `csv:"mean" doc:"mean of the outcome over everything that varies"`
	StdDev     float64 `csv:"std_dev" doc:"its standard deviation, whose square is shared out"`
	First      float64 `csv:"first" doc:"share that goes if the factor becomes known: first-order index (Saltelli et al. 2010)"`
	FirstLower float64 `csv:"first_lower" doc:"lower end of its interval (bootstrap over the rows)"`
	FirstUpper float64 `csv:"first_upper" doc:"upper end"`
	Total      float64 `csv:"total" doc:"share that stays if all else becomes known: total index (Jansen 1999)"`
	TotalLower float64 `csv:"total_lower" doc:"lower end of its interval"`
	TotalUpper float64 `csv:"total_upper" doc:"upper end"`
}

// SummaryMorrisRow is what a factor does to an outcome along trajectories (summary/morris.csv).
type SummaryMorrisRow struct {
	Kind         string  `csv:"kind" doc:"indicator, or life: months of an agent as a firm of its own"`
	Measure      string  `csv:"measure" doc:"the indicator, or the agent"`
	Tick         float64 `csv:"tick" doc:"months since the start; empty for a life"`
	Date         string  `csv:"date" doc:"first day of the month"`
	Factor       string  `csv:"factor" doc:"path of the uncertain number; luck"`
	Trajectories int64   `csv:"trajectories" doc:"trajectories of which every run came to its end"`
	Mu           float64 `csv:"mu" doc:"mean elementary effect: change of the outcome as the number goes through all that is believed of it (Morris 1991); for luck its sign says nothing"`
	MuLower      float64 `csv:"mu_lower" doc:"lower end of its interval (Student)"`
	MuUpper      float64 `csv:"mu_upper" doc:"upper end"`
	MuStar       float64 `csv:"mu_star" doc:"mean of the sizes of the effects (Campolongo, Cariboni and Saltelli 2007)"`
	MuStarLower  float64 `csv:"mu_star_lower" doc:"lower end of its interval (Student)"`
	MuStarUpper  float64 `csv:"mu_star_upper" doc:"upper end"`
	Sigma        float64 `csv:"sigma" doc:"standard deviation of the effects: how much depends on the other factors and on luck"`
}
