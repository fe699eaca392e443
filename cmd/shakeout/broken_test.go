package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// twoLabsWith is a small world with one text replaced, so that only that is wrong with it.
func twoLabsWith(t *testing.T, old, fresh string) string {
	t.Helper()
	text, err := os.ReadFile("testdata/two-labs.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), old) {
		t.Fatalf("testdata/two-labs.yaml has no %q", old)
	}
	return strings.Replace(string(text), old, fresh, 1)
}

// link makes a symbolic link, device tells that there is one: not on every system.
func link(t *testing.T, to, name string) {
	if err := os.Symlink(to, name); err != nil {
		t.Skip(err)
	}
}

func device(name string) func(t *testing.T, dir string) {
	return func(t *testing.T, _ string) {
		if _, err := os.Stat(name); err != nil {
			t.Skip(err)
		}
	}
}

func aliasBomb() string {
	var b strings.Builder
	b.WriteString("shakeout: 1\na0: &a0 [1,1,1,1,1,1,1,1,1,1]\n")
	for i := 1; i < 20; i++ {
		fmt.Fprintf(&b, "a%d: &a%d [%s*a%d]\n", i, i, strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9), i-1)
	}
	return b.String()
}

// brokenWorld is one way to get a world wrong.
type brokenWorld struct {
	reason   string
	old, new string                         // text replaced in two-labs.yaml, in mine.yaml
	file     string                         // or the whole file
	name     string                         // its name, mine.yaml if empty
	make     func(t *testing.T, dir string) // or what else is put in the folder
	args     []string                       // more of the command line
	want     []string                       // place, value and remedy: what standard error must say
}

func brokenWorlds(t *testing.T) []brokenWorld {
	const alphaStart = "cash_usd_m: {value: 100, source: assumption}"
	return []brokenWorld{
		{reason: "an unknown key", old: "ticks: 24", new: "tciks: 24", want: []string{"mine.yaml:7:1: tciks: got an unknown key; did you mean \"ticks\"?"}},
		{reason: "an unknown key far down", old: "burn_usd_m_per_month", new: "burn_usd_per_month",
			want: []string{"mine.yaml:23:7: agents[alpha].start.burn_usd_per_month: got an unknown key; did you mean \"burn_usd_m_per_month\"?"}},
		{reason: "a key without its unit", old: "cash_usd_m", new: "cash", want: []string{"mine.yaml:22:7: agents[alpha].start.cash: got an unknown key; did you mean \"cash_usd_m\"?"}},
		{reason: "text for a number", old: alphaStart, new: "cash_usd_m: plenty", want: []string{"mine.yaml:22:19: agents[alpha].start.cash_usd_m: got text \"plenty\"; want a number in [0, inf) USD m"}},
		{reason: "a number in quotes", old: alphaStart, new: "cash_usd_m: \"100\"", want: []string{"mine.yaml:22:19: agents[alpha].start.cash_usd_m: got text \"100\"; want a number"}},
		{reason: "a number for text", old: "name: Alpha", new: "name: 7", want: []string{"mine.yaml:19:11: agents[alpha].name: got 7; want text, in quotes: \"7\""}},
		{reason: "a list for a section", old: "    start:\n      " + alphaStart + "\n      burn_usd_m_per_month: {value: 2, source: assumption}", new: "    start: [1]",
			want: []string{"mine.yaml:21:12: agents[alpha].start: got a list of 1; want a table of keys"}},
		{reason: "a fraction for a count", old: "ticks: 24", new: "ticks: 24.5", want: []string{"mine.yaml:7:8: ticks: got 24.5; want a whole number in [0, 1000000000] months"}},
		{reason: "more months than can be kept", old: "ticks: 24", new: "ticks: 1000001", want: []string{"mine.yaml:7:8: ticks: got 1000001, each of them recorded; want at most 1000000, or record: last"}},
		{reason: "true for a number", old: "ticks: 24", new: "ticks: true", want: []string{"mine.yaml:7:8: ticks: got true; want a whole number"}},
		{reason: "NaN", old: alphaStart, new: "cash_usd_m: .nan", want: []string{"mine.yaml:22:19: agents[alpha].start.cash_usd_m: got NaN; want a number in [0, inf)"}},
		{reason: "infinity", old: alphaStart, new: "cash_usd_m: .inf", want: []string{"mine.yaml:22:19: agents[alpha].start.cash_usd_m: got infinity; want a number in [0, inf)"}},
		{reason: "a number too large", old: alphaStart, new: "cash_usd_m: 1e999", want: []string{"mine.yaml:22:19: agents[alpha].start.cash_usd_m: got 1e999; want a number that fits"}},
		{reason: "negative", old: alphaStart, new: "cash_usd_m: -100", want: []string{"mine.yaml:22:19: agents[alpha].start.cash_usd_m: got -100; want a number in [0, inf) USD m"}},
		{reason: "a month that is none", old: "start: 2025-01", new: "start: 2025-13", want: []string{"mine.yaml:6:8: start: got \"2025-13\"; want a month like 2025-01"}},
		{reason: "a kind that is none", old: "kind: lab", new: "kind: labs", want: []string{"mine.yaml:20:11: agents[alpha].kind: got \"labs\"; did you mean \"lab\"? want one of lab, cloud, releaser"}},
		{reason: "a cycle in extends", file: "extends: other.yaml\n",
			make: func(t *testing.T, dir string) { put(t, dir, "other.yaml", "extends: mine.yaml\n") },
			want: []string{"other.yaml:1:10: extends: got a circle: ", "want a chain that ends"}},
		{reason: "extends itself", file: "extends: mine.yaml\n", want: []string{"mine.yaml:1:10: extends: got a circle: ", "want a chain that ends"}},
		{reason: "extends what isn't there", file: "extends: frontier-2052\n", want: []string{"mine.yaml:1:10: extends: got \"frontier-2052\"", "did you mean \"frontier-20"}},
		{reason: "a dangling id", old: "[{id: developers, revenue", new: "[{id: develpers, revenue",
			want: []string{"agents[alpha].products[api].sales[develpers]: got \"develpers\", the id of no segment; did you mean \"developers\"?", "mine.yaml:28:"}},
		{reason: "a stake in nobody", old: "    strategy: {name: cost-plus", new: "    stakes: [{id: betta, share: 0.1}]\n    strategy: {name: cost-plus",
			want: []string{"mine.yaml:29:14: agents[alpha].stakes[betta]: got \"betta\", the id of no agent; did you mean \"beta\"?"}},
		{reason: "a contract with nobody", old: "    strategy: {name: cost-plus", new: "    contracts: [{id: gamma}]\n    strategy: {name: cost-plus",
			want: []string{"mine.yaml:29:17: agents[alpha].contracts[gamma]: got \"gamma\", the id of no agent; want one of alpha, beta"}},
		{reason: "stakes above one", old: "    strategy: {name: cost-plus", new: "    stakes: [{id: beta, share: 1.25}]\n    strategy: {name: cost-plus",
			want: []string{"mine.yaml:29:32: agents[alpha].stakes[beta].share: got 1.25; want a number in [0, 1]"}},
		{reason: "stakes of several above one", old: "    strategy: {name: cost-plus", new: "    stakes: [{id: beta, share: 0.75}]\n    strategy: {name: cost-plus",
			args: []string{"--set", "agents[beta].name=Beta"},
			make: func(t *testing.T, dir string) {
				file := filepath.Join(dir, "mine.yaml")
				text, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				put(t, dir, "mine.yaml", string(text)+"  - {id: gamma, name: Gamma, kind: lab, stakes: [{id: beta, share: 0.5}], strategy: {name: undercut}}\n")
			},
			want: []string{"mine.yaml:31:5: agents[beta]: got stakes in it that add to 1.25; want at most 1"}},
		{reason: "a doubled id", old: "  - id: beta", new: "  - id: alpha", want: []string{"mine.yaml:30:9: agents[alpha].id: got the id \"alpha\" again (first at line 18); want each id once"}},
		{reason: "a doubled key", old: "ticks: 24", new: "ticks: 24\nticks: 36", want: []string{"mine.yaml:8:1: ticks: got the key \"ticks\" again (first at line 7); want it once"}},
		{reason: "an id for no path", old: "id: alpha", new: "id: al/pha", want: []string{"mine.yaml:18:9: agents[al/pha].id: got \"al/pha\"; want letters, digits"}},
		{reason: "empty", file: "", name: "mine.yaml", want: []string{"mine.yaml:1:1: got an empty file; want at least one key"}},
		{reason: "comments alone", file: "# nothing yet\n", want: []string{"mine.yaml:1:1: got an empty file; want at least one key"}},
		{reason: "binary", file: "\x7fELF\x02\x01\x01\x00\x00", want: []string{"mine.yaml:1:1: got the control character 0x7F, as in a binary file; want text"}},
		{reason: "a picture", file: "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", want: []string{"mine.yaml:1:1: got the byte 0x89, which isn't UTF-8; want the file saved as UTF-8"}},
		{reason: "an alias bomb", file: aliasBomb(), want: []string{"mine.yaml:", "aliases expanded; want fewer"}},
		{reason: "100 MB", name: "mine.yaml", make: func(t *testing.T, dir string) {
			if err := os.Truncate(put(t, dir, "mine.yaml", "shakeout: 1\n"), 100<<20); err != nil {
				t.Skip(err)
			}
		}, file: "-", want: []string{"mine.yaml: got a file of more than 4 MB; want a world, which is smaller"}},
		{reason: "100 MB in one line", make: func(t *testing.T, dir string) {
			file := put(t, dir, "mine.yaml", "name: x")
			out, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
			if err != nil {
				t.Fatal(err)
			}
			defer out.Close()
			for piece := []byte(strings.Repeat("x", 1<<20)); err == nil && len(piece) > 0; {
				if info, _ := out.Stat(); info.Size() > 100<<20 {
					break
				}
				_, err = out.Write(piece)
			}
			if err != nil {
				t.Skip(err)
			}
		}, file: "-", want: []string{"mine.yaml: got a file of more than 4 MB"}},
		{reason: "4 MB in one line", file: "shakeout: 1\nname: " + strings.Repeat("x", 4_000_000), want: []string{"mine.yaml:2:7: name: got \"" + strings.Repeat("x", 80) + "\"; want letters"}},
		{reason: "4 MB of quotes", file: strings.Repeat("\"", 4_000_000), want: []string{"mine.yaml:1:1: got more than 200000 lines, commas, colons, quotes, brackets and the like; want fewer"}},
		{reason: "4 MB of brackets", file: strings.Repeat("[]", 2_000_000), want: []string{"mine.yaml:1:1: got more than 200000 lines"}},
		{reason: "4 MB of tags", file: strings.Repeat("! ", 2_000_000), want: []string{"mine.yaml:1:1: got more than 200000 lines"}},
		{reason: "aliases of a long text", file: "x: &x \"" + strings.Repeat("t", 1_000_000) + "\"\ny: [" + strings.Repeat("*x ,", 90_000) + "]\n", want: []string{"mine.yaml:1:1: x: got an unknown key"}},
		{reason: "deep nesting", file: "agents: " + strings.Repeat("[", 190_000), want: []string{"mine.yaml:1:", "levels of nesting"}},
		{reason: "a million levels", file: "agents: " + strings.Repeat("[", 1_000_000), want: []string{"mine.yaml:1:1: got more than 200000 lines"}},
		{reason: "a million levels in JSON", name: "mine.json", file: "{\"agents\": " + strings.Repeat("[", 1_000_000), want: []string{"mine.json:1:", "levels of nesting"}},
		{reason: "a million levels in TOML", name: "mine.toml", file: "agents = " + strings.Repeat("[", 1_000_000), want: []string{"mine.toml:1:", "nested more than"}},
		{reason: "a million hyphens", file: "agents:\n" + strings.Repeat("- ", 1_000_000), want: []string{"mine.yaml:2:", "levels of nesting"}},
		{reason: "a number of a million digits", old: "ticks: 24", new: "ticks: " + strings.Repeat("9", 1_000_000), want: []string{"mine.yaml:7:8: ticks: got 999", "want a number that fits"}},
		{reason: "a key of a million letters", file: strings.Repeat("k", 1_000_000) + ": 1\n", want: []string{"mine.yaml:1:1: [kkk", "...]: got an unknown key"}},
		{reason: "a named pipe", make: func(t *testing.T, dir string) { pipe(t, filepath.Join(dir, "mine.yaml")) }, file: "-", want: []string{"mine.yaml: got a device, a pipe or a socket; want a file"}},
		{reason: "a pipe to lie over", file: "extends: other.yaml\n", make: func(t *testing.T, dir string) { pipe(t, filepath.Join(dir, "other.yaml")) },
			want: []string{"mine.yaml:1:10: extends: other.yaml: got a device, a pipe or a socket; want a file"}},
		{reason: "a device without end", name: "/dev/zero", file: "-", make: device("/dev/zero"), want: []string{"/dev/zero: got a file of more than 4 MB"}},
		{reason: "a link to a device", file: "-", make: func(t *testing.T, dir string) { link(t, "/dev/zero", filepath.Join(dir, "mine.yaml")) }, want: []string{"mine.yaml: got a device, a pipe or a socket; want a file"}},
		{reason: "a link to itself", file: "-", make: func(t *testing.T, dir string) { link(t, "mine.yaml", filepath.Join(dir, "mine.yaml")) }, want: []string{"mine.yaml: can't be read: too many levels of symbolic links"}},
		{reason: "a file that may not be read", make: func(t *testing.T, dir string) {
			if os.Geteuid() == 0 {
				t.Skip("root may read everything")
			}
			if err := os.Chmod(put(t, dir, "mine.yaml", "shakeout: 1\n"), 0); err != nil {
				t.Skip(err)
			}
		}, file: "-", want: []string{"mine.yaml: got a file that may not be read; want permission to read it"}},
		{reason: "more money than books can hold", old: alphaStart, new: "cash_usd_m: 1e13", want: []string{"mine.yaml:22:19: agents[alpha].start.cash_usd_m: got 1e+13; want less than 4.5"}},
		{reason: "UTF-16", file: "\xff\xfes\x00h\x00", want: []string{"mine.yaml:1:1: got UTF-16 or UTF-32; want UTF-8"}},
		{reason: "Latin-1", old: "name: Alpha", new: "name: Alph\xe9", want: []string{"mine.yaml:19:15: got the byte 0xE9, which isn't UTF-8; want the file saved as UTF-8"}},
		{reason: "a tab for indentation", old: "    name: Alpha", new: "\tname: Alpha", want: []string{"mine.yaml:19:1: got a tab in the indentation; want spaces"}},
		{reason: "a quote never closed", old: "name: Alpha", new: "name: \"Alpha", want: []string{"mine.yaml:19:11: got a quote that is never closed; want a closing quote"}},
		{reason: "two documents", old: "ticks: 24", new: "ticks: 24\n---\nname: y", want: []string{"mine.yaml:8:1: got a second document after ---; want one document in a file"}},
		{reason: "a list as the whole", file: "- duopoly\n", want: []string{"mine.yaml:1:1: got a list of 1; want a table of keys"}},
		{reason: "a product without a price", old: "        price_usd: {value: 3, source: assumption}\n", new: "",
			want: []string{"mine.yaml:25:9: agents[alpha].products[api].price_usd: got no price; want one above 0 for a product of channel api"}},
		{reason: "a start after an entry", old: "name: Beta", new: "name: Beta\n    enters: 2024-06",
			want: []string{"mine.yaml:32:13: agents[beta].enters: got 2024-06, before the start of the world in 2025-01; want a month after it"}},
		{reason: "an entry in no month", old: "name: Beta", new: "name: Beta\n    enters: soon", want: []string{"mine.yaml:32:13: agents[beta].enters: got \"soon\"; want a month like 2025-01"}},
		{reason: "a path that climbs out", file: "extends: ../other.yaml\n", make: func(t *testing.T, dir string) {
			put(t, filepath.Dir(dir), "other.yaml", twoLabsWith(t, "ticks", "ticks"))
		},
			want: []string{"mine.yaml:1:10: extends: got \"../other.yaml\", which climbs out of its folder; want a name in the folder of this file or below"}},
		{reason: "an absolute path", file: "extends: /etc/passwd\n", want: []string{"mine.yaml:1:10: extends: got the absolute path \"/etc/passwd\"; want a name in the folder"}},
		{reason: "a link that climbs out", file: "extends: link.yaml\n", make: func(t *testing.T, dir string) {
			outside := put(t, t.TempDir(), "outside.yaml", twoLabsWith(t, "ticks", "ticks"))
			if err := os.Symlink(outside, filepath.Join(dir, "link.yaml")); err != nil {
				t.Skip(err)
			}
		}, want: []string{"mine.yaml:1:10: extends: ", "link.yaml: got a link that leads out of the folder of the file; want a file in that folder or below"}},
		{reason: "a folder that links out", file: "extends: sub/world.yaml\n", make: func(t *testing.T, dir string) {
			outside := t.TempDir()
			put(t, outside, "world.yaml", twoLabsWith(t, "ticks", "ticks"))
			if err := os.Symlink(outside, filepath.Join(dir, "sub")); err != nil {
				t.Skip(err)
			}
		}, want: []string{"mine.yaml:1:10: extends: ", "leads out of the folder of the file"}},
		{reason: "a name that would climb out of runs/", old: "name: duopoly", new: "name: ../../duopoly", want: []string{"mine.yaml:4:7: name: got \"../../duopoly\"; want letters, digits"}},
		{reason: "no such strategy", old: "{name: cost-plus, params: {markup: {value: 0.6, source: assumption}}}", new: "{name: cost-pluss}",
			want: []string{"mine.yaml:29:22: agents[alpha].strategy.name: got \"cost-pluss\", no strategy of a lab; did you mean \"cost-plus\"?"}},
		{reason: "a parameter that the strategy doesn't have", old: "markup:", new: "margin:", want: []string{"mine.yaml:29:", "agents[alpha].strategy", "params.margin: got an unknown name", "markup"}},
		{reason: "a parameter out of range", old: "{markup: {value: 0.6,", new: "{markup: {value: -0.6,", want: []string{"mine.yaml:29:", "agents[alpha].strategy", "markup: got -0.6; want"}},
		{reason: "a segment where nobody sells", old: "agents:\n", new: "    - {id: nobody, potential_m: {value: 1, source: assumption}}\nagents:\n",
			want: []string{"mine.yaml:17:7: customers.segments[nobody]: got no product that is sold in it; want at least one"}},
		{reason: "no agents", file: "shakeout: 1\nname: x\ncustomers: {segments: [{id: a, potential_m: 1}]}\n", want: []string{"mine.yaml:1:1: agents: got none; want at least one agent"}},
		{reason: "another format", old: "shakeout: 1", new: "shakeout: 2", want: []string{"mine.yaml:3:11: shakeout: got 2; want a whole number in [1, 1]"}},
		{reason: "a number without its value", old: alphaStart, new: "cash_usd_m: {source: assumption}", want: []string{"mine.yaml:22:19: agents[alpha].start.cash_usd_m: got a table of keys; want a number in [0, inf) USD m, or {value:"}},
		{reason: "a scenario that is wrong, though not chosen", old: "agents:\n", new: "scenarios: {dry: {ticks: -8}}\nagents:\n",
			want: []string{"mine.yaml:17:26: ticks: got -8; want a whole number in [0, 1000000000]"}},
		{reason: "a scenario that isn't there", old: "ticks: 24", new: "ticks: 24\nscenarios: {drought: {ticks: 12}}", args: []string{"--scenario", "draught"},
			want: []string{"mine.yaml: got no scenario \"draught\"; did you mean \"drought\"?"}},
		{reason: "more users than buyers", old: "channel: api", new: "channel: subscription", args: []string{"--set", "customers.segments[developers].demand=buyer", "--set", "customers.segments[developers].potential_m=1", "--set", "agents[beta].products[api].channel=subscription"},
			want: []string{"customers.segments[developers]: got ", "want fewer users than buyers"}},
		{reason: "a setting with no equals sign", args: []string{"--set", "ticks"}, want: []string{"--set ticks: got no equals sign after a path; want path=value"}},
		{reason: "a setting of what isn't there", args: []string{"--set", "agents[gamma].start.cash_usd_m=5"}, want: []string{"--set agents[gamma].start.cash_usd_m=5: agents[gamma]: got an unknown id \"gamma\"; want one of alpha, beta"}},
		{reason: "a seed that is none", args: []string{"--seed", "-1"}, want: []string{"--seed -1: seed: got -1; want a whole number in [0, 9007199254740991]"}},
		{reason: "a length that is none", args: []string{"--ticks", "1.5"}, want: []string{"--ticks 1.5: ticks: got 1.5; want a whole number"}},
		{reason: "no such file", name: "other.yaml", make: func(t *testing.T, dir string) {}, file: "-", want: []string{"other.yaml: got a name of no file; want one that exists"}},
		{reason: "no such bundled world", name: "duopoli", make: func(t *testing.T, dir string) {}, file: "-", want: []string{"duopoli: got a name of no file and of no bundled world; did you mean \"duopoly\"?"}},
		{reason: "a directory", name: "mine.yaml", make: func(t *testing.T, dir string) { put(t, dir, "mine.yaml/x", "") }, file: "-", want: []string{"mine.yaml: got a directory; want a file"}},
		{reason: "TOML with a table twice", name: "mine.toml", file: "shakeout = 1\nname = \"x\"\n[serving]\n[serving]\n", want: []string{"mine.toml:4:2: serving: got the table [serving] again (first at line 3); want it once"}},
		{reason: "JSON with NaN", name: "mine.json", file: "{\"shakeout\": 1,\n \"ticks\": NaN}", want: []string{"mine.json:2:11: got NaN; want a finite number"}},
	}
}

// TestBrokenWorldsAtTheCommandLine gives each broken file to check and to run, as another process in
// an empty folder: an error that says place, value and remedy, exit status 2, nothing on standard
// output, nothing left behind, and little time and memory spent.
func TestBrokenWorldsAtTheCommandLine(t *testing.T) {
	cases := brokenWorlds(t)
	if len(cases) < 40 {
		t.Errorf("%d broken worlds; want at least 40", len(cases))
	}
	for _, b := range cases {
		t.Run(b.reason, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "work")
			name := b.name
			if name == "" {
				name = "mine.yaml"
			}
			text := b.file
			if b.file == "" && b.reason != "empty" {
				text = twoLabsWith(t, b.old, b.new)
			}
			if err := os.MkdirAll(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			if text != "-" {
				put(t, dir, name, text)
			}
			if b.make != nil {
				b.make(t, dir)
			}
			before := names(t, dir)
			for _, command := range [][]string{{"check"}, {"run", "--out", "out"}} {
				o := shakeout(t, dir, append(append(command, name), b.args...)...)
				if o.code != exitUsage || o.stdout != "" {
					t.Errorf("%s: exit status %d, standard output %q; want 2 and nothing", command[0], o.code, o.stdout)
				}
				for _, want := range b.want {
					if !strings.Contains(o.stderr, want) {
						t.Errorf("%s: got\n%s\nwant %q in it", command[0], o.stderr, want)
					}
				}
				if o.peakMB > 200 && !raceDetector {
					t.Errorf("%s: held %d MB; want at most 200", command[0], o.peakMB)
				}
				if o.cpu > time.Second && !raceDetector { // processor time: the clock would measure what else the machine does
					t.Errorf("%s: took %v of processor time; want at most a second", command[0], o.cpu)
				}
				if d := cmp.Diff(before, names(t, dir)); d != "" {
					t.Errorf("%s left something behind: %s", command[0], d)
				}
			}
		})
	}
}
