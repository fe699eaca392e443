package script

import (
	"reflect"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/strategies/fields"
)

// Strategy lets a script decide for an agent. An error ends the run: Err returns it after the decision in which it happened.
type Strategy[View, Move any] struct {
	program *Program
	builder builder
	names   func(v *View) fields.Names
	err     error
}

// The three roles.
type (
	Lab      = Strategy[agents.LabView, agents.LabMove]
	Cloud    = Strategy[agents.CloudView, agents.CloudMove]
	Releaser = Strategy[agents.ReleaserView, agents.ReleaserMove]
)

// NewLab makes the strategy of a lab from a script.
func NewLab(p *Program) *Lab {
	return newStrategy[agents.LabView, agents.LabMove](p, func(v *agents.LabView) fields.Names { return fields.NamesOf(v.Market, &v.Books, nil) })
}

// NewCloud makes the strategy of a cloud from a script.
func NewCloud(p *Program) *Cloud {
	return newStrategy[agents.CloudView, agents.CloudMove](p, func(v *agents.CloudView) fields.Names { return fields.NamesOf(v.Market, &v.Books, v.LabsSeeking) })
}

// NewReleaser makes the strategy of a releaser from a script.
func NewReleaser(p *Program) *Releaser {
	return newStrategy[agents.ReleaserView, agents.ReleaserMove](p, func(v *agents.ReleaserView) fields.Names { return fields.NamesOf(v.Market, &v.Books, nil) })
}

func newStrategy[View, Move any](p *Program, names func(v *View) fields.Names) *Strategy[View, Move] {
	s := &Strategy[View, Move]{program: p, names: names}
	s.builder.blank = reflect.ValueOf(new(Move))
	s.builder.adjust = freshLists
	return s
}

// freshLists gives a move lists of its own, so that trying a field on it leaves the engine's alone.
func freshLists(move reflect.Value) {
	v := move.Elem()
	for _, f := range fields.Of(v.Type()).List {
		if list := v.FieldByIndex(f.Index); list.Kind() == reflect.Slice {
			list.Set(reflect.MakeSlice(list.Type(), list.Len(), list.Len()))
		}
	}
}

// Decide implements agents.Strategy.
func (s *Strategy[View, Move]) Decide(v *View, luck *exact.Stream, m *Move) {
	if s.err != nil {
		return
	}
	s.builder.move, s.builder.names = m, s.names(v)
	s.err = s.program.run(show("view", reflect.ValueOf(v)), luck, &s.builder)
}

// Err returns what went wrong in the last decision: an *Error with the place in the script.
func (s *Strategy[View, Move]) Err() error { return s.err }

// Program returns the script, to say where its prints go.
func (s *Strategy[View, Move]) Program() *Program { return s.program }
