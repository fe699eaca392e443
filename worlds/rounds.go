package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/customers"
	"shakeout/market/ledger"
)

// Moods of the capital market.
const (
	normal = iota
	boom
	bust
)

var moodNames = []string{"normal", "boom", "bust"}

func (s *State) openCapital() {
	for i := range s.firms {
		f := &s.firms[i]
		f.Capital = agents.Financing{
			Holders: []agents.Holding{{Holder: "founders and investors", Shares: 1_000_000_000}}, RaisingUntil: -1, PlanTick: -3,
		}
		if i >= len(s.world.Agents) {
			continue
		}
		st := s.world.Agents[i].Start
		f.Capital.PostMoney, f.Capital.Raised, f.Capital.Premium = float64(st.Valuation*1e6), float64(st.Raised*1e6), st.Premium
	}
	for i := range s.world.Agents {
		for _, stake := range s.world.Agents[i].Stakes {
			if k := s.firmIndex(stake.ID); k != nobody && stake.Share > 0 && stake.Share < 1 {
				s.firms[k].Capital.Issue(s.world.Agents[i].ID, stake.Share)
			}
		}
	}
	if c := s.world.Capital; c != nil {
		s.pool = float64(c.Pool * 1e9 / 12 / (1 - c.PoolCarry) * 0.5)
	}
}

// moods lets the capital market switch between boom, normal and bust (Hamilton 1989).
func (s *State) moods() {
	c := s.world.Capital
	if c == nil {
		return
	}
	luck := s.stream("", "mood")
	u, side := luck.Float64(), luck.Float64()
	before := s.mood
	switch {
	case s.mood == normal && u < 1/c.NormalMonths:
		s.mood = boom
		if side < 0.5 {
			s.mood = bust
		}
	case s.mood == boom && u < 1/c.BoomMonths:
		s.mood = normal
		if side < 0.5 {
			s.mood = bust
		}
	case s.mood == bust && u < 1/c.BustMonths:
		s.mood = normal
	}
	if s.mood != before {
		s.event("mood", "", "", math.NaN(), "from %s to %s", moodNames[before], moodNames[s.mood])
	}
	years := float64(s.tick) / 12
	yearly := math.Min(float64(c.Pool*exact.Pow(c.PoolGrowth, years)), math.Max(c.PoolLimit, c.Pool))
	s.pool = float64(s.pool*c.PoolCarry) + float64(yearly*1e9/12*s.moodFactor())
}

func (s *State) moodFactor() float64 {
	switch s.mood {
	case boom:
		return s.world.Capital.Boom
	case bust:
		return s.world.Capital.Bust
	}
	return 1
}

// multiple returns what investors pay for a run rate: growth fades as Gompertz's, g exp(-l t), for
// six years, then a margin and a price over earnings, discounted:
//
//	M = exp(g/l (1 - exp(-6 l))) margin PE exp(-6 r), l = base + size ln(R_ref/R)
func (s *State) multiple(revenue, growth float64) float64 {
	c := s.world.Capital
	l := c.FadeBase
	if revenue > 0 {
		l += float64(c.FadeSize * exact.Log(c.FadeRef*1e6/revenue))
	}
	l = math.Max(0.15, l)
	g := math.Max(-0.5, math.Min(exact.Log(math.Max(growth, 0.1)), 2.5))
	m := float64(exact.Exp(float64(g/l*(1-exact.Exp(-l*c.Horizon)))) * c.Margin * c.PE * exact.Exp(-c.Discount*c.Horizon))
	return math.Max(1, math.Min(c.MultipleCap, m))
}

// greatestValue returns what a firm is worth that will hold 12 % of the market at full adoption:
// no forecast may go beyond it.
func (s *State) greatestValue() float64 {
	c := s.world.Capital
	v := 0.0
	for k := range s.segments {
		seg := &s.segments[k]
		if s.world.Customers.Segments[k].Demand == customers.Budget {
			v += float64(seg.value * 12e6)
		} else {
			v += float64(seg.potential * 240e6)
		}
	}
	return float64(0.12 * v * c.Margin * c.PE * exact.Exp(-c.Discount*c.Horizon))
}

// growth12 returns the factor by which revenue grew over a year, as investors see it.
func (s *State) growth12(f *agents.Firm) float64 {
	if f.Month.Months < 6 {
		return 2.8
	}
	return math.Max(0.3, math.Min(8, revenueGrowth(&f.Month)))
}

// attainment returns revenue over the plan of the last round, 1 without a plan.
func (s *State) attainment(f *agents.Firm) float64 {
	if f.Capital.PlanTick < 0 || f.Capital.Plan <= 0 {
		return 1
	}
	months := float64(s.tick - f.Capital.PlanTick)
	planned := float64(f.Capital.Plan * exact.Exp(f.Capital.PlanGrowth*months))
	return s.indicators.revenueBy[f.Index] * 12e6 / planned
}

func (s *State) commitLab(f *agents.Firm, m *agents.LabMove) {
	if m.SeekBuyer {
		s.indicators.forSale[f.Index] = true
	}
	if m.GoNiche && f.Status == agents.Active {
		f.Status = agents.Niche
		s.event("niche", f.ID, "", math.NaN(), "leaves the general market")
	}
	c := s.world.Capital
	if c == nil || m.RaiseUSD <= 0 || f.Capital.RaisingUntil >= 0 {
		return
	}
	luck := s.stream(f.ID, "round")
	f.Capital.Asked = m.RaiseUSD
	f.Capital.RaisingUntil = s.tick + c.CloseLow + int64(luck.IntN(int(c.CloseHigh-c.CloseLow)+1))
	s.decision(f.ID, "raise", s.ruleOf(f.Index), m.RaiseWhy, "runway<trigger amount=%.6g", m.RaiseUSD)
}

// raiseCapital closes the rounds that are due: investors value the run rate and what is needed,
// look at plan and gap, and the scarce pool is given out by score.
func (s *State) raiseCapital() {
	if s.world.Capital == nil {
		return
	}
	for i := range s.firms {
		f := &s.firms[i]
		if f.Kind == agents.Lab && f.Status.Alive() && f.Capital.RaisingUntil == s.tick {
			s.closeRound(f)
		}
	}
}

func (s *State) closeRound(f *agents.Firm) {
	c := s.world.Capital
	f.Capital.RaisingUntil = -1
	if s.inReview(f.Index) { // who has agreed to be sold issues no shares
		s.event("round-failed", f.ID, "", f.Capital.Asked, "a sale is under review")
		return
	}
	luck := s.stream(f.ID, "valuation")
	noise := exact.Exp(float64(c.ValueSD*luck.Normal()) - float64(c.ValueSD*c.ValueSD/2))
	dilution := float64(c.Dilution * exact.Exp(0.35*luck.Normal()))
	u := luck.Float64()
	revenue := float64(s.indicators.revenueBy[f.Index] * 12e6)
	growth := s.growth12(f)
	attained := s.attainment(f)
	gap := s.frontier - f.Models[agents.Flagship].Capability
	need := f.Capital.Asked
	multiple := s.multiple(revenue, growth)
	pre := float64(s.moodFactor() * noise * math.Min(float64(multiple*revenue), s.greatestValue()))
	hope := float64(s.moodFactor() * noise * need * (1/dilution - 1)) // what the need and a usual dilution say
	lead := exact.Exp(-math.Max(0, gap))
	if hope > pre { // a promise beyond the run rate is believed near the frontier only
		pre = math.Max(pre, math.Min(hope, float64((0.3+lead)*math.Max(f.Capital.PostMoney, pre))))
	}
	refused := ""
	switch {
	case f.OwnedLab:
	case attained < c.PatienceEnd:
		refused = "plan missed by half"
	case gap > c.GapEnd && growth < 1.5:
		refused = "too far behind the frontier and not growing"
	case attained < c.Patience && u < 0.5:
		refused = "plan missed"
	case pre < 0.3*need:
		refused = "worth too little for what it needs"
	}
	amount := math.Min(need, math.Min(s.pool, 0.45*pre/(1-0.45)))
	s.decision(f.ID, "round", "investors", refused, "need=%.6g run_rate=%.6g growth=%.4g attainment=%.4g gap=%.3g multiple=%.4g pre_money=%.6g pool=%.6g",
		need, revenue, growth, attained, gap, multiple, pre, s.pool)
	if refused == "" && amount < 0.25*need {
		refused = "no money in the market"
	}
	if refused != "" {
		f.Capital.Failed++
		s.event("round-failed", f.ID, "", need, "%s", refused)
		return
	}
	kind := "round"
	if f.Capital.PostMoney > 0 && pre < f.Capital.PostMoney {
		kind = "down-round"
	}
	post := pre + amount
	f.Capital.Issue("investors", amount/post)
	f.Capital.PostMoney = post
	f.Capital.Raised += amount
	f.Capital.Failed = 0
	f.Capital.Plan, f.Capital.PlanTick = math.Max(revenue, 1), s.tick
	f.Capital.PlanGrowth = c.PlanShare * exact.Log(math.Max(1, math.Min(growth, 4))) / 12
	s.pool -= amount
	s.equityMonth += amount
	s.pay(s.sector.investors, f.Account, ledger.Equity, amount)
	s.event(kind, f.ID, "investors", amount, "post-money %.6g USD m, %.1f %% sold", post/1e6, 100*amount/post)
}

// valueOf returns what a firm is worth to the public: a parent's market value, or the last round.
func (s *State) valueOf(f *agents.Firm) float64 {
	if f.Kind != agents.Lab {
		return f.MarketValue
	}
	return f.Capital.PostMoney
}

// enter lets scheduled agents in. Entry of new labs comes with capital.
func (s *State) enter() {
	for i := range s.firms {
		f := &s.firms[i]
		if f.Status != agents.NotEntered || f.EnterTick > s.tick {
			continue
		}
		f.Status = agents.Active
		s.pay(s.sector.investors, f.Account, ledger.Equity, s.world.Agents[i].Start.Cash*1e6)
		for l := range f.Models {
			f.Models[l].Launched, f.Models[l].Frontier = s.tick, s.frontier
		}
		s.event("entry", f.ID, "", s.world.Agents[i].Start.Cash*1e6, "begins to trade")
	}
	s.refreshOffers()
	s.measureFrontier()
}
