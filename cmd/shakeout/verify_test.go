package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"

	"shakeout/worlds"
	"shakeout/worlds/history"
	"shakeout/worlds/worldfile"
)

// simulate is the rerun of the tests: it loads a resolved world and runs it with everything recorded.
func simulate(ctx context.Context, r recording) (*history.Run, error) {
	w, err := worldfile.LoadBytes[worlds.World]("world.yaml", r.world, worldfile.Options{Bundled: worlds.Bundled()})
	if err != nil {
		return nil, err
	}
	run, err := worlds.Run(ctx, &w.Value, worlds.Options{Ledger: true, Decisions: true, Benchmarks: r.benchmarksEvery})
	if err != nil {
		return nil, err
	}
	run.Resolved, err = w.Marshal()
	return run, err
}

// recorded writes a short run of the duopoly and returns its directory.
func recorded(t *testing.T, set ...string) string {
	t.Helper()
	w, err := worlds.Load("duopoly", worldfile.Options{Set: append([]string{"ticks=6"}, set...)})
	if err != nil {
		t.Fatal(err)
	}
	world, err := w.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	run, err := simulate(context.Background(), recording{world: world, benchmarksEvery: 2})
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "run")
	if _, err := history.Write(context.Background(), dir, run, history.Options{Version: version, Parquet: true}); err != nil {
		t.Fatal(err)
	}
	return dir
}

// execute runs one command and returns what it printed and its exit status.
func execute(c *cobra.Command, args ...string) (string, int, error) {
	var out bytes.Buffer
	c.SetOut(&out)
	c.SetErr(&out)
	c.SetArgs(args)
	c.SilenceErrors = true
	err := c.ExecuteContext(context.Background())
	var exit exitError
	switch {
	case err == nil:
		return out.String(), 0, nil
	case errors.As(err, &exit):
		return out.String(), exit.code, err
	default:
		return out.String(), exitUsage, err
	}
}

func replaceIn(t *testing.T, dir, name, old, fresh string) {
	t.Helper()
	file := filepath.Join(dir, name)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), old) {
		t.Fatalf("%s has no %q:\n%s", name, old, text)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), old, fresh, 1)), 0o666); err != nil {
		t.Fatal(err)
	}
}

// tamper changes a digit of a cell and returns the cell before and after.
func tamper(t *testing.T, dir, name string, row int, column string) (before, after string) {
	t.Helper()
	file := filepath.Join(dir, name)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	cells := strings.Split(lines[row], ",")
	for i, c := range strings.Split(strings.TrimSpace(lines[0]), ",") {
		if c == column {
			before = cells[i]
			digit := strings.IndexAny(before, "0123456789")
			changed := []byte(before)
			changed[digit] = '0' + (changed[digit]-'0'+1)%10
			after = string(changed)
			cells[i] = after
		}
	}
	lines[row] = strings.Join(cells, ",")
	before, after = strings.TrimSpace(before), strings.TrimSpace(after)
	if err := os.WriteFile(file, []byte(strings.Join(lines, "")), 0o666); err != nil {
		t.Fatal(err)
	}
	return before, after
}

func TestVerifyPassesOnARun(t *testing.T) {
	dir := recorded(t)
	out, code, err := execute(newVerifyCommand(version, simulate), dir)
	if code != 0 {
		t.Fatalf("exit status %d: %v\n%s", code, err, out)
	}
	m, err := history.ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"duopoly, seed 1, 6 ticks, written by shakeout " + version, "files: all 19 as in the manifest", "run again: digest " + m.Digest + ", as recorded", "\nverified\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("got\n%s\nwant %q in it", out, want)
		}
	}
}

func TestVerifyNamesTheTamperedCell(t *testing.T) {
	for _, c := range []struct {
		file, column string
		row          int
		place        string
	}{
		{"market.csv", "hhi", 3, "market.csv, row 3 (line 4; tick 2), column hhi: "},
		{"agents.csv", "cash_usd_m", 5, "agents.csv, row 5 (line 6; tick 2, agent alpha), column cash_usd_m: "},
		{"offers.csv", "price_usd", 4, "column price_usd: "},
		{"segments.csv", "revenue_usd_m", 2, "column revenue_usd_m: "},
		{"outcomes.csv", "final_cash_usd_m", 2, "outcomes.csv, row 2 (line 3; agent beta), column final_cash_usd_m: "},
		{"ledger.csv", "amount_usd_m", 9, "ledger.csv, row 9 (line 10; tick "},
		{"benchmarks.csv", "nash_price_usd", 3, "benchmarks.csv, row 3 (line 4; tick "},
		{"benchmarks.csv", "tick", 5, "benchmarks.csv, row 5 (line 6; tick "},
	} {
		dir := recorded(t)
		before, after := tamper(t, dir, c.file, c.row, c.column)
		out, code, _ := execute(newVerifyCommand(version, simulate), dir)
		want := "the file has " + after + ", the run gives " + before + "\n"
		if code != exitFailed || !strings.Contains(out, c.place) || !strings.Contains(out, want) || !strings.Contains(out, "files: "+c.file+": SHA-256") || !strings.HasSuffix(out, "NOT verified\n") {
			t.Errorf("%s: exit status %d\n%s\nwant status 1, %q and %q", c.file, code, out, c.place, want)
		}
		if strings.Count(out, "run again: ") != 1 {
			t.Errorf("%s: more than one difference is told:\n%s", c.file, out)
		}
	}
}

func TestVerifySaysWhatWasChangedInTheWorld(t *testing.T) {
	seed := recorded(t)
	replaceIn(t, seed, "world.yaml", "\nseed: 1\n", "\nseed: 7\n")
	out, code, _ := execute(newVerifyCommand(version, simulate), seed)
	for _, want := range []string{"(seed) is not as it was run; it now says: seed: 7", "manifest.json: seed: the manifest says 1, world.yaml gives 7"} {
		if code != exitFailed || !strings.Contains(out, want) {
			t.Errorf("seed: exit status %d\n%s\nwant status 1 and %q", code, out, want)
		}
	}

	value := recorded(t, "agents[alpha].start.cash_usd_m=500")
	replaceIn(t, value, "world.yaml", "cash_usd_m: {value: 500,", "cash_usd_m: {value: 501,")
	out, code, _ = execute(newVerifyCommand(version, simulate), value)
	for _, want := range []string{"(agents[alpha].start.cash_usd_m) is not as it was run; it now says: cash_usd_m: {value: 501,",
		"run again: outcomes.csv, row 1 (line 2; agent alpha), column ", "run again: the two part at tick 0 (2025-01-01): alpha"} {
		if code != exitFailed || !strings.Contains(out, want) {
			t.Errorf("value: exit status %d\n%s\nwant status 1 and %q", code, out, want)
		}
	}
	if outcomes, market := strings.Index(out, "run again: outcomes.csv"), strings.Index(out, "run again: market.csv"); market >= 0 && market < outcomes {
		t.Errorf("outcomes come after the market:\n%s", out)
	}

	broken := recorded(t)
	replaceIn(t, broken, "world.yaml", "seed: 1", "sead: 1")
	out, code, _ = execute(newVerifyCommand(version, simulate), broken)
	for _, want := range []string{"run again: the recorded world can't be run: ", "sead"} {
		if code != exitFailed || !strings.Contains(out, want) {
			t.Errorf("unknown key: exit status %d\n%s\nwant status 1 and %q", code, out, want)
		}
	}
}

func TestVerifyOfAProgramThatComputesOtherwise(t *testing.T) {
	dir := recorded(t)
	other := func(ctx context.Context, r recording) (*history.Run, error) {
		run, err := simulate(ctx, r)
		if err == nil {
			run.Agents[7].Cash++
			run.Decisions, run.Ledger = nil, nil
		}
		return run, err
	}
	out, code, _ := execute(newVerifyCommand("9.9.9", other), dir)
	for _, want := range []string{"files: all 19 as in the manifest", "column cash_usd_m", "the two part at tick 3",
		"The files are as they were written, but this program gets another result", "written by shakeout " + version + " and this is shakeout 9.9.9",
		"ledger.csv was not recorded again"} {
		if code != exitFailed || !strings.Contains(out, want) {
			t.Errorf("exit status %d\n%s\nwant status 1 and %q", code, out, want)
		}
	}
}

func TestVerifyFilesOnly(t *testing.T) {
	dir := recorded(t)
	never := func(context.Context, recording) (*history.Run, error) {
		t.Error("the world was run again")
		return nil, errors.New("no")
	}
	if out, code, err := execute(newVerifyCommand(version, never), "--files-only", dir); code != 0 {
		t.Errorf("exit status %d: %v\n%s", code, err, out)
	}
	os.Remove(filepath.Join(dir, "events.csv"))
	os.Remove(filepath.Join(dir, "world.yaml"))
	out, code, _ := execute(newVerifyCommand(version, never), dir)
	for _, want := range []string{"files: events.csv: is missing", "files: world.yaml: is missing"} {
		if code != exitFailed || !strings.Contains(out, want) {
			t.Errorf("exit status %d\n%s\nwant status 1 and %q", code, out, want)
		}
	}
}

func TestVerifyRefuses(t *testing.T) {
	for _, args := range [][]string{{}, {"a", "b"}, {t.TempDir()}, {filepath.Join(t.TempDir(), "gone")}, {"--nonsense", "a"}} {
		if out, code, err := execute(newVerifyCommand(version, simulate), args...); code != exitUsage || err == nil {
			t.Errorf("%v: exit status %d, %v\n%s\nwant 2", args, code, err, out)
		}
	}
}

func TestVerifyIsInterrupted(t *testing.T) {
	dir := recorded(t)
	ctx, cancel := context.WithCancel(context.Background())
	c := newVerifyCommand(version, func(ctx context.Context, _ recording) (*history.Run, error) {
		cancel()
		return nil, ctx.Err()
	})
	c.SetArgs([]string{dir})
	c.SilenceErrors = true
	err := c.ExecuteContext(ctx)
	var exit exitError
	if !errors.As(err, &exit) || exit.code != exitInterrupted || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v; want exit status 130", err)
	}
}

func TestVerifyAsJSON(t *testing.T) {
	dir := recorded(t)
	before, after := tamper(t, dir, "agents.csv", 5, "cash_usd_m")
	out, code, _ := execute(newVerifyCommand(version, simulate), "--json", dir)
	var got struct {
		Verified bool
		Faults   []struct{ Name, Kind string }
		Again    struct {
			Differences []struct {
				First struct {
					File, Column, Key, A, B string
					Row                     int64
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != exitFailed {
		t.Fatalf("exit status %d, %v\n%s", code, err, out)
	}
	if got.Verified || len(got.Faults) != 1 || got.Faults[0].Name != "agents.csv" || len(got.Again.Differences) != 1 {
		t.Fatalf("got %+v", got)
	}
	first := got.Again.Differences[0].First
	if diff := cmp.Diff([]string{"agents.csv", "cash_usd_m", "tick 2, agent alpha", after, before}, []string{first.File, first.Column, first.Key, first.A, first.B}); diff != "" {
		t.Error(diff)
	}
}
