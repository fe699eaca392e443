package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"shakeout/worlds"
	"shakeout/worlds/history"
	"shakeout/worlds/marketfile"
	"shakeout/worlds/worldfile"
)

type snapshotFlags struct {
	tick, out string
	merge     []string
	form      string
	costs     string
}

// newSnapshotCommand returns `shakeout market snapshot`: the segments of a run in one month as files of the market commands.
func newSnapshotCommand() *cobra.Command {
	f := snapshotFlags{form: "equilibrium", costs: "implied"}
	cmd := &cobra.Command{Use: "snapshot DIR --tick T", Short: "The simulated market of a month as such files, one per segment", Args: exactArgs(1),
		Long: `Writes each segment of a run in one month as a pricing game that market equilibrium reads: the prices of the month are its equilibrium, with demand
calibrated to the shares of the month and to the gross profit that its offers leave together. What the form has no place for is named in note.`,
		Example: "  shakeout market snapshot runs/frontier-2025-seed1 --tick 24 --merge anthropic,cohere --out markets\n" +
			"  shakeout market equilibrium markets/enterprise.json",
		RunE: func(cmd *cobra.Command, args []string) error { return f.snapshot(cmd, args[0]) }}
	cmd.Flags().StringVar(&f.tick, "tick", "", "month: a tick such as 24, a month such as 2027-01, or end (required)")
	cmd.Flags().StringVar(&f.out, "out", "", "folder for the files (default DIR-tickT)")
	_ = cmd.Flags().SetAnnotation("out", ownFlag, []string{"true"}) // not the run directory that SHAKEOUT_OUT means
	cmd.Flags().StringSliceVar(&f.merge, "merge", nil, "two firms to merge, such as anthropic,cohere: the files then have the merger")
	addChoice(cmd.Flags(), choice{&f.form, oneOf(marketfile.SnapshotForms...)}, "form", "equilibrium; calibration: what was observed, for market calibrate; or clearing: posted prices, and capacities where buyers were turned away, for market clear")
	addChoice(cmd.Flags(), choice{&f.costs, oneOf("implied", "simulated")}, "costs", "unit costs of the game: implied, under which the month's prices are an equilibrium, or simulated, those of the run")
	return cmd
}

func (f *snapshotFlags) snapshot(cmd *cobra.Command, dir string) error {
	if f.tick == "" {
		return exitError{exitUsage, fmt.Errorf("--tick: got nothing; want a tick such as 24, a month such as 2027-01, or end")}
	}
	if f.merge != nil && (len(f.merge) != 2 || f.merge[0] == f.merge[1]) {
		return exitError{exitUsage, fmt.Errorf("--merge: got %q; want two firms such as anthropic,cohere", f.merge)}
	}
	form := marketfile.SnapshotForm(slices.Index(marketfile.SnapshotForms, f.form))
	if form != marketfile.EquilibriumForm && f.costs == "simulated" {
		return exitError{exitUsage, fmt.Errorf("--costs: got simulated with --form %s, which has no costs; want implied, or --form equilibrium", f.form)}
	}
	if form == marketfile.ClearingForm && f.merge != nil {
		return exitError{exitUsage, fmt.Errorf("--merge: got %q with --form clearing, which has no merger; want --form equilibrium or calibration", f.merge)}
	}
	run, err := history.ReadRun(dir)
	if err != nil {
		return exitError{exitUsage, err}
	}
	w, err := worlds.Parse(filepath.Join(dir, "world.yaml"), run.Resolved, worldfile.Options{})
	if err != nil {
		return exitError{exitUsage, err}
	}
	tick, err := tickOf(run, f.tick)
	if err != nil {
		return exitError{exitUsage, err}
	}
	shots, err := marketfile.TakeSnapshot(run, &w.Value.Customers, marketfile.SnapshotOptions{
		Tick: tick, Merger: f.merge, Form: form, SimulatedCosts: f.costs == "simulated",
	})
	if err != nil {
		return exitError{exitUsage, fmt.Errorf("--tick: %w", err)}
	}
	out := f.out
	if out == "" {
		out = filepath.Clean(dir) + "-tick" + strconv.FormatInt(tick, 10)
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return exitError{exitFailed, err}
	}
	written := 0
	for _, s := range shots {
		if s.JSON == nil {
			fmt.Fprintf(cmd.ErrOrStderr(), "segment %s left out: %s\n", s.Segment, s.Left)
			continue
		}
		name := filepath.Join(out, s.Segment+".json")
		if err := writeWhole(name, s.JSON); err != nil {
			return exitError{exitFailed, err}
		}
		fmt.Fprintln(cmd.OutOrStdout(), name)
		written++
	}
	if written == 0 {
		return exitError{exitFailed, fmt.Errorf("%s: no segment of tick %d can be put into the form", dir, tick)}
	}
	return nil
}

// tickOf returns the tick that a mark means.
func tickOf(run *history.Run, text string) (int64, error) {
	marks, err := parseMarks([]string{text})
	if err != nil {
		return 0, fmt.Errorf("--tick: got %q; want a tick such as 12, a month such as 2027-01, or end", text)
	}
	m := marks[0]
	if m.end {
		return run.Ticks, nil
	}
	if m.month == "" {
		return m.tick, nil
	}
	for i := range run.Market {
		if run.Market[i].Date[:7] == m.month {
			return run.Market[i].Tick, nil
		}
	}
	return 0, fmt.Errorf("--tick: got %q; want a month of the run", text)
}
