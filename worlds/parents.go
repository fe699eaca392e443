package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/market/ledger"
)

// Parents are the rules by which groups pay for models out of their other business, and the levers by which a world takes their reach away.
type Parents struct {
	// How fast a board changes what models may cost.
	EnvelopeStep float64 `yaml:"envelope_step_per_quarter" unit:"1/quarter" range:"[0,1]" default:"0.02" source:"assumption" doc:"most by which a board moves the share of its free cash flow that models may cost, in a quarter"`
	EnvelopeMax  float64 `yaml:"envelope_max" unit:"share" range:"[0,1]" default:"0.5" source:"assumption" doc:"greatest share of free cash flow that models may cost"`
	// Memory of free cash flow.
	CashFlowMonths float64 `yaml:"cash_flow_months" unit:"months" range:"[1,120]" default:"12" source:"assumption: boards look at years" doc:"months over which free cash flow is smoothed"`
	// Levers.
	NoBundles      bool     `yaml:"no_bundles" doc:"clouds give no advantage to what their customers buy from them, from month 1 on"`
	NoMarketplaces bool     `yaml:"no_marketplaces" doc:"nothing is sold through clouds' marketplaces, from month 1 on"`
	NotCarried     []string `yaml:"not_carried" optional:"true" doc:"agents whose models no marketplace carries, from month 1 on"`
}

// freeCash returns what a parent's core and its compute business left this month after running and building accelerators, USD.
func (s *State) freeCash(f *agents.Firm) float64 {
	var cents ledger.Cents
	for _, line := range []ledger.Line{
		ledger.CoreProfit, ledger.Inference, ledger.Research, ledger.IdleCompute, ledger.SelfHosting, ledger.BackgroundCompute, ledger.MarketplaceFees, ledger.FleetLoans,
	} {
		cents += s.books.Received(f.Account, line)
	}
	for _, line := range []ledger.Line{ledger.FleetRunning, ledger.Capex, ledger.FleetLoans} {
		cents -= s.books.Paid(f.Account, line)
	}
	return s.books.USD(cents)
}

// openFreeCash gives every parent the free cash flow of the start.
func (s *State) openFreeCash() {
	for i := range s.firms {
		f := &s.firms[i]
		f.FreeCashUSD = f.Core
		if s.world.Compute != nil && f.Fleet > 0 {
			k := s.spot.parkOf(i)
			f.FreeCashUSD += float64(s.spot.sold[i]*1e6) - s.runningUSD(i) - math.Min(k.capexUSD, s.purseUSD(f))
		}
	}
}

// rememberFreeCash enters a month into the smoothed free cash flow.
func (s *State) rememberFreeCash(f *agents.Firm) {
	f.FreeCashUSD += (s.freeCash(f) - f.FreeCashUSD) / s.world.Parents.CashFlowMonths
}

// envelopeUSD returns what a parent's board lets models cost, net, USD a month: a share of the free cash flow of core and compute. A firm
// without a core has no parent: its models must live on what they earn and on its own cash.
func (s *State) envelopeUSD(f *agents.Firm) float64 {
	if f.OwnedLab { // what its owner pays is for the lab alone
		return math.Max(0, f.Core)
	}
	return float64(f.Envelope * math.Max(0, f.FreeCashUSD))
}

// allot moves a parent's share by what its AI unit asks for: each quarter the board goes towards the ask times the growth of the unit's
// share of model revenue over a year (at most twice), by EnvelopeStep at most, and never above EnvelopeMax.
func (s *State) allot(f *agents.Firm, ask float64) {
	if s.tick%3 != 0 {
		return
	}
	p := &s.world.Parents
	peer := &s.facts.Peers[f.Index]
	growth := 1.0
	if peer.ShareYearAgo > 0 {
		growth = math.Min(2, peer.Share/peer.ShareYearAgo)
	}
	wish := math.Min(p.EnvelopeMax, float64(ask*growth))
	f.Envelope += math.Max(-p.EnvelopeStep, math.Min(p.EnvelopeStep, wish-f.Envelope))
}

// overspent returns by how much a parent's models cost more than their envelope, mean of the last quarter, USD a month.
func (s *State) overspent(f *agents.Firm) float64 {
	return math.Max(0, -f.Month.Mean(&f.Month.Operating, 3)-s.envelopeUSD(f))
}

// subsidy returns what a firm's other business paid for its models this month, USD m: their operating loss, where there is such a business.
func (s *State) subsidy(f *agents.Firm, operating float64) float64 {
	if f.Core > 0 {
		return math.Max(0, -operating)
	}
	return 0
}

// carriedByWorld reports whether the world lets an offer go through a marketplace.
func (s *State) carriedByWorld(of *offer) bool {
	p := &s.world.Parents
	if s.tick < 1 {
		return true
	}
	for _, id := range p.NotCarried {
		if s.firms[of.seller].ID == id {
			return false
		}
	}
	return !p.NoMarketplaces
}

// bundleUtility returns what an offer of the cloud in use is worth beyond the offer itself.
func (s *State) bundleUtility(utils float64) float64 {
	if s.world.Parents.NoBundles && s.tick >= 1 {
		return 0
	}
	return utils
}
