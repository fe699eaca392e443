package agents

import (
	"shakeout/market/capital"
	"shakeout/market/ledger"
	"shakeout/market/technology"
)

// Firm is the state of one agent. The kinds differ in what they decide, not in what they are made
// of: any of them may own models, accelerators or a core business.
type Firm struct {
	ID, Name string
	Kind     Kind
	Index    int
	Account  ledger.Account

	Status    Status
	EnterTick int64 // first tick at which it trades
	ExitTick  int64 // tick at which it ended; -1 while it hasn't
	Parent    int   // who owns it after an acquisition or merger; -1
	ExitPrice float64
	Entrant   bool // entered while the world ran
	OwnedLab  bool // its owner's other business pays for it

	Models     [LineCount]Vintage
	Capability float64            // what a model trained now would have, OOM from the frontier of the start
	Effort     technology.Stock   // of effective research effort, millions of H100e-hours at the algorithms of the start
	ResearchPY float64            // spend on research compute, USD a year
	CostAnchor [LineCount]float64 // own serving cost over the rule, by line, fades to 1
	RunLeft    int64              // months until the run in progress is on the market; -1: none

	Efficiency    float64 // tokens served per hour over the industry's, 1 at the start
	EfficiencyUSD float64 // work on the cost of serving, USD a month

	TalentUSD    float64 // bill for researchers, USD a month, at the start
	TalentRefUSD float64 // research compute that went with it, USD a year
	TalentBidUSD float64 // bill that the firm decided on, USD a month; 0: by rule
	ScandalUntil int64   // tick at which a scandal is forgotten; 0: none yet

	Researchers float64
	OtherStaff  float64
	PeakStaff   float64 // greatest number of all staff so far
	Overhead    float64 // USD a month at the size of the start
	OverheadRef float64 // yearly revenue that Overhead belongs to, USD
	SalesUSD    float64 // USD a month
	BrandUSD    float64
	Goodwill    float64
	Goodwill0   float64
	Brand       float64 // luck of the brand, utils
	BrandLuck   float64 // the same less what a scandal costs

	CreditUSD float64 // undrawn credit line
	DrawnUSD  float64 // drawn on it
	DebtUSD   float64 // drawn credit and loans without security

	FleetDebtUSD float64 // loans against its accelerators

	Fleet       float64 // accelerators, H100e
	Core        float64 // free cash flow of the core business, USD a month
	Envelope    float64 // share of free cash flow that models may cost
	MarketValue float64 // of a parent at the start, USD

	MarginUSD   [2]float64 // what customers leave after the cost of serving them, USD a month, smoothed: consumers, everybody else
	PaidOutUSD  float64    // to its owners when it ended
	PayoutsUSD  float64    // to its owners while it lived, discounted to the start
	NicheAt     int        // segment that it keeps in a niche
	NicheTick   int64      // when it retreated
	NicheUSD    float64    // what it reckoned to earn there, USD a month
	NicheRDUSD  float64    // most research compute in a niche, USD a year
	CutTick     int64      // tick of the last cut in distress
	SellingCap  float64    // USD a month: the most that it spends on sales and brand since then; 0: no cap
	FromEstate  bool       // it was bought out of its estate: the price went to creditors
	FreeCashUSD float64    // what core and compute business leave after accelerators, USD a month, smoothed
	OpeningCore float64    // Core at the start

	Capital Financing
	Month   Books12
	Levers  Levers // what it has decided and markets act on
	Imposed Imposed
}

// Imposed is what a world file holds a firm to, whatever it decides.
type Imposed struct {
	StaysBehind    bool    // the best of the others by
	BehindOOM      float64 // orders of magnitude
	PriceOverCost  float64 // list prices over marginal cost; 0: its own affair
	ResearchGrows  bool    // research compute by a factor of ResearchGrowth a year
	ResearchGrowth float64
	LeftModels     bool  // out of the business of models of its own, for good
	LeftTick       int64 // since this tick
}

// Vintage is a model on the market.
type Vintage struct {
	Live       bool
	Capability float64
	Launched   int64   // tick
	Frontier   float64 // capability of the frontier on that day
	Open       bool
	OpensAt    int64 // tick at which its weights open; -1: never
}

// Financing is what investors and the agent have agreed.
type Financing struct {
	Table     capital.CapTable
	PostMoney float64 // USD, last round
	Raised    float64 // USD, since the beginning
	RoundTick int64   // tick at which the last round closed
	Premium   float64 // for control, over the last valuation

	Appraisal     float64 // USD, last appraisal of the shares
	AppraisalTick int64   // tick of it
	Kept          float64 // part of the firm that its owners of the start still hold

	RaisingUntil int64   // tick at which the round under way closes; -1: none
	Asked        float64 // USD
	Why          string
	Luck         capital.Luck // of the round under way
	Failed       int64        // rounds in a row that found nothing

	Plan     capital.Outlook // what the plan of the last round was made on
	PlanTick int64
	Attained [2]float64  // revenue over plan, last quarter and the one before
	Gaps     [12]float64 // distance from the frontier by month, a ring

	Belief     float64 // what the last price said beyond the rule of valuation, log points
	BeliefTick int64

	StartRevenue float64 // yearly run rate at the start, USD
	StartGrowth  float64 // log growth of revenue over the year before

	BridgeUSD float64 // convertible loans of investors
	Bridges   int64   // since the last round

	BudgetCashUSD float64 // cash and credit that the budget in force was made on
	BudgetTick    int64   // tick at which it was made
}

// LastValuation returns the last that is known of a lab's worth, USD: the post-money of its last round, or an appraisal since.
func (c *Financing) LastValuation() float64 {
	if c.AppraisalTick > c.RoundTick {
		return c.Appraisal
	}
	return c.PostMoney
}

// Books12 keeps the last twelve months of what decisions look at, USD.
type Books12 struct {
	Revenue, Operating, Burn, Cost, Research [12]float64 // Research: its compute
	Months                                   int64
	Gross                                    float64 // gross profit of the last month, USD
}

// Add enters the books of a month.
func (b *Books12) Add(revenue, operating, burn, cost, research float64) {
	i := b.Months % 12
	b.Revenue[i], b.Operating[i], b.Burn[i], b.Cost[i], b.Research[i] = revenue, operating, burn, cost, research
	b.Months++
}

// Kept is what part of a business is left: of its revenue, of all its costs, and of its research compute.
type Kept struct{ Revenue, Cost, Research float64 }

// Discontinue restates the months before for what is left of a business: operations that have ended are taken out of what the present is compared
// with, revenue and costs alike (IFRS 5.34, ASC 205-20-45). Otherwise budgets that follow the revenue of a year, growth, profit and runway go on with
// customers and people who are gone. Cash that was paid is gone all the same; burn is what the present is expected to take.
func (b *Books12) Discontinue(k Kept) {
	for i := range b.Revenue {
		revenue, cost := float64(b.Revenue[i]*(1-k.Revenue)), float64(b.Cost[i]*(1-k.Cost))
		b.Revenue[i] -= revenue
		b.Cost[i] -= cost
		b.Operating[i] += cost - revenue
		b.Burn[i] += revenue - cost
		b.Research[i] = float64(b.Research[i] * k.Research)
	}
	b.Gross = float64(b.Gross * k.Revenue) // at the margin of the month
}

// Sum adds up the last n months of a series (at most twelve, and as many as there are).
func (b *Books12) Sum(series *[12]float64, n int64) (total float64, months int64) {
	n = min(n, b.Months, 12)
	for k := range n {
		total += series[(b.Months-1-k)%12]
	}
	return total, n
}

// Mean returns the mean of the last n months, 0 without any.
func (b *Books12) Mean(series *[12]float64, n int64) float64 {
	total, months := b.Sum(series, n)
	if months == 0 {
		return 0
	}
	return total / float64(months)
}
