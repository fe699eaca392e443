package history

import (
	"flag"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write docs/files.md anew")

const codebookFile = "../../docs/files.md"

// TestCodebook holds docs/files.md to the struct tags: what stands between its marks is generated from them.
func TestCodebook(t *testing.T) {
	old, err := os.ReadFile(codebookFile)
	if err != nil {
		t.Fatal(err)
	}
	fresh := string(old)
	for _, part := range []struct {
		name string
		text string
	}{{"files", fileLines()}, {"manifest", manifestLines()}, {"tables", tableSections()}, {"events", eventLines()}, {"experiment", experimentSections()}} {
		begin, end := "<!-- "+part.name+": ", "<!-- /"+part.name+" -->\n"
		from, to := strings.Index(fresh, begin), strings.Index(fresh, end)
		if from < 0 || to < from {
			t.Fatalf("%s: want the marks %q and %q", codebookFile, begin, end)
		}
		from += strings.Index(fresh[from:], "\n") + 1
		fresh = fresh[:from] + part.text + fresh[to:]
	}
	if *update {
		if err := os.WriteFile(codebookFile, []byte(fresh), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(old), fresh); diff != "" {
		t.Errorf("docs/files.md is out of date; run `go test ./worlds/history -run Codebook -update`:\n%s", diff)
	}
}

func fileLines() string {
	var b strings.Builder
	line := func(file, row, under string) { fmt.Fprintf(&b, "| %s | %s | %s |\n", file, row, under) }
	line("file", "one row per", "under the digest")
	line("---", "---", "---")
	line("`"+manifestFile+"`", "run: what it was made from, and the SHA-256 of every other file", "holds the digest")
	line("`"+worldFile+"`", "run: the resolved world; `shakeout run world.yaml` gives the same digest", "yes")
	for _, t := range tables {
		under := "yes"
		switch {
		case t.Detail:
			under = "no"
		case t.Special:
			under = "yes, where it is there"
		}
		line(fmt.Sprintf("[`%s`](#%s)", t.File, strings.ReplaceAll(t.File, ".", "")), t.Row, under)
	}
	line("`NAME.parquet`", "the same rows as `NAME.csv` (with `--format csv,parquet`)", "no")
	line("`"+figuresDir+"/`", "figure, and beside each the data drawn in it as CSV", "no")
	line("`"+timingFile+"`", "run: wall time and the like", "no, nor in the manifest")
	return b.String()
}

func manifestLines() string {
	var b strings.Builder
	b.WriteString("| key | is |\n| --- | --- |\n")
	m := reflect.TypeFor[Manifest]()
	for i := range m.NumField() {
		fmt.Fprintf(&b, "| `%s` | %s |\n", m.Field(i).Tag.Get("json"), m.Field(i).Tag.Get("doc"))
	}
	return b.String()
}

func tableSections() string {
	var b strings.Builder
	for _, t := range tables {
		fmt.Fprintf(&b, "\n## %s\n\nOne row per %s. What tells the rows apart: %s.\n\n| column | type | is |\n| --- | --- | --- |\n", t.File, t.Row, "`"+strings.Join(t.Key, "`, `")+"`")
		for _, c := range t.Columns {
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", c.Name, c.Type, strings.ReplaceAll(c.Doc, "|", "\\|"))
		}
	}
	return b.String()
}

func experimentSections() string {
	var b strings.Builder
	lines := func(columns []Column) {
		b.WriteString("| column | type | is |\n| --- | --- | --- |\n")
		for _, c := range columns {
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", c.Name, c.Type, strings.ReplaceAll(c.Doc, "|", "\\|"))
		}
	}
	b.WriteString("\n### The first columns of every table\n\n")
	lines(described[ExperimentKey]("", "").Columns)
	b.WriteString("| the path of each number that varies | number, or text | its value in the run; a factor where it was given as one |\n")
	b.WriteString("\n### runs.csv\n\nOne row per run. After the first columns:\n\n")
	lines(described[ExperimentRunRow]("", "").Columns)
	b.WriteString("\n### outcomes.csv\n\nOne row per run and agent. After the first columns those of [outcomes.csv of a run](#outcomescsv), and then:\n\n")
	lines(described[ExperimentLife]("", "").Columns)
	b.WriteString("\n### indicators.csv\n\nOne row per run and date. After the first columns:\n\n")
	lines(described[ExperimentTick]("", "").Columns)
	b.WriteString("| an indicator | number | a column of market.csv under its name, `agents[ID].COLUMN` as `agents_ID_COLUMN`, `segments[ID].COLUMN` as `segments_ID_COLUMN` |\n")
	for _, t := range SummaryTables() {
		fmt.Fprintf(&b, "\n### summary/%s\n\nOne row per %s.\n\n", t.File, t.Row)
		lines(t.Columns)
	}
	b.WriteString("\n### summary/points.csv\n\nOne row per point of the sweep: `point`, and the values of the swept numbers by path.\n")
	return b.String()
}

func eventLines() string {
	var b strings.Builder
	b.WriteString("| type | what happened to the agent | counterparty | amount |\n| --- | --- | --- | --- |\n")
	for _, e := range EventTypes {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", e.Name, e.Doc, e.Counterparty, e.Amount)
	}
	return b.String()
}

func TestEveryColumnIsDocumented(t *testing.T) {
	for _, table := range append(SummaryTables(), tables...) {
		for _, c := range table.Columns {
			if c.Doc == "" || strings.Trim(c.Name, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
				t.Errorf("%s: column %q: want a name in snake_case and a tag `doc`", table.File, c.Name)
			}
		}
		for _, k := range table.Key {
			if table.column(k) == len(table.Columns) {
				t.Errorf("%s: key %q is no column", table.File, k)
			}
		}
	}
	var seen []string
	for _, e := range EventTypes {
		if e.Doc == "" || slices.Contains(seen, e.Name) {
			t.Errorf("event %q: want it once, with a doc", e.Name)
		}
		seen = append(seen, e.Name)
	}
}
