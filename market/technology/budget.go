package technology

import (
	"math"

	"shakeout/internal/exact"
)

// Budget is how much research compute a laboratory buys. It wants its spending to follow the escalation of frontier training (x2.4 a year),
// which no revenue could carry for ever (4 bn USD x 2.4^10 = 25 tn), so it spends the lesser of what it wants and what it can pay: shares of
// revenue, of cash, and of what a parent allots. In a steady state the share of revenue is the ratio of two elasticities, of demand to
// research and to price (Dorfman and Steiner 1954). Teams and contracts keep it from falling fast.
type Budget struct {
	// Growth of the wanted budget.
	DesiredGrowthPerYear float64 `yaml:"desired_growth_per_year" unit:"factor per year" range:"[0.5,10]" default:"2.4" source:"data/compute.csv, 2024-05-31, training cost of frontier models; 2.0-2.9" doc:"growth of the wanted research budget"`
	// Share of revenue.
	RevenueShare float64 `yaml:"revenue_share" unit:"1" range:"[0,2]" default:"0.25" source:"assumption, 0.15-0.4" doc:"share of revenue that research compute may take"`
	// Share of cash.
	CashShare float64 `yaml:"cash_share" unit:"1" range:"[0,1]" default:"0.45" source:"assumption, 0.3-0.6" doc:"share of cash that research compute may take over cash_years"`
	// Years over which that share is spent.
	CashYears float64 `yaml:"cash_years" unit:"years" range:"(0,10]" default:"1.5" source:"assumption: the lower end of the 18 to 24 months that a round is to last (capital.rounds.need_months)" doc:"years over which the share of cash is spent"`
	// Share of the parent's envelope.
	EnvelopeShare float64 `yaml:"envelope_share" unit:"1" range:"[0,1]" default:"0.4" source:"assumption" doc:"share of a parent's envelope that research compute may take"`
	// Growth that excuses a loss.
	MatureGrowthPerYear float64 `yaml:"mature_growth_per_year" unit:"factor per year" range:"[1,100]" default:"1.4" source:"rule of 40 (Feld 2015): growth and margin together are two fifths" doc:"growth of revenue above which a loss is an investment, and below which owners want a margin"`
	// Margin that owners of a mature firm want at most.
	MatureMargin float64 `yaml:"mature_margin" unit:"1" range:"[0,1]" default:"0.25" source:"assumption: large software firms, as in capital.valuation.mature_margin" doc:"greatest operating margin that owners ask of a firm that no longer grows"`
	// Fastest fall.
	MaxFallPerMonth float64 `yaml:"max_fall_per_month" unit:"1/month" range:"[0,1]" default:"0.04" source:"assumption: staff and reserved contracts" doc:"fastest fall of the research budget"`
}

// Means are what a research budget is paid from, in USD; flows are per month.
type Means struct {
	RevenuePerMonthUSD  float64 // own revenue
	CashUSD             float64 // cash in hand; a debt counts as nothing
	EnvelopePerMonthUSD float64 // what a parent allots to models
}

// DesiredNextUSD returns next month's wanted budget: desiredUSD grown by a month at DesiredGrowthPerYear, or at the regime's growth where
// the efficiency regime rules.
func (b Budget) DesiredNextUSD(desiredUSD float64, r Regime, efficient bool) float64 {
	growth := b.DesiredGrowthPerYear
	if efficient {
		growth = r.DesiredGrowthPerYear
	}
	return float64(desiredUSD * exact.Pow(growth, 1.0/monthsPerYear))
}

// AffordableUSD returns what the means allow for research compute in a month:
// RevenueShare x revenue + CashShare x cash / (12 CashYears) + EnvelopeShare x envelope, each counted from zero.
func (b Budget) AffordableUSD(m Means) float64 {
	revenue := float64(b.RevenueShare * math.Max(0, m.RevenuePerMonthUSD))
	cash := float64(b.CashShare*math.Max(0, m.CashUSD)) / float64(monthsPerYear*b.CashYears)
	return revenue + cash + float64(b.EnvelopeShare*math.Max(0, m.EnvelopePerMonthUSD))
}

// ResearchUSD returns the month's budget for research compute: the lesser of wanted and granted, but not below the last month's budget
// less MaxFallPerMonth. What cannot be paid at all is trimmed where the bill falls due, not here.
func (b Budget) ResearchUSD(desiredUSD, previousUSD, grantedUSD float64) float64 {
	target := math.Min(math.Max(0, desiredUSD), grantedUSD)
	return math.Max(target, float64((1-b.MaxFallPerMonth)*previousUSD))
}

// Maturity returns how far a laboratory is a going concern and no longer a project of its investors, 0 to 1: 0 as long as research is greater than
// revenue, 1 once revenue is twice the research, in between the more the more revenue exceeds it.
func (b Budget) Maturity(revenueUSD, researchUSD float64) float64 {
	switch {
	case !(revenueUSD > researchUSD):
		return 0
	case !(researchUSD > 0):
		return 1
	}
	return math.Min(1, (revenueUSD-researchUSD)/researchUSD)
}

// LossUSD returns what the board of a going concern lets it lose in a month, research counted: of revenue as much as its growth (revenue over that of a year ago, a
// factor) exceeds MatureGrowthPerYear. Where growth falls short of that owners want a margin of as much, at most MatureMargin: a negative loss. Growth and
// margin together are to be two fifths (Feld 2015).
func (b Budget) LossUSD(revenueUSD, growth float64) float64 {
	return float64(revenueUSD * math.Max(-b.MatureMargin, growth-b.MatureGrowthPerYear))
}

// GrantedUSD returns the research that a board grants in a month out of what could be afforded: all of that to a project of investors; to a going
// concern what operations leave without research (leftUSD) and the loss that growth excuses (LossUSD); in between, by Maturity, something in between.
func (b Budget) GrantedUSD(affordableUSD, leftUSD, lossUSD, maturity float64) float64 {
	granted := math.Min(affordableUSD, math.Max(0, leftUSD+lossUSD))
	return affordableUSD - float64(maturity*(affordableUSD-granted))
}
