package worlds

import (
	"context"
	"fmt"
	"math"
	"os"
	"reflect"
	"slices"
	"strings"
	"time"

	"shakeout/agents"
	"shakeout/strategies/fields"
	"shakeout/strategies/process"
	"shakeout/worlds/history"
)

// commands are the programs outside that decide for agents of the world.
type commands struct {
	ctx   context.Context
	seats []seat
}

// seat is one program with the agents that it decides for.
type seat struct {
	command []string
	timeout time.Duration
	agents  []int // places of the firms
	names   string
	program *process.Process // nil while a transcript answers
	gone    bool             // it has failed for good
	line    []byte           // the question of the month
	asked   []string         // agents in it
	moves   []any            // their moves, as they stand before the answer
	lists   []fields.Names
}

// CommandError says that a world asks for programs to be run and that this was not allowed.
type CommandError struct {
	Path    string // of the command in the world
	Command []string
}

func (e *CommandError) Error() string {
	return fmt.Sprintf("%s: got the command %q, a program that would be run on this machine; want --allow-commands if you trust it (in Go: Options.AllowCommands)", e.Path, e.Command)
}

// startCommands starts the programs that decide for agents: one for each command, which several agents may share.
func (s *State) startCommands(ctx context.Context) error {
	s.commands = commands{ctx: ctx}
	for i := range s.decide {
		if !s.decide[i].command {
			continue
		}
		spec := &s.world.Agents[i].Strategy
		timeout := time.Duration(float64(spec.Timeout * float64(time.Second)))
		at := slices.IndexFunc(s.commands.seats, func(x seat) bool { return slices.Equal(x.command, spec.Command) })
		if at < 0 {
			at = len(s.commands.seats)
			s.commands.seats = append(s.commands.seats, seat{command: spec.Command})
		}
		x := &s.commands.seats[at]
		x.agents, x.timeout = append(x.agents, i), max(x.timeout, timeout)
		x.names = strings.TrimSpace(x.names + " " + s.firms[i].ID)
	}
	if len(s.commands.seats) == 0 {
		return nil
	}
	s.run.Transcript = []history.TranscriptRow{}
	if s.options.Transcript != nil {
		return nil
	}
	if !s.options.AllowCommands {
		x := &s.commands.seats[0]
		return &CommandError{"agents[" + s.firms[x.agents[0]].ID + "].strategy.command", x.command}
	}
	out := s.options.Stderr
	if out == nil {
		out = os.Stderr
	}
	for k := range s.commands.seats {
		x := &s.commands.seats[k]
		x.program = process.Start(x.command, out)
		if err := x.program.Err(); err != nil {
			s.stopCommands()
			return fmt.Errorf("agents[%s].strategy.command: %w", s.firms[x.agents[0]].ID, err)
		}
	}
	return nil
}

func (s *State) stopCommands() {
	for k := range s.commands.seats {
		if p := s.commands.seats[k].program; p != nil {
			p.Stop()
		}
	}
}

// note writes what an agent was shown into the question of its program.
func (s *State) note(i int) {
	k := slices.IndexFunc(s.commands.seats, func(x seat) bool { return slices.Contains(x.agents, i) })
	x, f, d := &s.commands.seats[k], &s.firms[i], &s.decide[i]
	if len(x.asked) == 0 {
		x.line = fmt.Appendf(x.line[:0], `{"protocol":%d,"world":`, process.Protocol)
		x.line = process.AppendText(x.line, s.world.Name)
		x.line = fmt.Appendf(x.line, `,"seed":%d,"tick":%d,"ticks":%d,"date":"%s","agents":[`, s.seed, s.tick, s.world.Ticks, s.date(s.tick))
	} else {
		x.line = append(x.line, ',')
	}
	luck := s.stream(f.ID, "strategy")
	x.line = append(x.line, `{"id":`...)
	x.line = process.AppendText(x.line, f.ID)
	x.line = fmt.Appendf(x.line, `,"kind":"%s","luck":%d,"params":{`, f.Kind, luck.Uint64()>>11)
	x.line = appendParams(x.line, s.world.Agents[i].Strategy.Params)
	x.line = append(x.line, `},"view":`...)
	view, move, names := d.shownAs(f.Kind)
	x.line = append(process.AppendView(x.line, view), '}')
	x.asked, x.moves, x.lists = append(x.asked, f.ID), append(x.moves, move), append(x.lists, names)
}

func appendParams(line []byte, params map[string]float64) []byte {
	keys := make([]string, 0, len(params))
	for key := range params {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for k, key := range keys {
		if k > 0 {
			line = append(line, ',')
		}
		line = append(process.AppendText(line, key), ':')
		line = process.AppendNumber(line, params[key])
	}
	return line
}

// shownAs returns an agent's view, its move and the ids behind the move's lists.
func (d *decider) shownAs(kind agents.Kind) (view reflect.Value, move any, names fields.Names) {
	switch kind {
	case agents.Cloud:
		v := &d.cloudView
		return reflect.ValueOf(v), &d.cloudMove, fields.NamesOf(v.Market, &v.Books, v.LabsSeeking)
	case agents.Releaser:
		v := &d.releaserView
		return reflect.ValueOf(v), &d.releaserMove, fields.NamesOf(v.Market, &v.Books, nil)
	}
	v := &d.labView
	return reflect.ValueOf(v), &d.labMove, fields.NamesOf(v.Market, &v.Books, nil)
}

// askCommands sends every program its question of the month and takes the answers. Where one fails, the agent's named strategy decides in
// its place, or the agent carries on; that is an event.
func (s *State) askCommands() {
	for k := range s.commands.seats {
		x := &s.commands.seats[k]
		if len(x.asked) == 0 {
			continue
		}
		x.line = append(x.line, "]}"...)
		answer, status, err := s.answerOf(x)
		if err != nil {
			s.fail(err)
			return
		}
		s.run.Transcript = append(s.run.Transcript, history.TranscriptRow{
			Tick: s.tick, Date: s.date(s.tick), Agents: x.names, Status: string(status), Answer: string(answer),
		})
		s.heed(x, answer, status)
		x.asked, x.moves, x.lists = x.asked[:0], x.moves[:0], x.lists[:0]
	}
}

// answerOf asks the program, or the transcript in its place.
func (s *State) answerOf(x *seat) ([]byte, process.Status, error) {
	if s.options.Transcript == nil {
		if x.gone {
			return nil, process.Ended, nil
		}
		return x.program.Ask(s.commands.ctx, x.line, x.timeout)
	}
	for i := range s.options.Transcript {
		if r := &s.options.Transcript[i]; r.Tick == s.tick && r.Agents == x.names {
			return []byte(r.Answer), process.Status(r.Status), nil
		}
	}
	return nil, "", fmt.Errorf("transcript.csv: got no answer for %s in month %d; want one for every month in which a program decided", x.names, s.tick)
}

// heed puts an answer into the moves of the agents it is for.
func (s *State) heed(x *seat, answer []byte, status process.Status) {
	if status != process.Answered {
		why := "its program is asked no more"
		switch {
		case x.gone:
		case status == process.Late:
			why = fmt.Sprintf("no answer came within %s; %s", x.timeout, why)
		case status == process.Unreadable:
			why = "the answer is too long or no text; " + why
		default:
			why = "its program has ended; " + why
		}
		x.gone = true
		for _, agent := range x.asked {
			s.fallBack(agent, why)
		}
		return
	}
	moves, err := process.Parse(answer, s.tick, x.asked)
	if err != nil {
		for _, agent := range x.asked {
			s.fallBack(agent, err.Error())
		}
		return
	}
	for _, m := range moves {
		at := slices.Index(x.asked, m.Agent)
		for k, name := range m.Fields {
			err := error(nil)
			if name == "failed" { // it says itself that it could not decide
				err = fmt.Errorf("it says %s", m.Values[k])
			} else {
				err = fields.Assign(x.moves[at], x.lists[at], name, m.Values[k])
			}
			if err != nil {
				s.show(s.firmIndex(m.Agent), &s.facts) // takes back what was right
				s.fallBack(m.Agent, err.Error())
				break
			}
		}
	}
}

// fallBack lets the strategy that the world names decide in place of a program, or the agent carry on.
func (s *State) fallBack(agent, why string) {
	i := s.firmIndex(agent)
	instead := s.world.Agents[i].Strategy.Name + " decides instead"
	if s.world.Agents[i].Strategy.Name == "" {
		instead = "it carries on"
	}
	s.event("strategy-failed", agent, "", math.NaN(), "%s; %s", why, instead)
	s.ask(i)
}

// catalogueParams are the parameters of the named strategy: where a program decides they are the program's, and the strategy that stands in
// for it has its defaults.
func (s *Strategy) catalogueParams() map[string]float64 {
	if len(s.Command) > 0 {
		return nil
	}
	return s.Params
}
