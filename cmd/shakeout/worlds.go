package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"shakeout/worlds"
	"shakeout/worlds/worldfile"
)

// bundledWorld is a line of `shakeout worlds`.
type bundledWorld struct {
	Name        string   `json:"name"`
	Start       string   `json:"start"`
	Ticks       int64    `json:"ticks"`
	Agents      int      `json:"agents"`
	Scenarios   []string `json:"scenarios"`
	Description string   `json:"description"`
}

func newWorldsCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "worlds [NAME]",
		Short: "List the bundled worlds, or print one to start your own from",
		Long: `worlds lists the bundled worlds with their scenarios. With a name it prints the
file of that world as it is bundled, to start one's own from.`,
		Example:           "  shakeout worlds\n  shakeout worlds duopoly > mine.yaml",
		Args:              rangeArgs(0, 1),
		ValidArgsFunction: completeWorld,
		RunE: func(cmd *cobra.Command, args []string) error {
			out := cmd.OutOrStdout()
			if len(args) == 1 {
				text, err := worlds.File(args[0])
				if err != nil {
					return exitError{exitUsage, err}
				}
				_, err = out.Write(text)
				return err
			}
			list, err := bundledWorlds()
			if err != nil {
				return err
			}
			if asJSON {
				return writeJSON(out, list)
			}
			for _, w := range list {
				fmt.Fprintf(out, "%-16s %s, %d months: %s\n", w.Name, w.Start, w.Ticks, w.Description)
				if len(w.Scenarios) > 0 {
					fmt.Fprintf(out, "%-16s --scenario %s\n", "", strings.Join(w.Scenarios, ", "))
				}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "list as JSON")
	return cmd
}

func bundledWorlds() ([]bundledWorld, error) {
	list := []bundledWorld{}
	for _, name := range worlds.Names() {
		w, err := worlds.Load(name, worldfile.Options{})
		if err != nil {
			return nil, err
		}
		first, _, _ := strings.Cut(strings.TrimSpace(w.Value.Description), "\n")
		scenarios := w.ScenarioNames
		if scenarios == nil {
			scenarios = []string{}
		}
		list = append(list, bundledWorld{name, w.Value.Start, w.Value.Ticks, len(w.Value.Agents), scenarios, first})
	}
	return list, nil
}

// completeWorld offers the bundled worlds, and files.
func completeWorld(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return worlds.Names(), cobra.ShellCompDirectiveDefault
}
