package control

import "math"

// Niche is the retreat from the general market: keep the one segment where the laboratory is strong, stop frontier research, and live on what that earns (a strategic
// retreat to a defensible position: Porter 1980, chapter 12).
type Niche struct {
	// What stays of research and staff.
	ResearchKept float64 `yaml:"research_kept" unit:"1" range:"[0,1]" default:"0.15" source:"assumption" doc:"share of research compute that a niche firm keeps"`
	StaffKept    float64 `yaml:"staff_kept" unit:"1" range:"[0,1]" default:"0.4" source:"assumption" doc:"share of staff that a niche firm keeps"`
	OverheadKept float64 `yaml:"overhead_kept" unit:"1" range:"[0,1]" default:"0.4" source:"assumption" doc:"share of overhead that a niche firm keeps"`
	// What stays of the margin in the segment it keeps.
	MarginKept float64 `yaml:"margin_kept" unit:"1" range:"[0,1]" default:"0.9" source:"assumption" doc:"share of the margin in its best segment that a niche firm keeps"`
	// Horizon.
	ViableMonths float64 `yaml:"viable_months" unit:"months" range:"[0,120]" default:"24" source:"assumption" doc:"months that a firm must be able to live after the retreat"`
	// Severance.
	SeveranceMonths float64 `yaml:"severance_months" unit:"months" range:"[0,24]" default:"3" source:"assumption" doc:"months of pay for those who leave"`
}

// Costs are a firm's monthly costs besides serving, in USD.
type Costs struct {
	ResearchUSD, StaffUSD, OverheadUSD float64
	SellingUSD                         float64 // sales and brand in the segment it keeps
}

// Total returns the sum.
func (c Costs) Total() float64 { return c.ResearchUSD + c.StaffUSD + c.OverheadUSD + c.SellingUSD }

// Retreat is what a retreat would look like.
type Retreat struct {
	MarginUSDPerMonth float64 // what the kept segment earns
	CostsUSDPerMonth  Costs   // what is still paid
	SeveranceUSD      float64 // once
	Idle              Idle    // hours of compute under contract that it will not need
}

// Idle is what hours under contract cost that are not needed: their whole bill in the first month, before they can be let, and after that what is lost on them.
type Idle struct{ FirstMonthUSD, LaterUSD float64 }

// Total returns the sum.
func (i Idle) Total() float64 { return i.FirstMonthUSD + i.LaterUSD }

// Retreat returns what a retreat to the segment with the given margin would look like, with hours under contract that it will not need.
func (n Niche) Retreat(bestSegmentMarginUSD float64, c Costs, idle Idle) Retreat {
	return Retreat{
		MarginUSDPerMonth: float64(n.MarginKept * math.Max(0, bestSegmentMarginUSD)),
		CostsUSDPerMonth:  Costs{float64(n.ResearchKept * c.ResearchUSD), float64(n.StaffKept * c.StaffUSD), float64(n.OverheadKept * c.OverheadUSD), c.SellingUSD},
		SeveranceUSD:      float64(n.SeveranceMonths * (1 - n.StaffKept) * c.StaffUSD),
		Idle:              idle,
	}
}

// Viable returns whether a firm with the given cash can live for the given months after the retreat: the severance, the first month of idle hours and a month of costs
// can be paid, since wages and bills are due before customers pay, and with what is left the margin covers the costs and what idle hours lose later.
func (r Retreat) Viable(cashUSD, months float64) bool {
	left := cashUSD - r.SeveranceUSD - r.Idle.FirstMonthUSD
	return left >= r.CostsUSDPerMonth.Total() && left >= float64(months*(r.CostsUSDPerMonth.Total()-r.MarginUSDPerMonth))+r.Idle.LaterUSD
}

// WorthUSD returns what a firm is worth to its owners after the retreat: what the segment earns beyond costs over the months that its customers stay, discounted
// (Value.ConsumerMonths or EnterpriseMonths), and the cash after the severance, less debts and idle hours; never below zero.
func (r Retreat) WorthUSD(months, cashUSD, debtUSD float64) float64 {
	return math.Max(0, float64(months*(r.MarginUSDPerMonth-r.CostsUSDPerMonth.Total()))+cashUSD-r.SeveranceUSD-r.Idle.Total()-debtUSD)
}
