package experiments_test

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shakeout/experiments"
	"shakeout/internal/statistics"
	"shakeout/worlds/history"
)

const claimed = `
shakeout: 1
name: claimed
world: duopoly
runs: 12
baseline: base
arms:
  - {id: base}
  - {id: dear, set: {ticks: 12, changes: [{at: 2, path: serving.hours.frontier_hours_per_mtok, by: 2}]}}
  - {id: again}
measure:
  indicators: [hhi]
  script: |
    def revenue(t, **which): return total([r.revenue_usd_m for r in offers(t, **which)])
  quantities:
    - {id: log_price, of: 'ln(market(12).price_index)'}
    - {id: revenue, of: 'revenue(12)'}
    - {id: alpha, of: 'revenue(12, agent = "alpha")'}
    - {id: cheap, of: 'market(12).price_index < 0.9'}
    - {id: unknown, of: 'agent("nobody", 12).share'}
claims:
  - id: up
    says: Prices follow cost
    tests:
      - {id: a, about: price, quantity: log_price, arms: [dear, base], above: 0.01}
      - {id: b, about: the same arm twice, quantity: log_price, arms: [again, base], above: 0}
      - {id: c, about: reported, quantity: revenue, contrast: relative, arms: [dear, base]}
  - id: part
    says: A part is not more than the whole
    needs: any
    tests:
      - {id: a, about: part of revenue, quantity: alpha, per: revenue, contrast: ratio, arms: [base], above: 0, below: 1}
      - {id: b, about: more, quantity: alpha, per: revenue, contrast: ratio, arms: [base], above: 1}
      - {id: c, about: nothing is known, quantity: unknown, contrast: mean, arms: [base], above: 0}
  - id: rest
    says: Other contrasts
    tests:
      - {id: a, about: worst run, quantity: revenue, contrast: every, arms: [base, again], above: 0}
      - {id: b, about: how often, quantity: cheap, contrast: probability, arms: [dear, base], below: 0.5}
      - {id: c, about: interaction of the same, quantity: revenue, contrast: interaction, arms: [dear, base, dear, base]}
`

func TestClaimsAreJudgedByWhatTheyAskFor(t *testing.T) {
	e := parse(t, claimed)
	dir := filepath.Join(t.TempDir(), "x")
	carryOut(t, e, experiments.RunOptions{Dir: dir})
	rows := map[string]history.SummaryClaimRow{}
	for _, r := range summary[history.SummaryClaimRow](t, dir, "claims.csv") {
		rows[r.Claim+r.Test] = r
	}
	for _, tt := range []struct{ test, reason, verdict string }{
		{"upa", "costs double and prices follow", "pass"},
		{"upb", "no difference is not above nothing", "fail"},
		{"upc", "nothing is asked", "reported"},
		{"parta", "between 0 and 1", "pass"},
		{"partb", "never above 1", "fail"},
		{"partc", "no run has it", "fail"},
		{"resta", "revenue in every run", "pass"},
		{"restc", "nothing is asked", "reported"},
	} {
		if got := rows[tt.test].Verdict; got != tt.verdict {
			t.Errorf("%s (%s): got %s, %+v; want %s", tt.test, tt.reason, got, rows[tt.test], tt.verdict)
		}
	}
	if rows["upa"].ClaimVerdict != "fail" || rows["parta"].ClaimVerdict != "pass" {
		t.Errorf("got %s for all of three tests and %s for any; want fail and pass", rows["upa"].ClaimVerdict, rows["parta"].ClaimVerdict)
	}
	if r := rows["upb"]; !r.Deterministic || r.Estimate != 0 {
		t.Errorf("the same arm twice: got %g, deterministic %v; want exactly 0", r.Estimate, r.Deterministic)
	}
	if r := rows["restc"]; r.Estimate != 0 || !r.Deterministic {
		t.Errorf("interaction of the same: got %g; want 0", r.Estimate)
	}
	if r := rows["partc"]; r.Problem == "" || r.Replicates != 0 {
		t.Errorf("what is not known: got %+v; want a problem", r)
	}

	// A difference is that of the pairs, in the table of the runs.
	body := files(t, dir)["runs.csv"]
	column := func(arm, name string) (out []float64) {
		in, err := history.NewRecordReader(strings.NewReader(body), "runs.csv", columnsOf(body))
		if err != nil {
			t.Fatal(err)
		}
		header := strings.Split(strings.SplitN(body, "\n", 2)[0], ",")
		values := make([]history.Value, len(header))
		for in.Read(values) {
			if values[3].Text() == arm {
				for k, h := range header {
					if h == name {
						out = append(out, values[k].Real())
					}
				}
			}
		}
		return out
	}
	want, err := statistics.PairedDifference(column("dear", "log_price"), column("base", "log_price"), rows["upa"].Level)
	if err != nil {
		t.Fatal(err)
	}
	if r := rows["upa"]; math.Abs(r.Estimate-want.Estimate) > 1e-12 || math.Abs(r.Lower-want.Interval.Lower) > 1e-9 {
		t.Errorf("got %g from %g; want %g from %g", r.Estimate, r.Lower, want.Estimate, want.Interval.Lower)
	}
	page := files(t, dir)["summary/claims.md"]
	for _, text := range []string{"| **up** Prices follow cost |", "**fail**", "| parta |", "## What fails"} {
		if !strings.Contains(page, text) {
			t.Errorf("claims.md: got no %q", text)
		}
	}
}

// columnsOf describes the columns of runs.csv, so far as this test reads them.
func columnsOf(body string) []history.Column {
	var out []history.Column
	for _, name := range strings.Split(strings.SplitN(body, "\n", 2)[0], ",") {
		switch name {
		case "row", "run", "point", "seed", "ticks":
			out = append(out, history.WholeColumn(name, ""))
		case "arm", "status", "error", "against", "parted_agent":
			out = append(out, history.TextColumn(name, ""))
		default:
			out = append(out, history.RealColumn(name, ""))
		}
	}
	return out
}

func TestWrongClaimsSayWhere(t *testing.T) {
	for _, tt := range []struct{ reason, old, new, wrong string }{
		{"no such quantity", "quantity: log_price, arms: [dear, base], above", "quantity: log_prize, arms: [dear, base], above", `claims[up].tests[a].quantity: got "log_prize"`},
		{"no such arm", "arms: [again, base]", "arms: [gain, base]", `claims[up].tests[b].arms: got "gain"`},
		{"one arm too few", "contrast: relative, arms: [dear, base]", "contrast: relative, arms: [dear]", "got 1 arms for the contrast relative"},
		{"a ratio to nothing", "per: revenue, contrast: ratio, arms: [base], above: 1", "contrast: ratio, arms: [base], above: 1", `tests[b].per: got ""`},
		{"bounds crossed", "above: 0, below: 1", "above: 1, below: 0", "want above less than below"},
		{"nothing asked", "above: 0.01}\n      - {id: b, about: the same arm twice, quantity: log_price, arms: [again, base], above: 0}", "}\n      - {id: b, about: the same arm twice, quantity: log_price, arms: [again, base]}", "claims[up].tests: got no test with above or below; want at least one"},
		{"a column that is there already", "{id: revenue, of", "{id: seed, of: '1'}\n    - {id: revenue, of", `measure.quantities[seed].id: got "seed", a column of runs.csv already; want another id`},
		{"half-life without a shock", "contrast: interaction, arms: [dear, base, dear, base]", "contrast: half-life, arms: [dear, base]", "got shock 0"},
		{"no expression", "ln(market(12).price_index)", "ln(market(12).price_index", "measure.quantities[log_price].of"},
		{"no such function", "'revenue(12)'", "'turnover(12)'", "undefined: turnover"},
		{"a broken script", "def revenue(t, **which): return", "def revenue(t, **which) return", "measure.script"},
	} {
		text := strings.Replace(claimed, tt.old, tt.new, 1)
		if text == claimed {
			t.Fatalf("%s: nothing to replace", tt.reason)
		}
		_, err := experiments.Parse("x.yaml", []byte(text), experiments.Options{})
		if err == nil || !strings.Contains(err.Error(), tt.wrong) {
			t.Errorf("%s: got %v; want %q", tt.reason, err, tt.wrong)
		}
	}
}

// A column that is not there is found at the first run, which fails with its world.
func TestAQuantityThatCannotBeComputedFailsTheRun(t *testing.T) {
	text := strings.Replace(claimed, "market(12).price_index < 0.9", "market(12).price_indx < 0.9", 1)
	e := parse(t, strings.Replace(text, "runs: 12", "runs: 1", 1))
	dir := filepath.Join(t.TempDir(), "x")
	m := carryOut(t, e, experiments.RunOptions{Dir: dir})
	body, err := os.ReadFile(filepath.Join(dir, "runs.csv"))
	if err != nil || m.Failed != 2 || !strings.Contains(string(body), "no .price_indx") {
		t.Errorf("got %d failed, %s, %v; want the two arms that need it to fail with the name", m.Failed, body, err)
	}
}

// The machinery of the 26 rows on one seed: every arm runs to its horizon and every quantity that a test asks for is there. Identities must
// hold; other verdicts need seeds (shakeout experiment run mechanisms).
func TestMechanismsInReducedForm(t *testing.T) {
	if testing.Short() {
		t.Skip("some seconds")
	}
	e, err := experiments.Load("mechanisms", experiments.Options{Runs: 1})
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "x")
	if m := carryOut(t, e, experiments.RunOptions{Dir: dir}); m.Failed > 0 {
		t.Fatalf("got %d failed runs", m.Failed)
	}
	arms := map[string]map[string]string{}
	lines := strings.Split(strings.TrimSpace(files(t, dir)["runs.csv"]), "\n")
	header := strings.Split(lines[0], ",")
	for _, line := range lines[1:] {
		cells, row := strings.Split(line, ","), map[string]string{}
		for k, name := range header {
			row[name] = cells[k]
		}
		arms[row["arm"]] = row
	}
	claims := map[string]bool{}
	for _, r := range summary[history.SummaryClaimRow](t, dir, "claims.csv") {
		claims[r.Claim] = true
		for _, arm := range strings.Fields(r.Arms) {
			sometimes := r.Quantity == "least_price" || r.Quantity == "greatest_price" // no deal, no price
			if arms[arm][r.Quantity] == "" && !sometimes || r.Per != "" && arms[arm][r.Per] == "" {
				t.Errorf("%s%s: got no %s in arm %s", r.Claim, r.Test, r.Quantity, arm)
			}
		}
		if r.Class == "I" && r.Contrast == "every" && r.Verdict != "pass" {
			t.Errorf("%s%s: got %g; want it to hold in every run", r.Claim, r.Test, r.Estimate)
		}
	}
	if len(claims) != 26 {
		t.Errorf("got %d claims; want 26", len(claims))
	}
}
