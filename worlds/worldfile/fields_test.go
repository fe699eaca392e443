package worldfile

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// markup is a set of parameters as strategies have them.
type markup struct {
	Over    float64 `yaml:"over_cost" unit:"ratio" range:"[0,5]" default:"0.3" source:"assumption" doc:"price over unit cost, less one"`
	Lag     int64   `yaml:"lag_months" unit:"months" range:"[0,24]" default:"3" doc:"delay"`
	Follow  bool    `yaml:"follow" doc:"whether it follows a cut"`
	MaxCuts int     `yaml:"max_cuts" range:"[1,10]"`
}

func (m *markup) Check(report func(path, format string, args ...any)) {
	if m.Follow && m.Lag == 0 {
		report("lag_months", "got 0; want at least 1 where follow is true")
	}
}

func TestFill(t *testing.T) {
	tests := []struct {
		reason string
		values map[string]float64
		want   markup
		wrong  []string
	}{
		{"defaults where nothing is said", map[string]float64{"max_cuts": 2}, markup{Over: 0.3, Lag: 3, MaxCuts: 2}, nil},
		{"all said, a flag as 1", map[string]float64{"over_cost": 1.5, "lag_months": 2, "follow": 1, "max_cuts": 3}, markup{1.5, 2, true, 3}, nil},
		{"what is required", nil, markup{Over: 0.3, Lag: 3}, []string{"max_cuts: got nothing; want a whole number in [1, 10]"}},
		{"an unknown name", map[string]float64{"max_cut": 2}, markup{Over: 0.3, Lag: 3},
			[]string{`max_cut: got an unknown key; did you mean "max_cuts"? want one of over_cost, lag_months, follow, max_cuts`}},
		{"everything wrong at once", map[string]float64{"over_cost": 9, "lag_months": 1.5, "follow": 2, "max_cuts": math.NaN()}, markup{},
			[]string{"follow: got 2; want true or false", "lag_months: got 1.5; want a whole number in [0, 24] months",
				"max_cuts: got NaN; want a whole number in [1, 10]", "over_cost: got 9; want a number in [0, 5] ratio"}},
		{"a check between fields", map[string]float64{"max_cuts": 1, "follow": 1, "lag_months": 0}, markup{Over: 0.3, Follow: true, MaxCuts: 1},
			[]string{"lag_months: got 0; want at least 1 where follow is true"}},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			got := markup{Over: 99, MaxCuts: 99}
			problems, err := Fill(&got, tt.values)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
			var wrong []string
			for _, p := range problems {
				wrong = append(wrong, p.String())
			}
			if d := cmp.Diff(tt.wrong, wrong); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
	if _, err := Fill(markup{}, nil); err == nil {
		t.Error("want an error for what isn't a pointer")
	}
}

func TestSetDefaults(t *testing.T) {
	got := sample{Name: "old", Tags: []string{"old"}}
	if err := SetDefaults(&got); err != nil {
		t.Fatal(err)
	}
	want := sample{Start: month{2025, 1}, Ticks: 120, Seed: 1, Audit: true, Weights: []float64{0.5, 0.25}}
	if d := cmp.Diff(want, got, compareSamples); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestFields(t *testing.T) {
	fields, err := Fields(reflect.TypeFor[*sample]())
	if err != nil {
		t.Fatal(err)
	}
	byPath := map[string]Field{}
	var paths []string
	for _, f := range fields {
		byPath[f.Path] = f
		paths = append(paths, f.Path)
	}
	want := []Field{
		{Path: "customers.segments[].alpha", Kind: "number", Unit: "1", Range: "(0, 20]", Default: "1.8", HasDefault: true, Source: "assumption, 1.2-3.5", Doc: "price sensitivity"},
		{Path: "policy.merger_rule", Kind: "word", Words: rules, Default: "none", HasDefault: true},
		{Path: "agents", Kind: "list of sections"},
		{Path: "agents[].name", Kind: "text", Required: true},
		{Path: "agents[].start.cash_usd_m", Kind: "number", Unit: "USD m", Range: "[0, inf)", Required: true},
		{Path: "agents[].strategy.params", Kind: "table of numbers"},
		{Path: "compute", Kind: "section"},
	}
	for _, w := range want {
		if d := cmp.Diff(w, byPath[w.Path]); d != "" {
			t.Errorf("(-want +got)\n%s", d)
		}
	}
	if got := strings.Join(paths[:9], " "); got != "shakeout name description start ticks seed audit customers customers.segments" {
		t.Errorf("order: %s", got)
	}
}

func TestFieldsOfATypeThatHoldsItselfEnd(t *testing.T) {
	fields, err := Fields(reflect.TypeFor[tree]())
	if err != nil || len(fields) != 2 {
		t.Errorf("got %v, %v", fields, err)
	}
}

func TestNumberByPath(t *testing.T) {
	l := mustLoad(t, good, Options{})
	v, err := Clone(&l.Value)
	if err != nil {
		t.Fatal(err)
	}
	sets := []struct {
		path  string
		x     float64
		wrong string
	}{
		{"ticks", 7, ""},
		{"seed", 1 << 40, ""},
		{"agents[mistral].start.cash_usd_m", 5.5, ""},
		{"agents[deepseek].stakes[0].share", 0.75, ""},
		{"agents[deepseek].strategy.params.markup", 0.9, ""},
		{"compute.growth_per_month", -0.5, ""},
		{"weights[1]", 0.125, ""},
		{"ticks", 7.5, "ticks: got 7.5; want a whole number in [1, 1200] months"},
		{"ticks", math.Inf(1), "ticks: got infinity; want a whole number in [1, 1200] months"},
		{"weights[2]", 0, `weights[2]: got an unknown item; did you mean "0"? want one of 0, 1`},
		{"agents[mistrl].start.cash_usd_m", 0, `agents[mistrl]: got an unknown item; did you mean "mistral"? want one of deepseek, mistral`},
		{"agents[mistral].start.cash", 0, `agents[mistral].start.cash: got an unknown key; did you mean "cash_usd_m"? want one of cash_usd_m, staff`},
		{"agents[deepseek].strategy.params.x", 0, `agents[deepseek].strategy.params.x: got an unknown name "x"; want one that is set`},
		{"name", 0, `name: got the path of text; want that of a number`},
		{"agents[deepseek].strategy.params.markup.x", 0, `agents[deepseek].strategy.params.markup.x: got a path beyond a number; want it to end at agents[deepseek].strategy.params.markup`},
		{"ticks.x", 0, `ticks.x: got a path beyond a whole number in [1, 1200] months; want it to end at ticks`},
	}
	for _, s := range sets {
		err := SetNumber(&v, s.path, s.x)
		if s.wrong != "" {
			if err == nil || err.Error() != s.wrong {
				t.Errorf("%s: got %v; want %s", s.path, err, s.wrong)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", s.path, err)
		}
		if x, err := Number(&v, s.path); err != nil || x != s.x {
			t.Errorf("%s: got %v, %v; want %v", s.path, x, err, s.x)
		}
	}
	if d := cmp.Diff(mustLoad(t, good, Options{}).Value, l.Value, compareSamples); d != "" {
		t.Errorf("the copy wasn't deep: %s", d)
	}
	v.Compute = nil
	if err := SetNumber(&v, "compute.growth_per_month", 0); err == nil || err.Error() != "compute.growth_per_month: got a key of compute, which is left out; want a section that is there" {
		t.Errorf("got %v", err)
	}
}

func TestWrongTags(t *testing.T) {
	tests := []struct {
		reason string
		of     any
		want   string
	}{
		{"no key", struct{ A float64 }{}, `struct { A float64 }.A: want a tag yaml:"key"`},
		{"a key twice", struct {
			A float64 `yaml:"a"`
			B float64 `yaml:"a"`
		}{}, `key "a" is taken`},
		{"a range upside down", struct {
			A float64 `yaml:"a" range:"[2,1]"`
		}{}, `range "[2,1]": want [a,b], (a,b), [a,inf) or the like, with a below b`},
		{"a range that holds infinity", struct {
			A float64 `yaml:"a" range:"[0,inf]"`
		}{}, `range "[0,inf]": want`},
		{"a default out of its range", struct {
			A float64 `yaml:"a" range:"[0,1]" default:"2"`
		}{}, `default: got 2; want a number in [0, 1]`},
		{"a default of the wrong type", struct {
			A bool `yaml:"a" default:"2"`
		}{}, `default: got 2; want true or false`},
		{"a default no enum has", struct {
			A rule `yaml:"a" default:"some"`
		}{}, `default: got "some"; want one of none, horizontal, all`},
		{"a default for a section", struct {
			A *sampleCompute `yaml:"a" default:"{}"`
		}{}, `a section has no default of its own`},
		{"a type no file holds", struct {
			A chan int `yaml:"a"`
		}{}, `this kind of type can't be in a file`},
		{"keys that aren't text", struct {
			A map[int]float64 `yaml:"a"`
		}{}, `keys of a map must be strings`},
		{"a list of pointers", struct {
			A []*sampleCompute `yaml:"a"`
		}{}, `can't hold this`},
		{"optional: yes", struct {
			A float64 `yaml:"a" optional:"yes"`
		}{}, `optional:"yes"`},
	}
	for _, tt := range tests {
		_, err := Fields(reflect.TypeOf(tt.of))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v; want %s", tt.reason, err, tt.want)
		}
	}
	type broken struct {
		A float64 `yaml:"a" range:"x"`
	}
	if _, err := LoadBytes[broken]("x.yaml", []byte("a: 1"), Options{}); err == nil {
		t.Error("want an error for a mistake in tags")
	} else if _, ok := err.(Problems); ok {
		t.Errorf("a mistake in the program was taken for one in the file: %v", err)
	}
}

func TestNearest(t *testing.T) {
	known := []string{"price_usd_per_mtok", "cash_usd_m", "name", "products", "stakes", "start", "ticks"}
	tests := []struct{ reason, name, want string }{
		{"one letter wrong", "nome", "name"},
		{"two letters swapped", "tikcs", "ticks"},
		{"another case", "Name", "name"},
		{"the unit left out", "cash", "cash_usd_m"},
		{"the unit left out, and misspelt", "prise", "price_usd_per_mtok"},
		{"a tie goes to the first in order", "stats", "stakes"},
		{"nothing near", "weights", ""},
		{"nothing at all", "", ""},
	}
	for _, tt := range tests {
		if got, _ := Nearest(tt.name, known); got != tt.want {
			t.Errorf("%s: got %q; want %q", tt.reason, got, tt.want)
		}
	}
}
