package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"shakeout/worlds/worldfile"
)

// exactArgs is cobra.ExactArgs with the exit status of a wrong command line.
func exactArgs(n int) cobra.PositionalArgs { return rangeArgs(n, n) }

// rangeArgs is cobra.RangeArgs with the exit status of a wrong command line.
func rangeArgs(low, high int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) >= low && len(args) <= high {
			return nil
		}
		return exitError{exitUsage, fmt.Errorf("got %s; want %s", count(len(args), "argument"), cmd.UseLine())}
	}
}

// wrongName is the error of a name that is none of what there is; path names the command.
func wrongName(what, got string, known []string, path string) error {
	return exitError{exitUsage, fmt.Errorf("%s: got the %s %q; %s", path, what, got, worldfile.WantOneOf(got, known))}
}

// subcommands lists the commands below one that show in its help.
func subcommands(cmd *cobra.Command) []string {
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return names
}

// group makes a command that only holds others answer a name that is none of them.
func group(cmd *cobra.Command) *cobra.Command {
	cmd.Args = cobra.ArbitraryArgs
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return exitError{exitUsage, fmt.Errorf("%s: got no command; %s", cmd.CommandPath(), worldfile.WantOneOf("", subcommands(cmd)))}
		}
		return wrongName("command", args[0], subcommands(cmd), cmd.CommandPath())
	}
	return cmd
}
