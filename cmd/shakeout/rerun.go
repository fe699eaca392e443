package main

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"

	"shakeout/worlds"
	"shakeout/worlds/history"
	"shakeout/worlds/worldfile"
)

// recording is what a run directory keeps that is needed to make its run again.
type recording struct {
	world           []byte // the resolved world
	transcript      []history.TranscriptRow
	benchmarksEvery int64 // months from one benchmark to the next; 0 for none
}

// readRecording takes it from a run directory.
func readRecording(dir string) (recording, error) {
	var r recording
	var err error
	if r.world, err = os.ReadFile(filepath.Join(dir, "world.yaml")); err != nil {
		return r, err
	}
	r.benchmarksEvery = benchmarksEvery(dir)
	r.transcript, err = history.ReadTranscript(dir)
	return r, err
}

// rerunFunc makes a recorded run again, with ledger and decisions, so that every table a directory may hold can be
// compared.
type rerunFunc func(ctx context.Context, r recording) (*history.Run, error)

// rerun runs a resolved world again, with every table that a run directory may hold.
// Programs that decided for agents are not run: the transcript answers in their place.
func rerun(ctx context.Context, r recording) (*history.Run, error) {
	w, err := worlds.Parse("world.yaml", r.world, worldfile.Options{})
	if err != nil {
		return nil, err
	}
	run, err := worlds.Run(ctx, &w.Value, worlds.Options{Ledger: true, Decisions: true, Benchmarks: r.benchmarksEvery, Transcript: r.transcript})
	if err != nil {
		return nil, err
	}
	run.Resolved, err = w.Marshal()
	return run, err
}

// benchmarksEvery says how many months lie between the benchmarks of a run directory, from the ticks in its
// benchmarks.csv; 0 if it has none. It takes the step that most ticks are apart, as a digit of the file may have been
// changed.
func benchmarksEvery(dir string) int64 {
	in, err := os.Open(filepath.Join(dir, "benchmarks.csv"))
	if err != nil {
		return 0
	}
	defer in.Close()
	rows := csv.NewReader(in)
	rows.FieldsPerRecord, rows.LazyQuotes, rows.ReuseRecord = -1, true, true
	times, best := map[int64]int{}, int64(0)
	last := int64(-1)
	for {
		row, err := rows.Read()
		if err != nil {
			break
		}
		tick, err := strconv.ParseInt(row[0], 10, 64)
		if err != nil || tick == last {
			continue
		}
		if step := tick - last; last >= 0 && step > 0 {
			times[step]++
			if times[step] > times[best] || times[step] == times[best] && step < best {
				best = step
			}
		}
		last = tick
	}
	if best == 0 && last >= 0 {
		return 1 << 40 // a single month was kept, the first
	}
	return best
}
