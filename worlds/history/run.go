// Package history holds what a run leaves behind: typed rows, the files they are written to, and
// the digest over them. It knows nothing of how the rows came about.
package history

// Run is the record of one run: what a run directory holds, in memory.
type Run struct {
	World    string // name of the world
	Seed     uint64
	Ticks    int64  // ticks simulated
	Resolved []byte // canonical text of the resolved world

	Market     []MarketRow
	Segments   []SegmentRow
	Agents     []AgentRow
	Offers     []OfferRow
	Events     []EventRow
	Outcomes   []OutcomeRow
	Learning   []LearningRow   // nil unless strategies that learn ended learning
	Transcript []TranscriptRow // nil unless a program outside decided for an agent
	Ledger     []LedgerRow     // nil unless asked for
	Decisions  []DecisionRow   // nil unless asked for
	Benchmarks []BenchmarkRow  // nil unless asked for
}
