package experiments

import (
	"fmt"
	"slices"

	"shakeout/worlds"
	"shakeout/worlds/worldfile"
)

// Tournament lets a set of strategies meet in the seats of some agents of a world.
type Tournament struct {
	Seats      []string `yaml:"seats" doc:"agents in whose seats the strategies play"`
	Form       Pairing  `yaml:"form" default:"round-robin" doc:"round-robin: one strategy in the first seat against one in all others, every pair; one-seat: each strategy in all seats, everybody else as the world has it"`
	Strategies []Player `yaml:"strategies" doc:"the strategies that meet"`
	Payoff     Payoff   `yaml:"payoff" default:"owners-value" doc:"what the strategy in the first seat plays for"`
}

// Player is a strategy of a tournament.
type Player struct {
	ID              string `yaml:"id" doc:"short name; also the name in the catalogue, if none is given"`
	worlds.Strategy `yaml:",inline"`
}

// Pairing is who meets whom.
type Pairing int

// The pairings.
const (
	RoundRobin Pairing = iota
	OneSeat
)

var pairings = []string{"round-robin", "one-seat"}

// Values returns the names of all pairings.
func (Pairing) Values() []string { return slices.Clone(pairings) }

// String returns the name.
func (p Pairing) String() string { return word(pairings, int(p)) }

// MarshalText returns the name.
func (p Pairing) MarshalText() ([]byte, error) { return wordText(pairings, int(p)) }

// UnmarshalText reads a name.
func (p *Pairing) UnmarshalText(text []byte) error {
	i, err := readWord(pairings, text)
	*p = Pairing(i)
	return err
}

// Check reports what is wrong with a tournament by itself.
func (t *Tournament) Check(report func(path, format string, args ...any)) {
	if len(t.Strategies) < 2 {
		report("strategies", "got %d; want at least two", len(t.Strategies))
	}
	least := 1
	if t.Form == RoundRobin {
		least = 2
	}
	if len(t.Seats) < least {
		report("seats", "got %d; want at least %d for the form %s", len(t.Seats), least, t.Form)
	}
	for i, seat := range t.Seats {
		if slices.Contains(t.Seats[:i], seat) {
			report(fmt.Sprintf("seats[%d]", i), "got %q again; want each seat once", seat)
		}
	}
}

// Payoff is what a run is worth to the strategy in the first seat, or to others.
type Payoff int

// The payoffs.
const (
	OwnersValue     Payoff = iota // value to its owners at the start, USD m
	Survival                      // part of the run that it lives as a firm of its own
	MarketShare                   // of model revenue over its last 12 months
	ConsumerSurplus               // of all customers, mean of the dates that are kept, USD m a month
)

var payoffs = []string{"owners-value", "survival", "share", "consumer-surplus"}

// Values returns the names of all payoffs.
func (Payoff) Values() []string { return slices.Clone(payoffs) }

// String returns the name.
func (p Payoff) String() string { return word(payoffs, int(p)) }

// MarshalText returns the name.
func (p Payoff) MarshalText() ([]byte, error) { return wordText(payoffs, int(p)) }

// UnmarshalText reads a name.
func (p *Payoff) UnmarshalText(text []byte) error {
	i, err := readWord(payoffs, text)
	*p = Payoff(i)
	return err
}

// pairing is the strategies of an arm: own in the first seat, others in the rest.
type pairing struct{ own, others int }

// pairings lists who meets whom, in the order of the arms.
func (t *Tournament) pairings() []pairing {
	var list []pairing
	for i := range t.Strategies {
		if t.Form == OneSeat {
			list = append(list, pairing{i, i})
			continue
		}
		for j := range t.Strategies {
			list = append(list, pairing{i, j})
		}
	}
	return list
}

// arm names a pairing.
func (t *Tournament) arm(p pairing) string {
	if t.Form == OneSeat {
		return t.Strategies[p.own].ID
	}
	return t.Strategies[p.own].ID + "_v_" + t.Strategies[p.others].ID
}

// seat puts a strategy into the seat of an agent.
func (t *Tournament) seat(w *worlds.World, agent string, player int) bool {
	i := slices.IndexFunc(w.Agents, func(a worlds.Agent) bool { return a.ID == agent })
	if i < 0 {
		return false
	}
	s := t.Strategies[player].Strategy
	if s.Name == "" && s.Script == "" && len(s.Command) == 0 {
		s.Name = t.Strategies[player].ID
	}
	w.Agents[i].Strategy = s
	return true
}

// tournament makes the arms of a tournament out of its world.
func (l *loader) tournament() {
	f := &l.out.file
	t := f.Tournament
	w, err := l.read(f.World, f.Scenarios, []worldfile.Layer{f.Set}, true)
	if err == nil {
		err = openingProblem(w, worlds.CheckOpening(&w.Value))
	}
	if err != nil {
		l.join("world", err)
		return
	}
	if l.out.base, err = w.Marshal(); err != nil {
		l.problem("world", "%s", err)
		return
	}
	l.firstSeed(&w.Value)
	for i, seat := range t.Seats {
		if known := agentsOf([]arm{{world: &w.Value}}); !slices.Contains(known, seat) {
			l.problem(fmt.Sprintf("tournament.seats[%d]", i), "got %q, the id of no agent; %s", seat, worldfile.WantOneOf(seat, known))
			return
		}
	}
	for _, p := range t.pairings() {
		over, err := worldfile.Clone(&w.Value)
		if err != nil {
			l.problem("tournament", "%s", err)
			return
		}
		for i, seat := range t.Seats {
			player := p.others
			if i == 0 {
				player = p.own
			}
			t.seat(&over, seat, player)
		}
		resolved, err := worldfile.Resolve(&over, w.Sources)
		if err != nil { // a strategy that is none, or not for this kind of agent
			l.join("tournament.strategies["+t.Strategies[p.own].ID+"]", err)
			continue
		}
		l.out.arms = append(l.out.arms, arm{id: t.arm(p), against: -1, world: &resolved.Value, sources: w.Sources})
	}
}
