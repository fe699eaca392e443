package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"path/filepath"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"shakeout/experiments"
	"shakeout/plots"
	"shakeout/worlds/history"
)

func newExperimentSummariseCommand() *cobra.Command {
	figures := "png"
	cmd := &cobra.Command{
		Use:   "summarise DIR",
		Short: "Tables and figures of an experiment, from its files",
		Long: `summarise makes the summaries and figures of a finished experiment again from its
tables: how agents end, survival, fans of indicators, effects of arms, first
profitable years. Nothing is simulated.`,
		Example: "  shakeout experiment summarise runs/open-weights --figures svg,pdf",
		Args:    exactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			formats, err := plots.ParseFormats(figures)
			if err != nil {
				return exitError{exitUsage, fmt.Errorf("--figures: %w", err)}
			}
			e, m, err := experiments.Refresh(cmd.Context(), args[0], artefactsOf(formats))
			if err != nil {
				return exitError{experimentStatus(err), err}
			}
			return showExperiment(cmd, e, m, args[0])
		},
	}
	addChoice(cmd.Flags(), choice{&figures, checkFigures}, "figures", "png, svg, pdf (comma-separated) or none")
	return cmd
}

// artefactsOf draws the figures of an experiment before its manifest is written.
func artefactsOf(formats []plots.Format) experiments.Artefacts {
	return func(ctx context.Context, e *experiments.Experiment, dir string, m *experiments.Manifest) error {
		return drawExperiment(ctx, e, dir, plots.Options{Stamp: plots.Stamp{Digest: m.Digest, Version: version}, Formats: formats})
	}
}

// showExperiment prints what an experiment came to.
func showExperiment(cmd *cobra.Command, e *experiments.Experiment, m *experiments.Manifest, dir string) error {
	out := cmd.OutOrStdout()
	var err error
	switch t := e.TournamentInfo(); {
	case m.Shard != nil:
	case t != nil:
		err = showTournament(cmd, t, dir)
	case e.SensitivityInfo() != nil:
		err = showSensitivity(cmd, e.SensitivityInfo(), dir)
	case e.HasClaims():
		err = showClaims(cmd, dir)
	case e.LearningInfo() != nil && e.Points() == 1:
		err = showEnds(cmd, e, dir)
	case e.Points() == 1:
		err = showOutcomes(cmd, e, dir)
	}
	if err != nil {
		return exitError{exitFailed, err}
	}
	fmt.Fprintf(out, "%s: %s, %d failed\n", e.Name, count(int(m.Rows), "run"), m.Failed)
	if m.Failed > 0 {
		fmt.Fprintf(out, "the worlds of those that failed are in %s\n", filepath.Join(dir, "failed"))
	}
	fmt.Fprintf(out, "tables, summaries and figures in %s\ndigest %s\n", dir, m.Digest)
	return nil
}

// showClaims prints the verdict on each claim, and the tests that fail.
func showClaims(cmd *cobra.Command, dir string) error {
	rows, err := summaryRows[history.SummaryClaimRow](dir, "claims.csv")
	if err != nil {
		return err
	}
	t := table.NewWriter()
	t.SetOutputMirror(cmd.OutOrStdout())
	t.SetStyle(table.StyleLight)
	t.AppendHeader(table.Row{"claim", "says", "verdict", "tests that fail"})
	passed, all := 0, 0
	for i, r := range rows {
		if r.Point > 0 || i > 0 && rows[i-1].Claim == r.Claim {
			continue
		}
		all++
		if r.ClaimVerdict == "pass" {
			passed++
		}
		var failing []string
		for _, x := range rows {
			if x.Point == 0 && x.Claim == r.Claim && x.Verdict == "fail" {
				failing = append(failing, x.Test)
			}
		}
		t.AppendRow(table.Row{r.Claim, r.Says, r.ClaimVerdict, strings.Join(failing, " ")})
	}
	t.Render()
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d of %s pass; %s has the numbers\n", passed, count(all, "claim"), filepath.Join(dir, "summary", "claims.md"))
	return err
}

// ends groups outcomes for a line on the terminal.
var ends = []struct {
	title    string
	outcomes []string
}{
	{"independent", []string{"independent-profitable", "independent-burning"}},
	{"niche", []string{"niche"}},
	{"in a parent", []string{"subsidised"}},
	{"bought", []string{"acquired", "merged"}},
	{"hired away", []string{"licensed-and-hired"}},
	{"wound down", []string{"wound-down"}},
}

// showOutcomes prints how agents end, in per cent of the runs, with the interval of the first column.
func showOutcomes(cmd *cobra.Command, e *experiments.Experiment, dir string) error {
	rows, err := summaryRows[history.SummaryOutcomeRow](dir, "outcomes.csv")
	if err != nil {
		return err
	}
	agents, err := summaryRows[history.SummaryAgentRow](dir, "agents.csv")
	if err != nil {
		return err
	}
	arms, names := e.ArmInfos(), e.Names()
	const most = 4
	for i, a := range arms[:min(len(arms), most)] {
		t := table.NewWriter()
		t.SetOutputMirror(cmd.OutOrStdout())
		t.SetStyle(table.StyleLight)
		if len(arms) > 1 {
			t.SetTitle(strings.TrimSpace(a.ID + ": " + a.About))
			if a.About == a.ID {
				t.SetTitle(a.ID)
			}
		}
		head := table.Row{"agent", "lives, months"}
		for _, end := range ends {
			head = append(head, end.title+" %")
		}
		t.AppendHeader(head)
		for _, agent := range agents {
			if _, start := names[agent.Agent]; agent.Arm != a.ID || !start {
				continue
			}
			line := table.Row{agent.Agent, ""}
			if !math.IsNaN(agent.Life) {
				line[1] = fmt.Sprintf("%.0f [%.0f, %.0f]", agent.Life, agent.LifeLower, agent.LifeUpper)
			}
			for _, end := range ends {
				line = append(line, shareOf(rows, a.ID, func(id string) bool { return id == agent.Agent }, end.outcomes))
			}
			t.AppendRow(line)
		}
		line := table.Row{"entrants", ""}
		entered := func(id string) bool { _, start := names[id]; return !start }
		for _, end := range ends {
			line = append(line, shareOf(rows, a.ID, entered, end.outcomes))
		}
		if strings.TrimSpace(fmt.Sprint(line[2:]...)) != "" {
			t.AppendRow(line)
		}
		t.Render()
		if i == most-1 && len(arms) > most {
			fmt.Fprintf(cmd.OutOrStdout(), "and %d more arms in %s\n", len(arms)-most, filepath.Join(dir, "summary", "outcomes.csv"))
		}
	}
	return nil
}

// shareOf is the share of runs in which an agent, or any of several, ends in one of some outcomes, in per cent; empty for none.
func shareOf(rows []history.SummaryOutcomeRow, arm string, agent func(id string) bool, outcomes []string) string {
	n, of := int64(0), int64(0)
	for _, r := range rows {
		if r.Arm != arm || !agent(r.Agent) {
			continue
		}
		of += r.Count
		for _, o := range outcomes {
			if r.Outcome == o {
				n += r.Count
			}
		}
	}
	if n == 0 {
		return ""
	}
	low, high := experiments.ShareInterval(n, of)
	return fmt.Sprintf("%.0f [%.0f, %.0f]", 100*float64(n)/float64(of), 100*low, 100*high)
}

// printExperimentJSON prints what an experiment came to, for programs.
func printExperimentJSON(cmd *cobra.Command, e *experiments.Experiment, m *experiments.Manifest, dir string) error {
	type outcome struct {
		Arm     string  `json:"arm"`
		Point   int64   `json:"point"`
		Agent   string  `json:"agent"`
		Outcome string  `json:"outcome"`
		Runs    int64   `json:"runs"`
		Share   float64 `json:"share"`
		Lower   float64 `json:"lower"`
		Upper   float64 `json:"upper"`
	}
	result := struct {
		Experiment string    `json:"experiment"`
		Rows       int64     `json:"rows"`
		Failed     int64     `json:"failed"`
		Digest     string    `json:"digest"`
		Dir        string    `json:"dir"`
		Outcomes   []outcome `json:"outcomes"`
	}{e.Name, m.Rows, m.Failed, m.Digest, dir, []outcome{}}
	if m.Shard == nil {
		rows, err := summaryRows[history.SummaryOutcomeRow](dir, "outcomes.csv")
		if err != nil {
			return exitError{exitFailed, err}
		}
		for _, r := range rows {
			result.Outcomes = append(result.Outcomes, outcome{r.Arm, r.Point, r.Agent, r.Outcome, r.Runs, r.Share, r.Lower, r.Upper})
		}
	}
	enc := json.NewEncoder(cmd.OutOrStdout())
	enc.SetIndent("", "  ")
	return enc.Encode(result)
}
