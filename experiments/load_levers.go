package experiments

import (
	"fmt"
	"slices"

	"shakeout/worlds"
	"shakeout/worlds/worldfile"
)

// levers collects what varies: the world's uncertain numbers, the experiment's over them, the sweep's over both.
func (l *loader) levers() {
	e := l.out
	f := &e.file
	swept := map[string]bool{}
	if f.Sweep != nil {
		for i := range f.Sweep.Axes {
			swept[f.Sweep.Axes[i].Path] = true
		}
	}
	own := map[string]bool{}
	for i := range f.Uncertain {
		own[f.Uncertain[i].Path] = true
	}
	var beliefs []worlds.Uncertain
	if !f.Certain {
		for _, u := range l.beliefs {
			if !own[u.Path] && !swept[u.Path] {
				beliefs = append(beliefs, u)
			}
		}
	}
	for i, u := range f.Uncertain {
		if swept[u.Path] {
			l.problem(fmt.Sprintf("uncertain[%d].path", i), "got %s, which the sweep goes through; want it in one of them", u.Path)
		}
		beliefs = append(beliefs, u)
	}
	for i, u := range beliefs {
		e.levers = append(e.levers, lever{path: u.Path, as: u.As, axis: -1, dist: u.Distribution, index: i, coordinate: -1})
	}
	if f.Sweep != nil {
		for i, x := range f.Sweep.Axes {
			e.levers = append(e.levers, lever{path: x.Path, as: x.As, axis: i, label: x.Label, coordinate: -1})
		}
	}
	for i := range e.levers {
		v := &e.levers[i]
		if err := v.find(e.arms); err != nil {
			l.join(l.pathOf(v), err)
		}
	}
	for i := range e.arms {
		for k := range e.levers {
			l.checkLever(&e.levers[k], i)
		}
	}
	f.Uncertain, f.Certain = beliefs, true
	l.problems = compact(l.problems)
}

// pathOf returns where in the experiment's file a lever stands.
func (l *loader) pathOf(v *lever) string {
	if v.axis >= 0 {
		return fmt.Sprintf("sweep.axes[%d].path", v.axis)
	}
	for i := range l.Value.Uncertain {
		if l.Value.Uncertain[i].Path == v.path {
			return fmt.Sprintf("uncertain[%d].path", i)
		}
	}
	return "world"
}

// checkLever tries in the world of an arm what a lever may do to it.
func (l *loader) checkLever(v *lever, arm int) {
	if len(v.places[arm]) == 0 {
		return // the arm has no such number, or keeps its own
	}
	e := l.out
	w := e.arms[arm].world
	if v.axis < 0 {
		w.CheckUncertain([]worlds.Uncertain{{Path: v.path, As: v.as, Distribution: v.dist}}, func(_ int, _, format string, args ...any) {
			l.problem(l.pathOf(v), format, args...)
		})
		return
	}
	trial, err := worldfile.Clone(w)
	if err != nil {
		return
	}
	for _, at := range v.places[arm] {
		for _, d := range e.sweep.extremes(v.axis) {
			switch {
			case !v.number && d.Text == "":
				err = worldfile.Problems{{Path: at.path, Message: "got numbers; want words: the path is that of a word"}}
			case v.number && d.Text != "":
				err = worldfile.Problems{{Path: at.path, Message: "got words; want values: the path is that of a number"}}
			default:
				err = v.set(&trial, at, d)
			}
			if err != nil {
				l.problem(l.pathOf(v), "%s", err)
				return
			}
		}
	}
}

func compact(problems worldfile.Problems) worldfile.Problems {
	var out worldfile.Problems
	for _, p := range problems {
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}
