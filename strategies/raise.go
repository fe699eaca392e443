package strategies

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/capital"
)

// When labs look for money from strength: the plan beaten by a fifth, half a year after the last
// round, with less than thirty months of the planned burn in hand. In a bust nobody tries.
const (
	planBeaten     = 1.2
	monthsBetween  = 6
	strengthMonths = 30
	closingMonths  = 4
	matureGrowth   = 1.4 // of revenue, a factor a year: who grows more may plan ahead of what it earns (rule of 40: Feld 2015)
	smallestRound  = 0.2 // of the plan's need: less is not worth a board's time
	plentyMonths   = 24  // of today's burn in cash: who has more looks for money from strength only
)

// raise looks for money ahead of need (capital.Timing): for what some months of the plan and those of closing want beyond what is in
// hand. Research grows at the lab's pace as the frontier asks for, but no faster than the industry's research or the lab's own revenue have
// shown they can, ahead of which it is the more the faster revenue grows; what customers pay beyond their own cost grows half as fast as revenue did, at most doubling in a year. A going concern plans to lose no more
// than its board lets it (allowed).
func raise(market *agents.Market, books *agents.Books, m *agents.LabMove, pace, below, needMonths float64) {
	if books.Raising {
		return
	}
	research := books.ResearchUSDPerYear / 12
	shown := math.Max(market.ResearchGrowth, books.RevenueGrowth)
	ahead := 1 + math.Max(0, books.RevenueGrowth-matureGrowth)
	plan := capital.Plan{
		ResearchUSDPerMonth: research, ResearchGrowth: exact.Log(math.Max(1, math.Min(exact.Pow(market.DesiredGrowthPerYear, pace), float64(shown*ahead)))),
		OtherUSDPerMonth: books.BurnUSD - research,
	}
	if plan.OtherUSDPerMonth < 0 {
		plan.OtherGrowth = math.Min(math.Max(0, float64(0.5*exact.Log(math.Max(0.1, books.RevenueGrowth)))), math.Ln2)
	}
	need := math.Min(plan.NeedUSD(needMonths), allowed(books, needMonths))
	if need <= 0 {
		return
	}
	timing := capital.Timing{RunwayMonths: below, Beaten: planBeaten, GapMonths: monthsBetween, StrengthMonths: strengthMonths}
	runway := math.Min(books.RunwayMonths, capital.RunwayMonths(books.CashUSD+books.CreditUSD, need/needMonths))
	trigger := timing.Trigger(runway, books.PlanAttainment, books.MonthsSinceRound)
	plenty := books.RunwayMonths >= plentyMonths
	if trigger == capital.NoRound || (trigger == capital.FromStrength || plenty) && market.Bust {
		return
	}
	// After the round there is to be money for the plan's months once more, and for those that closing takes.
	ask := math.Min(plan.NeedUSD(needMonths+closingMonths), allowed(books, needMonths+closingMonths)) - books.CashUSD - books.CreditUSD
	if ask < float64(smallestRound*need) {
		return
	}
	m.RaiseUSD, m.RaiseWhy = ask, trigger.String()
	if trigger == capital.ShortRunway && plenty {
		m.RaiseWhy = "the plan outgrows the cash" // today's burn alone would be no reason
	}
	if market.LargestRoundUSD > 0 {
		m.RaiseUSD = math.Min(ask, market.LargestRoundUSD)
	}
}

// turnMonths is how long it takes to bring the costs of a going concern down to what its board asks: research that falls by 4 % a month halves in 17 months.
const turnMonths = 24

// allowed is the money that a going concern may plan to lose over some months: what its board lets it lose a month (Books.LossUSD), and where it burns more
// than that now, what it burns on the way there, at its greatest. +Inf for a project of its investors.
func allowed(books *agents.Books, months float64) float64 {
	if math.IsInf(books.LossUSD, 1) {
		return books.LossUSD
	}
	var sum, most float64
	for k := 1.0; k <= months; k++ {
		over := float64(math.Max(0, books.BurnUSD-books.LossUSD) * math.Max(0, 1-k/turnMonths))
		sum += books.LossUSD + over
		most = math.Max(most, sum)
	}
	return most
}
