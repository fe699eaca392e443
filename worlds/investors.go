package worlds

import (
	"fmt"
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/capital"
	"shakeout/market/ledger"
)

// Holders of shares who are no agents.
const (
	founders  = "founders"
	investors = "investors"
	staff     = "staff"
)

// openShares is the number of shares of a firm at the start.
const openShares = 1_000_000_000

// openCapital fills the capitalisation tables, the plans that investors hold firms to, and the pool.
func (s *State) openCapital() error {
	w := s.world
	for i := range s.firms {
		f := &s.firms[i]
		f.Capital = agents.Financing{Kept: 1, RaisingUntil: -1, RoundTick: -6, AppraisalTick: math.MinInt64, Attained: [2]float64{1, 1}}
		var parts []capital.Fraction
		for k := range w.Agents {
			for _, stake := range w.Agents[k].Stakes {
				if stake.ID == f.ID && stake.Share > 0 {
					parts = append(parts, capital.Fraction{Holder: w.Agents[k].ID, Part: stake.Share})
				}
			}
		}
		var err error
		if f.Capital.Table, err = capital.NewCapTableFromFractions(openShares, founders, parts...); err != nil {
			return fmt.Errorf("agents[%s]: stakes in it: %w", f.ID, err)
		}
		if i >= len(w.Agents) {
			continue
		}
		st := &w.Agents[i].Start
		c := &f.Capital
		c.PostMoney, c.Raised, c.Premium, c.RoundTick = float64(st.Valuation*1e6), float64(st.Raised*1e6), st.Premium, -st.RoundAgo
		c.StartRevenue, c.StartGrowth = s.runRate(f), exact.Log(st.Growth)
		if w.Capital != nil && f.Kind == agents.Lab && f.Status.Alive() {
			s.setPlan(f)
			for k := range c.Gaps {
				c.Gaps[k] = s.gap(f)
			}
			s.openBelief(f, st.Burn*1e6, float64(st.RoundAgo))
		}
	}
	if p := w.Capital; p != nil {
		s.mood = p.Mood.At(0, p.Mood.Start)
		s.pool = p.Pool.OpeningUSD(p.Mood.Factor(s.mood))
	}
	return nil
}

// moods lets the capital market switch between boom, normal and bust, and brings the month's money.
func (s *State) moods() {
	p := s.world.Capital
	if p == nil {
		return
	}
	luck := s.stream("", "mood")
	before := s.mood
	s.mood = p.Mood.Next(before, s.tick, &luck)
	if s.mood != before {
		s.event("mood", "", "", math.NaN(), "from %s to %s", before, s.mood)
	}
	s.pool = p.Pool.AvailableUSD(s.pool, p.Pool.NewUSDPerMonth(float64(s.tick)/12, p.Mood.Factor(s.mood)))
}

// moodFactor returns the factor of the mood on money and prices, 1 without a market for capital.
func (s *State) moodFactor() float64 {
	if s.world.Capital == nil {
		return 1
	}
	return s.world.Capital.Mood.Factor(s.mood)
}

// largestRound returns the largest round that the market bears this month, USD.
func (s *State) largestRound() float64 {
	p := s.world.Capital
	if p == nil {
		return 0
	}
	return p.Pool.LargestUSD(float64(s.tick)/12, p.Mood.Factor(s.mood))
}

// setPlan makes today's outlook the plan that investors hold a firm to.
func (s *State) setPlan(f *agents.Firm) {
	o := s.outlook(f)
	o.LogGrowth = math.Max(0, o.LogGrowth) // nobody sells a plan to shrink
	f.Capital.Plan, f.Capital.PlanTick = o, s.tick
	f.Capital.Attained = [2]float64{1, 1}
}

// attainment returns revenue over the plan of the last round, 1 without a plan.
func (s *State) attainment(f *agents.Firm) float64 {
	p := s.world.Capital
	if p == nil {
		return 1
	}
	return capital.Attainment(s.runRate(f), p.PlanUSDPerYear(f.Capital.Plan, float64(s.tick-f.Capital.PlanTick)))
}

// rememberLabs enters the month into what investors remember of each lab.
func (s *State) rememberLabs() {
	for i := range s.firms {
		f := &s.firms[i]
		if f.Kind != agents.Lab || !f.Status.Alive() {
			continue
		}
		c := &f.Capital
		c.Gaps[s.tick%12] = s.gap(f)
		if since := s.tick - c.PlanTick; since > 0 && since%3 == 0 {
			c.Attained = [2]float64{s.attainment(f), c.Attained[0]}
		}
	}
}

// verdict returns whether investors are still patient with a lab.
func (s *State) verdict(f *agents.Firm) (capital.Verdict, capital.Record) {
	c := &f.Capital
	r := capital.Record{
		Attainment: c.Attained[0], PreviousAttainment: c.Attained[1],
		GapOOM: s.gap(f), GapYearAgoOOM: c.Gaps[(s.tick+1)%12],
	}
	return s.world.Capital.Patience.Judge(r), r
}

// grantOptions gives staff their shares of the year, which dilutes everybody and costs no cash. Options must not be granted below
// what the shares are worth, and people are hired every month, so that there is always an appraisal. It holds for twelve months, but not when
// it fails to reflect what has become known since and changes the value materially (26 CFR 1.409A-1(b)(5)(iv)(B)): that it is doubtful whether
// the firm goes on. A month's growth and loss are no such news, for they swing with launches.
func (s *State) grantOptions() {
	p := s.world.Capital
	for i := range s.firms {
		f := &s.firms[i]
		if f.Kind != agents.Lab || !f.Status.Alive() || s.inReview(i) {
			continue
		}
		if s.tick%12 == 0 {
			s.appraise(f, "yearly, for options")
			s.issue(f, staff, p.Options.DilutionPerYear)
		} else if f.Capital.RoundTick < s.tick && s.inDoubt(f) && p.Options.Stale(f.Capital.LastValuation(), s.worthToday(f)) {
			s.appraise(f, "the last valuation does not hold any more")
		}
	}
}

// issue gives a holder new shares worth a fraction of the firm.
func (s *State) issue(f *agents.Firm, holder string, fraction float64) {
	table, _, err := f.Capital.Table.Issue(holder, fraction)
	if err != nil && s.err == nil {
		s.err = fmt.Errorf("%s: %w", f.ID, err)
		return
	}
	f.Capital.Table = table
	f.Capital.Kept = float64(f.Capital.Kept * (1 - fraction))
}

// shortMonths is the runway, in months, below which a firm is short of money where no market for control says so.
const shortMonths = 9

// bridgeAsk is a firm that existing investors would carry.
type bridgeAsk struct {
	firm    *agents.Firm
	verdict capital.Verdict
	gap     capital.Gap
}

// bridgeRounds lets existing investors carry the firms whose money would run out before their round closes, or within the month where none
// is under way: that is what a bridge is for. Nobody lets a firm go for want of cash that he thinks worth what was paid in.
func (s *State) bridgeRounds() {
	for i := range s.firms {
		f := &s.firms[i]
		left := float64(max(1, f.Capital.RaisingUntil-s.tick))
		if f.Kind != agents.Lab || !f.Status.Alive() || s.inReview(i) || f.Capital.RaisingUntil == s.tick || s.runway(f) > left {
			continue
		}
		v, _ := s.verdict(f)
		s.askBridge(f, v)
	}
	s.grantBridges()
}

// askBridge lets existing investors think about carrying a firm that is short of money after a round that failed or before one closes, once,
// unless they have lost patience or it is worth less than what was paid in: a convertible loan.
func (s *State) askBridge(f *agents.Firm, v capital.Verdict) {
	p, c := s.world.Capital, &f.Capital
	gap := capital.Gap{
		BurnUSDPerMonth: f.Month.Mean(&f.Month.Burn, 3), LastPostUSD: c.LastValuation(), Mood: p.Mood.Factor(s.mood), BridgesInRow: c.Bridges,
		RunwayMonths: s.runway(f), ShortMonths: shortMonths, Overhung: p.Patience.Overhung(s.mark(f), c.Raised+c.BridgeUSD),
	}
	if m := s.world.Control; m != nil {
		gap.ShortMonths = m.Distress.CutMonths
	}
	if usd := p.Bridge.AmountUSD(v, gap); usd > 0 {
		s.bridging = append(s.bridging, bridgeAsk{f, v, gap})
		s.bridgeAsks = append(s.bridgeAsks, capital.Ask{AmountUSD: usd, Score: p.Points(s.outlook(f), s.attainment(f))})
	}
}

// grantBridges divides the money there is over the bridges that are asked for, by score as with rounds, so that the order of firms decides nothing.
func (s *State) grantBridges() {
	if len(s.bridging) == 0 {
		return
	}
	p := s.world.Capital
	granted, left := p.Pool.Ration(s.pool, s.bridgeAsks)
	s.pool = left
	for k, ask := range s.bridging {
		usd := granted[k]
		if !(usd > 0) {
			continue
		}
		f, c := ask.firm, &ask.firm.Capital
		s.pay(s.sector.investors, f.Account, ledger.Loans, usd)
		c.BridgeUSD += usd
		c.Bridges++
		s.event("bridge", f.ID, investors, usd, "turns into shares at the next round, %g %% below its price", 100*p.Bridge.Discount)
		s.decision(f.ID, "bridge", investors, "given", "burn_usd_m_per_month=%.6g runway_months=%.4g last_valuation_usd_m=%.6g verdict=%s amount_usd_m=%.6g",
			ask.gap.BurnUSDPerMonth/1e6, ask.gap.RunwayMonths, ask.gap.LastPostUSD/1e6, ask.verdict, usd/1e6)
	}
	s.bridging, s.bridgeAsks = s.bridging[:0], s.bridgeAsks[:0]
}
