package compute

import (
	"math"

	"shakeout/internal/exact"
)

// Capex is the order rule of a builder: close the gap between the capacity wanted a year from now and what stands or is on its way, over some
// months, and replace what is lost. Counting the pipeline matters: builders who forget it overshoot and the price falls to .72 of cost (the
// beer game: Sterman 1989). Budgets move within limits: boards approve about +70 % a year at most (2024: +62 %), and sites under
// construction are finished.
type Capex struct {
	// Months over which a gap is closed.
	AdjustmentMonths float64 `yaml:"adjustment_months" unit:"months" range:"[1,120]" default:"9" source:"assumption, 6-18" doc:"months over which a gap in capacity is closed"`
	// Fastest fall of spending.
	MaxFallPerMonth float64 `yaml:"max_fall_per_month" unit:"1/month" range:"[0,1]" default:"0.07" source:"assumption" doc:"fastest fall of capital spending"`
	// Fastest growth of spending.
	MaxGrowthPerYear float64 `yaml:"max_growth_per_year" unit:"factor per year" range:"[1,100]" default:"1.7" source:"data/compute.csv, capex_year of five firms: 160 bn in 2023, 261 bn in 2024" doc:"fastest growth of capital spending"`
	// Weight of the pipeline; below one the builder forgets orders, as people do.
	PipelineWeight float64 `yaml:"pipeline_weight" unit:"1" range:"[0,1]" default:"1" source:"assumption: a rational builder; Sterman 1989 measures 0.34 in people" doc:"share of the pipeline that the order rule counts"`
	// What pays for it.
	FromEarnings float64 `yaml:"from_earnings" unit:"1" range:"[0,1]" default:"0.9" source:"assumption: growth before dividends" doc:"share of the compute business's cash earnings, sales less running cost, that may go into accelerators"`
	FromCore     float64 `yaml:"from_core" unit:"1" range:"[0,1]" default:"0.6" source:"assumption: data/compute.csv, capex of 2024 against free cash flow before it" doc:"share of a core business's cash flow that may go into accelerators"`
	FromCash     float64 `yaml:"from_cash_per_month" unit:"1/month" range:"[0,1]" default:"0.01" source:"assumption" doc:"share of its cash that an owner without core business may put into accelerators in a month"`
}

// Purse is what a builder can pay accelerators from, USD a month.
type Purse struct {
	EarningsUSD float64 // of the compute business, sales less running cost
	CoreUSD     float64 // cash flow of a core business; 0 without one
	CashUSD     float64 // what it holds
}

// LimitUSD returns the most that a builder may spend out of its own purse: FromEarnings x earnings + FromCore x core, and FromCash x cash where
// there is no core business. A parent never spends its pile.
func (x Capex) LimitUSD(p Purse) float64 {
	limit := float64(x.FromEarnings * math.Max(0, p.EarningsUSD))
	if p.CoreUSD > 0 {
		return limit + float64(x.FromCore*p.CoreUSD)
	}
	return limit + float64(x.FromCash*math.Max(0, p.CashUSD))
}

// Capacity is what a builder has and expects.
type Capacity struct {
	DesiredUnits  float64 // wanted at the horizon
	Units         float64 // standing
	PipelineUnits float64 // ordered, not yet arrived
	LostUnits     float64 // lost last month, to be replaced
}

// DesiredUnits returns the capacity at which the expected spending buys all hours at the cost expected then:
// spend / (c(t+12) x 730 x Utilisation).
func (c Cost) DesiredUnits(spendUSDPerMonth, userCostUSDPerHour float64) float64 {
	if !(userCostUSDPerHour > 0) {
		return 0
	}
	return math.Max(0, spendUSDPerMonth) / float64(userCostUSDPerHour*c.SellableHours(1))
}

// OrderUnits returns the unbounded order of a month: max(0, (desired - have - PipelineWeight x pipeline)/AdjustmentMonths + lost).
func (x Capex) OrderUnits(c Capacity) float64 {
	gap := c.DesiredUnits - c.Units - float64(x.PipelineWeight*c.PipelineUnits)
	return math.Max(0, gap/x.AdjustmentMonths+c.LostUnits)
}

// Spent is a builder's capital spending in the last twelve months, USD, the latest first.
type Spent [monthsPerYear]float64

// Add enters a month.
func (s *Spent) Add(usd float64) {
	copy(s[1:], s[:len(s)-1])
	s[0] = usd
}

// Join adds the spending of a builder that is taken over.
func (s *Spent) Join(other *Spent) {
	for k := range s {
		s[k] += other[k]
	}
}

// MostUSD returns the most that a month's capital spending may be: that of any month of the last year, grown since by MaxGrowthPerYear. What limits
// growth is the capacity to build, sites, power, crews and suppliers, and a dip of some months does not undo it (adjustment costs are those of
// changing that capacity: Lucas 1967). Counted from the last month alone the limit would be a ratchet, and who once ordered less would trail for
// ever, since the limit binds in most months of fast growth. 0 without spending in the year.
func (x Capex) MostUSD(s *Spent) float64 {
	most := 0.0
	growth := exact.Pow(x.MaxGrowthPerYear, 1.0/monthsPerYear)
	grown := 1.0
	for _, usd := range s {
		grown = float64(grown * growth)
		most = math.Max(most, float64(usd*grown))
	}
	return most
}

// SpendUSD returns the month's capital spending: orderUnits x price of an accelerator, at least (1 - MaxFallPerMonth) times last month's spending and
// at most MostUSD. Without spending in the last year nothing binds: somebody begins.
func (x Capex) SpendUSD(orderUnits, capitalUSDPerUnit float64, spent *Spent) float64 {
	wanted := float64(math.Max(0, orderUnits) * capitalUSDPerUnit)
	most := x.MostUSD(spent)
	if !(most > 0) {
		return wanted
	}
	return math.Min(math.Max(wanted, float64(spent[0]*(1-x.MaxFallPerMonth))), most)
}
