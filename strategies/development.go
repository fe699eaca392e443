package strategies

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
)

// development is the common rule of thumb for research and launches.
type development struct {
	Pace   float64 `yaml:"pace" unit:"ratio" range:"[0,3]" source:"assumption; 1 is the industry's desired growth" doc:"growth of research over the industry's desired growth"`
	Months int64   `yaml:"months" unit:"months" range:"[1,60]" source:"capability.csv, flagships every half year to a year" doc:"between flagships"`
	Small  int64   `yaml:"small" unit:"months" range:"[0,60]" source:"capability.csv, small models follow after two or three months" doc:"from flagship to small model"`
	Gain   float64 `yaml:"gain" unit:"OOM" range:"[0,5]" source:"assumption" doc:"least gain worth a launch"`
}

// develop lets research grow as the frontier does, times the pace, and launches when a launch is due.
func (d development) develop(market *agents.Market, books *agents.Books, m *agents.ModelMove) {
	m.ResearchUSD = grown(market, books, d.Pace)
	d.launch(market, books, m)
}

// launch begins a flagship so early that it is ready when the last one is old enough, if the next one is better by enough and the run can be paid, and distils a
// small model from a flagship some months after it. Who has been outdone since its last launch does not wait for the usual time but for half of it.
func (d development) launch(market *agents.Market, books *agents.Books, m *agents.ModelMove) {
	due := d.Months
	if outdone(market, books) {
		due = (d.Months + 1) / 2
	}
	m.Train = books.RunMonthsLeft < 0 && books.MonthsSinceLaunch+books.RunMonths >= due && books.Capability > books.OnMarket+d.Gain && payable(books)
	m.TrainSmall = books.MonthsSinceSmall > books.MonthsSinceLaunch && books.MonthsSinceLaunch >= d.Small
}

// outdone reports whether a rival has launched something better since the viewer's last flagship.
func outdone(market *agents.Market, books *agents.Books) bool {
	return beaten(market, books, func(p *agents.Peer) bool { return p.MonthsSinceLaunch < books.MonthsSinceLaunch })
}

// beaten reports whether a rival of some kind has a better flagship than the viewer.
func beaten(market *agents.Market, books *agents.Books, kind func(*agents.Peer) bool) bool {
	for i := range market.Peers {
		if p := &market.Peers[i]; i != books.Index && p.Status.Alive() && p.Capability > books.OnMarket && kind(p) {
			return true
		}
	}
	return false
}

// steadyShare is the share of revenue below which nobody in the industry lets research compute fall that its board grants: software firms spend a
// sixth and more on research and development.
const steadyShare = 0.15

// grown is research on the path that the frontier wants, at a pace: present research grown for a month by the desired growth to the power of pace, or what
// a going business spends anyway if that is more; a firm that lets others lead (pace below 1) takes that share only of what its board grants. USD a
// year.
func grown(market *agents.Market, books *agents.Books, pace float64) float64 {
	path := float64(books.ResearchUSDPerYear * exact.Exp(float64(pace*exact.Log(math.Max(1e-9, market.DesiredGrowthPerYear)))/12))
	wanted := math.Max(path, float64(steadyShare*pace*books.RevenueUSDPerYear))
	return math.Min(wanted, float64(math.Min(1, pace)*books.GrantedUSDPerYear))
}

// payable reports whether a final run and its launch can be paid out of cash, credit and envelope.
func payable(books *agents.Books) bool {
	return books.RunUSD+books.LaunchCostUSD <= books.CashUSD+books.CreditUSD+books.EnvelopeUSDPerYear
}

// promotion is the common rule of thumb for sales and brand.
type promotion struct {
	Sales float64 `yaml:"sales" unit:"share of revenue" range:"[0,1]" source:"revenue.csv, sales cost near 9 % of revenue" doc:"spend on sales"`
	Brand float64 `yaml:"brand" unit:"share of revenue" range:"[0,1]" source:"assumption" doc:"spend on brand"`
}

// Least spend on brand, over the least that counts: enough to be known at all.
const (
	leastBrand       = 0.6
	leastBrandParent = 1.2
)

// promote spends shares of revenue on sales and brand, with a floor over the least spend on brand that counts.
func (p promotion) promote(books *agents.Books, m *agents.ModelMove, floor float64) {
	month := books.RevenueUSDPerYear / 12
	m.SalesUSD = float64(p.Sales * month)
	m.BrandUSD = math.Max(float64(p.Brand*month), float64(floor*books.LeastBrandUSD))
}

// funding is the common rule of thumb for money from outside.
type funding struct {
	RaiseBelow float64 `yaml:"raise_below" unit:"months" range:"[0,60]" source:"funding.csv, a year and more of cash at a round" doc:"runway at which it looks for money"`
	Need       float64 `yaml:"need" unit:"months" range:"[1,60]" source:"assumption, 18-24" doc:"of the plan that a round covers"`
	SellBelow  float64 `yaml:"sell_below" unit:"months" range:"[0,60]" source:"assumption" doc:"runway at which it looks for a buyer once a round failed"`
}

// fund looks for money, and for a buyer where nobody gives any.
func (f funding) fund(market *agents.Market, books *agents.Books, m *agents.LabMove, pace float64) {
	raise(market, books, m, pace, f.RaiseBelow, f.Need)
	m.MergeWith = partner(market, books)
	if books.FailedRaises > 0 && books.RunwayMonths < f.SellBelow {
		m.SeekBuyer = true
	}
}

// What boards decide where a strategy is about prices and says nothing else: the same as the other pricing strategies of the catalogue, so
// that what differs between them is the price.
var (
	usualDevelopment = development{Pace: 0.95, Months: 8, Small: 2, Gain: 0.1}
	usualPromotion   = promotion{Sales: 0.09, Brand: 0.04}
	usualFunding     = funding{RaiseBelow: 13, Need: 21, SellBelow: 6}
)
