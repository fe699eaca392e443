package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/ledger"
)

// openCosts gives every firm the overhead that makes its burn what the start state says, never
// below zero, and the goodwill that its present spending keeps up.
func (s *State) openCosts() {
	w := s.world
	s.wage = w.Costs.ResearcherPay
	s.opensUnits()
	s.measureMonth()
	for i := range s.firms {
		f := &s.firms[i]
		revenue := float64(s.indicators.revenueBy[i] * 1e6)
		f.OverheadRef = float64(revenue * 12)
		f.SalesUSD = float64(w.Costs.SalesShare * revenue)
		f.BrandUSD = math.Max(w.Costs.BrandFloor*1e6/12, float64(0.04*revenue))
		f.Goodwill = (f.SalesUSD + f.BrandUSD) / math.Max(w.Customers.GoodwillDecay, 1e-6)
		f.Goodwill0 = f.Goodwill
		if i >= len(w.Agents) {
			continue
		}
		cost := s.staffCost(f) + f.SalesUSD + f.BrandUSD
		if f.Fleet <= 0 || f.Core > 0 {
			cost += f.ResearchPY / 12
		}
		for o := range s.offers {
			of := &s.offers[o]
			if of.seller != i {
				continue
			}
			cost += float64(of.units * 1e6 * s.unitCost(of))
		}
		if burn := float64(w.Agents[i].Start.Burn * 1e6); burn != 0 && f.Core == 0 {
			f.Overhead = math.Max(0, burn+revenue-cost)
		}
		f.Overhead = math.Max(f.Overhead, float64(0.02*(cost+revenue)))
	}
	s.openEffort()
}

// anchorCosts lets each firm's serving cost agree with its opening price: who sells far below or
// above the rule is taken to serve more or less cheaply (own chips, sparse models), within bounds, by the compute margin of the leader.
func (s *State) anchorCosts() {
	const margin = 0.52 // compute margin of OpenAI at the end of 2024, revenue.csv
	for o := range s.offers {
		of := &s.offers[o]
		if of.channel == agents.API && of.owner == of.agent {
			rule := float64(of.hoursPerTok * s.world.Serving.ComputePrice)
			s.firms[of.owner].CostAnchor[of.line] = math.Max(0.1, math.Min(5, of.list*of.realised*(1-margin)/rule))
		}
	}
	s.refreshOffers()
}

// openEffort puts the stock of research effort where the growth of the last years left it.
func (s *State) openEffort() {
	t := s.world.Technology
	for i := range s.firms {
		f := &s.firms[i]
		flow := f.ResearchPY / 12e6 / s.spot.price
		life := 12.0
		if t != nil {
			life = t.EffortLife
		}
		f.Effort = flow / (1/life + 0.15)
	}
}

// refreshOffers sets what an offer inherits from the model behind it: capability, hours per token,
// whether it can be had at all.
//
//	hours = (c0/w0) 10^(a C_F(launch) + b (C - C_F(launch)))/G x small-model ratio
func (s *State) refreshOffers() {
	w := s.world
	a, b := 0.65, 0.3
	if w.Technology != nil {
		a, b = w.Technology.SizeCost, w.Technology.GapCost
	}
	use := s.useIndex()
	years := float64(s.tick) / 12
	for o := range s.offers {
		of := &s.offers[o]
		f := &s.firms[of.owner]
		m := &f.Models[of.line]
		seller := of.seller
		if seller < 0 {
			seller = of.owner
		}
		alive := s.firms[seller].Status.Alive() && (f.Status.Alive() || of.seller < 0)
		of.live = alive && m.Live
		if of.channel == agents.Hosted || of.channel == agents.SelfHosted {
			of.live = m.Live && m.Open && f.Status != agents.NotEntered
		}
		if f.Status == agents.Niche && !of.channel.Metered() && of.channel != agents.Seat {
			of.live = false
		}
		of.capability = m.Capability
		c, ratio := m.Capability, 1.0
		if of.line == agents.Small {
			c, ratio = c+w.Serving.SmallGap, w.Serving.SmallCost
		}
		if of.channel == agents.Free {
			ratio = w.Serving.SmallCost
		}
		size := float64(a*m.Frontier) + float64(b*(c-m.Frontier))
		of.hoursPerTok = w.Serving.CostUSD / w.Serving.ComputePrice * exact.Exp10(size) * ratio * f.CostAnchor[of.line] / s.serving
		switch of.channel {
		case agents.Free:
			of.mtokPerUnit = float64(w.Serving.FreeTokens * of.tokens * exact.Pow(w.Serving.FreeGrowth, years))
		case agents.Subscription:
			of.mtokPerUnit = s.fairUse(of, w.Serving.PaidTokens*of.tokens*use)
		case agents.Seat:
			of.mtokPerUnit = s.fairUse(of, w.Serving.SeatTokens*of.tokens*use)
		default:
			of.mtokPerUnit = 1
		}
		if of.channel == agents.Hosted || of.channel == agents.SelfHosted {
			markup := pick(of.channel == agents.Hosted, w.Serving.HostMarkup, 1.1)
			if s.tick > 0 && w.Technology != nil { // free entry of hosts: a thin margin over what serving costs
				of.list = float64(markup * of.hoursPerTok * s.spot.price * of.tokens)
			}
		}
	}
}

// fairUse returns the use of a plan that its seller allows: rate limits hold the mean cost of a
// subscriber below a share of the price that is paid.
func (s *State) fairUse(of *offer, desired float64) float64 {
	cost := float64(of.hoursPerTok * s.spot.price)
	if cost <= 0 || s.tick == 0 {
		return desired
	}
	return math.Min(desired, s.world.Serving.FairUse*of.list*of.realised/cost)
}

// measureFrontier finds the best model on the market, and the best open one.
func (s *State) measureFrontier() {
	s.frontier, s.openFrontier = math.Inf(-1), math.Inf(-1)
	for i := range s.firms {
		f := &s.firms[i]
		m := &f.Models[agents.Flagship]
		if !f.Status.Alive() || !m.Live {
			continue
		}
		s.frontier = math.Max(s.frontier, m.Capability)
		if m.Open {
			s.openFrontier = math.Max(s.openFrontier, m.Capability)
		}
	}
	if math.IsInf(s.frontier, -1) {
		s.frontier = 0
	}
}

// research moves technology by a month: algorithms, serving, each firm's own effort and what it
// learns from others, and the models that come to market.
func (s *State) research() {
	t := s.world.Technology
	if t == nil {
		return
	}
	years := float64(s.tick) / 12
	fade := math.Min(1, years/t.FadeYears)
	luck := s.stream("", "algorithms")
	algo := exact.Log(t.Algorithms) + float64(fade*(exact.Log(t.AlgorithmsLate)-exact.Log(t.Algorithms)))
	if s.efficient {
		algo += exact.Log(t.EfficiencyBoost)
	}
	s.algorithms = float64(s.algorithms * exact.Exp(algo/12+float64(t.AlgorithmSD*math.Ln10*luck.Normal())))
	serve := exact.Log(t.Serving) + float64(fade*(exact.Log(t.ServingLate)-exact.Log(t.Serving)))
	s.serving = float64(s.serving * exact.Exp(serve/12))
	regime := s.stream("", "regime")
	if regime.Bernoulli(1-exact.Exp(-t.Efficiency/12)) && !s.efficient {
		s.efficient = true
		s.event("regime", "", "", math.NaN(), "scale pays less from now on: efficiency regime")
	}
	largest := 0.0
	for i := range s.firms {
		if s.firms[i].Status.Alive() {
			largest = math.Max(largest, s.firms[i].ResearchPY)
		}
	}
	for i := range s.firms {
		for l, a := range s.firms[i].CostAnchor {
			s.firms[i].CostAnchor[l] = exact.Exp(0.97 * exact.Log(a))
		}
		if s.firms[i].Status.Alive() {
			s.learn(&s.firms[i], largest)
		}
	}
	for i := range s.firms {
		if s.firms[i].Status.Alive() {
			s.advanceRun(&s.firms[i])
		}
	}
	s.refreshOffers()
	s.measureFrontier()
	s.people()
}

// learn adds to what a firm's next model would have: own effort (orders of magnitude of its stock
// of effective research over cost per order) and a part of the gap to the frontier, more toward
// open weights, less for who does little research (Cohen and Levinthal 1990).
func (s *State) learn(f *agents.Firm, largest float64) {
	t := s.world.Technology
	before := f.Effort
	f.Effort = float64(f.Effort*(1-1/t.EffortLife)) + float64(s.spot.research[f.Index]*s.algorithms*s.hardwareOfHours())
	gain := 0.0
	if before > 0 && f.Effort > before {
		gain = exact.Log10(f.Effort/before) / t.CostPerOrder
	}
	gap := math.Max(0, s.frontier-f.Capability)
	open := math.Max(0, math.Min(gap, s.openFrontier-f.Capability))
	ratio := 0.0
	if largest > 0 && f.ResearchPY > 0 {
		ratio = exact.Pow(math.Min(1, f.ResearchPY/largest), t.Absorption)
	}
	spill := float64(t.Spillover / 12 * ratio * (gap + float64((t.SpilloverOpen-1)*open)))
	f.Capability += gain + spill
}

// hardwareOfHours is one: an H100-equivalent hour is a unit of performance whatever the vintage.
func (s *State) hardwareOfHours() float64 { return 1 }

// startRun begins the final run of the next flagship.
func (s *State) startRun(f *agents.Firm, open agents.Openness) {
	t := s.world.Technology
	f.RunLeft = 2
	luck := s.stream(f.ID, "run")
	fails, noise := luck.Bernoulli(t.RunFailure), luck.Normal()
	leap := luck.Bernoulli(t.Breakthrough)
	f.Models[agents.Flagship].OpensAt = -1
	s.nextOf(f).open = open != agents.Closed
	n := s.nextOf(f)
	n.noise = float64(t.RunSD * noise)
	if leap {
		n.noise += t.BreakthroughGain
		s.event("breakthrough", f.ID, "", math.NaN(), "a run goes %.2g orders of magnitude beyond its plan", t.BreakthroughGain)
	}
	if fails {
		f.RunLeft += 3
		s.pay(f.Account, s.sector.suppliers, ledger.Launches, 0.5*t.RunShare*f.ResearchPY/12)
		s.event("run-failed", f.ID, "", 0.5*t.RunShare*f.ResearchPY/12, "three months lost")
	}
}

type nextModel struct {
	noise float64
	open  bool
}

func (s *State) nextOf(f *agents.Firm) *nextModel {
	for len(s.indicators.next) <= f.Index {
		s.indicators.next = append(s.indicators.next, nextModel{})
	}
	return &s.indicators.next[f.Index]
}

// advanceRun brings a flagship to market when its run is over.
func (s *State) advanceRun(f *agents.Firm) {
	if f.RunLeft < 0 {
		return
	}
	f.RunLeft--
	if f.RunLeft >= 0 {
		return
	}
	n := s.nextOf(f)
	m := &f.Models[agents.Flagship]
	c := math.Max(m.Capability, f.Capability+n.noise)
	f.Capability = math.Max(f.Capability, c)
	*m = agents.Vintage{Live: true, Capability: c, Launched: s.tick, Frontier: math.Max(s.frontier, c), Open: n.open, OpensAt: -1, Anchor: 1}
	s.pay(f.Account, s.sector.suppliers, ledger.Launches, s.world.Costs.LaunchCost*1e6)
	s.markFresh(f.Index, agents.Flagship)
	kind := "launch"
	if n.open {
		kind = "open-release"
	}
	s.event(kind, f.ID, "", math.NaN(), "flagship at %.2f, frontier was %.2f", c, s.frontier)
}

// launchSmall distils a small model from the flagship.
func (s *State) launchSmall(f *agents.Firm) {
	m, top := &f.Models[agents.Small], &f.Models[agents.Flagship]
	if !top.Live || m.Launched >= top.Launched {
		return
	}
	*m = *top
	m.Capability -= s.world.Serving.SmallGap
	m.Launched = s.tick
	s.markFresh(f.Index, agents.Small)
	s.event("launch", f.ID, "", math.NaN(), "small model at %.2f", m.Capability)
	s.refreshOffers()
}

func (s *State) markFresh(owner int, line agents.Line) {
	for o := range s.offers {
		if s.offers[o].owner == owner && s.offers[o].line == line {
			s.offers[o].fresh = true
		}
	}
}

// people moves researchers: the pool grows, firms with more research money bid for them, the wage
// rises with money per head.
func (s *State) people() {
	p := s.world.Talent
	if p == nil {
		return
	}
	pool, money, want := 0.0, 0.0, make([]float64, len(s.firms))
	for i := range s.firms {
		f := &s.firms[i]
		if !f.Status.Alive() {
			continue
		}
		pool += f.Researchers
		if f.ResearchPY > 0 {
			want[i] = exact.Pow(f.ResearchPY/1e9, 0.6)
			money += want[i]
		}
	}
	if money <= 0 || pool <= 0 {
		return
	}
	target := float64(pool * root12(p.PoolGrowth))
	rd := 0.0
	for i := range s.firms {
		f := &s.firms[i]
		if !f.Status.Alive() {
			continue
		}
		rd += f.ResearchPY
		luck := s.stream(f.ID, "departure")
		share := float64((1-p.Adjust)*f.Researchers) + float64(p.Adjust*target*want[i]/money)
		if luck.Bernoulli(1 - exact.Exp(-p.Departure/12)) {
			share = float64(share * (1 - p.Loss))
			s.event("departure", f.ID, "", math.NaN(), "key people leave, %.0f researchers with them", f.Researchers*p.Loss)
		}
		if f.Researchers > 0 {
			f.OtherStaff = float64(f.OtherStaff * (share / f.Researchers))
		}
		f.Researchers = share
	}
	if s.indicators.rdPerHead0 == 0 {
		s.indicators.rdPerHead0 = rd / pool
	}
	s.wage = float64(s.world.Costs.ResearcherPay * exact.Pow(rd/pool/s.indicators.rdPerHead0, p.BudgetPart+0.2) *
		exact.Pow(s.world.Costs.inflation(), float64(s.tick)/12))
}

func (Costs) inflation() float64 { return 1.02 }
