package control

import "math"

// Merger is a merger of equals for shares: two laboratories that find money hard to get put customers together and stop doing the same research twice. Shares are
// exchanged at the ratio of pre-moneys.
type Merger struct {
	// Greatest ratio of sizes.
	MaxRatio float64 `yaml:"max_ratio" unit:"1" range:"[1,100]" default:"4" source:"assumption: beyond it one buys the other" doc:"greatest ratio of the two pre-moneys"`
	// Runway below which both look for a partner.
	RunwayMonths float64 `yaml:"runway_months" unit:"months" range:"[0,120]" default:"15" source:"assumption" doc:"runway below which a laboratory looks for a partner"`
	// Research done twice.
	DuplicateShare float64 `yaml:"duplicate_share" unit:"1" range:"[0,1]" default:"0.4" source:"assumption" doc:"share of the smaller research budget that is saved"`
	// Months of savings that count.
	SavingMonths float64 `yaml:"saving_months" unit:"months" range:"[0,120]" default:"24" source:"assumption" doc:"months of savings that count"`
	// Cost.
	CostShare float64 `yaml:"cost_share" unit:"1" range:"[0,1]" default:"0.08" source:"assumption" doc:"cost of integration over the smaller pre-money"`
}

// Party is a laboratory in a merger of equals.
type Party struct {
	PreMoneyUSD         float64
	RunwayMonths        float64
	ResearchUSDPerMonth float64
}

// GainUSD returns what a merger of equals is worth to both: DuplicateShare x smaller research budget x SavingMonths - CostShare x smaller pre-money.
func (m Merger) GainUSD(a, b Party) float64 {
	saved := float64(m.DuplicateShare * math.Max(0, math.Min(a.ResearchUSDPerMonth, b.ResearchUSDPerMonth)) * m.SavingMonths)
	return saved - float64(m.CostShare*math.Max(0, math.Min(a.PreMoneyUSD, b.PreMoneyUSD)))
}

// Wanted returns whether two laboratories would merge: both with less than RunwayMonths, sizes within MaxRatio, and something to gain. It does not depend on their order.
func (m Merger) Wanted(a, b Party) bool {
	small, large := math.Min(a.PreMoneyUSD, b.PreMoneyUSD), math.Max(a.PreMoneyUSD, b.PreMoneyUSD)
	return math.Max(a.RunwayMonths, b.RunwayMonths) < m.RunwayMonths && small > 0 && large <= m.MaxRatio*small && m.GainUSD(a, b) > 0
}

// Exchange returns the parts of the merged firm that go to the owners of a and of b, at the ratio of pre-moneys; they add to one. Halves where neither has value.
func Exchange(aPreMoneyUSD, bPreMoneyUSD float64) (a, b float64) {
	x, y := math.Max(0, aPreMoneyUSD), math.Max(0, bPreMoneyUSD)
	if x+y == 0 {
		return 0.5, 0.5
	}
	a = x / (x + y)
	return a, 1 - a
}
