package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"shakeout/worlds/history"
)

// compareReport is what `shakeout compare` found; its JSON form is the answer of `--json`.
type compareReport struct {
	A          compareSide               `json:"a"`
	B          compareSide               `json:"b"`
	Equal      bool                      `json:"equal"` // same digest, and no table differs
	World      []valueChange             `json:"world"` // values in which the resolved worlds differ
	Outcomes   []outcomePair             `json:"outcomes"`
	Indicators []indicatorPair           `json:"indicators"`
	Parting    *history.Parting          `json:"parting"` // null if no table with ticks differs
	Tables     []history.TableDifference `json:"tables"`
}

// compareSide is one of the two runs.
type compareSide struct {
	Directory string `json:"directory"`
	World     string `json:"world"`
	Seed      uint64 `json:"seed"`
	Ticks     int64  `json:"ticks"`
	WrittenBy string `json:"written_by"`
	Digest    string `json:"digest"` // of the files as they stand
	Touched   bool   `json:"touched"`
}

// outcomePair is how one agent ended in both runs; null where a run has no such agent.
type outcomePair struct {
	Agent  string       `json:"agent"`
	Differ bool         `json:"differ"` // whether outcome, date, counterparty or price differ
	A      *outcomeSide `json:"a"`
	B      *outcomeSide `json:"b"`
}

type outcomeSide struct {
	Outcome      string   `json:"outcome"`
	Date         string   `json:"date"`
	Counterparty string   `json:"counterparty"`
	PriceUSDm    *float64 `json:"price_usd_m"` // null without a price
}

// indicatorPair is one column of market.csv at one tick; null where there is no value.
type indicatorPair struct {
	Tick   int64    `json:"tick"`
	Date   string   `json:"date"`
	Column string   `json:"column"`
	A      *float64 `json:"a"`
	B      *float64 `json:"b"`
}

// The columns of market.csv shown without --columns: who is left, how concentrated, at what price, how much.
var comparedColumns = []string{
	"independents", "deals", "model_revenue_usd_m", "hhi", "hhi_owner", "price_frontier_realised_usd_per_mtok", "price_index",
	"price_constant_quality_usd_per_mtok", "open_share_tokens", "consumer_surplus_usd_m", "tokens_bn", "compute_price_usd_per_h100h",
	"frontier_capability", "equity_raised_usd_m",
}

func newCompareCommand() *cobra.Command {
	var asJSON, requireEqual bool
	var at, columns []string
	c := &cobra.Command{
		Use:   "compare DIR DIR",
		Short: "Show two runs side by side: outcomes, indicators, and where they part",
		Long: `compare reads two run directories and shows in what their worlds differ, how
each agent ended in both, indicators of the market at a few dates, and the first
tick and agent at which the runs part. It simulates nothing.

Exit status: 0 compared; 1 the runs differ and --require-equal is set; 2 a
directory can't be read as a run.`,
		Example: "  shakeout compare runs/frontier-2025-seed1 runs/frontier-2025-seed2\n" +
			"  shakeout compare --at 2027-01,end --columns hhi,independents A B\n" +
			"  shakeout compare --require-equal --json A B",
		Args: exactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			report, err := compare(args[0], args[1], at, columns)
			if err != nil {
				return err
			}
			if asJSON {
				err = writeJSON(cmd.OutOrStdout(), report)
			} else {
				_, err = io.WriteString(cmd.OutOrStdout(), report.text())
			}
			if err != nil {
				return exitError{exitFailed, err}
			}
			if requireEqual && !report.Equal {
				return exitError{exitFailed, fmt.Errorf("%s and %s differ", args[0], args[1])}
			}
			return nil
		},
		SilenceUsage: true,
	}
	c.Flags().BoolVar(&asJSON, "json", false, "answer as JSON on standard output")
	c.Flags().BoolVar(&requireEqual, "require-equal", false, "exit with status 1 if the runs differ in any byte of their tables or worlds")
	c.Flags().StringSliceVar(&at, "at", []string{"12", "36", "60", "end"}, "where to compare indicators: ticks, months (2027-01), or end; what lies past the end is left out")
	c.Flags().StringSliceVar(&columns, "columns", comparedColumns, "columns of market.csv to compare, or all")
	return c
}

// compare reads two run directories and sets them side by side.
func compare(dirA, dirB string, at, columns []string) (*compareReport, error) {
	r := &compareReport{}
	var faults []error
	sideA, runA, err := readSide(dirA)
	faults = append(faults, err)
	sideB, runB, err := readSide(dirB)
	faults = append(faults, err)
	columns, err = marketColumns(columns)
	faults = append(faults, err)
	marks, err := parseMarks(at)
	faults = append(faults, err)
	if err := errors.Join(faults...); err != nil {
		return nil, exitError{exitUsage, err}
	}
	r.A, r.B = sideA, sideB
	r.World = worldChanges(runA.Resolved, runB.Resolved)
	r.Outcomes = pairOutcomes(runA.Outcomes, runB.Outcomes)
	r.Indicators = pairIndicators(runA, runB, marks, columns)
	if r.Parting, err = history.FindParting(runA, runB); err == nil {
		r.Tables, err = history.CompareTables(runA, runB)
	}
	if err != nil {
		return nil, exitError{exitFailed, err}
	}
	r.Equal = r.A.Digest == r.B.Digest && len(r.Tables) == 0
	return r, nil
}

func readSide(dir string) (compareSide, *history.Run, error) {
	m, err := history.ReadManifest(dir)
	if err != nil {
		return compareSide{}, nil, err
	}
	run, err := history.ReadRun(dir)
	if err != nil {
		return compareSide{}, nil, err
	}
	digest, err := history.Digest(run)
	if err != nil {
		return compareSide{}, nil, err
	}
	return compareSide{dir, run.World, run.Seed, run.Ticks, m.Version, digest, digest != m.Digest}, run, nil
}

// marketColumns checks names of columns of market.csv and resolves "all".
func marketColumns(names []string) ([]string, error) {
	known, err := history.Columns[history.MarketRow]()
	if err != nil {
		return nil, err
	}
	var all []string
	for _, c := range known {
		if c.Type != "text" && c.Name != "tick" {
			all = append(all, c.Name)
		}
	}
	if slices.Equal(names, []string{"all"}) {
		return all, nil
	}
	for _, n := range names {
		if !slices.Contains(all, n) {
			return nil, fmt.Errorf("--columns: got %q; want all, or columns of market.csv that hold numbers: %s", n, strings.Join(all, ", "))
		}
	}
	return names, nil
}

// mark is a point of a run: a tick, a month or the end.
type mark struct {
	tick  int64
	month string
	end   bool
}

func parseMarks(texts []string) ([]mark, error) {
	var list []mark
	for _, t := range texts {
		n, err := strconv.ParseInt(t, 10, 64)
		switch {
		case t == "end":
			list = append(list, mark{end: true})
		case err == nil && n >= 0:
			list = append(list, mark{tick: n})
		case len(t) == len("2027-01") && t[4] == '-' && strings.Trim(t[:4]+t[5:], "0123456789") == "":
			list = append(list, mark{month: t})
		default:
			return nil, fmt.Errorf("--at: got %q; want a tick such as 12, a month such as 2027-01, or end", t)
		}
	}
	return list, nil
}

// pairOutcomes lists agents in the order of the first run, then those of the second alone.
func pairOutcomes(a, b []history.OutcomeRow) []outcomePair {
	side := func(o *history.OutcomeRow) *outcomeSide {
		return &outcomeSide{o.Outcome, o.Date, o.Counterparty, known(o.Price)}
	}
	find := func(list []history.OutcomeRow, agent string) *outcomeSide {
		if i := slices.IndexFunc(list, func(o history.OutcomeRow) bool { return o.Agent == agent }); i >= 0 {
			return side(&list[i])
		}
		return nil
	}
	var pairs []outcomePair
	for i := range a {
		p := outcomePair{Agent: a[i].Agent, A: side(&a[i]), B: find(b, a[i].Agent)}
		p.Differ = p.B == nil || p.A.Outcome != p.B.Outcome || p.A.Date != p.B.Date || p.A.Counterparty != p.B.Counterparty || !sameNumber(p.A.PriceUSDm, p.B.PriceUSDm)
		pairs = append(pairs, p)
	}
	for i := range b {
		if find(a, b[i].Agent) == nil {
			pairs = append(pairs, outcomePair{Agent: b[i].Agent, Differ: true, B: side(&b[i])})
		}
	}
	return pairs
}

// known is a number for JSON, which has no NaN.
func known(x float64) *float64 {
	if math.IsNaN(x) {
		return nil
	}
	return &x
}

func sameNumber(a, b *float64) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}

// pairIndicators looks the columns up at the marks that at least one run reaches, each tick once.
func pairIndicators(a, b *history.Run, marks []mark, columns []string) []indicatorPair {
	find := func(rows []history.MarketRow, m mark) *history.MarketRow {
		if m.end && len(rows) > 0 {
			return &rows[len(rows)-1]
		}
		for i := range rows {
			if m.month != "" && strings.HasPrefix(rows[i].Date, m.month) || m.month == "" && rows[i].Tick == m.tick {
				return &rows[i]
			}
		}
		return nil
	}
	value := func(row *history.MarketRow, column string) *float64 {
		if row == nil {
			return nil
		}
		x, _ := history.Number(row, column)
		return known(x)
	}
	var pairs []indicatorPair
	seen := map[[2]int64]bool{}
	for _, m := range marks {
		rowA, rowB := find(a.Market, m), find(b.Market, m)
		tick := [2]int64{-1, -1}
		date := ""
		if rowB != nil {
			tick[1], date = rowB.Tick, rowB.Date
		}
		if rowA != nil {
			tick[0], date = rowA.Tick, rowA.Date
		}
		if rowA == nil && rowB == nil || seen[tick] {
			continue
		}
		seen[tick] = true
		for _, c := range columns {
			pairs = append(pairs, indicatorPair{max(tick[0], tick[1]), date, c, value(rowA, c), value(rowB, c)})
		}
	}
	return pairs
}
