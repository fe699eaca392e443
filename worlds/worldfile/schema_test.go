package worldfile

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// compiled returns the schema of a type, compiled by another library than the
// one that wrote it.
func compiled[T any](t *testing.T, kind SchemaKind) *jsonschema.Schema {
	t.Helper()
	text, err := Schema[T](kind, "test")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("test.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("test.json")
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return s
}

// instance returns a YAML text as the schema library wants it.
func instance(t *testing.T, text string) any {
	t.Helper()
	var problems Problems
	n := readTree([]byte(text), &origin{file: "x.yaml"}, &problems)
	if n == nil {
		t.Fatal(problems)
	}
	return n.jsonValue()
}

func TestSchemaAgreesWithLoad(t *testing.T) {
	schema := compiled[sample](t, SchemaFile)
	tests := []struct {
		reason string
		text   string
		ok     bool
	}{
		{"the good world", good, true},
		{"the least world", "shakeout: 1\nname: x\n", true},
		{"without a name", "shakeout: 1\n", false},
		{"null for the name", "shakeout: 1\nname: null\n", false},
		{"an unknown key", head + "tics: 3\n", false},
		{"an unknown key far down", head + agent + "    products: [{id: a, price_usd_per_mtok: 1, x: 1}]\n", false},
		{"a number in quotes", head + "ticks: \"3\"\n", false},
		{"a fraction for a count", head + "ticks: 1.5\n", false},
		{"a whole number with a point", head + "ticks: 12.0\n", true},
		{"a whole number with an exponent", head + "ticks: 1e3\n", true},
		{"true for a number", head + "ticks: true\n", false},
		{"a number for a flag", head + "audit: 0\n", false},
		{"a number for text", "shakeout: 1\nname: 3\n", false},
		{"null for a default", "shakeout: 1\nname: x\nticks: null\naudit: ~\ncompute: null\nagents: null\ncustomers: null\n", true},
		{"below the range", head + "weights: [-0.1]\n", false},
		{"an open end", head + "compute: {price_usd_per_h: 0}\n", false},
		{"a closed end", head + "weights: [0, 1]\n", true},
		{"above the range", head + "ticks: 1201\n", false},
		{"a negative seed", head + "seed: -1\n", false},
		{"a word of the enum", head + "policy: {merger_rule: all}\n", true},
		{"a word that isn't", head + "policy: {merger_rule: some}\n", false},
		{"a sourced number", head + "ticks: {value: 3, source: x, confidence: low}\n", true},
		{"a sourced number without a value", head + "ticks: {source: x}\n", false},
		{"a sourced number with more", head + "ticks: {value: 3, unit: x}\n", false},
		{"a sourced number with no such confidence", head + "ticks: {value: 3, confidence: certain}\n", false},
		{"a sourced number out of range", head + "ticks: {value: 0}\n", false},
		{"a number in a map with a source", head + "params: {a: {value: 3, source: x}, b: null}\n", true},
		{"text in a map of numbers", head + "params: {a: b}\n", false},
		{"a list for a section", head + "compute: []\n", false},
		{"a section for a list", head + "agents: {}\n", false},
		{"null in a list", head + "weights: [null]\n", false},
		{"an agent without what it needs", head + "agents: [{id: a, name: A}]\n", false},
		{"an agent without an id", head + "agents: [{name: A, start: {cash_usd_m: 1}}]\n", false},
		{"an id with a slash", head + "agents: [{id: a/b, name: A, start: {cash_usd_m: 1}}]\n", false},
		{"a whole agent", head + agent, true},
		{"a scenario with a part of an agent", head + agent + "scenarios: {s: {agents: [{id: mistral, name: N}]}}\n", true},
		{"a scenario with removal", head + agent + "scenarios: {s: {agents: [{id: mistral, remove: true}]}}\n", true},
		{"removal that isn't", head + agent + "scenarios: {s: {agents: [{id: mistral, remove: false}]}}\n", false},
		{"removal with more", head + agent + "scenarios: {s: {agents: [{id: mistral, remove: true, name: x}]}}\n", false},
		{"a scenario's agent without an id", head + agent + "scenarios: {s: {agents: [{name: x}]}}\n", false},
		{"an empty scenario", head + "scenarios: {s: }\n", true},
		{"a scenario with an unknown key", head + "scenarios: {s: {tics: 3}}\n", false},
		{"a scenario that extends", head + "scenarios: {s: {extends: duopoly}}\n", false},
		{"a scenario with a name for no path", head + "scenarios: {a b: {}}\n", false},
		{"a part of a world over another", "extends: duopoly\nticks: 3\nagents: [{id: mistral, remove: true}, {id: deepseek, stakes: []}]\n", true},
		{"a wrong part of a world", "extends: duopoly\nticks: x\n", false},
		{"extends nothing", head + "extends: null\n", true},
		{"extends a number", head + "extends: 3\n", false},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			_, err := LoadBytes[sample]("x.yaml", []byte(tt.text), Options{Bundled: bundledForTest})
			if (err == nil) != tt.ok {
				t.Errorf("load: got %v; want ok %v", err, tt.ok)
			}
			if err := schema.Validate(instance(t, tt.text)); (err == nil) != tt.ok {
				t.Errorf("schema: got %v; want ok %v", err, tt.ok)
			}
		})
	}
}

func TestSchemaOfLayersAndResolvedFiles(t *testing.T) {
	layer, resolved := compiled[sample](t, SchemaLayer), compiled[sample](t, SchemaResolved)
	canonical := show(t, mustLoad(t, good, Options{}))
	tests := []struct {
		reason, text    string
		layer, resolved bool
	}{
		{"the canonical text", canonical, true, true},
		{"a part", "ticks: 3\nagents: [{id: a, remove: true}]\n", true, false},
		{"a file with scenarios", head + "scenarios: {}\n", false, false},
		{"a file that extends", "extends: duopoly\n", false, false},
	}
	for _, tt := range tests {
		if err := layer.Validate(instance(t, tt.text)); (err == nil) != tt.layer {
			t.Errorf("%s as a layer: got %v; want ok %v", tt.reason, err, tt.layer)
		}
		if err := resolved.Validate(instance(t, tt.text)); (err == nil) != tt.resolved {
			t.Errorf("%s as resolved: got %v; want ok %v", tt.reason, err, tt.resolved)
		}
	}
}

// tree is a type that holds itself.
type tree struct {
	ID   string `yaml:"id"`
	Kids []tree `yaml:"kids"`
}

func TestSchemaOfATypeThatHoldsItself(t *testing.T) {
	type forest struct {
		Trees []tree `yaml:"trees"`
	}
	s := compiled[forest](t, SchemaFile)
	if err := s.Validate(instance(t, "trees: [{id: a, kids: [{id: b, kids: [{id: c}]}]}]\n")); err != nil {
		t.Error(err)
	}
	if err := s.Validate(instance(t, "trees: [{id: a, kids: [{id: b, kids: [{ix: c}]}]}]\n")); err == nil {
		t.Error("want an error three levels down")
	}
}

func TestSchemaIsTheSameEveryTime(t *testing.T) {
	first, err := Schema[sample](SchemaFile, "world")
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		again, err := Schema[sample](SchemaFile, "world")
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(first), string(again)); d != "" {
			t.Fatal(d)
		}
	}
	for _, want := range []string{
		`"description": "price sensitivity; (0, 20]; default from: assumption, 1.2-3.5"`,
		`"default": 1.8`, `"exclusiveMinimum": 0`, `"enum": [`, `"$schema": "https://json-schema.org/draft/2020-12/schema"`,
	} {
		if !strings.Contains(string(first), want) {
			t.Errorf("want %s in\n%s", want, first)
		}
	}
}
