package agents

// ModelMove is what any agent with models decides each month.
type ModelMove struct {
	PricesUSD      []float64 // list price by own offer, in the order of Books.Offers
	Plans          []string  // why a price stands below marginal cost, by own offer; empty: it doesn't
	Train          bool      // bring the next flagship to market
	TrainSmall     bool      // distil a new small model from the flagship
	Openness       Openness  // of what is launched
	DelayMonths    int64     // for Delayed
	ResearchUSD    float64   // research compute, USD a year
	ResearchersUSD float64   // pay offered to researchers in all, USD a year
	SalesUSD       float64   // sales force, USD a month
	BrandUSD       float64   // brand, USD a month
	EfficiencyUSD  float64   // work on the cost of serving, USD a month
	ReserveShare   float64   // share of the expected hours to hold under contract
	ReserveMonths  int64     // term of new contracts; 0: as it comes, within the market's bounds
}

// LabMove is what a lab decides.
type LabMove struct {
	ModelMove
	RaiseUSD  float64 // equity to look for; 0: none
	RaiseWhy  string  // reason on record where there is cash for three years
	SeekBuyer bool    // put itself up for sale
	GoNiche   bool    // leave the general market
	MergeWith int     // peer to propose a merger to; -1: none
	BidFactor float64 // of own valuation of a target; 0: it does not bid
}

// CloudMove is what a cloud decides. What it can't pay or may not do is trimmed, with an event.
type CloudMove struct {
	ModelMove
	CapacityFactor float64   // accelerators to order over what its forecast asks for; 1: as forecast
	ComputeMarkup  float64   // price of its hours over the market's rule, for spot hours and new contracts; 1: none
	MarketplaceFee float64   // mean share that it keeps of sales of others' models through its marketplace
	Carries        []bool    // by peer: whether its marketplace carries that peer's models
	BundleDiscount float64   // share off the price of its own models for customers of its own cloud
	InvestUSD      []float64 // by LabsSeeking: most that it puts into the lab's round
	CommitShare    float64   // share of an investment that comes back as prepaid compute
	BidFactor      float64   // of own valuation of a target; 0: it does not bid
	EnvelopeShare  float64   // of the cash flow of core and cloud that its models may cost: what its AI unit asks for
}

// ReleaserMove is what a releaser decides.
type ReleaserMove struct {
	ModelMove
	SupportUSD     float64 // help to hosts, USD a month
	CapacityFactor float64 // accelerators to order over what its forecast asks for; 1: as forecast
	EnvelopeShare  float64 // of the cash flow of core and cloud that its models may cost: what its AI unit asks for
	BidFactor      float64 // of own valuation of a target; 0: it does not bid
}
