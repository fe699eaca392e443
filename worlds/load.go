package worlds

import (
	"embed"
	"fmt"
	"io/fs"
	"sort"
	"strings"

	"shakeout/worlds/worldfile"
)

//go:embed *.yaml
var bundled embed.FS

// Bundled returns the files of the bundled worlds, NAME.yaml.
func Bundled() fs.FS { return bundled }

// Names lists the bundled worlds.
func Names() []string {
	files, _ := fs.Glob(bundled, "*.yaml")
	var names []string
	for _, f := range files {
		names = append(names, strings.TrimSuffix(f, ".yaml"))
	}
	sort.Strings(names)
	return names
}

// Load reads a world: a bundled name or a path, with scenarios and settings laid over it. If the
// input is wrong the error is worldfile.Problems, everything at once.
func Load(name string, o worldfile.Options) (*worldfile.Loaded[World], error) {
	o.Bundled = bundled
	return worldfile.Load[World](name, o)
}

// Parse is Load for a file that has been read already.
func Parse(name string, data []byte, o worldfile.Options) (*worldfile.Loaded[World], error) {
	o.Bundled = bundled
	return worldfile.LoadBytes[World](name, data, o)
}

// Choices are the numbers of a world file that are no facts and need no source: the format, the
// length and the seed.
var Choices = []string{"shakeout", "ticks", "seed"}

// InputError says that a world can't be opened: its numbers fit their ranges, and no start state
// has them all.
type InputError struct {
	Path    string // of the value, as in customers.segments[consumer]; empty if it is no single one
	Message string // got X; want Y
}

func (e *InputError) Error() string {
	if e.Path == "" {
		return e.Message
	}
	return e.Path + ": " + e.Message
}

// CheckOpening builds the state of month 0 and returns an *InputError if the world has none.
func CheckOpening(w *World) error {
	_, err := opened(w, Options{})
	return err
}

func opened(w *World, o Options) (*State, error) {
	s, err := open(w, uint64(w.Seed), o)
	if err == nil {
		err = s.err
	}
	if err == nil {
		return s, nil
	}
	path, message, found := strings.Cut(err.Error(), ": got ")
	if !found {
		return nil, &InputError{Message: err.Error()}
	}
	return nil, &InputError{path, "got " + message}
}

// File returns the text of a bundled world. For a name that is not bundled the error says what is.
func File(name string) ([]byte, error) {
	text, err := bundled.ReadFile(name + ".yaml")
	if err != nil {
		return nil, fmt.Errorf("got %q, which is not bundled; %s", name, worldfile.WantOneOf(name, Names()))
	}
	return text, nil
}
