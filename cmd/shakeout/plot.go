package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"shakeout/plots"
	"shakeout/worlds/history"
)

type plotFlags struct {
	figures, out string
	only         []string
	dpi          int
}

// newPlotCommand returns `shakeout plot`: figures of a run directory, drawn from its files without
// simulating.
func newPlotCommand() *cobra.Command {
	var f plotFlags
	cmd := &cobra.Command{Use: "plot DIR", Short: "Redraw the figures of a run directory from its files, without simulating", Args: exactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.plot(cmd, args[0]) }}
	f.figures = "png"
	addChoice(cmd.Flags(), choice{&f.figures, checkFigures}, "figures", "png, svg, pdf (comma-separated) or none, for the drawn data alone")
	cmd.Flags().StringVar(&f.out, "out", "", "folder for the figures (default DIR/figures)")
	_ = cmd.Flags().SetAnnotation("out", ownFlag, []string{"true"}) // not the run directory that SHAKEOUT_OUT means
	cmd.Flags().StringSliceVar(&f.only, "only", nil, "figures to draw, out of "+strings.Join(plots.Names(), ", ")+" (default all)")
	cmd.Flags().IntVar(&f.dpi, "dpi", plots.DefaultDotsPerInch, "dots per inch of PNG files, 72 to 1200")
	return cmd
}

func (f *plotFlags) plot(cmd *cobra.Command, dir string) error {
	formats, err := plots.ParseFormats(f.figures)
	if err != nil {
		return exitError{exitUsage, fmt.Errorf("--figures: %w", err)}
	}
	if f.dpi < 72 || f.dpi > 1200 {
		return exitError{exitUsage, fmt.Errorf("--dpi: got %d; want 72 to 1200", f.dpi)}
	}
	manifest, err := history.ReadManifest(dir)
	if err != nil {
		return exitError{exitUsage, err}
	}
	run, err := history.ReadRun(dir)
	if err != nil {
		return exitError{exitUsage, err}
	}
	out := f.out
	if out == "" {
		out = filepath.Join(dir, "figures")
	}
	names, err := drawFigures(run, out, plots.Options{
		Stamp:   plots.Stamp{Digest: manifest.Digest, Version: version},
		Formats: formats, DotsPerInch: f.dpi, Only: f.only,
		Skipped: func(figure, reason string) {
			fmt.Fprintf(cmd.ErrOrStderr(), "figure %s left out: %s\n", figure, reason)
		},
	})
	if err != nil {
		var unknown *plots.UnknownFigureError
		if errors.As(err, &unknown) {
			return exitError{exitUsage, fmt.Errorf("--only: %w", err)}
		}
		return exitError{exitFailed, err}
	}
	if f.out == "" {
		if _, err := history.RefreshArtefacts(dir); err != nil {
			return exitError{exitFailed, err}
		}
	}
	for _, name := range names {
		fmt.Fprintln(cmd.OutOrStdout(), filepath.Join(out, name))
	}
	return nil
}

// drawFigures writes the figures of a run into a folder, each file whole or not at all, and returns
// their names.
func drawFigures(run *history.Run, folder string, o plots.Options) ([]string, error) {
	files, err := plots.DrawRun(run, o)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	var names []string
	for _, file := range files {
		if err := writeWhole(filepath.Join(folder, file.Name), file.Bytes); err != nil {
			return nil, err
		}
		names = append(names, file.Name)
	}
	return names, nil
}

// writeWhole writes a file beside its place and then gives it its name, so that nobody reads half of it.
func writeWhole(name string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+"-*")
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}
