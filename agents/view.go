package agents

// Market is what everybody can read about the industry: facts of earlier months.
type Market struct {
	Tick                 int64   `json:"tick" unit:"months" doc:"since the start"`
	Frontier             float64 `json:"frontier_oom" unit:"OOM" doc:"capability of the best model on the market, log10 from the frontier at the start"`
	OpenFrontier         float64 `json:"open_frontier_oom" unit:"OOM" doc:"the same among open weights; -inf without any"`
	ComputePriceUSDPerH  float64 `json:"compute_price_usd_per_h100h" unit:"USD per H100e-hour" doc:"spot price"`
	ComputeCostUSDPerH   float64 `json:"compute_cost_usd_per_h100h" unit:"USD per H100e-hour" doc:"user cost of a new accelerator"`
	ComputeUtilisation   float64 `json:"compute_utilisation" unit:"share" doc:"hours used over hours on offer"`
	ComputeHoursSpot     float64 `json:"compute_hours_m" unit:"m H100e-hours" doc:"hours used last month, all buyers"`
	WageUSDPerYear       float64 `json:"wage_usd_per_year" unit:"USD a year" doc:"pay of a researcher"`
	Boom                 bool    `json:"boom" doc:"mood of the capital market; neither boom nor bust: normal"`
	Bust                 bool    `json:"bust" doc:"mood of the capital market"`
	Efficient            bool    `json:"efficient" doc:"the technical regime in which scale pays less"`
	DesiredGrowthPerYear float64 `json:"desired_growth_per_year" unit:"factor a year" doc:"by which the cost of a frontier generation wants to grow"`
	ResearchGrowth       float64 `json:"research_growth_per_year" unit:"factor a year" doc:"by which the industry's research compute grew in the last year, as analysts estimate it"`
	LargestRoundUSD      float64 `json:"largest_round_usd" unit:"USD" doc:"largest round of equity that the market bears now; 0 without a market for equity"`
	RevenueUSDPerYear    float64 `json:"revenue_usd_per_year" unit:"USD a year" doc:"model revenue of last month times twelve"`
	LargestResearchUSD   float64 `json:"largest_research_usd_per_year" unit:"USD a year" doc:"largest research compute of any agent, as analysts estimate it"`
	MedianPriceUSD       float64 `json:"median_price_usd_per_mtok" unit:"USD per million tokens" doc:"median list price of flagships; 0 without any"`
	OpenShareTokens      float64 `json:"open_share_tokens" unit:"share" doc:"of tokens, on open weights"`
	OpenShareRevenue     float64 `json:"open_share_revenue" unit:"share" doc:"of model revenue, on open weights"`
	Peers                []Peer  `json:"peers" doc:"by agent, in the order of ids"`
}

// Peer is what the public knows of an agent.
type Peer struct {
	ID                string  `json:"id" doc:"of the agent"`
	Kind              Kind    `json:"kind" doc:"lab, cloud or releaser"`
	Status            Status  `json:"status" doc:"of life"`
	Independent       bool    `json:"independent" doc:"a lab outside a parent, alive"`
	Share             float64 `json:"share" unit:"share" doc:"of model revenue, last month"`
	ShareYearAgo      float64 `json:"share_year_ago" unit:"share" doc:"of model revenue, twelve months earlier; in the first year: at the start"`
	Capability        float64 `json:"capability_oom" unit:"OOM" doc:"of its best model on the market; -inf without one"`
	PriceUSD          float64 `json:"price_usd_per_mtok" unit:"USD per million tokens" doc:"list price of its flagship; 0 without one"`
	PlanUSD           float64 `json:"plan_usd_per_month" unit:"USD per subscriber and month" doc:"list price of its cheapest paid plan; 0 without one"`
	MonthsSinceLaunch int64   `json:"months_since_launch" unit:"months" doc:"of its flagship"`
	PostMoneyUSD      float64 `json:"post_money_usd" unit:"USD" doc:"last post-money valuation, or market value of a parent"`
	RevenueUSD        float64 `json:"revenue_usd_per_year" unit:"USD a year" doc:"run rate, as reported"`
	OpenWeights       bool    `json:"open_weights" doc:"its flagship's weights are open"`
	Distressed        bool    `json:"distressed" doc:"known to look for a buyer, or its last round failed"`
	StakeOfViewer     float64 `json:"stake_of_viewer" unit:"share" doc:"fraction of its shares that the viewer holds"`
	ResearchersEst    float64 `json:"researchers" unit:"count" doc:"as its public pages list them"`
}

// Books is what an agent knows of itself.
type Books struct {
	ID                 string     `json:"id" doc:"own id"`
	Index              int        `json:"index" unit:"place among the peers" doc:"own place"`
	Kind               Kind       `json:"kind" doc:"lab, cloud or releaser"`
	Niche              bool       `json:"niche" doc:"it has left the general market"`
	CashUSD            float64    `json:"cash_usd" unit:"USD" doc:"cash"`
	CreditUSD          float64    `json:"credit_usd" unit:"USD" doc:"undrawn credit"`
	DebtUSD            float64    `json:"debt_usd" unit:"USD" doc:"debt"`
	PrepaidUSD         float64    `json:"prepaid_usd" unit:"USD" doc:"compute paid in advance"`
	RevenueUSD         float64    `json:"revenue_usd_per_month" unit:"USD a month" doc:"model revenue and royalties, last month"`
	RevenueUSDPerYear  float64    `json:"revenue_usd_per_year" unit:"USD a year" doc:"last 12 months, or the run rate where fewer have passed"`
	RevenueGrowth      float64    `json:"revenue_growth" unit:"factor a year" doc:"last 3 months over the 3 before, as a yearly factor"`
	GrossMargin        float64    `json:"gross_margin" unit:"share" doc:"of last month; NaN without revenue"`
	OperatingUSD       float64    `json:"operating_usd_per_month" unit:"USD a month" doc:"operating profit, last month"`
	BurnUSD            float64    `json:"burn_usd_per_month" unit:"USD a month" doc:"mean cash burn of the last 3 months; negative: cash comes in"`
	RunwayMonths       float64    `json:"runway_months" unit:"months" doc:"(cash + credit)/burn; +inf when it does not burn"`
	ResearchUSDPerYear float64    `json:"research_usd_per_year" unit:"USD a year" doc:"spend on research compute now"`
	GrantedUSDPerYear  float64    `json:"granted_usd_per_year" unit:"USD a year" doc:"most that its board lets it spend on research compute now"`
	LossUSD            float64    `json:"loss_usd_per_month" unit:"USD a month" doc:"what the board of a going concern lets it lose, research counted; negative: the profit that it wants; +inf for a project of its investors, whose research is greater than its revenue"`
	StaffUSDPerYear    float64    `json:"staff_usd_per_year" unit:"USD a year" doc:"pay of all staff"`
	Researchers        float64    `json:"researchers" unit:"count" doc:"own researchers"`
	ResearchersUSD     float64    `json:"researchers_usd_per_year" unit:"USD a year" doc:"pay of researchers that goes with its research compute by the world's rule"`
	ServingUSD         float64    `json:"serving_usd_per_month" unit:"USD a month" doc:"bill for serving, last month"`
	SalesUSD           float64    `json:"sales_usd_per_month" unit:"USD a month" doc:"sales and brand, last month"`
	Capability         float64    `json:"capability_oom" unit:"OOM" doc:"what a model trained now would have"`
	OnMarket           float64    `json:"on_market_oom" unit:"OOM" doc:"capability of its flagship; -inf without one"`
	MonthsSinceLaunch  int64      `json:"months_since_launch" unit:"months" doc:"of the flagship"`
	MonthsSinceSmall   int64      `json:"months_since_small" unit:"months" doc:"of the small model"`
	RunMonthsLeft      int64      `json:"run_months_left" unit:"months" doc:"until a run in progress ends; -1: none"`
	RunMonths          int64      `json:"run_months" unit:"months" doc:"how long the final run of a flagship takes if all goes well"`
	RunUSD             float64    `json:"run_usd" unit:"USD" doc:"what the final run of a flagship would cost now, out of research compute"`
	LaunchCostUSD      float64    `json:"launch_cost_usd" unit:"USD" doc:"of bringing a model to market"`
	LeastBrandUSD      float64    `json:"least_brand_usd" unit:"USD a month" doc:"least spend on brand that counts in this world"`
	CoreUSDPerYear     float64    `json:"core_usd_per_year" unit:"USD a year" doc:"free cash flow of the core business before the models"`
	EnvelopeUSDPerYear float64    `json:"envelope_usd_per_year" unit:"USD a year" doc:"what the parent's board lets the models cost, net"`
	EnvelopeShare      float64    `json:"envelope_share" unit:"share" doc:"the same as a share of the free cash flow of core and cloud"`
	PostMoneyUSD       float64    `json:"post_money_usd" unit:"USD" doc:"own last valuation"`
	RaisedUSD          float64    `json:"raised_usd" unit:"USD" doc:"equity raised so far"`
	Raising            bool       `json:"raising" doc:"a round is under way"`
	MonthsSinceRound   int64      `json:"months_since_round" unit:"months" doc:"since the last round closed; large without one"`
	FailedRaises       int64      `json:"failed_raises" unit:"count" doc:"rounds in a row that found no money"`
	PlanAttainment     float64    `json:"plan_attainment" unit:"ratio" doc:"revenue over the plan of the last round; 1 without one"`
	HourPriceUSD       float64    `json:"hour_price_usd_per_h100h" unit:"USD per H100e-hour" doc:"mean price of an hour for itself, contracts and spot"`
	ReservedHours      float64    `json:"reserved_hours_m" unit:"m H100e-hours a month" doc:"under contract"`
	ComputeHours       float64    `json:"compute_hours_m" unit:"m H100e-hours a month" doc:"used last month"`
	FleetH100e         float64    `json:"fleet_h100e" unit:"H100e" doc:"own accelerators"`
	PipelineH100e      float64    `json:"pipeline_h100e" unit:"H100e" doc:"ordered, not yet delivered"`
	FreeHours          float64    `json:"free_hours_m" unit:"m H100e-hours a month" doc:"of the own fleet, beyond own use last month"`
	Offers             []OwnOffer `json:"offers" doc:"what it sells"`
}

// OwnOffer is one of the agent's offers with what its sales department knows of it.
type OwnOffer struct {
	ID             string  `json:"id" doc:"of the offer"`
	Channel        Channel `json:"channel" doc:"how it reaches its customers"`
	Line           Line    `json:"line" doc:"flagship or small"`
	Legacy         bool    `json:"legacy" doc:"a model that has a successor"`
	Licensed       bool    `json:"licensed" doc:"the model behind it is another firm's, sold for a royalty"`
	Capability     float64 `json:"capability_oom" unit:"OOM" doc:"of the model behind it"`
	PriceUSD       float64 `json:"price_usd" unit:"USD per unit" doc:"list price"`
	UnitCostUSD    float64 `json:"unit_cost_usd" unit:"USD per unit" doc:"marginal cost at today's compute price, fees included, at list: over the share of the list price that is paid"`
	Share          float64 `json:"share" unit:"share" doc:"of its segments' revenue, last month"`
	Chosen         float64 `json:"chosen" unit:"share" doc:"of its buyers' choices that fall on it: of spending where they spend a budget; where each takes one plan, of customers, less what a dearer plan would not lose because few give up plans altogether"`
	ShareLoss      float64 `json:"share_loss" unit:"share" doc:"relative loss of share over three months"`
	Elasticity     float64 `json:"elasticity" unit:"1" doc:"elasticity of the long run at today's price, above 1 (absolute), of what its seller loses to others when it raises its prices; NaN for free plans"`
	Alpha          float64 `json:"alpha" unit:"1" doc:"coefficient of log full price in its buyers' choice"`
	LinearPrice    bool    `json:"linear_price" doc:"price enters its buyers' choice as it is, not as a log: the coefficient is per USD"`
	HandlingUSD    float64 `json:"handling_usd" unit:"USD per unit" doc:"buyers' own cost of use, at list"`
	SaturationUSD  float64 `json:"saturation_usd" unit:"USD per unit" doc:"price at which buyers spend half of what they would if it were dear, at list; +inf where a buyer takes one plan"`
	KeptPerYear    float64 `json:"kept_per_year" unit:"share" doc:"of its customers who do not look for another supplier within a year"`
	PeerPriceUSD   float64 `json:"peer_price_usd" unit:"USD per unit" doc:"revenue-weighted price of rivals' offers of the same unit and line; 0 without any"`
	QualityPremium float64 `json:"quality_premium" unit:"log points" doc:"ln of the price ratio at which a buyer would be indifferent between it and the mean rival, linked where rivals have left"`
	OpenPriceUSD   float64 `json:"open_price_usd" unit:"USD per unit" doc:"price of hosting open weights at least as capable; 0 without any"`
	PriceMonths    int64   `json:"price_months" unit:"months" doc:"since its price was last changed, or the start"`
	IncomeGrowth   float64 `json:"income_growth" unit:"ratio" doc:"incomes of its buyers over those of then"`
	Units          float64 `json:"units_m" unit:"m units a month" doc:"sold last month"`
	TurnedAway     float64 `json:"turned_away" unit:"share" doc:"of those who wanted it last month and found no room"`
	New            bool    `json:"new" doc:"its model was launched since the last decision: the price is set afresh"`
}

// LabView is what a lab sees.
type LabView struct {
	Market *Market `json:"market" doc:"public facts"`
	Books
}

// CloudView is what a cloud sees.
type CloudView struct {
	Market *Market `json:"market" doc:"public facts"`
	Books
	DemandGrowth    float64   `json:"demand_growth_per_month" unit:"1/month" doc:"growth of spending on compute, smoothed, log"`
	ComputeUSD      float64   `json:"compute_sales_usd_per_month" unit:"USD a month" doc:"compute sold to others, last month"`
	ComputeMarkup   float64   `json:"compute_markup" unit:"ratio" doc:"price of its hours over the market's rule; 1: none"`
	MarketplaceFee  float64   `json:"marketplace_fee" unit:"share of sales" doc:"mean share that it keeps of sales through its marketplace"`
	MarketplaceUSD  float64   `json:"marketplace_usd_per_month" unit:"USD a month" doc:"fees from its marketplace, last month"`
	Carries         []bool    `json:"carries" doc:"by peer: whether its marketplace sells their models"`
	BundleDiscount  float64   `json:"bundle_discount" unit:"share of price" doc:"off its own models for customers of its cloud"`
	LabsSeeking     []int     `json:"labs_seeking" unit:"place among the peers" doc:"labs that look for money now"`
	AskUSD          []float64 `json:"ask_usd" unit:"USD" doc:"what each of them asks for"`
	InvestLimitUSD  []float64 `json:"invest_limit_usd" unit:"USD" doc:"most that it may put into each of them: what it can pay, and the stake it may hold without control"`
	RelatedShare    float64   `json:"related_share" unit:"share" doc:"of its compute revenue that comes from labs it holds a stake in"`
	DesiredCapacity float64   `json:"desired_capacity_h100e" unit:"H100e" doc:"what its forecast asks it to order this month, pipeline counted"`
}

// ReleaserView is what a releaser sees.
type ReleaserView struct {
	Market *Market `json:"market" doc:"public facts"`
	Books
	MonthsSinceOpen int64 `json:"months_since_open" unit:"months" doc:"since it last opened weights; large if never"`
}
