package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/hashicorp/go-hclog"
	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"

	"shakeout/plots"
	"shakeout/worlds"
	"shakeout/worlds/history"
)

type runFlags struct {
	worldFlags
	out, figures, format, progress string
	force, json, ledger, decisions bool
	allowCommands                  bool
	benchmarks                     bool
	every                          int64
}

func newRunCommand() *cobra.Command {
	var f runFlags
	cmd := &cobra.Command{
		Use:   "run WORLD",
		Short: "Simulate a world: outcomes on the terminal, files and figures in a run directory",
		Long: `run simulates a world once and writes a run directory: tables, figures, the
resolved world, and a manifest with the digest of it all. WORLD is a bundled name
(shakeout worlds lists them) or a file. A finished run of the same digest is
replaced; anything else is never overwritten without --force. An interrupted run
leaves nothing.

Exit status: 0 done; 1 it ran and failed; 2 the command line or the world is
wrong, or the run directory is taken; 130 interrupted.`,
		Example: "  shakeout run frontier-2025\n  shakeout run frontier-2025 --scenario drought --seed 7 --out runs/drought\n" +
			"  shakeout run mine.yaml --set 'agents[alpha].start.cash_usd_m=500' --figures svg,pdf --decisions",
		Args:              exactArgs(1),
		ValidArgsFunction: completeWorld,
		RunE:              func(cmd *cobra.Command, args []string) error { return f.run(cmd, args[0]) },
	}
	f.add(cmd)
	f.figures, f.format, f.progress = "png", "csv", "auto"
	flags := cmd.Flags()
	flags.StringVar(&f.out, "out", "", "run directory (default runs/WORLD-seedN)")
	addChoice(flags, choice{&f.figures, checkFigures}, "figures", "png, svg, pdf (comma-separated) or none")
	addChoice(flags, choice{&f.format, checkTables}, "format", "csv, or csv,parquet")
	addChoice(flags, choice{&f.progress, oneOf("auto", "on", "off")}, "progress", "auto, on, off; on standard error")
	flags.BoolVar(&f.force, "force", false, "overwrite what stands in the run directory")
	flags.BoolVar(&f.json, "json", false, "print the result as JSON")
	flags.BoolVar(&f.ledger, "ledger", false, "write every transfer to ledger.csv")
	flags.BoolVar(&f.allowCommands, "allow-commands", false, "run the programs that a world names to decide for agents; only for worlds that you trust")
	flags.BoolVar(&f.decisions, "decisions", false, "write every decision to decisions.csv")
	flags.BoolVar(&f.benchmarks, "benchmarks", false, "write Nash and joint-profit prices to benchmarks.csv")
	flags.Int64Var(&f.every, "benchmarks-every", 12, "months from one benchmark to the next")
	return cmd
}

func checkFigures(text string) error {
	_, err := plots.ParseFormats(text)
	return err
}

func checkTables(text string) error {
	for _, x := range strings.Split(text, ",") {
		if x = strings.TrimSpace(x); x != "csv" && x != "parquet" {
			return fmt.Errorf("got %q; want csv or csv,parquet", x)
		}
	}
	return nil
}

func (f *runFlags) run(cmd *cobra.Command, name string) error {
	formats, err := plots.ParseFormats(f.figures)
	if err != nil {
		return exitError{exitUsage, fmt.Errorf("--figures: %w", err)}
	}
	if f.every < 1 {
		return exitError{exitUsage, fmt.Errorf("--benchmarks-every: got %d; want at least 1", f.every)}
	}
	log := newLogger(cmd)
	w, err := f.load(cmd, name)
	if err != nil {
		return err
	}
	resolved, err := w.Marshal()
	if err != nil {
		return exitError{exitFailed, err}
	}
	dir := f.out
	if dir == "" {
		dir = filepath.Join("runs", fmt.Sprintf("%s-seed%d", w.Value.Name, w.Value.Seed))
	}
	if err := history.CheckTarget(dir, resolved, f.force); err != nil {
		return exitError{exitUsage, err}
	}
	watch := stopwatch{began: time.Now()}
	bar, done := f.bar(cmd, w.Value.Ticks)
	result, err := worlds.Run(cmd.Context(), &w.Value, worlds.Options{
		Ledger: f.ledger, Decisions: f.decisions, Benchmarks: f.benchmarkEvery(), Progress: bar, AllowCommands: f.allowCommands, Stderr: cmd.ErrOrStderr(),
	})
	done()
	var command *worlds.CommandError
	if errors.As(err, &command) {
		return exitError{exitUsage, err}
	}
	if err != nil {
		return exitError{exitFailed, err}
	}
	watch.simulated = time.Now()
	result.Resolved = resolved
	log.Info("simulated", "world", w.Value.Name, "seed", w.Value.Seed, "ticks", result.Ticks, "took", watch.simulated.Sub(watch.began))
	manifest, err := history.Write(cmd.Context(), dir, result, history.Options{
		Version: version, Force: f.force, Parquet: strings.Contains(f.format, "parquet"), Artefacts: f.artefacts(result, formats, &watch),
	})
	if err != nil {
		return exitError{writeStatus(err), err}
	}
	if f.json {
		return printJSON(cmd, result, manifest, dir)
	}
	printOutcomes(cmd, result, manifest, dir)
	return nil
}

// benchmarkEvery returns how many months lie between two benchmarks, 0 for none.
func (f *runFlags) benchmarkEvery() int64 {
	if !f.benchmarks {
		return 0
	}
	return f.every
}

// writeStatus is the exit status of a run directory that was not written: a taken place is the
// command line's fault, a full disk is not.
func writeStatus(err error) int {
	var taken *history.OccupiedError
	if errors.As(err, &taken) {
		return exitUsage
	}
	return exitFailed
}

// newLogger writes to standard error at the level of --log-level.
func newLogger(cmd *cobra.Command) hclog.Logger {
	level, _ := cmd.Flags().GetString("log-level")
	return hclog.New(&hclog.LoggerOptions{Name: "shakeout", Level: hclog.LevelFromString(level), Output: cmd.ErrOrStderr()})
}

// bar shows progress on a terminal and says nothing elsewhere.
func (f *runFlags) bar(cmd *cobra.Command, ticks int64) (func(tick, ticks int64), func()) {
	on := f.progress == "on" || f.progress == "auto" && term.IsTerminal(int(os.Stderr.Fd()))
	if !on {
		return nil, func() {}
	}
	options := []mpb.ContainerOption{mpb.WithOutput(cmd.ErrOrStderr()), mpb.WithWidth(50)}
	if f.progress == "on" { // also where nobody watches
		options = append(options, mpb.WithAutoRefresh())
	}
	p := mpb.New(options...)
	b := p.AddBar(ticks, mpb.PrependDecorators(decor.CountersNoUnit("month %d of %d ")), mpb.BarRemoveOnComplete())
	return func(tick, _ int64) { b.SetCurrent(tick) }, func() {
		if !b.Completed() {
			b.Abort(true)
		}
		p.Wait()
	}
}

type jsonOutcome struct {
	Agent        string   `json:"agent"`
	Outcome      string   `json:"outcome"`
	Date         string   `json:"date"`
	Counterparty string   `json:"counterparty,omitempty"`
	PriceUSDm    *float64 `json:"price_usd_m"`
	Share        float64  `json:"share"`
}

func printJSON(cmd *cobra.Command, r *history.Run, m *history.Manifest, dir string) error {
	result := struct {
		World    string        `json:"world"`
		Seed     uint64        `json:"seed"`
		Ticks    int64         `json:"ticks"`
		Digest   string        `json:"digest"`
		Dir      string        `json:"dir"`
		Outcomes []jsonOutcome `json:"outcomes"`
	}{r.World, r.Seed, r.Ticks, m.Digest, dir, nil}
	for _, o := range r.Outcomes {
		x := jsonOutcome{o.Agent, o.Outcome, o.Date, o.Counterparty, nil, o.Share}
		if !math.IsNaN(o.Price) {
			x.PriceUSDm = &o.Price
		}
		result.Outcomes = append(result.Outcomes, x)
	}
	enc := json.NewEncoder(cmd.OutOrStdout())
	enc.SetIndent("", "  ")
	return enc.Encode(result)
}

func printOutcomes(cmd *cobra.Command, r *history.Run, m *history.Manifest, dir string) {
	t := table.NewWriter()
	t.SetOutputMirror(cmd.OutOrStdout())
	t.SetStyle(table.StyleLight)
	t.AppendHeader(table.Row{"agent", "outcome", "since", "by", "price USD m", "share", "revenue 12m USD m", "profitable from"})
	for _, o := range r.Outcomes {
		price := ""
		if !math.IsNaN(o.Price) {
			price = fmt.Sprintf("%.0f", o.Price)
		}
		t.AppendRow(table.Row{o.Name, o.Outcome, yearAndMonth(o.Date), o.Counterparty, price, fmt.Sprintf("%.1f %%", 100*o.Share),
			fmt.Sprintf("%.0f", o.Revenue), yearAndMonth(o.FirstProfitable)})
	}
	t.Render()
	last := r.Market[len(r.Market)-1]
	fmt.Fprintf(cmd.OutOrStdout(), "%s, seed %d, %s: model revenue %s a year, HHI %.0f by seller, %s\n",
		r.World, r.Seed, count(int(r.Ticks), "month"), money(last.ModelRevenue*12), last.HHI, count(int(last.Independents), "independent lab"))
	printLearning(cmd, r)
	fmt.Fprintf(cmd.OutOrStdout(), "files in %s\ndigest %s\n", dir, m.Digest)
}

// yearAndMonth is a date without its day: the year of a world of millions of ticks has more than four digits.
func yearAndMonth(date string) string { return date[:max(0, len(date)-len("-01"))] }

// printLearning says what those who learn have learnt, where a world has a rule for the end of learning.
func printLearning(cmd *cobra.Command, r *history.Run) {
	if len(r.Learning) == 0 {
		return
	}
	l := &r.Learning[0]
	how := "ended by the rule"
	if !l.Converged {
		how = "was stopped at the last tick of the world"
	}
	fmt.Fprintf(cmd.OutOrStdout(), "learning %s after %s; profit gain %.3f (0: Nash, 1: joint profit), mean price %.4g USD, cycle of %s\n",
		how, count(int(l.Periods), "tick"), l.ProfitGainAll, l.PriceAll, count(int(l.CycleTicks), "tick"))
	for i := range r.Learning {
		l := &r.Learning[i]
		fmt.Fprintf(cmd.OutOrStdout(), "  %s asks %.4g USD, between %.4g (Nash) and %.4g (joint profit), profit gain %.3f\n", l.Agent, l.Price, l.NashPrice, l.JointPrice, l.ProfitGain)
	}
}
