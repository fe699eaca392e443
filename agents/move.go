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
	ReserveMonths  int64     // term of new contracts
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

// CloudMove is what a cloud decides.
type CloudMove struct {
	ModelMove
	OrderH100e     float64   // accelerators to order
	MarketplaceFee float64   // on sales of others' models through its marketplace
	BundleDiscount float64   // extra utility paid for, as a discount on compute to its model customers
	InvestUSD      []float64 // by LabsSeeking
	CommitShare    float64   // share of an investment that comes back as prepaid compute
	BidFactor      float64   // of own valuation of a target; 0: it does not bid
	EnvelopeShare  float64   // of the core's cash flow that models may cost, net
	ReservePrice   float64   // least price for spot hours, as a share of the user cost
}

// ReleaserMove is what a releaser decides.
type ReleaserMove struct {
	ModelMove
	SupportUSD    float64 // help to hosts, USD a month
	OrderH100e    float64
	EnvelopeShare float64
	BidFactor     float64
}
