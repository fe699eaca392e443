package capital

import (
	"math"

	"shakeout/internal/exact"
)

// Valuation is the price of a young firm: revenue grown along a Gompertz curve (growth fades exponentially), a mature margin and price over earnings at the horizon,
// discounted at a venture rate (the venture capital method: Sahlman 1990). Growth of small firms fades faster; without this a firm that grows tenfold would be
// worth a thousand times its revenue. No forecast exceeds a share of the whole market. A firm with hardly any revenue is priced from what it needs and the share
// investors want for it, but never above its prospects: a share of what the greatest firm of the market would be worth, less for who is behind. Investors agree
// with the last price for a while: what it said beyond this rule is a belief that fades.
type Valuation struct {
	// Fade of growth at the reference revenue.
	FadePerYear float64 `yaml:"fade_per_year" unit:"1/year" range:"(0,5]" default:"0.3" source:"assumption; with growth 2.75 gives 28 times revenue at OpenAI, data/funding.csv 2024-10-02: 157 bn over 5.5 bn" doc:"yearly fade of log growth at the reference revenue"`
	// How the fade depends on size.
	FadePerLogSize float64 `yaml:"fade_per_log_size" unit:"1/year" range:"[0,5]" default:"0.26" source:"assumption; challengers at 100 times revenue, data/README.md regularity 4" doc:"added fade per log point of revenue below the reference"`
	// Least fade.
	FadeMinPerYear float64 `yaml:"fade_min_per_year" unit:"1/year" range:"(0,5]" default:"0.3" source:"assumption: growth of nobody fades more slowly than that of the leader of the start" doc:"least yearly fade of log growth"`
	// Reference revenue.
	ReferenceRevenueUSDM float64 `yaml:"reference_revenue_usd_m" unit:"USD m per year" range:"(0,inf)" default:"5500" source:"data/world_2025-01-01.csv, OpenAI rev_total_ai_usd_m" doc:"revenue to which fade_per_year belongs"`
	// Years to the horizon.
	HorizonYears float64 `yaml:"horizon_years" unit:"years" range:"(0,30]" default:"6" source:"assumption: life of a venture investment" doc:"years until the firm is sold or listed"`
	// Margin at the horizon.
	MatureMargin float64 `yaml:"mature_margin" unit:"1" range:"(0,1]" default:"0.25" source:"assumption: large software firms" doc:"net margin at the horizon"`
	// Price over earnings at the horizon.
	PriceEarnings float64 `yaml:"price_earnings" unit:"1" range:"(0,200]" default:"20" source:"assumption" doc:"price over earnings at the horizon"`
	// Discount rate.
	DiscountPerYear float64 `yaml:"discount_per_year" unit:"1/year" range:"[0,2]" default:"0.18" source:"assumption; Sahlman 1990" doc:"continuous discount rate"`
	// Bounds on the multiple.
	MultipleMin float64 `yaml:"multiple_min" unit:"1" range:"[0,100]" default:"1" source:"assumption" doc:"least valuation over revenue"`
	MultipleMax float64 `yaml:"multiple_max" unit:"1" range:"[1,10000]" default:"60" source:"assumption; OpenAI 28.5, data/funding.csv" doc:"greatest valuation over revenue"`
	// Greatest share of the market.
	MaxMarketShare float64 `yaml:"max_market_share" unit:"1" range:"(0,1]" default:"0.12" source:"assumption" doc:"greatest forecast revenue over the value of the market at full adoption"`
	// Discount for distance from the frontier.
	GapDiscountPerOOM float64 `yaml:"gap_discount_per_oom" unit:"1/OOM" range:"[0,5]" default:"0.25" source:"assumption" doc:"log points of value lost per order of magnitude behind the frontier"`
	// Prospects of a firm without revenue.
	ProspectShare      float64 `yaml:"prospect_share" unit:"1" range:"[0,10]" default:"0.22" source:"assumption: gives xAI 45 bn at .55 OOM behind, data/funding.csv 2024-11-20" doc:"worth of the prospects of a firm at the frontier over the worth of the greatest forecast of the market"`
	ProspectFadePerOOM float64 `yaml:"prospect_fade_per_oom" unit:"1/OOM" range:"[0,10]" default:"1.8" source:"assumption: the same; a firm an order of magnitude behind has a sixth of the prospects" doc:"log points of prospects lost per order of magnitude behind the frontier"`
	// Patience with a promise.
	ProspectHalfLifeMonths float64 `yaml:"prospect_half_life_months" unit:"months" range:"(0,1200]" default:"24" source:"assumption; Inflection and Adept gave up independence some two years after they were founded, data/events.csv; Bergemann and Hege 1998 for the concept" doc:"half-life of prospects that revenue does not bear out, from the start of the run or of the firm"`
	// Beliefs.
	BeliefHalfLifeMonths float64 `yaml:"belief_half_life_months" unit:"months" range:"(0,1200]" default:"12" source:"assumption" doc:"half-life of what a price said beyond revenue, need and prospects"`
	BeliefMax            float64 `yaml:"belief_max" unit:"1" range:"[0,10]" default:"1.5" source:"assumption" doc:"greatest belief, log points up or down"`
	// Disagreement between investors.
	NoiseSD float64 `yaml:"noise_sd" unit:"1" range:"[0,3]" default:"0.3" source:"assumption" doc:"standard deviation of the log of a valuation"`
}

// Outlook is what investors know of a firm and its market.
type Outlook struct {
	RevenueUSDPerYear float64 // run rate
	LossUSDPerYear    float64 // what serving customers costs beyond what they pay: compute, fees and royalties; 0 where they leave something
	LogGrowth         float64 // log growth of revenue over the last year
	GapOOM            float64 // distance below the public frontier
	MarketUSDPerYear  float64 // value of the market at full adoption; 0: without limit
	AgeMonths         float64 // how long investors have watched it
}

// FadePerYearAt returns l, the fade of growth at a revenue: max(FadeMin, Fade + FadePerLogSize ln(ReferenceRevenue/R)); +Inf at revenue zero.
func (v Valuation) FadePerYearAt(revenueUSDPerYear float64) float64 {
	if !(revenueUSDPerYear > 0) {
		return math.Inf(1)
	}
	reference := float64(v.ReferenceRevenueUSDM * million)
	return math.Max(v.FadeMinPerYear, v.FadePerYear+float64(v.FadePerLogSize*exact.Log(reference/revenueUSDPerYear)))
}

// ForecastUSDPerYear returns revenue some years from now along the Gompertz curve, times pace: R exp(pace g/l (1 - e^(-l t))), with g = LogGrowth and l =
// FadePerYearAt(R). pace 1 is the full curve; plans use less.
func (v Valuation) ForecastUSDPerYear(o Outlook, years, pace float64) float64 {
	l := v.FadePerYearAt(o.RevenueUSDPerYear)
	if math.IsInf(l, 1) {
		return 0
	}
	return float64(o.RevenueUSDPerYear * exact.Exp(float64(pace*o.LogGrowth/l)*(1-exact.Exp(-float64(l*years)))))
}

// Multiple returns M, what a firm is worth over its revenue in normal times:
//
//	M = min(exp(g/l (1 - e^(-H l))), MaxMarketShare x market / R) x MatureMargin x PriceEarnings x e^(-r H)
//
// within [MultipleMin, MultipleMax], with H = HorizonYears and r = DiscountPerYear.
func (v Valuation) Multiple(o Outlook) float64 {
	if !(o.RevenueUSDPerYear > 0) {
		return v.MultipleMin
	}
	grown := v.ForecastUSDPerYear(o, v.HorizonYears, 1) / o.RevenueUSDPerYear
	if o.MarketUSDPerYear > 0 {
		grown = math.Min(grown, float64(v.MaxMarketShare*o.MarketUSDPerYear)/o.RevenueUSDPerYear)
	}
	m := float64(grown * v.MatureMargin * v.PriceEarnings * exact.Exp(-float64(v.DiscountPerYear*v.HorizonYears)))
	return math.Min(math.Max(m, v.MultipleMin), v.MultipleMax)
}

// PreMoneyUSD returns what investors pay for the firm before new money:
//
//	factor x max(M max(0, R - L) exp(-GapDiscount gap), min(need/dilution - need, prospects))
//
// where L is what serving customers costs beyond what they pay: a multiple stands for what revenue will leave once the firm is mature, and
// as much revenue as is lost in serving it was bought, not earned. A firm that earns anything on what it sells is priced by its revenue.
// needUSD is the money wanted, dilution the share that investors usually take for it, prospects is ProspectUSD, and factor the mood (MoodChain.Factor) times the
// exponential of beliefs and disagreement.
func (v Valuation) PreMoneyUSD(o Outlook, needUSD, dilution, factor float64) float64 {
	gap := exact.Exp(-float64(v.GapDiscountPerOOM * math.Max(0, o.GapOOM)))
	earned := float64(v.Multiple(o) * math.Max(0, o.RevenueUSDPerYear-math.Max(0, o.LossUSDPerYear)) * gap)
	promised := 0.0
	if dilution > 0 && needUSD > 0 {
		promised = math.Min(needUSD/dilution-needUSD, v.ProspectUSD(o))
	}
	return float64(factor * math.Max(earned, promised))
}

// ProspectUSD returns the most that a promise is worth:
//
//	ProspectShare exp(-ProspectFade gap) 2^(-age/ProspectHalfLife) x MaxMarketShare x market x MatureMargin x PriceEarnings x e^(-r H)
//
// a part of the discounted worth of the greatest firm of the market, as a stage of an option on it (Gompers 1995); investors learn from the lack of success that it
// is not to be (Bergemann and Hege 1998). +Inf where the market has no limit.
func (v Valuation) ProspectUSD(o Outlook) float64 {
	if !(o.MarketUSDPerYear > 0) {
		return math.Inf(1)
	}
	greatest := float64(v.MaxMarketShare * o.MarketUSDPerYear * v.MatureMargin * v.PriceEarnings * exact.Exp(-float64(v.DiscountPerYear*v.HorizonYears)))
	patience := exact.Exp(-float64(math.Ln2 * math.Max(0, o.AgeMonths) / v.ProspectHalfLifeMonths))
	return float64(v.ProspectShare * greatest * patience * exact.Exp(-float64(v.ProspectFadePerOOM*math.Max(0, o.GapOOM))))
}

// Belief returns what is left of a belief some months later: half after each BeliefHalfLifeMonths.
func (v Valuation) Belief(belief, months float64) float64 {
	return float64(belief * exact.Exp(-float64(math.Ln2*math.Max(0, months)/v.BeliefHalfLifeMonths)))
}

// BeliefIn returns what a price says beyond the rule: ln(price/ruled), within BeliefMax; 0 where one of them is not above zero.
func (v Valuation) BeliefIn(priceUSD, ruledUSD float64) float64 {
	if !(priceUSD > 0) || !(ruledUSD > 0) {
		return 0
	}
	return math.Min(math.Max(exact.Log(priceUSD/ruledUSD), -v.BeliefMax), v.BeliefMax)
}

// PostMoneyUSD returns the valuation after a round: pre-money and the new money.
func PostMoneyUSD(preMoneyUSD, amountUSD float64) float64 { return preMoneyUSD + amountUSD }

// Dilution returns the share of the firm that new money buys: amount/(pre + amount); 0 without money.
func Dilution(preMoneyUSD, amountUSD float64) float64 {
	if !(amountUSD > 0) {
		return 0
	}
	return amountUSD / (math.Max(0, preMoneyUSD) + amountUSD)
}

// PostToRaised returns post-money over all capital raised so far, this round included: a check on valuations, 2.4 to 6.7 with a median of 5 over the rounds
// of data/funding.csv. 0 where nothing was raised.
func PostToRaised(postMoneyUSD, raisedUSD float64) float64 {
	if !(raisedUSD > 0) {
		return 0
	}
	return postMoneyUSD / raisedUSD
}
