package worlds

import (
	"fmt"
	"math"
	"slices"

	"shakeout/internal/sampling"
	"shakeout/worlds/worldfile"
)

// Uncertain is what is believed about a number of a world that nobody knows. One run takes the number as it stands; an
// ensemble draws it. The path may have [*] for every item of a list, as in customers.segments[*].switching_cost: all of
// them then take the same draw.
type Uncertain struct {
	Path                  string   `yaml:"path" doc:"where the number stands, as customers.none_lambda or customers.segments[*].switching_cost"`
	As                    DrawForm `yaml:"as" default:"value" doc:"value: the draw takes the place of the number; factor: it multiplies it"`
	sampling.Distribution `yaml:",inline"`
	Source                string `yaml:"source" optional:"true" doc:"where the range comes from"`
}

// DrawForm says what a draw is to the number it is for.
type DrawForm int

// The forms.
const (
	DrawValue  DrawForm = iota // in its place
	DrawFactor                 // a factor to it
)

var drawForms = []string{"value", "factor"}

// Values returns the names of all forms.
func (DrawForm) Values() []string { return slices.Clone(drawForms) }

// String returns the name.
func (f DrawForm) String() string {
	if f < 0 || int(f) >= len(drawForms) {
		return fmt.Sprintf("DrawForm(%d)", int(f))
	}
	return drawForms[f]
}

// MarshalText returns the name.
func (f DrawForm) MarshalText() ([]byte, error) {
	if f < 0 || int(f) >= len(drawForms) {
		return nil, fmt.Errorf("as: got %d; want one of %v", int(f), drawForms)
	}
	return []byte(drawForms[f]), nil
}

// UnmarshalText reads a name.
func (f *DrawForm) UnmarshalText(text []byte) error {
	i := slices.Index(drawForms, string(text))
	if i < 0 {
		return fmt.Errorf("got %q; want one of %v", text, drawForms)
	}
	*f = DrawForm(i)
	return nil
}

// CheckUncertain reports what is wrong with distributions over the numbers of a world: a path that leads nowhere or comes
// twice, a distribution that reaches out of the range of its number. i is the place in the list, from 0.
func (w *World) CheckUncertain(list []Uncertain, report func(i int, key, format string, args ...any)) {
	if len(list) == 0 {
		return
	}
	trial, err := worldfile.Clone(w)
	if err != nil {
		return
	}
	seen := map[string]bool{}
	for i := range list {
		u := &list[i]
		if worldfile.LeftOut(w, u.Path) {
			continue // a scenario may leave a market out; its numbers then don't matter
		}
		paths, err := worldfile.Expand(w, u.Path)
		if err != nil {
			report(i, "path", "%s", err)
			continue
		}
		for _, path := range paths {
			if seen[path] {
				report(i, "path", "got %s again; want each number once", path)
			}
			seen[path] = true
			if u.Validate() != nil {
				continue // reported by the distribution itself
			}
			if err := trial.checkBelief(u, path); err != nil {
				report(i, "path", "%s", err)
				break
			}
		}
	}
}

// checkBelief returns what keeps the value at a path from taking those of a distribution.
func (w *World) checkBelief(u *Uncertain, path string) error {
	number, err := worldfile.IsNumber(w, path)
	if err != nil {
		return err
	}
	wrong := func(text string) error { return worldfile.Problems{{Path: path, Message: text}} }
	if !number {
		words := u.Words
		if u.Dist == sampling.Bernoulli {
			words = []string{"true", "false"}
		}
		if len(words) == 0 || u.As == DrawFactor {
			return wrong("got numbers; want dist: choice with words, or dist: bernoulli, and as: value")
		}
		for _, word := range words {
			if err := worldfile.SetWord(w, path, word); err != nil {
				return err
			}
		}
		return nil
	}
	if len(u.Words) > 0 {
		return wrong("got words; want numbers")
	}
	base := 1.0
	if u.As == DrawFactor {
		if base, err = worldfile.Number(w, path); err != nil {
			return err
		}
	}
	low, high := u.Support()
	// The third is a fraction unless the distribution has none, for paths of whole numbers.
	for _, x := range []float64{low, high, u.Quantile(0.31)} {
		x = math.Max(-math.MaxFloat64, math.Min(math.MaxFloat64, float64(x*base)))
		if err := worldfile.SetNumber(w, path, x); err != nil {
			return err
		}
	}
	return nil
}
