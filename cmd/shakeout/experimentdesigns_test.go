package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every kind of experiment says on the terminal what it came to, and draws it.
func TestEveryKindOfExperimentIsShown(t *testing.T) {
	const head = "shakeout: 1\nname: x\nworld: duopoly\nruns: 4\nmeasure: {every: 12, indicators: [hhi]}\n"
	const uncertain = "uncertain: [{path: customers.none_lambda, dist: uniform, low: 0.2, high: 0.4}]\n"
	tests := []struct{ reason, text, says, figures string }{
		{"an ensemble", head, "independent", "fans outcomes survival first-profitable-year"},
		{"a sweep over one number", head + "sweep: {axes: [{path: customers.none_lambda, values: [0.2, 0.3, 0.4]}]}\n", "12 runs", "response"},
		{"a sweep over two", head + "sweep: {axes: [{path: customers.none_lambda, values: [0.2, 0.3]}, {path: customers.family_sigma, values: [0.3, 0.6]}]}\n", "16 runs", "heat-hhi"},
		{"shares of the variance", head + uncertain + "sensitivity: {method: sobol}\n", "share of the variance of HHI at 2027-01", "sensitivity-hhi"},
		{"elementary effects", head + uncertain + "sensitivity: {method: morris}\n", "elementary effects on HHI at 2027-01", "sensitivity-hhi"},
		{"a tournament", head + "tournament: {seats: [alpha, beta], payoff: share, strategies: [{id: cost-plus}, {id: value-based}]}\n", "equilibrium 1", "payoff-share payoff-survival payoff-owners-value payoff-consumer-surplus ranking survival-by-strategy"},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			root := t.TempDir()
			file := filepath.Join(root, "x.yaml")
			if err := os.WriteFile(file, []byte(tt.text), 0o644); err != nil {
				t.Fatal(err)
			}
			dir := filepath.Join(root, "x")
			code, out, errs := commandLine(t, "experiment", "run", file, "--out", dir, "--progress", "off")
			if code != 0 || !strings.Contains(strings.ToLower(out), strings.ToLower(tt.says)) {
				t.Errorf("got status %d: %s%s; want a word of %q", code, out, errs, tt.says)
			}
			for name := range strings.FieldsSeq(tt.figures) {
				for _, ending := range []string{".png", ".csv"} {
					if _, err := os.Stat(filepath.Join(dir, "figures", name+ending)); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
}

// A world that asks for a program is refused before any run, unless that is allowed.
func TestAnExperimentRunsNoProgramUnasked(t *testing.T) {
	root := t.TempDir()
	file := filepath.Join(root, "x.yaml")
	text := "shakeout: 1\nname: x\nworld: duopoly\nruns: 1\nset: {agents: [{id: alpha, strategy: {name: \"\", command: [no-such-program]}}]}\n"
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(root, "x")
	code, _, errs := commandLine(t, "experiment", "run", file, "--out", dir)
	if code != exitUsage || !strings.Contains(errs, "--allow-commands") {
		t.Errorf("got status %d: %s; want %d and a word of --allow-commands", code, errs, exitUsage)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("got a directory of what was refused")
	}
}
