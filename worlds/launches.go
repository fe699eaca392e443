package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/market/ledger"
	"shakeout/market/technology"
)

// nextModel is the flagship that a run in progress will bring, and what else is decided and comes to market when the month is over.
type nextModel struct {
	deviation float64 // capability beyond what the effort promises, OOM
	openness  agents.Openness
	delay     int64 // months from launch to open weights, where openness is delayed
	small     bool  // a small model is distilled
	buildsOwn bool  // plans and seats go over to its own models
}

// monthsOfRun is how long the final run of a flagship takes.
const monthsOfRun = 2

// startRun begins the final run of the next flagship. It is a part of the research compute that is
// paid month by month; who could not pay for it does not begin it.
func (s *State) startRun(f *agents.Firm, openness agents.Openness, delay int64) {
	t := s.world.Technology
	luck := s.stream(f.ID, "run")
	out := technology.Outcome(t.Training, &luck)
	cost := t.Training.FinalRunUSD(f.ResearchPY)
	means := s.cash(f) + f.CreditUSD + float64(12*s.envelopeUSD(f))
	if cost > means {
		s.event("trimmed", f.ID, "", cost, "a run of %.4g USD m is not begun: cash, credit and envelope are %.4g", cost/1e6, means/1e6)
		return
	}
	s.decision(f.ID, "training run", s.ruleOf(f.Index), "begun, weights "+openness.String(),
		"cost_usd_m=%.6g means_usd_m=%.6g capability_oom=%.4g on_market_oom=%.4g frontier_oom=%.4g months_since_launch=%d",
		cost/1e6, means/1e6, f.Capability, f.Models[agents.Flagship].Capability, s.frontier, s.tick-f.Models[agents.Flagship].Launched)
	f.RunLeft = monthsOfRun + out.DelayMonths
	n := s.nextOf(f)
	n.deviation, n.openness, n.delay = out.DeviationOOM, openness, delay
	if out.Breakthrough {
		s.event("breakthrough", f.ID, "", math.NaN(), "a run goes %.2g orders of magnitude beyond its plan", t.Training.BreakthroughOOM)
	}
	if out.Failed {
		lost := float64(out.ExtraCost * cost)
		s.pay(f.Account, s.sector.suppliers, ledger.Launches, lost)
		s.event("run-failed", f.ID, "", lost, "%d months lost", out.DelayMonths)
	}
}

func (s *State) nextOf(f *agents.Firm) *nextModel {
	for len(s.indicators.next) <= f.Index {
		s.indicators.next = append(s.indicators.next, nextModel{})
	}
	return &s.indicators.next[f.Index]
}

// advanceRun brings a flagship to market when its run is over, and opens weights when they are due.
func (s *State) advanceRun(f *agents.Firm) {
	m := &f.Models[agents.Flagship]
	if m.OpensAt >= 0 && s.tick >= m.OpensAt && !m.Open && !s.named(s.world.Policy.Barred, f.Index) && !s.named(s.world.Policy.Frozen, f.Index) {
		m.Open, m.OpensAt = true, -1
		s.event("open-release", f.ID, "", math.NaN(), "weights of the flagship at %.2f open %d months after its launch", m.Capability, s.tick-m.Launched)
	}
	if f.RunLeft < 0 {
		return
	}
	if f.RunLeft--; f.RunLeft >= 0 {
		return
	}
	n := s.nextOf(f)
	if p := &s.world.Policy; s.named(p.Barred, f.Index) || s.named(p.Frozen, f.Index) {
		n.openness = agents.Closed
	}
	c := math.Max(m.Capability, f.Capability+n.deviation)
	f.Capability = math.Max(f.Capability, c)
	*m = agents.Vintage{Live: true, Capability: c, Launched: s.tick, Frontier: math.Max(s.frontier, c), Open: n.openness == agents.Open, OpensAt: -1}
	kind := "launch"
	switch n.openness {
	case agents.Open:
		kind = "open-release"
	case agents.Delayed:
		m.OpensAt = s.tick + n.delay
	}
	s.pay(f.Account, s.sector.suppliers, ledger.Launches, s.world.Costs.LaunchCost*1e6)
	s.markFresh(f.Index, agents.Flagship)
	s.event(kind, f.ID, "", math.NaN(), "flagship at %.2f, frontier was %.2f", c, s.frontier)
}

// bringOut brings to market what was decided in the month: at its end, so that the plan that follows sets its price before anybody buys it.
func (s *State) bringOut(f *agents.Firm) {
	n := s.nextOf(f)
	if n.small {
		s.launchSmall(f)
	}
	if n.buildsOwn && f.Models[agents.Flagship].Live {
		s.buildOwn(f.Index, false)
	}
	n.small, n.buildsOwn = false, false
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
	s.decision(f.ID, "small model", s.ruleOf(f.Index), "on the market", "capability_oom=%.4g flagship_oom=%.4g months_since_flagship=%d",
		m.Capability, top.Capability, s.tick-top.Launched)
}

func (s *State) markFresh(owner int, line agents.Line) {
	for o := range s.offers {
		if s.offers[o].owner == owner && s.offers[o].line == line {
			s.offers[o].fresh = true
		}
	}
}
