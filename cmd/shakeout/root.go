package main

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/viper"

	"shakeout/strategies"
	"shakeout/worlds"
	"shakeout/worlds/worldfile"
)

const version = "0.1.0"

func newRootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:           "shakeout",
		Short:         "An agent-based market simulator of the foundation-model industry",
		SilenceUsage:  true,
		SilenceErrors: true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			return settings(cmd)
		},
	}
	root.PersistentFlags().String("config", "", "file with run settings (output, figures, logs); never holds a world")
	root.PersistentFlags().String("log-level", "warn", "trace, debug, info, warn, error, off")
	root.AddCommand(newRunCommand(), newWorldsCommand(), newStrategiesCommand(), newCheckCommand(), newPlotCommand(),
		newVerifyCommand(version, rerun), newCompareCommand(), newVersionCommand())
	return root
}

// settings layers run settings as users of viper expect: defaults, config file, SHAKEOUT_
// environment, flags. A world never comes from here.
func settings(cmd *cobra.Command) error {
	v := viper.New()
	v.SetEnvPrefix("SHAKEOUT")
	v.SetEnvKeyReplacer(strings.NewReplacer("-", "_"))
	v.AutomaticEnv()
	if file, _ := cmd.Flags().GetString("config"); file != "" {
		v.SetConfigFile(file)
		if err := v.ReadInConfig(); err != nil {
			return exitError{2, fmt.Errorf("--config %s: %w", file, err)}
		}
	}
	for _, name := range []string{"out", "figures", "format", "progress", "log-level", "workers"} {
		f := cmd.Flags().Lookup(name)
		if f == nil || f.Changed || !v.IsSet(name) {
			continue
		}
		if err := f.Value.Set(v.GetString(name)); err != nil {
			return exitError{2, fmt.Errorf("setting %s: got %q; %w", name, v.GetString(name), err)}
		}
	}
	return nil
}

func newVersionCommand() *cobra.Command {
	return &cobra.Command{Use: "version", Short: "Print the version", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintln(cmd.OutOrStdout(), "shakeout", version)
			return err
		}}
}

func newWorldsCommand() *cobra.Command {
	return &cobra.Command{Use: "worlds [NAME]", Short: "List the bundled worlds, or print one to start your own from", Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			out := cmd.OutOrStdout()
			if len(args) == 1 {
				text, err := fs.ReadFile(worlds.Bundled(), args[0]+".yaml")
				if err != nil {
					return exitError{2, fmt.Errorf("worlds: got %q; want one of %v", args[0], worlds.Names())}
				}
				_, err = out.Write(text)
				return err
			}
			for _, name := range worlds.Names() {
				w, err := worlds.Load(name, worldfile.Options{})
				if err != nil {
					return err
				}
				first, _, _ := strings.Cut(strings.TrimSpace(w.Value.Description), "\n")
				fmt.Fprintf(out, "%-16s %s, %d months: %s\n", name, w.Value.Start, w.Value.Ticks, first)
			}
			return nil
		}}
}

func newStrategiesCommand() *cobra.Command {
	return &cobra.Command{Use: "strategies [NAME]", Short: "List the strategies, or show one with its parameters", Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			out := cmd.OutOrStdout()
			found := false
			for _, e := range strategies.Catalogue() {
				if len(args) == 0 {
					fmt.Fprintf(out, "%-9s %-24s %s\n", e.Kind, e.Name, e.About)
					continue
				}
				if e.Name != args[0] {
					continue
				}
				found = true
				fmt.Fprintf(out, "%s (%s): %s\nSource: %s\n", e.Name, e.Kind, e.About, e.Source)
				for _, p := range e.Params {
					fmt.Fprintf(out, "  %-14s %-18s default %-8g in [%g,%g]  %s\n", p.Name, p.Unit, p.Default, p.Low, p.High, p.About)
				}
			}
			if len(args) == 1 && !found {
				return exitError{2, fmt.Errorf("strategies: got %q; want a name from the list that `shakeout strategies` prints", args[0])}
			}
			return nil
		}}
}

// worldFlags are the flags that make a world: nothing else may.
type worldFlags struct {
	scenarios []string
	set       []string
	seed      int64
	ticks     int64
}

func (f *worldFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringSliceVar(&f.scenarios, "scenario", nil, "scenario of the world (repeatable)")
	cmd.Flags().StringArrayVar(&f.set, "set", nil, "path=value, for example agents[mistral].start.cash_usd_m=500 (repeatable)")
	cmd.Flags().Int64Var(&f.seed, "seed", 0, "seed, in place of the world's")
	cmd.Flags().Int64Var(&f.ticks, "ticks", 0, "length in months, in place of the world's")
}

func (f *worldFlags) load(cmd *cobra.Command, name string) (*worldfile.Loaded[worlds.World], error) {
	o := worldfile.Options{Scenarios: f.scenarios, Set: f.set}
	for _, key := range []string{"seed", "ticks"} {
		if cmd.Flags().Changed(key) {
			s, err := worldfile.ParseSetting(key + "=" + cmd.Flags().Lookup(key).Value.String())
			if err != nil {
				return nil, exitError{2, err}
			}
			o.Settings = append(o.Settings, s)
		}
	}
	w, err := worlds.Load(name, o)
	if err != nil {
		return nil, exitError{2, err}
	}
	return w, nil
}

func newCheckCommand() *cobra.Command {
	var f worldFlags
	var resolved bool
	cmd := &cobra.Command{Use: "check WORLD", Short: "Check a world file: every problem with its place", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			w, err := f.load(cmd, args[0])
			if err != nil {
				return err
			}
			if !resolved {
				fmt.Fprintf(cmd.OutOrStdout(), "%s: ok, %d agents, %d segments, %d months\n", args[0], len(w.Value.Agents), len(w.Value.Customers.Segments), w.Value.Ticks)
				return nil
			}
			text, err := w.Marshal()
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(text)
			return err
		}}
	f.add(cmd)
	cmd.Flags().BoolVar(&resolved, "resolved", false, "print the resolved world")
	return cmd
}
