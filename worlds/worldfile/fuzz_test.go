package worldfile

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"
)

// FuzzLoad feeds any bytes in any format. Whatever happens, there is no
// panic; and what loads is written and read back the same.
func FuzzLoad(f *testing.F) {
	f.Add(uint8(0), []byte(good))
	f.Add(uint8(0), []byte(base))
	f.Add(uint8(0), []byte("a: &a [*a]\n? [x]\n: y\n<<: z\n!!int b: |\n  x\n"))
	f.Add(uint8(0), []byte("extends: duopoly\nagents: [{id: mistral, remove: true}, {id: x}, null, 3]\n"))
	f.Add(uint8(1), []byte(`{"shakeout": 1, "name": "\u0000\ud83d\ude00", "weights": [1, 0.5e0, null]}`))
	f.Add(uint8(2), []byte("shakeout = 1\nname = '''\nx'''\n[[agents]]\nid=\"a\"\n[agents.start]\ncash_usd_m=0x1f\n"))
	f.Fuzz(func(t *testing.T, format uint8, data []byte) {
		name := []string{"x.yaml", "x.json", "x.toml"}[format%3]
		l, err := LoadBytes[sample](name, data, Options{Bundled: bundledForTest, AllScenarios: true})
		if err != nil {
			if len(err.(Problems)) == 0 || strings.TrimSpace(err.Error()) == "" {
				t.Fatal("an error without a problem")
			}
			return
		}
		text, err := l.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		again, err := LoadBytes[sample]("again.yaml", text, Options{})
		if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		if d := cmp.Diff(l.Value, again.Value, compareSamples); d != "" {
			t.Fatal(d)
		}
	})
}

// FuzzSet feeds any setting.
func FuzzSet(f *testing.F) {
	for _, s := range []string{"ticks=3", "agents[mistral].start.cash_usd_m=5", "agents[mistral]={stakes: [{of: deepseek, share: 1}]}",
		"agents[deepseek].stakes[0].share=0.5", "compute=null", "agents[mistral].remove=true", "params[a.b]=1", "weights=[1, 2", "a]b[c=.."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, set string) {
		l, err := LoadBytes[sample]("good.yaml", []byte(good), Options{Set: []string{set}})
		if err != nil {
			if len(err.(Problems)) == 0 {
				t.Fatal("an error without a problem")
			}
			return
		}
		text, err := l.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := LoadBytes[sample]("again.yaml", text, Options{}); err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
	})
}

// FuzzTOML compares what this package takes for TOML with what the library's
// own decoder does.
func FuzzTOML(f *testing.F) {
	for _, s := range []string{"a=1\na=2", "a.b=1\n[a]\nc=1", "[a]\n[a.b]\n[a]", "[a.b]\n[a]", "[[a]]\n[a]", "[[a]]\n[a.b]\n[[a]]\n[a.b]", "a={b=1}\n[a.c]",
		"a={b.c=1,b.d=2}", "a=[{b=1}]\n[[a]]", "[a]\nb.c=1\n[a.b]\nd=1", "[a]\nb.c=1\n[a.b.d]\ne=1", "[a.b]\nc=1\n[a]\nb.d=1", "a.b=1\na.b.c=2", "[[a.b]]\n[[a.b.c]]\n[a.b.c.d]", "a=[]\n[[a]]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2000 || strings.Count(text, ".") > maxDepth || strings.Count(text, "[") > maxDepth || strings.Count(text, "{") > maxDepth {
			return
		}
		var problems Problems
		r := reader{from: &origin{file: "x.toml"}, problems: &problems}
		data, ok := r.decodeText([]byte(text))
		if !ok {
			return
		}
		readTOML(data, r.from, &problems)
		var out map[string]any
		err := toml.Unmarshal(data, &out)
		// Whole numbers that don't fit 64 bits are for the decoder to judge:
		// a seed may be larger than the library allows.
		if err != nil && len(problems) == 0 && !strings.Contains(err.Error(), "number") && !strings.Contains(err.Error(), "strconv") && !strings.Contains(err.Error(), "range") {
			t.Errorf("the library says %v of %q; this package finds nothing", err, text)
		}
		if err == nil && len(problems) > 0 {
			t.Errorf("the library takes %q; this package says %v", text, problems)
		}
	})
}
