package main

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"shakeout/worlds"
	"shakeout/worlds/worldfile"
)

// worldFlags are the flags that make a world: nothing else may.
type worldFlags struct {
	scenarios []string
	set       []string
	seed      string
	ticks     string
}

func (f *worldFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringSliceVar(&f.scenarios, "scenario", nil, "scenario of the world (repeatable)")
	cmd.Flags().StringArrayVar(&f.set, "set", nil, "path=value, for example agents[mistral].start.cash_usd_m=500 (repeatable)")
	cmd.Flags().StringVar(&f.seed, "seed", "", "seed `N`, in place of the world's")
	cmd.Flags().StringVar(&f.ticks, "ticks", "", "length of `N` months, in place of the world's")
	// The scenarios are those of the world that stands on the command line already.
	_ = cmd.RegisterFlagCompletionFunc("scenario", func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) == 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		w, err := worlds.Load(args[0], worldfile.Options{})
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return w.ScenarioNames, cobra.ShellCompDirectiveNoFileComp
	})
}

// options lays scenarios, --set, --seed and --ticks over a world.
func (f *worldFlags) options(cmd *cobra.Command) worldfile.Options {
	o := worldfile.Options{Scenarios: f.scenarios, Set: f.set}
	for _, key := range []string{"seed", "ticks"} {
		if flag := cmd.Flags().Lookup(key); flag.Changed {
			text := flag.Value.String()
			o.Settings = append(o.Settings, worldfile.Setting{Flag: "--" + key + " " + text, Path: key, Value: text})
		}
	}
	return o
}

// load reads a world and sees whether it can be opened; everything wrong with it is the command
// line's or the file's fault.
func (f *worldFlags) load(cmd *cobra.Command, name string) (*worldfile.Loaded[worlds.World], error) {
	return loadWorld(name, f.options(cmd))
}

func loadWorld(name string, o worldfile.Options) (*worldfile.Loaded[worlds.World], error) {
	w, err := worlds.Load(name, o)
	if err == nil {
		err = openingProblem(w, worlds.CheckOpening(&w.Value))
	}
	if err != nil {
		return nil, exitError{exitUsage, err}
	}
	return w, nil
}

// openingProblem says where in its file a world stands that can't be opened.
func openingProblem(w *worldfile.Loaded[worlds.World], err error) error {
	var input *worlds.InputError
	if !errors.As(err, &input) {
		return err
	}
	return worldfile.Problems{w.Problem(input.Path, "%s", strings.ReplaceAll(input.Message, "\n", " "))}
}
