package agents

// What agents decide. The engine sets a move to "carry on" before a strategy sees it: every field at its present value, NaN where
// a rule of the world decides, 0 or false where nothing happens. A field that a strategy leaves alone therefore
// changes nothing, and NaN always means "keep". What lies outside the range of a field is moved to its nearest end, and what can't be paid
// or carried out is trimmed; either is an event.

// ModelMove is what any agent with models decides each month.
type ModelMove struct {
	PricesUSD      []float64 `json:"prices_usd" unit:"USD per unit" range:"[0,1e9]" doc:"list price by own offer, in the order of the view's offers"`
	Plans          []string  `json:"plans" doc:"why a price stands below marginal cost, by own offer; empty: it doesn't"`
	Train          bool      `json:"train" doc:"begin the final run of the next flagship"`
	TrainSmall     bool      `json:"train_small" doc:"distil a new small model from the flagship"`
	BuildOwn       bool      `json:"build_own" doc:"put own models in the place of licensed ones in all plans and seats, for good"`
	Openness       Openness  `json:"openness" doc:"of what is trained from now on: closed, delayed or open"`
	DelayMonths    int64     `json:"delay_months" unit:"months" range:"[0,120]" doc:"from launch to open weights, where openness is delayed"`
	ResearchUSD    float64   `json:"research_usd_per_year" unit:"USD a year" range:"[0,1e18]" doc:"research compute"`
	ResearchersUSD float64   `json:"researchers_usd_per_year" unit:"USD a year" range:"[0,1e18]" doc:"pay budget for researchers in all; 0: what goes with the research compute by the world's rule"`
	SalesUSD       float64   `json:"sales_usd_per_month" unit:"USD a month" range:"[0,1e18]" doc:"sales force"`
	BrandUSD       float64   `json:"brand_usd_per_month" unit:"USD a month" range:"[0,1e18]" doc:"brand"`
	EfficiencyUSD  float64   `json:"efficiency_usd_per_month" unit:"USD a month" range:"[0,1e18]" doc:"work on the cost of serving; set to the share of the serving bill that all spend"`
	ReserveShare   float64   `json:"reserve_share" unit:"share" range:"[0,1]" doc:"share of the expected hours to hold under contract; NaN: the world's rule"`
	ReserveMonths  int64     `json:"reserve_months" unit:"months" range:"[0,120]" doc:"term of new contracts; 0: as it comes, within the market's bounds"`
}

// LabMove is what a lab decides.
type LabMove struct {
	ModelMove
	RaiseUSD  float64 `json:"raise_usd" unit:"USD" range:"[0,1e18]" doc:"equity to look for; 0: none"`
	RaiseWhy  string  `json:"raise_why" doc:"reason on record; needed where there is cash for three years"`
	SeekBuyer bool    `json:"seek_buyer" doc:"put itself up for sale"`
	GoNiche   bool    `json:"go_niche" doc:"leave the general market for good: no plans for consumers, a smaller cost base"`
	MergeWith int     `json:"merge_with" unit:"place among the peers" range:"[-1,100000]" doc:"peer to propose a merger to; -1: none. Both must propose"`
	BidFactor float64 `json:"bid_factor" unit:"ratio" range:"[0,10]" doc:"bid over own valuation of a lab that is auctioned; 0: it does not bid; NaN: 1"`
}

// CloudMove is what a cloud decides. What it can't pay or may not do is trimmed, with an event.
type CloudMove struct {
	ModelMove
	CapacityFactor float64   `json:"capacity_factor" unit:"ratio" range:"[0,100]" doc:"accelerators to order over what its forecast asks for; 1: as forecast"`
	ComputeMarkup  float64   `json:"compute_markup" unit:"ratio" range:"[0.1,10]" doc:"price of its hours over the market's rule, for spot hours and new contracts; 1: none"`
	MarketplaceFee float64   `json:"marketplace_fee" unit:"share of sales" range:"[0,1]" doc:"mean share that it keeps of sales of others' models through its marketplace; NaN: as agreed with each of them"`
	Carries        []bool    `json:"carries" doc:"by peer: whether its marketplace carries that peer's models"`
	BundleDiscount float64   `json:"bundle_discount" unit:"share of price" range:"[0,0.95]" doc:"off the price of its own models for customers of its own cloud"`
	InvestUSD      []float64 `json:"invest_usd" unit:"USD" range:"[0,1e18]" doc:"by labs_seeking of the view: most that it puts into the lab's round; 0: nothing"`
	CommitShare    float64   `json:"commit_share" unit:"share" range:"[0,1]" doc:"share of an investment that comes back as prepaid compute; NaN: the world's rule"`
	BidFactor      float64   `json:"bid_factor" unit:"ratio" range:"[0,10]" doc:"bid over own valuation of a lab that is auctioned; 0: it does not bid; NaN: 1"`
	EnvelopeShare  float64   `json:"envelope_share" unit:"share" range:"[0,1]" doc:"of the cash flow of core and cloud that its models may cost: what its AI unit asks for"`
}

// ReleaserMove is what a releaser decides.
type ReleaserMove struct {
	ModelMove
	SupportUSD     float64 `json:"support_usd_per_month" unit:"USD a month" range:"[0,1e18]" doc:"help to those who host or run its open weights: counts as brand of its family"`
	CapacityFactor float64 `json:"capacity_factor" unit:"ratio" range:"[0,100]" doc:"accelerators to order over what its forecast asks for; 1: as forecast"`
	EnvelopeShare  float64 `json:"envelope_share" unit:"share" range:"[0,1]" doc:"of the cash flow of core and cloud that its models may cost: what its AI unit asks for"`
	BidFactor      float64 `json:"bid_factor" unit:"ratio" range:"[0,10]" doc:"bid over own valuation of a lab that is auctioned; 0: it does not bid; NaN: 1"`
}
