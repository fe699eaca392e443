package history

// Rows of one run. Every field is one column of the CSV file of its table: the tag `csv` is the
// column's name, with its unit last, and `doc` is its line in the codebook. A float64 that has no
// sensible value is NaN and is written as an empty field.

// MarketRow is the state of the whole industry at one tick (market.csv).
type MarketRow struct {
	Tick                     int64   `csv:"tick" doc:"months since the start; 0 is the start state"`
	Date                     string  `csv:"date" doc:"first day of the month"`
	Mood                     string  `csv:"mood" doc:"regime of the capital market: boom, normal, bust"`
	Regime                   string  `csv:"regime" doc:"regime of technology: scale, efficiency"`
	Independents             int64   `csv:"independents" doc:"labs of the start that are alive outside a parent"`
	EntrantsAlive            int64   `csv:"entrants_alive" doc:"labs that entered after the start and are alive outside a parent"`
	ModelRevenue             float64 `csv:"model_revenue_usd_m" doc:"retail revenue from models in the month, all sellers, USD m"`
	LeaderRevenue            float64 `csv:"leader_revenue_usd_m" doc:"model revenue in the month of the largest lab, USD m"`
	Leader                   string  `csv:"leader" doc:"the lab with the largest model revenue"`
	HHI                      float64 `csv:"hhi" doc:"Herfindahl-Hirschman index by seller and revenue, 0 to 10,000"`
	HHIOwner                 float64 `csv:"hhi_owner" doc:"the same by owner of the model"`
	HHITokens                float64 `csv:"hhi_tokens" doc:"the same by seller and tokens"`
	HHIOwnerTokens           float64 `csv:"hhi_owner_tokens" doc:"the same by owner of the model and tokens"`
	HHIEnterpriseAPI         float64 `csv:"hhi_enterprise_api" doc:"the same for metered use by business, by seller and revenue"`
	HHIOwnerEnterpriseAPI    float64 `csv:"hhi_owner_enterprise_api" doc:"the same by owner of the model"`
	CR4                      float64 `csv:"cr4" doc:"share of the four largest sellers in revenue, 0 to 1"`
	CR4Owner                 float64 `csv:"cr4_owner" doc:"the same by owner of the model"`
	PriceFrontierList        float64 `csv:"price_frontier_list_usd_per_mtok" doc:"mean list price of the flagships within half an order of magnitude of the frontier, blended 3:1, weighted by revenue"`
	PriceFrontierRealised    float64 `csv:"price_frontier_realised_usd_per_mtok" doc:"the same at realised prices"`
	PriceIndex               float64 `csv:"price_index" doc:"chained matched-model index of realised API prices (Tornqvist), start = 1"`
	PriceConstantQuality     float64 `csv:"price_constant_quality_usd_per_mtok" doc:"lowest price at which at least the capability of reference can be had as a service"`
	PriceHedonic             float64 `csv:"price_hedonic_index" doc:"hedonic index of API prices on capability, time dummies over a rolling window of 12 months, chained, start = 1"`
	ConsumerSurplus          float64 `csv:"consumer_surplus_usd_m" doc:"log-sum surplus of the buyers who choose or keep an offer in the month, USD m"`
	Tokens                   float64 `csv:"tokens_bn" doc:"tokens served in the month, billions, all channels"`
	OpenShareTokens          float64 `csv:"open_share_tokens" doc:"share of tokens served by open weights"`
	OpenShareRevenue         float64 `csv:"open_share_revenue" doc:"share of model revenue earned with open weights"`
	ComputePrice             float64 `csv:"compute_price_usd_per_h100h" doc:"spot price of an H100-equivalent hour"`
	ComputeUserCost          float64 `csv:"compute_user_cost_usd_per_h100h" doc:"user cost of a new H100-equivalent hour (Jorgenson 1963)"`
	ComputeUtilisation       float64 `csv:"compute_utilisation" doc:"hours used over hours on offer"`
	ComputeStock             float64 `csv:"compute_stock_h100e" doc:"accelerators installed, H100-equivalents, all owners"`
	Capex                    float64 `csv:"capex_usd_m" doc:"orders of accelerators and sites in the month, all owners, USD m"`
	RDCompute                float64 `csv:"rd_compute_usd_m" doc:"spend on compute for research and training in the month, all agents, USD m"`
	InferenceShare           float64 `csv:"inference_share" doc:"share of inference in the hours that agents use"`
	FrontierCapability       float64 `csv:"frontier_capability" doc:"capability of the best model on the market, log10 effective FLOP relative to the frontier at the start"`
	FrontierRun              float64 `csv:"frontier_run_usd_m" doc:"cost of a final training run at the frontier, USD m: a tenth of the largest yearly research compute"`
	Researchers              float64 `csv:"researchers" doc:"researchers employed by all agents"`
	Wage                     float64 `csv:"wage_usd_per_year" doc:"yearly pay of a researcher"`
	PaidConsumers            float64 `csv:"paid_consumers_m" doc:"consumers on a paid plan, millions"`
	EquityRaised             float64 `csv:"equity_raised_usd_m" doc:"equity raised by labs in the month, USD m"`
	CapitalPool              float64 `csv:"capital_pool_usd_m" doc:"money that investors have ready for labs, USD m"`
	RevenueCostGrowth        float64 `csv:"revenue_growth_over_cost_growth" doc:"labs: revenue of this quarter over that of a year ago, divided by the same of cost; empty in the first 15 months"`
	EnterprisePerCustomer    float64 `csv:"enterprise_revenue_per_customer" doc:"revenue per considering enterprise buyer, start = 1"`
	Deals                    int64   `csv:"deals" doc:"acquisitions, mergers and licence-and-hire deals closed in the month"`
	RelatedPartyComputeShare float64 `csv:"related_party_compute_share" doc:"share of the clouds' compute revenue from labs in which they hold a stake"`
	HHIPartialOwnership      float64 `csv:"hhi_partial_ownership" doc:"HHI by owner and revenue adjusted for stakes (Salop and O'Brien 2000), silent financial interest"`
}

// SegmentRow is the state of one segment of customers at one tick (segments.csv).
type SegmentRow struct {
	Tick               int64   `csv:"tick" doc:"months since the start"`
	Date               string  `csv:"date" doc:"first day of the month"`
	Segment            string  `csv:"segment" doc:"segment of customers"`
	Potential          float64 `csv:"potential_m" doc:"potential buyers, millions (budgets of reference in business segments)"`
	Considering        float64 `csv:"considering" doc:"share of the potential that considers buying, 0 to 1 (generalised Bass diffusion)"`
	Using              float64 `csv:"using" doc:"share of those considering who use some offer, 0 to 1"`
	Revenue            float64 `csv:"revenue_usd_m" doc:"revenue in the month, USD m"`
	Tokens             float64 `csv:"tokens_bn" doc:"tokens in the month, billions"`
	HHI                float64 `csv:"hhi" doc:"HHI by seller and revenue; empty without revenue"`
	HHIOwner           float64 `csv:"hhi_owner" doc:"HHI by owner of the model and revenue"`
	CR4                float64 `csv:"cr4" doc:"share of the four largest sellers in revenue"`
	Surplus            float64 `csv:"consumer_surplus_usd_m" doc:"log-sum surplus in the month, USD m"`
	RevenuePerCustomer float64 `csv:"revenue_per_customer_usd" doc:"revenue per using buyer in the month, USD"`
	OpenShareTokens    float64 `csv:"open_share_tokens" doc:"share of tokens served by open weights"`
	TurnedAway         float64 `csv:"turned_away" doc:"units turned away over units asked for"`
	Signed             float64 `csv:"signed_m" doc:"buyers who sign with a new supplier in the month and begin later, millions; empty where customers change at once"`
	Procuring          float64 `csv:"in_procurement_m" doc:"buyers who have signed with a new supplier and not begun, millions; empty where customers change at once"`
}

// AgentRow is the state of one agent at one tick, and its books of the month (agents.csv).
type AgentRow struct {
	Tick                int64   `csv:"tick" doc:"months since the start"`
	Date                string  `csv:"date" doc:"first day of the month"`
	Agent               string  `csv:"agent" doc:"id of the agent"`
	Kind                string  `csv:"kind" doc:"lab, cloud or releaser"`
	Status              string  `csv:"status" doc:"state of life: not-entered, active, niche, in-deal, or the way it ended"`
	Cash                float64 `csv:"cash_usd_m" doc:"cash at the end of the month, USD m"`
	CreditLine          float64 `csv:"credit_line_usd_m" doc:"undrawn credit, USD m"`
	Debt                float64 `csv:"debt_usd_m" doc:"debt outstanding, USD m"`
	Prepaid             float64 `csv:"prepaid_compute_usd_m" doc:"compute paid in advance, not yet used, USD m"`
	Revenue             float64 `csv:"model_revenue_usd_m" doc:"model revenue as a seller in the month, USD m"`
	RevenueAPI          float64 `csv:"revenue_api_usd_m" doc:"of which metered use, USD m"`
	RevenueSubscription float64 `csv:"revenue_subscription_usd_m" doc:"of which consumer plans, USD m"`
	RevenueEnterprise   float64 `csv:"revenue_enterprise_usd_m" doc:"of which seats and enterprise contracts, USD m"`
	RevenueLicence      float64 `csv:"revenue_licence_usd_m" doc:"of which licences inside others' products, USD m"`
	RevenueMarketplace  float64 `csv:"revenue_marketplace_usd_m" doc:"of the model revenue: sold through a cloud's marketplace, USD m"`
	RevenueRoyalty      float64 `csv:"revenue_royalty_usd_m" doc:"received from others who sell its models, and marketplace fees, USD m"`
	RevenueCompute      float64 `csv:"revenue_compute_usd_m" doc:"compute sold to others, USD m"`
	ProfitCore          float64 `csv:"profit_core_usd_m" doc:"profit of the core business in the month, USD m"`
	CostInference       float64 `csv:"cost_inference_usd_m" doc:"compute to serve users, USD m"`
	CostIdleCompute     float64 `csv:"cost_idle_compute_usd_m" doc:"compute paid and not used, less what others paid for it, USD m"`
	CostResearchCompute float64 `csv:"cost_research_compute_usd_m" doc:"compute for training and experiments, USD m"`
	CostStaff           float64 `csv:"cost_staff_usd_m" doc:"pay of researchers and other staff, cash, USD m"`
	CostSales           float64 `csv:"cost_sales_usd_m" doc:"sales force and brand, USD m"`
	CostFees            float64 `csv:"cost_fees_usd_m" doc:"marketplace fees and royalties paid, USD m"`
	CostOverhead        float64 `csv:"cost_overhead_usd_m" doc:"overhead, launches and integration, USD m"`
	Envelope            float64 `csv:"envelope_usd_m" doc:"what the group's board lets the models cost in the month, net, USD m; 0 without another business"`
	Subsidy             float64 `csv:"subsidy_usd_m" doc:"what the group's other business paid for the models in the month: their operating loss, USD m"`
	CostFleet           float64 `csv:"cost_fleet_usd_m" doc:"cost of running the own fleet of accelerators, and its depreciation, USD m"`
	CostInterest        float64 `csv:"cost_interest_usd_m" doc:"interest, USD m"`
	Capex               float64 `csv:"capex_usd_m" doc:"paid for accelerators and sites, USD m"`
	GrossProfit         float64 `csv:"gross_profit_usd_m" doc:"model revenue and royalties less inference, fees and royalties paid, USD m"`
	OperatingProfit     float64 `csv:"operating_profit_usd_m" doc:"operating profit of the model business in the month, USD m"`
	EquityRaised        float64 `csv:"equity_raised_usd_m" doc:"equity received in the month, USD m"`
	PaidOut             float64 `csv:"paid_out_usd_m" doc:"dividends and buy-backs paid to owners in the month, USD m"`
	Capability          float64 `csv:"capability" doc:"capability of the best model it owns, log10 relative to the frontier at the start"`
	FrontierGap         float64 `csv:"frontier_gap" doc:"frontier less own capability, orders of magnitude"`
	Researchers         float64 `csv:"researchers" doc:"researchers employed"`
	Headcount           float64 `csv:"headcount" doc:"researchers and other staff, whom cost_staff_usd_m pays; who sells, supports and administers as revenue grows is in cost_sales_usd_m and cost_overhead_usd_m and not counted"`
	Fleet               float64 `csv:"fleet_h100e" doc:"own accelerators, H100-equivalents"`
	ReservedHours       float64 `csv:"reserved_hours_m" doc:"accelerator hours under contract, take or pay, millions of H100-equivalent hours"`
	Commitments         float64 `csv:"commitments_usd_m" doc:"what contracts for compute still cost, off the balance sheet, USD m"`
	ComputeHours        float64 `csv:"compute_hours_m" doc:"accelerator hours used, millions of H100-equivalent hours"`
	Tokens              float64 `csv:"tokens_bn" doc:"tokens sold as a seller in the month, billions"`
	Customers           float64 `csv:"paying_consumers_m" doc:"consumers on its paid plans, millions"`
	Signed              float64 `csv:"contracts_signed_m" doc:"new contracts signed in the month where customers begin later, millions"`
	Valuation           float64 `csv:"valuation_usd_m" doc:"last valuation: post-money of the last round, or a yearly appraisal since; a cloud's or releaser's market value of its core, USD m"`
	Raised              float64 `csv:"raised_usd_m" doc:"equity raised since the beginning, USD m"`
	Runway              float64 `csv:"runway_months" doc:"cash and undrawn credit over burn; empty when it does not burn"`
	BurnMultiple        float64 `csv:"burn_multiple" doc:"burn of 12 months over the growth of yearly revenue; empty without growth"`
	Share               float64 `csv:"share" doc:"share of model revenue as a seller, 0 to 1"`
	ShareOwner          float64 `csv:"share_owner" doc:"share of model revenue as owner of the model, 0 to 1"`
	UnitCost            float64 `csv:"unit_cost_usd_per_mtok" doc:"marginal cost of a million tokens of its best model, USD"`
	Price               float64 `csv:"price_flagship_usd_per_mtok" doc:"list price of its flagship, USD per million tokens, blended 3:1"`
	OwnCloudShare       float64 `csv:"own_cloud_share" doc:"of the business customers of its cloud who use models, the part that buys from it, 0 to 1; empty without such customers"`
}

// OfferRow is one offer in one segment at one tick (offers.csv).
type OfferRow struct {
	Tick        int64   `csv:"tick" doc:"months since the start"`
	Date        string  `csv:"date" doc:"first day of the month"`
	Segment     string  `csv:"segment" doc:"segment of customers"`
	Offer       string  `csv:"offer" doc:"seller/product"`
	Agent       string  `csv:"agent" doc:"the seller; hosts are a fringe that is no agent"`
	Owner       string  `csv:"owner" doc:"the owner of the model"`
	Channel     string  `csv:"channel" doc:"free, subscription, seat, api, marketplace, contract, licence, hosted, self-hosted"`
	Open        bool    `csv:"open" doc:"whether the weights are open"`
	Unit        string  `csv:"unit" doc:"what the price is for: subscriber-month, seat-month, mtok"`
	Price       float64 `csv:"price_usd" doc:"list price per unit, USD"`
	Realised    float64 `csv:"realised_price_usd" doc:"price actually paid per unit in the month, USD"`
	Capability  float64 `csv:"capability" doc:"capability, log10 relative to the frontier at the start"`
	Customers   float64 `csv:"customers_m" doc:"buyers who hold the offer, millions"`
	Share       float64 `csv:"share" doc:"share of those considering, 0 to 1"`
	Units       float64 `csv:"units_m" doc:"units sold in the month, millions"`
	Tokens      float64 `csv:"tokens_bn" doc:"tokens served in the month, billions"`
	Revenue     float64 `csv:"revenue_usd_m" doc:"revenue in the month, USD m"`
	Cost        float64 `csv:"serving_cost_usd_m" doc:"compute that served it in the month, with the models sold in it, at the spot price, USD m; what the hours cost its seller under contract is in cost_inference_usd_m"`
	TurnedAway  float64 `csv:"turned_away_m" doc:"units asked for in the first round and not served, millions"`
	MarginLight float64 `csv:"margin_light_usd" doc:"plans at a fixed price: what a subscriber of the lightest tenth leaves over fees and serving, USD a month; empty for other offers"`
	MarginHeavy float64 `csv:"margin_heavy_usd" doc:"the same of the heaviest tenth"`
	UnitCost    float64 `csv:"unit_cost_usd" doc:"marginal cost to the seller of a unit as it was sold in the month, fees and royalties included, USD"`
}

// EventRow is one thing that happened (events.csv).
type EventRow struct {
	Tick         int64   `csv:"tick" doc:"months since the start"`
	Date         string  `csv:"date" doc:"first day of the month"`
	Type         string  `csv:"type" doc:"one of a closed list, see the table of events"`
	Agent        string  `csv:"agent" doc:"whom it happened to"`
	Counterparty string  `csv:"counterparty" doc:"the other side, if there is one"`
	Amount       float64 `csv:"amount_usd_m" doc:"money that moved or was at stake, USD m; empty without"`
	Detail       string  `csv:"detail" doc:"what else matters, in words and numbers"`
}

// OutcomeRow is how one agent ended (outcomes.csv).
type OutcomeRow struct {
	Agent           string  `csv:"agent" doc:"id of the agent"`
	Name            string  `csv:"name" doc:"its name"`
	Kind            string  `csv:"kind" doc:"lab, cloud or releaser"`
	Outcome         string  `csv:"outcome" doc:"not-entered, acquired, licensed-and-hired, merged, wound-down, niche, subsidised, independent-profitable, independent-burning"`
	Tick            int64   `csv:"tick" doc:"tick of the exit, or of the end of the run"`
	Date            string  `csv:"date" doc:"its date"`
	Counterparty    string  `csv:"counterparty" doc:"buyer or parent"`
	Price           float64 `csv:"price_usd_m" doc:"price paid, USD m"`
	Cash            float64 `csv:"final_cash_usd_m" doc:"cash at the end, USD m"`
	Share           float64 `csv:"share" doc:"share of model revenue over its last 12 months, 0 to 1"`
	Revenue         float64 `csv:"revenue_12m_usd_m" doc:"model revenue of its last 12 months, USD m"`
	OperatingProfit float64 `csv:"operating_profit_12m_usd_m" doc:"operating profit of its last 12 months, USD m"`
	Valuation       float64 `csv:"last_valuation_usd_m" doc:"last valuation as in agents.csv, USD m"`
	OwnersValue     float64 `csv:"owners_value_usd_m" doc:"value to those who owned it at the start (or at its entry), discounted to the start: their part, after dilution, of a sale, of what winding down left, or of what it would fetch at the end without promises; for a group the market value of its core besides, its accelerators, and its stakes in labs, USD m"`
	FirstProfitable string  `csv:"first_profitable_month" doc:"first month from which 12 months together had an operating profit; empty if none"`
}

// LedgerRow is one transfer (ledger.csv, with --ledger).
type LedgerRow struct {
	Tick     int64   `csv:"tick" doc:"months since the start"`
	Date     string  `csv:"date" doc:"first day of the month"`
	Register string  `csv:"register" doc:"cash or prepaid"`
	From     string  `csv:"from" doc:"account that pays"`
	To       string  `csv:"to" doc:"account that receives"`
	Line     string  `csv:"line" doc:"line of the books"`
	Amount   float64 `csv:"amount_usd_m" doc:"USD m"`
}

// TranscriptRow is what a program outside the world answered when it was asked to decide for agents (transcript.csv): with it a run can
// be made again without the program.
type TranscriptRow struct {
	Tick   int64  `csv:"tick" doc:"months since the start"`
	Date   string `csv:"date" doc:"first day of the month"`
	Agents string `csv:"agents" doc:"the agents it decided for, with spaces between"`
	Status string `csv:"status" doc:"answered; or late, ended or unreadable, after which it was asked no more"`
	Answer string `csv:"answer" doc:"the line it answered with, JSON; empty unless answered"`
}

// DecisionRow is one decision with the rule behind it and what it saw (decisions.csv, with --decisions).
type DecisionRow struct {
	Tick     int64  `csv:"tick" doc:"months since the start"`
	Date     string `csv:"date" doc:"first day of the month"`
	Agent    string `csv:"agent" doc:"who decided"`
	Decision string `csv:"decision" doc:"what was decided"`
	Rule     string `csv:"rule" doc:"the rule or strategy behind it"`
	Inputs   string `csv:"inputs" doc:"what it saw, name=value pairs"`
	Result   string `csv:"result" doc:"what came of it"`
}

// BenchmarkRow compares the price of one offer in one segment with the Nash and the joint-profit price of the moment (benchmarks.csv, with --benchmarks).
type BenchmarkRow struct {
	Tick     int64   `csv:"tick" doc:"months since the start"`
	Date     string  `csv:"date" doc:"first day of the month"`
	Segment  string  `csv:"segment" doc:"segment of customers, taken by itself"`
	Offer    string  `csv:"offer" doc:"seller/product"`
	Agent    string  `csv:"agent" doc:"the seller"`
	Unit     string  `csv:"unit" doc:"what the price is for: subscriber-month, seat-month, mtok"`
	Price    float64 `csv:"price_usd" doc:"price actually paid per unit in the run, USD"`
	Cost     float64 `csv:"cost_usd" doc:"marginal cost of a unit over the share of the price that the seller keeps, USD"`
	Nash     float64 `csv:"nash_price_usd" doc:"price at which no seller gains by another price of its own, long-run demand, USD; empty where there is none"`
	Joint    float64 `csv:"joint_price_usd" doc:"price that makes the profit of all sellers together greatest, USD; empty where it has no bound or the offer would not be sold"`
	Position float64 `csv:"position" doc:"(price - Nash)/(joint - Nash): 0 at Nash, 1 at the joint-profit price; empty where one of them is, or joint is not above Nash by a hundredth"`
	Revenue  float64 `csv:"revenue_usd_m" doc:"revenue in the month, USD m"`
}
