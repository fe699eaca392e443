package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/capital"
	"shakeout/market/ledger"
)

// patienceForCash is the runway, in months, above which a board raises no money without a reason.
const patienceForCash = 36

// patienceForPrice is the runway above which a board waits for a better price than the last: rounds buy a year and a half to two years.
const patienceForPrice = 24

// beginRound lets a lab look for money: it closes, or fails, after some months.
func (s *State) beginRound(f *agents.Firm, usd float64, why string) {
	p := s.world.Capital
	if p == nil || !(usd > 0) || f.Capital.RaisingUntil >= 0 {
		return
	}
	burn := f.Month.Mean(&f.Month.Burn, 3)
	runway := capital.RunwayMonths(s.cash(f)+f.CreditUSD, burn)
	amount := math.Min(usd, s.largestRound())
	if why == "" && runway >= patienceForCash {
		s.decision(f.ID, "raise", s.ruleOf(f.Index), "refused by the board: cash for three years and no reason", "runway_months=%.4g burn_usd_m_per_month=%.6g wanted_usd_m=%.6g", runway, burn/1e6, usd/1e6)
		return
	}
	luck := exact.NewStream(s.seed, f.ID, "round", int(s.tick/6)) // asking again within half a year finds the same investors
	c := &f.Capital
	c.Luck, c.Why = p.Draw(&luck), why
	c.Asked = math.Min(float64(amount*c.Luck.Size), s.largestRound())
	c.RaisingUntil = s.tick + c.Luck.CloseMonths
	s.decision(f.ID, "raise", s.ruleOf(f.Index), why, "runway_months=%.4g burn_usd_m_per_month=%.6g wanted_usd_m=%.6g largest_usd_m=%.6g asked_usd_m=%.6g closes_in_months=%d",
		runway, burn/1e6, usd/1e6, s.largestRound()/1e6, c.Asked/1e6, c.Luck.CloseMonths)
}

// priced is a round that is due, with the price at which investors would buy.
type priced struct {
	firm     *agents.Firm
	outlook  capital.Outlook
	terms    capital.Terms
	model    float64 // pre-money by the rule, before beliefs, USD
	verdict  capital.Verdict
	refused  string
	declined bool   // by the board, not by investors
	offers   [2]int // from and to, of clouds
}

// raiseCapital closes the rounds that are due: investors judge and price each, and the money there is
// goes round by score, so that the order of labs decides nothing.
func (s *State) raiseCapital() {
	p := s.world.Capital
	if p == nil {
		return
	}
	s.rememberLabs()
	s.grantOptions()
	s.bridgeRounds()
	s.due, s.asks, s.spot.work.offers = s.due[:0], s.asks[:0], s.spot.work.offers[:0]
	for i := range s.firms {
		f := &s.firms[i]
		if f.Kind != agents.Lab || !f.Status.Alive() || f.Capital.RaisingUntil != s.tick {
			continue
		}
		f.Capital.RaisingUntil = -1
		r := s.priceRound(f)
		s.due = append(s.due, r)
		ask := capital.Ask{Score: p.Points(r.outlook, s.attainment(f))}
		if r.refused == "" {
			ask.AmountUSD = r.terms.AmountUSD - s.offerStrategic(&r)
			s.due[len(s.due)-1] = r
		}
		s.asks = append(s.asks, ask)
	}
	if len(s.due) == 0 {
		return
	}
	granted, left := p.Pool.Ration(s.pool, s.asks)
	s.pool = left
	for k := range s.due {
		r := &s.due[k]
		if r.refused == "" && granted[k] <= 0 && r.offers[0] == r.offers[1] {
			r.refused = "no money in the market"
		}
		if r.refused != "" {
			s.failRound(r)
			continue
		}
		s.closeRound(r, granted[k])
		for _, o := range s.spot.work.offers[r.offers[0]:r.offers[1]] {
			s.takeStrategic(r.firm, o)
		}
	}
	s.grantBridges()
}

// priceRound returns the terms on which investors would buy now, or why they don't.
func (s *State) priceRound(f *agents.Firm) priced {
	p, c := s.world.Capital, &f.Capital
	r := priced{firm: f, outlook: s.outlook(f)}
	var record capital.Record
	r.verdict, record = s.verdict(f)
	belief := p.Valuation.Belief(c.Belief, float64(s.tick-c.BeliefTick))
	mood := p.Mood.Factor(s.mood)
	r.model = p.Valuation.PreMoneyUSD(r.outlook, c.Asked, c.Luck.Dilution, mood)
	thought := float64(r.model * (exact.Exp(belief) * c.Luck.Valuation))
	price := p.Rounds.PriceUSD(r.verdict, thought, c.PostMoney, s.attainment(f))
	var ok bool
	r.terms, ok = p.Rounds.Close(price, math.Min(p.Rounds.WantedUSD(price, c.Asked), math.Max(c.Asked, s.largestRound())), c.PostMoney)
	switch {
	case s.inReview(f.Index): // who has agreed to be sold issues no shares
		r.refused = "a sale is under review"
	case r.verdict == capital.Closed && record.GapOOM > p.Patience.MaxGapOOM && record.GapOOM > record.GapYearAgoOOM:
		r.refused = "too far behind the frontier and falling back"
	case r.verdict == capital.Closed:
		r.refused = "plan missed by half"
	case !ok:
		r.refused = "worth nothing to investors"
	case p.Patience.Overhung(price, c.Raised+c.BridgeUSD):
		r.refused = "worth less than was paid in"
	case r.terms.AmountUSD < p.Pool.MinFill*c.Asked:
		r.refused = "worth too little for what it needs"
	case r.terms.Down && s.runway(f) >= patienceForPrice:
		r.refused, r.declined = "the board takes no lower price with cash for two years", true
	}
	s.decision(f.ID, "round", investors, orFunded(r.refused),
		"asked_usd_m=%.6g run_rate_usd_m=%.6g log_growth=%.4g gap_oom=%.3g market_usd_m_per_year=%.6g mood=%s revenue_multiple=%.4g usual_dilution=%.4g prospects_usd_m=%.6g rule_usd_m=%.6g belief_log=%.4g luck=%.4g thought_usd_m=%.6g verdict=%s plan_attainment=%.4g plan_attainment_before=%.4g gap_year_ago_oom=%.3g last_post_money_usd_m=%.6g pre_money_usd_m=%.6g amount_usd_m=%.6g sold_share=%.4g raised_usd_m=%.6g",
		c.Asked/1e6, r.outlook.RevenueUSDPerYear/1e6, r.outlook.LogGrowth, r.outlook.GapOOM, r.outlook.MarketUSDPerYear/1e6, s.mood, p.Valuation.Multiple(r.outlook),
		c.Luck.Dilution, p.Valuation.ProspectUSD(r.outlook)/1e6, r.model/1e6, belief, c.Luck.Valuation, thought/1e6, r.verdict, record.Attainment, record.PreviousAttainment,
		record.GapYearAgoOOM, c.PostMoney/1e6, price/1e6, r.terms.AmountUSD/1e6, r.terms.Dilution, c.Raised/1e6)
	return r
}

// failRound records a round that found no money; existing investors may bridge.
func (s *State) failRound(r *priced) {
	f := r.firm
	if s.inReview(f.Index) || r.declined {
		s.event("round-failed", f.ID, "", f.Capital.Asked, "%s", r.refused)
		return
	}
	f.Capital.Failed++
	s.event("round-failed", f.ID, "", f.Capital.Asked, "%s", r.refused)
	s.askBridge(f, r.verdict)
}

// closeRound sells shares for the money granted: bridges turn into shares first, at their discount, so
// that they dilute the old owners and not the new.
func (s *State) closeRound(r *priced, usd float64) {
	p, f := s.world.Capital, r.firm
	c := &f.Capital
	pre := r.terms.PreMoneyUSD
	if c.BridgeUSD > 0 {
		s.issue(f, investors, p.Bridge.ConversionFraction(c.BridgeUSD, pre))
		c.Raised += c.BridgeUSD
		c.BridgeUSD = 0
	}
	terms, ok := p.Rounds.Close(pre, usd, c.PostMoney)
	if ok {
		s.issue(f, investors, terms.Dilution)
		s.pay(s.sector.investors, f.Account, ledger.Equity, terms.AmountUSD)
	} else { // clouds alone
		terms = capital.Terms{PreMoneyUSD: pre, PostMoneyUSD: pre, Down: pre < c.PostMoney}
	}
	kind := "round"
	if terms.Down {
		kind = "down-round"
	}
	c.PostMoney = terms.PostMoneyUSD
	c.Raised += terms.AmountUSD
	c.Failed, c.Bridges, c.RoundTick = 0, 0, s.tick
	c.Belief, c.BeliefTick = p.Valuation.BeliefIn(pre, r.model), s.tick
	s.setPlan(f)
	s.equityMonth += terms.AmountUSD
	s.event(kind, f.ID, investors, terms.AmountUSD, "post-money %.6g USD m, %.1f %% sold, %s", terms.PostMoneyUSD/1e6, 100*terms.Dilution, c.Why)
}
