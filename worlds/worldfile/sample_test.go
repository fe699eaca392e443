package worldfile

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sample is a small world of the shape that real ones have.
type sample struct {
	Format      int                `yaml:"shakeout" range:"[1,1]" doc:"format version"`
	Name        string             `yaml:"name" doc:"what it is called"`
	Description string             `yaml:"description" optional:"true"`
	Start       month              `yaml:"start" default:"2025-01"`
	Ticks       int                `yaml:"ticks" unit:"months" range:"[1,1200]" default:"120" source:"assumption"`
	Seed        uint64             `yaml:"seed" default:"1"`
	Audit       bool               `yaml:"audit" default:"true"`
	Customers   sampleCustomers    `yaml:"customers"`
	Compute     *sampleCompute     `yaml:"compute"`
	Policy      samplePolicy       `yaml:"policy"`
	Agents      []sampleAgent      `yaml:"agents"`
	Weights     []float64          `yaml:"weights" range:"[0,1]" default:"[0.5, 0.25]"`
	Tags        []string           `yaml:"tags" optional:"true"`
	Params      map[string]float64 `yaml:"params" optional:"true"`
}

type sampleCustomers struct {
	Segments []sampleSegment `yaml:"segments"`
}

type sampleSegment struct {
	ID    string  `yaml:"id"`
	Alpha float64 `yaml:"alpha" unit:"1" range:"(0,20]" default:"1.8" source:"assumption, 1.2-3.5" doc:"price sensitivity"`
	Size  float64 `yaml:"size_m" unit:"million" range:"[0,inf)"`
}

type sampleCompute struct {
	Price  float64 `yaml:"price_usd_per_h" unit:"USD/h" range:"(0,inf)" default:"2.5"`
	Growth float64 `yaml:"growth_per_month" unit:"1/month" range:"[-1,1]" default:"0.03"`
}

type samplePolicy struct {
	MergerRule rule    `yaml:"merger_rule" default:"none"`
	Cap        float64 `yaml:"cap" range:"[0,inf)" optional:"true"`
}

type sampleAgent struct {
	ID string `yaml:"id"`
	sampleCommon
	Enters   month           `yaml:"enters" default:"2025-01"`
	Start    sampleState     `yaml:"start"`
	Products []sampleProduct `yaml:"products"`
	Stakes   []sampleStake   `yaml:"stakes"`
	Strategy sampleStrategy  `yaml:"strategy"`
}

type sampleCommon struct {
	Name string `yaml:"name"`
}

type sampleState struct {
	Cash  float64 `yaml:"cash_usd_m" unit:"USD m" range:"[0,inf)"`
	Staff int64   `yaml:"staff" unit:"people" range:"[0,1e7]" default:"10"`
}

type sampleProduct struct {
	ID    string  `yaml:"id"`
	Price float64 `yaml:"price_usd_per_mtok" unit:"USD/Mtok" range:"[0,inf)"`
	Open  bool    `yaml:"open"`
}

type sampleStake struct {
	Of    string  `yaml:"of"`
	Share float64 `yaml:"share" range:"[0,1]"`
}

type sampleStrategy struct {
	Name   string             `yaml:"name" default:"markup"`
	Params map[string]float64 `yaml:"params"`
	Script string             `yaml:"script" optional:"true" embed:".star"`
}

// Check is what a world would say of agents that don't fit together.
func (s *sample) Check(report func(path, format string, args ...any)) {
	known := map[string]bool{}
	for _, a := range s.Agents {
		known[a.ID] = true
	}
	for _, a := range s.Agents {
		for i, st := range a.Stakes {
			if !known[st.Of] {
				report(fmt.Sprintf("agents[%s].stakes[%d].of", a.ID, i), "got %q; want the id of an agent", st.Of)
			}
		}
	}
}

// Check reports stakes that add up to more than the whole.
func (a *sampleAgent) Check(report func(path, format string, args ...any)) {
	sum := 0.0
	for _, st := range a.Stakes {
		sum += st.Share
	}
	if sum > 1 {
		report("stakes", "got shares that add up to %v; want at most 1", sum)
	}
}

type month struct{ year, month int }

func (m month) String() string               { return fmt.Sprintf("%04d-%02d", m.year, m.month) }
func (m month) MarshalText() ([]byte, error) { return []byte(m.String()), nil }
func (m *month) UnmarshalText(b []byte) error {
	if _, err := fmt.Sscanf(string(b), "%4d-%2d", &m.year, &m.month); err != nil || m.String() != string(b) || m.month < 1 || m.month > 12 {
		return errors.New("a month as 2025-01")
	}
	return nil
}

type rule uint8

var rules = []string{"none", "horizontal", "all"}

func (r rule) String() string               { return rules[r] }
func (r rule) Values() []string             { return rules }
func (r rule) MarshalText() ([]byte, error) { return []byte(rules[r]), nil }
func (r *rule) UnmarshalText(b []byte) error {
	for i, s := range rules {
		if s == string(b) {
			*r = rule(i)
			return nil
		}
	}
	return errors.New("no such rule")
}

// good is a world without fault.
const good = `# a comment
shakeout: 1
name: small
customers:
  segments:
    - id: enterprise
      size_m: {value: 2, source: "Menlo 2024", confidence: medium}
    - {id: consumer, size_m: 300, alpha: 2.5}
compute: {}
agents:
  - id: mistral
    name: Mistral
    start: {cash_usd_m: {value: 900, source: "press, 2024-06", confidence: high}}
    products:
      - {id: large, price_usd_per_mtok: 2}
  - id: deepseek
    name: DeepSeek
    start: {cash_usd_m: 500, staff: 200}
    stakes: [{of: mistral, share: 0.25}]
    strategy: {params: {markup: 0.3}}
scenarios:
  drought:
    compute: {price_usd_per_h: 8}
    agents:
      - {id: deepseek, remove: true}
`

func mustLoad(t *testing.T, text string, o Options) *Loaded[sample] {
	t.Helper()
	l, err := LoadBytes[sample]("good.yaml", []byte(text), o)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestCanonicalTextReadsBackTheSame(t *testing.T) {
	first := mustLoad(t, good, Options{})
	text, err := first.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	second := mustLoad(t, string(text), Options{})
	opt := cmp.AllowUnexported(sampleAgent{}, month{})
	if d := cmp.Diff(first.Value, second.Value, opt); d != "" {
		t.Errorf("value changed: %s", d)
	}
	if d := cmp.Diff(first.Sources, second.Sources); d != "" {
		t.Errorf("sources changed: %s", d)
	}
	again, err := second.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(text), string(again)); d != "" {
		t.Errorf("text changed: %s", d)
	}
	if !strings.Contains(string(text), `{value: 900, source: "press, 2024-06", confidence: high}`) {
		t.Errorf("lost a source:\n%s", text)
	}
	t.Logf("\n%s", text)
}
