package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"shakeout/experiments"
	"shakeout/worlds/worldfile"
)

func init() {
	schemas["experiment"] = func() ([]byte, error) {
		return worldfile.Schema[experiments.File](worldfile.SchemaFile, "An experiment of shakeout")
	}
}

// newExperimentCommand holds what is done with experiments.
func newExperimentCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "experiment COMMAND",
		Short: "Ensembles, sweeps, paired arms, tournaments and sensitivity of a world",
		Long: `An experiment runs a world many times: with other luck, with draws of what nobody
knows, through the values of a sweep, and in arms that share their luck. It is a
file (docs/experiments.md); results stream to a directory of tables, which
summaries and figures are made from.`,
		Example: "  shakeout experiment run examples/open-weights.yaml\n  shakeout experiment summarise runs/open-weights",
	}
	cmd.AddCommand(newExperimentRunCommand(), newExperimentMergeCommand(), newExperimentSummariseCommand(), newExperimentListCommand())
	return group(cmd)
}

func newExperimentListCommand() *cobra.Command {
	return &cobra.Command{
		Use:               "list [NAME]",
		Short:             "List the bundled experiments, or print one to start your own from",
		Args:              rangeArgs(0, 1),
		ValidArgsFunction: completeExperiment,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				text, err := experiments.BundledFile(args[0])
				if err != nil {
					return wrongName("experiment", args[0], experiments.Names(), cmd.CommandPath())
				}
				_, err = cmd.OutOrStdout().Write(text)
				return err
			}
			for _, name := range experiments.Names() {
				about, err := experiments.Describe(name)
				if err != nil {
					return exitError{exitFailed, err}
				}
				fmt.Fprintf(cmd.OutOrStdout(), "%-20s %s\n", name, about)
			}
			return nil
		},
	}
}

// completeExperiment offers the bundled experiments and files.
func completeExperiment(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return experiments.Names(), cobra.ShellCompDirectiveDefault
}
