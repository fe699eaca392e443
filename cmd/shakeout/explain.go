package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"shakeout/worlds/history"
)

func newExplainCommand(rerun rerunFunc) *cobra.Command {
	var asJSON, all, noRerun bool
	c := &cobra.Command{
		Use:   "explain DIR AGENT",
		Short: "Tell the life of one agent in a run: what was decided, by which rule, on which numbers",
		Long: `explain reads a run directory and tells how one agent ended and why, then each
decision of its life that mattered: the rule behind it, the numbers it saw, and
the row of the file that it stands in (decisions.csv:123 is line 123). Prices
and research budgets are told by the year; --all tells every one.

A run keeps its decisions with ` + "`shakeout run --decisions`" + `. Where it did not, the
recorded world is run again, and the answer is used only if it has the digest
of the manifest.

Exit status: 0 told; 1 it could not be told; 2 DIR is no run directory, or AGENT
no agent of it; 130 interrupted.`,
		Example: "  shakeout explain runs/frontier-2025-seed1 cohere\n  shakeout explain --json runs/duopoly-seed1 beta",
		Args:    exactArgs(2),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) != 1 {
				return nil, cobra.ShellCompDirectiveDefault
			}
			run, err := history.ReadRun(args[0])
			if err != nil {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return agentsOf(run), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			again := rerun
			if noRerun {
				again = nil
			}
			r, err := recordOf(cmd.Context(), args[0], again, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			agent, err := findAgent(r.run, args[1], cmd.CommandPath())
			if err != nil {
				return err
			}
			l := newLife(r, agent, all)
			if asJSON {
				err = writeJSON(cmd.OutOrStdout(), l)
			} else {
				_, err = io.WriteString(cmd.OutOrStdout(), l.prose())
			}
			if err != nil {
				return exitError{exitFailed, err}
			}
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "answer as JSON on standard output, with every input of every decision")
	c.Flags().BoolVar(&all, "all", false, "tell every price, research budget and small model too")
	c.Flags().BoolVar(&noRerun, "no-rerun", false, "don't run the world again where decisions were not kept; tell what the other tables say")
	return c
}

// record is a run with where its decisions come from.
type record struct {
	dir       string
	run       *history.Run
	manifest  *history.Manifest
	decisions string // where they come from: keptDecisions, or the run made again; empty without any
}

const keptDecisions = "decisions.csv"

// recordOf reads a run directory, and makes the run again for its decisions if it did not keep them.
func recordOf(ctx context.Context, dir string, rerun rerunFunc, warnings io.Writer) (*record, error) {
	m, faults, err := history.VerifyFiles(dir)
	if err != nil {
		return nil, exitError{exitUsage, err}
	}
	for _, f := range faults {
		if f.Kind == history.FileChanged || f.Kind == history.FileUnsound {
			fmt.Fprintf(warnings, "warning: %s; it is explained as it stands (`shakeout verify %s` says what was changed)\n", f, dir)
		}
	}
	run, err := history.ReadRun(dir)
	if err != nil {
		return nil, exitError{exitUsage, err}
	}
	r := &record{dir: dir, run: run, manifest: m}
	switch {
	case run.Decisions != nil:
		r.decisions = keptDecisions
	case rerun == nil:
		fmt.Fprintf(warnings, "warning: %s has no decisions.csv; `shakeout run %s --decisions` keeps them\n", dir, filepath.Join(dir, "world.yaml"))
	default:
		if err := r.decideAgain(ctx, rerun, warnings); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// decideAgain runs the recorded world again and takes its decisions, if it is the same run.
func (r *record) decideAgain(ctx context.Context, rerun rerunFunc, warnings io.Writer) error {
	recorded, err := readRecording(r.dir)
	if err != nil {
		return exitError{exitUsage, err}
	}
	recorded.benchmarksEvery = 0 // no decision needs them
	again, err := rerun(ctx, recorded)
	if ctx.Err() != nil {
		return exitError{exitInterrupted, context.Cause(ctx)}
	}
	digest := ""
	if err == nil {
		digest, err = history.Digest(again)
	}
	switch {
	case err != nil:
		fmt.Fprintf(warnings, "warning: %s has no decisions.csv, and its world can't be run again: %s\n", r.dir, err)
	case digest != r.manifest.Digest:
		fmt.Fprintf(warnings, "warning: %s has no decisions.csv, and this program (%s) gets another run from its world than %s did; what the other tables say is told alone\n",
			r.dir, version, r.manifest.Version)
	default:
		r.run.Decisions, r.decisions = again.Decisions, "the same run made again"
	}
	return nil
}

func agentsOf(run *history.Run) []string {
	var ids []string
	for i := range run.Outcomes {
		ids = append(ids, run.Outcomes[i].Agent)
	}
	return ids
}

// findAgent looks an agent up by its id, or by its name.
func findAgent(run *history.Run, name, path string) (*history.OutcomeRow, error) {
	for i := range run.Outcomes {
		if o := &run.Outcomes[i]; o.Agent == name || strings.EqualFold(o.Name, name) {
			return o, nil
		}
	}
	if len(run.Outcomes) == 0 {
		return nil, exitError{exitUsage, errors.New("outcomes.csv has no agents")}
	}
	return nil, wrongName("agent", name, agentsOf(run), path)
}
