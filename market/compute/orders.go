package compute

import "math"

// Orders is how the users of accelerators bid on the spot market. Serving wants the hours that its customers will need, in full up to a price,
// and gives way as 1/p above it; research spends a budget; both are the budget form of the auction, so that demand has no cliff.
type Orders struct {
	// Hours bought over hours that last month's volumes need.
	ServingMargin float64 `yaml:"serving_margin" unit:"1" range:"[1,5]" default:"1.15" source:"assumption: growth of a month and its peaks" doc:"hours bought for serving over the hours that last month's volumes need"`
	// Price up to which serving is bought in full.
	ServingLimit float64 `yaml:"serving_limit" unit:"1" range:"[0,100]" default:"2" source:"assumption: free users are served at a loss for a while" doc:"least price, over user cost, up to which hours for serving are bought in full; above it, what they earn decides"`
	// Cash that a month of serving may take.
	CashMonths float64 `yaml:"cash_months" unit:"months" range:"[1,120]" default:"6" source:"assumption: rate limits come before ruin" doc:"serving may take in a month what customers pay and cash and credit over so many months"`
	// Part of the hours of those who can wait that serving may take.
	ResearchYield float64 `yaml:"research_yield" unit:"1" range:"[0,1]" default:"0.5" source:"assumption: training can wait, customers do not" doc:"share of the hours of research, and of other users, that serving takes when demand jumps"`
	// Memory of plans.
	PlanningMonths float64 `yaml:"planning_months" unit:"months" range:"[1,120]" default:"6" source:"assumption: price lists and rate limits are not revised every month" doc:"months over which the spot price is smoothed in the price that firms plan with"`
	// Price below which research asks for no more.
	ResearchSaturation float64 `yaml:"research_saturation" unit:"1" range:"(0,1]" default:"0.05" source:"assumption: keeps use finite as the price goes to zero" doc:"price, over user cost, below which research and other users take no more hours"`
}

// Need is what a firm wants of hours in a month.
type Need struct {
	ServingHours  float64 // that last month's volumes need
	ResearchUSD   float64 // budget of research
	ReservedHours float64 // under contract
	ReservedUSD   float64 // their bill
	SpotPrice     float64 // USD per hour, of last month
}

// Plan is how a firm spreads its reserved hours and what it orders on the spot.
type Plan struct {
	ServingReserved  float64 // hours under contract for serving
	ResearchReserved float64 // hours under contract for research
	SpareHours       float64 // hours under contract for nobody, offered on the spot
	ServingSpot      float64 // hours to buy for serving
	ResearchSpotUSD  float64 // budget for hours of research
	ResearchHours    float64 // hours that research expects in all, with what serving leaves of its margin
}

// Plan spreads reserved hours: serving first, then research as far as its budget pays their mean price, the rest is spare. What is missing is ordered
// on the spot. Hours of the margin that serving leaves are used by research and are charged to its budget at the spot price.
func (o Orders) Plan(n Need) Plan {
	var p Plan
	wanted := float64(n.ServingHours * o.ServingMargin)
	margin := wanted - n.ServingHours
	p.ServingReserved = math.Min(n.ReservedHours, wanted)
	p.ServingSpot = wanted - p.ServingReserved
	left := n.ReservedHours - p.ServingReserved
	budget := math.Max(0, n.ResearchUSD-float64(margin*n.SpotPrice))
	if left > 0 {
		mean := n.ReservedUSD / n.ReservedHours
		p.ResearchReserved = left
		if mean > 0 {
			p.ResearchReserved = math.Min(left, budget/mean)
		}
		budget = math.Max(0, budget-float64(p.ResearchReserved*mean))
		p.SpareHours = left - p.ResearchReserved
	}
	p.ResearchSpotUSD = budget
	p.ResearchHours = p.ResearchReserved
	if n.ResearchUSD > 0 {
		p.ResearchHours += margin
	}
	return p
}

// Serving returns the order of hours for serving that earned a net revenue for each hour last month: all hours up to the greater of
// ServingLimit x user cost and that revenue, and what that money buys above it; never for more than meansUSD.
func (o Orders) Serving(hours, earnedUSDPerHour, userCostUSDPerHour, meansUSD float64) SpotBuyer {
	limit := math.Max(float64(o.ServingLimit*userCostUSDPerHour), earnedUSDPerHour)
	return NewBudgetBuyer("", math.Max(0, hours), math.Max(0, math.Min(float64(hours*limit), meansUSD)))
}

// ServingMeansUSD returns what a seller can spend on hours for serving in a month: what customers pay and its cash and credit over CashMonths.
func (o Orders) ServingMeansUSD(revenueUSD, cashUSD float64) float64 {
	return math.Max(0, revenueUSD) + math.Max(0, cashUSD)/o.CashMonths
}

// Research returns the order of a budget: at most what it buys at ResearchSaturation x user cost.
func (o Orders) Research(budgetUSD, userCostUSDPerHour float64) SpotBuyer {
	budget := math.Max(0, budgetUSD)
	return NewBudgetBuyer("", budget/float64(o.ResearchSaturation*userCostUSDPerHour), budget)
}
