package experiments

import (
	"embed"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"shakeout/experiments/quantities"
	"shakeout/internal/sampling"
	"shakeout/worlds"
	"shakeout/worlds/history"
	"shakeout/worlds/worldfile"
)

//go:embed bundled/*.yaml
var embedded embed.FS

// bundled holds the bundled experiments, NAME.yaml.
var bundled = func() fs.FS {
	sub, err := fs.Sub(embedded, "bundled")
	if err != nil {
		panic(err) // the folder is in the program
	}
	return sub
}()

// Names lists the bundled experiments.
func Names() []string {
	files, _ := fs.Glob(bundled, "*.yaml")
	for i := range files {
		files[i] = strings.TrimSuffix(files[i], ".yaml")
	}
	sort.Strings(files)
	return files
}

// BundledFile returns the text of a bundled experiment.
func BundledFile(name string) ([]byte, error) { return fs.ReadFile(bundled, name+".yaml") }

// Describe returns what a bundled experiment asks.
func Describe(name string) (string, error) {
	loaded, err := worldfile.Load[File](name, worldfile.Options{Bundled: bundled})
	if err != nil {
		return "", err
	}
	return loaded.Value.Description, nil
}

// Options say what is laid over an experiment file.
type Options struct {
	Runs  int64             // replicates, in place of the file's; 0 for those
	Seed  *int64            // seed of the first replicate, in place of the file's seeds
	World worldfile.Options // scenarios and settings, laid over the worlds of all arms

	AllowCommands bool // run the programs that the worlds name to decide for agents
}

// Load reads an experiment, by the path of its file or as one of Names, with the worlds of its arms, and checks all of it.
// If an input is wrong the error is worldfile.Problems, everything at once.
func Load(name string, o Options) (*Experiment, error) {
	loaded, err := worldfile.Load[File](name, worldfile.Options{Bundled: bundled})
	if err != nil {
		return nil, err
	}
	folder := filepath.Dir(name)
	if slices.Contains(Names(), name) {
		folder = ""
	}
	return resolve(loaded, folder, o)
}

// Parse is Load for a file that has been read already; it can name bundled worlds only.
func Parse(name string, text []byte, o Options) (*Experiment, error) {
	loaded, err := worldfile.LoadBytes[File](name, text, worldfile.Options{Bundled: bundled})
	if err != nil {
		return nil, err
	}
	return resolve(loaded, "", o)
}

// loader carries an experiment from its file to its worlds.
type loader struct {
	*worldfile.Loaded[File]
	folder   string
	options  Options
	out      *Experiment
	problems worldfile.Problems
	beliefs  []worlds.Uncertain // the world's own
}

func resolve(loaded *worldfile.Loaded[File], folder string, o Options) (*Experiment, error) {
	l := &loader{Loaded: loaded, folder: folder, options: o, out: &Experiment{file: loaded.Value, allowCommands: o.AllowCommands}}
	e := l.out
	f := &e.file
	if o.Runs > 0 {
		f.Runs = o.Runs
	}
	if o.Seed != nil {
		f.Seeds = Seeds{First: o.Seed}
	}
	e.Name, e.Runs = f.Name, f.Runs
	if n := int64(len(f.Seeds.List)); n > 0 && n < f.Runs {
		l.problem("seeds.list", "got %d seeds for %d runs; want one for each", n, f.Runs)
	}
	var err error
	if e.sweep, err = lay(f.Sweep); err != nil {
		return nil, err
	}
	l.arms()
	if len(l.problems) > 0 {
		return nil, l.problems
	}
	l.levers()
	l.measures()
	l.screening()
	l.quantities()
	if len(l.problems) > 0 {
		return nil, l.problems
	}
	if err := e.layOut(); err != nil {
		return nil, err
	}
	l.tables()
	if len(l.problems) > 0 {
		return nil, l.problems
	}
	if e.Resolved, err = e.canonical(); err != nil {
		return nil, err
	}
	return e, nil
}

func (l *loader) problem(path, format string, args ...any) {
	l.problems = append(l.problems, l.Problem(path, format, args...))
}

// join takes over what is wrong with a world.
func (l *loader) join(path string, err error) {
	var problems worldfile.Problems
	if errors.As(err, &problems) {
		for _, p := range problems {
			if !slices.Contains(l.problems, p) { // the same base under every arm
				l.problems = append(l.problems, p)
			}
		}
		return
	}
	l.problem(path, "%s", err)
}

// read reads a world with layers over it.
func (l *loader) read(name string, scenarios []string, layers []worldfile.Layer, certain bool) (*worldfile.Loaded[worlds.World], error) {
	if !slices.Contains(worlds.Names(), name) && !filepath.IsAbs(name) {
		name = filepath.Join(l.folder, filepath.FromSlash(name))
	}
	o := l.options.World
	o.Scenarios = slices.Concat(scenarios, o.Scenarios)
	o.Layers = layers
	if certain { // the paths of uncertain numbers may be gone from an arm
		o.Settings = append(slices.Clone(o.Settings), worldfile.Setting{Flag: "arm", Path: "uncertain", Value: "[]"})
	}
	return worlds.Load(name, o)
}

// arms reads the worlds of all arms.
func (l *loader) arms() {
	f := &l.out.file
	specs := slices.Clone(f.Arms)
	if len(specs) == 0 {
		specs = []Arm{{ID: "base"}}
	}
	first := 0
	if len(f.Arms) > 0 {
		first = f.baseline()
	}
	specs[0], specs[first] = specs[first], specs[0]
	slices.SortFunc(specs[1:], func(a, b Arm) int { return strings.Compare(a.ID, b.ID) })
	specs = l.inOrder(specs)
	var base *worldfile.Loaded[worlds.World]
	if f.World != "" {
		var err error
		if base, err = l.read(f.World, f.Scenarios, []worldfile.Layer{f.Set}, false); err != nil {
			l.join("world", err)
			return
		}
		l.beliefs = base.Value.Uncertain
	}
	if f.Tournament != nil {
		l.tournament()
		return
	}
	index := map[string]int{}
	for i := range specs {
		index[specs[i].ID] = i
	}
	for i := range specs {
		s := &specs[i]
		at := "arms[" + s.ID + "]"
		name := s.World
		if name == "" {
			name = f.World
		}
		w, err := l.read(name, slices.Concat(f.Scenarios, s.Scenarios), []worldfile.Layer{f.Set, s.Set}, true)
		if err == nil {
			err = openingProblem(w, worlds.CheckOpening(&w.Value))
		}
		if err != nil {
			l.join(at, err)
			continue
		}
		text, err := w.Marshal()
		if err != nil {
			l.problem(at, "%s", err)
			continue
		}
		a := arm{id: s.ID, about: s.About, against: -1, world: &w.Value, sources: w.Sources, text: text, keep: slices.Clone(s.Keep)}
		if i > 0 {
			a.against = index[s.Against] // 0, the baseline, where nothing is said
		}
		if base != nil && s.World == "" {
			a.keep = append(a.keep, l.changed(base, w)...)
		}
		if i == 0 {
			l.firstSeed(&w.Value)
		}
		l.out.arms = append(l.out.arms, a)
	}
}

// firstSeed takes the world's seed for the first replicate where the experiment says nothing.
func (l *loader) firstSeed(w *worlds.World) {
	if s := &l.out.file.Seeds; s.First == nil && len(s.List) == 0 {
		s.First = &w.Seed
	}
}

// inOrder puts each arm behind the one that it is compared with, the baseline first.
func (l *loader) inOrder(specs []Arm) []Arm {
	var out []Arm
	var path []string
	var add func(s *Arm)
	add = func(s *Arm) {
		if slices.ContainsFunc(out, func(a Arm) bool { return a.ID == s.ID }) {
			return
		}
		if at := slices.Index(path, s.ID); at >= 0 {
			l.problem("arms["+s.ID+"].against", "got a circle: %s; want a chain that ends at the baseline", strings.Join(append(path[at:], s.ID), ", "))
			return
		}
		path = append(path, s.ID)
		for i := range specs {
			if specs[i].ID == s.Against {
				add(&specs[i])
			}
		}
		path = path[:len(path)-1]
		out = append(out, *s)
	}
	for i := range specs {
		add(&specs[i])
	}
	return out
}

// changed lists the uncertain numbers of the base that an arm sets itself: a treatment is not drawn over.
func (l *loader) changed(base, over *worldfile.Loaded[worlds.World]) []string {
	var paths []string
	for _, list := range [][]worlds.Uncertain{l.beliefs, l.out.file.Uncertain} {
		for i := range list {
			expanded, err := worldfile.Expand(&over.Value, list[i].Path)
			if err != nil || list[i].As == worlds.DrawFactor { // a factor goes on top of what the arm sets
				continue
			}
			for _, path := range expanded {
				given := over.Origin(path) != "default" && over.Position(path) != base.Position(path)
				if given && !slices.Contains(paths, path) {
					paths = append(paths, path)
				}
			}
		}
	}
	return paths
}

// openingProblem says where in its file a world stands that can't be opened.
func openingProblem(w *worldfile.Loaded[worlds.World], err error) error {
	var input *worlds.InputError
	if !errors.As(err, &input) {
		return err
	}
	return worldfile.Problems{w.Problem(input.Path, "%s", strings.ReplaceAll(input.Message, "\n", " "))}
}

// layOut lays out the uncertain numbers of all replicates, where that is done as a whole.
func (e *Experiment) layOut() error {
	var axes sampling.Axes
	for i := range e.levers {
		if e.levers[i].axis < 0 {
			axes = append(axes, e.levers[i].path)
		}
	}
	if e.file.Draws == sampling.Random || len(axes) == 0 {
		return nil
	}
	var err error
	e.design, err = sampling.Plan{Method: e.file.Draws, Points: int(e.Runs), Axes: axes, Seed: uint64(e.seed(1))}.Sample()
	return err
}

// tables sets the columns of the tables and what the runs need to keep.
func (l *loader) tables() {
	e := l.out
	key, _ := history.Columns[history.ExperimentKey]()
	key = slices.Clone(key)
	for i := range e.levers {
		key = append(key, e.levers[i].column())
	}
	run, _ := history.Columns[history.ExperimentRunRow]()
	outcome, _ := history.Columns[history.OutcomeRow]()
	life, _ := history.Columns[history.ExperimentLife]()
	tick, _ := history.Columns[history.ExperimentTick]()
	e.runColumns = slices.Concat(key, run)
	e.outcomeColumns = slices.Concat(key, outcome, life)
	for _, q := range e.file.Measure.Quantities {
		if slices.ContainsFunc(e.runColumns, func(c history.Column) bool { return c.Name == q.ID }) {
			l.problem("measure.quantities["+q.ID+"].id", "got %q, a column of runs.csv already; want another id", q.ID)
		}
		e.runColumns = append(e.runColumns, history.RealColumn(q.ID, q.About))
	}
	e.indicatorColumns = slices.Concat(key, tick)
	segments := false
	for i := range e.kept {
		e.indicatorColumns = append(e.indicatorColumns, history.RealColumn(e.kept[i].header(), e.kept[i].doc()))
		segments = segments || e.kept[i].table == "segments"
	}
	for i := range e.arms {
		a := &e.arms[i]
		need := quantities.Tables{}
		if e.program != nil {
			need = e.program.Needs(a.wanted)
		}
		if !need.Offers {
			a.omit |= worlds.OmitOffers
		}
		if !need.Segments && !segments {
			a.omit |= worlds.OmitSegments
		}
		if !need.Events {
			a.omit |= worlds.OmitEvents
		}
	}
}
