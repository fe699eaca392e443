package control

import (
	"fmt"
	"math"

	"shakeout/internal/exact"
)

// Review is the merger authority. It presumes harm from rising concentration in a segment that both serve (the structural presumption: Merger Guidelines 2010 and
// 2023), and looks at vertical deals, where an owner of much of the compute takes a laboratory that matters: the larger the price, the likelier it says no. A review in
// depth takes most of a year, and who is blocked pays a fee.
type Review struct {
	// Probability that a deal under a presumption is blocked.
	PresumptionBlock float64 `yaml:"presumption_block" unit:"1" range:"[0,1]" default:"1" source:"assumption: deals under a presumption are given up" doc:"probability that a deal is blocked where harm is presumed"`
	// Who is a large owner of compute.
	ComputeShare float64 `yaml:"compute_share" unit:"1" range:"[0,1]" default:"0.2" source:"assumption; Merger Guidelines 2023 on related products" doc:"share of compute supply from which the vertical test applies to a bidder"`
	// Which laboratory matters.
	TargetShare  float64 `yaml:"target_share" unit:"1" range:"[0,1]" default:"0.05" source:"assumption" doc:"share of model revenue from which a target matters"`
	TargetGapOOM float64 `yaml:"target_gap_oom" unit:"OOM" range:"[0,10]" default:"0.5" source:"assumption" doc:"distance from the frontier within which a target matters"`
	// When a stake becomes control.
	ControlStake float64 `yaml:"control_stake" unit:"1" range:"[0,1]" default:"0.25" source:"assumption; EU and UK practice" doc:"stake above which a holder has had influence before the deal"`
	// Probability of the vertical test.
	VerticalIntercept  float64 `yaml:"vertical_intercept" unit:"1" range:"[-20,20]" default:"2" source:"assumption" doc:"a in P(block) = 1/(1 + exp(a - b log10(price/reference)))"`
	VerticalSlope      float64 `yaml:"vertical_slope" unit:"1" range:"[0,20]" default:"1.5" source:"assumption" doc:"b in the same"`
	ReferencePriceUSDM float64 `yaml:"reference_price_usd_m" unit:"USD m" range:"(0,inf)" default:"1000" source:"by definition" doc:"reference price in the same"`
	StrictIntercept    float64 `yaml:"strict_intercept" unit:"1" range:"[-20,20]" default:"0" source:"assumption" doc:"a under the rule strict"`
	// A parent and one of the leaders.
	LeaderBlock float64 `yaml:"leader_block" unit:"1" range:"[0,1]" default:"0.95" source:"assumption" doc:"probability that a group with a core business is kept from buying one of the leaders"`
	LeaderRank  int64   `yaml:"leader_rank" unit:"1" range:"[0,100]" default:"3" source:"assumption" doc:"rank by model revenue down to which a laboratory is a leader"`
	// Length.
	MinMonths   int64 `yaml:"min_months" unit:"months" range:"[0,60]" default:"6" source:"assumption" doc:"shortest review in depth"`
	MaxMonths   int64 `yaml:"max_months" unit:"months" range:"[0,60]" default:"15" source:"assumption" doc:"longest review in depth"`
	ClearMonths int64 `yaml:"clear_months" unit:"months" range:"[0,60]" default:"1" source:"US waiting period of 30 days" doc:"months until a deal that raises no question closes"`
	// Failing firms.
	FailingFactor float64 `yaml:"failing_factor" unit:"1" range:"[0,1]" default:"0.2" source:"assumption; Merger Guidelines 2023, section 3.1, failing firms" doc:"probability of a block over what it would be, where the target would otherwise leave the market"`
	// Fee.
	BreakFee float64 `yaml:"break_fee" unit:"1" range:"[0,1]" default:"0.03" source:"assumption; usual 2-4 %" doc:"share of the price that a blocked buyer pays the target"`
}

// Authority is the stance of the merger authority, a lever of policy.
type Authority struct {
	// Rule of the structural presumption.
	Rule Rule `yaml:"merger_rule" unit:"rule" default:"hhi-2023" source:"US Merger Guidelines of December 2023, in force at the start" doc:"structural presumption of the merger authority"`
	// Vertical deals.
	NoVerticalTest bool `yaml:"no_vertical_test" unit:"flag" default:"false" source:"Merger Guidelines 2023, section 2.5" doc:"whether the authority leaves the vertical test out"`
}

// Deal is what the authority sees.
type Deal struct {
	PriceUSD     float64
	Overlaps     []Overlap // segments, in a fixed order
	ComputeShare float64   // buyer's share of compute supply
	TargetShare  float64   // target's share of model revenue
	TargetGapOOM float64   // target's distance below the frontier
	TargetRank   int64     // by model revenue, 1 the largest; 0: unknown
	StakeBefore  float64   // buyer's stake before the deal
	Group        bool      // the buyer has a core business outside models
	Failing      bool      // without the deal the target leaves the market
}

// Assessment is what the rules say about a deal, before chance.
type Assessment struct {
	InDepth bool     // a review in depth
	Block   float64  // probability that the deal is blocked
	Grounds []string // in words
}

// Assess returns the probability that a deal is blocked: the greatest of the tests that apply.
//
//   - presumption in any segment (Rule.Presumption): PresumptionBlock;
//   - vertical: the bidder has at least ComputeShare of compute and the target matters (TargetShare of model revenue or within TargetGapOOM of the
//     frontier), or a stake below ControlStake becomes control of a target that matters: 1/(1 + exp(a - b log10(price/reference)));
//   - a group buys one of the first LeaderRank laboratories: LeaderBlock.
//
// Under the rule none nothing applies; under strict a is StrictIntercept. A target without customers and far behind raises no vertical question. For a target that
// would otherwise leave the market the probability counts FailingFactor.
func (v Review) Assess(who Authority, d Deal) Assessment {
	var a Assessment
	if who.Rule == None {
		return a
	}
	raise := func(p float64, grounds string) {
		a.InDepth, a.Block = true, math.Max(a.Block, p)
		a.Grounds = append(a.Grounds, grounds)
	}
	for _, o := range d.Overlaps {
		if harm, grounds := who.Rule.Presumption(o); harm {
			raise(v.PresumptionBlock, grounds)
		}
	}
	matters := d.TargetShare >= v.TargetShare || d.TargetGapOOM <= v.TargetGapOOM
	switch {
	case who.NoVerticalTest:
	case matters && d.ComputeShare >= v.ComputeShare:
		raise(v.VerticalBlock(who.Rule, d.PriceUSD), fmt.Sprintf("vertical: buyer has %.1f %% of compute", 100*d.ComputeShare))
	case matters && d.StakeBefore > 0 && d.StakeBefore < v.ControlStake:
		raise(v.VerticalBlock(who.Rule, d.PriceUSD), fmt.Sprintf("a stake of %.1f %% becomes control", 100*d.StakeBefore))
	}
	if d.Group && d.TargetRank >= 1 && d.TargetRank <= v.LeaderRank {
		raise(v.LeaderBlock, fmt.Sprintf("target is number %d by model revenue", d.TargetRank))
	}
	if d.Failing {
		a.Block = float64(a.Block * v.FailingFactor)
	}
	return a
}

// VerticalBlock returns P(block) = 1/(1 + exp(a - b log10(price/reference))), with a = StrictIntercept under the rule strict and VerticalIntercept otherwise.
func (v Review) VerticalBlock(rule Rule, priceUSD float64) float64 {
	a := v.VerticalIntercept
	if rule == Strict {
		a = v.StrictIntercept
	}
	ratio := math.Max(priceUSD/float64(v.ReferencePriceUSDM*million), 1e-9)
	return 1 / (1 + exact.Exp(a-float64(v.VerticalSlope*exact.Log10(ratio))))
}

// Decision is what the authority does.
type Decision struct {
	Blocked     bool
	Months      int64   // until the decision
	BreakFeeUSD float64 // due from the buyer to the target where blocked
}

// Decide draws the decision on an assessed deal: blocked with its probability, after MinMonths to MaxMonths in depth or ClearMonths without question. Two uniforms,
// always.
func (v Review) Decide(a Assessment, priceUSD float64, s *exact.Stream) Decision {
	blocked := s.Bernoulli(a.Block)
	months := v.MinMonths + int64(s.IntN(int(max(0, v.MaxMonths-v.MinMonths)+1)))
	if !a.InDepth {
		return Decision{Months: v.ClearMonths}
	}
	d := Decision{Blocked: blocked, Months: months}
	if blocked {
		d.BreakFeeUSD = float64(v.BreakFee * math.Max(0, priceUSD))
	}
	return d
}
