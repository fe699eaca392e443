package customers

// Params is the demand side of a world: what all segments share, and the segments.
type Params struct {
	// Price enters utility as -alpha ln((p + h)/P) (log: constant-expenditure logit, Anderson, de
	// Palma and Thisse 1987), or as -alpha p (linear: the reference form).
	PriceForm PriceForm `yaml:"price_form" default:"log" source:"Bjornerstedt and Verboven 2016" doc:"form of price in utility"`
	// Width of the logistic in A = 1/(1 + exp(-(C - tau)/width)).
	AdequacyWidth float64 `yaml:"adequacy_width_oom" unit:"OOM" range:"(0,5]" default:"0.3" source:"assumption" doc:"width of the task threshold"`
	// Gaps beyond this are not felt any further.
	GapFloor float64 `yaml:"gap_floor_oom" unit:"OOM" range:"[0,20]" default:"3" source:"assumption" doc:"gap to the frontier beyond which taste for the frontier says nothing more"`
	// Growth of desired use per buyer in its first years and later (reasoning tokens).
	UseGrowth      float64 `yaml:"use_growth_per_year" unit:"factor a year" range:"[0.5,5]" default:"1.4" source:"assumption" doc:"growth of saturation volume and of use per subscriber"`
	UseGrowthLate  float64 `yaml:"use_growth_late_per_year" unit:"factor a year" range:"[0.5,5]" default:"1.15" source:"assumption" doc:"the same after use_growth_years"`
	UseGrowthYears float64 `yaml:"use_growth_years" unit:"years" range:"[0,50]" default:"6" source:"assumption" doc:"years of the first growth"`
	// Someone who is turned away remembers.
	TurnedAwayLoss     float64 `yaml:"turned_away_loss" unit:"utils" range:"[0,5]" default:"0.3" source:"assumption" doc:"fall of the intercept of an offer that turns everybody away"`
	TurnedAwayHalfLife float64 `yaml:"turned_away_half_life_months" unit:"months" range:"(0,120]" default:"3" source:"assumption" doc:"half-life of that memory"`
	// A seller's hours are shared out by expected demand before customers choose.
	CapacityMargin float64 `yaml:"capacity_margin" unit:"ratio" range:"[1,5]" default:"1.1" source:"assumption" doc:"hours given to an offer over those it is expected to need, contracts first, then subscriptions, metered use, free plans"`
	CapacityBurst  float64 `yaml:"capacity_burst" unit:"ratio" range:"[0,10]" default:"0.5" source:"assumption: hours found at short notice" doc:"most hours beyond those ordered that a seller finds within the month: its own research gives way, and to hosts other users do"`
	CapacityNew    float64 `yaml:"capacity_new_share" unit:"share" range:"[0,1]" default:"0.02" source:"assumption" doc:"least expected need of an offer, as a share of its seller's hours"`
	// Goodwill G' = (1 - decay) G + spend adds elasticity x ln(G relative to the industry) to the intercept.
	GoodwillDecay      float64 `yaml:"goodwill_decay_per_month" unit:"1/month" range:"[0,1]" default:"0.03" source:"Nerlove and Arrow 1962 for the form; value assumption" doc:"monthly decay of goodwill"`
	GoodwillElasticity float64 `yaml:"goodwill_elasticity" unit:"utils" range:"[0,3]" default:"0.15" source:"assumption; advertising elasticities near 0.1, Sethuraman, Tellis and Briesch 2011" doc:"utils per log point of relative goodwill"`
	// What buyers see in an offer beyond model, price, reach and goodwill reverts to the mean.
	ResidualFade float64 `yaml:"residual_fade_per_month" unit:"1/month" range:"[0,1]" default:"0.03" source:"assumption, .01-.05; Foster, Haltiwanger and Syverson 2008 find .92 a year persistent in old industries" doc:"monthly fade of the residual appeal that the start state implies"`
	// Brand luck: AR(1) in the intercept of a family.
	BrandAR float64 `yaml:"brand_ar" unit:"1/month" range:"[0,1)" default:"0.97" source:"assumption" doc:"persistence of brand luck"`
	BrandSD float64 `yaml:"brand_sd" unit:"utils a month" range:"[0,1]" default:"0.04" source:"assumption" doc:"standard deviation of its innovations (Student t, 4 degrees of freedom; Bottazzi and Secchi 2006)"`
	// Demand luck: AR(1) in the volume of a segment.
	DemandAR float64 `yaml:"demand_ar" unit:"1/month" range:"[0,1)" default:"0.8" source:"assumption" doc:"persistence of demand luck"`
	DemandSD float64 `yaml:"demand_sd" unit:"log points" range:"[0,1]" default:"0.02" source:"assumption" doc:"standard deviation of its innovations"`
	// Reluctance to use open weights fades.
	OpenReluctance      float64 `yaml:"open_reluctance" unit:"utils" range:"[0,10]" default:"0.5" source:"assumption" doc:"utils lost on open weights at the start, beyond the intercepts"`
	OpenReluctanceYears float64 `yaml:"open_reluctance_years" unit:"years" range:"[0,50]" default:"5" source:"assumption" doc:"years over which it fades"`
	// What the usual plan costs: the unit in which prices of plans and seats enter utility.
	PlanReference float64 `yaml:"plan_reference_usd_per_month" unit:"USD per month" range:"(0,inf)" default:"20" source:"subscriptions.csv, the usual plan" doc:"price of reference of plans and seats at the start"`
	// A host within a family, or a tier, is reconsidered more often than the family.
	ReconsiderWithin float64 `yaml:"reconsider_within_family_per_month" unit:"1/month" range:"[0,1]" default:"0.22" source:"short-run -1.1 over long-run -5 across hosts, demand.csv" doc:"share of keepers who choose their offer of the family afresh"`
	Sigma            float64 `yaml:"family_sigma" unit:"1" range:"[0,0.95]" default:"0.5" source:"assumption" doc:"correlation of tastes within a family (Berry 1994)"`
	Lambda           float64 `yaml:"none_lambda" unit:"1" range:"(0,1]" default:"0.25" source:"assumption" doc:"dissimilarity of AI against none: inclusive value enters with this factor"`

	Reach    Reach     `yaml:"reach" doc:"limited consideration"`
	Scandal  Scandal   `yaml:"scandal" doc:"sudden loss of trust"`
	Segments []Segment `yaml:"segments" doc:"the segments of customers"`
}

// Segment is one group of customers.
type Segment struct {
	ID string `yaml:"id" doc:"name of the segment"`
	// Per buyer: each takes one plan. Per budget: each spends a budget on what it chooses.
	Demand Demand `yaml:"demand" default:"budget" doc:"buyer: one plan each; budget: spends a budget"`
	// Potential buyers, or budgets of one unit (only their share of the value matters then).
	Potential       float64 `yaml:"potential_m" unit:"millions" range:"(0,100000]" doc:"potential buyers at the start"`
	PotentialGrowth float64 `yaml:"potential_growth_per_year" unit:"factor a year" range:"[0.5,2]" default:"1.02" source:"assumption" doc:"growth of the potential and of nominal budgets"`
	// Value at full adoption is derived at the start from using, unless it is given.
	Value float64 `yaml:"value_usd_m_per_year" optional:"true" unit:"USD m a year" range:"[0,inf)" doc:"budget at full adoption; 0: derived from the start state and using"`
	Using float64 `yaml:"using" unit:"share" range:"(0,1)" default:"0.6" source:"assumption" doc:"share of those considering who use something at the start"`

	Considering float64 `yaml:"considering" unit:"share" range:"(0,1]" default:"1" source:"assumption" doc:"share of the potential that considers buying at the start"`
	BassP       float64 `yaml:"bass_p_per_year" unit:"1/year" range:"[0,5]" default:"0.03" source:"Sultan, Farley and Lehmann 1990" doc:"innovation"`
	BassQ       float64 `yaml:"bass_q_per_year" unit:"1/year" range:"[0,5]" default:"0.38" source:"Sultan, Farley and Lehmann 1990" doc:"imitation"`
	BassTheta   float64 `yaml:"bass_theta" unit:"1" range:"[0,5]" default:"0.15" source:"assumption; form of Bass, Krishnan and Jain 1994" doc:"reaction of diffusion to the inclusive value"`

	Alpha          float64 `yaml:"alpha" unit:"1, or 1/USD with linear price" range:"[0,1000]" default:"1.8" source:"assumption 1.2-3.5; Lerner .40 at the frontier" doc:"price sensitivity between families"`
	AdequacyWeight float64 `yaml:"adequacy_weight" unit:"utils" range:"[0,20]" default:"2" source:"assumption" doc:"weight of adequacy for the task at hand"`
	FrontierTaste  float64 `yaml:"frontier_taste_per_oom" unit:"utils/OOM" range:"[0,10]" default:"0.6" source:"capability.csv: 110 Elo per OOM; 110 ln10/400 = .63" doc:"taste for the frontier"`
	Handling       float64 `yaml:"handling_usd_per_mtok" unit:"USD per million tokens" range:"[0,inf)" default:"0.005" source:"assumption" doc:"the buyer's own cost of metered use"`
	HandlingPlan   float64 `yaml:"handling_usd_per_month" unit:"USD per month" range:"[0,inf)" default:"2" source:"assumption" doc:"the buyer's own cost of using a plan or a seat"`
	Saturation     float64 `yaml:"saturation_usd_per_mtok" unit:"USD per million tokens" range:"[0,inf)" default:"0.15" source:"assumption, .015-1.0" doc:"price at which half of the saturation volume is used"`
	SaturationSeat float64 `yaml:"saturation_usd_per_seat" unit:"USD per seat and month" range:"[0,inf)" default:"3" source:"assumption" doc:"the same for seats"`
	SwitchingCost  float64 `yaml:"switching_cost" unit:"utils" range:"[0,10]" default:"2" source:"assumption; moments in subscriptions.csv and shares.csv" doc:"switching cost between families"`
	Reconsider     float64 `yaml:"reconsider_per_month" unit:"1/month" range:"[0,1]" default:"0.06" source:"short-run over long-run elasticity, demand.csv" doc:"share of buyers without a contract who choose afresh"`
	Term           int64   `yaml:"contract_months" unit:"months" range:"[0,120]" default:"0" source:"none unless said" doc:"term of contracts, at whose end a customer chooses afresh; 0: no contracts"`
	FamilyBest     bool    `yaml:"family_best" doc:"adequacy is judged by the best model of the family"`

	TaskMean float64 `yaml:"task_mean_oom" unit:"OOM" range:"(-50,50)" default:"4.5" source:"assumption; reproduces 14.5 bn at the start" doc:"mean of the task thresholds above the frontier of the start"`
	TaskSD   float64 `yaml:"task_sd_oom" unit:"OOM" range:"(0,50]" default:"2.75" source:"assumption" doc:"their standard deviation"`
	Cohorts  int64   `yaml:"cohorts" unit:"count" range:"[1,1000000]" default:"12" source:"numerical resolution, not a fact of the industry: doubling it moves no outcome probability by more than the Monte Carlo error (docs/sanity.md)" doc:"strata of task thresholds"`

	SelfHosting  float64 `yaml:"self_hosting" unit:"share" range:"[0,1]" default:"0" source:"assumption" doc:"share of buyers able to run open weights"`
	OwnWeights   float64 `yaml:"own_weights_taste" unit:"utils" range:"[0,10]" default:"1.5" source:"assumption" doc:"their taste for open weights"`
	Bundle       float64 `yaml:"bundle" unit:"utils" range:"[0,10]" default:"0" source:"assumption" doc:"extra utility of an offer of the cloud that the buyer already uses"`
	UseGrowthOn  bool    `yaml:"quota_binds" doc:"the advantage of a paid plan over the free one grows with use"`
	UseSkew      float64 `yaml:"use_skew" unit:"log points" range:"[0,3]" default:"0" source:"nobody differs unless said" doc:"standard deviation of the log of use per buyer, for plans at a fixed price"`
	UseClasses   int64   `yaml:"use_classes" unit:"count" range:"[1,100]" default:"10" source:"tenths" doc:"classes of use, light to heavy, where use_skew is above 0"`
	QuotaWeight  float64 `yaml:"quota_weight" unit:"utils" range:"[0,5]" default:"0.35" source:"assumption" doc:"utils per log point of use, for paid plans"`
	SalesLag     int64   `yaml:"sales_lag_months" unit:"months" range:"[0,24]" default:"0" source:"assumption" doc:"months from the decision for a new supplier to its first revenue: procurement, security review, integration; 0: customers change at once"`
	SalesEffect  float64 `yaml:"sales_elasticity" unit:"1" range:"[0,2]" default:"0.31" source:"Albers, Mantrala and Sridhar 2010, personal selling, mean of 46 studies" doc:"elasticity of new contracts with respect to spending on sales relative to revenue, where sales_lag_months is above 0"`
	IncomeGrowth float64 `yaml:"income_growth_per_year" unit:"factor a year" range:"[0.5,2]" default:"1.03" source:"assumption" doc:"growth of nominal incomes, which deflates the price of plans"`
}

// ChooseRate returns the share of customers who choose afresh in a month: those whose contract is up, or those who reconsider where there are no
// contracts.
func (p *Segment) ChooseRate() float64 {
	if p.Term > 0 {
		return 1 / float64(p.Term)
	}
	return p.Reconsider
}

// PriceForm is the form in which price enters utility.
type PriceForm uint8

// The forms.
const (
	LogPrice PriceForm = iota
	LinearPrice
)

// Demand says what a buyer of a segment does.
type Demand uint8

// The kinds of demand.
const (
	Budget Demand = iota // spends a budget: units = B A / (p + saturation)
	Buyer                // takes one plan
)
