package experiments

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"shakeout/experiments/quantities"
	"shakeout/worlds/worldfile"
)

// Quantity is a number of a run that the file defines.
type Quantity struct {
	ID    string `yaml:"id" doc:"short name, the column in runs.csv"`
	Of    string `yaml:"of" doc:"an expression in Starlark over the tables of the run"`
	About string `yaml:"about" optional:"true" doc:"what it is, with its unit"`
}

// Claim is something that is said about the world, with the tests that it has to pass. What would pass is written down before the runs.
type Claim struct {
	ID    string   `yaml:"id" doc:"short name"`
	Says  string   `yaml:"says" doc:"what is claimed"`
	Class string   `yaml:"class" optional:"true" doc:"kind of evidence, for the table: such as identity, experiment, pattern"`
	Needs Needs    `yaml:"needs" default:"all" doc:"all: every test must pass; any: one is enough"`
	Tests []Test   `yaml:"tests" doc:"what is tested"`
	Notes []string `yaml:"notes" optional:"true" doc:"what to know when reading the result: what was tried, which values were changed after seeing it"`
}

// Test compares a quantity between arms, or with a bound, and says what it must be. Every arm of a replicate has the same luck, so tests are paired.
type Test struct {
	ID       string   `yaml:"id" doc:"short name within the claim"`
	About    string   `yaml:"about" doc:"what is done and what is looked at, for the table"`
	Quantity string   `yaml:"quantity" doc:"id of the quantity"`
	Per      string   `yaml:"per" optional:"true" doc:"id of the quantity that a slope, a ratio or a discrimination is relative to"`
	Contrast Contrast `yaml:"contrast" default:"difference" doc:"mean, difference, relative, slope, interaction, half-life, half-life-ratio, ratio, discrimination, probability, every; see docs/experiments.md"`
	Arms     []string `yaml:"arms" doc:"ids of the arms, in the order of the contrast: what is done first, what it is compared with second"`
	Above    *float64 `yaml:"above" doc:"passes if the interval lies above"`
	Below    *float64 `yaml:"below" doc:"passes if the interval lies below"`
	Shock    float64  `yaml:"shock" range:"(-inf,inf)" default:"0" source:"needed for half-lives only" doc:"half-life: the difference at first"`
	Months   float64  `yaml:"months" unit:"months" range:"[0,1200]" default:"0" source:"needed for half-lives only" doc:"half-life: months between the shock and the look"`
}

// reported tells a test that has nothing to pass.
func (t *Test) reported() bool { return t.Above == nil && t.Below == nil }

// Contrast says what of a quantity is compared.
type Contrast int

// The contrasts. A, B, C, D are means over replicates of the quantity in the arms of a test, a to d those of its per.
const (
	Difference     Contrast = iota // A - B
	MeanOf                         // A, the mean over arms where there are several
	Relative                       // A/B - 1
	Slope                          // (A - B)/(a - b); of logarithms an elasticity
	Interaction                    // (A - B) - (C - D)
	HalfLife                       // -months ln 2/ln((A - B)/shock)
	HalfLifeRatio                  // the same of A and B over that of C and D, less 1
	RatioOf                        // A/a, of sums where there are several arms
	Discrimination                 // A/a of pairs won, in the direction that other replicates have shown: out of fold
	Probability                    // P(quantity is not 0) in the arm, or the difference of two arms: exact intervals and tests
	Every                          // the worst value of all runs: the least for above, the greatest for below
)

var contrasts = []string{"difference", "mean", "relative", "slope", "interaction", "half-life", "half-life-ratio", "ratio", "discrimination", "probability", "every"}

// armsOf is the least and the greatest number of arms of a contrast.
var armsOf = [][2]int{{2, 2}, {1, 100}, {2, 2}, {2, 2}, {4, 4}, {2, 2}, {4, 4}, {1, 100}, {1, 1}, {1, 2}, {1, 100}}

// needsPer tells the contrasts that are relative to a second quantity.
func (c Contrast) needsPer() bool { return c == Slope || c == RatioOf || c == Discrimination }

// Values returns the names of all contrasts.
func (Contrast) Values() []string { return slices.Clone(contrasts) }

// String returns the name.
func (c Contrast) String() string { return word(contrasts, int(c)) }

// MarshalText returns the name.
func (c Contrast) MarshalText() ([]byte, error) { return wordText(contrasts, int(c)) }

// UnmarshalText reads a name.
func (c *Contrast) UnmarshalText(text []byte) error {
	i, err := readWord(contrasts, text)
	*c = Contrast(i)
	return err
}

// Needs says how many tests of a claim must pass.
type Needs int

// The rules.
const (
	AllTests Needs = iota
	AnyTest
)

var needs = []string{"all", "any"}

// Values returns the names of the rules.
func (Needs) Values() []string { return slices.Clone(needs) }

// String returns the name.
func (n Needs) String() string { return word(needs, int(n)) }

// MarshalText returns the name.
func (n Needs) MarshalText() ([]byte, error) { return wordText(needs, int(n)) }

// UnmarshalText reads a name.
func (n *Needs) UnmarshalText(text []byte) error {
	i, err := readWord(needs, text)
	*n = Needs(i)
	return err
}

// inOrder compares ids so that 2 comes before 10.
func inOrder(a, b string) int {
	x, errX := strconv.Atoi(a)
	y, errY := strconv.Atoi(b)
	if errX == nil && errY == nil {
		return cmp.Compare(x, y)
	}
	return strings.Compare(a, b)
}

// checkClaims reports what is wrong with the claims of a file, the arms and quantities that they name.
func (f *File) checkClaims(report func(path, format string, args ...any)) {
	var known, arms []string
	for i := range f.Measure.Quantities {
		known = append(known, f.Measure.Quantities[i].ID)
	}
	for i := range f.Arms {
		arms = append(arms, f.Arms[i].ID)
	}
	if len(arms) == 0 {
		arms = []string{"base"}
	}
	if f.Tournament != nil && len(f.Claims) > 0 {
		report("claims", "got claims for a tournament; want arms of your own")
	}
	for i := range f.Claims {
		c := &f.Claims[i]
		if len(c.Tests) == 0 {
			report(fmt.Sprintf("claims[%s].tests", c.ID), "got none; want at least one")
		} else if !slices.ContainsFunc(c.Tests, func(t Test) bool { return !t.reported() }) {
			report(fmt.Sprintf("claims[%s].tests", c.ID), "got no test with above or below; want at least one")
		}
		for k := range c.Tests {
			t := &c.Tests[k]
			at := fmt.Sprintf("claims[%s].tests[%s]", c.ID, t.ID)
			if !slices.Contains(known, t.Quantity) {
				report(at+".quantity", "got %q, no id in measure.quantities; %s", t.Quantity, worldfile.WantOneOf(t.Quantity, known))
			}
			if per := t.Contrast.needsPer(); per && !slices.Contains(known, t.Per) {
				report(at+".per", "got %q, no id in measure.quantities; %s", t.Per, worldfile.WantOneOf(t.Per, known))
			} else if !per && t.Per != "" {
				report(at+".per", "got %q for the contrast %s; want it for slope, ratio and discrimination only", t.Per, t.Contrast)
			}
			if n := armsOf[t.Contrast]; len(t.Arms) < n[0] || len(t.Arms) > n[1] {
				report(at+".arms", "got %d arms for the contrast %s; want %d to %d", len(t.Arms), t.Contrast, n[0], n[1])
			}
			for _, id := range t.Arms {
				if !slices.Contains(arms, id) {
					report(at+".arms", "got %q, the id of no arm; %s", id, worldfile.WantOneOf(id, arms))
				}
			}
			if half := t.Contrast == HalfLife || t.Contrast == HalfLifeRatio; half && (t.Shock == 0 || t.Months <= 0) {
				report(at, "got shock %g and months %g; want the difference at first, and how much later it is looked at", t.Shock, t.Months)
			}
			if t.Above != nil && t.Below != nil && *t.Above >= *t.Below {
				report(at, "got above %g and below %g; want above less than below", *t.Above, *t.Below)
			}
		}
	}
}

// quantities compiles the quantities of the file and settles which arm needs which.
func (l *loader) quantities() {
	e := l.out
	m := &e.file.Measure
	var list []quantities.Definition
	for i := range m.Quantities {
		list = append(list, quantities.Definition{ID: m.Quantities[i].ID, Of: m.Quantities[i].Of})
	}
	program, err := quantities.Compile(m.Script, list)
	if err != nil {
		at := "measure.script"
		if wrong, ok := err.(*quantities.Error); ok && wrong.ID != "" {
			at = "measure.quantities[" + wrong.ID + "].of"
		}
		l.problem(at, "%s", strings.ReplaceAll(err.Error(), "\n", " "))
		return
	}
	e.program = program
	slices.SortStableFunc(e.file.Claims, func(a, b Claim) int { return inOrder(a.ID, b.ID) })
	index := func(id string) int {
		return slices.IndexFunc(m.Quantities, func(q Quantity) bool { return q.ID == id })
	}
	asked := map[int]bool{}
	for i := range e.file.Claims {
		for _, t := range e.file.Claims[i].Tests {
			for _, id := range []string{t.Quantity, t.Per} {
				k := index(id)
				if k < 0 {
					continue
				}
				asked[k] = true
				for a := range e.arms {
					if slices.Contains(t.Arms, e.arms[a].id) && !slices.Contains(e.arms[a].wanted, k) {
						e.arms[a].wanted = append(e.arms[a].wanted, k)
					}
				}
			}
		}
	}
	for a := range e.arms {
		for k := range m.Quantities {
			if !asked[k] { // no claim says where: everywhere
				e.arms[a].wanted = append(e.arms[a].wanted, k)
			}
		}
		slices.Sort(e.arms[a].wanted)
	}
}
