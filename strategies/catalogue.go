// Package strategies is the catalogue of how agents decide: one file a strategy. A strategy sees a
// view, its own luck and nothing else.
package strategies

import (
	"fmt"

	"shakeout/agents"
)

// Entry describes a strategy of the catalogue.
type Entry struct {
	Name   string
	Kind   agents.Kind
	About  string  // one line: what it does
	Sees   string  // what it looks at in its view
	Source string  // literature, or this industry
	Well   Trial   // a world where it does well
	Badly  Trial   // a world where it does badly
	Params []Param // with defaults
}

// entry is a strategy that can be made. New strategies of a lab are written into labs, of a cloud into clouds, of a releaser into
// releasers. A strategy may keep state of its own between months: every agent gets its own.
type entry[S any] struct {
	Entry
	make func(params map[string]float64) (S, []string)
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
		s, wrong := e.make(params)
		if len(wrong) > 0 {
			return none, problems(wrong)
		}
		return s, nil
	}
	return none, fmt.Errorf("name: got %q; want one of %v", name, names)
}
