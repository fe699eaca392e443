package control

import "math"

// Reserve is the least that owners take. Nobody sells a going concern below what investors would say it is worth today, and control costs a premium on top; founders and trusts
// who hold control for other reasons want a large one. In distress the owners take what they can get above what the pieces would bring.
type Reserve struct {
	// Floor in distress.
	DistressShareOfPost float64 `yaml:"distress_share_of_post" unit:"1" range:"[0,1]" default:"0.15" source:"assumption" doc:"least price in distress over the last valuation"`
	// What the pieces bring.
	PerResearcherUSDM float64 `yaml:"per_researcher_usd_m" unit:"USD m per person" range:"[0,inf)" default:"4" source:"assumption: half of what a buyer would pay, data/events.csv, licence-and-hire deals of 2024" doc:"what the team would bring elsewhere, per researcher"`
}

// Holdings are what a seller has, in USD.
type Holdings struct {
	LastPostUSD    float64 // last valuation: of a round or of an appraisal since
	WorthUSD       float64 // what investors would say today
	Researchers    float64 // persons
	DealUSD        float64 // what it costs who takes the team, besides the price
	Team           float64 // worth of one of them over one of the teams of 2024: Value.Team
	CashUSD        float64
	FleetUSD       float64 // what its machines would bring
	DebtUSD        float64
	ClaimsUSD      float64 // what sellers of compute could claim if it closed and left its contracts
	ControlPremium float64 // over the worth, for a sale without distress: .2-.5 in takeovers of listed firms, about 1 where founders or a trust hold control
}

// DistressUSD returns the reserve in distress: max(DistressShareOfPost x last post, people + cash + fleet - debt - claims), never below zero, with
// people = PerResearcher x team x researchers - deal/2, never below zero: half of what a buyer would pay for the team, after what the deal costs him. Who is broken up leaves its contracts, and sellers of compute are paid before owners.
func (r Reserve) DistressUSD(h Holdings) float64 {
	people := math.Max(0, float64(r.PerResearcherUSDM*million*math.Max(0, h.Researchers)*h.Team)-float64(0.5*h.DealUSD))
	pieces := people + h.CashUSD + h.FleetUSD - h.DebtUSD - h.ClaimsUSD
	return math.Max(0, math.Max(float64(r.DistressShareOfPost*h.LastPostUSD), pieces))
}

// VoluntaryUSD returns the reserve without distress: (1 + premium) x worth, but not less than the reserve in distress.
func (r Reserve) VoluntaryUSD(h Holdings) float64 {
	return math.Max((1+h.ControlPremium)*math.Max(0, h.WorthUSD), r.DistressUSD(h))
}

// LastUSD returns the reserve when the end is near: what winding down would leave to the owners, assets less what comes before them, never below zero.
func (r Reserve) LastUSD(assetsUSD, claimsUSD float64) float64 {
	return math.Max(0, assetsUSD-claimsUSD)
}
