package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"shakeout/experiments"
	"shakeout/plots"
)

func newExperimentMergeCommand() *cobra.Command {
	var out, format, figures string
	var force bool
	cmd := &cobra.Command{
		Use:   "merge DIR... --out DIR",
		Short: "Join the shards of an experiment into what one machine would have written",
		Long: `merge joins the directories that experiment run --shard i/n wrote. The result is
byte for byte what one machine would have written. It names the shards that are
missing.`,
		Example: "  shakeout experiment merge runs/mine-shard*-of-8 --out runs/mine",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return exitError{exitUsage, errors.New("got no directories; want those of all shards")}
			}
			if out == "" {
				return exitError{exitUsage, errors.New("--out: got nothing; want the directory of the whole")}
			}
			formats, err := plots.ParseFormats(figures)
			if err != nil {
				return exitError{exitUsage, fmt.Errorf("--figures: %w", err)}
			}
			o := experiments.RunOptions{Dir: out, Force: force, Version: version, Parquet: strings.Contains(format, "parquet"), Artefacts: artefactsOf(formats)}
			e, m, err := experiments.Merge(cmd.Context(), args, o)
			if err != nil {
				return exitError{experimentStatus(err), err}
			}
			return showExperiment(cmd, e, m, out)
		},
	}
	format, figures = "csv", "png"
	cmd.Flags().StringVar(&out, "out", "", "directory of the whole")
	addChoice(cmd.Flags(), choice{&format, checkTables}, "format", "csv, or csv,parquet")
	addChoice(cmd.Flags(), choice{&figures, checkFigures}, "figures", "png, svg, pdf (comma-separated) or none")
	cmd.Flags().BoolVar(&force, "force", false, "start again where an experiment stands in the directory")
	return cmd
}
