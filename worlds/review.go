package worlds

import (
	"math"
	"strings"

	"shakeout/agents"
	"shakeout/market/control"
	"shakeout/market/ledger"
)

// review is a deal before the authority.
type review struct {
	target, buyer int
	price         float64
	decided       int64
	blocked       bool
	merger        bool    // of peers, for shares
	feeUSD        float64 // due from the buyer where the deal is blocked
	paidUSD       float64 // of it, paid ahead to keep the target going
}

func (s *State) inReview(firm int) bool {
	for _, r := range s.review {
		if r.target == firm || r.merger && r.buyer == firm {
			return true
		}
	}
	return false
}

// dealOf is what the authority sees of a deal.
func (s *State) dealOf(f *agents.Firm, buyer int, price float64, failing bool) control.Deal {
	b := &s.firms[buyer]
	return control.Deal{
		PriceUSD: price, Overlaps: control.Overlaps(s.segmentRevenue(), buyer, f.Index), ComputeShare: s.computeShare(buyer),
		TargetShare: s.indicators.shareOwner[f.Index], TargetGapOOM: s.gap(f), TargetRank: s.rank(f.Index),
		StakeBefore: f.Capital.Table.Fraction(b.ID), Group: b.Core > 0, Failing: failing,
	}
}

// openReview puts a deal before the authority, whose decision is drawn now and known when its time is up.
func (s *State) openReview(f *agents.Firm, buyer int, price float64, failing, merger bool) {
	c, b := s.world.Control, &s.firms[buyer]
	deal := s.dealOf(f, buyer, price, failing)
	assessed := c.Review.Assess(s.world.Policy.Authority, deal)
	luck := s.stream(f.ID, "review")
	verdict := c.Review.Decide(assessed, price, &luck)
	if failing { // there is no time
		verdict.Months = min(verdict.Months, c.Review.ClearMonths)
	}
	s.review = append(s.review, review{
		target: f.Index, buyer: buyer, price: price, decided: s.tick + verdict.Months, blocked: verdict.Blocked, merger: merger,
		feeUSD: float64(c.Review.BreakFee * price),
	})
	grounds := strings.Join(assessed.Grounds, "; ")
	if grounds == "" {
		grounds = "no question"
	}
	s.decision(f.ID, "review", "authority, rule "+s.world.Policy.Rule.String(), grounds,
		"buyer=%s price_usd_m=%.6g overlaps=%d compute_share=%.4g target_share=%.4g target_gap_oom=%.4g target_rank=%d stake_before=%.4g group=%v failing=%v p_block=%.4g months=%d blocked=%v",
		b.ID, price/1e6, len(deal.Overlaps), deal.ComputeShare, deal.TargetShare, deal.TargetGapOOM, deal.TargetRank, deal.StakeBefore, deal.Group, deal.Failing,
		assessed.Block, verdict.Months, verdict.Blocked)
}

// segmentRevenue returns the revenue of each segment by owner of the model.
func (s *State) segmentRevenue() []control.Revenue {
	out := make([]control.Revenue, len(s.segments))
	for k := range s.segments {
		seg := &s.segments[k]
		r := control.Revenue{Segment: s.world.Customers.Segments[k].ID, ByFirm: make([]float64, len(s.firms))}
		for j, o := range seg.offers {
			if of := &s.offers[o]; of.seller != selfHost {
				r.ByFirm[of.owner] += seg.revenue[j]
			}
		}
		out[k] = r
	}
	return out
}

// computeShare returns a firm's share of all accelerators.
func (s *State) computeShare(i int) float64 {
	total := s.spot.fringe
	for k := range s.firms {
		total += s.firms[k].Fleet
	}
	return ratio(s.firms[i].Fleet, total)
}

// rank returns a firm's place by model revenue, 1 the largest.
func (s *State) rank(i int) int64 {
	at := int64(1)
	for k, share := range s.indicators.shareOwner {
		if share > s.indicators.shareOwner[i] || share == s.indicators.shareOwner[i] && s.firms[k].ID < s.firms[i].ID {
			at++
		}
	}
	return at
}

// decideReviews closes or stops the deals whose time is up. Until then a buyer keeps a target going that
// runs short, with money that counts against the break fee.
func (s *State) decideReviews() {
	due := s.dueReviews[:0]
	rest := s.review[:0]
	for _, r := range s.review {
		if r.decided <= s.tick {
			due = append(due, r)
			continue
		}
		s.fundTarget(&r)
		rest = append(rest, r)
	}
	s.review, s.dueReviews = rest, due
	for _, r := range due {
		f, b := &s.firms[r.target], &s.firms[r.buyer]
		switch {
		case !f.Status.Alive() || !b.Status.Alive():
		case r.blocked:
			fee := math.Min(math.Max(0, r.feeUSD-r.paidUSD), math.Max(0, s.cash(b)))
			s.pay(b.Account, f.Account, ledger.BreakFees, fee)
			s.event("deal-blocked", f.ID, b.ID, r.price, "by the merger authority; break fee %.6g USD m", (fee+r.paidUSD)/1e6)
			s.comeBack(f, r.buyer)
		case r.merger:
			s.merge(f, b, r.price)
		default:
			s.acquire(f, b, r.price)
		}
	}
}

// fundTarget keeps a target going for the month that its buyer waits for the authority.
func (s *State) fundTarget(r *review) {
	f, b := &s.firms[r.target], &s.firms[r.buyer]
	burn := f.Month.Mean(&f.Month.Burn, 1)
	if r.merger || !b.Status.Alive() || burn <= 0 || s.cash(f) >= burn {
		return
	}
	usd := math.Min(burn, math.Min(math.Max(0, r.feeUSD-r.paidUSD), math.Max(0, s.cash(b))))
	s.pay(b.Account, f.Account, ledger.BreakFees, usd)
	r.paidUSD += usd
}

// keptByBuyer lets who has agreed to buy a firm cover what it lacks this month, out of the break fee, and says whether that is enough: nobody lets a deal lapse for
// less than he would owe if it were stopped.
func (s *State) keptByBuyer(f *agents.Firm) bool {
	for k := range s.review {
		r := &s.review[k]
		if r.target != f.Index || r.merger || !s.firms[r.buyer].Status.Alive() {
			continue
		}
		b := &s.firms[r.buyer]
		usd := math.Min(-s.cash(f)-f.CreditUSD, math.Min(math.Max(0, r.feeUSD-r.paidUSD), math.Max(0, s.cash(b))))
		s.pay(b.Account, f.Account, ledger.BreakFees, usd)
		r.paidUSD += usd
		return s.cash(f)+f.CreditUSD >= 0
	}
	return false
}
