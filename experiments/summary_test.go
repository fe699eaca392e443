package experiments_test

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shakeout/experiments"
	"shakeout/internal/statistics"
	"shakeout/worlds/history"
)

func summary[T any](t *testing.T, dir, name string) []T {
	t.Helper()
	in, err := os.Open(filepath.Join(dir, "summary", name))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	rows, err := history.ReadTable[T](in, name)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestArmsThatDifferInNothingHaveNoEffect(t *testing.T) {
	e := parse(t, "shakeout: 1\nname: x\nworld: duopoly\nruns: 6\nbaseline: a\nuncertain:\n  - {path: customers.none_lambda, dist: uniform, low: 0.2, high: 0.4}\narms:\n  - {id: a}\n  - {id: b}\n")
	dir := filepath.Join(t.TempDir(), "x")
	carryOut(t, e, experiments.RunOptions{Dir: dir})
	rows := summary[history.SummaryEffectRow](t, dir, "effects.csv")
	kinds := map[string]int{}
	for _, r := range rows {
		kinds[r.Kind]++
		if r.Effect != 0 || r.PValue != 1 || !r.Deterministic {
			t.Errorf("%s %s at %s: got effect %g, p %g; want exactly 0 and 1", r.Kind, r.Measure, r.Date, r.Effect, r.PValue)
		}
		if r.Kind != "outcome" && (r.Lower != 0 || r.Upper != 0) {
			t.Errorf("%s %s: got the interval [%g, %g]; want 0 alone", r.Kind, r.Measure, r.Lower, r.Upper)
		}
	}
	if kinds["indicator"] < 60 || kinds["outcome"] < 2 || kinds["life"] != 2 {
		t.Errorf("got %v rows by kind; want indicators at three dates, outcomes and lives of both labs", kinds)
	}
	if p := summary[history.SummaryPartingRow](t, dir, "parting.csv"); len(p) != 1 || p[0].Parted != 0 || p[0].Pairs != 6 {
		t.Errorf("got %+v; want six pairs that never part", p)
	}
}

// The summaries are computed a second time here, from the tables and by other code.
func TestSummariesSayWhatTheTablesHold(t *testing.T) {
	e := parse(t, strings.Replace(strings.Replace(duo, "runs: 5", "runs: 40", 1), "values: [0.5, 1, 2]", "values: [1]", 1))
	dir := filepath.Join(t.TempDir(), "x")
	carryOut(t, e, experiments.RunOptions{Dir: dir})
	all := files(t, dir)
	header, body, _ := strings.Cut(all["outcomes.csv"], "\n")
	column := map[string]int{}
	for i, name := range strings.Split(header, ",") {
		column[name] = i
	}
	var subjects []statistics.Subject
	dead := int64(0)
	for line := range strings.Lines(body) {
		f := strings.Split(strings.TrimSpace(line), ",")
		if f[column["arm"]] != "base" || f[column["agent"]] != "beta" {
			continue
		}
		event := f[column["outcome"]] == "wound-down"
		if event {
			dead++
		}
		subjects = append(subjects, statistics.Subject{Time: number(t, f[column["tick"]]), Event: event})
	}
	if dead == 0 || dead == 40 {
		t.Fatalf("got %d of 40 runs in which beta winds down; want some", dead)
	}
	curve, err := statistics.KaplanMeier(subjects, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	left, at := int64(40), 0
	for _, r := range summary[history.SummarySurvivalRow](t, dir, "survival.csv") {
		if r.Arm != "base" || r.Agent != "beta" {
			continue
		}
		if r.AtRisk != left {
			t.Errorf("month %d: got %d at risk; want %d", r.Month, r.AtRisk, left)
		}
		left -= r.Events + r.Censored
		if r.Events > 0 {
			if s := curve.Steps[at]; float64(r.Month) != s.Time || r.Survival != s.Survival || r.Lower != s.Interval.Lower {
				t.Errorf("month %d: got survival %g; want %g in month %g", r.Month, r.Survival, s.Survival, s.Time)
			}
			at++
		}
	}
	if left != 0 || at != len(curve.Steps) {
		t.Errorf("got %d subjects left over and %d of %d steps", left, at, len(curve.Steps))
	}
	for _, r := range summary[history.SummaryOutcomeRow](t, dir, "outcomes.csv") {
		if r.Arm == "base" && r.Agent == "beta" && r.Outcome == "wound-down" {
			want, _ := statistics.Wilson(dead, 40, 0.95)
			if r.Count != dead || r.Lower != want.Interval.Lower || r.Upper != want.Interval.Upper {
				t.Errorf("got %d [%g, %g]; want %d %+v", r.Count, r.Lower, r.Upper, dead, want.Interval)
			}
		}
	}
	checkFan(t, all["indicators.csv"], summary[history.SummaryFanRow](t, dir, "fans.csv"), summary[history.SummaryEffectRow](t, dir, "effects.csv"))
}

// checkFan compares the quantiles of an indicator at a date, and the effect of an arm on it, with those of its column.
func checkFan(t *testing.T, table string, fans []history.SummaryFanRow, effects []history.SummaryEffectRow) {
	t.Helper()
	header, body, _ := strings.Cut(table, "\n")
	column := map[string]int{}
	for i, name := range strings.Split(header, ",") {
		column[name] = i
	}
	values := map[string][]float64{}
	for line := range strings.Lines(body) {
		f := strings.Split(strings.TrimSpace(line), ",")
		if f[column["tick"]] == "12" {
			values[f[column["arm"]]] = append(values[f[column["arm"]]], number(t, f[column["hhi"]]))
		}
	}
	for _, r := range fans {
		if r.Indicator == "hhi" && r.Tick == 12 {
			want, n := statistics.Fan(values[r.Arm])
			if diff := cmp.Diff(want, [5]float64{r.P5, r.P25, r.P50, r.P75, r.P95}); diff != "" || r.Runs != int64(n) {
				t.Errorf("fan of HHI in arm %s: %s", r.Arm, diff)
			}
		}
	}
	for _, r := range effects {
		if r.Measure == "hhi" && r.Tick == 12 && r.Arm == "poor" {
			want, err := statistics.PairedDifference(values["poor"], values["base"], 0.95)
			if err != nil || r.Effect != want.Estimate || r.Lower != want.Interval.Lower {
				t.Errorf("effect on HHI: got %g; want %g (%v)", r.Effect, want.Estimate, err)
			}
		}
	}
}

func number(t *testing.T, text string) float64 {
	t.Helper()
	r, err := history.NewRecordReader(strings.NewReader("x\n"+text+"\n"), "x", []history.Column{history.RealColumn("x", "")})
	if err != nil {
		t.Fatal(err)
	}
	v := make([]history.Value, 1)
	if !r.Read(v) {
		t.Fatal(r.Err())
	}
	return v[0].Real()
}

func TestASweepThatFillsTheSpace(t *testing.T) {
	for _, design := range []string{"latin-hypercube", "sobol"} {
		e := parse(t, "shakeout: 1\nname: x\nworld: duopoly\nruns: 1\nsweep:\n  design: "+design+"\n  points: 16\n  axes:\n    - {path: customers.none_lambda, low: 0.2, high: 0.4}\n    - {path: \"agents[beta].start.cash_usd_m\", low: 10, high: 1000, scale: log}\n")
		dir := filepath.Join(t.TempDir(), design)
		carryOut(t, e, experiments.RunOptions{Dir: dir})
		below := 0
		for line := range strings.Lines(files(t, dir)["summary/points.csv"]) {
			f := strings.Split(strings.TrimSpace(line), ",")
			if f[0] == "point" {
				continue
			}
			if cash := number(t, f[2]); cash < 100 { // the middle of the scale
				below++
			} else if cash > 1000 || math.IsNaN(cash) {
				t.Errorf("%s: got %s; want a number up to 1000", design, f[2])
			}
		}
		if below != 8 {
			t.Errorf("%s: got %d of 16 points in the lower half; want 8", design, below)
		}
	}
}
