package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"shakeout/plots"
	"shakeout/worlds/history"
)

// artefacts draws the figures of a run, with the data they show, into its directory before the
// directory gets its name, and says how long all took.
func (f *runFlags) artefacts(r *history.Run, formats []plots.Format, watch *stopwatch) func(ctx context.Context, dir string, m *history.Manifest) error {
	return func(ctx context.Context, dir string, m *history.Manifest) error {
		if len(formats) == 0 {
			return watch.write(dir, r.Ticks)
		}
		files, err := plots.DrawRun(r, plots.Options{Stamp: plots.Stamp{Digest: m.Digest, Version: version}, Formats: formats})
		if err != nil {
			return fmt.Errorf("figures: %w", err)
		}
		at := filepath.Join(dir, "figures")
		if err := os.MkdirAll(at, 0o755); err != nil {
			return err
		}
		for _, file := range files {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := os.WriteFile(filepath.Join(at, file.Name), file.Bytes, 0o644); err != nil {
				return err
			}
		}
		return watch.write(dir, r.Ticks)
	}
}
