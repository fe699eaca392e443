package main

import (
	"encoding/json"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"shakeout/worlds/history"
)

func TestCompareEqualRuns(t *testing.T) {
	a, b := recorded(t), recorded(t)
	out, code, err := execute(newCompareCommand(), "--require-equal", a, b)
	if code != 0 || !strings.Contains(out, "The runs are equal.") || strings.Contains(out, "part at tick") {
		t.Errorf("exit status %d, %v\n%s", code, err, out)
	}
}

func TestCompareTellsWhereRunsPart(t *testing.T) {
	a, b := recorded(t), recorded(t, "agents[beta].start.cash_usd_m=123", "seed=3")
	out, code, err := execute(newCompareCommand(), a, b)
	if code != 0 {
		t.Fatalf("exit status %d, %v", code, err)
	}
	for _, want := range []string{"A  " + a + ": duopoly, seed 1, 6 ticks", "B  " + b + ": duopoly, seed 3", "Worlds: 2 different values", "agents[beta].start.cash_usd_m",
		"123", "seed", "Outcomes: ", "Indicators", "2025-07", "hhi_owner", "They part at tick 0 (2025-01-01): beta"} {
		if !strings.Contains(out, want) {
			t.Errorf("got\n%s\nwant %q in it", out, want)
		}
	}
	if _, code, err := execute(newCompareCommand(), "--require-equal", a, b); code != exitFailed {
		t.Errorf("--require-equal: exit status %d, %v; want 1", code, err)
	}
}

func TestCompareSeesATouchedFile(t *testing.T) {
	a, b := recorded(t), recorded(t)
	tamper(t, b, "agents.csv", 5, "cash_usd_m")
	out, code, err := execute(newCompareCommand(), "--require-equal", a, b)
	if code != exitFailed || !strings.Contains(out, "changed since it was written") || !strings.Contains(out, "They part at tick 2 (2025-03-01): alpha") {
		t.Errorf("exit status %d, %v\n%s", code, err, out)
	}
}

func TestCompareAsJSON(t *testing.T) {
	a, b := recorded(t), recorded(t, "seed=3")
	out, code, err := execute(newCompareCommand(), "--json", "--at", "0,2025-03,end", "--columns", "hhi,independents", a, b)
	if code != 0 {
		t.Fatalf("exit status %d, %v", code, err)
	}
	var got compareReport
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if got.Equal || got.A.Seed != 1 || got.B.Seed != 3 || len(got.Outcomes) != 2 || len(got.Indicators) != 6 || got.Parting == nil || len(got.Tables) == 0 {
		t.Errorf("got %+v", got)
	}
	for i, tick := range []int64{0, 0, 2, 2, 6, 6} {
		if got.Indicators[i].Tick != tick || got.Indicators[i].A == nil {
			t.Errorf("indicator %d: got %+v; want tick %d", i, got.Indicators[i], tick)
		}
	}
}

func TestCompareRefuses(t *testing.T) {
	dir := recorded(t)
	for _, args := range [][]string{{dir}, {dir, filepath.Join(t.TempDir(), "gone")}, {"--at", "soon", dir, dir}, {"--columns", "hhj", dir, dir}, {"--columns", "leader", dir, dir}} {
		if out, code, err := execute(newCompareCommand(), args...); code != exitUsage || err == nil {
			t.Errorf("%v: exit status %d, %v\n%s\nwant 2", args, code, err, out)
		}
	}
}

func TestComparedColumnsExist(t *testing.T) {
	if _, err := marketColumns(comparedColumns); err != nil {
		t.Error(err)
	}
	all, err := marketColumns([]string{"all"})
	if err != nil || len(all) <= len(comparedColumns) {
		t.Errorf("all: got %v, %v", all, err)
	}
}

func TestOutcomesArePairedByAgent(t *testing.T) {
	row := func(agent, outcome string, price float64) history.OutcomeRow {
		return history.OutcomeRow{Agent: agent, Outcome: outcome, Date: "2030-01-01", Price: price}
	}
	pairs := pairOutcomes(
		[]history.OutcomeRow{row("a", "niche", math.NaN()), row("b", "acquired", 5), row("c", "niche", math.NaN())},
		[]history.OutcomeRow{row("b", "acquired", 6), row("c", "niche", math.NaN()), row("d", "niche", math.NaN())})
	want := []struct {
		agent  string
		differ bool
	}{{"a", true}, {"b", true}, {"c", false}, {"d", true}}
	if len(pairs) != len(want) {
		t.Fatalf("got %d pairs; want %d", len(pairs), len(want))
	}
	for i, w := range want {
		if pairs[i].Agent != w.agent || pairs[i].Differ != w.differ {
			t.Errorf("pair %d: got %+v; want %+v", i, pairs[i], w)
		}
	}
}

func TestNumbersForPeople(t *testing.T) {
	for _, c := range []struct {
		x    float64
		want string
	}{
		{0, "0"}, {1, "1"}, {0.25, "0.25"}, {0.123456, "0.1235"}, {0.0000123456, "0.00001235"}, {12.3456, "12.35"}, {999.96, "1000"}, {1234.5, "1234"},
		{12345.6, "12,346"}, {-1234567.8, "-1,234,568"}, {1e-12, "0"}, {-0.5, "-0.5"},
	} {
		if got := number(&c.x); got != c.want {
			t.Errorf("%g: got %s; want %s", c.x, got, c.want)
		}
	}
	if got := number(nil); got != "" {
		t.Errorf("no number: got %q", got)
	}
}

func TestWorldValuesHavePaths(t *testing.T) {
	text := []byte("seed: 1\nagents:\n- id: a\n  start:\n    cash: 5\n  products: []\n- id: b\n  script: |-\n    def plan():\n      return 1\nstop: {}\nlist:\n- 1\n- {value: 2, source: s, confidence: low}\n")
	var got []string
	values := worldValues(text)
	for _, v := range values {
		got = append(got, v.path+"="+short(v.text))
	}
	want := "seed=1, agents[a].id=a, agents[a].start.cash=5, agents[a].products=[], agents[b].id=b, agents[b].script=def plan(): / return 1, stop={}, list[0]=1, list[1]=2"
	if strings.Join(got, ", ") != strings.ReplaceAll(want, "/ return", "/   return") {
		t.Errorf("got %s; want %s", strings.Join(got, ", "), want)
	}
	for line, want := range map[int]string{1: "seed", 5: "agents[a].start.cash", 10: "agents[b].script", 14: "list[1]"} {
		if got := pathAtLine(values, line); got != want {
			t.Errorf("line %d: got %s; want %s", line, got, want)
		}
	}
	if v := values[len(values)-1]; v.source != "s, confidence low" {
		t.Errorf("source: got %q", v.source)
	}
	changes := worldChanges([]byte("a: 1\nb: {value: 2, source: s}\nc: {value: 3, source: s}\nd: 4\n"), []byte("a: 1\nb: {value: 5, source: t}\nc: {value: 3, source: t}\ne: 4\n"))
	var said []string
	for _, c := range changes {
		said = append(said, c.Path+" "+orDash(c.A)+" "+orDash(c.B))
	}
	if got, want := strings.Join(said, ", "), "b 2 5, c.source s t, d 4 -, e - 4"; got != want {
		t.Errorf("changes: got %s; want %s", got, want)
	}
	if got := worldValues([]byte("a: [")); got != nil {
		t.Errorf("no YAML: got %v", got)
	}
}
