package experiments

import (
	"fmt"
	"slices"
	"strings"

	"shakeout/internal/exact"
	"shakeout/internal/sampling"
	"shakeout/worlds"
	"shakeout/worlds/history"
	"shakeout/worlds/worldfile"
)

// lever is a number, or a word, that an experiment varies.
type lever struct {
	path       string
	as         worlds.DrawForm
	axis       int // of the sweep, or -1
	number     bool
	dist       sampling.Distribution // where it is uncertain
	index      int                   // among the uncertain ones
	coordinate int                   // in the design of a sensitivity analysis, or -1
	label      string
	places     [][]spot // per arm; none where the arm has no such number or keeps its own
}

// spot is one number of an arm's world.
type spot struct {
	path string
	base float64 // as the arm has it, for factors
}

// column returns the column of a lever.
func (l *lever) column() history.Column {
	doc := "value of " + l.path
	if l.as == worlds.DrawFactor {
		doc = "factor to " + l.path
	}
	if l.number {
		return history.RealColumn(l.path, doc)
	}
	return history.TextColumn(l.path, doc)
}

// value returns the cell of a lever.
func (l *lever) value(d sampling.Draw) history.Value {
	if l.number {
		return history.Real(d.Number)
	}
	return history.Text(d.Text)
}

// draws returns the values of all levers in a replicate and point. An uncertain number has its own stream, named by the
// seed of the replicate and its path, so that one more moves no other.
func (e *Experiment) draws(p Place) ([]sampling.Draw, error) {
	draws := make([]sampling.Draw, len(e.levers))
	var screened []float64
	if e.screen != nil {
		screened = e.screen.point(p.Run-1, p.Point)
	}
	for i := range e.levers {
		l := &e.levers[i]
		if l.axis >= 0 {
			draws[i] = e.sweep.at(l.axis, p.Point)
			continue
		}
		u := 0.0
		switch {
		case l.coordinate >= 0:
			u = screened[l.coordinate]
		case e.design != nil:
			u = e.design[p.Run-1][l.index]
		default:
			stream := exact.NewStream(uint64(p.Seed), l.path, "uncertain", 0)
			u = stream.Float64()
		}
		d, err := l.dist.Draw(u)
		if err != nil {
			return nil, fmt.Errorf("uncertain: %s: %w", l.path, err)
		}
		draws[i] = d
	}
	return draws, nil
}

// world returns the world of a row.
func (e *Experiment) world(p Place, draws []sampling.Draw) (*worlds.World, error) {
	a := &e.arms[p.arm]
	w, err := worldfile.Clone(a.world)
	if err != nil {
		return nil, err
	}
	w.Seed, w.Uncertain = p.Seed, nil
	for i := range e.levers {
		l := &e.levers[i]
		for _, at := range l.places[p.arm] {
			if err := l.set(&w, at, draws[i]); err != nil {
				return &w, err
			}
		}
	}
	return &w, nil
}

// set gives a number of a world the value of a draw.
func (l *lever) set(w *worlds.World, at spot, d sampling.Draw) error {
	switch {
	case !l.number:
		return worldfile.SetWord(w, at.path, d.Text)
	case l.as == worlds.DrawFactor:
		return worldfile.SetNumber(w, at.path, float64(at.base*d.Number))
	}
	return worldfile.SetNumber(w, at.path, d.Number)
}

// find fills in where in each arm a lever takes effect. An arm that lacks an agent lacks its numbers; an arm that keeps a
// number has it from its own world. It returns an error where no arm has the number.
func (l *lever) find(arms []arm) error {
	var missing error
	found := false
	for i := range arms {
		a := &arms[i]
		var spots []spot
		paths, err := worldfile.Expand(a.world, l.path)
		for _, path := range paths {
			number, wrong := worldfile.IsNumber(a.world, path)
			if wrong != nil {
				err = wrong
				continue
			}
			if number != l.number && found {
				return worldfile.Problems{{Path: path, Message: "got a number in one arm and a word in another; want the same in all"}}
			}
			l.number, found = number, true
			if slices.ContainsFunc(a.keep, func(kept string) bool { return kept == path || kept == l.path }) {
				continue
			}
			base := 0.0
			if number {
				if base, wrong = worldfile.Number(a.world, path); wrong != nil {
					return wrong
				}
			}
			spots = append(spots, spot{path, base})
		}
		if err != nil && missing == nil {
			missing = err
		}
		l.places = append(l.places, spots)
	}
	if !found {
		return missing
	}
	return nil
}

// sources returns where the numbers of a row's world come from.
func (e *Experiment) sources(p Place) map[string]worldfile.Source {
	sources := map[string]worldfile.Source{}
	for path, s := range e.arms[p.arm].sources {
		if !strings.HasPrefix(path, "uncertain[") {
			sources[path] = s
		}
	}
	for i := range e.levers {
		for _, at := range e.levers[i].places[p.arm] {
			if _, said := sources[at.path]; said {
				sources[at.path] = worldfile.Source{Text: fmt.Sprintf("row %d of experiment %s", p.Row, e.Name)}
			}
		}
	}
	return sources
}
