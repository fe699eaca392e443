package worlds

import (
	"fmt"
	"slices"

	"shakeout/agents"
	"shakeout/internal/exact"
	"shakeout/market/customers"
)

// stageGame is the market of a single month: prices and profits by firm at the Nash equilibrium and at the prices of greatest joint profit.
type stageGame struct {
	nash, joint             []float64 // USD per unit
	nashProfit, jointProfit []float64 // USD
	profits                 func(prices []float64) ([]float64, error)
}

// openSchool briefs the strategies that learn, where the world is a market of sellers in which nothing but prices moves.
func (s *State) openSchool() error {
	c := &school{returned: -1}
	learns := false
	for i := range s.decide {
		l := s.decide[i].learner()
		c.learners = append(c.learners, l)
		learns = learns || l != nil
	}
	moving := s.moving()
	switch {
	case learns && moving == "":
	case s.world.Stop != nil:
		return fmt.Errorf("stop: got a world in which %s; want one in which nothing but prices moves, or no stop", moving)
	default:
		return nil
	}
	for i := range s.firms {
		for o := range s.offers {
			if s.offers[o].agent == i {
				c.offer = append(c.offer, o)
			}
		}
	}
	c.prices, c.profit = make([]float64, len(s.firms)), make([]float64, len(s.firms))
	if err := s.solveStage(&c.stage); err != nil {
		return err
	}
	for i, l := range c.learners {
		if l == nil {
			continue
		}
		err := l.Brief(&agents.Briefing{
			Place: i, NashUSD: c.stage.nash, JointUSD: c.stage.joint,
			ProfitUSD: func(prices []float64) float64 {
				profits, err := c.stage.profits(prices)
				if err != nil {
					s.fail(err)
					return 0
				}
				return profits[i]
			},
			Start: exact.NewStream(s.seed, "", "learning", 0),
		})
		if err != nil {
			return fmt.Errorf("agents[%s].strategy: %w", s.firms[i].ID, err)
		}
	}
	if d := s.deviation(); d != nil && d.Price == nil && c.learners[s.firmIndex(d.Agent)] == nil {
		return fmt.Errorf("stop.deviation.price_usd: got none, and %s does not learn; want the price that it is to ask", d.Agent)
	}
	s.school = c
	s.openRepetition()
	return s.err
}

func (s *State) deviation() *Deviation {
	if s.world.Stop == nil {
		return nil
	}
	return s.world.Stop.Deviation
}

// solveStage finds the benchmarks of a single month.
func (s *State) solveStage(g *stageGame) error {
	seg := &s.segments[0]
	for j, o := range seg.offers {
		s.offerTerms(seg, j, &s.offers[o])
	}
	game, offers := s.game(seg)
	seller := make([]int, len(offers)) // of each product
	paid := make([]float64, len(offers))
	for at, j := range offers {
		of := &s.offers[seg.offers[j]]
		seller[at], paid[at] = of.seller, of.list
	}
	n := len(s.firms)
	byProduct := make([]float64, n)
	g.profits = func(prices []float64) ([]float64, error) {
		for at, i := range seller {
			byProduct[at] = prices[i]
		}
		out, err := game.At(byProduct)
		if err != nil {
			return nil, err
		}
		profits := make([]float64, n)
		for k, id := range out.Firms {
			profits[s.firmIndex(id)] = float64(out.Profits[k] * 1e6)
		}
		return profits, nil
	}
	at := func(joint bool) (prices, profits []float64, err error) {
		of := game
		if joint {
			of = game.Joint()
		}
		solved, err := near(of, paid)
		if err != nil {
			return nil, nil, err
		}
		if solved == nil {
			return nil, nil, fmt.Errorf("stop: got a market without an equilibrium of a single tick; want one, for learners are told its prices")
		}
		prices = make([]float64, n)
		for k, i := range seller {
			prices[i] = solved[k]
		}
		profits, err = g.profits(prices)
		return prices, profits, err
	}
	var err error
	if g.nash, g.nashProfit, err = at(false); err == nil {
		g.joint, g.jointProfit, err = at(true)
	}
	return err
}

// moving says what in the world moves besides prices, or why it is no market of sellers with one offer each; "" if nothing does. In a world where
// nothing does, a month is a function of the prices that are asked in it.
func (s *State) moving() string {
	w := s.world
	c := &w.Customers
	for _, m := range []struct {
		there bool
		what  string
	}{
		{w.Compute != nil, "there is a market for compute"}, {w.Technology != nil, "there is technical change"}, {w.Talent != nil, "there is a market for researchers"},
		{w.Capital != nil, "there is a market for capital"}, {w.Control != nil, "firms are bought"}, {w.Entry != nil, "labs enter"}, {w.Alarms != nil, "alarms watch"},
		{len(w.Changes) > 0, "something is done to it (changes)"}, {len(c.Segments) != 1, "there is not one segment"},
		{c.BrandSD != 0, "brands have luck (customers.brand_sd)"}, {c.DemandSD != 0, "demand has luck (customers.demand_sd)"},
		{c.Scandal.HazardPerYear != 0, "there are scandals (customers.scandal)"}, {c.GoodwillElasticity != 0, "advertising counts (customers.goodwill_elasticity)"},
	} {
		if m.there {
			return m.what
		}
	}
	for k := range c.Segments {
		p := &c.Segments[k]
		switch {
		case !memoryless(p):
			return "customers remember (customers.segments[" + p.ID + "]: reconsider_per_month 1, switching_cost 0, no contracts and no sales lag would not)"
		case p.Considering != 1 || p.PotentialGrowth != 1 || p.IncomeGrowth != 1:
			return "demand grows (customers.segments[" + p.ID + "]: considering, potential_growth_per_year or income_growth_per_year is not 1)"
		case s.limitedReach(p):
			return "not everybody knows every seller (agents[].start.reach_business)"
		}
	}
	for k := range s.segments {
		if c.ResidualFade != 0 && slices.ContainsFunc(s.segments[k].residual, func(x float64) bool { return x != 0 }) {
			return "what buyers see in a seller beyond its price fades (customers.residual_fade_per_month)"
		}
	}
	for i := range s.firms {
		f := &s.firms[i]
		a := &w.Agents[i]
		if f.Kind != agents.Lab || f.Status != agents.Active || f.Core != 0 || f.ResearchPY != 0 || f.Fleet != 0 || f.CreditUSD != 0 || f.Overhead != 0 || a.Start.RunLeft >= 0 {
			return f.ID + " is no lab without research, accelerators, credit, core business and overhead (costs.least_overhead_share 0) that is there from the start"
		}
		if len(a.Products) != 1 {
			return f.ID + " has not one offer"
		}
		if p := &a.Products[0]; p.Channel != agents.API || p.Line != agents.Flagship || p.Model != "" || p.Via != "" || p.Royalty != 0 || p.Enters != "" || p.Realisation != 1 || len(p.Sales) != 1 {
			return f.ID + " does not sell its flagship by itself at list price (channel api)"
		}
	}
	return ""
}

// memoryless reports whether everybody chooses afresh each month, whatever they had.
func memoryless(p *customers.Segment) bool {
	return p.ChooseRate() == 1 && p.Term == 0 && p.SwitchingCost == 0 && p.SalesLag == 0
}
