package worlds

// ComputeMarket are the parameters of accelerators: what they cost, who builds them, who else
// wants them.
type ComputeMarket struct {
	Cost            float64 `yaml:"cost_usd_per_h100e" unit:"USD" range:"(0,inf)" default:"32000" source:"assumption; all-in, compute.csv" doc:"an accelerator with its site"`
	Interest        float64 `yaml:"interest_per_year" unit:"1/year" range:"[0,1]" default:"0.1" source:"assumption" doc:"cost of capital in the user cost"`
	Depreciation    float64 `yaml:"depreciation_per_year" unit:"1/year" range:"[0,1]" default:"0.05" source:"assumption" doc:"wear"`
	HardwareGain    float64 `yaml:"hardware_gain_per_year" unit:"factor a year" range:"[1,5]" default:"1.3" source:"Epoch AI, chips +30 to 40 % a year; data README, regularity 8" doc:"performance per USD"`
	Utilisation     float64 `yaml:"utilisation" unit:"share" range:"(0,1]" default:"0.7" source:"assumption" doc:"hours sold over hours that pass"`
	Running         float64 `yaml:"running_share_per_year" unit:"1/year" range:"[0,1]" default:"0.04" source:"assumption" doc:"running cost a year over cost"`
	Power           float64 `yaml:"power_usd_per_year" unit:"USD a year" range:"[0,inf)" default:"1000" source:"assumption" doc:"power of an accelerator"`
	CashCost        float64 `yaml:"cash_cost_share" unit:"share" range:"[0,1]" default:"0.25" source:"assumption" doc:"least price over user cost at which the oldest hours are offered"`
	Reserved        float64 `yaml:"reserved_share" unit:"share" range:"[0,1]" default:"0.8" source:"assumption" doc:"share of labs' hours under contract"`
	Term            float64 `yaml:"contract_months" unit:"months" range:"[1,120]" default:"24" source:"assumption, 12-36" doc:"mean term of staggered contracts"`
	FringeFleet     float64 `yaml:"fringe_fleet_h100e" unit:"H100e" range:"[0,inf)" default:"250000" source:"assumption; Oracle, CoreWeave and others" doc:"accelerators of clouds that are no agents"`
	BackgroundUp    float64 `yaml:"background_growth_per_year" unit:"factor a year" range:"[0.5,3]" default:"1.18" source:"assumption" doc:"growth of other buyers' budgets for ten years"`
	BackgroundLate  float64 `yaml:"background_growth_late_per_year" unit:"factor a year" range:"[0.5,3]" default:"1.05" source:"assumption" doc:"the same afterwards"`
	BuildMonths     int64   `yaml:"build_months" unit:"months" range:"[1,60]" default:"9" source:"assumption" doc:"time over which a gap in capacity is closed, and delivery lag"`
	CapexGrowthYear float64 `yaml:"capex_growth_limit_per_year" unit:"factor a year" range:"[1,10]" default:"1.7" source:"compute.csv, hyperscalers' capex +62 % in 2024" doc:"fastest growth of orders"`
	CapexFallMonth  float64 `yaml:"capex_fall_limit_per_month" unit:"1/month" range:"[0,1]" default:"0.07" source:"assumption" doc:"fastest fall of orders"`
	LifeYears       float64 `yaml:"life_years" unit:"years" range:"[1,20]" default:"5" source:"assumption" doc:"life of an accelerator"`
}

// Capital are the parameters of equity.
type Capital struct {
	BoomMonths   float64 `yaml:"boom_months" unit:"months" range:"[1,1000]" default:"30" source:"assumption; form Hamilton 1989" doc:"mean length of a boom"`
	NormalMonths float64 `yaml:"normal_months" unit:"months" range:"[1,1000]" default:"36" source:"assumption" doc:"of normal times"`
	BustMonths   float64 `yaml:"bust_months" unit:"months" range:"[1,1000]" default:"18" source:"assumption" doc:"of a bust"`
	Boom         float64 `yaml:"boom" unit:"ratio" range:"[0,10]" default:"1.3" source:"assumption" doc:"valuations and money in a boom"`
	Bust         float64 `yaml:"bust" unit:"ratio" range:"[0,10]" default:"0.35" source:"assumption" doc:"in a bust"`
	Pool         float64 `yaml:"pool_usd_bn_per_year" unit:"USD bn a year" range:"[0,inf)" default:"35" source:"funding.csv, 2024" doc:"money for labs"`
	PoolGrowth   float64 `yaml:"pool_growth_per_year" unit:"factor a year" range:"[0.5,3]" default:"1.35" source:"assumption; 18 bn in 2023, 35 in 2024" doc:"its growth"`
	PoolLimit    float64 `yaml:"pool_limit_usd_bn_per_year" unit:"USD bn a year" range:"[0,inf)" default:"150" source:"assumption" doc:"where that growth ends"`
	PoolCarry    float64 `yaml:"pool_carry_per_month" unit:"1/month" range:"[0,1]" default:"0.92" source:"assumption" doc:"unspent money that stays"`
	Margin       float64 `yaml:"terminal_margin" unit:"share" range:"[0,1]" default:"0.25" source:"assumption" doc:"margin that investors expect in the end"`
	PE           float64 `yaml:"terminal_price_earnings" unit:"ratio" range:"[0,200]" default:"20" source:"assumption" doc:"price over earnings then"`
	Discount     float64 `yaml:"discount_per_year" unit:"1/year" range:"[0,2]" default:"0.18" source:"assumption" doc:"venture discount rate"`
	Horizon      float64 `yaml:"horizon_years" unit:"years" range:"[0,30]" default:"6" source:"assumption" doc:"years until then"`
	FadeBase     float64 `yaml:"growth_fade_per_year" unit:"1/year" range:"(0,5]" default:"0.3" source:"assumption; fits OpenAI at 28 times run rate" doc:"fade of log growth (Gompertz) at the size of reference"`
	FadeSize     float64 `yaml:"growth_fade_size" unit:"1/year per log point" range:"[0,2]" default:"0.26" source:"assumption" doc:"faster below that size"`
	FadeRef      float64 `yaml:"growth_fade_reference_usd_m" unit:"USD m a year" range:"(0,inf)" default:"5500" source:"revenue.csv, OpenAI 2024" doc:"size of reference"`
	MultipleCap  float64 `yaml:"multiple_limit" unit:"ratio" range:"[1,1000]" default:"60" source:"assumption" doc:"greatest valuation over run rate"`
	Dilution     float64 `yaml:"dilution_median" unit:"share" range:"(0,1)" default:"0.16" source:"funding.csv, 29 rounds" doc:"median dilution of a round"`
	Need         float64 `yaml:"need_months" unit:"months" range:"[1,60]" default:"21" source:"assumption, 18-24" doc:"planned burn that a round covers"`
	Trigger      float64 `yaml:"raise_below_months" unit:"months" range:"[0,60]" default:"14" source:"assumption" doc:"runway at which a round begins"`
	CloseLow     int64   `yaml:"close_months_low" unit:"months" range:"[0,60]" default:"2" source:"funding.csv, gaps between rounds" doc:"fastest close"`
	CloseHigh    int64   `yaml:"close_months_high" unit:"months" range:"[0,60]" default:"5" source:"funding.csv" doc:"slowest close"`
	ValueSD      float64 `yaml:"valuation_sd" unit:"log points" range:"[0,3]" default:"0.3" source:"assumption" doc:"luck of a valuation"`
	PlanShare    float64 `yaml:"plan_share" unit:"share" range:"[0,2]" default:"0.5" source:"assumption" doc:"part of the Gompertz growth that investors call the plan"`
	Patience     float64 `yaml:"patience" unit:"share" range:"[0,2]" default:"0.7" source:"assumption" doc:"plan attainment below which there is no up-round"`
	PatienceEnd  float64 `yaml:"patience_end" unit:"share" range:"[0,2]" default:"0.5" source:"assumption" doc:"attainment below which there is no round"`
	GapEnd       float64 `yaml:"gap_end_oom" unit:"OOM" range:"[0,20]" default:"1.5" source:"assumption" doc:"gap to the frontier beyond which there is no round"`
}

// Control are the parameters of deals and exits.
type Control struct {
	Rule         string  `yaml:"rule" default:"hhi-2023" source:"Merger Guidelines 2023" doc:"rule of the authority: hhi-2010, hhi-2023, none, strict"`
	Vertical     bool    `yaml:"no_vertical_test" doc:"leave the vertical test out"`
	CashShare    float64 `yaml:"price_from_cash" unit:"share" range:"[0,1]" default:"0.35" source:"assumption" doc:"share of a buyer's cash that a deal may take"`
	StockShare   float64 `yaml:"price_from_stock" unit:"share" range:"[0,1]" default:"0.05" source:"assumption" doc:"share of its market value paid in stock"`
	Horizon      float64 `yaml:"customers_months" unit:"months" range:"[0,120]" default:"36" source:"assumption" doc:"months of margin on kept customers"`
	Kept         float64 `yaml:"customers_kept" unit:"share" range:"[0,1]" default:"0.8" source:"assumption, .7 consumer, .85 enterprise" doc:"customers who stay"`
	People       float64 `yaml:"per_researcher_usd_m" unit:"USD m" range:"[0,inf)" default:"5" source:"events.csv, licence-and-hire deals" doc:"worth of a researcher"`
	Integration  float64 `yaml:"integration_share" unit:"share" range:"[0,1]" default:"0.1" source:"assumption" doc:"loss of integration"`
	Leave        float64 `yaml:"leave_share" unit:"share" range:"[0,1]" default:"0.2" source:"assumption" doc:"researchers who leave"`
	DistressFrom float64 `yaml:"distress_post_money_share" unit:"share" range:"[0,1]" default:"0.15" source:"events.csv" doc:"reserve in distress over the last valuation"`
	ValueSD      float64 `yaml:"private_value_sd" unit:"log points" range:"[0,3]" default:"0.35" source:"assumption" doc:"spread of private values"`
	Approach     float64 `yaml:"approach_per_month" unit:"1/month" range:"[0,1]" default:"0.02" source:"assumption; moves the number of independents most" doc:"hazard that a laggard is approached"`
	ApproachGap  float64 `yaml:"approach_gap_oom" unit:"OOM" range:"[0,20]" default:"0.7" source:"assumption" doc:"gap of a laggard"`
	ApproachSize float64 `yaml:"approach_share" unit:"share" range:"[0,1]" default:"0.02" source:"assumption" doc:"its share of model revenue at most"`
	SaleMonths   float64 `yaml:"sale_below_months" unit:"months" range:"[0,60]" default:"6" source:"assumption" doc:"runway below which a lab without money looks for a buyer"`
	EndMonths    float64 `yaml:"end_below_months" unit:"months" range:"[0,60]" default:"3" source:"assumption" doc:"runway below which it winds down"`
	CutMonths    float64 `yaml:"cut_below_months" unit:"months" range:"[0,60]" default:"9" source:"assumption" doc:"runway below which it cuts, once a raise has failed"`
	LicenceShare float64 `yaml:"licence_raised_share" unit:"share" range:"[0,5]" default:"0.8" source:"events.csv: Inflection 650 of 1,525, Adept 330-430 of 415" doc:"mean price of licence-and-hire over capital raised"`
}
