package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

const version = "0.1.0"

func newRootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "shakeout",
		Short: "An agent-based market simulator of the foundation-model industry",
		Long: `shakeout simulates the market for foundation models: laboratories, clouds and
releasers of open weights compete for compute, researchers, capital and
customers, month by month, until some are profitable, some are bought and some
are gone. A world file and a seed decide every byte of the result.

Exit status: 0 done; 1 it ran and failed, or found a difference where none was
allowed; 2 the command line or an input file is wrong; 130 interrupted.

Run settings (--out, --format, --figures, --progress, --log-level, --workers)
may also stand in a configuration file or in variables such as
SHAKEOUT_FIGURES; flags come first, then the environment, then the file. A world
comes only from its file, --scenario, --set, --seed and --ticks.`,
		Example: "  shakeout run frontier-2025\n" +
			"  shakeout worlds duopoly > mine.yaml && shakeout check mine.yaml\n" +
			"  shakeout explain runs/frontier-2025-seed1 cohere",
		SilenceUsage:      true,
		SilenceErrors:     true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return applySettings(cmd) },
		Args:              knownCommand,
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return exitError{exitUsage, fmt.Errorf("%w; `%s --help` lists the flags", err, cmd.CommandPath())}
	})
	root.PersistentFlags().String("config", "", "file with run settings (YAML, TOML or JSON); never holds a world (default config.yaml in the folder shakeout of your settings)")
	addLogLevel(root.PersistentFlags())
	root.AddCommand(newRunCommand(), newWorldsCommand(), newStrategiesCommand(), newCheckCommand(), newSchemaCommand(schemas),
		newMarketCommand(), newPlotCommand(), newVerifyCommand(version, rerun), newCompareCommand(), newExplainCommand(rerun), newExperimentCommand(), newVersionCommand())
	return root
}

// knownCommand refuses a command that is none, and says which was probably meant.
func knownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return wrongName("command", args[0], subcommands(cmd), cmd.CommandPath())
}

func newVersionCommand() *cobra.Command {
	return &cobra.Command{Use: "version", Short: "Print the version", Args: exactArgs(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintln(cmd.OutOrStdout(), "shakeout", version)
			return err
		}}
}
