package worldfile

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"
	"pgregory.net/rapid"
	_ "shakeout/internal/repeatable"
)

var compareSamples = cmp.AllowUnexported(sampleAgent{}, month{})

// texts are strings that are hard to write.
var texts = rapid.OneOf(
	rapid.String(),
	rapid.StringOf(rapid.RuneFrom([]rune("ab :#-?,[]{}&*!|>'\"%@`\\\n\t\r ~0.\u00a0\u0085\u2028\ufeff\U0001F600é"))),
	rapid.SampledFrom([]string{"", " ", "\n", "\n\n", " a", "a ", "a\n", "a\n\n", "\na", "\n\na\n", " \na", "a\n b\n  c", "\ta\nb", "a\n\tb\n",
		"null", "true", "no", "~", "1", "1.5", "0x1", "1e3", ".nan", "2025-01", "2025-01-01", "- a", "a: b", "a #b", "---", "...", "%a", "key:\n  - x",
		"a\r\nb", "a\rb", "x.star\n", "\u2028", "\x00", "#!", "a\n\n\n b \n\n"}),
)

var numbers = rapid.OneOf(
	rapid.Float64Range(0, math.MaxFloat64),
	rapid.Float64Range(0, 1),
	rapid.SampledFrom([]float64{0, 1, 5e-324, 2.2250738585072014e-308, math.MaxFloat64, 1e21, 1e-6, 9.999999e-7, 123456789012345680000, 0.1, 1.0 / 3}),
)

var ids = rapid.StringMatching(`[A-Za-z0-9][A-Za-z0-9._-]{0,8}`)

// samples draws whole worlds that are in order but for the order of lists.
func samples(t *rapid.T) sample {
	s := sample{
		Format: 1, Name: texts.Draw(t, "name"), Description: texts.Draw(t, "description"),
		Start: month{2025, rapid.IntRange(1, 12).Draw(t, "month")},
		Ticks: rapid.IntRange(1, 1200).Draw(t, "ticks"), Seed: rapid.Uint64().Draw(t, "seed"), Audit: rapid.Bool().Draw(t, "audit"),
		Policy:  samplePolicy{MergerRule: rule(rapid.IntRange(0, 2).Draw(t, "rule")), Cap: numbers.Draw(t, "cap")},
		Weights: rapid.SliceOfN(rapid.Float64Range(0, 1), 0, 4).Draw(t, "weights"),
		Tags:    rapid.SliceOfN(texts, 0, 3).Draw(t, "tags"),
	}
	if rapid.Bool().Draw(t, "has compute") {
		s.Compute = &sampleCompute{Price: 1 + rapid.Float64Range(0, 1e9).Draw(t, "price"), Growth: rapid.Float64Range(-1, 1).Draw(t, "growth")}
	}
	if names := rapid.SliceOfNDistinct(rapid.StringN(1, 20, 60), 0, 3, rapid.ID[string]).Draw(t, "params"); len(names) > 0 {
		s.Params = map[string]float64{}
		for _, n := range names {
			s.Params[strings.ToValidUTF8(n, "?")] = -numbers.Draw(t, "value")
		}
	}
	all := rapid.SliceOfNDistinct(ids, 0, 4, rapid.ID[string]).Draw(t, "ids")
	for _, id := range all {
		a := sampleAgent{ID: id, Enters: month{2024, 5}, Start: sampleState{Cash: numbers.Draw(t, "cash"), Staff: rapid.Int64Range(0, 1e7).Draw(t, "staff")}}
		a.Name = texts.Draw(t, "agent")
		a.Strategy.Name, a.Strategy.Script = texts.Draw(t, "strategy"), texts.Draw(t, "script")
		if strings.HasSuffix(a.Strategy.Script, ".star") {
			a.Strategy.Script += "\n"
		}
		a.Stakes = []sampleStake{{Of: all[0], Share: rapid.Float64Range(0, 1).Draw(t, "share")}}
		for _, p := range rapid.SliceOfNDistinct(ids, 0, 3, rapid.ID[string]).Draw(t, "products") {
			a.Products = append(a.Products, sampleProduct{ID: p, Price: numbers.Draw(t, "price"), Open: rapid.Bool().Draw(t, "open")})
		}
		s.Agents = append(s.Agents, a)
	}
	return s
}

func TestAnyWorldReadsBackTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := samples(t)
		sources := map[string]Source{
			"ticks":       {Text: texts.Draw(t, "source"), Confidence: "low"},
			"policy.cap":  {Text: "x"},
			"no.such.one": {Text: "left out"},
		}
		first, err := Resolve(&s, sources)
		if err != nil {
			t.Fatal(err)
		}
		text, err := first.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		second, err := LoadBytes[sample]("x.yaml", text, Options{})
		if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		if d := cmp.Diff(first.Value, second.Value, compareSamples); d != "" {
			t.Fatalf("(-first +second)\n%s\n%s", d, text)
		}
		if d := cmp.Diff(first.Sources, second.Sources); d != "" {
			t.Fatalf("(-first +second)\n%s\n%s", d, text)
		}
		again, err := second.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(text), string(again)); d != "" {
			t.Fatal(d)
		}
		// Another reader of YAML must see the same texts.
		var other struct {
			Name, Description string
			Tags              []string
			Agents            []struct{ Strategy struct{ Script string } }
		}
		if err := yaml.Unmarshal(text, &other); err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		if other.Name != s.Name || other.Description != s.Description {
			t.Fatalf("another reader sees %q and %q; want %q and %q", other.Name, other.Description, s.Name, s.Description)
		}
	})
}

func TestOrderOfListsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := samples(t)
		shuffled := s
		shuffled.Agents = rapid.Permutation(s.Agents).Draw(t, "order")
		a, err := Marshal(&s, nil)
		if err != nil {
			t.Fatal(err)
		}
		b, err := Marshal(&shuffled, nil)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(a), string(b)); d != "" {
			t.Fatal(d)
		}
	})
}

func TestNumbersReadBackTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64().Draw(t, "x")
		if math.IsNaN(x) || math.IsInf(x, 0) {
			t.Skip()
		}
		got, err := parseNumber(formatNumber(x))
		if err != nil || got != x {
			t.Fatalf("%v is written %s and read as %v, %v", x, formatNumber(x), got, err)
		}
	})
}

func TestUnwritableValues(t *testing.T) {
	tests := []struct {
		reason string
		spoil  func(*sample)
		want   string
	}{
		{"not a number", func(s *sample) { s.Weights = []float64{0, math.NaN()} }, "weights[1]: got NaN; want a number in [0, 1]"},
		{"infinity", func(s *sample) { s.Params = map[string]float64{"a": math.Inf(1)} }, "params.a: got +Inf; want a finite number"},
		{"out of range", func(s *sample) { s.Ticks = 0 }, "ticks: got 0; want a whole number in [1, 1200] months"},
		{"the same id twice", func(s *sample) { s.Agents = append(s.Agents, s.Agents[0]) }, `agents[deepseek].id: got the id "deepseek" again; want each id once`},
		{"a check between fields", func(s *sample) { s.Agents[0].Stakes[0].Of = "x" }, `agents[deepseek].stakes[0].of: got "x"; want the id of an agent`},
		{"text that isn't UTF-8", func(s *sample) { s.Name = "a\xff" }, `name: got text that isn't UTF-8; want UTF-8`},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			l := mustLoad(t, good, Options{})
			s, err := Clone(&l.Value)
			if err != nil {
				t.Fatal(err)
			}
			tt.spoil(&s)
			_, err = Resolve(&s, nil)
			if fmt.Sprint(err) != tt.want {
				t.Errorf("got %v\nwant %s", err, tt.want)
			}
		})
	}
}
