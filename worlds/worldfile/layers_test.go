package worldfile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

var bundledForTest = fstest.MapFS{
	"duopoly.yaml":       {Data: []byte(good)},
	"frontier-2025.yaml": {Data: []byte("extends: duopoly\nname: frontier\n")},
}

// base lies under the files of TestLayers.
const base = `
shakeout: 1
name: base
ticks: {value: 60, source: "the study", confidence: high}
weights: [0.1, 0.2]
params: {a: 1, b: 2}
compute: {price_usd_per_h: 4}
customers:
  segments:
    - {id: b, size_m: 2}
    - {id: a, size_m: 1, alpha: 3}
scenarios:
  dear: {compute: {price_usd_per_h: 9}, ticks: 48}
  bare: {compute: null}
`

// show returns what the tests of layers compare: the canonical text of the
// parts that they change.
func show(t *testing.T, l *Loaded[sample]) string {
	t.Helper()
	text, err := l.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestLayers(t *testing.T) {
	tests := []struct {
		reason    string
		text      string
		scenarios []string
		set       []string
		want      []string // lines of the canonical text
		without   []string
	}{
		{reason: "the file below shows through", text: "name: top\n",
			want: []string{"name: top", `ticks: {value: 60, source: the study, confidence: high}`, "weights: [0.1, 0.2]", "price_usd_per_h: 4"}},
		{reason: "tables merge key by key", text: "compute: {growth_per_month: 0.5}\n",
			want: []string{"price_usd_per_h: 4", "growth_per_month: 0.5"}},
		{reason: "maps of names merge too", text: "params: {b: 3, c: 4}\n",
			want: []string{"a: 1", "b: 3", "c: 4"}},
		{reason: "null takes a name out of a map", text: "params: {b: null}\n",
			want: []string{"a: 1"}, without: []string{"b: 2"}},
		{reason: "lists without ids are replaced", text: "weights: [1]\n",
			want: []string{"weights: [1]"}},
		{reason: "an empty list replaces too", text: "weights: []\n",
			want: []string{"weights: []"}},
		{reason: "things with an id merge by id, and come out sorted", text: "customers: {segments: [{id: b, alpha: 5}, {id: aa, size_m: 7}]}\n",
			want: []string{"- id: a\n      alpha: 3\n      size_m: 1\n    - id: aa\n      alpha: 1.8\n      size_m: 7\n    - id: b\n      alpha: 5\n      size_m: 2\n"}},
		{reason: "remove takes a thing out", text: "customers: {segments: [{id: b, remove: true}]}\n",
			want: []string{"- id: a"}, without: []string{"- id: b"}},
		{reason: "null goes back to the default", text: "ticks: null\ncustomers: {segments: [{id: a, alpha: ~}]}\n",
			want: []string{"ticks: 120", "- id: a\n      alpha: 1.8"}},
		{reason: "null takes an optional section out", text: "compute: null\n",
			without: []string{"compute:"}},
		{reason: "null in one layer and a value in the next", text: "compute: null\n", scenarios: []string{"dear"},
			want: []string{"price_usd_per_h: 9", "growth_per_month: 0.03"}},
		{reason: "a plain number loses the source of the one it replaces", text: "ticks: 12\n",
			want: []string{"ticks: 12\n"}},
		{reason: "a source can come with the number", text: "ticks: {value: 12, source: mine}\n",
			want: []string{"ticks: {value: 12, source: mine}\n"}},
		{reason: "a scenario of the file below can be chosen", text: "name: top\n", scenarios: []string{"dear"},
			want: []string{"price_usd_per_h: 9", "ticks: 48\n"}},
		{reason: "a scenario of both lies over both, the upper one on top",
			text: "scenarios: {dear: {compute: {price_usd_per_h: 11}}}\n", scenarios: []string{"dear"},
			want: []string{"price_usd_per_h: 11", "ticks: 48\n"}},
		{reason: "scenarios apply in the order given", text: "name: top\n", scenarios: []string{"dear", "bare"},
			without: []string{"compute:"}},
		{reason: "and in the other order", text: "name: top\n", scenarios: []string{"bare", "dear"},
			want: []string{"compute:\n  price_usd_per_h: 9\n  growth_per_month: 0.03"}},
		{reason: "a setting lies over a scenario", text: "name: top\n", scenarios: []string{"dear"}, set: []string{"compute.price_usd_per_h=2"},
			want: []string{"price_usd_per_h: 2\n"}},
		{reason: "a number that had a source and is set says so", text: "name: top\n", set: []string{"ticks=24"},
			want: []string{"ticks: {value: 24, source: set on the command line}"}},
		{reason: "a setting by id", text: "name: top\n", set: []string{"customers.segments[b].alpha=2"},
			want: []string{"- id: b\n      alpha: 2\n"}},
		{reason: "a setting takes a thing out", text: "name: top\n", set: []string{"customers.segments[b].remove=true"},
			without: []string{"- id: b"}},
		{reason: "a setting to null", text: "name: top\n", set: []string{"ticks=null", "compute=null"},
			want: []string{"ticks: 120"}, without: []string{"compute:"}},
		{reason: "a setting of a whole list", text: "name: top\n", set: []string{"weights=[0.5, 0.5]", "weights[1]=0.25"},
			want: []string{"weights: [0.5, 0.25]"}},
		{reason: "a setting of a section merges", text: "name: top\n", set: []string{"compute={growth_per_month: 0.2}"},
			want: []string{"price_usd_per_h: 4", "growth_per_month: 0.2"}},
		{reason: "a setting of a name in a map", text: "name: top\n", set: []string{"params.new-one=7", "params[a]=6"},
			want: []string{"a: 6", "new-one: 7"}},
		{reason: "a setting brings a section in", text: "compute: null\n", set: []string{"compute.growth_per_month=0.1"},
			want: []string{"compute:\n  price_usd_per_h: 2.5\n  growth_per_month: 0.1"}},
		{reason: "text with an equals sign", text: "name: top\n", set: []string{"description=a=b"},
			want: []string{`description: "a=b"`}},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			dir := folder(t, map[string]string{"base.yaml": base, "top.yaml": "extends: base.yaml\n" + tt.text})
			l, err := Load[sample](filepath.Join(dir, "top.yaml"), Options{Scenarios: tt.scenarios, Set: tt.set})
			if err != nil {
				t.Fatal(err)
			}
			got := show(t, l)
			for _, w := range tt.want {
				if !strings.Contains(got, w) {
					t.Errorf("want %q in\n%s", w, got)
				}
			}
			for _, w := range tt.without {
				if strings.Contains(got, w) {
					t.Errorf("want no %q in\n%s", w, got)
				}
			}
		})
	}
}

func TestWrongSettings(t *testing.T) {
	const two = head + "agents:\n- {id: mistral, name: M, start: {cash_usd_m: 1}}\n- {id: ai21-labs.v2, name: A, start: {cash_usd_m: 1}, stakes: [{of: mistral, share: 0.5}]}\n"
	tests := []struct {
		reason, set, want string
	}{
		{"an unknown key", "tics=3", `--set tics=3: tics: got an unknown key; did you mean "ticks"? want one of shakeout, name, description, start, ticks, seed, audit, customers, compute, policy, agents, weights, tags, params`},
		{"an unknown id", "agents[mistrl].start.cash_usd_m=3", `--set agents[mistrl].start.cash_usd_m=3: agents[mistrl]: got an unknown id "mistrl"; did you mean "mistral"? want one of mistral, ai21-labs.v2`},
		{"an unknown key far down", "agents[ai21-labs.v2].start.csh_usd_m=3", `--set agents[ai21-labs.v2].start.csh_usd_m=3: agents[ai21-labs.v2].start.csh_usd_m: got an unknown key; did you mean "cash_usd_m"? want one of cash_usd_m, staff`},
		{"an unknown key in the value", "agents[mistral].start={csh: 3}", `--set agents[mistral].start={csh: 3}: agents[mistral].start.csh: got an unknown key; did you mean "cash_usd_m"? want one of cash_usd_m, staff`},
		{"an item that isn't there", "agents[ai21-labs.v2].stakes[1].share=0", `--set agents[ai21-labs.v2].stakes[1].share=0: agents[ai21-labs.v2].stakes[1]: got an unknown number "1"; did you mean "0"? want 0`},
		{"a path beyond a number", "ticks.value=3", `--set ticks.value=3: ticks.value: got a path beyond a whole number in [1, 1200] months; want it to end at ticks`},
		{"the wrong type", "ticks=many", `--set ticks=many: ticks: got text "many"; want a whole number in [1, 1200] months`},
		{"a fraction for a count", "ticks=1.5", `--set ticks=1.5: ticks: got 1.5; want a whole number in [1, 1200] months`},
		{"out of range", "agents[mistral].start.cash_usd_m=-1", `--set agents[mistral].start.cash_usd_m=-1: agents[mistral].start.cash_usd_m: got -1; want a number in [0, inf) USD m`},
		{"not a number", "agents[mistral].start.cash_usd_m=.nan", `--set agents[mistral].start.cash_usd_m=.nan: agents[mistral].start.cash_usd_m: got NaN; want a number in [0, inf) USD m`},
		{"nothing", "ticks=", `--set ticks=: ticks: got nothing after =; want a value, null for the default, or "" for empty text`},
		{"no equals sign", "ticks", `--set ticks: got no equals sign after a path; want path=value, as in agents[mistral].start.cash_usd_m=500`},
		{"a bracket left open", "agents[mistral=3", `--set agents[mistral=3: got the path "agents[mistral"; want a name between [ and ]`},
		{"two points", "customers..segments=3", `--set customers..segments=3: got the path "customers..segments"; want keys with a point between, and ids in brackets, as in agents[mistral].start.cash_usd_m`},
		{"an id without brackets", "agents.mistral.name=x", `--set agents.mistral.name=x: agents.mistral: got an unknown id "mistral"; did you mean "mistral"? want one of mistral, ai21-labs.v2`},
		{"brackets for a key", "[ticks]=3", `--set [ticks]=3: [ticks]: got an unknown key; did you mean "ticks"? want one of shakeout, name, description, start, ticks, seed, audit, customers, compute, policy, agents, weights, tags, params`},
		{"null for what is required", "name=null", `--set name=null: name: got null, and there is no default to go back to; want text`},
		{"what isn't YAML", "name=[a", `--set name=[a: can't be read as YAML: did not find expected ',' or ']' (while parsing a flow sequence that began at 1:1)`},
		{"a check between fields", "agents[mistral].remove=true", `good.yaml:6:69: agents[ai21-labs.v2].stakes[0].of: got "mistral"; want the id of an agent`},
		{"an id that is there already", "agents[mistral].id=ai21-labs.v2", `--set agents[mistral].id=ai21-labs.v2: agents[mistral].id: got another id; want the thing to keep its own`},
		{"control characters", "name=\x00", "--set name=\x00: got the control character 0x00, as in a binary file; want text"},
		{"what only a file may say", "extends=duopoly", `--set extends=duopoly: extends: got an unknown key; want one of shakeout, name, description, start, ticks, seed, audit, customers, compute, policy, agents, weights, tags, params`},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			_, err := LoadBytes[sample]("good.yaml", []byte(two), Options{Set: []string{tt.set}})
			if err == nil {
				t.Fatal("no error")
			}
			if d := cmp.Diff(tt.want, err.Error()); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

func TestUnknownScenario(t *testing.T) {
	_, err := LoadBytes[sample]("good.yaml", []byte(good), Options{Scenarios: []string{"drout"}})
	want := `good.yaml: got no scenario "drout"; did you mean "drought"? want drought`
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}

func TestAllScenariosAreResolvedOnRequest(t *testing.T) {
	text := head + agent + "scenarios:\n  more: {agents: [{id: new, name: New}]}\n  fine: {ticks: 3}\n"
	if _, err := LoadBytes[sample]("x.yaml", []byte(text), Options{}); err != nil {
		t.Errorf("a scenario that was not chosen is checked by itself only: %v", err)
	}
	_, err := LoadBytes[sample]("x.yaml", []byte(text), Options{AllScenarios: true})
	want := "x.yaml:9:19: agents[new].start.cash_usd_m: got nothing; want a number in [0, inf) USD m"
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}

func TestSourcesOriginsAndPositions(t *testing.T) {
	dir := folder(t, map[string]string{"base.yaml": base, "top.yaml": "extends: base.yaml\nname: top\n" + agent})
	l, err := Load[sample](filepath.Join(dir, "top.yaml"), Options{Scenarios: []string{"dear"}, Set: []string{"seed=3"}})
	if err != nil {
		t.Fatal(err)
	}
	origins := map[string]string{}
	for _, p := range []string{"name", "ticks", "seed", "audit", "compute.price_usd_per_h", "compute.growth_per_month",
		"customers.segments[a].alpha", "customers.segments[b].alpha", "agents[mistral].start.cash_usd_m"} {
		origins[p] = strings.ReplaceAll(l.Origin(p)+" at "+l.Position(p).String(), dir, "DIR")
	}
	want := map[string]string{
		"name":                             "DIR/top.yaml at DIR/top.yaml:2:7",
		"ticks":                            "scenario dear of DIR/base.yaml at DIR/base.yaml:13:48",
		"seed":                             "the command line at --set seed=3",
		"audit":                            "default at DIR/base.yaml:2:1",
		"compute.price_usd_per_h":          "scenario dear of DIR/base.yaml at DIR/base.yaml:13:37",
		"compute.growth_per_month":         "default at DIR/base.yaml:7:10",
		"customers.segments[a].alpha":      "DIR/base.yaml at DIR/base.yaml:11:33",
		"customers.segments[b].alpha":      "default at DIR/base.yaml:10:7",
		"agents[mistral].start.cash_usd_m": "DIR/top.yaml at DIR/top.yaml:6:25",
	}
	if d := cmp.Diff(want, origins); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if d := cmp.Diff([]string{"bare", "dear"}, l.ScenarioNames); d != "" {
		t.Error(d)
	}
	if len(l.Sources) != 0 {
		t.Errorf("got sources %v of numbers that were replaced", l.Sources)
	}
	p := l.Problem("customers.segments[b].alpha", "got %v; want more", 1.8)
	if got, want := strings.ReplaceAll(p.String(), dir, "DIR"), "DIR/base.yaml:10:7: customers.segments[b].alpha: got 1.8; want more"; got != want {
		t.Errorf("got %s; want %s", got, want)
	}
}

func TestOneWorldInThreeFormats(t *testing.T) {
	const asJSON = "\ufeff{\n\t\"shakeout\": 1,\n\t\"name\": \"small\",\n\t\"customers\": {\"segments\": [\n" +
		"\t\t{\"id\": \"enterprise\", \"size_m\": {\"value\": 2, \"source\": \"Menlo 2024\", \"confidence\": \"medium\"}},\n" +
		"\t\t{\"id\": \"consumer\", \"size_m\": 3e2, \"alpha\": 2.5}]},\n\t\"compute\": {},\n\t\"agents\": [\n" +
		"\t\t{\"id\": \"mistral\", \"name\": \"Mistral\", \"start\": {\"cash_usd_m\": {\"value\": 900, \"source\": \"press, 2024-06\", \"confidence\": \"high\"}},\n" +
		"\t\t\t\"products\": [{\"id\": \"large\", \"price_usd_per_mtok\": 2}]},\n" +
		"\t\t{\"id\": \"deepseek\", \"name\": \"DeepSeek\", \"start\": {\"cash_usd_m\": 500, \"staff\": 200},\n" +
		"\t\t\t\"stakes\": [{\"of\": \"mistral\", \"share\": 0.25}], \"strategy\": {\"params\": {\"markup\": 0.3}}}]\n}\n"
	const asTOML = `
shakeout = 1
name = "small"
compute = {}
[[customers.segments]]
id = "enterprise"
size_m = {value = 2, source = "Menlo 2024", confidence = "medium"}
[[customers.segments]]
id = "consumer"
size_m = 300.0
alpha = 2.5
[[agents]]
id = "mistral"
name = "Mistral"
start.cash_usd_m = {value = 900, source = "press, 2024-06", confidence = "high"}
[[agents.products]]
id = "large"
price_usd_per_mtok = 2
[[agents]]
id = "deepseek"
name = "DeepSeek"
enters = 2025-01
[agents.start]
cash_usd_m = 5_00
staff = 200
[[agents.stakes]]
of = "mistral"
share = 0.25
[agents.strategy.params]
markup = 0.3
`
	want := show(t, mustLoad(t, good, Options{}))
	for name, text := range map[string]string{"x.json": asJSON, "x.toml": strings.Replace(asTOML, "enters = 2025-01", `enters = "2025-01"`, 1)} {
		l, err := LoadBytes[sample](name, []byte(text), Options{})
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		if d := cmp.Diff(want, show(t, l)); d != "" {
			t.Errorf("%s (-yaml +this)\n%s", name, d)
		}
	}
}

func TestLineEndingsDoNotMatter(t *testing.T) {
	text := good + "description: |\n  two\n  lines\n"
	want := show(t, mustLoad(t, text, Options{}))
	got := show(t, mustLoad(t, strings.ReplaceAll(text, "\n", "\r\n"), Options{}))
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-lf +crlf)\n%s", d)
	}
}

func TestFormatsExtendEachOther(t *testing.T) {
	dir := folder(t, map[string]string{
		"top.json":      `{"extends": "sub/mid.toml", "ticks": 7}`,
		"sub/mid.toml":  "extends = \"base.yaml\"\nname = \"mid\"\n",
		"sub/base.yaml": "extends: duopoly\nseed: 9\n",
	})
	l, err := Load[sample](filepath.Join(dir, "top.json"), Options{Bundled: bundledForTest})
	if err != nil {
		t.Fatal(err)
	}
	if v := l.Value; v.Ticks != 7 || v.Name != "mid" || v.Seed != 9 || len(v.Agents) != 2 {
		t.Errorf("got %+v", v)
	}
	var files []string
	for _, f := range l.Files {
		files = append(files, strings.ReplaceAll(f, dir, "DIR"))
	}
	if d := cmp.Diff([]string{"DIR/top.json", "DIR/sub/mid.toml", "DIR/sub/base.yaml", "bundled/duopoly.yaml"}, files); d != "" {
		t.Error(d)
	}
}

func TestBundledByName(t *testing.T) {
	l, err := Load[sample]("frontier-2025", Options{Bundled: bundledForTest})
	if err != nil {
		t.Fatal(err)
	}
	if l.Value.Name != "frontier" || len(l.Value.Agents) != 2 {
		t.Errorf("got %+v", l.Value)
	}
}

func TestScriptsAreEmbedded(t *testing.T) {
	script := "def decide(view):\n\treturn 1  # a tab\n\n"
	text := head + agent + "    strategy: {script: sub/mine.star}\n"
	dir := folder(t, map[string]string{"mine.yaml": text, "sub/mine.star": script})
	l, err := Load[sample](filepath.Join(dir, "mine.yaml"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := l.Value.Agents[0].Strategy.Script; got != script {
		t.Errorf("got %q; want %q", got, script)
	}
	again := mustLoad(t, show(t, l), Options{})
	if got := again.Value.Agents[0].Strategy.Script; got != script {
		t.Errorf("after writing and reading got %q; want %q", got, script)
	}
	for reason, tt := range map[string]struct{ name, want string }{
		"a script that climbs out":  {"../x.star", `got "../x.star", which climbs out of its folder; want a name in the folder of this file or below, written with /`},
		"a script that isn't there": {"x.star", "x.star: got a name of no file; want one that exists"},
	} {
		path := filepath.Join(dir, "broken.yaml")
		if err := os.WriteFile(path, []byte(strings.Replace(text, "sub/mine.star", tt.name, 1)), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := Load[sample](path, Options{})
		if want := path + ":8:24: agents[mistral].strategy.script: " + tt.want; err == nil || err.Error() != want {
			t.Errorf("%s: got %v; want %s", reason, err, want)
		}
	}
}

// arms is a file that keeps layers for another.
type arms struct {
	World string           `yaml:"world"`
	Arms  map[string]Layer `yaml:"arms"`
}

func TestLayersOfAnotherFile(t *testing.T) {
	text := "world: duopoly\narms:\n  none: {}\n  alone:\n    ticks: 5\n    agents: [{id: deepseek, remove: true}]\n  wrong: {tiks: 3}\n"
	a, err := LoadBytes[arms]("arms.yaml", []byte(text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	again, err := Marshal(&a.Value, nil)
	if err != nil {
		t.Fatal(err)
	}
	b, err := LoadBytes[arms]("again.yaml", again, Options{})
	if err != nil {
		t.Fatalf("%v in\n%s", err, again)
	}
	for _, from := range []*Loaded[arms]{a, b} {
		w, err := Load[sample](from.Value.World, Options{Bundled: bundledForTest, Layers: []Layer{from.Value.Arms["none"], from.Value.Arms["alone"]}})
		if err != nil {
			t.Fatal(err)
		}
		if w.Value.Ticks != 5 || len(w.Value.Agents) != 1 {
			t.Errorf("got %+v", w.Value)
		}
	}
	_, err = Load[sample]("duopoly", Options{Bundled: bundledForTest, Layers: []Layer{a.Value.Arms["wrong"]}})
	if err == nil || !strings.HasPrefix(err.Error(), `arms.yaml:7:11: tiks: got an unknown key; did you mean "ticks"?`) {
		t.Errorf("got %v", err)
	}
}
