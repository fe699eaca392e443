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
	plentyMonths   = 36 // of today's burn in cash: a board wants another reason than the runway
)

// raise looks for money ahead of need (capital.Timing) for some months of the plan: research grows at
// the lab's pace as the frontier asks for, but no faster than the industry has shown it can; what customers pay beyond their own cost grows half as fast
// as revenue did, at most doubling in a year.
func raise(market *agents.Market, books *agents.Books, m *agents.LabMove, pace, below, needMonths float64) {
	if books.Raising {
		return
	}
	research := books.ResearchUSDPerYear / 12
	plan := capital.Plan{
		ResearchUSDPerMonth: research, ResearchGrowth: exact.Log(math.Max(1, float64(pace*math.Min(market.DesiredGrowthPerYear, market.ResearchGrowth)))),
		OtherUSDPerMonth: books.BurnUSD - research,
	}
	if plan.OtherUSDPerMonth < 0 {
		plan.OtherGrowth = math.Min(math.Max(0, float64(0.5*exact.Log(math.Max(0.1, books.RevenueGrowth)))), math.Ln2)
	}
	need := plan.NeedUSD(needMonths)
	if need <= 0 {
		return
	}
	timing := capital.Timing{RunwayMonths: below, Beaten: planBeaten, GapMonths: monthsBetween, StrengthMonths: strengthMonths}
	runway := capital.RunwayMonths(books.CashUSD+books.CreditUSD, need/needMonths)
	trigger := timing.Trigger(runway, books.PlanAttainment, books.MonthsSinceRound)
	if trigger == capital.NoRound || trigger == capital.FromStrength && market.Bust {
		return
	}
	m.RaiseUSD, m.RaiseWhy = need, trigger.String()
	if trigger == capital.ShortRunway && books.RunwayMonths >= plentyMonths {
		m.RaiseWhy = "the plan outgrows the cash" // today's burn alone would be no reason
	}
	if market.LargestRoundUSD > 0 {
		m.RaiseUSD = math.Min(need, market.LargestRoundUSD)
	}
}
