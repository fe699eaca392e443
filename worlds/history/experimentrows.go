package history

// Rows of an experiment. Its tables are records: after the columns of ExperimentKey comes one column for each number that
// the experiment varies, named by its path, and then the columns of the table.

// ExperimentKey says to which run of an experiment a row belongs.
type ExperimentKey struct {
	Row   int64  `csv:"row" doc:"number of the run in the experiment, from 1, over all replicates, points and arms"`
	Run   int64  `csv:"run" doc:"replicate, from 1: all arms and points of one replicate share their luck"`
	Point int64  `csv:"point" doc:"point of the sweep, from 0; 0 without a sweep"`
	Arm   string `csv:"arm" doc:"id of the arm"`
	Seed  int64  `csv:"seed" doc:"seed of the run"`
}

// ExperimentRunRow is one run of an experiment (runs.csv).
type ExperimentRunRow struct {
	Status      string  `csv:"status" doc:"ok or failed"`
	Error       string  `csv:"error" doc:"what went wrong; the world that does it again is failed/ROW.yaml"`
	Ticks       int64   `csv:"ticks" doc:"ticks simulated"`
	Against     string  `csv:"against" doc:"the arm it is compared with: same replicate, same point; empty where there is none"`
	PartedTick  float64 `csv:"parted_tick" doc:"first tick at which an agent that both arms have differs between them; empty where none ever does"`
	PartedAgent string  `csv:"parted_agent" doc:"the agents that differ at that tick, by id, with blanks between"`
}

// ExperimentLife goes with the outcome of an agent in outcomes.csv of an experiment.
type ExperimentLife struct {
	Entered int64 `csv:"entered_tick" doc:"tick of its entry; 0 for those of the start"`
}

// ExperimentTick dates a row of indicators.csv; one column per indicator follows.
type ExperimentTick struct {
	Tick int64  `csv:"tick" doc:"months since the start; where the last ticks of each run are kept, counted from its end: 0 the last, -1 the one before"`
	Date string `csv:"date" doc:"first day of the month"`
}
