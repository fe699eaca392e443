package worlds

import (
	"slices"

	"shakeout/agents"
	"shakeout/market/control"
)

// Policy are the levers of public policy.
type Policy struct {
	control.Authority
	// Open weights, from month 1 on. An asterisk stands for everybody.
	Barred []string `yaml:"open_weights_barred" optional:"true" doc:"agents whose weights nobody may release, host, run or study, from month 1 on; \"*\": all"`
	Frozen []string `yaml:"open_weights_frozen" optional:"true" doc:"agents that release no further weights from month 1 on, what is out stays out; \"*\": all"`
}

// named reports whether a list of the policy names a firm.
func (s *State) named(list []string, firm int) bool {
	return len(list) > 0 && s.tick >= 1 && (slices.Contains(list, "*") || slices.Contains(list, s.firms[firm].ID))
}

// weightsOut returns the model of a firm's line whose weights are out, if there is one: the one on the market, or where releases have ended
// the last one before.
func (s *State) weightsOut(firm int, line agents.Line) (*agents.Vintage, bool) {
	p := &s.world.Policy
	m := &s.firms[firm].Models[line]
	switch {
	case s.named(p.Barred, firm):
		return m, false
	case s.named(p.Frozen, firm):
		m = &s.lastOut[firm][line]
	}
	return m, m.Live && m.Open
}

// endReleases keeps the weights that are out when a policy ends releases.
func (s *State) endReleases() {
	if len(s.world.Policy.Frozen) == 0 || s.tick != 1 {
		return
	}
	for i := range s.firms {
		s.lastOut = append(s.lastOut, s.firms[i].Models)
	}
}
