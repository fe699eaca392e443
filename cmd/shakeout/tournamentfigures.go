package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"shakeout/experiments"
	"shakeout/plots"
	"shakeout/worlds/history"
)

// payoffWords are the payoffs of tournaments with their units.
var payoffWords = map[string]string{
	"owners-value": "value to owners at the start (USD m)", "survival": "part of the run survived",
	"share": "share of model revenue", "consumer-surplus": "consumer surplus (USD m a month)",
}

// payoffAxis are the payoffs as an axis names them.
var payoffAxis = map[string]string{
	"owners-value": "Owners' value (USD m)", "survival": "Part survived", "share": "Share of revenue", "consumer-surplus": "Surplus (USD m a month)",
}

// tournament draws the payoffs, the ranking, and the survival by strategy.
func (f *experimentFigures) tournament() error {
	t := f.e.TournamentInfo()
	if t.RoundRobin {
		if err := f.payoffs(t); err != nil {
			return err
		}
	}
	ranking, err := summaryRows[history.SummaryRankRow](f.dir, "ranking.csv")
	if err != nil {
		return err
	}
	var scores []plots.Effect
	for _, r := range ranking {
		if r.Point == 0 {
			scores = append(scores, plots.Effect{Name: fmt.Sprintf("%d  %s", r.Rank, r.Strategy), Estimate: r.Score, Lower: r.Lower, Upper: r.Upper, Smallest: math.NaN()})
		}
	}
	if err := f.add(plots.Forest("ranking", "Mean payoff of each strategy in the seat of "+t.Seat, payoffWords[t.Payoff], scores)); err != nil {
		return err
	}
	rows, err := summaryRows[history.SummarySurvivalRow](f.dir, "survival.csv")
	if err != nil {
		return err
	}
	var curves []plots.SurvivalCurve
	for i, strategy := range t.Strategies[:min(len(t.Strategies), 8)] {
		c := plots.SurvivalCurve{Name: strategy}
		for _, r := range rows {
			if r.Arm == t.Alone[i] && r.Agent == t.Seat && r.Point == 0 {
				c.Steps = append(c.Steps, plots.SurvivalStep{Month: float64(r.Month), Survival: r.Survival, Lower: r.Lower, Upper: r.Upper, AtRisk: r.AtRisk, Censored: r.Censored})
			}
		}
		curves = append(curves, c)
	}
	return f.add(plots.Survival("survival-by-strategy", "Survival of "+t.Seat+" by the strategy in all seats", "Months since the start", curves))
}

// payoffs draws one matrix for each payoff.
func (f *experimentFigures) payoffs(t *experiments.TournamentInfo) error {
	rows, err := summaryRows[history.SummaryPayoffRow](f.dir, "payoffs.csv")
	if err != nil {
		return err
	}
	place := map[string]int{}
	for i, s := range t.Strategies {
		place[s] = i
	}
	for _, payoff := range []string{"owners-value", "survival", "share", "consumer-surplus"} {
		p := plots.Payoffs{Strategies: t.Strategies, Label: payoffAxis[payoff]}
		for range t.Strategies {
			p.Values = append(p.Values, make([]float64, len(t.Strategies)))
			p.Reach = append(p.Reach, make([]float64, len(t.Strategies)))
		}
		for _, r := range rows {
			if r.Payoff == payoff && r.Point == 0 {
				p.Values[place[r.Strategy]][place[r.Opponent]] = r.Mean
				p.Reach[place[r.Strategy]][place[r.Opponent]] = (r.Upper - r.Lower) / 2
			}
		}
		if err := f.add(plots.Payoff("payoff-"+payoff, "Mean "+payoffWords[payoff]+" of the strategy in the seat of "+t.Seat+" against another in the other seats", p)); err != nil {
			return err
		}
	}
	return nil
}

// showTournament prints the ranking, where the game is at rest, and what a best response gains there.
func showTournament(cmd *cobra.Command, t *experiments.TournamentInfo, dir string) error {
	ranking, err := summaryRows[history.SummaryRankRow](dir, "ranking.csv")
	if err != nil {
		return err
	}
	out := cmd.OutOrStdout()
	w := table.NewWriter()
	w.SetOutputMirror(out)
	w.SetStyle(table.StyleLight)
	w.SetTitle(fmt.Sprintf("in the seat of %s: %s", t.Seat, payoffWords[t.Payoff]))
	w.AppendHeader(table.Row{"rank", "strategy", "mean", "95 %", "rank may be"})
	for _, r := range ranking {
		w.AppendRow(table.Row{r.Rank, r.Strategy, fourDigits(r.Score), fmt.Sprintf("[%s, %s]", fourDigits(r.Lower), fourDigits(r.Upper)), fmt.Sprintf("%d to %d", r.BestRank, r.WorstRank)})
	}
	w.Render()
	if !t.RoundRobin {
		return nil
	}
	equilibria, err := summaryRows[history.SummaryEquilibriumRow](dir, "equilibria.csv")
	if err != nil {
		return err
	}
	exploits, err := summaryRows[history.SummaryExploitRow](dir, "exploitability.csv")
	if err != nil {
		return err
	}
	mixes := map[int64][]string{}
	last := int64(0)
	for _, r := range equilibria {
		if r.Method == "exact" && r.Point == 0 {
			mixes[r.Number] = append(mixes[r.Number], fmt.Sprintf("%s %.3g", r.Strategy, r.Probability))
			last = max(last, r.Number)
		}
	}
	for i := int64(1); i <= last; i++ {
		fmt.Fprintf(out, "equilibrium %d: %s\n", i, strings.Join(mixes[i], ", "))
	}
	for _, r := range exploits {
		if r.Point == 0 {
			fmt.Fprintf(out, "where all play %s, the best deviation is %s: %s [%s, %s]\n", r.Profile, r.BestResponse, fourDigits(r.Gain), fourDigits(r.Lower), fourDigits(r.Upper))
		}
	}
	return nil
}

// fourDigits writes a number with at least four digits that matter, and none of a power of ten.
func fourDigits(v float64) string {
	if math.Abs(v) < 1e-9 { // rounding
		return "0"
	}
	places := 0
	for x := math.Abs(v); x < 1000 && x != 0 && places < 8; x *= 10 {
		places++
	}
	return strconv.FormatFloat(v, 'f', places, 64)
}
