package control

import (
	"math"

	"shakeout/internal/exact"
)

// Value is what a bidder would do with a laboratory: keep most of its customers for some years, save the research that its models make unnecessary, and employ its people,
// less what integration destroys and a deal costs. What a buyer pays for heads is what they know: the teams that were bought in 2024 stood between half an order and an
// order of magnitude behind the frontier, and what others published long ago is worth little (Arrow 1962: knowledge is worth what it saves its user). Values differ between bidders because their own capability, research cost and budgets do, and by what only they know.
type Value struct {
	// Customers that stay.
	ConsumersKept   float64 `yaml:"consumers_kept" unit:"1" range:"[0,1]" default:"0.7" source:"assumption; data/subscriptions.csv, subscriber_retention 74 % after nine months" doc:"share of consumers' margin that an acquirer keeps"`
	EnterprisesKept float64 `yaml:"enterprises_kept" unit:"1" range:"[0,1]" default:"0.85" source:"assumption; data/README.md regularity 7: a tenth switch in a year" doc:"share of enterprises' margin that an acquirer keeps"`
	// Months of margin that count: those that customers stay, discounted.
	ConsumerMonths   float64 `yaml:"consumer_months" unit:"months" range:"[0,240]" default:"24" source:"1/(.033 + .008): data/subscriptions.csv, 74 % stay nine months; a tenth a year for money (assumption)" doc:"months of the consumers' margin that count"`
	EnterpriseMonths float64 `yaml:"enterprise_months" unit:"months" range:"[0,240]" default:"60" source:"1/(.0088 + .008): data/README.md regularity 7, a tenth switch in a year; a tenth a year for money (assumption)" doc:"months of the enterprises' margin that count"`
	// Greatest research saving.
	ResearchMonths float64 `yaml:"research_months" unit:"months" range:"[0,240]" default:"12" source:"assumption" doc:"greatest saving of research, in months of the bidder's research budget"`
	// People.
	PerResearcherUSDM float64 `yaml:"per_researcher_usd_m" unit:"USD m per person" range:"[0,inf)" default:"8" source:"data/events.csv: 650 m for 70 of Inflection's staff and 430 m for two thirds of Adept's are 9 and 6.5 a head; assumption" doc:"worth of a researcher who stays, of a team as far behind the frontier as those of 2024"`
	TeamGapOOM        float64 `yaml:"team_gap_oom" unit:"OOM" range:"[0,10]" default:"0.75" source:"assumption: half an order (Inflection) to an order (Adept); data/events.csv" doc:"how far behind the frontier the teams of 2024 stood"`
	TeamHalfOOM       float64 `yaml:"team_half_oom" unit:"OOM" range:"(0,10]" default:"1" source:"assumption: 9 m a head of Inflection's and 6.5 of Adept's, half an order apart, are a factor of 1.4; data/events.csv" doc:"distance from the frontier over which the worth of a researcher halves"`
	StaffLeave        float64 `yaml:"staff_leave" unit:"1" range:"[0,1]" default:"0.2" source:"assumption" doc:"share of researchers who leave after an acquisition"`
	// Integration.
	IntegrationLoss float64 `yaml:"integration_loss" unit:"1" range:"[0,1]" default:"0.1" source:"assumption" doc:"share of the value that integration destroys"`
	DealCostUSDM    float64 `yaml:"deal_cost_usd_m" unit:"USD m" range:"[0,inf)" default:"30" source:"assumption: due diligence, lawyers, retention and a board's time; data/events.csv: about 100 m of retention at Adept" doc:"what any deal costs its buyer besides the price, however small it is"`
	// Disagreement between bidders.
	NoiseSD  float64 `yaml:"noise_sd" unit:"1" range:"[0,3]" default:"0.3" source:"assumption" doc:"standard deviation of the log of a bidder's private value"`
	Interest float64 `yaml:"interest" unit:"1" range:"[0,1]" default:"0.3" source:"assumption: two or three serious bidders in ten" doc:"probability that a firm is interested in a given laboratory at all, in half a year; in a bust less, with the mood"`
}

// Target is what is for sale.
type Target struct {
	ConsumerMarginUSDPerMonth   float64 // revenue less serving cost, consumers and developers
	EnterpriseMarginUSDPerMonth float64 // the same, contracts and seats
	CapabilityOOM               float64
	Researchers                 float64
	Team                        float64 // worth of one of them over one of the teams of 2024: Value.Team
	NetCashUSD                  float64 // cash and what machines bring, less debt: the buyer takes all of it over
}

// Bidder is who values it.
type Bidder struct {
	CapabilityOOM       float64
	OrderCostUSD        float64 // what one order of capability would cost it in research
	ResearchUSDPerMonth float64 // its research budget
}

// Worth is the value of a target to a bidder, part by part, in USD.
type Worth struct {
	Customers   float64
	Research    float64
	People      float64
	Integration float64 // what integration destroys, positive
	Deal        float64 // what the deal costs besides the price, positive
	NetCash     float64
}

// Total returns the value: customers + research + people - integration - deal + net cash; negative where debts or costs weigh more.
func (w Worth) Total() float64 { return w.Run() - w.Deal + w.NetCash }

// Run returns the value of what the buyer would run: customers + research + people - integration.
func (w Worth) Run() float64 { return w.Customers + w.Research + w.People - w.Integration }

// Team returns what a researcher of a firm so far behind the frontier is worth over one of the teams of 2024: 2^(-(gap - TeamGap)/TeamHalf).
func (v Value) Team(gapOOM float64) float64 {
	return exact.Exp(-float64(math.Ln2 * (math.Max(0, gapOOM) - v.TeamGapOOM) / v.TeamHalfOOM))
}

// Worth returns the value of a target to a bidder before private noise:
//
//	customers   = ConsumerMonths ConsumersKept consumer margin + EnterpriseMonths EnterprisesKept enterprise margin, each from zero (a losing line can be closed)
//	research    = min(max(0, target's - bidder's capability) x order cost, ResearchMonths x research budget)
//	people      = researchers (1 - StaffLeave) PerResearcher x team
//	integration = IntegrationLoss (customers + research + people)
//	deal        = DealCost
func (v Value) Worth(t Target, b Bidder) Worth {
	var w Worth
	consumers := float64(v.ConsumerMonths * v.ConsumersKept * math.Max(0, t.ConsumerMarginUSDPerMonth))
	w.Customers = consumers + float64(v.EnterpriseMonths*v.EnterprisesKept*math.Max(0, t.EnterpriseMarginUSDPerMonth))
	w.Research = math.Min(float64(math.Max(0, t.CapabilityOOM-b.CapabilityOOM)*math.Max(0, b.OrderCostUSD)), float64(v.ResearchMonths*math.Max(0, b.ResearchUSDPerMonth)))
	w.People = float64(math.Max(0, t.Researchers) * (1 - v.StaffLeave) * (v.PerResearcherUSDM * million) * t.Team)
	w.Integration = float64(v.IntegrationLoss * (w.Customers + w.Research + w.People))
	w.Deal, w.NetCash = float64(v.DealCostUSDM*million), t.NetCashUSD
	return w
}

// Private draws a bidder's private value: the value of what it would run times a lognormal factor with median 1, less the cost of the deal, net cash left as it is. One uniform.
func (v Value) Private(w Worth, s *exact.Stream) float64 {
	factor := s.Lognormal(1, v.NoiseSD)
	return float64(w.Run()*factor) - w.Deal + w.NetCash
}

// Interested draws whether a firm is interested in a laboratory at all: with probability Interest times the mood of the capital market (at most 1). One uniform.
func (v Value) Interested(mood float64, s *exact.Stream) bool {
	return s.Bernoulli(v.Interest * math.Min(1, mood))
}
