package worlds

import (
	"context"
	"fmt"
	"math"

	"shakeout/agents"
	"shakeout/worlds/history"
)

// Step lets one month pass.
func (s *State) Step() error {
	s.openMonth()
	if s.plan(); s.err != nil {
		return s.err
	}
	return s.carryOut()
}

// carryOut lets markets clear and books close on what has been decided.
func (s *State) carryOut() error {
	s.clearCompute()
	s.clearCustomers()
	s.settle()
	s.learn()
	s.research()
	s.raiseCapital()
	s.controlFirms()
	s.sound()
	s.record()
	if err := s.benchmarks(); err != nil {
		return err
	}
	return s.audit()
}

// Run simulates a world from its start to its end and returns its history. It stops early, with
// the context's error, when the context is done.
func Run(ctx context.Context, w *World, o Options) (*history.Run, error) {
	s, err := opened(w, o)
	if err != nil {
		return nil, err
	}
	s.opening()
	if err := s.benchmarks(); err != nil {
		return nil, err
	}
	if err := s.startCommands(ctx); err != nil {
		return nil, err
	}
	defer s.stopCommands()
	for s.tick < s.until() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if went, err := s.repeatMonths(); err != nil {
			return nil, fmt.Errorf("tick %d of seed %d: %w", s.tick, s.seed, err)
		} else if went {
			if o.Progress != nil {
				o.Progress(s.tick, w.Ticks)
			}
			continue
		}
		s.tick++
		if err := s.Step(); err != nil {
			return nil, fmt.Errorf("tick %d of seed %d: %w", s.tick, s.seed, err)
		}
		if o.Progress != nil {
			o.Progress(s.tick, w.Ticks)
		}
	}
	s.run.Ticks = s.tick
	s.outcomes()
	s.graduate()
	return s.run, nil
}

// scandal may break out at a firm, and weighs on its brand until it is forgotten.
func (s *State) scandal(f *agents.Firm) {
	p := &s.world.Customers.Scandal
	luck := s.stream(f.ID, "scandal")
	if p.Strikes(&luck) && f.Status.Alive() {
		f.ScandalUntil = s.tick + p.Months
		s.event("scandal", f.ID, "", math.NaN(), "customers shun it for %d months", p.Months)
	}
	f.BrandLuck = f.Brand
	if f.ScandalUntil > s.tick {
		f.BrandLuck -= p.Loss
	}
}

// openMonth lets the luck of the month fall and starts new books.
func (s *State) openMonth() {
	s.books.OpenMonth()
	s.endReleases()
	s.change()
	s.equityMonth, s.deals = 0, 0
	par := &s.world.Customers
	for i := range s.firms {
		f := &s.firms[i]
		luck := s.stream(f.ID, "brand")
		f.Brand = float64(par.BrandAR*f.Brand) + float64(par.BrandSD*luck.StudentT4()/math.Sqrt2)
		s.scandal(f)
	}
	for k := range s.segments {
		seg := &s.segments[k]
		p := &par.Segments[k]
		luck := s.stream(p.ID, "demand")
		seg.luck = float64(par.DemandAR*seg.luck) + float64(par.DemandSD*luck.StudentT4()/math.Sqrt2)
		grow := root12(p.PotentialGrowth)
		seg.potential = float64(seg.potential * grow)
		seg.value = float64(seg.value * (grow * root12(p.IncomeGrowth)))
	}
	s.spreadReach()
	s.fadeResiduals()
	s.moods()
	s.enter()
	s.cores()
}
