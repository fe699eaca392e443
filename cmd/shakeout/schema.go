package main

import (
	"sort"

	"github.com/spf13/cobra"

	"shakeout/worlds"
	"shakeout/worlds/worldfile"
)

// schemas are the kinds of files that have a JSON Schema, by the name on the command line.
var schemas = map[string]func() ([]byte, error){
	"world": func() ([]byte, error) {
		return worldfile.Schema[worlds.World](worldfile.SchemaFile, "A world of shakeout")
	},
}

func newSchemaCommand(kinds map[string]func() ([]byte, error)) *cobra.Command {
	var names []string
	for name := range kinds {
		names = append(names, name)
	}
	sort.Strings(names)
	return &cobra.Command{
		Use:   "schema KIND",
		Short: "Print the JSON Schema of a kind of file, for editors",
		Long: `schema prints the JSON Schema (draft 2020-12) of world files or of experiment
files. An editor with a YAML language server then completes keys, shows what they
mean, and marks what is wrong while you type. Put the schema beside your file and
name it in the first line:

    # yaml-language-server: $schema=world.schema.json`,
		Example:   "  shakeout schema world > world.schema.json",
		Args:      exactArgs(1),
		ValidArgs: names,
		RunE: func(cmd *cobra.Command, args []string) error {
			make, ok := kinds[args[0]]
			if !ok {
				return wrongName("kind of file", args[0], names, cmd.CommandPath())
			}
			text, err := make()
			if err != nil {
				return exitError{exitFailed, err}
			}
			_, err = cmd.OutOrStdout().Write(text)
			return err
		},
	}
}
