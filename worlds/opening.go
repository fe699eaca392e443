package worlds

import (
	"fmt"
	"time"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/customers"
	"shakeout/market/ledger"
	"shakeout/worlds/history"
)

// open builds the state of month 0 from a world: accounts, firms, offers, segments, and the
// intercepts that make the long run of the demand side agree with who sells how much.
func open(w *World, seed uint64, o Options) (*State, error) {
	start, err := parseMonth(w.Start)
	if err != nil {
		return nil, fmt.Errorf("start: got %q; want a month like 2025-01", w.Start)
	}
	declared := len(w.Agents)
	if w, err = w.withChanges(); err != nil {
		return nil, err
	}
	w = w.withEntrants(seed)
	s := &State{
		world: w, declared: declared, seed: seed, start: start, options: o,
		books: ledger.New(w.Quantum, o.Ledger), serving: 1, hardware: 1, delivered: 1,
		run: &history.Run{World: w.Name, Seed: seed, Ticks: w.Ticks},
	}
	s.openAccounts()
	s.openFirms()
	if err := s.openOffers(); err != nil {
		return nil, err
	}
	s.measureFrontier()
	s.openCompute()
	s.anchorCosts()
	s.priceReference()
	for k := range w.Customers.Segments {
		if err := s.openSegment(k); err != nil {
			return nil, err
		}
	}
	s.openCosts()
	s.openResiduals()
	if err := s.openCapital(); err != nil {
		return nil, err
	}
	for i := range s.firms {
		d, err := s.newDecider(i)
		if err != nil {
			return nil, err
		}
		s.decide = append(s.decide, d)
	}
	s.hearScripts()
	if err := s.openSchool(); err != nil {
		return nil, err
	}
	return s, nil
}

func parseMonth(text string) (time.Time, error) { return time.Parse("2006-01", text) }

func (s *State) openAccounts() {
	b := s.books
	s.sector = sectors{
		households: b.Open("households"), firms: b.Open("firms"), investors: b.Open("investors"),
		suppliers: b.Open("suppliers"), staff: b.Open("staff"), state: b.Open("state"),
		hosts: b.Open("hosts"), background: b.Open("background"), neoclouds: b.Open("neoclouds"),
	}
}

func (s *State) openFirms() {
	w := s.world
	for i := range w.Agents {
		a := &w.Agents[i]
		f := agents.Firm{
			ID: a.ID, Name: a.Name, Kind: a.Kind, Index: i, Account: s.books.Open(a.ID),
			Status: agents.Active, Levers: agents.NewLevers(), ExitTick: -1, Parent: nobody, RunLeft: a.Start.RunLeft, Efficiency: 1, OwnedLab: a.Start.ParentOwned,
			Capability: a.Start.Capability + a.Start.Lead, ResearchPY: float64(a.Start.Research * 1e6),
			Researchers: a.Start.Researchers, OtherStaff: a.Start.OtherStaff,
			CreditUSD: float64(a.Start.CreditLine * 1e6), CostAnchor: [agents.LineCount]float64{1, 1}, Fleet: a.Start.Fleet, Core: float64(a.Start.Core * 1e6),
			Envelope: a.Start.Envelope, MarketValue: float64(a.Start.Valuation * 1e6), OpeningCore: float64(a.Start.Core * 1e6),
		}
		f.Models[agents.Flagship] = agents.Vintage{
			Live: true, Capability: a.Start.Capability, Launched: -a.Start.LaunchedAgo,
			Open: a.Start.Openness == agents.Open, OpensAt: -1,
		}
		f.Models[agents.Small] = f.Models[agents.Flagship]
		f.Models[agents.Small].Capability -= w.Serving.SmallGap
		if i >= s.declared {
			f.Status, f.Entrant, f.EnterTick = agents.NotEntered, true, never
		} else if a.Enters != "" && a.Enters > w.Start {
			f.Status = agents.NotEntered
			f.Fleet, f.Core = 0, 0 // it brings them with it
			if f.EnterTick, s.err = s.tickOf(a.Enters); s.err != nil {
				s.err = fmt.Errorf("agents[%s].enters: %w", a.ID, s.err)
			}
		} else {
			s.books.Pay(s.sector.investors, f.Account, ledger.Equity, s.books.Amount(float64(a.Start.Cash*1e6)))
			if s.books.Err() != nil && s.err == nil {
				s.err = fmt.Errorf("agents[%s].start.cash_usd_m: got %g; want less than %g, all that the books can hold (2^52 of quantum_usd)", a.ID, a.Start.Cash, float64((1<<52)*w.Quantum)/1e6)
			}
		}
		s.firms = append(s.firms, f)
		s.nextOf(&f).openness = a.Start.Openness // of a flagship in preparation
	}
}

func (s *State) firmIndex(id string) int {
	for i := range s.firms {
		if s.firms[i].ID == id {
			return i
		}
	}
	return nobody
}

func (s *State) openOffers() error {
	for i := range s.world.Agents {
		a := &s.world.Agents[i]
		for k := range a.Products {
			p := &a.Products[k]
			of := offer{
				id: a.ID + "/" + p.ID, product: k, agent: i, seller: i, owner: i, via: nobody,
				channel: p.Channel, line: p.Line, royalty: p.Royalty, fee: p.Fee, realised: p.Realisation,
				tokens: p.Tokens, list: p.Price, listStart: p.Price, live: s.firms[i].Status == agents.Active,
			}
			if p.Enters != "" {
				var err error
				if of.enters, err = s.tickOf(p.Enters); err != nil {
					return fmt.Errorf("agents[%s].products[%s].enters: %w", a.ID, p.ID, err)
				}
			}
			switch p.Channel {
			case agents.Hosted:
				of.seller = hosts
			case agents.SelfHosted:
				of.seller = selfHost
			}
			if p.Model != "" {
				if of.owner = s.firmIndex(p.Model); of.owner == nobody {
					return fmt.Errorf("agents[%s].products[%s].model_of: got %q; want the id of an agent", a.ID, p.ID, p.Model)
				}
			}
			if p.Via != "" {
				if of.via = s.firmIndex(p.Via); of.via == nobody {
					return fmt.Errorf("agents[%s].products[%s].via: got %q; want the id of an agent", a.ID, p.ID, p.Via)
				}
			}
			s.offers = append(s.offers, of)
		}
	}
	s.refreshOffers()
	return nil
}

func (s *State) priceReference() {
	var sum, weight float64
	for i := range s.world.Agents {
		for _, p := range s.world.Agents[i].Products {
			if p.Channel == agents.API && p.Line == agents.Flagship && i < s.declared {
				for _, sale := range p.Sales {
					sum += float64(p.Price * p.Realisation * (sale.Revenue + s.world.speck()))
					weight += sale.Revenue + s.world.speck()
				}
			}
		}
	}
	s.refPrice = 1
	if weight > 0 && sum > 0 {
		s.refPrice = sum / weight
	}
}

// cohorts lays strata over the task thresholds: equal steps of tau between -2.5 and +2.5 standard
// deviations, each with its normal probability, times kinds of buyers by cloud in use and ability
// to run open weights. Quadrature, not draws (Acemoglu and Restrepo 2018 for the task frontier).
func (s *State) cohorts(seg *segmentState, p *customers.Segment) {
	kinds := []buyerKind{}
	clouds := []buyerKind{}
	rest := 1.0
	if p.Bundle > 0 {
		for i := range s.firms {
			if share := s.world.Agents[i].Start.CloudShare; share > 0 {
				clouds = append(clouds, buyerKind{weight: share, cloud: i})
				rest -= share
			}
		}
	}
	if rest < 0 {
		s.err = fmt.Errorf("agents: got shares of clouds that add to %.6g (cloud_share); want at most 1", 1-rest)
		rest = 0
	}
	clouds = append(clouds, buyerKind{weight: rest, cloud: nobody})
	for _, c := range clouds {
		if p.SelfHosting > 0 {
			kinds = append(kinds, buyerKind{weight: float64(c.weight * p.SelfHosting), host: true, cloud: c.cloud})
		}
		kinds = append(kinds, buyerKind{weight: float64(c.weight * (1 - p.SelfHosting)), cloud: c.cloud})
	}
	seg.uses = []float64{1}
	if p.Demand == customers.Buyer && p.UseSkew > 0 {
		seg.uses = customers.UseClasses(p.UseSkew, int(p.UseClasses))
	}
	if s.limitedReach(p) || len(seg.uses) > 1 {
		kinds = circles(kinds, len(seg.uses))
	}
	seg.splitByUse(kinds)
	n := int(p.Cohorts)
	total := 0.0
	for k := range n {
		lo, hi := -2.5+float64(5*float64(k)/float64(n)), -2.5+float64(5*float64(k+1)/float64(n))
		mass := exact.NormalCDF(hi) - exact.NormalCDF(lo)
		if n == 1 {
			mass = 1
		}
		seg.tau = append(seg.tau, p.TaskMean+float64(p.TaskSD*(lo+hi)/2))
		for b, kind := range kinds {
			// Circle and class of use form a Latin square over the strata: each class meets each circle.
			seg.kindOf = append(seg.kindOf, b*len(seg.uses)+(b+k)%len(seg.uses))
			seg.stratumOf = append(seg.stratumOf, k)
			seg.weight = append(seg.weight, float64(mass*kind.weight))
			total += float64(mass * kind.weight)
		}
	}
	for i := range seg.weight {
		seg.weight[i] /= total
	}
}

func (s *State) openSegment(k int) error {
	p := &s.world.Customers.Segments[k]
	s.segments = append(s.segments, segmentState{index: k})
	seg := &s.segments[k]
	if s.cohorts(seg, p); s.err != nil {
		return s.err
	}
	seg.considering, seg.potential = p.Considering, p.Potential
	var revenue, users []float64
	for o := range s.offers {
		of := &s.offers[o]
		if of.agent >= s.declared {
			continue // an entrant's offers come with it
		}
		for _, sale := range s.world.Agents[of.agent].Products[of.product].Sales {
			if sale.ID == p.ID {
				seg.offers = append(seg.offers, o)
				seg.families = append(seg.families, of.owner)
				seg.trend = append(seg.trend, sale.Trend)
				revenue = append(revenue, sale.Revenue/12)
				users = append(users, sale.Users)
			}
		}
	}
	if len(seg.offers) == 0 {
		return fmt.Errorf("customers.segments[%s]: got no product that is sold in it; want at least one", p.ID)
	}
	s.openReach(seg, p, revenue, users)
	s.makeRoom(seg, p)
	return s.calibrateAll(seg, revenue, users)
}

// makeRoom makes the slices of a segment whose cohorts and offers are known.
func (s *State) makeRoom(seg *segmentState, p *customers.Segment) {
	N, J, S, K := len(seg.weight), len(seg.offers), len(seg.tau), len(seg.kinds)
	for _, x := range []*[]float64{&seg.xi, &seg.residual, &seg.units, &seg.revenue, &seg.paid, &seg.turned, &seg.regret, &seg.share, &seg.judged, &seg.use0} {
		*x = make([]float64, J)
	}
	seg.forgetAdequacy()
	most := s.mostOffers(p.ID)
	for _, x := range []*[]float64{&seg.mean, &seg.each, &seg.factor} {
		*x = make([]float64, K*J, K*most)
	}
	seg.adequacy, seg.fit, seg.e = make([]float64, S*J, S*most), make([]float64, S*J, S*most), make([]float64, N*J, N*most)
	seg.none, seg.iv = make([]float64, N), make([]float64, N)
	tree := customers.Tree{Sigma: s.world.Customers.Sigma, Lambda: s.world.Customers.Lambda, Switching: p.SwitchingCost}
	seg.group = customers.NewGroup(tree, N, seg.offers, seg.families)
	seg.stock = seg.group.Served
	seg.known, seg.menus, seg.staleMenu = make([]bool, K*J), make([]customers.Menu, K), true
	seg.group.Menus = make([]*customers.Menu, N)
	for i, b := range seg.kindOf {
		seg.group.Menus[i] = &seg.menus[b]
	}
	s.openContracts(seg, p, most)
	for _, x := range []*[]float64{&seg.group.Units, &seg.group.Held, &seg.group.Loyal} {
		*x = make([]float64, N*J, N*most)
	}
}

// mostOffers returns how many offers a segment may see, those of entrants included.
func (s *State) mostOffers(segment string) (n int) {
	for o := range s.offers {
		of := &s.offers[o]
		for _, sale := range s.world.Agents[of.agent].Products[of.product].Sales {
			if sale.ID == segment {
				n++
			}
		}
	}
	return n
}
