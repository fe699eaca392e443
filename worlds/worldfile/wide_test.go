package worldfile

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// wide has every form that a field may take.
type wide struct {
	F32     float32                       `yaml:"f32" default:"0.1"`
	I8      int8                          `yaml:"i8" optional:"true"`
	I16     int16                         `yaml:"i16" range:"[-5,inf)" optional:"true"`
	U8      uint8                         `yaml:"u8" optional:"true"`
	U64     uint64                        `yaml:"u64" optional:"true"`
	Flag    *bool                         `yaml:"flag"`
	Limit   *float64                      `yaml:"limit" range:"[0,inf)"`
	When    *month                        `yaml:"when"`
	Matrix  [][]float64                   `yaml:"matrix" range:"[0,1]" optional:"true"`
	Rules   []rule                        `yaml:"rules" optional:"true"`
	Months  []month                       `yaml:"months" default:"[2024-05]"`
	Maps    []map[string]int              `yaml:"maps" optional:"true"`
	Words   map[string]string             `yaml:"words" optional:"true"`
	Many    map[string][]float64          `yaml:"many" optional:"true"`
	Things  map[string]sampleState        `yaml:"things" optional:"true"`
	Nested  map[string]map[string]float64 `yaml:"nested" optional:"true"`
	Stakes  []sampleStake                 `yaml:"stakes" optional:"true"`
	Empties []struct{}                    `yaml:"empties" optional:"true"`
	Empty   *struct{}                     `yaml:"empty"`
	Deep    *wideDeep                     `yaml:"deep"`
	private int
	Skipped int `yaml:"-"`
}

type wideDeep struct {
	Only string    `yaml:"only" optional:"true"`
	More *wideDeep `yaml:"more"`
}

const wideText = `
f32: 0.3
i8: -128
i16: -5
u8: 255
u64: 0xFFFFFFFFFFFFFFFF
flag: false
limit: {value: 0, source: x}
when: 2025-03
matrix: [[0, 1], [], [0.5, {value: 0.25, source: y, confidence: high}]]
rules: [all, none]
maps:
  - {b: 2, a: 1}
  - {}
words: {b: "null", a: x y}
many: {x: [1, 2], y: []}
things: {"odd name": {cash_usd_m: 1}, b: {cash_usd_m: {value: 2, source: z}}}
nested: {a: {b: 1}, c: {}}
stakes: [{of: b, share: 0.5}, {of: a, share: 1}]
empties: [{}, {}]
empty: {}
deep: {more: {only: x, more: {}}}
`

func TestEveryFormReadsBackTheSame(t *testing.T) {
	first, err := LoadBytes[wide]("x.yaml", []byte(wideText), Options{})
	if err != nil {
		t.Fatal(err)
	}
	text, err := first.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	second, err := LoadBytes[wide]("x.yaml", text, Options{})
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	if d := cmp.Diff(first.Value, second.Value, cmp.AllowUnexported(wide{}, month{})); d != "" {
		t.Errorf("(-first +second)\n%s\n%s", d, text)
	}
	want := map[string]Source{
		"limit":               {Text: "x"},
		"matrix[2][1]":        {Text: "y", Confidence: "high"},
		"things.b.cash_usd_m": {Text: "z"},
	}
	if d := cmp.Diff(want, first.Sources); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(first.Sources, second.Sources); d != "" {
		t.Error(d)
	}
	again, err := second.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(text), string(again)); d != "" {
		t.Error(d)
	}
	clone, err := Clone(&first.Value)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(first.Value, clone, cmp.AllowUnexported(wide{}, month{})); d != "" {
		t.Error(d)
	}
	clone.Nested["a"]["b"], clone.Matrix[0][0] = 7, 7
	if first.Value.Nested["a"]["b"] == 7 || first.Value.Matrix[0][0] == 7 {
		t.Error("the copy wasn't deep")
	}
	schema := compiled[wide](t, SchemaFile)
	for reason, text := range map[string]string{"as written": strings.Replace(wideText, "0xFFFFFFFFFFFFFFFF", "3", 1), "canonical": strings.Replace(string(text), "18446744073709551615", "3", 1)} {
		if err := schema.Validate(instance(t, text)); err != nil {
			t.Errorf("%s: %v", reason, err)
		}
	}
}

func TestAbsentPointersStayAbsent(t *testing.T) {
	l, err := LoadBytes[wide]("x.yaml", []byte("limit: null\nf32: 1\n"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if v := l.Value; v.Flag != nil || v.Limit != nil || v.When != nil || v.Empty != nil || v.Deep != nil {
		t.Errorf("got %+v", v)
	}
	text, err := l.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(text), "f32: 1\nmonths: [2024-05]\n"; got != want {
		t.Errorf("got %q; want %q", got, want)
	}
}

func TestWrongInsideEveryForm(t *testing.T) {
	tests := []struct{ reason, text, want string }{
		{"a number in a matrix", "matrix: [[0], [0, 2]]", "x.yaml:1:19: matrix[1][1]: got 2; want a number in [0, 1]"},
		{"a row that is none", "matrix: [3]", "x.yaml:1:10: matrix[0]: got 3; want a list"},
		{"an enum in a list", "rules: [al]", `x.yaml:1:9: rules[0]: got "al"; did you mean "all"? want one of none, horizontal, all`},
		{"a date in a list", "months: [2024]", "x.yaml:1:10: months[0]: got 2024; want text"},
		{"a record in a map", "things: {a b: {cash: 1}}", `x.yaml:1:16: things[a b].cash: got an unknown key; did you mean "cash_usd_m"? want one of cash_usd_m, staff`},
		{"a number in a map of texts", "words: {a: 1}", `x.yaml:1:12: words.a: got 1; want text, in quotes: "1"`},
		{"an empty name", `words: {"": a}`, `x.yaml:1:9: words: got the name ""; want a name of 1 to 80 characters`},
		{"a name that is too long", "words: {" + strings.Repeat("x", 81) + ": a}", `x.yaml:1:9: words: got the name "` + strings.Repeat("x", 80) + `..."; want a name of 1 to 80 characters`},
		{"a map that is none", "words: [a]", "x.yaml:1:8: words: got a list of 1; want a table of names"},
		{"beyond float32", "f32: 1e39", "x.yaml:1:6: f32: got 1e39; want a number that fits in 32 bits"},
		{"a text of several lines is quoted short", "u8: |\n  " + strings.Repeat("long ", 30) + "\n", `x.yaml:1:5: u8: got text "` + strings.Repeat("long ", 16) + `..."; want a whole number`},
	}
	for _, tt := range tests {
		_, err := LoadBytes[wide]("x.yaml", []byte(tt.text), Options{})
		if err == nil || err.Error() != tt.want {
			t.Errorf("%s:\ngot  %v\nwant %s", tt.reason, err, tt.want)
		}
	}
}
