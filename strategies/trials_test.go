package strategies_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"

	"shakeout/internal/statistics"
	"shakeout/strategies"
	"shakeout/worlds"
	"shakeout/worlds/worldfile"
)

// seat loads the world of a trial; strategy "" leaves the world's own in the seat.
func seat(trial *strategies.Trial, strategy string, seed int) (*worlds.World, error) {
	o := worldfile.Options{Set: append(slices.Clone(trial.In.Set), fmt.Sprintf("seed=%d", seed))}
	if strategy != "" {
		o.Set = append(o.Set, "agents["+trial.Agent+"].strategy.params=null", "agents["+trial.Agent+"].strategy.name="+strategy)
	}
	w, err := worlds.Load(trial.In.World, o)
	if err != nil {
		return nil, err
	}
	return &w.Value, nil
}

// worth runs the world of a trial and returns what its agent was worth to its owners at the start, USD m.
func worth(trial *strategies.Trial, strategy string, seed int) (float64, error) {
	w, err := seat(trial, strategy, seed)
	if err != nil {
		return math.NaN(), err
	}
	run, err := worlds.Run(context.Background(), w, worlds.Options{})
	if err != nil {
		return math.NaN(), err
	}
	for i := range run.Outcomes {
		if run.Outcomes[i].Agent == trial.Agent {
			return run.Outcomes[i].OwnersValue, nil
		}
	}
	return math.NaN(), fmt.Errorf("no outcome of %s", trial.Agent)
}

// gain is what a strategy brings over the world's own in the seat of a trial, seed by seed, USD m.
func gain(trial *strategies.Trial, strategy string, own []float64) (statistics.Effect, error) {
	with := make([]float64, len(own))
	for k := range own {
		var err error
		if with[k], err = worth(trial, strategy, k+1); err != nil {
			return statistics.Effect{}, err
		}
	}
	return statistics.PairedDifference(with, own, 0.95)
}

// TestTrialsAreThere: every strategy says in which world it does well and in which badly, and both can be played.
func TestTrialsAreThere(t *testing.T) {
	for _, e := range strategies.Catalogue() {
		for what, trial := range map[string]*strategies.Trial{"well": &e.Well, "badly": &e.Badly} {
			if trial.In == nil || trial.Why == "" {
				t.Errorf("%s: got no world in which it does %s", e.Name, what)
				continue
			}
			own, err := seat(trial, "", 1)
			if err == nil {
				_, err = seat(trial, e.Name, 1)
			}
			if err != nil {
				t.Errorf("%s: does %s %s: %v", e.Name, what, trial, err)
				continue
			}
			if !slices.Contains(strategies.Settings(), trial.In) {
				t.Errorf("%s: %s is not among the settings", e.Name, trial.In.Name)
			}
			at := slices.IndexFunc(own.Agents, func(a worlds.Agent) bool { return a.ID == trial.Agent })
			if at < 0 || own.Agents[at].Strategy.Name == e.Name {
				t.Errorf("%s: does %s %s: the world's own strategy there is the same, or there is no such agent", e.Name, what, trial)
			}
		}
	}
}
