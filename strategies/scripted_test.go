package strategies

import (
	"fmt"
	"math"
	"testing"

	"shakeout/agents"
	"shakeout/internal/exact"
)

// A scripted rival does one thing a month; the strategy under test must answer as its description says. Steps follow each other: a
// strategy that remembers meets them in order.
type step[V, M any] struct {
	reason string
	rival  func(v *V)
	want   func(v *V, m *M) string // what is wrong; empty if nothing
}

type script func(t *testing.T)

func TestScriptedRivals(t *testing.T) {
	for _, e := range Catalogue() {
		if s := scripted[e.Name]; s != nil {
			t.Run(e.Name, s)
		}
	}
}

// duel is the public side of the world of the scripts: the viewer, "me", against a lab at the frontier, with a cloud that watches.
func duel() *agents.Market {
	return &agents.Market{
		Tick: 12, Frontier: 1, OpenFrontier: 0, ComputePriceUSDPerH: 2.5, ComputeCostUSDPerH: 2, ComputeUtilisation: 0.8, DesiredGrowthPerYear: 2.4, ResearchGrowth: 1.8,
		RevenueUSDPerYear: 2e10, LargestResearchUSD: 4e9, LargestRoundUSD: 1e10, MedianPriceUSD: 3, WageUSDPerYear: 6e5,
		Peers: []agents.Peer{
			{ID: "cloud", Kind: agents.Cloud, Status: agents.Active, Capability: 0.9, Share: 0.2, ShareYearAgo: 0.2, PriceUSD: 3, MonthsSinceLaunch: 9},
			{ID: "me", Kind: agents.Lab, Status: agents.Active, Independent: true, Capability: 0.8, Share: 0.2, ShareYearAgo: 0.2, PriceUSD: 3, PlanUSD: 20, MonthsSinceLaunch: 9, ResearchersEst: 200},
			{ID: "rival", Kind: agents.Lab, Status: agents.Active, Independent: true, Capability: 1, Share: 0.6, ShareYearAgo: 0.3, PriceUSD: 3, PlanUSD: 20, MonthsSinceLaunch: 9, ResearchersEst: 800},
		},
	}
}

func duelBooks(market *agents.Market, kind agents.Kind, place int) agents.Books {
	b := agents.Books{
		ID: market.Peers[place].ID, Index: place, Kind: kind, CashUSD: 1e9, RevenueUSD: 5e7, RevenueUSDPerYear: 6e8, RevenueGrowth: 1.8, OperatingUSD: -3e7, BurnUSD: 3e7,
		RunwayMonths: 33, ResearchUSDPerYear: 4e8, GrantedUSDPerYear: math.Inf(1), LossUSD: math.Inf(1), ResearchersUSD: 2e8, RunMonths: 2, RunUSD: 4e7, LaunchCostUSD: 2e6, Researchers: 200, Capability: 1.05, OnMarket: 0.8,
		MonthsSinceLaunch: 9, MonthsSinceSmall: 8, RunMonthsLeft: -1, PlanAttainment: 1, MonthsSinceRound: 12, PostMoneyUSD: 5e9,
		Offers: []agents.OwnOffer{
			{ID: "me/api", Channel: agents.API, PriceUSD: 3, UnitCostUSD: 1, Share: 0.2, Chosen: 0.2, Elasticity: 2.5, Alpha: 1.8, HandlingUSD: 0.005, SaturationUSD: 0.15, KeptPerYear: 0.5, PeerPriceUSD: 3},
			{ID: "me/plus", Channel: agents.Subscription, PriceUSD: 20, UnitCostUSD: 8, Share: 0.2, Chosen: 0.2, Elasticity: 1.8, Alpha: 1.8, HandlingUSD: 2, SaturationUSD: math.Inf(1), KeptPerYear: 0.5, PeerPriceUSD: 20},
			{ID: "me/free", Channel: agents.Free, UnitCostUSD: 0.2, Elasticity: math.NaN()},
		},
	}
	if kind != agents.Lab {
		b.CoreUSDPerYear, b.EnvelopeUSDPerYear, b.EnvelopeShare, b.BurnUSD, b.RunwayMonths = 4e10, 1e10, 0.25, -1e9, math.Inf(1)
	}
	return b
}

func labScript(name string, steps ...step[agents.LabView, agents.LabMove]) script {
	return func(t *testing.T) {
		strategy, err := NewLab(name, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range steps {
			market := duel()
			v := &agents.LabView{Market: market, Books: duelBooks(market, agents.Lab, 1)}
			if s.rival != nil {
				s.rival(v)
			}
			m := &agents.LabMove{ModelMove: carryOn(&v.Books), MergeWith: -1, BidFactor: 1}
			luck := exact.NewStream(7, "me", "strategy", i)
			strategy.Decide(v, &luck, m)
			if wrong := s.want(v, m); wrong != "" {
				t.Errorf("%s: %s", s.reason, wrong)
			}
		}
	}
}

func cloudScript(name string, steps ...step[agents.CloudView, agents.CloudMove]) script {
	return func(t *testing.T) {
		strategy, err := NewCloud(name, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range steps {
			market := duel()
			v := &agents.CloudView{
				Market: market, Books: duelBooks(market, agents.Cloud, 0), ComputeMarkup: 1, Carries: []bool{true, true, false},
				LabsSeeking: []int{1, 2}, AskUSD: []float64{1e9, 4e9}, InvestLimitUSD: []float64{5e9, 5e8}, MarketplaceFee: 0.12, BundleDiscount: 0.1,
			}
			if s.rival != nil {
				s.rival(v)
			}
			m := &agents.CloudMove{
				ModelMove: carryOn(&v.Books), CapacityFactor: 1, ComputeMarkup: 1, MarketplaceFee: math.NaN(), Carries: append([]bool(nil), v.Carries...),
				BundleDiscount: v.BundleDiscount, InvestUSD: make([]float64, 2), CommitShare: math.NaN(), BidFactor: 1, EnvelopeShare: v.EnvelopeShare,
			}
			luck := exact.NewStream(7, "cloud", "strategy", i)
			strategy.Decide(v, &luck, m)
			if wrong := s.want(v, m); wrong != "" {
				t.Errorf("%s: %s", s.reason, wrong)
			}
		}
	}
}

func releaserScript(name string, steps ...step[agents.ReleaserView, agents.ReleaserMove]) script {
	return func(t *testing.T) {
		strategy, err := NewReleaser(name, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range steps {
			market := duel()
			v := &agents.ReleaserView{Market: market, Books: duelBooks(market, agents.Releaser, 0), MonthsSinceOpen: 9}
			if s.rival != nil {
				s.rival(v)
			}
			m := &agents.ReleaserMove{ModelMove: carryOn(&v.Books), CapacityFactor: 1, EnvelopeShare: v.EnvelopeShare, BidFactor: 1}
			luck := exact.NewStream(7, "cloud", "strategy", i)
			strategy.Decide(v, &luck, m)
			if wrong := s.want(v, m); wrong != "" {
				t.Errorf("%s: %s", s.reason, wrong)
			}
		}
	}
}

func near(what string, got, want float64) string {
	if math.Abs(got-want) <= 1e-9*math.Max(1, math.Abs(want)) {
		return ""
	}
	return fmt.Sprintf("%s: got %.10g; want %.10g", what, got, want)
}

func holds(what string, ok bool, got any) string {
	if ok {
		return ""
	}
	return fmt.Sprintf("%s: got %v", what, got)
}

// first returns the first complaint.
func first(wrong ...string) string {
	for _, w := range wrong {
		if w != "" {
			return w
		}
	}
	return ""
}

// cut makes the rival of every paid offer cheaper by a share, and lets share be lost to it.
func cut(share float64) func(v *agents.LabView) {
	return func(v *agents.LabView) {
		for k := range v.Offers {
			v.Offers[k].PeerPriceUSD *= 1 - share
			v.Offers[k].ShareLoss = share
		}
	}
}

func launched(v *agents.LabView) {
	for k := range v.Offers {
		v.Offers[k].New = true
	}
}
