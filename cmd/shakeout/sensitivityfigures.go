package main

import (
	"fmt"
	"math"
	"sort"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"shakeout/experiments"
	"shakeout/plots"
	"shakeout/worlds/history"
)

// mostSensitivityFigures is how many outcomes of a sensitivity analysis are drawn; the tables hold all.
const mostSensitivityFigures = 8

// question is one outcome of a sensitivity analysis at its last date, its factors by how much they matter.
type question struct {
	kind, measure, date string
	sobol               []history.SummarySobolRow
	morris              []history.SummaryMorrisRow
}

// title says what the outcome is.
func (q *question) title() string {
	if q.kind == "life" {
		return "months of " + q.measure + " as a firm of its own"
	}
	return label(q.measure).words + " at " + q.date[:min(7, len(q.date))]
}

// unit is the label of an axis of changes of the outcome.
func (q *question) unit() string {
	if q.kind == "life" {
		return "months of " + q.measure
	}
	return label(q.measure).axis()
}

// questions reads what a sensitivity analysis found.
func questions(dir string, i *experiments.SensitivityInfo) ([]question, error) {
	var list []question
	at := map[string]int{}
	find := func(kind, measure, date string) *question {
		key := kind + " " + measure
		if _, seen := at[key]; !seen {
			at[key] = len(list)
			list = append(list, question{kind: kind, measure: measure})
		}
		q := &list[at[key]]
		if q.date != date { // dates ascend: the last one stays
			q.date, q.sobol, q.morris = date, nil, nil
		}
		return q
	}
	if i.Sobol {
		rows, err := summaryRows[history.SummarySobolRow](dir, "sobol.csv")
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			q := find(r.Kind, r.Measure, r.Date)
			q.sobol = append(q.sobol, r)
		}
	} else {
		rows, err := summaryRows[history.SummaryMorrisRow](dir, "morris.csv")
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			q := find(r.Kind, r.Measure, r.Date)
			q.morris = append(q.morris, r)
		}
	}
	for k := range list {
		q := &list[k]
		sort.SliceStable(q.sobol, func(i, j int) bool { return q.sobol[i].Total > q.sobol[j].Total })
		sort.SliceStable(q.morris, func(i, j int) bool { return q.morris[i].MuStar > q.morris[j].MuStar })
	}
	return list, nil
}

// sensitivity draws the indices of each outcome at its last date.
func (f *experimentFigures) sensitivity() error {
	list, err := questions(f.dir, f.e.SensitivityInfo())
	if err != nil {
		return err
	}
	for _, q := range list[:min(len(list), mostSensitivityFigures)] {
		name := "sensitivity-" + strings.ReplaceAll(q.measure, "_", "-")
		if q.kind == "life" {
			name = "sensitivity-life-" + q.measure
		}
		if len(q.sobol) > 0 {
			var indices []plots.Index
			for _, r := range q.sobol {
				indices = append(indices, plots.Index{Name: r.Factor, First: r.First, FirstLower: r.FirstLower, FirstUpper: r.FirstUpper, Total: r.Total, TotalLower: r.TotalLower, TotalUpper: r.TotalUpper})
			}
			err = f.add(plots.Indices(name, "Share of the variance of "+q.title()+" (Sobol' indices)", indices))
		} else {
			var effects []plots.ElementaryEffect
			for _, r := range q.morris {
				x := plots.ElementaryEffect{Name: r.Factor, Mean: r.Mu, MeanLower: r.MuLower, MeanTop: r.MuUpper, Size: r.MuStar, SizeLower: r.MuStarLower, SizeTop: r.MuStarUpper, Deviation: r.Sigma}
				if r.Factor == experiments.Luck { // from one seed to another: no direction
					x.Mean, x.MeanLower, x.MeanTop = math.NaN(), math.NaN(), math.NaN()
				}
				effects = append(effects, x)
			}
			err = f.add(plots.ElementaryEffects(name, "Elementary effects on "+q.title(), "Change over the range of the number: "+q.unit(), effects))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// showSensitivity prints what matters most to the first outcomes.
func showSensitivity(cmd *cobra.Command, i *experiments.SensitivityInfo, dir string) error {
	list, err := questions(dir, i)
	if err != nil {
		return err
	}
	const most = 3
	for _, q := range list[:min(len(list), most)] {
		w := table.NewWriter()
		w.SetOutputMirror(cmd.OutOrStdout())
		w.SetStyle(table.StyleLight)
		if len(q.sobol) > 0 {
			w.SetTitle(fmt.Sprintf("share of the variance of %s (mean %.4g, sd %.3g)", q.title(), q.sobol[0].Mean, q.sobol[0].StdDev))
			w.AppendHeader(table.Row{"factor", "alone", "95 %", "with interactions", "95 %"})
			for _, r := range q.sobol {
				w.AppendRow(table.Row{r.Factor, fmt.Sprintf("%.2f", r.First), fmt.Sprintf("[%.2f, %.2f]", r.FirstLower, r.FirstUpper), fmt.Sprintf("%.2f", r.Total), fmt.Sprintf("[%.2f, %.2f]", r.TotalLower, r.TotalUpper)})
			}
		} else {
			w.SetTitle("elementary effects on " + q.title())
			w.AppendHeader(table.Row{"factor", "mean", "95 %", "mean size", "sd"})
			for _, r := range q.morris {
				line := table.Row{r.Factor, fmt.Sprintf("%.3g", r.Mu), fmt.Sprintf("[%.3g, %.3g]", r.MuLower, r.MuUpper), fmt.Sprintf("%.3g", r.MuStar), fmt.Sprintf("%.3g", r.Sigma)}
				if r.Factor == experiments.Luck {
					line[1], line[2] = "", ""
				}
				w.AppendRow(line)
			}
		}
		w.Render()
	}
	if len(list) > most {
		fmt.Fprintf(cmd.OutOrStdout(), "and %d more outcomes in %s\n", len(list)-most, dir)
	}
	return nil
}
