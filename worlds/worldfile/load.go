package worldfile

import (
	"io/fs"
	"reflect"
	"slices"
)

// Options say what else goes into a world besides its file.
type Options struct {
	// Bundled holds the files NAME.yaml that can be named without a path, as
	// the whole file or after extends; nil for none.
	Bundled fs.FS
	// Scenarios are the names of scenarios to lie over the file, in order.
	Scenarios []string
	// AllScenarios also resolves every other scenario, each by itself over
	// the file, and reports what is wrong with the outcome.
	AllScenarios bool
	// Layers are laid over the scenarios, in order.
	Layers []Layer
	// Set holds values from the command line, path=value, laid over all else.
	Set []string
	// Settings do the same for flags with a name of their own; they come
	// after Set.
	Settings []Setting
}

// Loaded is a value read from files and other layers, and where it came from.
type Loaded[T any] struct {
	// Value is the outcome: defaults filled in, lists of things with an id
	// sorted by it.
	Value T
	// Sources holds where numbers come from, by path, as the files give it.
	Sources map[string]Source
	// Files are the names of the files read, the file itself first, then what
	// it extends.
	Files []string
	// ScenarioNames lists the scenarios of these files, sorted.
	ScenarioNames []string

	shape *shape
	root  *node
	chain []*fileLayer
}

// Load reads the file of that name, or the bundled one, with what it extends,
// and lays scenarios and settings over it. If anything is wrong with an input
// the error is Problems, everything at once; any other error means that the
// tags of T are wrong.
func Load[T any](name string, o Options) (*Loaded[T], error) {
	return finish[T](o, func(l *loader) []*fileLayer {
		return l.readNamed(name)
	})
}

// LoadBytes is Load for a file that has been read already. Its name shows in
// positions, and its ending tells the format. It can extend bundled files only.
func LoadBytes[T any](name string, data []byte, o Options) (*Loaded[T], error) {
	return finish[T](o, func(l *loader) []*fileLayer {
		return l.parse(data, &origin{file: name, layer: name}, nil)
	})
}

func finish[T any](o Options, read func(*loader) []*fileLayer) (*Loaded[T], error) {
	t := reflect.TypeFor[T]()
	s, err := shapeOf(t)
	if err != nil {
		return nil, err
	}
	l := &loader{shape: s, options: o}
	result := &Loaded[T]{shape: s}
	chain := read(l)
	if chain == nil || l.unreadable || l.problems.full() {
		return nil, l.problems.err()
	}
	for _, f := range slices.Backward(chain) {
		result.Files = append(result.Files, f.from.file)
	}
	result.ScenarioNames = scenarioNames(chain)
	value, d := l.resolve(chain, o.Scenarios)
	if o.AllScenarios {
		l.resolveOthers(chain, result.ScenarioNames)
	}
	if err := l.problems.err(); err != nil {
		return nil, err
	}
	result.Value = value.Interface().(T)
	result.Sources = d.sources
	result.root = l.root
	result.chain = chain
	return result, nil
}

// loader reads the files of one call and lays them over each other.
type loader struct {
	shape      *shape
	options    Options
	problems   Problems
	unreadable bool
	// root is the merged tree of the last resolve.
	root *node
}

func (l *loader) report(p Position, path, format string, args ...any) {
	l.problems.add(p, path, format, args...)
}
