package main

import (
	"context"
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
}

func newRunCommand() *cobra.Command {
	var f runFlags
	cmd := &cobra.Command{Use: "run WORLD", Short: "Simulate a world: outcomes on the terminal, files and figures in a run directory", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd, args[0]) }}
	f.add(cmd)
	cmd.Flags().StringVar(&f.out, "out", "", "run directory (default runs/WORLD-seedN)")
	cmd.Flags().StringVar(&f.figures, "figures", "png", "png, svg, pdf (comma-separated) or none")
	cmd.Flags().StringVar(&f.format, "format", "csv", "csv, or csv,parquet")
	cmd.Flags().StringVar(&f.progress, "progress", "auto", "auto, on, off")
	cmd.Flags().BoolVar(&f.force, "force", false, "overwrite what stands in the run directory")
	cmd.Flags().BoolVar(&f.json, "json", false, "print the result as JSON")
	cmd.Flags().BoolVar(&f.ledger, "ledger", false, "write every transfer to ledger.csv")
	cmd.Flags().BoolVar(&f.decisions, "decisions", false, "write every decision to decisions.csv")
	return cmd
}

func (f *runFlags) run(cmd *cobra.Command, name string) error {
	parquet := false
	for _, x := range strings.Split(f.format, ",") {
		switch strings.TrimSpace(x) {
		case "csv":
		case "parquet":
			parquet = true
		default:
			return exitError{2, fmt.Errorf("--format: got %q; want csv or csv,parquet", x)}
		}
	}
	formats, err := plots.ParseFormats(f.figures)
	if err != nil {
		return exitError{2, fmt.Errorf("--figures: %w", err)}
	}
	switch f.progress {
	case "auto", "on", "off":
	default:
		return exitError{2, fmt.Errorf("--progress: got %q; want auto, on or off", f.progress)}
	}
	level, _ := cmd.Flags().GetString("log-level")
	if hclog.LevelFromString(level) == hclog.NoLevel {
		return exitError{2, fmt.Errorf("--log-level: got %q; want trace, debug, info, warn, error or off", level)}
	}
	log := hclog.New(&hclog.LoggerOptions{Name: "shakeout", Level: hclog.LevelFromString(level), Output: cmd.ErrOrStderr()})
	w, err := f.load(cmd, name)
	if err != nil {
		return err
	}
	resolved, err := w.Marshal()
	if err != nil {
		return exitError{1, err}
	}
	dir := f.out
	if dir == "" {
		dir = filepath.Join("runs", fmt.Sprintf("%s-seed%d", w.Value.Name, w.Value.Seed))
	}
	if err := history.CheckTarget(dir, resolved, f.force); err != nil {
		return exitError{2, err}
	}
	bar, done := f.bar(cmd, w.Value.Ticks)
	began := time.Now()
	result, err := worlds.Run(cmd.Context(), &w.Value, worlds.Options{Ledger: f.ledger, Decisions: f.decisions, Progress: bar})
	done()
	if err != nil {
		if errors.Is(err, context.Canceled) {
			return err
		}
		return exitError{1, err}
	}
	result.Resolved = resolved
	log.Info("simulated", "world", w.Value.Name, "seed", w.Value.Seed, "ticks", result.Ticks, "took", time.Since(began))
	manifest, err := history.Write(cmd.Context(), dir, result, history.Options{
		Version: version, Force: f.force, Parquet: parquet, Artefacts: f.artefacts(result, formats),
	})
	if err != nil {
		return exitError{1, err}
	}
	if f.json {
		return printJSON(cmd, result, manifest, dir)
	}
	printOutcomes(cmd, result, manifest, dir)
	return nil
}

// bar shows progress on a terminal and says nothing elsewhere.
func (f *runFlags) bar(cmd *cobra.Command, ticks int64) (func(tick, ticks int64), func()) {
	on := f.progress == "on" || f.progress == "auto" && term.IsTerminal(int(os.Stderr.Fd()))
	if !on {
		return nil, func() {}
	}
	p := mpb.New(mpb.WithOutput(cmd.ErrOrStderr()), mpb.WithWidth(50))
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
		t.AppendRow(table.Row{o.Name, o.Outcome, o.Date[:7], o.Counterparty, price, fmt.Sprintf("%.1f %%", 100*o.Share),
			fmt.Sprintf("%.0f", o.Revenue), o.FirstProfitable})
	}
	t.Render()
	last := r.Market[len(r.Market)-1]
	fmt.Fprintf(cmd.OutOrStdout(), "%s, seed %d, %d months: model revenue %.1f bn USD a year, HHI %.0f by seller, %d independent labs\n",
		r.World, r.Seed, r.Ticks, last.ModelRevenue*12/1000, last.HHI, last.Independents)
	fmt.Fprintf(cmd.OutOrStdout(), "files and figures in %s\ndigest %s\n", dir, m.Digest)
}
