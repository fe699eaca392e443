package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const smallExperiment = `
shakeout: 1
name: small
world: duopoly
runs: 6
uncertain:
  - {path: customers.none_lambda, dist: uniform, low: 0.2, high: 0.4}
arms:
  - id: base
  - {id: poor, about: beta has less cash, set: {agents: [{id: beta, start: {cash_usd_m: 10}}]}}
measure: {every: 6, indicators: [hhi, model_revenue_usd_m]}
`

func commandLine(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(context.Background(), args, &out, &errs)
	return code, out.String(), errs.String()
}

func TestExperimentsOnTheCommandLine(t *testing.T) {
	root := t.TempDir()
	file := filepath.Join(root, "small.yaml")
	if err := os.WriteFile(file, []byte(smallExperiment), 0o644); err != nil {
		t.Fatal(err)
	}
	whole := filepath.Join(root, "whole")
	code, out, errs := commandLine(t, "experiment", "run", file, "--out", whole, "--json", "--format", "csv,parquet")
	if code != 0 {
		t.Fatalf("got status %d: %s", code, errs)
	}
	var result struct {
		Rows   int64
		Digest string
	}
	if err := json.Unmarshal([]byte(out), &result); err != nil || result.Rows != 12 {
		t.Fatalf("got %s (%v); want 12 rows", out, err)
	}
	for _, name := range []string{"runs.parquet", "summary/effects.csv", "figures/survival-base.png", "figures/fans.png", "figures/outcomes-poor.png", "figures/first-profitable-year-base.png", "figures/effects-indicators-poor.png"} {
		if _, err := os.Stat(filepath.Join(whole, filepath.FromSlash(name))); err != nil {
			t.Error(err)
		}
	}
	before, err := os.ReadFile(filepath.Join(whole, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	if code, out, errs = commandLine(t, "experiment", "summarise", whole); code != 0 || !strings.Contains(out, "WOUND DOWN") {
		t.Errorf("summarise: got status %d: %s%s", code, out, errs)
	}
	if after, _ := os.ReadFile(filepath.Join(whole, "manifest.json")); !bytes.Equal(before, after) {
		t.Error("summarise changes the manifest of the experiment it made nothing new of")
	}
	var shards []string
	for _, i := range []string{"0", "1"} {
		dir := filepath.Join(root, "shard"+i)
		shards = append(shards, dir)
		if code, _, errs = commandLine(t, "experiment", "run", file, "--out", dir, "--shard", i+"/2"); code != 0 {
			t.Fatalf("shard %s: got status %d: %s", i, code, errs)
		}
	}
	if code, out, errs = commandLine(t, append([]string{"experiment", "merge", "--out", filepath.Join(root, "merged")}, shards...)...); code != 0 || !strings.Contains(out, result.Digest) {
		t.Errorf("merge: got status %d: %s%s; want digest %s", code, out, errs, result.Digest)
	}
	if code, out, errs = commandLine(t, "experiment", "run", file, "--run", "4", "--out", filepath.Join(root, "row4"), "--figures", "none"); code != 0 || !strings.Contains(out, "replicate 2, point 0, arm poor") {
		t.Errorf("--run 4: got status %d: %s%s", code, out, errs)
	}
	if _, err := os.Stat(filepath.Join(root, "row4", "decisions.csv")); err != nil {
		t.Error(err)
	}
}

func TestExperimentsRefuseWhatIsWrong(t *testing.T) {
	root := t.TempDir()
	file := filepath.Join(root, "small.yaml")
	if err := os.WriteFile(file, []byte(smallExperiment), 0o644); err != nil {
		t.Fatal(err)
	}
	taken := filepath.Join(root, "taken")
	if err := os.MkdirAll(taken, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(taken, "thesis.txt"), []byte("years of work"), 0o644); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		reason, want string
		args         []string
	}{
		{"no such file", "got a name of no file", []string{"run", filepath.Join(root, "none.yaml")}},
		{"no such bundled experiment", "open-weight", []string{"run", "open-weight"}},
		{"no runs", "--runs: got 0; want at least 1", []string{"run", file, "--runs", "0"}},
		{"a shard that is none", `--shard: got "3/3"; want i/n`, []string{"run", file, "--shard", "3/3"}},
		{"a row that is none", "--run: got 13; want a row of runs.csv, 1 to 12", []string{"run", file, "--run", "13"}},
		{"a directory with other things", "holds something that is no experiment", []string{"run", file, "--out", taken}},
		{"also with --force", "holds something that is no experiment", []string{"run", file, "--out", taken, "--force"}},
		{"a merge without a target", "--out: got nothing", []string{"merge", root}},
		{"a merge of nothing", "got no manifest.json", []string{"merge", root, "--out", filepath.Join(root, "x")}},
		{"a summary of nothing", "got no manifest.json", []string{"summarise", root}},
		{"a command that is none", "summarise", []string{"summarize", root}},
	}
	for _, tt := range tests {
		code, _, errs := commandLine(t, append([]string{"experiment"}, tt.args...)...)
		if code != exitUsage || !strings.Contains(errs, tt.want) {
			t.Errorf("%s: got status %d: %s; want %d and %q", tt.reason, code, errs, exitUsage, tt.want)
		}
	}
	if _, err := os.Stat(filepath.Join(taken, "thesis.txt")); err != nil {
		t.Error(err)
	}
}

func TestAnInterruptedExperimentKeepsWhatIsFinished(t *testing.T) {
	root := t.TempDir()
	file := filepath.Join(root, "small.yaml")
	if err := os.WriteFile(file, []byte(strings.Replace(smallExperiment, "runs: 6", "runs: 4000", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(root, "x")
	ctx, stop := context.WithCancel(context.Background())
	go func() { // once the first rows are safe
		for ctx.Err() == nil {
			if info, err := os.Stat(filepath.Join(dir, "runs.csv")); err == nil && info.Size() > 2000 {
				stop()
			}
		}
	}()
	var out, errs bytes.Buffer
	if code := run(ctx, []string{"experiment", "run", file, "--out", dir}, &out, &errs); code != exitInterrupted {
		t.Fatalf("got status %d: %s; want %d", code, errs.String(), exitInterrupted)
	}
	code, _, text := commandLine(t, "experiment", "summarise", dir)
	if code == 0 || !strings.Contains(text, "--resume") {
		t.Errorf("got status %d: %s; want a word about --resume", code, text)
	}
}
