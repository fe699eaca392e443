package capital

import (
	"cmp"
	"math"
	"slices"

	"shakeout/internal/exact"
)

// Pool is the money that investors have for laboratories. It is scarce (18 bn USD in 2023, 35 bn in 2024), moves with the mood, grows fast until it is as large as
// a large part of all venture capital, and then with the economy. What is not spent in a month is mostly still there in the next.
type Pool struct {
	// Size at the start.
	OpeningUSDMPerYear float64 `yaml:"opening_usd_m_per_year" unit:"USD m per year" range:"[0,inf)" default:"35000" source:"data/funding.csv: closed rounds of 2024 add to 31 bn; 35 bn with firms not listed there (assumption)" doc:"new money for laboratories a year, at the start, in normal times"`
	// Growth while it is fast.
	GrowthPerYear float64 `yaml:"growth_per_year" unit:"factor per year" range:"[0.5,10]" default:"1.35" source:"assumption; 18 bn in 2023, 35 bn in 2024" doc:"growth of new money until the limit"`
	// Limit of fast growth.
	LimitUSDMPerYear float64 `yaml:"limit_usd_m_per_year" unit:"USD m per year" range:"[0,inf)" default:"150000" source:"assumption: half of US venture capital at its peak" doc:"new money a year at which fast growth ends"`
	// Growth after the limit.
	LongRunGrowthPerYear float64 `yaml:"long_run_growth_per_year" unit:"factor per year" range:"[0.5,10]" default:"1.04" source:"assumption: nominal GDP" doc:"growth of new money beyond the limit"`
	// What is left of unspent money a month later.
	CarryOver float64 `yaml:"carry_over_per_month" unit:"1" range:"[0,1]" default:"0.92" source:"assumption: unspent money finds other uses within a year" doc:"share of unspent money that is still there a month later"`
	// Largest round.
	MaxRoundShare float64 `yaml:"max_round_share" unit:"1" range:"(0,1]" default:"0.5" source:"data/funding.csv: 10 of 18 bn in 2023, the largest" doc:"greatest round over the new money of a year"`
	// Months of new money at hand at the start.
	OpeningMonths float64 `yaml:"opening_months" unit:"months" range:"[0,120]" default:"6" source:"assumption: half of what carrying over adds up to" doc:"new money at hand at the start, in months"`
	// Smallest part of what was asked for with which a round closes.
	MinFill float64 `yaml:"min_fill" unit:"1" range:"[0,1]" default:"0.4" source:"assumption" doc:"least part of the amount asked for with which a round closes"`
}

// NewUSDPerMonth returns the new money of a month at years since the start:
//
//	mood x min(opening x Growth^t, limit) x LongRunGrowth^(years beyond the limit) / 12.
func (p Pool) NewUSDPerMonth(years, mood float64) float64 {
	size := float64(p.OpeningUSDMPerYear * exact.Pow(p.GrowthPerYear, years))
	if size > p.LimitUSDMPerYear && p.GrowthPerYear > 1 {
		reached := 0.0
		size = p.OpeningUSDMPerYear
		if size < p.LimitUSDMPerYear {
			reached = exact.Log(p.LimitUSDMPerYear/size) / exact.Log(p.GrowthPerYear)
			size = p.LimitUSDMPerYear
		}
		size = float64(size * exact.Pow(p.LongRunGrowthPerYear, years-reached))
	}
	return float64(size * million / monthsPerYear * mood)
}

// OpeningUSD returns the money at hand at the start: OpeningMonths of new money.
func (p Pool) OpeningUSD(mood float64) float64 {
	return float64(p.OpeningMonths * p.NewUSDPerMonth(0, mood))
}

// LargestUSD returns the largest round that the market bears at years since the start: MaxRoundShare x the new money of a year.
func (p Pool) LargestUSD(years, mood float64) float64 {
	return float64(p.MaxRoundShare * monthsPerYear * p.NewUSDPerMonth(years, mood))
}

// AvailableUSD returns the money there is in a month: CarryOver x what the last month left + the new money.
func (p Pool) AvailableUSD(leftUSD, newUSD float64) float64 {
	return float64(p.CarryOver*leftUSD) + newUSD
}

// Ask is a round that looks for money.
type Ask struct {
	AmountUSD float64
	Score     float64
}

// Ration divides money over asks by score: the best is served in full, then the next, until the money ends; equal scores share what there is in proportion to
// their amounts. Who would get less than MinFill of the amount gets nothing, and the money goes on to the next. It returns the money of each ask, in their
// order, and what is left. The order of the asks changes no result, except the last bits of sums where scores are equal.
func (p Pool) Ration(availableUSD float64, asks []Ask) (granted []float64, leftUSD float64) {
	granted = make([]float64, len(asks))
	order := make([]int, 0, len(asks))
	for i, a := range asks {
		if a.AmountUSD > 0 && !math.IsNaN(a.Score) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(asks[j].Score, asks[i].Score) })
	left := math.Max(0, availableUSD)
	for len(order) > 0 {
		n := 1
		for n < len(order) && asks[order[n]].Score == asks[order[0]].Score {
			n++
		}
		var sum float64
		for _, i := range order[:n] {
			sum += asks[i].AmountUSD
		}
		if part := math.Min(1, left/sum); part >= p.MinFill && part > 0 {
			for _, i := range order[:n] {
				granted[i] = float64(part * asks[i].AmountUSD)
			}
			left = math.Max(0, left-float64(part*sum))
		}
		order = order[n:]
	}
	return granted, left
}
