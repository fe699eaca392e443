package worldfile

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// head begins the files below, so that only what is wrong in them is.
const head = "shakeout: 1\nname: x\ncustomers: {segments: [{id: a, size_m: 1}]}\n"

const agent = "agents:\n  - id: mistral\n    name: Mistral\n    start: {cash_usd_m: 5}\n"

func TestBrokenFiles(t *testing.T) {
	tests := []struct {
		reason string
		file   string // name, for the format; mine.yaml if empty
		text   string
		want   []string // problems without the name of the file
	}{
		{reason: "a misspelt key is named with what was meant",
			text: head + "tciks: 12\n",
			want: []string{`4:1: tciks: got an unknown key; did you mean "ticks"? want one of shakeout, name, description, start, ticks, seed, audit, customers, compute, policy, agents, weights, tags, params, extends, scenarios`}},
		{reason: "a key deep inside has its path with ids",
			text: head + agent + "    products: [{id: large, prise_usd_per_mtok: 2}]\n",
			want: []string{`8:28: agents[mistral].products[large].prise_usd_per_mtok: got an unknown key; did you mean "price_usd_per_mtok"? want one of id, price_usd_per_mtok, open`}},
		{reason: "a key without its unit finds the one that has it",
			text: head + "agents: [{id: a, name: A, start: {cash: 5}}]\n",
			want: []string{`4:35: agents[a].start.cash: got an unknown key; did you mean "cash_usd_m"? want one of cash_usd_m, staff`}},
		{reason: "text for a number",
			text: head + "agents: [{id: a, name: A, start: {cash_usd_m: lots}}]\n",
			want: []string{`4:47: agents[a].start.cash_usd_m: got text "lots"; want a number in [0, inf) USD m`}},
		{reason: "a number in quotes is text",
			text: head + "ticks: \"12\"\n",
			want: []string{`4:8: ticks: got text "12"; want a whole number in [1, 1200] months`}},
		{reason: "a number for text",
			text: "shakeout: 1\nname: 7\n",
			want: []string{`2:7: name: got 7; want text, in quotes: "7"`}},
		{reason: "a fraction for a count",
			text: head + "ticks: 1.9\n",
			want: []string{`4:8: ticks: got 1.9; want a whole number in [1, 1200] months`}},
		{reason: "true for a number",
			text: head + "ticks: true\n",
			want: []string{`4:8: ticks: got true; want a whole number in [1, 1200] months`}},
		{reason: "a number for true",
			text: head + "audit: 1\n",
			want: []string{`4:8: audit: got 1; want true or false`}},
		{reason: "yes is text in YAML 1.2",
			text: head + "audit: yes\n",
			want: []string{`4:8: audit: got text "yes"; want true or false`}},
		{reason: "not a number",
			text: head + "weights: [.nan]\n",
			want: []string{`4:11: weights[0]: got NaN; want a number in [0, 1]`}},
		{reason: "infinity",
			text: head + "params: {x: -.inf}\n",
			want: []string{`4:13: params.x: got infinity; want a finite number`}},
		{reason: "below its range",
			text: head + "compute: {price_usd_per_h: -2}\n",
			want: []string{`4:28: compute.price_usd_per_h: got -2; want a number in (0, inf) USD/h`}},
		{reason: "an open end is not in the range",
			text: head + "compute: {price_usd_per_h: 0}\n",
			want: []string{`4:28: compute.price_usd_per_h: got 0; want a number in (0, inf) USD/h`}},
		{reason: "too large for a float64",
			text: head + "compute: {price_usd_per_h: 1e400}\n",
			want: []string{`4:28: compute.price_usd_per_h: got 1e400; want a number that fits, at most 1.7976931348623157e308 in size`}},
		{reason: "too small for a float64, and not to be taken for zero",
			text: head + "params: {x: 1e-400}\n",
			want: []string{`4:13: params.x: got 1e-400; want a number that can be told from zero, or 0`}},
		{reason: "too large for a seed",
			text: head + "seed: 18446744073709551616\n",
			want: []string{`4:7: seed: got 18446744073709551616; want a number that fits, at most 1.7976931348623157e308 in size`}},
		{reason: "a negative seed",
			text: head + "seed: -1\n",
			want: []string{`4:7: seed: got -1; want a whole number from 0 to 18446744073709551615`}},
		{reason: "leading zeros are octal for some readers",
			text: head + "ticks: 012\n",
			want: []string{`4:8: ticks: got 012; want a number without leading zeros`}},
		{reason: "an enum names its words",
			text: head + "policy: {merger_rule: horizontl}\n",
			want: []string{`4:23: policy.merger_rule: got "horizontl"; did you mean "horizontal"? want one of none, horizontal, all`}},
		{reason: "a date that isn't one",
			text: head + "start: 2025-13\n",
			want: []string{`4:8: start: got "2025-13"; want a month as 2025-01`}},
		{reason: "what is required is missed where it should be",
			text: head + "agents:\n  - id: mistral\n    name: Mistral\n",
			want: []string{`5:5: agents[mistral].start.cash_usd_m: got nothing; want a number in [0, inf) USD m`}},
		{reason: "a product without a price",
			text: head + agent + "    products:\n      - id: large\n",
			want: []string{`9:9: agents[mistral].products[large].price_usd_per_mtok: got nothing; want a number in [0, inf) USD/Mtok`}},
		{reason: "null for what has no default",
			text: "shakeout: 1\nname: ~\n",
			want: []string{`2:7: name: got null, and there is no default to go back to; want text`}},
		{reason: "a thing without an id",
			text: head + "agents: [{name: A, start: {cash_usd_m: 1}}]\n",
			want: []string{
				`4:10: agents[0]: got nothing for the key id; want letters, digits, '.', '_' and '-', at most 64, beginning with a letter or digit`,
			}},
		{reason: "an id that would need quoting in paths and file names",
			text: head + "agents: [{id: a/b, name: A, start: {cash_usd_m: 1}}]\n",
			want: []string{`4:15: agents[a/b].id: got "a/b"; want letters, digits, '.', '_' and '-', at most 64, beginning with a letter or digit`}},
		{reason: "the same id twice",
			text: head + "agents:\n- {id: a, name: A, start: {cash_usd_m: 1}}\n- {id: a, name: B, start: {cash_usd_m: 1}}\n",
			want: []string{`6:8: agents[a].id: got the id "a" again (first at line 5); want each id once`}},
		{reason: "the same key twice",
			text: head + "ticks: 12\nticks: 13\n",
			want: []string{`5:1: ticks: got the key "ticks" again (first at line 4); want it once`}},
		{reason: "the same key twice in a section",
			text: head + "compute:\n  price_usd_per_h: 1\n  price_usd_per_h: 2\n",
			want: []string{`6:3: compute.price_usd_per_h: got the key "price_usd_per_h" again (first at line 5); want it once`}},
		{reason: "a section where a list should be",
			text: head + "agents: {mistral: {}}\n",
			want: []string{`4:9: agents: got a table of keys; want a list of things with an id`}},
		{reason: "a list where a section should be",
			text: head + "compute: [1]\n",
			want: []string{`4:10: compute: got a list of 1; want a table of keys`}},
		{reason: "a check between fields: an id of nobody",
			text: head + agent + "    stakes: [{of: mistal, share: 0.5}]\n",
			want: []string{`8:19: agents[mistral].stakes[0].of: got "mistal"; want the id of an agent`}},
		{reason: "a check of one struct: stakes above one",
			text: head + agent + "    stakes: [{of: mistral, share: 0.5}, {of: mistral, share: 0.75}]\n",
			want: []string{`8:13: agents[mistral].stakes: got shares that add up to 1.25; want at most 1`}},
		{reason: "a sourced number without its value",
			text: head + "ticks: {source: here}\n",
			want: []string{`4:8: ticks: got a table of keys; want a whole number in [1, 1200] months, or {value: whole number in [1, 1200] months, source: text, confidence: low, medium or high}`}},
		{reason: "a sourced number with a confidence of its own",
			text: head + "ticks: {value: 3, confidence: hihg}\n",
			want: []string{`4:31: ticks.confidence: got "hihg"; did you mean "high"? want one of low, medium, high`}},
		{reason: "a sourced number out of range",
			text: head + "ticks: {value: 0, source: x}\n",
			want: []string{`4:16: ticks: got 0; want a whole number in [1, 1200] months`}},
		{reason: "an empty file", text: "",
			want: []string{`1:1: got an empty file; want at least one key`}},
		{reason: "nothing but comments", text: "# hello\n\n",
			want: []string{`1:1: got an empty file; want at least one key`}},
		{reason: "a list as the whole", text: "- 1\n",
			want: []string{`1:1: got a list of 1; want a table of keys`}},
		{reason: "text as the whole", text: "hello\n",
			want: []string{`1:1: got text "hello"; want a table of keys`}},
		{reason: "binary", text: "\x7fELF\x02\x01\x01\x00",
			want: []string{`1:1: got the control character 0x7F, as in a binary file; want text`}},
		{reason: "a zero byte further on", text: "name: x\nseed: \x00\n",
			want: []string{`2:7: got the control character 0x00, as in a binary file; want text`}},
		{reason: "UTF-16", text: "\xff\xfen\x00a\x00",
			want: []string{`1:1: got UTF-16 or UTF-32; want UTF-8`}},
		{reason: "Latin-1, place in characters", text: "name: é\xe9\n",
			want: []string{`1:8: got the byte 0xE9, which isn't UTF-8; want the file saved as UTF-8`}},
		{reason: "lines that end in a carriage return alone", text: "shakeout: 1\rname: x\r",
			want: []string{`1:12: got the control character 0x0D, as in a binary file; want text`}},
		{reason: "a tab for indentation", text: "compute:\n\tprice_usd_per_h: 1\n",
			want: []string{`2:1: got a tab in the indentation; want spaces`}},
		{reason: "a quote never closed", text: "shakeout: 1\nname: \"x\n",
			want: []string{`2:7: got a quote that is never closed; want a closing quote`}},
		{reason: "two colons", text: "name: a: b\n",
			want: []string{`1:8: got a colon where no key can be; want the text in quotes, or the indentation of the line above`}},
		{reason: "an at sign", text: "name: @home\n",
			want: []string{`1:7: got '@' at the start of a value; want it in quotes`}},
		{reason: "indentation that fits nowhere", text: "compute:\n    price_usd_per_h: 1\n  growth_per_month: 0\n",
			want: []string{`3:3: can't be read as YAML: did not find expected key (while parsing a block mapping that began at 1:1)`}},
		{reason: "two documents", text: head + "---\nname: y\n",
			want: []string{`4:1: got a second document after ---; want one document in a file`}},
		{reason: "a tag", text: head + "ticks: !!int \"3\"\n",
			want: []string{
				`4:8: ticks: got text "3"; want a whole number in [1, 1200] months`,
				`4:8: ticks: got the tag !!int; want a plain value: tags aren't read`,
			}},
		{reason: "a version of YAML", text: "%YAML 1.2\n---\nname: x\n",
			want: []string{`1:1: got a %YAML line; want none: files are read as YAML 1.2`}},
		{reason: "a merge key", text: head + "compute:\n  <<: {price_usd_per_h: 1}\n",
			want: []string{`5:3: compute: got the merge key <<; want the keys written out, or extends`}},
		{reason: "an alias of nothing", text: "name: *x\n",
			want: []string{`1:7: got an alias of something not yet named (unknown anchor 'x' referenced); want &name on a value before it`}},
		{reason: "an alias inside itself", text: head + "compute: &a\n  price_usd_per_h: *a\n",
			want: []string{
				`5:20: compute.price_usd_per_h: got *a inside itself; want an alias of something complete`,
			}},
		{reason: "a list as a key", text: head + "? [a]\n: 1\n",
			want: []string{`4:3: got a list or table as a key; want a name`}},
		{reason: "remove of what was never there",
			text: head + agent + "  - {id: mistal, remove: true}\n",
			want: []string{`8:5: agents[mistal]: got remove: true, but there is no "mistal" to remove; want none: there is none to name here`}},
		{reason: "remove: false",
			text: head + agent + "scenarios: {s: {agents: [{id: mistral, remove: false}]}}\n",
			want: []string{`8:48: agents[mistral].remove: got false; want true`}},
		{reason: "remove with more",
			text: head + agent + "scenarios: {s: {agents: [{id: mistral, remove: true, name: x}]}}\n",
			want: []string{`8:54: agents[mistral].name: got a key beside remove: true; want nothing but the id`}},
		{reason: "a scenario nobody chose is checked as well",
			text: head + "scenarios:\n  drought: {compute: {price_usd_per_h: -1}}\n",
			want: []string{`5:40: compute.price_usd_per_h: got -1; want a number in (0, inf) USD/h`}},
		{reason: "a scenario that isn't a table",
			text: head + "scenarios: {drought: 3}\n",
			want: []string{`4:22: scenarios.drought: got 3; want a table of overrides`}},
		{reason: "scenarios that aren't a table",
			text: head + "scenarios: [drought]\n",
			want: []string{`4:12: scenarios: got a list of 1; want a table of names with overrides`}},
		{reason: "a scenario can't extend",
			text: head + "scenarios: {s: {extends: x}}\n",
			want: []string{`4:17: extends: got an unknown key; want one of shakeout, name, description, start, ticks, seed, audit, customers, compute, policy, agents, weights, tags, params`}},
		{reason: "all at once, in order",
			text: "shakeout: 2\nname: 3\nticks: 1.5\nseed: x\n",
			want: []string{
				`1:11: shakeout: got 2; want a whole number in [1, 1]`,
				`2:7: name: got 3; want text, in quotes: "3"`,
				`3:8: ticks: got 1.5; want a whole number in [1, 1200] months`,
				`4:7: seed: got text "x"; want a whole number`,
			}},

		{reason: "JSON: the same key twice", file: "mine.json",
			text: "{\"shakeout\": 1,\n \"name\": \"x\",\n\t\"name\": \"y\"}",
			want: []string{`3:2: name: got the key "name" again (first at line 2); want it once`}},
		{reason: "JSON: NaN", file: "mine.json",
			text: "{\"shakeout\": 1,\n \"name\": \"x\", \"ticks\": NaN}",
			want: []string{`2:24: got NaN; want a finite number`}},
		{reason: "JSON: a comma missing", file: "mine.json",
			text: "{\"shakeout\": 1\n \"name\": \"x\"}",
			want: []string{`2:2: can't be read as JSON: invalid character '"' after object key:value pair`}},
		{reason: "JSON: the end missing", file: "mine.json",
			text: "{\"shakeout\": 1,\n \"name\": \"x\"",
			want: []string{`2:13: can't be read as JSON: the file ends too early`}},
		{reason: "JSON: half a character", file: "mine.json",
			text: `{"shakeout": 1, "name": "\ud800"}`,
			want: []string{`1:25: got half of a surrogate pair after \u; want both halves`}},
		{reason: "JSON: two values", file: "mine.json",
			text: `{"shakeout": 1, "name": "x"} {}`,
			want: []string{`1:30: got more after the end of the value; want one value`}},
		{reason: "JSON: the wrong type, place of the value", file: "mine.json",
			text: "{\"shakeout\": 1, \"name\": \"x\",\n\t\"agents\": [{\"id\": \"a\", \"name\": \"A\",\n\t\t\"start\": {\"cash_usd_m\": \"5\"}}]}",
			want: []string{`3:27: agents[a].start.cash_usd_m: got text "5"; want a number in [0, inf) USD m`}},

		{reason: "TOML: the same key twice", file: "mine.toml",
			text: "shakeout = 1\nname = \"x\"\nname = \"y\"\n",
			want: []string{`3:1: name: got the key "name" again (first at line 2); want it once`}},
		{reason: "TOML: the same table twice", file: "mine.toml",
			text: "shakeout = 1\nname = \"x\"\n[compute]\n[compute]\n",
			want: []string{`4:2: compute: got the table [compute] again (first at line 3); want it once`}},
		{reason: "TOML: a table over a value", file: "mine.toml",
			text: "shakeout = 1\nname = \"x\"\nticks = 3\n[ticks.more]\n",
			want: []string{`4:2: ticks: got the key "ticks" again (first at line 3); want it once`}},
		{reason: "TOML: not a number", file: "mine.toml",
			text: "shakeout = 1\nname = \"x\"\n[compute]\nprice_usd_per_h = nan\n",
			want: []string{`4:19: compute.price_usd_per_h: got NaN; want a number in (0, inf) USD/h`}},
		{reason: "TOML: place of an item in tables of tables", file: "mine.toml",
			text: "shakeout = 1\nname = \"x\"\n[[agents]]\nid = \"a\"\nname = \"A\"\nstart.cash_usd_m = 1\n[[agents.products]]\nid = \"p\"\nprice_usd_per_mtok = -1\n",
			want: []string{`9:22: agents[a].products[p].price_usd_per_mtok: got -1; want a number in [0, inf) USD/Mtok`}},
		{reason: "TOML: a syntax fault", file: "mine.toml",
			text: "shakeout = 1\nname = x\n",
			want: []string{`2:8: can't be read as TOML: unexpected character U+0078 'x' at start of value`}},
		{reason: "TOML: a list that never ends", file: "mine.toml",
			text: "shakeout = 1\nweights = [1,\n",
			want: []string{`2:14: can't be read as TOML: array is incomplete`}},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			name := tt.file
			if name == "" {
				name = "mine.yaml"
			}
			_, err := LoadBytes[sample](name, []byte(tt.text), Options{})
			if d := cmp.Diff(tt.want, lines(t, err, name)); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

// lines returns the problems of an error one by one, without the name of the
// file at the beginning.
func lines(t *testing.T, err error, name string) []string {
	t.Helper()
	if err == nil {
		return nil
	}
	var problems Problems
	if !errors.As(err, &problems) {
		t.Fatalf("not Problems but %T: %v", err, err)
	}
	var out []string
	for _, p := range problems {
		out = append(out, strings.TrimPrefix(strings.TrimPrefix(p.String(), name+":"), " "))
	}
	return out
}

// folder writes files for a test and returns the folder.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestBrokenChains(t *testing.T) {
	long := map[string]string{"mine.yaml": "extends: f0.yaml\n"}
	for i := range 12 {
		long[fmt.Sprintf("f%d.yaml", i)] = fmt.Sprintf("extends: f%d.yaml\n", i+1)
	}
	tests := []struct {
		reason string
		files  map[string]string
		want   []string
	}{
		{"a circle of one", map[string]string{"mine.yaml": "extends: mine.yaml\n"},
			[]string{"DIR/mine.yaml:1:10: extends: got a circle: DIR/mine.yaml extends DIR/mine.yaml; want a chain that ends"}},
		{"a circle of two below another", map[string]string{
			"mine.yaml": "extends: a.yaml\n", "a.yaml": "ticks: 3\nextends: b.yaml\n", "b.yaml": "extends: ./a.yaml\n"},
			[]string{"DIR/b.yaml:1:10: extends: got a circle: DIR/a.yaml extends DIR/b.yaml extends DIR/a.yaml; want a chain that ends"}},
		{"a path that climbs out", map[string]string{"mine.yaml": "extends: ../other.yaml\n"},
			[]string{`DIR/mine.yaml:1:10: extends: got "../other.yaml", which climbs out of its folder; want a name in the folder of this file or below, written with /`}},
		{"a path that climbs out on its way", map[string]string{"mine.yaml": "extends: a/../../mine.yaml\n"},
			[]string{`DIR/mine.yaml:1:10: extends: got "a/../../mine.yaml", which climbs out of its folder; want a name in the folder of this file or below, written with /`}},
		{"an absolute path", map[string]string{"mine.yaml": "extends: /etc/passwd\n"},
			[]string{`DIR/mine.yaml:1:10: extends: got the absolute path "/etc/passwd"; want a name in the folder of this file or below, written with /`}},
		{"an absolute path elsewhere", map[string]string{"mine.yaml": "extends: C:\\world.yaml\n"},
			[]string{`DIR/mine.yaml:1:10: extends: got the absolute path "C:\\world.yaml"; want a name in the folder of this file or below, written with /`}},
		{"a file that isn't there", map[string]string{"mine.yaml": "extends: base.yaml\n"},
			[]string{`DIR/mine.yaml:1:10: extends: DIR/base.yaml: got a name of no file; want one that exists`}},
		{"a folder for a file", map[string]string{"mine.yaml": "extends: sub.yaml\n", "sub.yaml/x": ""},
			[]string{`DIR/mine.yaml:1:10: extends: DIR/sub.yaml: got a directory; want a file`}},
		{"a name of nothing bundled", map[string]string{"mine.yaml": "extends: frontier-2205\n"},
			[]string{`DIR/mine.yaml:1:10: extends: got "frontier-2205", which is neither bundled nor the name of a file with an ending; did you mean "frontier-2025"? want one of duopoly, frontier-2025`}},
		{"not a name at all", map[string]string{"mine.yaml": "extends: [a]\n"},
			[]string{`DIR/mine.yaml:1:10: extends: got a list of 1; want the name of a bundled world or of a file`}},
		{"more files than anyone can follow", long,
			[]string{`DIR/f7.yaml:1:10: extends: got more than 8 files under one another; want fewer`}},
		{"what is wrong below and here, by file", map[string]string{
			"mine.yaml": "extends: a.yaml\nticks: x\n", "a.yaml": head + "seed: x\n"},
			[]string{
				`DIR/a.yaml:4:7: seed: got text "x"; want a whole number`,
				`DIR/mine.yaml:2:8: ticks: got text "x"; want a whole number in [1, 1200] months`,
			}},
		{"a fault that a layer above covers is still one", map[string]string{
			"mine.yaml": "extends: a.yaml\nticks: 3\n", "a.yaml": head + "ticks: 1.5\n"},
			[]string{`DIR/a.yaml:4:8: ticks: got 1.5; want a whole number in [1, 1200] months`}},
		{"an id close to one below was probably meant for it", map[string]string{
			"mine.yaml": "extends: a.yaml\nagents: [{id: mistrel, start: {cash_usd_m: 3}}]\n", "a.yaml": head + agent},
			[]string{`DIR/mine.yaml:2:10: agents[mistrel].name: got nothing; want text (or did you mean the id "mistral"?)`}},
		{"remove of a misspelt id", map[string]string{
			"mine.yaml": "extends: a.yaml\nagents: [{id: mistrel, remove: true}]\n", "a.yaml": head + agent},
			[]string{`DIR/mine.yaml:2:10: agents[mistrel]: got remove: true, but there is no "mistrel" to remove; did you mean "mistral"? want mistral`}},
		{"a check sees the whole, and points into the layer at fault", map[string]string{
			"mine.yaml": "extends: a.yaml\nagents:\n  - {id: b, name: B, start: {cash_usd_m: 1}, stakes: [{of: mistral, share: 1}]}\n  - {id: mistral, remove: true}\n", "a.yaml": head + agent},
			[]string{`DIR/mine.yaml:3:60: agents[b].stakes[0].of: got "mistral"; want the id of an agent`}},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			dir := folder(t, tt.files)
			_, err := Load[sample](filepath.Join(dir, "mine.yaml"), Options{Bundled: bundledForTest})
			var got []string
			for _, l := range lines(t, err, "") {
				got = append(got, strings.ReplaceAll(l, dir, "DIR"))
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

func TestBrokenNames(t *testing.T) {
	dir := folder(t, map[string]string{"a.yaml": head, "locked.yaml": head, "sub/in.yaml": "extends: out.yaml\n"})
	if err := os.Symlink("../a.yaml", filepath.Join(dir, "sub", "out.yaml")); err != nil {
		t.Skip(err)
	}
	if err := os.Chmod(filepath.Join(dir, "locked.yaml"), 0); err != nil {
		t.Fatal(err)
	}
	tests := []struct{ reason, name, want string }{
		{"no such file", "none.yaml", "DIR/none.yaml: got a name of no file; want one that exists"},
		{"a directory", "sub", "DIR/sub: got a directory; want a file"},
		{"a link that leads out of the folder", "sub/in.yaml",
			"DIR/sub/in.yaml:1:10: extends: DIR/sub/out.yaml: got a link that leads out of the folder of the file; want a file in that folder or below"},
		{"a file nobody may read", "locked.yaml", "DIR/locked.yaml: got a file that may not be read; want permission to read it"},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			if strings.Contains(tt.name, "locked") && os.Geteuid() == 0 {
				t.Skip("root may read anything")
			}
			_, err := Load[sample](filepath.Join(dir, tt.name), Options{})
			if err == nil {
				t.Fatal("no error")
			}
			if got := strings.ReplaceAll(err.Error(), dir, "DIR"); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
	t.Run("a misspelt bundled name", func(t *testing.T) {
		_, err := Load[sample]("duoply", Options{Bundled: bundledForTest})
		want := `duoply: got a name of no file and of no bundled world; did you mean "duopoly"? want one of duopoly, frontier-2025`
		if err == nil || err.Error() != want {
			t.Errorf("got %v\nwant %s", err, want)
		}
	})
}
