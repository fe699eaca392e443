package worlds

import (
	"fmt"
	"slices"

	"shakeout/agents"
	"shakeout/worlds/history"
)

// Stop is the rule that ends a run before its last tick, and what is done then. Learning ends when every strategy that learns has left what it thinks
// best as it is, in every state, for so many ticks in a row, or at the last tick of the world. The run then goes on, without learning and trying,
// until play repeats itself; what it repeats is what the strategies have learnt (learning.csv).
type Stop struct {
	Unchanged int64      `yaml:"policies_unchanged_ticks" unit:"ticks" range:"[1,1000000000]" default:"100000" source:"Calvano et al. 2020" doc:"ticks in a row without any change of what strategies think best after which learning ends"`
	Deviation *Deviation `yaml:"deviation" doc:"a test of what they have learnt: one of them is made to deviate for a tick"`
}

// Deviation makes an agent ask another price than it would, for one tick, and lets all react to it as they have learnt to.
type Deviation struct {
	Agent  string   `yaml:"agent" doc:"who deviates"`
	Price  *float64 `yaml:"price_usd" unit:"USD per unit" range:"(0,inf)" doc:"what it asks; left out: the price, of those it may ask, that earns it most in that tick"`
	Before int64    `yaml:"before_ticks" unit:"ticks" range:"[0,1000]" default:"5" source:"enough to see what is deviated from" doc:"least number of ticks without learning before the deviation"`
	After  int64    `yaml:"after_ticks" unit:"ticks" range:"[0,10000]" default:"20" source:"Calvano et al. 2020, figure 4" doc:"ticks after it"`
}

// Recording says which ticks leave rows behind.
type Recording uint8

// The recordings.
const (
	RecordAll  Recording = iota // every tick
	RecordLast                  // the last one, and those after learning has ended
)

var recordings = []string{"all", "last"}

// Values lists the words allowed.
func (Recording) Values() []string { return recordings }

// String returns the word.
func (r Recording) String() string { return recordings[r&1] }

// MarshalText writes the word.
func (r Recording) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads the word.
func (r *Recording) UnmarshalText(text []byte) error {
	at := slices.Index(recordings, string(text))
	if at < 0 {
		return fmt.Errorf("got %q; want one of %v", text, recordings)
	}
	*r = Recording(at)
	return nil
}

// stops reports what the sections stop and record must be to the rest of the world.
func (c *worldCheck) stops() {
	st := c.world.Stop
	if st == nil {
		return
	}
	if d := st.Deviation; d != nil {
		c.id("stop.deviation.agent", d.Agent, c.agents, "agent")
	}
	for i := range c.world.Agents {
		if d, err := newDecider(c.world, &agents.Firm{ID: c.world.Agents[i].ID, Index: i, Kind: c.world.Agents[i].Kind}); err == nil && d.learner() != nil {
			return
		}
	}
	c.report("stop", "got a rule for the end of learning, and no agent whose strategy learns; want one, for example q-learning, or no stop")
}

// learner returns the strategy where it is one that learns, else nil.
func (d *decider) learner() agents.Learner {
	l, _ := d.lab.(agents.Learner)
	return l
}

// until returns the last tick of a run: that of the world, or the end of what is done after learning.
func (s *State) until() int64 {
	if s.school != nil && s.school.frozenAt > 0 {
		return s.school.lastTick
	}
	return s.world.Ticks
}

// forgetEarlier lets the rows of a tick take the place of those before, where only the last one is recorded, until learning has ended.
func (s *State) forgetEarlier() {
	if s.world.Record != RecordLast || s.school != nil && s.school.frozenAt > 0 && s.tick > s.school.frozenAt {
		return
	}
	r := s.run
	r.Market, r.Segments, r.Agents, r.Offers = r.Market[:0], r.Segments[:0], r.Agents[:0], r.Offers[:0]
	r.Ledger, r.Benchmarks = r.Ledger[:0], r.Benchmarks[:0]
	r.Decisions = slices.DeleteFunc(r.Decisions, func(d history.DecisionRow) bool { return d.Tick < s.tick })
	r.Events = slices.DeleteFunc(r.Events, func(e history.EventRow) bool { return e.Type == "price-change" && e.Tick < s.tick })
}
