package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"shakeout/strategies"
)

// catalogueEntry is a strategy as JSON.
type catalogueEntry struct {
	Name   string           `json:"name"`
	Kind   string           `json:"kind"`
	About  string           `json:"about"`
	Sees   string           `json:"looks_at"`
	Source string           `json:"source"`
	Well   string           `json:"does_well"`
	Badly  string           `json:"does_badly"`
	Params []catalogueParam `json:"params"`
}

type catalogueParam struct {
	Name    string  `json:"name"`
	Unit    string  `json:"unit"`
	Default float64 `json:"default"`
	Low     float64 `json:"low"`
	High    float64 `json:"high"`
	About   string  `json:"about"`
}

func newStrategiesCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "strategies [NAME]",
		Short:   "List the strategies, or show one with its parameters",
		Long:    "strategies lists the catalogue of how agents decide. With a name it shows what the\nstrategy does, what it looks at, where it comes from, a world in which it does well and one in\nwhich it does badly, and its parameters with unit, range and default.",
		Example: "  shakeout strategies\n  shakeout strategies undercut\n  shakeout strategies undercut --json",
		Args:    rangeArgs(0, 1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return strategyNames(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			list := strategies.Catalogue()
			if len(args) == 1 {
				list = list[:0:0]
				for _, e := range strategies.Catalogue() { // a name may stand under several kinds
					if e.Name == args[0] {
						list = append(list, e)
					}
				}
				if len(list) == 0 {
					return wrongName("strategy", args[0], strategyNames(), cmd.CommandPath())
				}
			}
			if asJSON {
				return writeJSON(cmd.OutOrStdout(), catalogueJSON(list))
			}
			for _, e := range list {
				if len(args) == 0 {
					fmt.Fprintf(cmd.OutOrStdout(), "%-9s %-24s %s\n", e.Kind, e.Name, e.About)
					continue
				}
				describeStrategy(cmd.OutOrStdout(), &e)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "answer as JSON: a list of strategies with their parameters")
	return cmd
}

func strategyNames() []string {
	var names []string
	for _, e := range strategies.Catalogue() {
		names = append(names, e.Name)
	}
	return names
}

func describeStrategy(out io.Writer, e *strategies.Entry) {
	fmt.Fprintf(out, "%s (%s): %s\nLooks at: %s\nSource: %s\nDoes well: %s\nDoes badly: %s\n", e.Name, e.Kind, e.About, e.Sees, e.Source, e.Well, e.Badly)
	for _, p := range e.Params {
		fmt.Fprintf(out, "  %-14s %-18s default %-8g in [%g,%g]  %s\n", p.Name, p.Unit, p.Default, p.Low, p.High, p.About)
	}
}

func catalogueJSON(list []strategies.Entry) []catalogueEntry {
	out := []catalogueEntry{}
	for _, e := range list {
		c := catalogueEntry{e.Name, e.Kind.String(), e.About, e.Sees, e.Source, e.Well.String(), e.Badly.String(), []catalogueParam{}}
		for _, p := range e.Params {
			c.Params = append(c.Params, catalogueParam{p.Name, p.Unit, p.Default, p.Low, p.High, p.About})
		}
		out = append(out, c)
	}
	return out
}
