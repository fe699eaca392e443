package control

import "math"

// Reserve is the least that owners take. Nobody sells a going concern below its last valuation, and control costs a premium on top; founders and trusts who hold control for
// other reasons want a large one. In distress the owners take what they can get above what the pieces would bring.
type Reserve struct {
	// Premium for control.
	ControlPremium float64 `yaml:"control_premium" unit:"1" range:"[0,10]" default:"0.3" source:"assumption: listed takeovers, 0.2-0.5" doc:"premium over the last valuation for a sale without distress"`
	// Premium where founders or a trust hold control.
	FounderPremium float64 `yaml:"founder_premium" unit:"1" range:"[0,10]" default:"1" source:"assumption" doc:"the same where founders or a trust hold control"`
	// Floor in distress.
	DistressShareOfPost float64 `yaml:"distress_share_of_post" unit:"1" range:"[0,1]" default:"0.15" source:"assumption" doc:"least price in distress over the last valuation"`
	// What the pieces bring.
	PerResearcherUSDM float64 `yaml:"per_researcher_usd_m" unit:"USD m per person" range:"[0,inf)" default:"5" source:"data/events.csv, licence-and-hire deals of 2024; assumption" doc:"what the team would bring elsewhere, per researcher"`
}

// Holdings are what a seller has, in USD.
type Holdings struct {
	LastPostUSD    float64 // last post-money
	Researchers    float64 // persons
	CashUSD        float64
	DebtUSD        float64
	FounderControl bool // founders or a trust hold control
}

// DistressUSD returns the reserve in distress: max(DistressShareOfPost x last post, PerResearcher x researchers + cash - debt), never below zero.
func (r Reserve) DistressUSD(h Holdings) float64 {
	pieces := float64(r.PerResearcherUSDM*million*math.Max(0, h.Researchers)) + h.CashUSD - h.DebtUSD
	return math.Max(0, math.Max(float64(r.DistressShareOfPost*h.LastPostUSD), pieces))
}

// VoluntaryUSD returns the reserve without distress: (1 + premium) x last post, but not less than the reserve in distress.
func (r Reserve) VoluntaryUSD(h Holdings) float64 {
	premium := r.ControlPremium
	if h.FounderControl {
		premium = r.FounderPremium
	}
	return math.Max(float64((1+premium)*math.Max(0, h.LastPostUSD)), r.DistressUSD(h))
}
