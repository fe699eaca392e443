package main

import (
	"context"

	"shakeout/worlds"
	"shakeout/worlds/history"
	"shakeout/worlds/worldfile"
)

// rerun runs a resolved world again, with every table that a run directory may hold.
// Programs that decided for agents are not run: the transcript answers in their place.
func rerun(ctx context.Context, worldYAML []byte, transcript []history.TranscriptRow) (*history.Run, error) {
	w, err := worlds.Parse("world.yaml", worldYAML, worldfile.Options{})
	if err != nil {
		return nil, err
	}
	r, err := worlds.Run(ctx, &w.Value, worlds.Options{Ledger: true, Decisions: true, Transcript: transcript})
	if err != nil {
		return nil, err
	}
	r.Resolved, err = w.Marshal()
	return r, err
}
