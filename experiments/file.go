package experiments

import (
	"fmt"
	"slices"

	"shakeout/internal/sampling"
	"shakeout/worlds"
	"shakeout/worlds/worldfile"
)

// File is an experiment as a file holds it.
type File struct {
	Format      int64  `yaml:"shakeout" range:"[1,1]" default:"1" source:"format of experiment files" doc:"format version"`
	Name        string `yaml:"name" doc:"name of the experiment"`
	Description string `yaml:"description" optional:"true" doc:"what it asks"`

	World     string          `yaml:"world" optional:"true" doc:"the world: a bundled name, or a file, from the folder of this one"`
	Scenarios []string        `yaml:"scenarios_of_world" optional:"true" doc:"scenarios of the world for all arms"`
	Set       worldfile.Layer `yaml:"set" doc:"overrides of the world for all arms"`

	Runs      int64              `yaml:"runs" range:"[1,1000000000]" default:"100" source:"enough for a first look" doc:"replicates: runs of every arm and point"`
	Seeds     Seeds              `yaml:"seeds" doc:"seeds of the replicates"`
	Draws     sampling.Method    `yaml:"draws" default:"random" doc:"how the uncertain numbers of the replicates are laid out; intervals are right for random and too wide for the others"`
	Uncertain []worlds.Uncertain `yaml:"uncertain" optional:"true" doc:"what is believed about numbers; wins over the world's for the same path"`
	Certain   bool               `yaml:"ignore_uncertain_of_world" doc:"take the world's own uncertain numbers as they stand"`

	Sweep      *Sweep      `yaml:"sweep" doc:"values of numbers to go through"`
	Arms       []Arm       `yaml:"arms" optional:"true" doc:"what is compared; without arms the world itself"`
	Baseline   string      `yaml:"baseline" optional:"true" doc:"arm that the others are compared with; the only one that overrides nothing, if left out"`
	Tournament *Tournament `yaml:"tournament" doc:"strategies that meet: makes its own arms"`

	Sensitivity *Sensitivity `yaml:"sensitivity" doc:"how much each uncertain number matters: makes its own points"`
	Measure     Measure      `yaml:"measure" doc:"what is kept of each run"`
	Claims      []Claim      `yaml:"claims" optional:"true" doc:"what is claimed about the world, with tests fixed before the runs"`
}

// Seeds say which seeds the replicates have.
type Seeds struct {
	First *int64  `yaml:"first" range:"[0,9007199254740991]" doc:"seed of replicate 1, one more for each after it; the world's if left out"`
	List  []int64 `yaml:"list" range:"[0,9007199254740991]" optional:"true" doc:"seeds of the replicates one by one"`
}

// Arm is a world to compare: overrides of that of the experiment, or another one.
type Arm struct {
	ID        string          `yaml:"id" doc:"short name, the value in the column arm"`
	About     string          `yaml:"about" optional:"true" doc:"what is different in it, for figures"`
	World     string          `yaml:"world" optional:"true" doc:"another world than the experiment's"`
	Scenarios []string        `yaml:"scenarios_of_world" optional:"true" doc:"scenarios, after those for all arms"`
	Set       worldfile.Layer `yaml:"set" doc:"overrides, after those for all arms; agents may be added and removed"`
	Keep      []string        `yaml:"keep" optional:"true" doc:"paths of uncertain numbers that stay as this arm's world has them; those that it sets itself always do"`
	Against   string          `yaml:"against" optional:"true" doc:"arm that this one is compared with; the baseline if left out"`
}

// Sweep says which values some numbers go through.
type Sweep struct {
	Design Design `yaml:"design" default:"grid" doc:"grid: every combination; list: the values side by side; latin-hypercube, sobol: points that fill the space"`
	Points int64  `yaml:"points" range:"[1,16777216]" default:"64" source:"a power of 2, for Sobol'" doc:"points of a latin-hypercube or sobol design"`
	Seed   int64  `yaml:"seed" range:"[0,9007199254740991]" default:"1" source:"any" doc:"seed of the design"`
	Axes   []Axis `yaml:"axes" doc:"what goes through values"`
}

// Axis is one number of a sweep and its values.
type Axis struct {
	Path   string          `yaml:"path" doc:"where the number stands; [*] for every item of a list"`
	As     worlds.DrawForm `yaml:"as" default:"value" doc:"value: takes the place of the number; factor: multiplies it"`
	Label  string          `yaml:"label" optional:"true" doc:"name in figures; the path if left out"`
	Values []float64       `yaml:"values" optional:"true" doc:"its values"`
	Words  []string        `yaml:"words" optional:"true" doc:"its words, for a path that takes words"`
	Low    *float64        `yaml:"low" doc:"least value, in place of values"`
	High   *float64        `yaml:"high" doc:"greatest value"`
	Steps  int64           `yaml:"steps" range:"[1,1000000]" default:"5" source:"a first look" doc:"values of a grid or list from low to high"`
	Scale  Scale           `yaml:"scale" default:"linear" doc:"distances between them: linear or log"`
}

// Measure says what is kept of each run.
type Measure struct {
	OutcomesOf []string   `yaml:"outcomes_of" optional:"true" doc:"agents whose outcomes are kept; all if left out"`
	Indicators []string   `yaml:"indicators" optional:"true" doc:"columns of market.csv, or agents[ID].COLUMN, segments[ID].COLUMN; all numbers of market.csv if left out"`
	Dates      []string   `yaml:"dates" optional:"true" doc:"months YYYY-MM at which they are kept"`
	Last       int64      `yaml:"last" unit:"ticks" range:"[1,100000]" optional:"true" doc:"or at the last so many ticks of each run, wherever it ends; 1 where the world records no more than that"`
	Every      int64      `yaml:"every" unit:"ticks" range:"[1,1000000000]" default:"12" source:"once a year" doc:"or every so many ticks, from the start"`
	Script     string     `yaml:"script" optional:"true" embed:".star" doc:"functions in Starlark for the quantities, or the name of the .star file that holds them"`
	Quantities []Quantity `yaml:"quantities" optional:"true" doc:"numbers of a run that are computed from its tables, columns of runs.csv"`
}

// Design is a way to lay out a sweep.
type Design int

// The designs.
const (
	Grid Design = iota
	List
	LatinHypercube
	SobolSequence
)

var designs = []string{"grid", "list", "latin-hypercube", "sobol"}

// Scale says how values lie between two ends.
type Scale int

// The scales.
const (
	Linear Scale = iota
	Log
)

var scales = []string{"linear", "log"}

// Values returns the names of all designs.
func (Design) Values() []string { return slices.Clone(designs) }

// String returns the name.
func (d Design) String() string { return word(designs, int(d)) }

// MarshalText returns the name.
func (d Design) MarshalText() ([]byte, error) { return wordText(designs, int(d)) }

// UnmarshalText reads a name.
func (d *Design) UnmarshalText(text []byte) error {
	i, err := readWord(designs, text)
	*d = Design(i)
	return err
}

// Values returns the names of all scales.
func (Scale) Values() []string { return slices.Clone(scales) }

// String returns the name.
func (s Scale) String() string { return word(scales, int(s)) }

// MarshalText returns the name.
func (s Scale) MarshalText() ([]byte, error) { return wordText(scales, int(s)) }

// UnmarshalText reads a name.
func (s *Scale) UnmarshalText(text []byte) error {
	i, err := readWord(scales, text)
	*s = Scale(i)
	return err
}

func word(words []string, i int) string {
	if i < 0 || i >= len(words) {
		return fmt.Sprintf("%d", i)
	}
	return words[i]
}

func wordText(words []string, i int) ([]byte, error) {
	if i < 0 || i >= len(words) {
		return nil, fmt.Errorf("got %d; want one of %v", i, words)
	}
	return []byte(words[i]), nil
}

func readWord(words []string, text []byte) (int, error) {
	i := slices.Index(words, string(text))
	if i < 0 {
		return 0, fmt.Errorf("got %q; want one of %v", text, words)
	}
	return i, nil
}
