package strategies

import (
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"shakeout/agents"
)

var from = flag.String("from", "", "directories of the experiments mistral-strategies and openai-strategies, by spaces: writes their tables into docs/strategies.md")

const replacementsBegin, replacementsEnd = "<!-- replacements: measured -->\n", "<!-- /replacements -->\n"

// TestReplacements writes the tables of what replacing a lab's strategy does, with -from. Without it there is nothing to compare them with.
func TestReplacements(t *testing.T) {
	if *from == "" {
		t.Skip("no -from")
	}
	var text strings.Builder
	for _, dir := range strings.Fields(*from) {
		text.WriteString(replacementTable(t, dir))
	}
	page, err := os.ReadFile(guideFile)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(page), replacementsBegin)
	_, after, ok2 := strings.Cut(rest, replacementsEnd)
	if !ok || !ok2 {
		t.Fatalf("%s: want the marks %q and %q", guideFile, replacementsBegin, replacementsEnd)
	}
	if err := os.WriteFile(guideFile, []byte(before+replacementsBegin+text.String()+"\n"+replacementsEnd+after), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestReplacementsCoverTheCatalogue: the experiments have an arm for every strategy that a lab can follow.
func TestReplacementsCoverTheCatalogue(t *testing.T) {
	for _, name := range []string{"mistral-strategies", "openai-strategies"} {
		text, err := os.ReadFile("../experiments/bundled/" + name + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range Catalogue() {
			if e.Kind == agents.Lab && !strings.Contains(string(text), "{id: "+e.Name+",") && !strings.Contains(string(text), `about: "`+e.Name+`,`) {
				t.Errorf("%s: got no arm with %s", name, e.Name)
			}
		}
	}
}

func replacementTable(t *testing.T, dir string) string {
	t.Helper()
	ends, effects := table(t, dir, "agents.csv"), table(t, dir, "effects.csv")
	number := func(text string) float64 {
		x, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	seat := strings.TrimSuffix(filepath.Base(dir), "-strategies")
	ends = slices.DeleteFunc(ends, func(r map[string]string) bool { return r["agent"] != seat })
	slices.SortStableFunc(ends, func(a, b map[string]string) int {
		return -cmpFloat(number(a["owners_value_usd_m"]), number(b["owners_value_usd_m"]))
	})
	difference := func(arm, kind string, unit float64, digits int) string {
		for _, r := range effects {
			if r["arm"] == arm && r["kind"] == kind && r["measure"] == seat {
				return fmt.Sprintf("%+.*f [%+.*f, %+.*f]", digits, number(r["effect"])/unit, digits, number(r["lower"])/unit, digits, number(r["upper"])/unit)
			}
		}
		return "the world's own"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\n**In the seat of `%s`**, %s seeds\n\n| rank | strategy | alive | share of revenue, %% | difference | owners' value, USD bn | difference |\n| --- | --- | --- | --- | --- | --- | --- |\n", seat, ends[0]["runs"])
	own := map[string]string{"mistral": "fast-follower", "openai": "frontier-race"}[seat]
	for i, r := range ends {
		runs := number(r["runs"])
		if r["arm"] == "as-is" {
			r["arm"] = "as-is: " + own
		}
		fmt.Fprintf(&b, "| %d | %s | %.2f | %.1f [%.1f, %.1f] | %s | %.1f [%.1f, %.1f] | %s |\n", i+1, r["arm"], 1-number(r["exits"])/runs,
			100*number(r["share"]), 100*number(r["share_lower"]), 100*number(r["share_upper"]), difference(r["arm"], "share", 0.01, 1),
			number(r["owners_value_usd_m"])/1e3, number(r["owners_value_lower"])/1e3, number(r["owners_value_upper"])/1e3, difference(r["arm"], "owners-value", 1e3, 1))
	}
	return b.String()
}

func cmpFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// table reads a summary of an experiment.
func table(t *testing.T, dir, name string) (rows []map[string]string) {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "summary", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines[1:] {
		row := map[string]string{}
		for k, name := range lines[0] {
			row[name] = line[k]
		}
		rows = append(rows, row)
	}
	return rows
}
