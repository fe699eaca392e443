package history

import (
	"context"
	"io"
)

// Table describes one file of rows of a run directory.
type Table struct {
	File    string   // market.csv
	Row     string   // what one row stands for
	Key     []string // columns that tell a row from all others, or at least place it
	Detail  bool     // there only if it was asked for, and outside the digest
	Special bool     // there only in runs that have such rows, and then under the digest
	Columns []Column

	rows binding
}

// binding joins a table to its rows in a Run and to its place in a Stage.
type binding interface {
	recorded(run *Run) bool
	encode(ctx context.Context, out io.Writer, file string, run *Run) (rows int64, err error)
	decode(in io.Reader, file string, run *Run) error
	attach(s *Stage, t *Table)
	stage(ctx context.Context, s *Stage, run *Run) error
	place(s *Stage) stagedTable
}

// tables lists the files of a run directory in the order in which a reader wants them.
var tables = []Table{
	table("market.csv", "tick", []string{"tick"}, false, bound[MarketRow]{
		func(r *Run) *[]MarketRow { return &r.Market }, func(s *Stage) *Sink[MarketRow] { return &s.Market }}),
	table("segments.csv", "tick and segment", []string{"tick", "segment"}, false, bound[SegmentRow]{
		func(r *Run) *[]SegmentRow { return &r.Segments }, func(s *Stage) *Sink[SegmentRow] { return &s.Segments }}),
	table("agents.csv", "tick and agent", []string{"tick", "agent"}, false, bound[AgentRow]{
		func(r *Run) *[]AgentRow { return &r.Agents }, func(s *Stage) *Sink[AgentRow] { return &s.Agents }}),
	table("offers.csv", "tick, segment and offer", []string{"tick", "segment", "offer"}, false, bound[OfferRow]{
		func(r *Run) *[]OfferRow { return &r.Offers }, func(s *Stage) *Sink[OfferRow] { return &s.Offers }}),
	table("events.csv", "event", []string{"tick", "type", "agent"}, false, bound[EventRow]{
		func(r *Run) *[]EventRow { return &r.Events }, func(s *Stage) *Sink[EventRow] { return &s.Events }}),
	table("outcomes.csv", "agent", []string{"agent"}, false, bound[OutcomeRow]{
		func(r *Run) *[]OutcomeRow { return &r.Outcomes }, func(s *Stage) *Sink[OutcomeRow] { return &s.Outcomes }}),
	special(table("learning.csv", "agent that learns (where a world has a stop rule)", []string{"agent"}, false, bound[LearningRow]{
		func(r *Run) *[]LearningRow { return &r.Learning }, func(s *Stage) *Sink[LearningRow] { return &s.Learning }})),
	special(table("transcript.csv", "tick and program that decides for agents (where a world has commands)", []string{"tick", "agents"}, false, bound[TranscriptRow]{
		func(r *Run) *[]TranscriptRow { return &r.Transcript }, func(s *Stage) *Sink[TranscriptRow] { return &s.Transcript }})),
	table("ledger.csv", "transfer (with `--ledger`)", []string{"tick", "from", "to"}, true, bound[LedgerRow]{
		func(r *Run) *[]LedgerRow { return &r.Ledger }, func(s *Stage) *Sink[LedgerRow] { return &s.Ledger }}),
	table("decisions.csv", "decision (with `--decisions`)", []string{"tick", "agent", "decision"}, true, bound[DecisionRow]{
		func(r *Run) *[]DecisionRow { return &r.Decisions }, func(s *Stage) *Sink[DecisionRow] { return &s.Decisions }}),
	table("benchmarks.csv", "benchmark month, segment and offer (with `--benchmarks`)", []string{"tick", "segment", "offer"}, true, bound[BenchmarkRow]{
		func(r *Run) *[]BenchmarkRow { return &r.Benchmarks }, func(s *Stage) *Sink[BenchmarkRow] { return &s.Benchmarks }}),
}

// Tables returns the tables of a run directory in their order.
func Tables() []Table { return append([]Table(nil), tables...) }

func table[T any](file, row string, key []string, detail bool, b bound[T]) Table {
	columns, err := Columns[T]()
	if err != nil {
		panic(err) // a row type of this package with a wrong tag: found by the first test, never by a user
	}
	return Table{File: file, Row: row, Key: key, Detail: detail, Columns: columns, rows: b}
}

func special(t Table) Table {
	t.Special = true
	return t
}

// everyRun reports whether every run has the table.
func (t *Table) everyRun() bool { return !t.Detail && !t.Special }

type bound[T any] struct {
	of   func(*Run) *[]T
	sink func(*Stage) *Sink[T]
}

func (b bound[T]) recorded(run *Run) bool { return *b.of(run) != nil }

func (b bound[T]) encode(ctx context.Context, out io.Writer, file string, run *Run) (int64, error) {
	w, err := NewTableWriter[T](out, file)
	if err != nil {
		return 0, err
	}
	rows := *b.of(run)
	for i := range rows {
		if i%interruptEvery == 0 && ctx.Err() != nil {
			return 0, context.Cause(ctx)
		}
		if err := w.Write(&rows[i]); err != nil {
			return 0, err
		}
	}
	return w.Rows(), w.Flush()
}

func (b bound[T]) decode(in io.Reader, file string, run *Run) error {
	rows, err := ReadTable[T](in, file)
	if err != nil {
		return err
	}
	*b.of(run) = rows
	return nil
}

func (b bound[T]) attach(s *Stage, t *Table) {
	sink := b.sink(s)
	sink.stage, sink.table = s, t
}

func (b bound[T]) stage(ctx context.Context, s *Stage, run *Run) error {
	sink := b.sink(s)
	rows := *b.of(run)
	if err := sink.open(); err != nil {
		return err
	}
	for i := range rows {
		if i%interruptEvery == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := sink.Write(&rows[i]); err != nil {
			return err
		}
	}
	return nil
}

func (b bound[T]) place(s *Stage) stagedTable { return b.sink(s) }

// An interrupt is looked for every so many rows: some milliseconds of work.
const interruptEvery = 4096

// SummaryTables returns the tables of the summaries of an experiment, in the folder summary of its directory.
func SummaryTables() []Table {
	return []Table{
		described[SummaryOutcomeRow]("outcomes.csv", "arm, point, agent and outcome", "arm", "point", "agent", "outcome"),
		described[SummarySurvivalRow]("survival.csv", "arm, point, agent and month with exits", "arm", "point", "agent", "month"),
		described[SummaryAgentRow]("agents.csv", "arm, point and agent", "arm", "point", "agent"),
		described[SummaryFanRow]("fans.csv", "arm, point, indicator and date", "arm", "point", "indicator", "tick"),
		described[SummaryEffectRow]("effects.csv", "arm that is compared, point and measure", "arm", "point", "kind", "measure", "tick"),
		described[SummaryProfitRow]("profitable.csv", "arm, point, agent and year", "arm", "point", "agent", "year"),
		described[SummaryPartingRow]("parting.csv", "arm that is compared and point", "arm", "point"),
		described[SummaryPayoffRow]("payoffs.csv", "payoff, strategy and opponent, of a tournament", "point", "payoff", "strategy", "opponent"),
		described[SummaryRankRow]("ranking.csv", "strategy of a tournament", "point", "strategy"),
		described[SummaryEquilibriumRow]("equilibria.csv", "strategy played in an equilibrium of a tournament", "point", "method", "number", "strategy"),
		described[SummaryExploitRow]("exploitability.csv", "profile of a tournament", "point", "profile"),
		described[SummaryInvasionRow]("invasion.csv", "invader and resident of a tournament", "point", "invader", "resident"),
		described[SummarySobolRow]("sobol.csv", "outcome, date and factor, of a sensitivity analysis", "kind", "measure", "tick", "factor"),
		described[SummaryMorrisRow]("morris.csv", "outcome, date and factor, of a screening", "kind", "measure", "tick", "factor"),
		described[SummarySupportRow]("supports.csv", "strategy of a tournament with up to 14", "point", "strategy"),
		described[SummaryClaimRow]("claims.csv", "test of a claim, where the experiment has claims", "claim", "test", "point"),
	}
}

// described is a table that is no part of a run.
func described[T any](file, row string, key ...string) Table {
	columns, err := Columns[T]()
	if err != nil {
		panic(err) // as in table
	}
	return Table{File: file, Row: row, Key: key, Columns: columns}
}
