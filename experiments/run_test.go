package experiments_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shakeout/experiments"
)

// duo is a small experiment with all that an experiment can have.
const duo = `
shakeout: 1
name: duo
world: duopoly
runs: 5
uncertain:
  - {path: customers.none_lambda, dist: uniform, low: 0.2, high: 0.4}
  - {path: "agents[beta].start.cash_usd_m", as: factor, dist: lognormal, median: 1, sigma: 0.3}
sweep:
  axes:
    - {path: "customers.segments[*].switching_cost", values: [0.5, 1, 2]}
arms:
  - id: base
  - {id: poor, about: beta has less cash, set: {agents: [{id: beta, start: {cash_usd_m: 10}}]}}
  - {id: alone, set: {agents: [{id: beta, remove: true}]}, against: poor}
measure: {every: 6, indicators: [hhi, "agents[alpha].cash_usd_m", model_revenue_usd_m]}
`

// TestMain lets the test binary be the program that another test kills.
func TestMain(m *testing.M) {
	if dir := os.Getenv("EXPERIMENT_TO_KILL"); dir != "" {
		e, err := experiments.Parse("long.yaml", []byte(long), experiments.Options{})
		if err == nil {
			_, err = e.Run(context.Background(), experiments.RunOptions{Dir: dir, Workers: 2, Resume: true, Version: "test"})
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func parse(t *testing.T, text string) *experiments.Experiment {
	t.Helper()
	e, err := experiments.Parse("test.yaml", []byte(text), experiments.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func carryOut(t *testing.T, e *experiments.Experiment, o experiments.RunOptions) *experiments.Manifest {
	t.Helper()
	o.Version = "test"
	m, err := e.Run(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// files returns all files of a directory with their contents.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		all[filepath.ToSlash(rel)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestWorkersAndShardsChangeNoByte(t *testing.T) {
	e := parse(t, duo)
	if got, want := e.Rows(), int64(5*3*3); got != want {
		t.Fatalf("got %d rows; want %d", got, want)
	}
	root := t.TempDir()
	whole := filepath.Join(root, "whole")
	carryOut(t, e, experiments.RunOptions{Dir: whole, Workers: 1, Parquet: true})
	want := files(t, whole)
	if len(want) != 1+1+3+3+3+8 {
		t.Errorf("got %d files; want the manifest, the experiment, three tables twice, three worlds, eight summaries", len(want))
	}
	for _, workers := range []int{2, 5} {
		dir := filepath.Join(root, fmt.Sprint("workers", workers))
		carryOut(t, e, experiments.RunOptions{Dir: dir, Workers: workers, Parquet: true})
		if diff := cmp.Diff(want, files(t, dir)); diff != "" {
			t.Errorf("%d workers: %s", workers, diff)
		}
	}
	for _, count := range []int64{1, 2, 7} { // 7 shards of 5 replicates: two are empty
		var dirs []string
		for i := range count {
			dir := filepath.Join(root, fmt.Sprintf("shard%d-%d", i, count))
			carryOut(t, e, experiments.RunOptions{Dir: dir, Workers: 2, Shard: experiments.Shard{Index: i, Count: count}})
			dirs = append([]string{dir}, dirs...)
		}
		out := filepath.Join(root, fmt.Sprint("merged", count))
		if _, _, err := experiments.Merge(context.Background(), dirs, experiments.RunOptions{Dir: out, Version: "test", Parquet: true}); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, files(t, out)); diff != "" {
			t.Errorf("%d shards: %s", count, diff)
		}
	}
	_, _, err := experiments.Merge(context.Background(), []string{filepath.Join(root, "shard0-7"), filepath.Join(root, "shard3-7")},
		experiments.RunOptions{Dir: filepath.Join(root, "partial")})
	if err == nil || !strings.Contains(err.Error(), "missing: 1/7, 2/7, 4/7, 5/7, 6/7") {
		t.Errorf("got %v; want the missing shards by name", err)
	}
}

func TestTheDirectoryIsAnExperimentOfItsOwn(t *testing.T) {
	root := t.TempDir()
	first := carryOut(t, parse(t, duo), experiments.RunOptions{Dir: filepath.Join(root, "a")})
	e, err := experiments.Open(filepath.Join(root, "a"))
	if err != nil {
		t.Fatal(err)
	}
	again := carryOut(t, e, experiments.RunOptions{Dir: filepath.Join(root, "b")})
	if first.Digest != again.Digest {
		t.Errorf("got digest %s from the directory's own experiment.yaml; want %s", again.Digest, first.Digest)
	}
}

func TestAnInterruptedExperimentGoesOn(t *testing.T) {
	root := t.TempDir()
	carryOut(t, parse(t, duo), experiments.RunOptions{Dir: filepath.Join(root, "whole")})
	want := files(t, filepath.Join(root, "whole"))
	for _, after := range []int64{1, 4, 17, 44} {
		dir := filepath.Join(root, fmt.Sprint("stopped", after))
		ctx, cancel := context.WithCancel(context.Background())
		_, err := parse(t, duo).Run(ctx, experiments.RunOptions{Dir: dir, Workers: 2, Version: "test", Progress: func(p experiments.Progress) {
			if p.Done >= after {
				cancel()
			}
		}})
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("got %v; want the interrupt", err)
		}
		// What stands there says how to go on, and is not written over.
		var taken *experiments.OccupiedError
		if _, err := parse(t, duo).Run(context.Background(), experiments.RunOptions{Dir: dir}); !errors.As(err, &taken) || !strings.Contains(err.Error(), "--resume") {
			t.Errorf("got %v; want a word about --resume", err)
		}
		begun := int64(-1)
		carryOut(t, parse(t, duo), experiments.RunOptions{Dir: dir, Workers: 1, Resume: true, Progress: func(p experiments.Progress) {
			if begun < 0 {
				begun = p.Done
			}
		}})
		if begun < after {
			t.Errorf("interrupted after %d rows: got %d kept; want all of them", after, begun)
		}
		if diff := cmp.Diff(want, files(t, dir)); diff != "" {
			t.Errorf("interrupted after %d rows: %s", after, diff)
		}
	}
}

// long takes a second or two.
var long = strings.Replace(duo, "runs: 5", "runs: 150", 1)

func TestAKilledExperimentGoesOn(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes")
	}
	root := t.TempDir()
	carryOut(t, parse(t, long), experiments.RunOptions{Dir: filepath.Join(root, "whole")})
	dir := filepath.Join(root, "killed")
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	kills := 0
	for n := 0; ; n++ {
		cmd := exec.Command(program)
		cmd.Env = append(os.Environ(), "EXPERIMENT_TO_KILL="+dir)
		cmd.Stderr = os.Stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if n < 3 { // at different moments: before anything is safe, and after some of it is
			time.Sleep(time.Duration(n*700+100) * time.Millisecond)
			if cmd.Process.Kill() == nil {
				kills++
			}
		}
		if err := cmd.Wait(); err == nil {
			break
		}
		if n > 3 {
			t.Fatal("the experiment does not come to its end")
		}
	}
	if diff := cmp.Diff(files(t, filepath.Join(root, "whole")), files(t, dir)); diff != "" {
		t.Errorf("after %d kills: %s", kills, diff)
	}
}

// A kill can cut a line of any file, and leave tables longer than what is known to be safe.
func TestHalfWrittenLinesAreTakenBack(t *testing.T) {
	root := t.TempDir()
	carryOut(t, parse(t, duo), experiments.RunOptions{Dir: filepath.Join(root, "whole")})
	want := files(t, filepath.Join(root, "whole"))
	dir := filepath.Join(root, "cut")
	ctx, cancel := context.WithCancel(context.Background())
	parse(t, duo).Run(ctx, experiments.RunOptions{Dir: dir, Progress: func(p experiments.Progress) {
		if p.Done >= 20 {
			cancel()
		}
	}})
	for name, more := range map[string]string{"runs.csv": "21,3,", "outcomes.csv": "21,3,0,base,3,0.2\n21", "indicators.csv": "\n\n", "progress.log": "0 1 45 99999 99999"} {
		f, err := os.OpenFile(filepath.Join(dir, name), os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		f.WriteString(more)
		f.Close()
	}
	carryOut(t, parse(t, duo), experiments.RunOptions{Dir: dir, Resume: true})
	if diff := cmp.Diff(want, files(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// What is said of the disk before an experiment should be about what it takes.
func TestDiskNeedIsAboutRight(t *testing.T) {
	for _, text := range []string{duo, "shakeout: 1\nname: x\nworld: frontier-2025\nset: {ticks: 24}\nruns: 3\n"} {
		e := parse(t, text)
		dir := filepath.Join(t.TempDir(), "x")
		carryOut(t, e, experiments.RunOptions{Dir: dir})
		all := files(t, dir)
		got := float64(len(all["runs.csv"]) + len(all["outcomes.csv"]) + len(all["indicators.csv"]))
		if said := float64(e.Bytes()); said < 0.7*got || said > 2.5*got {
			t.Errorf("%s: said %.0f bytes; the tables have %.0f", e.Name, said, got)
		}
	}
}
