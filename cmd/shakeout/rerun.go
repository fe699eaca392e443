package main

import (
	"context"

	"shakeout/worlds"
	"shakeout/worlds/history"
	"shakeout/worlds/worldfile"
)

// rerun runs a resolved world again, with every table that a run directory may hold.
func rerun(ctx context.Context, worldYAML []byte) (*history.Run, error) {
	w, err := worlds.Parse("world.yaml", worldYAML, worldfile.Options{})
	if err != nil {
		return nil, err
	}
	r, err := worlds.Run(ctx, &w.Value, worlds.Options{Ledger: true, Decisions: true})
	if err != nil {
		return nil, err
	}
	r.Resolved, err = w.Marshal()
	return r, err
}
