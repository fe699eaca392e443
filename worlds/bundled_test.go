package worlds_test

import (
	"bytes"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"shakeout/worlds"
	"shakeout/worlds/worldfile"
)

func TestEveryNumberOfABundledWorldHasItsSource(t *testing.T) {
	for _, name := range worlds.Names() {
		w, err := worlds.Load(name, worldfile.Options{AllScenarios: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range w.Unsourced(worlds.Choices...) {
			t.Error(p)
		}
	}
}

func TestEveryScenarioOfABundledWorldOpens(t *testing.T) {
	for _, name := range worlds.Names() {
		w, err := worlds.Load(name, worldfile.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, scenario := range w.ScenarioNames {
			over, err := worlds.Load(name, worldfile.Options{Scenarios: []string{scenario}})
			if err == nil {
				err = worlds.CheckOpening(&over.Value)
			}
			if err != nil {
				t.Errorf("%s, scenario %s: %v", name, scenario, err)
			}
		}
	}
}

// The schema that editors use is checked by another library than the one that wrote it, against
// every bundled world as it is written and as it is resolved.
func TestBundledWorldsSatisfyTheSchema(t *testing.T) {
	asWritten, resolved := compiled(t, worldfile.SchemaFile), compiled(t, worldfile.SchemaResolved)
	for _, name := range worlds.Names() {
		text, err := worlds.File(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := asWritten.Validate(instance(t, text)); err != nil {
			t.Errorf("%s as it is written: %v", name, err)
		}
		w, err := worlds.Load(name, worldfile.Options{})
		if err != nil {
			t.Fatal(err)
		}
		canonical, err := w.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		if err := resolved.Validate(instance(t, canonical)); err != nil {
			t.Errorf("%s resolved: %v", name, err)
		}
	}
	if err := asWritten.Validate(instance(t, []byte("shakeout: 1\nname: x\ntics: 3\n"))); err == nil {
		t.Error("the schema lets an unknown key pass")
	}
}

func compiled(t *testing.T, kind worldfile.SchemaKind) *jsonschema.Schema {
	t.Helper()
	text, err := worldfile.Schema[worlds.World](kind, "world")
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("world.json", document); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("world.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// instance is a YAML text as the schema library wants it, read by neither side's own reader.
func instance(t *testing.T, text []byte) any {
	t.Helper()
	var v any
	if err := yaml.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	return v
}
