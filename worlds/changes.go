package worlds

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"shakeout/agents"
	"shakeout/worlds/worldfile"
)

// Change is something that is done to a world while it runs, at the beginning of a month: a number takes another value, a
// firm's models are moved, a firm is closed. It is an intervention in the sense of Pearl (2009): it asks what follows, not
// why it should happen.
type Change struct {
	At   int64    `yaml:"at" unit:"ticks" range:"[1,10000000]" doc:"month, counted from the start, from which on it holds"`
	Path string   `yaml:"path" optional:"true" doc:"the number, as serving.hours.frontier_hours_per_mtok; [*] for every item of a list"`
	To   *float64 `yaml:"to" doc:"its new value"`
	By   *float64 `yaml:"by" doc:"or a factor to it"`

	Agent      string   `yaml:"agent" optional:"true" doc:"or the firm that something is done to; \"*\": to all"`
	Rank       *int64   `yaml:"rank" unit:"place" range:"[1,1000]" doc:"or the lab that held this place by model revenue last month"`
	ByOwner    bool     `yaml:"by_owner" doc:"the place is one among all firms, by what was sold with models of theirs, whoever sold it"`
	Capability *float64 `yaml:"capability_oom" unit:"OOM" range:"[-20,20]" doc:"orders of magnitude by which all that it has, and prepares, moves"`
	Behind     *float64 `yaml:"behind_oom" unit:"OOM" range:"[0,20]" doc:"orders of magnitude that it stays behind the best of the others from now on"`
	Brand      *float64 `yaml:"brand_utils" unit:"utils" range:"[-20,20]" doc:"what its name gains with every customer, for good"`
	OverCost   *float64 `yaml:"price_over_cost" unit:"ratio" range:"(0,100]" doc:"its paid offers cost so much times their marginal cost from now on, whatever its strategy says"`
	Research   *float64 `yaml:"research_growth_per_year" unit:"factor a year" range:"[0,100]" doc:"its research compute grows so from now on, whatever it earns and decides"`
	BuildsOwn  bool     `yaml:"builds_own" doc:"what it sells with models of others it sells with its own from now on"`
	WindsDown  bool     `yaml:"winds_down" doc:"it is closed: creditors and owners are paid, customers choose anew"`
	Leaves     bool     `yaml:"leaves_models" doc:"it leaves the business of models: a lab is closed, a group goes on with its other business"`
}

// onFirm reports whether a change does something to a firm.
func (x *Change) onFirm() bool {
	return x.Capability != nil || x.Behind != nil || x.Brand != nil || x.OverCost != nil || x.Research != nil || x.BuildsOwn || x.WindsDown || x.Leaves
}

// startOnly are parts of paths whose numbers set the start and are not read again.
var startOnly = []string{
	".using", ".considering", ".value_usd_m_per_year", ".task_mean_oom", ".task_sd_oom", ".cohorts", ".use_skew", ".use_classes",
	"compute.opening.", "capital.pool.opening_", "entry.", "quantum_usd",
}

// checkChanges reports what is wrong with the changes of a world.
func (c *worldCheck) checkChanges() {
	for i := range c.world.Changes {
		x := &c.world.Changes[i]
		at := fmt.Sprintf("changes[%d]", i)
		switch {
		case x.Rank != nil && (x.Path != "" || x.Agent != ""):
			c.report(at, "got rank %d beside path %q and agent %q; want one of them", *x.Rank, x.Path, x.Agent)
		case x.ByOwner && x.Rank == nil:
			c.report(at, "got by_owner without rank; want a place")
		case (x.Path == "") == (x.Agent == "" && x.Rank == nil):
			c.report(at, "got path %q and agent %q; want one of them", x.Path, x.Agent)
		case x.Path != "" && (x.To == nil) == (x.By == nil):
			c.report(at, "got a path; want to, the new value, or by, a factor")
		case x.Path != "" && x.onFirm():
			c.report(at, "got what is done to a firm besides a path; want two changes")
		case x.Path != "":
			c.changePath(at, x)
		case x.To != nil || x.By != nil:
			c.report(at, "got to or by for an agent; want a path for it")
		case !x.onFirm():
			c.report(at, "got nothing that is done to %s; want capability_oom, behind_oom, brand_utils, price_over_cost, research_growth_per_year, builds_own, winds_down or leaves_models", x.Agent)
		case x.WindsDown && x.Leaves:
			c.report(at, "got winds_down and leaves_models; want one of them")
		case x.Rank == nil && x.Agent != "*":
			c.id(at+".agent", x.Agent, c.agents, "agent")
		}
	}
}

// changePath reports a path that leads to no number, or to one that is not read again after the start.
func (c *worldCheck) changePath(at string, x *Change) {
	root, _, _ := strings.Cut(x.Path, ".")
	root, _, _ = strings.Cut(root, "[")
	switch root {
	case "shakeout", "name", "start", "ticks", "seed", "uncertain", "changes":
		c.report(at+".path", "got %s, which is settled before the start; want a number that is read every month", x.Path)
		return
	case "agents":
		if !strings.Contains(x.Path, "].strategy.") && !isReach(x.Path) {
			c.report(at+".path", "got %s, which is settled at the start; want a parameter of a strategy, reach, or agent in place of path", x.Path)
			return
		}
	}
	for _, part := range startOnly {
		if strings.HasPrefix(x.Path, part) || strings.HasPrefix(part, ".") && strings.HasSuffix(x.Path, part) {
			c.report(at+".path", "got %s, which sets the start and is not read again; want a number that is read every month", x.Path)
			return
		}
	}
	if x.By == nil && carriesOver(x.Path) {
		c.report(at+".path", "got to for %s, of which the world has its own count by then; want by, a factor", x.Path)
		return
	}
	if worldfile.LeftOut(c.world, x.Path) {
		return // a scenario may leave a market out
	}
	trial, err := worldfile.Clone(c.world)
	if err == nil {
		err = trial.apply(x)
	}
	if err != nil {
		c.report(at+".path", "%s", err)
	}
}

// apply gives the numbers of a change their new values.
func (w *World) apply(x *Change) error {
	paths, err := worldfile.Expand(w, x.Path)
	if err != nil {
		return err
	}
	for _, path := range paths {
		value := 0.0
		if x.To != nil {
			value = *x.To
		} else {
			old, err := worldfile.Number(w, path)
			if err != nil {
				return err
			}
			value = float64(old * *x.By)
		}
		if err := worldfile.SetNumber(w, path, value); err != nil {
			return err
		}
	}
	return nil
}

// withChanges returns a world of a run's own where something will be done to it, else the world itself.
func (w *World) withChanges() (*World, error) {
	if len(w.Changes) == 0 {
		return w, nil
	}
	own, err := worldfile.Clone(w)
	return &own, err
}

// change carries out what the world file says for this month.
func (s *State) change() {
	for i := range s.world.Changes {
		x := &s.world.Changes[i]
		if x.At != s.tick || s.err != nil {
			continue
		}
		if x.Path != "" {
			s.changeNumber(x)
			continue
		}
		if x.Agent == "*" {
			for k := range s.firms {
				if s.firms[k].Status.Alive() {
					s.changeFirm(&s.firms[k], x)
				}
			}
			continue
		}
		k := s.firmIndex(x.Agent)
		if x.Rank != nil {
			k = s.firmAt(*x.Rank, x.ByOwner)
		}
		if k >= 0 && s.firms[k].Status.Alive() {
			s.changeFirm(&s.firms[k], x)
		}
	}
}

// firmAt returns the firm that held a place last month, nobody where there were fewer: of labs by model revenue, or of all firms by what was
// sold with models of theirs. Of those that are alike the first by id comes first.
func (s *State) firmAt(rank int64, byOwner bool) int {
	by := s.indicators.revenueBy
	if byOwner {
		by = s.indicators.shareOwner
	}
	var placed []int
	for i := range s.firms {
		if (byOwner || s.firms[i].Kind == agents.Lab) && by[i] > 0 {
			placed = append(placed, i)
		}
	}
	slices.SortStableFunc(placed, func(a, b int) int {
		if c := cmp.Compare(by[b], by[a]); c != 0 {
			return c
		}
		return strings.Compare(s.firms[a].ID, s.firms[b].ID)
	})
	if rank > int64(len(placed)) {
		return nobody
	}
	return placed[rank-1]
}

func (s *State) changeNumber(x *Change) {
	if worldfile.LeftOut(s.world, x.Path) {
		return
	}
	if s.err = s.world.apply(x); s.err != nil {
		return
	}
	s.event("change", "", "", math.NaN(), "%s", x.String())
	s.carryOver(x)
	id, strategy, ok := strings.Cut(strings.TrimPrefix(x.Path, "agents["), "].")
	if !ok || !strings.HasPrefix(strategy, "strategy.") {
		return
	}
	for i := range s.firms {
		if s.firms[i].ID == id || id == "*" {
			if s.decide[i], s.err = s.newDecider(i); s.err != nil {
				return
			}
		}
	}
}

func (s *State) changeFirm(f *agents.Firm, x *Change) {
	s.event("change", f.ID, "", math.NaN(), "%s", x.String())
	if x.Capability != nil {
		f.Capability += *x.Capability
		for line := range f.Models {
			f.Models[line].Capability += *x.Capability
		}
	}
	if x.Behind != nil {
		f.Imposed.BehindOOM, f.Imposed.StaysBehind = *x.Behind, true
		s.stayBehind(f)
	}
	if x.Brand != nil {
		s.liftBrand(f.Index, *x.Brand)
	}
	if x.OverCost != nil {
		f.Imposed.PriceOverCost = *x.OverCost
	}
	if x.Research != nil {
		f.Imposed.ResearchGrows, f.Imposed.ResearchGrowth = true, *x.Research
	}
	if x.BuildsOwn {
		s.buildOwn(f.Index, true)
	}
	s.refreshOffers()
	s.measureFrontier()
	if x.WindsDown {
		s.windDown(f, "closed by the world file")
	} else if x.Leaves {
		s.leaveModels(f)
	}
}

// String says what a change does.
func (x *Change) String() string {
	switch {
	case x.To != nil:
		return fmt.Sprintf("%s is %g from now on", x.Path, *x.To)
	case x.By != nil:
		return fmt.Sprintf("%s is %g times what it was", x.Path, *x.By)
	}
	who := x.Agent
	if who == "*" {
		who = "everybody"
	}
	if x.Rank != nil {
		who = fmt.Sprintf("lab number %d", *x.Rank)
		if x.ByOwner {
			who = fmt.Sprintf("number %d by sales of its models", *x.Rank)
		}
	}
	var said []string
	say := func(format string, value *float64) {
		if value != nil {
			said = append(said, fmt.Sprintf(format, *value))
		}
	}
	say("all models move by %g orders of magnitude", x.Capability)
	say("stays %g orders of magnitude behind the best of the others", x.Behind)
	say("its name is worth %g utils more", x.Brand)
	say("asks %g times marginal cost", x.OverCost)
	say("research compute grows by a factor of %g a year", x.Research)
	if x.BuildsOwn {
		said = append(said, "sells its own models in place of others'")
	}
	if x.WindsDown {
		said = append(said, "is closed")
	}
	if x.Leaves {
		said = append(said, "leaves the business of models")
	}
	return who + ": " + strings.Join(said, "; ")
}
