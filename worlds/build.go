package worlds

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"shakeout/agents"
	"shakeout/worlds/history"
	"shakeout/worlds/worldfile"
)

// Worlds built in code: parts with the defaults of their tags, and strategies of one's own.

// Default returns a part of a world (World, Agent, Product, customers.Segment, ...) with the defaults
// of its tags. What is required is zero. It panics only if the tags of T are wrong, which is a mistake
// in the declaration of T and not in any input.
func Default[T any]() T {
	var v T
	if err := worldfile.SetDefaults(&v); err != nil {
		panic(fmt.Sprintf("worlds: %v", err))
	}
	return v
}

// Own holds strategies written in code, by the id of the agent that decides by them. Such an agent
// needs no Strategy in its world.
type Own struct {
	Labs      map[string]agents.LabStrategy
	Clouds    map[string]agents.CloudStrategy
	Releasers map[string]agents.ReleaserStrategy
}

func (o *Own) has(id string) bool {
	return o.Labs[id] != nil || o.Clouds[id] != nil || o.Releasers[id] != nil
}

// newDecider makes the strategy of an agent: the caller's own, or the one that the world names.
func (s *State) newDecider(i int) (decider, error) {
	f := &s.firms[i]
	d, err := newDecider(s.world, f)
	if err != nil || !s.options.Own.has(f.ID) {
		return d, err
	}
	lab, cloud, releaser := s.options.Own.Labs[f.ID], s.options.Own.Clouds[f.ID], s.options.Own.Releasers[f.ID]
	switch {
	case f.Kind == agents.Lab && lab != nil:
		d.lab = lab
	case f.Kind == agents.Cloud && cloud != nil:
		d.cloud = cloud
	case f.Kind == agents.Releaser && releaser != nil:
		d.releaser = releaser
	default:
		return d, fmt.Errorf("agents[%s].strategy: got a strategy of another kind; want one for a %s", f.ID, f.Kind)
	}
	d.command = false
	return d, nil
}

// RunChecked is Run for a world that no loader has checked: everything that its parts must be to each
// other is looked at first, all at once. Ranges of single numbers are the caller's care.
func RunChecked(ctx context.Context, w *World, o Options) (*history.Run, error) {
	var wrong []error
	w.Check(func(path, format string, args ...any) {
		if id, ok := strings.CutSuffix(path, "].strategy"); ok && o.Own.has(strings.TrimPrefix(id, "agents[")) {
			return
		}
		wrong = append(wrong, &InputError{path, fmt.Sprintf(format, args...)})
	})
	if err := errors.Join(wrong...); err != nil {
		return nil, err
	}
	return Run(ctx, w, o)
}
