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
