package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// timing is what timing.json says: how long a run took, and on what. It is outside the digest and
// the manifest, and nothing reads it back.
type timing struct {
	Started         string  `json:"started"` // RFC 3339, UTC
	SimulateSeconds float64 `json:"simulate_seconds"`
	WriteSeconds    float64 `json:"write_seconds"` // tables and figures, up to this file
	Ticks           int64   `json:"ticks"`
	Version         string  `json:"version"`
	Go              string  `json:"go"`
	System          string  `json:"system"`
	Processors      int     `json:"processors"`
}

// stopwatch takes the times of a run.
type stopwatch struct{ began, simulated time.Time }

func (s *stopwatch) write(dir string, ticks int64) error {
	text, err := json.MarshalIndent(timing{
		Started: s.began.UTC().Format(time.RFC3339), SimulateSeconds: s.simulated.Sub(s.began).Seconds(),
		WriteSeconds: time.Since(s.simulated).Seconds(), Ticks: ticks, Version: version,
		Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH, Processors: runtime.NumCPU(),
	}, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "timing.json"), append(text, '\n'), 0o644)
}
