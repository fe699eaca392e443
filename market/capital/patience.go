package capital

import "fmt"

// Patience is when investors stop. A round is sold on a plan, which is half of what the growth of the day would promise, since everybody knows that promises are
// dear. Missing it for two quarters ends rising prices; missing it by half, or falling further and further behind the frontier, ends the money (staged financing as
// an option to abandon: Gompers 1995).
type Patience struct {
	// Pace of the plan.
	PlanPace float64 `yaml:"plan_pace" unit:"1" range:"[0,1]" default:"0.5" source:"assumption; the full curve ends nearly every laboratory" doc:"share of the forecast log growth that investors call the plan"`
	// Attainment below which there is no up-round.
	NoUpRound float64 `yaml:"no_up_round" unit:"1" range:"[0,2]" default:"0.7" source:"assumption" doc:"revenue over plan below which, two quarters running, the price does not rise"`
	// Attainment below which there is no round.
	NoRound float64 `yaml:"no_round" unit:"1" range:"[0,2]" default:"0.5" source:"assumption" doc:"revenue over plan below which, two quarters running, there is no money"`
	// Gap beyond which there is no round.
	MaxGapOOM float64 `yaml:"max_gap_oom" unit:"OOM" range:"[0,20]" default:"1.5" source:"assumption" doc:"gap beyond which there is no money if it has grown for a year"`
	// Worth below which new money would only serve the old.
	Overhang float64 `yaml:"overhang" unit:"1" range:"[0,10]" default:"1" source:"assumption: shares of later rounds are paid first, so below what was paid in founders and staff own nothing (Myers 1977 for the form)" doc:"pre-money over capital raised below which there is no round"`
}

// Verdict is what investors will do for a firm.
type Verdict uint8

// The verdicts.
const (
	Open       Verdict = iota // a round at what the firm is worth
	FlatOrDown                // a round at most at the last price
	Closed                    // no round
)

var verdictNames = [...]string{"open", "flat-or-down", "closed"}

// String returns the verdict in words.
func (v Verdict) String() string {
	if int(v) < len(verdictNames) {
		return verdictNames[v]
	}
	return fmt.Sprintf("verdict(%d)", uint8(v))
}

// Record is what investors judge a firm by.
type Record struct {
	Attainment         float64 // revenue over plan in the last quarter; 1 without a plan
	PreviousAttainment float64 // the same in the quarter before
	GapOOM             float64 // distance below the frontier
	GapYearAgoOOM      float64 // the same twelve months ago
}

// Judge returns what investors will do.
func (p Patience) Judge(r Record) Verdict {
	best := max(r.Attainment, r.PreviousAttainment)
	switch {
	case best < p.NoRound, r.GapOOM > p.MaxGapOOM && r.GapOOM > r.GapYearAgoOOM:
		return Closed
	case best < p.NoUpRound:
		return FlatOrDown
	}
	return Open
}

// Overhung returns whether old claims are worth more than the firm, so that new money would only serve them: pre-money below Overhang x capital raised.
func (p Patience) Overhung(preMoneyUSD, raisedUSD float64) bool {
	return preMoneyUSD < float64(p.Overhang*raisedUSD)
}

// PriceUSD returns the pre-money that a verdict allows: as valued when open, at most the last post-money when flat or down, none when closed.
func (v Verdict) PriceUSD(preMoneyUSD, lastPostUSD float64) float64 {
	switch {
	case v == Closed:
		return 0
	case v == FlatOrDown && lastPostUSD > 0:
		return min(preMoneyUSD, lastPostUSD)
	}
	return preMoneyUSD
}

// PlanUSDPerYear returns what the plan of a round says revenue should be some months after it: the forecast at the round with PlanPace of its growth.
// atRound is the outlook on the day of the round.
func (p Params) PlanUSDPerYear(atRound Outlook, months float64) float64 {
	return p.Valuation.ForecastUSDPerYear(atRound, months/monthsPerYear, p.Patience.PlanPace)
}

// Attainment returns revenue over plan; 1 without a plan.
func Attainment(revenueUSDPerYear, planUSDPerYear float64) float64 {
	if !(planUSDPerYear > 0) {
		return 1
	}
	return revenueUSDPerYear / planUSDPerYear
}
