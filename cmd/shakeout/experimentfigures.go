package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"shakeout/experiments"
	"shakeout/plots"
	"shakeout/worlds/history"
)

// experimentFigures draws what the summaries of an experiment show.
type experimentFigures struct {
	e       *experiments.Experiment
	dir     string
	options plots.Options
	arms    []experiments.ArmInfo // that are drawn
	names   map[string]string     // of the agents that the worlds hold, by id
	figures []*plots.Figure
}

// mostArms is how many arms have figures of their own; the tables hold all.
const mostArms = 6

// drawExperiment writes the figures of an experiment from its summaries.
func drawExperiment(ctx context.Context, e *experiments.Experiment, dir string, o plots.Options) error {
	if len(o.Formats) == 0 {
		return nil
	}
	f := &experimentFigures{e: e, dir: dir, options: o, arms: e.ArmInfos(), names: e.Names()}
	f.arms = f.arms[:min(len(f.arms), mostArms)]
	var draw []func() error
	switch {
	case e.TournamentInfo() != nil:
		draw = []func() error{f.tournament}
	case e.SensitivityInfo() != nil:
		draw = []func() error{f.sensitivity}
	case e.LearningInfo() != nil:
		draw = []func() error{f.effects, f.deviation, f.heatMaps}
	case e.Points() == 1:
		draw = []func() error{f.effects, f.profitable, f.outcomes, f.survival, f.fans}
	default:
		draw = []func() error{f.heatMaps, f.responses}
	}
	for _, d := range draw {
		if err := d(); err != nil {
			return err
		}
	}
	folder := filepath.Join(dir, "figures")
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for _, figure := range f.figures {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		files, err := figure.Artefacts(o)
		if err != nil {
			return fmt.Errorf("figure %s: %w", figure.Name, err)
		}
		for _, file := range files {
			if err := writeWhole(filepath.Join(folder, file.Name), file.Bytes); err != nil {
				return err
			}
		}
	}
	return nil
}

// add keeps a figure, unless there is nothing to draw in it.
func (f *experimentFigures) add(figure *plots.Figure, err error) error {
	var nothing *plots.NoDataError
	if errors.As(err, &nothing) {
		return nil
	}
	if err == nil {
		f.figures = append(f.figures, figure)
	}
	return err
}

// summaryRows reads a table of the summaries.
func summaryRows[T any](dir, name string) ([]T, error) {
	file := filepath.Join(dir, "summary", name)
	in, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return history.ReadTable[T](in, file)
}

// of names the arm in a title, where there are several.
func (f *experimentFigures) of(a experiments.ArmInfo) string {
	if len(f.arms) == 1 {
		return ""
	}
	return ", " + a.About
}

func (f *experimentFigures) name(base string, a experiments.ArmInfo) string {
	if len(f.arms) == 1 {
		return base
	}
	return base + "-" + a.ID
}

// outcomes draws how often each agent ends how, one figure an arm.
func (f *experimentFigures) outcomes() error {
	rows, err := summaryRows[history.SummaryOutcomeRow](f.dir, "outcomes.csv")
	if err != nil {
		return err
	}
	for _, a := range f.arms {
		var shares []plots.OutcomeShare
		for _, kind := range []string{"lab", "cloud", "releaser"} {
			for _, r := range rows {
				if name, of := f.names[r.Agent]; of && r.Arm == a.ID && r.Kind == kind {
					shares = append(shares, plots.OutcomeShare{Agent: name, Outcome: r.Outcome, Share: r.Share, Lower: r.Lower, Upper: r.Upper})
				}
			}
		}
		shares = append(shares, entrants(rows, a.ID, f.names)...)
		if err := f.add(plots.Outcomes(f.name("outcomes", a), "How each agent ends, share of runs"+f.of(a), shares)); err != nil {
			return err
		}
	}
	return nil
}

// entrants returns how those end who enter during the runs of an arm, all together: each of them is there in some runs only.
func entrants(rows []history.SummaryOutcomeRow, arm string, names map[string]string) []plots.OutcomeShare {
	counts, total := map[string]int64{}, int64(0)
	var order []string
	for _, r := range rows {
		if _, start := names[r.Agent]; start || r.Arm != arm {
			continue
		}
		if counts[r.Outcome] == 0 {
			order = append(order, r.Outcome)
		}
		counts[r.Outcome] += r.Count
		total += r.Count
	}
	var shares []plots.OutcomeShare
	for _, outcome := range order {
		low, high := experiments.ShareInterval(counts[outcome], total)
		shares = append(shares, plots.OutcomeShare{Agent: fmt.Sprintf("entrants (%d in all)", total), Outcome: outcome, Share: float64(counts[outcome]) / float64(total), Lower: low, Upper: high})
	}
	return shares
}

// survival draws the survival of labs, one figure an arm.
func (f *experimentFigures) survival() error {
	rows, err := summaryRows[history.SummarySurvivalRow](f.dir, "survival.csv")
	if err != nil {
		return err
	}
	agents, err := summaryRows[history.SummaryAgentRow](f.dir, "agents.csv")
	if err != nil {
		return err
	}
	from := "Months since the start"
	if f.e.AnyEntersLater() {
		from += ", or since entry"
	}
	for _, a := range f.arms {
		var curves []plots.SurvivalCurve
		for _, agent := range agents {
			name, start := f.names[agent.Agent]
			if agent.Arm != a.ID || agent.Kind != "lab" || !start || len(curves) == 10 {
				continue
			}
			c := plots.SurvivalCurve{Name: name}
			for _, r := range rows {
				if r.Arm == a.ID && r.Agent == agent.Agent {
					c.Steps = append(c.Steps, plots.SurvivalStep{Month: float64(r.Month), Survival: r.Survival, Lower: r.Lower, Upper: r.Upper, AtRisk: r.AtRisk, Censored: r.Censored})
				}
			}
			curves = append(curves, c)
		}
		if err := f.add(plots.Survival(f.name("survival", a), "Survival of labs as firms of their own (Kaplan-Meier)"+f.of(a), from, curves)); err != nil {
			return err
		}
	}
	return nil
}

// profitable draws the year in which the largest lab begins to earn more than it spends.
func (f *experimentFigures) profitable() error {
	rows, err := summaryRows[history.SummaryProfitRow](f.dir, "profitable.csv")
	if err != nil {
		return err
	}
	for _, a := range f.arms {
		var bins []plots.Bin
		low, high := 0, 0
		byYear := map[string]history.SummaryProfitRow{}
		for _, r := range rows {
			if r.Arm != a.ID || r.Agent != "largest" || r.Point != 0 {
				continue
			}
			byYear[r.Year] = r
			var year int
			if _, err := fmt.Sscanf(r.Year, "%d", &year); err == nil {
				if low == 0 || year < low {
					low = year
				}
				high = max(high, year)
			}
		}
		for year := low; year <= high && low > 0; year++ {
			r := byYear[fmt.Sprint(year)]
			bins = append(bins, plots.Bin{Label: fmt.Sprint(year), Share: r.Share, Lower: r.Lower, Upper: r.Upper})
		}
		if r, ok := byYear["never"]; ok {
			bins = append(bins, plots.Bin{Label: "never", Share: r.Share, Lower: r.Lower, Upper: r.Upper})
		}
		if err := f.add(plots.Distribution(f.name("first-profitable-year", a), "Year from which the lab that is the largest at the end has an operating profit, share of runs"+f.of(a), "First profitable year of the largest lab", bins)); err != nil {
			return err
		}
	}
	return nil
}

// mostWorth is the number of agents above which no figure compares arms by what they are worth to an agent's owners.
const mostWorth = 3

// worth draws what each arm does to the owners' value of a few agents, all arms in one figure.
func (f *experimentFigures) worth(rows []history.SummaryEffectRow) error {
	by := map[string][]plots.Effect{}
	var agents []string
	against := ""
	for _, r := range rows {
		if r.Kind != "owners-value" || r.Point != 0 {
			continue
		}
		if by[r.Measure] == nil {
			agents = append(agents, r.Measure)
		}
		against = r.Against
		by[r.Measure] = append(by[r.Measure], plots.Effect{Group: r.Measure, Name: r.Arm, Estimate: r.Effect, Lower: r.Lower, Upper: r.Upper, Smallest: math.NaN()})
	}
	if len(agents) == 0 || len(agents) > mostWorth {
		return nil
	}
	var effects []plots.Effect
	for _, agent := range agents {
		list := by[agent]
		slices.SortStableFunc(list, func(a, b plots.Effect) int { return cmp.Compare(b.Estimate, a.Estimate) })
		effects = append(effects, list...)
	}
	return f.add(plots.Forest("owners-value", "What each arm is worth to owners, against "+against, "value to owners at the start (USD m)", effects))
}

// effects draws what arms change: ends of agents, and indicators at the last date in per cent of the arm compared with.
func (f *experimentFigures) effects() error {
	if len(f.arms) == 1 {
		return nil
	}
	rows, err := summaryRows[history.SummaryEffectRow](f.dir, "effects.csv")
	if err == nil {
		err = f.worth(rows)
	}
	if err != nil {
		return err
	}
	for _, a := range f.arms {
		var ends, relative []plots.Effect
		last := map[string]history.SummaryEffectRow{}
		var order []string
		for _, r := range rows {
			if r.Arm != a.ID || r.Point != 0 {
				continue
			}
			switch r.Kind {
			case "outcome":
				agent, outcome, _ := strings.Cut(r.Measure, " ")
				if name, start := f.names[agent]; start && r.Effect != 0 && len(ends) < 40 {
					ends = append(ends, plots.Effect{Group: name, Name: outcome, Estimate: r.Effect, Lower: r.Lower, Upper: r.Upper, Smallest: math.NaN()})
				}
			case "indicator":
				if _, seen := last[r.Measure]; !seen {
					order = append(order, r.Measure)
				}
				last[r.Measure] = r
			}
		}
		for _, measure := range order {
			r := last[measure]
			// A change of several times the mean has a mean near zero, as a profit may have: the table has it.
			if base := math.Abs(r.Base) / 100; base > 0 && math.Max(-r.Lower, r.Upper) < 300*base && !r.Deterministic {
				relative = append(relative, plots.Effect{Name: label(measure).words, Estimate: r.Effect / base, Lower: r.Lower / base, Upper: r.Upper / base, Smallest: math.NaN()})
			}
		}
		relative = relative[:min(len(relative), 45)]
		what := a.About + " against " + a.Against
		if err := f.add(plots.Forest("effects-outcomes-"+a.ID, "What changes in how agents end: "+what, "change of probability", ends)); err != nil {
			return err
		}
		if err := f.add(plots.Forest("effects-indicators-"+a.ID, "What changes at the end of the run: "+what, "change (% of the mean of the arm "+a.Against+")", relative)); err != nil {
			return err
		}
	}
	return nil
}
