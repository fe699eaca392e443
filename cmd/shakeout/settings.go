package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"

	"shakeout/worlds/worldfile"
)

// runSettings are the flags that a configuration file or the environment may set: how a run is
// carried out and shown, never what it is.
var runSettings = []string{"out", "figures", "format", "progress", "log-level", "workers"}

// ownFlag marks a flag that has the name of a run setting and means something of its own.
const ownFlag = "shakeout-own"

// applySettings lays the settings over the flags that were not given: defaults, configuration file,
// environment, flags.
func applySettings(cmd *cobra.Command) error {
	v := viper.New()
	v.SetEnvPrefix("SHAKEOUT")
	v.SetEnvKeyReplacer(strings.NewReplacer("-", "_"))
	v.AutomaticEnv()
	file, err := readSettings(cmd, v)
	if err != nil {
		return exitError{exitUsage, err}
	}
	warnOfVariables(cmd)
	for _, name := range runSettings {
		f := cmd.Flags().Lookup(name)
		if f == nil || f.Changed || f.Annotations[ownFlag] != nil || !v.IsSet(name) {
			continue
		}
		variable := "SHAKEOUT_" + strings.ReplaceAll(strings.ToUpper(name), "-", "_")
		where := file + ": " + name
		if os.Getenv(variable) != "" {
			where = variable
		}
		text, err := settingText(v.Get(name))
		if err == nil {
			err = f.Value.Set(text)
		}
		if err != nil {
			return exitError{exitUsage, fmt.Errorf("%s: %w", where, err)}
		}
	}
	return nil
}

// readSettings reads the configuration file: the one named by --config or SHAKEOUT_CONFIG, else one
// in the user's folder for settings, if there is one.
func readSettings(cmd *cobra.Command, v *viper.Viper) (string, error) {
	file, _ := cmd.Flags().GetString("config")
	if file == "" {
		file = os.Getenv("SHAKEOUT_CONFIG")
	}
	if file == "" {
		if file = foundSettings(); file == "" {
			return "", nil
		}
	}
	v.SetConfigFile(file)
	if err := v.ReadInConfig(); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = errors.New("got a name of no file; want a file with run settings")
		}
		return file, fmt.Errorf("--config %s: %w", file, err)
	}
	var wrong []error
	keys := v.AllKeys()
	slices.Sort(keys)
	for _, key := range keys {
		// AutomaticEnv adds nothing to AllKeys: these are the keys of the file.
		if !slices.Contains(runSettings, key) {
			wrong = append(wrong, fmt.Errorf("%s: %s: got an unknown setting; %s (a world is set by its file and by flags alone)", file, key, worldfile.WantOneOf(key, runSettings)))
		}
	}
	return file, errors.Join(wrong...)
}

func foundSettings() string {
	folder, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	for _, ending := range []string{"yaml", "toml", "json"} {
		file := filepath.Join(folder, "shakeout", "config."+ending)
		if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() {
			return file
		}
	}
	return ""
}

// settingText is a setting as the flag reads it: lists with commas.
func settingText(value any) (string, error) {
	switch x := value.(type) {
	case string:
		return x, nil
	case bool, int, int64, uint64, float64:
		return fmt.Sprint(x), nil
	case []any:
		parts := make([]string, len(x))
		for i := range x {
			text, err := settingText(x[i])
			if err != nil {
				return "", err
			}
			parts[i] = text
		}
		return strings.Join(parts, ","), nil
	}
	return "", fmt.Errorf("got %T; want text, a number or a list of them", value)
}

// warnOfVariables says which variables look like settings and do nothing, so that nobody believes
// that SHAKEOUT_SEED chose the seed.
func warnOfVariables(cmd *cobra.Command) {
	var known []string
	for _, name := range append([]string{"config"}, runSettings...) {
		known = append(known, "SHAKEOUT_"+strings.ReplaceAll(strings.ToUpper(name), "-", "_"))
	}
	for _, e := range os.Environ() {
		name, _, _ := strings.Cut(e, "=")
		if strings.HasPrefix(name, "SHAKEOUT_") && !slices.Contains(known, name) {
			fmt.Fprintf(cmd.ErrOrStderr(), "warning: %s does nothing; the environment sets %s, never a world\n", name, strings.Join(known, ", "))
		}
	}
}

// choice is a flag that is checked as it is set, so that a wrong value is told where it was given.
type choice struct {
	text  *string
	check func(string) error
}

func (c choice) String() string {
	if c.text == nil {
		return ""
	}
	return *c.text
}

func (c choice) Type() string { return "string" }

func (c choice) Set(text string) error {
	if err := c.check(text); err != nil {
		return err
	}
	*c.text = text
	return nil
}

// addChoice adds such a flag.
func addChoice(flags *pflag.FlagSet, c choice, name, usage string) {
	flags.Var(c, name, usage)
}

// oneOf checks a word against a list.
func oneOf(words ...string) func(string) error {
	return func(text string) error {
		if slices.Contains(words, text) {
			return nil
		}
		return fmt.Errorf("got %q; %s", text, worldfile.WantOneOf(text, words))
	}
}

// addLogLevel adds --log-level.
func addLogLevel(flags *pflag.FlagSet) {
	level := "warn"
	addChoice(flags, choice{&level, oneOf("trace", "debug", "info", "warn", "error", "off")}, "log-level", "trace, debug, info, warn, error, off; logs go to standard error")
}
