// Package strategies is the catalogue of how agents decide: one file a strategy. A strategy sees a
// view, its own luck and nothing else.
package strategies

import (
	"fmt"
	"sort"
	"strings"

	"shakeout/agents"
)

// Entry describes a strategy of the catalogue.
type Entry struct {
	Name   string
	Kind   agents.Kind
	About  string  // one line: what it looks at and does
	Source string  // literature, or this industry
	Params []Param // with defaults
}

// Param is one parameter of a strategy.
type Param struct {
	Name    string
	Unit    string
	Default float64
	Low     float64
	High    float64
	About   string
}

type entry[S any] struct {
	Entry
	make func(p map[string]float64) S
}

// Catalogue lists the strategies, by kind and name.
func Catalogue() []Entry {
	var all []Entry
	for _, e := range labs {
		all = append(all, e.Entry)
	}
	for _, e := range clouds {
		all = append(all, e.Entry)
	}
	for _, e := range releasers {
		all = append(all, e.Entry)
	}
	return all
}

// NewLab returns the strategy of a lab by its name. An empty name is the plainest one.
func NewLab(name string, params map[string]float64) (agents.LabStrategy, error) {
	return find(labs, name, params)
}

// NewCloud returns the strategy of a cloud by its name.
func NewCloud(name string, params map[string]float64) (agents.CloudStrategy, error) {
	return find(clouds, name, params)
}

// NewReleaser returns the strategy of a releaser by its name.
func NewReleaser(name string, params map[string]float64) (agents.ReleaserStrategy, error) {
	return find(releasers, name, params)
}

func find[S any](list []entry[S], name string, params map[string]float64) (none S, err error) {
	if name == "" {
		name = list[0].Name
	}
	var names []string
	for _, e := range list {
		names = append(names, e.Name)
		if e.Name != name {
			continue
		}
		values := map[string]float64{}
		var known []string
		for _, p := range e.Params {
			values[p.Name] = p.Default
			known = append(known, p.Name)
		}
		var wrong []string
		for key, v := range params {
			at := indexOf(known, key)
			switch {
			case at < 0:
				wrong = append(wrong, fmt.Sprintf("params.%s: got an unknown name; want one of %v", key, known))
			case !(v >= e.Params[at].Low && v <= e.Params[at].High):
				wrong = append(wrong, fmt.Sprintf("params.%s: got %g; want [%g,%g]", key, v, e.Params[at].Low, e.Params[at].High))
			default:
				values[key] = v
			}
		}
		if len(wrong) > 0 {
			sort.Strings(wrong)
			return none, fmt.Errorf("%s", strings.Join(wrong, "; "))
		}
		return e.make(values), nil
	}
	return none, fmt.Errorf("name: got %q; want one of %v", name, names)
}

func indexOf(list []string, x string) int {
	for i, y := range list {
		if x == y {
			return i
		}
	}
	return -1
}
