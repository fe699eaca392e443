package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"shakeout/worlds"
	"shakeout/worlds/worldfile"
)

// checkReport is the answer of `shakeout check --json`.
type checkReport struct {
	World     string         `json:"world"`
	OK        bool           `json:"ok"`
	Agents    int            `json:"agents"`
	Segments  int            `json:"segments"`
	Ticks     int64          `json:"ticks"`
	Scenarios []string       `json:"scenarios"`
	Problems  []checkProblem `json:"problems"`
	Warnings  []checkProblem `json:"warnings"`
}

type checkProblem struct {
	File    string `json:"file"`
	Line    int    `json:"line"` // 0 where only the input as a whole is known
	Column  int    `json:"column"`
	Path    string `json:"path"`
	Message string `json:"message"`
}

// mostWarnings is how many numbers without a source are shown where not all are asked for.
const mostWarnings = 10

func newCheckCommand() *cobra.Command {
	var f worldFlags
	var resolved, asJSON, allSources bool
	cmd := &cobra.Command{
		Use:   "check WORLD",
		Short: "Check a world file: every problem with its place",
		Long: `check reads a world, every scenario of it, and the state of its first month, and
says everything that is wrong with them at once, each as

    file:line:column: field: got X; want Y

Numbers that don't say where they come from are told as warnings. With
--resolved it prints the resolved world: canonical, with all defaults, enough for
a stranger to get the same bytes.

Exit status: 0 the world can be run; 2 it can't.`,
		Example:           "  shakeout check mine.yaml\n  shakeout check frontier-2025 --scenario drought --resolved\n  shakeout check mine.yaml --set 'agents[alpha].start.cash_usd_m=500'",
		Args:              exactArgs(1),
		ValidArgsFunction: completeWorld,
		RunE: func(cmd *cobra.Command, args []string) error {
			w, err := f.check(cmd, args[0])
			if asJSON {
				if err := writeJSON(cmd.OutOrStdout(), newCheckReport(args[0], w, err)); err != nil {
					return exitError{exitFailed, err}
				}
				if err != nil {
					return exitError{exitUsage, errors.New("")} // said already
				}
				return nil
			}
			if err != nil {
				return exitError{exitUsage, err}
			}
			warnings := w.Unsourced(worlds.Choices...)
			if resolved {
				return printResolved(cmd, w)
			}
			for i, p := range warnings {
				if i == mostWarnings && !allSources {
					fmt.Fprintf(cmd.ErrOrStderr(), "warning: %d more numbers without a source; --sources shows all\n", len(warnings)-i)
					break
				}
				fmt.Fprintln(cmd.ErrOrStderr(), "warning:", p)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: ok, %s, %s, %s\n", args[0], count(len(w.Value.Agents), "agent"),
				count(len(w.Value.Customers.Segments), "segment"), count(int(w.Value.Ticks), "month"))
			return err
		},
	}
	f.add(cmd)
	cmd.Flags().BoolVar(&resolved, "resolved", false, "print the resolved world")
	cmd.Flags().BoolVar(&asJSON, "json", false, "answer as JSON on standard output")
	cmd.Flags().BoolVar(&allSources, "sources", false, "show every number without a source")
	return cmd
}

// check reads a world with all its scenarios. What is wrong with a scenario alone is a problem of
// the file; whether its first month can be built is tried for the chosen ones.
func (f *worldFlags) check(cmd *cobra.Command, name string) (*worldfile.Loaded[worlds.World], error) {
	o := f.options(cmd)
	o.AllScenarios = true
	w, err := worlds.Load(name, o)
	if err != nil {
		return nil, err
	}
	if err := openingProblem(w, worlds.CheckOpening(&w.Value)); err != nil {
		return nil, err
	}
	var wrong worldfile.Problems
	for _, scenario := range w.ScenarioNames {
		one := f.options(cmd)
		one.Scenarios = []string{scenario}
		over, err := worlds.Load(name, one)
		if err != nil {
			return nil, err
		}
		var problems worldfile.Problems
		if errors.As(openingProblem(over, worlds.CheckOpening(&over.Value)), &problems) {
			problems[0].Message += " (with --scenario " + scenario + ")"
			wrong = append(wrong, problems...)
		}
	}
	if wrong != nil {
		return nil, wrong
	}
	return w, nil
}

func printResolved(cmd *cobra.Command, w *worldfile.Loaded[worlds.World]) error {
	text, err := w.Marshal()
	if err != nil {
		return exitError{exitFailed, err}
	}
	_, err = io.WriteString(cmd.OutOrStdout(), string(text))
	return err
}

func newCheckReport(name string, w *worldfile.Loaded[worlds.World], err error) checkReport {
	r := checkReport{World: name, OK: err == nil, Scenarios: []string{}, Problems: []checkProblem{}, Warnings: []checkProblem{}}
	var problems worldfile.Problems
	switch {
	case errors.As(err, &problems):
		r.Problems = problemsJSON(problems)
	case err != nil:
		r.Problems = []checkProblem{{Message: err.Error()}}
	default:
		r.Agents, r.Segments, r.Ticks = len(w.Value.Agents), len(w.Value.Customers.Segments), w.Value.Ticks
		r.Scenarios = append(r.Scenarios, w.ScenarioNames...)
		r.Warnings = problemsJSON(w.Unsourced(worlds.Choices...))
	}
	return r
}

func problemsJSON(problems worldfile.Problems) []checkProblem {
	list := []checkProblem{}
	for _, p := range problems {
		list = append(list, checkProblem{p.File, p.Line, p.Column, p.Path, p.Message})
	}
	return list
}
