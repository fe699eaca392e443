package plots

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"shakeout/worlds/history"
)

// drawing is one figure of a run.
type drawing struct {
	name string
	draw func(*history.Run, Options) (*Figure, error)
}

// drawings are the figures of a run, in the order a reader wants them.
var drawings = []drawing{
	{"share", func(r *history.Run, _ Options) (*Figure, error) { return Share(r) }},
	{"price", func(r *history.Run, o Options) (*Figure, error) { return Price(r, o.Benchmarks...) }},
	{"runway", func(r *history.Run, _ Options) (*Figure, error) { return Runway(r) }},
	{"profit", func(r *history.Run, _ Options) (*Figure, error) { return Profit(r) }},
	{"concentration", func(r *history.Run, _ Options) (*Figure, error) { return Concentration(r) }},
	{"capability", func(r *history.Run, _ Options) (*Figure, error) { return Capability(r) }},
	{"compute", func(r *history.Run, _ Options) (*Figure, error) { return Compute(r) }},
	{"capital", func(r *history.Run, _ Options) (*Figure, error) { return Capital(r) }},
	{"segments", func(r *history.Run, _ Options) (*Figure, error) { return Segments(r) }},
	{"timeline", func(r *history.Run, _ Options) (*Figure, error) { return Timeline(r) }},
	{"flows", func(r *history.Run, _ Options) (*Figure, error) { return Flows(r) }},
}

// Names returns the names of the figures of a run.
func Names() []string {
	var names []string
	for _, d := range drawings {
		names = append(names, d.name)
	}
	return names
}

// UnknownFigureError says that a name asked for is no figure of a run.
type UnknownFigureError struct{ Got []string }

func (e *UnknownFigureError) Error() string {
	return fmt.Sprintf("figures: got %q; want names out of %s", e.Got, strings.Join(Names(), ", "))
}

// DrawRun returns the files of the figures of a run: each figure in the formats of the options, and
// its drawn data as CSV. A figure that the run has no data for is left out, and Options.Skipped told;
// a name in Options.Only that is no figure is an error.
func DrawRun(run *history.Run, o Options) ([]Artefact, error) {
	var unknown []string
	for _, name := range o.Only {
		if !slices.Contains(Names(), name) {
			unknown = append(unknown, name)
		}
	}
	if len(unknown) > 0 {
		return nil, &UnknownFigureError{unknown}
	}
	if run == nil {
		return nil, errors.New("figures: no run")
	}
	var files []Artefact
	for _, d := range drawings {
		if len(o.Only) > 0 && !slices.Contains(o.Only, d.name) {
			continue
		}
		figure, err := d.draw(run, o)
		if none := (*NoDataError)(nil); errors.As(err, &none) {
			if o.Skipped != nil {
				o.Skipped(none.Figure, none.Reason)
			}
			continue
		}
		if err != nil {
			return nil, err
		}
		drawn, err := figure.Artefacts(o)
		if err != nil {
			return nil, err
		}
		files = append(files, drawn...)
	}
	return files, nil
}
