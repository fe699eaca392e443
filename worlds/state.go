package worlds

import (
	"fmt"
	"io"
	"time"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/capital"
	"shakeout/market/control"
	"shakeout/market/ledger"
	"shakeout/market/talent"
	"shakeout/market/technology"
	"shakeout/worlds/history"
)

// sectors are the accounts that are no agents. They may be negative: they are the outside.
type sectors struct {
	households, firms, investors, suppliers, staff, state, hosts, background, neoclouds ledger.Account
}

// State is a world at one moment of its life.
type State struct {
	world    *World
	declared int // agents of the world file; slots of entrants come after them
	seed     uint64
	tick     int64
	start    time.Time
	err      error

	commands commands
	firms    []agents.Firm
	decide   []decider
	facts    agents.Market // public facts of last month
	sorted   []float64     // workspace
	offers   []offer
	segments []segmentState
	books    *ledger.Ledger
	sector   sectors

	frontier, openFrontier float64                            // of models on the market
	lastOut                [][agents.LineCount]agents.Vintage // models by firm whose weights were the last to come out, where policy ends releases
	tech                   technology.State
	researchPast           researchYears
	researchers            float64 // at the pay of reference, at the start
	employers              []talent.Firm
	serving                float64 // index of tokens served per hour at equal capability, start = 1
	hardware               float64 // index of performance per USD, start = 1
	refPrice               float64 // USD per million tokens: price of reference in f(p)
	delivered              float64 // part of the tokens sold that there were hours for, 1 but in extreme months
	goodwillMean           float64
	spot                   computeState
	mood                   capital.Mood
	pool                   float64 // USD that investors have ready
	wage                   float64 // USD a year

	demandSide
	desk        salesDesk
	school      *school // of those who learn; nil without any
	run         *history.Run
	options     Options
	events      []history.EventRow
	deals       int64
	equityMonth float64
	review      []review
	due         []priced      // rounds of the month, reused
	asks        []capital.Ask // the same
	bridging    []bridgeAsk   // bridges of the month, reused
	bridgeAsks  []capital.Ask // the same
	bids        []control.Bid // of an auction, reused
	bidders     []int         // who made them
	licenceBids []control.Bid // for a licence and its people, reused
	licensees   []int         // who made them
	scratch     []float64
	dueReviews  []review
	indicators  indicators
	watch       watch
}

// Options say what of a run is kept.
type Options struct {
	Ledger    bool // every transfer
	Decisions bool // every decision with its inputs
	Omit      Omit // tables that are not wanted
	// Benchmarks asks for Nash and joint-profit prices every so many ticks; 0: none.
	Benchmarks int64
	Progress   func(tick, ticks int64)
	// Own are strategies written in code, in place of those that the world names.
	Own Own

	// EveryMarket takes every month through all markets, also where months repeat themselves: the same result in more time.
	EveryMarket bool

	// Programs outside that decide for agents (Strategy.Command) are run only if allowed, with their standard error going to Stderr; a run
	// with a transcript asks it in their place and starts none.
	AllowCommands bool
	Stderr        io.Writer
	Transcript    []history.TranscriptRow
}

// Omit names tables that a run need not keep, joined by |: an ensemble of thousands of runs wants few.
type Omit uint8

// The tables that can be left out. What is simulated is the same.
const (
	OmitOffers Omit = 1 << iota
	OmitSegments
	OmitEvents
)

// stream returns the luck of one purpose of one agent in this month.
func (s *State) stream(agent, purpose string) exact.Stream {
	return exact.NewStream(s.seed, agent, purpose, int(s.tick))
}

// date returns the first day of the month of a tick.
func (s *State) date(tick int64) string {
	return s.start.AddDate(0, int(tick), 0).Format("2006-01-02")
}

func (s *State) event(kind, agent, counterparty string, usd float64, format string, args ...any) {
	if s.options.Omit&OmitEvents != 0 {
		return
	}
	s.run.Events = append(s.run.Events, history.EventRow{
		Tick: s.tick, Date: s.date(s.tick), Type: kind, Agent: agent, Counterparty: counterparty,
		Amount: usd / 1e6, Detail: fmt.Sprintf(format, args...),
	})
}

// cash returns what an agent has, USD.
func (s *State) cash(f *agents.Firm) float64 {
	return s.books.USD(s.books.Balance(ledger.Cash, f.Account))
}

// pay moves USD between accounts, rounded in the ledger.
func (s *State) pay(from, to ledger.Account, line ledger.Line, usd float64) {
	if usd > 0 {
		amount := s.books.Amount(usd)
		if err := s.books.Err(); err != nil && s.err == nil {
			s.fail(fmt.Errorf("%s pays %s, %s: %w", s.books.Name(from), s.books.Name(to), line, err))
		}
		s.books.Pay(from, to, line, amount)
	}
}
