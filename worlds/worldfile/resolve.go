package worldfile

import (
	"reflect"
	"slices"
)

// resolve lays all layers over each other and reads the outcome. The value is
// incomplete if problems were reported.
func (l *loader) resolve(chain []*fileLayer, scenarios []string) (reflect.Value, *decoder) {
	m := &merger{}
	var root *node
	for _, f := range chain {
		root = m.merge(l.shape, root, f.root, "")
	}
	for _, name := range scenarios {
		found := false
		for _, f := range chain {
			if over := f.scenarios[name]; over != nil {
				found = true
				root = m.merge(l.shape, root, over, "")
			}
		}
		if !found {
			top := chain[len(chain)-1]
			m.report(Position{File: top.from.file}, "", "got no scenario %q; %s", clip(name), WantOneOf(name, scenarioNames(chain)))
		}
	}
	for _, layer := range l.options.Layers {
		if !layer.Empty() {
			l.checkLayer(layer.root, nil)
			root = m.merge(l.shape, root, layer.root, "")
		}
	}
	for _, text := range l.options.Set {
		set, err := ParseSetting(text)
		if problems, bad := err.(Problems); bad {
			m.problems.join(problems)
			continue
		}
		root = m.apply(l.shape, root, set)
	}
	for _, set := range l.options.Settings {
		root = m.apply(l.shape, root, set)
	}
	l.problems.join(m.problems)
	l.root = root
	return l.read(root, true)
}

// read decodes a merged tree, whose layers may have been checked already, and runs the checks of the types in it.
func (l *loader) read(root *node, checked bool) (reflect.Value, *decoder) {
	d := &decoder{checked: checked, sources: map[string]Source{}}
	value := reflect.New(l.shape.typ).Elem()
	d.decode(l.shape, root, value, "")
	l.problems.join(d.problems)
	if !d.broken {
		runChecks(l.shape, value, "", func(path, message string) {
			l.problems.join(Problems{problemAt(root, path, message)})
		})
	}
	return value, d
}

// resolveOthers resolves every scenario that was not chosen.
func (l *loader) resolveOthers(chain []*fileLayer, names []string) {
	chosen := l.root
	for _, name := range names {
		if !slices.Contains(l.options.Scenarios, name) {
			l.resolve(chain, []string{name})
		}
	}
	l.root = chosen
}

// scenarioNames lists the scenarios of all files, sorted, each once.
func scenarioNames(chain []*fileLayer) []string {
	var names []string
	for _, f := range chain {
		names = append(names, f.names...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
