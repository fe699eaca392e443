package worlds

import (
	"fmt"
	"slices"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/capital"
)

// Entry is the arrival of new labs: when they come and with what (market/capital), and what they are. Slots
// are made at the opening, so that a lab that comes changes nobody's luck.
type Entry struct {
	capital.Entry
	Slots          int64             `yaml:"slots" unit:"count" range:"[0,64]" default:"12" source:"assumption: about one a year" doc:"most entrants in a run"`
	SeedDilution   float64           `yaml:"seed_dilution" unit:"share" range:"(0,1)" default:"0.25" source:"funding.csv, first rounds: xAI 25 %, SSI 20 %, Mistral 43 %, Inflection 19 %" doc:"share that the first investors get"`
	PlanMonths     float64           `yaml:"plan_months" unit:"months" range:"[1,120]" default:"24" source:"assumption" doc:"months over which an entrant means to spend its first money"`
	ResearchShare  float64           `yaml:"research_share" unit:"share" range:"[0,1]" default:"0.45" source:"assumption; half of Mistral's burn, world_2025-01-01.csv" doc:"of that spending: research compute"`
	StaffShare     float64           `yaml:"staff_share" unit:"share" range:"[0,1]" default:"0.4" source:"assumption" doc:"of that spending: pay; what is left is overhead"`
	OtherStaff     float64           `yaml:"other_staff_per_researcher" unit:"count" range:"[0,100]" default:"1.5" source:"assumption" doc:"other staff for each researcher"`
	ReachConsumers float64           `yaml:"reach_consumers" unit:"share" range:"[0,1]" default:"0.05" source:"assumption: known to who follows the field" doc:"share of consumers who would consider an entrant"`
	ReachBusiness  float64           `yaml:"reach_business" unit:"share" range:"[0,1]" default:"0.1" source:"assumption: founders with a name" doc:"share of business buyers who would consider an entrant"`
	Templates      []EntrantTemplate `yaml:"templates" doc:"what entrants sell and how they decide"`
}

// EntrantTemplate is one kind of entrant.
type EntrantTemplate struct {
	ID          string    `yaml:"id" doc:"name of the kind"`
	Specialised bool      `yaml:"specialised" doc:"whether it serves a part of the market only"`
	Products    []Product `yaml:"products" doc:"what it sells"`
	Strategy    Strategy  `yaml:"strategy" doc:"how it decides"`
}

// entrant returns the id of a slot, from 1.
func entrant(n int) string { return fmt.Sprintf("entrant-%d", n) }

// withEntrants returns the world with an agent for every slot. Each slot has luck of its own, the same
// whenever the lab comes.
func (w *World) withEntrants(seed uint64) *World {
	e := w.Entry
	if e == nil || e.Slots == 0 || len(e.Templates) == 0 {
		return w
	}
	full := *w
	full.Agents = slices.Clone(w.Agents)
	for n := 1; n <= int(e.Slots); n++ {
		luck := exact.NewStream(seed, fmt.Sprintf("entrant|%d", n), "entry", 0)
		full.Agents = append(full.Agents, e.agent(n, e.Draw(&luck), &w.Costs))
	}
	return &full
}

// agent returns the agent of a slot: capability_oom is its distance from the frontier of its entry.
func (e *Entry) agent(n int, drawn capital.Entrant, costs *Costs) Agent {
	var kinds []*EntrantTemplate
	for k := range e.Templates {
		if t := &e.Templates[k]; t.Specialised == drawn.Specialised {
			kinds = append(kinds, t)
		}
	}
	if len(kinds) == 0 {
		kinds = append(kinds, &e.Templates[0])
	}
	t := kinds[min(int(float64(drawn.Where*float64(len(kinds)))), len(kinds)-1)]
	month := drawn.CashUSD / e.PlanMonths
	pay := costs.ResearcherPay + float64(e.OtherStaff*costs.OtherPay)
	researchers := 0.0
	if pay > 0 {
		researchers = float64(12 * month * e.StaffShare / pay)
	}
	return Agent{
		ID: entrant(n), Name: fmt.Sprintf("Entrant %d (%s)", n, t.ID), Kind: agents.Lab, Products: t.Products, Strategy: t.Strategy,
		Start: StartState{
			ReachConsumers: e.ReachConsumers, ReachBusiness: e.ReachBusiness,
			Cash: drawn.CashUSD / 1e6, Capability: -drawn.GapOOM, Research: float64(12 * month * e.ResearchShare / 1e6),
			Researchers: researchers, OtherStaff: float64(e.OtherStaff * researchers), Burn: month / 1e6,
			Valuation: drawn.CashUSD / e.SeedDilution / 1e6, Raised: drawn.CashUSD / 1e6, Premium: 0.3, Growth: 1, CoreGrowth: 1,
		},
	}
}

// arrive draws how many labs are founded this month, and lets them in by slot.
func (s *State) arrive() {
	e, p := s.world.Entry, s.world.Capital
	if e == nil || p == nil || len(s.firms) == s.declared {
		return
	}
	alive, largest := int64(0), 0.0
	for i := range s.firms {
		f := &s.firms[i]
		if !f.Status.Alive() {
			continue
		}
		if i >= s.declared {
			alive++
		}
		largest = max(largest, f.ResearchPY)
	}
	run := largest
	if t := s.world.Technology; t != nil {
		run = float64(largest * t.Training.FinalRunShare)
	}
	mood := p.Mood.Factor(s.mood)
	rate := e.Rate(run, float64(12*p.Pool.NewUSDPerMonth(float64(s.tick)/12, 1)), mood)
	luck := s.stream("", "entry")
	for n := e.Count(rate, alive, &luck); n > 0; n-- {
		for i := s.declared; i < len(s.firms); i++ {
			if f := &s.firms[i]; f.Status == agents.NotEntered {
				cash := float64(s.world.Agents[i].Start.Cash * 1e6)
				s.decision(f.ID, "entry", "free entry", "founded", "rate_per_year=%.4g frontier_run_usd_m=%.6g mood=%s alive=%d cash_usd_m=%.6g gap_oom=%.4g",
					rate, run/1e6, s.mood, alive, cash/1e6, -s.world.Agents[i].Start.Capability)
				s.pool = max(0, s.pool-cash)
				s.found(f)
				s.letIn(f)
				f.Goodwill0 = s.usualGoodwill()
				s.openOffersOf(f)
				break
			}
		}
	}
}

// found gives an entrant its place behind today's frontier and its first investors.
func (s *State) found(f *agents.Firm) {
	e := s.world.Entry
	f.Capability = s.frontier + s.world.Agents[f.Index].Start.Capability
	f.Models[agents.Flagship].Capability = f.Capability
	f.Models[agents.Small].Capability = f.Capability - s.world.Serving.SmallGap
	s.issue(f, investors, e.SeedDilution)
	f.Capital.Kept = 1 // its owners of the start are founders and first investors
	f.Overhead = float64(max(0, 1-e.ResearchShare-e.StaffShare) * s.world.Agents[f.Index].Start.Burn * 1e6)
	f.OverheadRef = float64(12e6 * s.world.Agents[f.Index].Start.Burn)
}
