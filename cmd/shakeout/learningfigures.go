package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"shakeout/experiments"
	"shakeout/plots"
	"shakeout/worlds/history"
)

// priceColumn is the column of agents.csv that a deviation is drawn of.
const priceColumn = "price_flagship_usd_per_mtok"

// deviation draws the mean price of every seller around the deviation of one of them, one figure an arm.
func (f *experimentFigures) deviation() error {
	info := f.e.LearningInfo()
	if info.Deviator == "" {
		return nil
	}
	rows, err := summaryRows[history.SummaryFanRow](f.dir, "fans.csv")
	if err != nil {
		return err
	}
	for _, a := range f.arms {
		var periods []int64
		var paths []plots.PricePath
		runs := int64(0)
		levels := []plots.Level{{Name: "Nash", Value: math.NaN()}, {Name: "joint profit", Value: math.NaN()}}
		for _, r := range rows {
			if r.Arm != a.ID || r.Point != 0 {
				continue
			}
			x := f.e.Indicator(r.Indicator)
			switch {
			case x.Table == "learning" && r.Tick == 0 && x.Column == "nash_price_usd":
				levels[0].Value = r.Mean
			case x.Table == "learning" && r.Tick == 0 && x.Column == "joint_price_usd":
				levels[1].Value = r.Mean
			case x.Table == "agents" && x.Column == priceColumn:
				name := x.ID
				if name == info.Deviator {
					name += " deviates"
				}
				if len(paths) == 0 || paths[len(paths)-1].Name != name {
					paths = append(paths, plots.PricePath{Name: name})
				}
				if len(paths) == 1 {
					periods, runs = append(periods, r.Tick+info.After), max(runs, r.Runs)
				}
				p := &paths[len(paths)-1]
				p.Prices = append(p.Prices, r.Mean)
			}
		}
		if len(paths) == 0 {
			continue
		}
		if math.IsNaN(levels[0].Value) || math.IsNaN(levels[1].Value) {
			levels = nil
		}
		title := fmt.Sprintf("Prices around a deviation of one period, mean over %s", count(int(runs), "run")) + f.of(a)
		if err := f.add(plots.Deviation(f.name("deviation", a), title, "Price (USD)", periods, paths, levels...)); err != nil {
			return err
		}
	}
	return nil
}

// showEnds prints what runs came to at their last tick: means over the runs of each arm.
func showEnds(cmd *cobra.Command, e *experiments.Experiment, dir string) error {
	rows, err := summaryRows[history.SummaryFanRow](dir, "fans.csv")
	if err != nil {
		return err
	}
	t := table.NewWriter()
	t.SetOutputMirror(cmd.OutOrStdout())
	t.SetStyle(table.StyleLight)
	t.AppendHeader(table.Row{"arm", "at the last tick", "runs", "mean", "std err", "5 %", "95 %"})
	for _, r := range rows {
		if r.Tick == 0 && r.Runs > 0 {
			t.AppendRow(table.Row{r.Arm, label(r.Indicator).axis(), r.Runs, digits(r.Mean), digits(r.StdErr), digits(r.P5), digits(r.P95)})
		}
	}
	t.Render()
	return nil
}

func digits(x float64) string {
	switch {
	case math.IsNaN(x):
		return ""
	case math.Abs(x) >= 1e4:
		return fmt.Sprintf("%.0f", x)
	}
	return fmt.Sprintf("%.4g", x)
}

// learningLabel names a column of learning.csv among indicators, as in learning_firm_1_profit_gain_all, without the agent where it is of all.
func learningLabel(column string) (string, bool) {
	rest, ok := strings.CutPrefix(column, "learning_")
	if !ok {
		return column, false
	}
	columns, err := history.Columns[history.LearningRow]()
	if err != nil {
		return column, false
	}
	longest := ""
	for _, c := range columns {
		if strings.HasSuffix(rest, "_"+c.Name) && len(c.Name) > len(longest) {
			longest = c.Name
		}
	}
	switch longest {
	case "":
		return column, false
	case "profit_gain_all", "price_all_usd":
		return strings.Replace(longest, "_all", "", 1), true
	case "periods", "converged", "cycle_ticks":
		return longest, true
	}
	return rest, true
}
