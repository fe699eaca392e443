package experiments

import (
	"fmt"
	"math"
	"slices"
	"time"

	"shakeout/internal/sampling"
	"shakeout/worlds/worldfile"
)

// Check reports what the parts of an experiment must be to each other.
func (f *File) Check(report func(path, format string, args ...any)) {
	if err := worldfile.CheckName(f.Name); err != nil { // directories are called by it
		report("name", "got %q; want %s", f.Name, err)
	}
	if f.World == "" && (len(f.Arms) == 0 || slices.ContainsFunc(f.Arms, func(a Arm) bool { return a.World == "" })) {
		report("world", "got nothing; want a bundled world or the path of a file")
	}
	if n := int64(len(f.Seeds.List)); n > 0 && n < f.Runs {
		report("seeds.list", "got %d seeds for %d runs; want one for each", n, f.Runs)
	}
	if len(f.Seeds.List) > 0 && f.Seeds.First != nil {
		report("seeds", "got first and list; want one of them")
	}
	f.checkArms(report)
	f.checkDates(report)
	f.checkClaims(report)
	if f.Tournament != nil && len(f.Arms) > 0 {
		report("tournament", "got arms as well; want a tournament, which makes its own arms, or arms")
	}
	if f.Tournament != nil && f.World == "" {
		report("world", "got nothing; want the world of the tournament")
	}
	f.checkSensitivity(report)
}

// checkSensitivity reports what can't stand beside a sensitivity analysis, which lays out the runs of one world itself.
func (f *File) checkSensitivity(report func(path, format string, args ...any)) {
	if f.Sensitivity == nil {
		return
	}
	for _, beside := range []struct {
		given bool
		what  string
	}{{f.Sweep != nil, "sweep"}, {f.Tournament != nil, "tournament"}, {len(f.Arms) > 1, "arms"}, {f.Draws != sampling.Random, "draws"}, {len(f.Seeds.List) > 0, "seeds.list"}} {
		if beside.given {
			report(beside.what, "got it beside sensitivity; want only one of them: a sensitivity analysis lays out the runs of one world itself")
		}
	}
}

func (f *File) checkArms(report func(path, format string, args ...any)) {
	var ids []string
	for i := range f.Arms {
		ids = append(ids, f.Arms[i].ID)
	}
	known := func(path, id string) {
		if id != "" && !slices.Contains(ids, id) {
			report(path, "got %q, the id of no arm; %s", id, worldfile.WantOneOf(id, ids))
		}
	}
	if len(f.Arms) > 0 {
		known("baseline", f.Baseline)
	} else if f.Baseline != "" {
		report("baseline", "got %q without arms; want arms, or no baseline", f.Baseline)
	}
	for i := range f.Arms {
		a := &f.Arms[i]
		at := "arms[" + a.ID + "].against"
		if a.Against == a.ID && a.ID != "" {
			report(at, "got the arm itself; want another arm, or nothing for the baseline")
		}
		known(at, a.Against)
	}
	if at := f.baseline(); len(f.Arms) > 0 && at >= 0 && f.Arms[at].Against != "" {
		report("arms["+f.Arms[at].ID+"].against", "got %q for the baseline; want nothing: others are compared with it", f.Arms[at].Against)
	}
	if len(f.Arms) > 1 && f.Baseline == "" && f.baseline() < 0 {
		report("baseline", "got nothing; want the id of the arm that the others are compared with")
	}
}

// baseline returns the arm that the others are compared with, -1 where it can't be told.
func (f *File) baseline() int {
	found := -1
	for i := range f.Arms {
		a := &f.Arms[i]
		if f.Baseline != "" {
			if a.ID == f.Baseline {
				return i
			}
			continue
		}
		if a.Set.Empty() && len(a.Scenarios) == 0 && a.World == "" {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	if len(f.Arms) == 1 {
		return 0
	}
	return found
}

func (f *File) checkDates(report func(path, format string, args ...any)) {
	for i, text := range f.Measure.Dates {
		if _, err := time.Parse("2006-01", text); err != nil {
			report(fmt.Sprintf("measure.dates[%d]", i), "got %q; want a month like 2027-01", text)
		}
	}
}

// Check reports what is wrong with a sweep.
func (s *Sweep) Check(report func(path, format string, args ...any)) {
	if len(s.Axes) == 0 {
		report("axes", "got none; want at least one")
	}
	seen := map[string]bool{}
	length := 0
	for i := range s.Axes {
		x := &s.Axes[i]
		at := fmt.Sprintf("axes[%d]", i)
		if seen[x.Path] {
			report(at+".path", "got %s again; want each number once", x.Path)
		}
		seen[x.Path] = true
		x.check(at, s.Design, report)
		if n := x.length(); s.Design == List {
			if i > 0 && n != length {
				report(at, "got %d values; want %d, as many as of the first axis: they go side by side", n, length)
			}
			length = max(length, n)
		}
	}
	if s.Design == Grid {
		size := 1.0
		for i := range s.Axes {
			size = float64(size * float64(s.Axes[i].length()))
		}
		if size > 1<<24 {
			report("axes", "got a grid of %.0f points; want at most %d", size, 1<<24)
		}
	}
}

func (x *Axis) check(at string, design Design, report func(path, format string, args ...any)) {
	ends := x.Low != nil || x.High != nil
	forms := 0
	for _, given := range []bool{len(x.Values) > 0, len(x.Words) > 0, ends} {
		if given {
			forms++
		}
	}
	fills := design == LatinHypercube || design == SobolSequence
	switch {
	case forms > 1:
		report(at, "got more than one of values, words and low to high; want one")
	case forms == 0:
		report(at, "got no values; want values, words, or low and high")
	case fills && !ends:
		report(at, "got single values for a design that fills the space; want low and high")
	case ends && (x.Low == nil || x.High == nil):
		report(at, "got one end; want low and high")
	case ends && !(*x.Low < *x.High):
		report(at+".high", "got %g; want a number above low, %g", *x.High, *x.Low)
	case ends && x.Scale == Log && *x.Low <= 0:
		report(at+".low", "got %g; want a number above 0 on a scale of logarithms", *x.Low)
	}
}

// length returns how many values an axis of a grid or list has.
func (x *Axis) length() int {
	if x.Low != nil {
		return int(min(x.Steps, math.MaxInt32))
	}
	return max(len(x.Values), len(x.Words))
}
