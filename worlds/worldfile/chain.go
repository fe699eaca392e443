package worldfile

import (
	"io/fs"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
)

// A fileLayer is one file: its own keys, and its scenarios as layers.
type fileLayer struct {
	from      *origin
	root      *node
	names     []string
	scenarios map[string]*node
}

// rootKeys are the keys of a file that are not part of the value.
var rootKeys = []string{"extends", "scenarios"}

// readNamed reads the file of that name, bundled or on disk, with all that it
// extends; the lowest layer comes first. It returns nil if there is none.
func (l *loader) readNamed(name string) []*fileLayer {
	if l.bundled(name) {
		return l.readFrom(bundledPlace{l.options.Bundled, "."}, name+".yaml", nil)
	}
	data, err := readFile(name)
	if err != nil {
		l.unreadable = true
		message := explain(err)
		if !looksLikePath(name) && l.options.Bundled != nil && strings.HasPrefix(message, "got a name of no file") {
			message = "got a name of no file and of no bundled world; " + WantOneOf(name, l.bundledNames())
		}
		l.report(Position{File: name}, "", "%s", message)
		return nil
	}
	return l.parse(data, &origin{file: name, layer: name, place: diskPlace{filepath.Dir(name)}}, nil)
}

// readFrom reads a file that lies in a place.
func (l *loader) readFrom(at place, name string, via []*origin) []*fileLayer {
	data, shown, in, err := at.open(name)
	if err != nil {
		l.unreadable = true
		p := Position{File: shown}
		path := ""
		if len(via) > 0 {
			p, path = via[len(via)-1].extends.position(), "extends"
		}
		l.report(p, path, "%s: %s", shown, explain(err))
		return nil
	}
	return l.parse(data, &origin{file: shown, layer: shown, place: in}, via)
}

// parse reads a file and then what it extends.
func (l *loader) parse(data []byte, from *origin, via []*origin) []*fileLayer {
	if len(data) > maxFileBytes {
		l.unreadable = true
		l.report(Position{File: from.file}, "", "%s", errTooLong)
		return nil
	}
	before := len(l.problems)
	root := readTree(data, from, &l.problems)
	if root == nil {
		l.unreadable = true
		if len(l.problems) == before {
			l.report(Position{File: from.file}, "", "got a file that can't be read; want YAML, TOML or JSON")
		}
		return nil
	}
	f := &fileLayer{from: from, root: root.without(rootKeys...)}
	l.splitScenarios(f, root.get("scenarios"))
	l.checkLayer(f.root, rootKeys)
	for _, name := range f.names {
		l.checkLayer(f.scenarios[name], nil)
	}
	chain := l.extended(root.get("extends"), from, via)
	return append(chain, f)
}

// checkLayer reads a layer by itself, for what is wrong with it at its own
// places.
func (l *loader) checkLayer(root *node, extra []string) {
	d := &decoder{layer: true, extra: extra}
	d.decode(l.shape, root, reflect.New(l.shape.typ).Elem(), "")
	l.problems.join(d.problems)
}

// splitScenarios takes the scenarios of a file apart.
func (l *loader) splitScenarios(f *fileLayer, n *node) {
	f.scenarios = map[string]*node{}
	if n.isNull() {
		return
	}
	if n.form != formTable {
		l.report(n.position(), "scenarios", "got %s; want a table of names with overrides", n.got())
		return
	}
	for _, e := range n.entries {
		at := keyPath("scenarios", e.key)
		if err := checkID(e.key); err != nil {
			l.report(n.keyPosition(e), at, "got %q; want %s", clip(e.key), err)
			continue
		}
		if e.value.isNull() {
			e.value = &node{form: formTable, from: n.from, line: e.line, column: e.column}
		}
		if e.value.form != formTable {
			l.report(e.value.position(), at, "got %s; want a table of overrides", e.value.got())
			continue
		}
		scenario := *f.from
		scenario.layer = "scenario " + e.key + " of " + f.from.file
		f.names = append(f.names, e.key)
		f.scenarios[e.key] = e.value.relabel(&scenario)
	}
}

// maxExtends is how many files may lie under a file.
const maxExtends = 8

// extended reads what a file extends.
func (l *loader) extended(n *node, from *origin, via []*origin) []*fileLayer {
	if n.isNull() {
		return nil
	}
	fail := func(format string, args ...any) []*fileLayer {
		l.unreadable = true
		l.report(n.position(), "extends", format, args...)
		return nil
	}
	if n.form != formText {
		return fail("got %s; want the name of a bundled world or of a file", n.got())
	}
	name := n.text
	var at place = from.place
	switch {
	case l.bundled(name):
		at, name = bundledPlace{l.options.Bundled, "."}, name+".yaml"
	case !looksLikePath(name) && l.options.Bundled != nil:
		return fail("got %q, which is neither bundled nor the name of a file with an ending; %s", clip(name), WantOneOf(name, l.bundledNames()))
	case at == nil:
		return fail("got %q; want a bundled world: there is no folder here to look in", clip(name))
	}
	if err := localName(name); err != nil {
		return fail("%s", err)
	}
	chain := append(slices.Clone(via), &origin{file: from.file, extends: n})
	if circle := findCircle(chain, at.show(name)); circle != "" {
		return fail("got a circle: %s; want a chain that ends", circle)
	}
	if len(chain) > maxExtends {
		return fail("got more than %d files under one another; want fewer", maxExtends)
	}
	return l.readFrom(at, name, chain)
}

// findCircle returns the chain of names if the next file is in it already.
func findCircle(chain []*origin, next string) string {
	for i, o := range chain {
		if o.file == next {
			var names []string
			for _, o := range chain[i:] {
				names = append(names, o.file)
			}
			return strings.Join(append(names, next), " extends ")
		}
	}
	return ""
}

// bundled tells whether a name is that of a bundled file.
func (l *loader) bundled(name string) bool {
	if l.options.Bundled == nil || looksLikePath(name) {
		return false
	}
	_, err := fs.Stat(l.options.Bundled, name+".yaml")
	return err == nil
}

func (l *loader) bundledNames() []string {
	names, _ := fs.Glob(l.options.Bundled, "*.yaml")
	for i := range names {
		names[i] = strings.TrimSuffix(names[i], ".yaml")
	}
	return names
}

// looksLikePath tells a path from a bundled name, which has no slash and no
// ending.
func looksLikePath(name string) bool {
	if strings.ContainsAny(name, `/\`) || name == "" {
		return true
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".yaml", ".yml", ".toml", ".json":
		return true
	}
	return false
}
