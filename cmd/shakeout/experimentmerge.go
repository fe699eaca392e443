package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"shakeout/experiments"
)

func newExperimentMergeCommand() *cobra.Command {
	var out, format string
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
			o := experiments.RunOptions{Dir: out, Force: force, Version: version, Parquet: strings.Contains(format, "parquet")}
			e, m, err := experiments.Merge(cmd.Context(), args, o)
			if err != nil {
				return exitError{experimentStatus(err), err}
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s: %s, %d failed, in %s\ndigest %s\n", e.Name, count(int(m.Rows), "run"), m.Failed, out, m.Digest)
			return nil
		},
	}
	format = "csv"
	cmd.Flags().StringVar(&out, "out", "", "directory of the whole")
	addChoice(cmd.Flags(), choice{&format, checkTables}, "format", "csv, or csv,parquet")
	cmd.Flags().BoolVar(&force, "force", false, "start again where an experiment stands in the directory")
	return cmd
}
