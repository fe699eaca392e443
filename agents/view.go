package agents

// Market is what everybody can read about the industry: facts of earlier months.
type Market struct {
	Tick                 int64   // months since the start
	Frontier             float64 // capability of the best model on the market, log10 from the frontier at the start
	OpenFrontier         float64 // the same among open weights; -Inf without any
	ComputePriceUSDPerH  float64 // spot price of an H100-equivalent hour
	ComputeCostUSDPerH   float64 // user cost of a new H100-equivalent hour
	ComputeUtilisation   float64 // hours used over hours on offer
	ComputeHoursSpot     float64 // hours traded last month, all buyers
	WageUSDPerYear       float64 // pay of a researcher
	Boom, Bust           bool    // mood of the capital market; neither: normal
	Efficient            bool    // the technical regime in which scale pays less
	DesiredGrowthPerYear float64 // factor by which a frontier generation's cost wants to grow
	RevenueUSDPerYear    float64 // model revenue of last month times twelve
	LargestResearchUSD   float64 // largest yearly research compute of any agent, as analysts estimate it
	MedianPriceUSD       float64 // median list price of flagships, per million tokens
	Peers                []Peer  // by agent, in the order of ids
}

// Peer is what the public knows of an agent.
type Peer struct {
	ID             string
	Kind           Kind
	Status         Status
	Independent    bool    // a lab outside a parent
	Share          float64 // of model revenue, last month
	Capability     float64 // of its best model on the market; -Inf without one
	PriceUSD       float64 // list price of its flagship per million tokens; 0 without one
	PostMoneyUSD   float64 // last post-money valuation, or market value of a parent
	RevenueUSD     float64 // yearly run rate, as reported
	OpenWeights    bool    // its flagship's weights are open
	Distressed     bool    // known to look for a buyer
	StakeOfViewer  float64 // fraction of its shares that the viewer holds
	ResearchersEst float64 // researchers, as its public pages list them
}

// Books is what an agent knows of itself.
type Books struct {
	ID                 string
	Index              int // its place among the peers
	Kind               Kind
	Niche              bool
	CashUSD            float64
	CreditUSD          float64 // undrawn credit
	DebtUSD            float64
	PrepaidUSD         float64 // compute paid in advance
	RevenueUSD         float64 // model revenue and royalties, last month
	RevenueUSDPerYear  float64 // last 12 months, or the run rate where fewer have passed
	RevenueGrowth      float64 // last 3 months over the 3 before, as a yearly factor
	GrossMargin        float64 // of last month; NaN without revenue
	OperatingUSD       float64 // operating profit, last month
	BurnUSD            float64 // mean cash burn of the last 3 months; negative: cash comes in
	RunwayMonths       float64 // (cash + credit) / burn; +Inf when it does not burn
	ResearchUSDPerYear float64 // spend on research compute now
	StaffUSDPerYear    float64
	Researchers        float64
	SalesUSD           float64 // sales and brand, last month
	Capability         float64 // what a model trained now would have
	OnMarket           float64 // capability of its flagship; -Inf without one
	MonthsSinceLaunch  int64   // of the flagship
	MonthsSinceSmall   int64   // of the small model
	RunMonthsLeft      int64   // months until a run in progress ends; -1: none
	LaunchCostUSD      float64
	CoreUSDPerYear     float64 // free cash flow of the core business before the models, last 12 months
	EnvelopeUSDPerYear float64 // what the parent's board lets the models cost, net
	PostMoneyUSD       float64
	RaisedUSD          float64
	Raising            bool    // a round is under way
	MonthsSinceRound   int64   // since the last round closed; large without one
	FailedRaises       int64   // rounds in a row that found no money
	PlanAttainment     float64 // revenue over the plan of the last round; 1 without one
	ReservedHours      float64 // per month, under contract
	ComputeHours       float64 // used last month
	FleetH100e         float64 // own accelerators
	PipelineH100e      float64 // ordered, not yet delivered
	FreeHours          float64 // of the own fleet, not under contract
	Offers             []OwnOffer
}

// OwnOffer is one of the agent's offers with what its sales department knows of it.
type OwnOffer struct {
	ID             string
	Channel        Channel
	Line           Line
	Legacy         bool
	PriceUSD       float64 // list price per unit
	UnitCostUSD    float64 // marginal cost to serve a unit at today's compute price, fees included, at list: over the share of the list price that is paid
	Share          float64 // of its segments' revenue, last month
	ShareLoss      float64 // relative loss of share over three months
	Elasticity     float64 // own-price elasticity of the long run, above 1 (absolute); NaN for free plans
	PeerPriceUSD   float64 // revenue-weighted price of rivals' offers of the same channel; 0 without any
	QualityPremium float64 // ln of the price at which a buyer would be indifferent between it and the mean rival
	OpenPriceUSD   float64 // price of hosting open weights at least as capable; 0 without any
	Units          float64 // sold last month
	New            bool    // its model was launched this month: the price is set afresh
}

// LabView is what a lab sees.
type LabView struct {
	Market *Market
	Books
}

// CloudView is what a cloud sees.
type CloudView struct {
	Market *Market
	Books
	DemandGrowth    float64   // of spending on compute, smoothed, log per month
	ComputeUSD      float64   // compute sold to others, last month
	ComputeMarkup   float64   // price of its hours over the market's rule
	MarketplaceFee  float64   // mean share that it keeps of sales through its marketplace
	MarketplaceUSD  float64   // fees from its marketplace, last month
	Carries         []bool    // by peer: whether its marketplace carries that peer's models
	BundleDiscount  float64   // share off the price of its own models for customers of its own cloud
	RelatedShare    float64   // share of its compute revenue that comes from labs it holds a stake in
	LabsSeeking     []int     // peers that look for money now
	AskUSD          []float64 // what each of them asks for
	InvestLimitUSD  []float64 // most that it may put into each of them: what it can pay, and the stake it may hold without control
	DesiredCapacity float64   // H100e that its forecast asks for, pipeline counted, to order this month
}

// ReleaserView is what a releaser sees.
type ReleaserView struct {
	Market *Market
	Books
	CoreGainUSDPerYear float64 // gain in the core business per unit fall of ln API price
	MonthsSinceOpen    int64   // since it last opened weights
}
