package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"shakeout/experiments"
	"shakeout/plots"
	"shakeout/worlds"
	"shakeout/worlds/history"
	"shakeout/worlds/worldfile"
)

// experimentFlags are those of `experiment run`.
type experimentFlags struct {
	out, figures, format, progress string
	shard                          string
	scenarios, set                 []string
	ticks, seed                    string
	runs, row                      int64
	workers                        int
	resume, force, json            bool
	allowCommands                  bool
}

func newExperimentRunCommand() *cobra.Command {
	var f experimentFlags
	cmd := &cobra.Command{
		Use:   "run FILE",
		Short: "Run an experiment: Monte Carlo, sweeps, paired arms, tournaments, sensitivity",
		Long: `run carries out an experiment on all cores and writes its directory: tables with a
row per run, outcome and date, summaries and figures. FILE is an experiment file
or the name of a bundled one (shakeout experiment list).

The results are the same bytes for any number of workers. An interrupted
experiment keeps what was finished; --resume goes on, also after the process was
killed. --shard i/n runs one of n parts, i from 0; shakeout experiment merge joins
them. --run K carries out row K of runs.csv again, with its full run directory.

Exit status: 0 done; 1 it ran and failed; 2 the command line or a file is wrong,
or the directory is taken; 130 interrupted.`,
		Example: "  shakeout experiment run examples/open-weights.yaml --runs 20\n" +
			"  shakeout experiment run mine.yaml --out runs/mine --resume\n" +
			"  shakeout experiment run mine.yaml --shard 3/8 --out runs/mine-3",
		Args:              exactArgs(1),
		ValidArgsFunction: completeExperiment,
		RunE:              func(cmd *cobra.Command, args []string) error { return f.run(cmd, args[0]) },
	}
	f.figures, f.format, f.progress = "png", "csv", "auto"
	flags := cmd.Flags()
	flags.Int64Var(&f.runs, "runs", 0, "replicates, in place of the file's")
	flags.IntVar(&f.workers, "workers", 0, "runs at a time (default one for each processor)")
	flags.StringVar(&f.shard, "shard", "", "part `i/n` of the experiment, i from 0")
	flags.BoolVar(&f.resume, "resume", false, "go on with what was begun in the directory")
	flags.Int64Var(&f.row, "run", 0, "carry out row `K` of runs.csv again, with its full run directory")
	flags.StringVar(&f.out, "out", "", "directory (default runs/NAME)")
	flags.StringSliceVar(&f.scenarios, "scenario", nil, "scenario of the worlds of all arms (repeatable)")
	flags.StringArrayVar(&f.set, "set", nil, "path=value, laid over the worlds of all arms (repeatable)")
	flags.StringVar(&f.seed, "seed", "", "seed `N` of the first replicate, in place of the file's")
	flags.StringVar(&f.ticks, "ticks", "", "length of `N` months, in place of the worlds'")
	addChoice(flags, choice{&f.figures, checkFigures}, "figures", "png, svg, pdf (comma-separated) or none")
	addChoice(flags, choice{&f.format, checkTables}, "format", "csv, or csv,parquet")
	addChoice(flags, choice{&f.progress, oneOf("auto", "on", "off")}, "progress", "auto, on, off; on standard error")
	flags.BoolVar(&f.force, "force", false, "start again where an experiment stands in the directory")
	flags.BoolVar(&f.allowCommands, "allow-commands", false, "run the programs that the worlds name to decide for agents; only for worlds that you trust")
	flags.BoolVar(&f.json, "json", false, "print the result as JSON")
	return cmd
}

// options are what is laid over the experiment's file.
func (f *experimentFlags) options(cmd *cobra.Command) (experiments.Options, error) {
	o := experiments.Options{Runs: f.runs, AllowCommands: f.allowCommands, World: worldfile.Options{Scenarios: f.scenarios, Set: f.set}}
	if cmd.Flags().Changed("runs") && f.runs < 1 {
		return o, fmt.Errorf("--runs: got %d; want at least 1", f.runs)
	}
	if cmd.Flags().Changed("workers") && f.workers < 1 {
		return o, fmt.Errorf("--workers: got %d; want at least 1", f.workers)
	}
	if cmd.Flags().Changed("ticks") {
		o.World.Settings = append(o.World.Settings, worldfile.Setting{Flag: "--ticks " + f.ticks, Path: "ticks", Value: f.ticks})
	}
	if cmd.Flags().Changed("seed") {
		seed, err := strconv.ParseInt(f.seed, 10, 64)
		if err != nil || seed < 0 || seed > 1<<53-1 {
			return o, fmt.Errorf("--seed: got %q; want a whole number from 0 to %d", f.seed, int64(1)<<53-1)
		}
		o.Seed = &seed
	}
	return o, nil
}

func (f *experimentFlags) run(cmd *cobra.Command, name string) error {
	formats, err := plots.ParseFormats(f.figures)
	if err != nil {
		return exitError{exitUsage, fmt.Errorf("--figures: %w", err)}
	}
	o, err := f.options(cmd)
	if err != nil {
		return exitError{exitUsage, err}
	}
	e, err := experiments.Load(name, o)
	if err != nil {
		return exitError{inputStatus(err), err}
	}
	if cmd.Flags().Changed("run") {
		return f.again(cmd, e)
	}
	opts := experiments.RunOptions{Workers: f.workers, Resume: f.resume, Force: f.force, Version: version, Parquet: strings.Contains(f.format, "parquet"), Artefacts: artefactsOf(formats)}
	opts.Dir = f.out
	if opts.Dir == "" {
		opts.Dir = filepath.Join("runs", e.Name)
	}
	if f.shard != "" {
		if opts.Shard, err = experiments.ParseShard(f.shard); err != nil {
			return exitError{exitUsage, fmt.Errorf("--shard: %w", err)}
		}
		if f.out == "" {
			opts.Dir += fmt.Sprintf("-shard%d-of-%d", opts.Shard.Index, opts.Shard.Count)
		}
	}
	sayDisk(cmd, e, opts)
	began := time.Now()
	bar := newExperimentBar(cmd, f.progress)
	opts.Progress = bar.tell
	m, err := e.Run(cmd.Context(), opts)
	bar.done()
	if err != nil {
		if bar.last.Total > 0 { // it had begun
			fmt.Fprintf(cmd.ErrOrStderr(), "what was finished is kept in %s: go on with --resume\n", opts.Dir)
		}
		return exitError{experimentStatus(err), err}
	}
	newLogger(cmd).Info("experiment done", "name", e.Name, "rows", m.Rows, "took", time.Since(began))
	if f.json {
		return printExperimentJSON(cmd, e, m, opts.Dir)
	}
	return showExperiment(cmd, e, m, opts.Dir)
}

// sayDisk says before a large experiment how much it will write.
func sayDisk(cmd *cobra.Command, e *experiments.Experiment, o experiments.RunOptions) {
	const large = 200 << 20
	need := e.Bytes() / max(1, o.Shard.Count)
	free := experiments.FreeSpace(o.Dir)
	if need < large && (free < 0 || need < free) {
		return
	}
	text := fmt.Sprintf("needs about %.1f GB for its tables", float64(need)/1e9)
	if free >= 0 {
		text += fmt.Sprintf("; %.1f GB are free", float64(free)/1e9)
	}
	fmt.Fprintln(cmd.ErrOrStderr(), text)
}

// again carries out one row with its full run directory.
func (f *experimentFlags) again(cmd *cobra.Command, e *experiments.Experiment) error {
	formats, err := plots.ParseFormats(f.figures)
	if err != nil {
		return exitError{exitUsage, fmt.Errorf("--figures: %w", err)}
	}
	if f.row < 1 || f.row > e.Rows() {
		return exitError{exitUsage, fmt.Errorf("--run: got %d; want a row of runs.csv, 1 to %d", f.row, e.Rows())}
	}
	dir := f.out
	if dir == "" {
		dir = filepath.Join("runs", fmt.Sprintf("%s-row%d", e.Name, f.row))
	}
	watch := stopwatch{began: time.Now()}
	result, place, err := e.RunOne(cmd.Context(), f.row, worlds.Options{Ledger: true, Decisions: true, AllowCommands: f.allowCommands})
	if err != nil {
		return exitError{exitFailed, fmt.Errorf("row %d: %w", f.row, err)}
	}
	watch.simulated = time.Now()
	r := runFlags{figures: f.figures}
	m, err := history.Write(cmd.Context(), dir, result, history.Options{
		Version: version, Force: f.force, Parquet: strings.Contains(f.format, "parquet"), Artefacts: r.artefacts(result, formats, &watch),
	})
	if err != nil {
		return exitError{writeStatus(err), err}
	}
	if f.json {
		return printJSON(cmd, result, m, dir)
	}
	fmt.Fprintf(cmd.OutOrStdout(), "row %d of %s: replicate %d, point %d, arm %s, seed %d\n", place.Row, e.Name, place.Run, place.Point, place.Arm, place.Seed)
	printOutcomes(cmd, result, m, dir)
	return nil
}

// inputStatus is the exit status of an experiment that can't be read.
func inputStatus(err error) int {
	var problems worldfile.Problems
	if errors.As(err, &problems) || errors.Is(err, os.ErrNotExist) {
		return exitUsage
	}
	return exitFailed
}

// experimentStatus is the exit status of an experiment that did not come to its end.
func experimentStatus(err error) int {
	var taken *experiments.OccupiedError
	var wrong *experiments.InputError
	if errors.As(err, &taken) || errors.As(err, &wrong) {
		return exitUsage
	}
	return inputStatus(err)
}
