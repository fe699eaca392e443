package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"shakeout/plots"
	"shakeout/worlds/history"
)

// fans draws every indicator over time, eight to a sheet, with the first arms side by side.
func (f *experimentFigures) fans() error {
	rows, err := summaryRows[history.SummaryFanRow](f.dir, "fans.csv")
	if err != nil {
		return err
	}
	arms := f.arms[:min(len(f.arms), 3)]
	var panels []plots.FanPanel
	for _, c := range f.e.Indicators() {
		words := label(c.Name)
		p := plots.FanPanel{Title: words.words, YLabel: words.unit, Percent: words.share}
		low, high := math.Inf(1), math.Inf(-1)
		for _, a := range arms {
			s := plots.FanSeries{Name: a.ID}
			for _, r := range rows {
				if r.Arm == a.ID && r.Indicator == c.Name {
					s.Bands = append(s.Bands, plots.Band{Date: r.Date, P5: r.P5, P25: r.P25, P50: r.P50, P75: r.P75, P95: r.P95})
					low, high = math.Min(low, r.P5), math.Max(high, r.P95)
				}
			}
			p.Series = append(p.Series, s)
		}
		if math.IsInf(high, -1) {
			continue // nothing to draw
		}
		p.Log = !p.Percent && low > 0 && high/low > 50
		panels = append(panels, p)
	}
	return f.sheets("fans", "Indicators over the runs: median, 25 to 75 %, 5 to 95 %", panels)
}

// responses draws every indicator at the last date over the one number that a sweep goes through, eight to a sheet.
func (f *experimentFigures) responses() error {
	axes := f.e.GridAxes()
	if len(axes) != 1 || axes[0].Words != nil || len(axes[0].Values) < 2 {
		return nil
	}
	rows, err := summaryRows[history.SummaryFanRow](f.dir, "fans.csv")
	if err != nil {
		return err
	}
	values := axes[0].Values
	var panels []plots.FanPanel
	for _, c := range f.e.Indicators() {
		words := label(c.Name)
		p := plots.FanPanel{Title: words.words, YLabel: words.unit, Percent: words.share, XLabel: axes[0].Label}
		any := false
		for _, a := range f.arms[:min(len(f.arms), 3)] {
			s := plots.FanSeries{Name: a.ID, Bands: make([]plots.Band, len(values))}
			for i, v := range values {
				s.Bands[i] = plots.Band{X: v, P5: math.NaN(), P25: math.NaN(), P50: math.NaN(), P75: math.NaN(), P95: math.NaN()}
			}
			for _, r := range rows { // in the order of dates: the last one stays
				if r.Arm == a.ID && r.Indicator == c.Name {
					s.Bands[r.Point] = plots.Band{X: values[r.Point], P5: r.P5, P25: r.P25, P50: r.P50, P75: r.P75, P95: r.P95}
					any = any || !math.IsNaN(r.P50)
				}
			}
			slices.SortFunc(s.Bands, func(a, b plots.Band) int { return cmp.Compare(a.X, b.X) })
			p.Series = append(p.Series, s)
		}
		p.XLog = slices.Min(values) > 0 && slices.Max(values)/slices.Min(values) > 50
		if any {
			panels = append(panels, p)
		}
	}
	return f.sheets("response", "Indicators at the last date: median, 25 to 75 %, 5 to 95 % of the runs", panels)
}

// sheets adds panels, eight to a figure.
func (f *experimentFigures) sheets(base, title string, panels []plots.FanPanel) error {
	const each = 8
	for i := 0; i < len(panels); i += each {
		name := base
		if len(panels) > each {
			name = fmt.Sprintf("%s-%d", base, i/each+1)
		}
		if err := f.add(plots.Fan(name, title, panels[i:min(i+each, len(panels))]...)); err != nil {
			return err
		}
	}
	return nil
}

// heatMaps draws indicators at the last date over the two numbers of a grid, in the first arm.
func (f *experimentFigures) heatMaps() error {
	axes := f.e.GridAxes()
	if len(axes) != 2 || axes[0].Words != nil || axes[1].Words != nil {
		return nil
	}
	rows, err := summaryRows[history.SummaryFanRow](f.dir, "fans.csv")
	if err != nil {
		return err
	}
	arm := f.arms[0].ID
	for _, c := range f.e.Indicators() {
		g := plots.Grid{X: axes[1].Values, Y: axes[0].Values, XLabel: axes[1].Label, YLabel: axes[0].Label, ZLabel: label(c.Name).axis()}
		for range g.Y {
			row := make([]float64, len(g.X))
			for i := range row {
				row[i] = math.NaN()
			}
			g.Values = append(g.Values, row)
		}
		for _, r := range rows { // in the order of dates: the last one stays
			if r.Arm == arm && r.Indicator == c.Name {
				g.Values[int(r.Point)/len(g.X)][int(r.Point)%len(g.X)] = r.Mean
			}
		}
		if err := f.add(plots.HeatMap("heat-"+strings.ReplaceAll(c.Name, "_", "-"), "Mean over runs at the last date: "+label(c.Name).words, g)); err != nil {
			return err
		}
	}
	return nil
}
