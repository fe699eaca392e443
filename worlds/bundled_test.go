package worlds_test

import (
	"bytes"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
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

var laterThan2022 = regexp.MustCompile(`20(2[3-9]|[3-9][0-9])|4o|regularity|README|revenue\.csv|compute margin`)

// wholeData are words of a default that rests on all of the data, to December 2024.
var wholeData = regexp.MustCompile(`(funding|subscriptions|demand|compute|capability)\.csv|Inflection|Adept`)

// knownLater are defaults that frontier-2023 takes over though later months had a part in them. Each is
// listed in docs/backtest-2023.md; a new one must be, too, or be given its number of 2022 in the world.
var knownLater = []string{"capital.rounds.dilution_min", "capital.valuation.prospect_half_life_months", "customers.plan_reference_usd_per_month"}

// What was known on 1 January 2023 decides frontier-2023: neither its own numbers nor the defaults
// it takes over may name a source of later months. What is declared to come (enters, and the price and
// the state with which it comes) is let pass by the word declared.
func TestFrontier2023KnowsNothingOfTheMonthsThatFollow(t *testing.T) {
	w, err := worlds.Load("frontier-2023", worldfile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for path, s := range w.Sources {
		text := strings.NewReplacer("world_2023-01-01.csv", "", "2023-01-01", "").Replace(s.Text)
		if laterThan2022.MatchString(text) && !strings.Contains(text, "declared") {
			t.Errorf("%s: got the source %q; want one of 2022 or before, or the word declared", path, s.Text)
		}
	}
	fields, err := worldfile.Fields(reflect.TypeFor[worlds.World]())
	if err != nil {
		t.Fatal(err)
	}
	canonical, err := w.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	item := regexp.MustCompile(`\[[^]]*\]`)
	source := map[string]string{}
	for _, f := range fields {
		source[f.Path] = f.Source
	}
	doc, err := os.ReadFile("../docs/backtest-2023.md")
	if err != nil {
		t.Fatal(err)
	}
	taken := 0
	for _, path := range leaves(t, canonical) {
		tag := source[item.ReplaceAllString(path, "[]")]
		if w.Origin(path) != "default" || tag == "" {
			continue
		}
		taken++
		switch {
		case !laterThan2022.MatchString(tag) && !wholeData.MatchString(tag):
		case slices.Contains(knownLater, path):
			if !strings.Contains(string(doc), "`"+path+"`") {
				t.Errorf("%s is left at its default, whose source is %q; want it listed in docs/backtest-2023.md", path, tag)
			}
		case item.ReplaceAllString(path, "[]") == "agents[].start.last_round_months_ago": // of who raises nothing, or comes later
		default:
			t.Errorf("%s is left at its default, whose source is %q; want a number of 2022 or before", path, tag)
		}
	}
	if taken < 100 {
		t.Errorf("%d defaults were looked at; want more than 100", taken)
	}
}

// leaves lists the paths of the values of a resolved world, items by id.
func leaves(t *testing.T, text []byte) []string {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	var list []string
	var walk func(n *yaml.Node, path string)
	walk = func(n *yaml.Node, path string) {
		switch n.Kind {
		case yaml.MappingNode:
			for i := 0; i+1 < len(n.Content); i += 2 {
				key := n.Content[i].Value
				if key == "value" && path != "" {
					list = append(list, path)
					return
				}
				walk(n.Content[i+1], strings.TrimPrefix(path+"."+key, "."))
			}
		case yaml.SequenceNode:
			for i, item := range n.Content {
				id := strconv.Itoa(i)
				for k := 0; k+1 < len(item.Content); k += 2 {
					if item.Content[k].Value == "id" {
						id = item.Content[k+1].Value
					}
				}
				walk(item, path+"["+id+"]")
			}
		default:
			list = append(list, path)
		}
	}
	walk(doc.Content[0], "")
	return list
}
