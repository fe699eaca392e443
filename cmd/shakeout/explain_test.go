package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shakeout/worlds"
	"shakeout/worlds/history"
	"shakeout/worlds/worldfile"
)

// lives writes a run of the large world in which money dries up, so that some labs end.
func lives(t *testing.T, decisions bool, set ...string) string {
	t.Helper()
	w, err := worlds.Load("frontier-2025", worldfile.Options{Scenarios: []string{"drought"}, Set: append([]string{"ticks=48", "seed=7"}, set...)})
	if err != nil {
		t.Fatal(err)
	}
	run, err := worlds.Run(context.Background(), &w.Value, worlds.Options{Decisions: decisions})
	if err != nil {
		t.Fatal(err)
	}
	if run.Resolved, err = w.Marshal(); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "run")
	if _, err := history.Write(context.Background(), dir, run, history.Options{Version: version}); err != nil {
		t.Fatal(err)
	}
	return dir
}

// A group that has left models is no firm that has ended.
func TestExplainTellsOfAGroupThatLeftModels(t *testing.T) {
	dir := lives(t, false, "ticks=8", "changes=[{at: 4, agent: google, leaves_models: true}]")
	prose, code, err := execute(newExplainCommand(rerun), dir, "google")
	if code != 0 {
		t.Fatalf("exit status %d: %v\n%s", code, err, prose)
	}
	if !strings.Contains(prose, "left the business of models in May 2025") || !strings.Contains(prose, "It has ") || strings.Contains(prose, "last month of trade") {
		t.Errorf("got %s", prose)
	}
}

var citation = regexp.MustCompile(`([a-z]+\.csv):([0-9]+)`)

func TestExplainCitesRowsThatAreAboutTheAgent(t *testing.T) {
	dir := lives(t, true)
	lines := map[string][]string{}
	run, err := history.ReadRun(dir)
	if err != nil {
		t.Fatal(err)
	}
	ended, kinds := 0, map[string]int{}
	for _, agent := range agentsOf(run) {
		prose, code, err := execute(newExplainCommand(rerun), dir, agent)
		if code != 0 {
			t.Fatalf("%s: exit status %d: %v\n%s", agent, code, err, prose)
		}
		places := citation.FindAllStringSubmatch(strings.Split(prose, "\nCapabilities are")[0], -1)
		if len(places) < 10 && !strings.Contains(prose, "never entered the market") {
			t.Errorf("%s: %d places are named; want at least 10\n%s", agent, len(places), prose)
		}
		for _, p := range places {
			if lines[p[1]] == nil {
				text, err := os.ReadFile(filepath.Join(dir, p[1]))
				if err != nil {
					t.Fatal(err)
				}
				lines[p[1]] = strings.Split(string(text), "\n")
			}
			n, _ := strconv.Atoi(p[2])
			if n < 2 || n > len(lines[p[1]]) {
				t.Fatalf("%s: %s has no such line", agent, p[0])
			}
			row := "," + lines[p[1]][n-1] + ","
			if !strings.Contains(row, ","+agent+",") && !strings.Contains(row, ",mood,") && !strings.Contains(row, ",regime,") && !strings.Contains(row, ",shortage,") {
				t.Errorf("%s: %s is about somebody else: %s", agent, p[0], row)
			}
		}
		again, _, _ := execute(newExplainCommand(rerun), dir, agent)
		if again != prose {
			t.Errorf("%s: told differently the second time:\n%s", agent, cmp.Diff(prose, again))
		}
		var l life
		text, _, _ := execute(newExplainCommand(rerun), "--json", dir, agent)
		if err := json.Unmarshal([]byte(text), &l); err != nil {
			t.Fatal(err)
		}
		if wasEnded(l.Outcome) {
			ended++
		}
		for _, y := range l.Years {
			for _, n := range y.Notes {
				kinds[n.Kind]++
				if n.Text == "" || len(n.Rows) == 0 || !strings.HasPrefix(n.Date, y.Year) {
					t.Errorf("%s: got %+v; want a text, a row and a date in %s", agent, n, y.Year)
				}
				if strings.ContainsAny(n.Text, "{}=") || strings.Contains(n.Text, "NaN") || strings.Contains(n.Text, "  ") {
					t.Errorf("%s: a reader would stumble over %q", agent, n.Text)
				}
			}
		}
	}
	if ended == 0 {
		t.Error("nobody ended in this run; want one in which somebody does")
	}
	for _, kind := range []string{"raise", "round", "research budget", "exit"} {
		if kinds[kind] == 0 {
			t.Errorf("no life tells of %q", kind)
		}
	}
}

func wasEnded(outcome string) bool {
	return outcome == "acquired" || outcome == "merged" || outcome == "licensed-and-hired" || outcome == "wound-down"
}

// A run that kept no decisions is made again for them, and its rows are where they would have been.
func TestExplainMakesTheRunAgain(t *testing.T) {
	with, without := lives(t, true), lives(t, false)
	kept, _, _ := execute(newExplainCommand(rerun), with, "xai")
	again, code, err := execute(newExplainCommand(rerun), without, "xai")
	if code != 0 {
		t.Fatal(err)
	}
	const note = "The directory kept no decisions.csv: its rows are those of the same run made again, with the same digest.\n"
	if want := strings.ReplaceAll(kept, with, without) + note; again != want {
		t.Error(cmp.Diff(want, again))
	}
	alone, code, _ := execute(newExplainCommand(rerun), "--no-rerun", without, "xai")
	for _, want := range []string{"warning: " + without + " has no decisions.csv; `shakeout run ", "No decisions were kept", "[events.csv:"} {
		if code != 0 || !strings.Contains(alone, want) {
			t.Errorf("exit status %d, got\n%s\nwant %q in it", code, alone, want)
		}
	}

	// Another run than the recorded one is not used.
	other := func(ctx context.Context, kept recording) (*history.Run, error) {
		r, err := rerun(ctx, kept)
		if err == nil {
			r.Agents[20].Cash++
		}
		return r, err
	}
	told, code, _ := execute(newExplainCommand(other), without, "xai")
	if code != 0 || !strings.Contains(told, "gets another run from its world") || strings.Contains(told, "decisions.csv:") {
		t.Errorf("exit status %d; want a warning and no decisions:\n%s", code, told)
	}
}

func TestExplainWarnsOfTouchedFilesAndRefuses(t *testing.T) {
	dir := recorded(t)
	tamper(t, dir, "agents.csv", 3, "cash_usd_m")
	out, code, err := execute(newExplainCommand(rerun), dir, "Beta") // by its name
	if code != 0 || !strings.Contains(out, "warning: agents.csv: SHA-256 is ") || !strings.Contains(out, "Beta (beta, lab) in duopoly") {
		t.Errorf("exit status %d, %v\n%s", code, err, out)
	}
	if _, code, err := execute(newExplainCommand(rerun), dir, "bta"); code != exitUsage || !strings.Contains(err.Error(), `got the agent "bta"; did you mean "beta"?`) {
		t.Errorf("exit status %d, %v", code, err)
	}
	if _, code, _ := execute(newExplainCommand(rerun), t.TempDir(), "beta"); code != exitUsage {
		t.Errorf("exit status %d for a directory that is no run; want 2", code)
	}
}

func TestInputsInWords(t *testing.T) {
	tests := []struct{ name, value, unit, text string }{
		{"run_rate_usd_m", "125.513", "USD m", "a run rate of 126 m USD"},
		{"pool_usd_m", "35200", "USD m", "pool 35.2 bn USD"},
		{"burn_usd_m_per_month", "0.05", "USD m a month", "a burn of 50,000 USD a month"},
		{"runway_months", "+Inf", "months", "a runway of unlimited length"},
		{"gap_oom", "2.153", "OOM", "a gap to the frontier of 2.15 orders of magnitude"},
		{"share", "0.0348", "share", "a share of 3.48 %"},
		{"sold_share", "0.0809", "share", "sold 8.09 %"},
		{"unit_cost_usd", "0.0359892", "USD", "a unit cost of 0.036 USD"},
		{"new_model", "false", "", "no new model"},
		{"verdict", "flat-or-down", "", "the window for capital flat or down"},
		{"failed_raises", "6", "1", "6 failed raises"},
		{"share", "3e-8", "share", "a share of under 0.001 %"},
		{"share_loss", "-0.0265", "share", "a share that grew by 2.65 % in three months"},
		{"quality_premium_log", "-0.163", "log points", "a quality that warrants a price 15 % below theirs"},
		{"plan_attainment", "1.16", "1", "revenue at 116 % of plan"},
		{"burn_usd_m_per_month", "-4.45", "USD m a month", "a cash flow of 4.45 m USD a month"},
	}
	for _, tt := range tests {
		if unit, text := inputWords(tt.name, tt.value); unit != tt.unit || text != tt.text {
			t.Errorf("%s=%s: got %q in %q; want %q in %q", tt.name, tt.value, text, unit, tt.text, tt.unit)
		}
	}
}
