package control

import "fmt"

// Distress is what a laboratory does when the money ends, step by step (the pecking order of restructuring: Asquith, Gertner and Scharfstein 1994). Short runways are
// normal in this industry, the leaders have less than a year; hardly anything is done before a raise has failed.
type Distress struct {
	// Runway below which spending is cut.
	CutMonths float64 `yaml:"cut_months" unit:"months" range:"[0,120]" default:"9" source:"assumption" doc:"runway below which research, sales and brand are cut, once a raise has failed"`
	// How much.
	CutShare float64 `yaml:"cut_share" unit:"1" range:"[0,1]" default:"0.3" source:"assumption" doc:"share of these budgets that is cut"`
	// Runway below which a buyer is sought, and spending cut even where no raise has failed.
	SaleMonths float64 `yaml:"sale_months" unit:"months" range:"[0,120]" default:"6" source:"assumption" doc:"runway below which a sale or a licence-and-hire deal is sought once a raise has failed, and spending is cut in any case"`
	// Runway below which it winds down.
	WindDownMonths float64 `yaml:"wind_down_months" unit:"months" range:"[0,120]" default:"3" source:"assumption: notice periods and wages have to be paid" doc:"runway below which it winds down"`
}

// Step is what a laboratory in distress does.
type Step uint8

// The steps, from mild to final.
const (
	CarryOn Step = iota
	CutResearch
	SeekBuyer
	EndBusiness
)

var stepNames = [...]string{"carry-on", "cut-research", "seek-buyer", "wind-down"}

// String returns the step in words.
func (s Step) String() string {
	if int(s) < len(stepNames) {
		return stepNames[s]
	}
	return fmt.Sprintf("step(%d)", uint8(s))
}

// Step returns what a laboratory does at a runway: nothing before a raise has failed; then a cut below CutMonths, a search for a buyer below SaleMonths, the end
// below WindDownMonths. Below SaleMonths nobody waits for investors any more: spending is cut even where no raise has failed. A firm that earns money has an endless
// runway and carries on.
func (d Distress) Step(runwayMonths float64, raiseFailed bool) Step {
	switch {
	case runwayMonths < d.WindDownMonths && raiseFailed:
		return EndBusiness
	case runwayMonths < d.SaleMonths && !raiseFailed:
		return CutResearch
	case !raiseFailed:
		return CarryOn
	case runwayMonths < d.SaleMonths:
		return SeekBuyer
	case runwayMonths < d.CutMonths:
		return CutResearch
	}
	return CarryOn
}

// CutUSD returns a budget after the cut.
func (d Distress) CutUSD(usdPerMonth float64) float64 {
	return float64((1 - d.CutShare) * usdPerMonth)
}
