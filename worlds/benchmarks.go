package worlds

import (
	"errors"
	"math"

	"shakeout/agents"
	"shakeout/market/customers"
	"shakeout/market/equilibrium"
	"shakeout/worlds/history"
)

// benchmarks records, for every segment by itself, the Nash prices and the joint-profit prices of the moment: what sellers would ask who set a price for
// this segment alone, today, on long-run demand: everybody chooses afresh, without switching costs, contracts or limits of capacity. Utility of the tastes,
// models and intercepts of the month; costs of compute at today's price, fees and royalties as shares of the price. Free plans, hosts and self-hosting keep
// their prices, and their costs are nobody's. What a firm earns from the sales of others is not counted.
func (s *State) benchmarks() error {
	every := s.options.Benchmarks
	if every <= 0 || s.tick%every != 0 && s.world.Record != RecordLast {
		return nil
	}
	if s.run.Benchmarks == nil {
		s.run.Benchmarks = []history.BenchmarkRow{}
	}
	for k := range s.segments {
		if err := s.benchmarkSegment(&s.segments[k]); err != nil {
			return err
		}
	}
	return nil
}

func (s *State) benchmarkSegment(seg *segmentState) error {
	for j, o := range seg.offers {
		s.offerTerms(seg, j, &s.offers[o])
	}
	g, offers := s.game(seg)
	if len(offers) == 0 {
		return nil
	}
	paid := make([]float64, len(g.Products))
	for at, j := range offers {
		of := &s.offers[seg.offers[j]]
		paid[at] = float64(of.list * of.realised)
	}
	nash, err := near(g, paid)
	if err != nil {
		return err
	}
	joint, err := near(g.Joint(), paid)
	if err != nil {
		return err
	}
	for at, j := range offers {
		of := &s.offers[seg.offers[j]]
		if g.Products[at].Fixed {
			continue
		}
		row := history.BenchmarkRow{
			Tick: s.tick, Date: s.date(s.tick), Segment: s.world.Customers.Segments[seg.index].ID, Offer: of.id, Agent: s.firms[of.seller].ID,
			Unit: of.channel.Unit(), Price: paid[at], Cost: g.Products[at].Cost, Nash: priceAt(nash, at), Joint: priceAt(joint, at), Position: math.NaN(),
			Revenue: seg.revenue[j],
		}
		// Where the two benchmarks are as good as one (within a hundredth) there is nothing to lie between.
		if width := row.Joint - row.Nash; width > float64(0.01*row.Nash) {
			row.Position = (row.Price - row.Nash) / width
		}
		s.run.Benchmarks = append(s.run.Benchmarks, row)
	}
	return nil
}

func priceAt(prices []float64, at int) float64 {
	if prices == nil || math.IsInf(prices[at], 1) {
		return math.NaN()
	}
	return prices[at]
}

// near returns the prices that solve a game, nil where it has no solution.
func near(g *equilibrium.Game, from []float64) ([]float64, error) {
	solution, err := equilibrium.SolveNear(g, from)
	var none *equilibrium.NoEquilibriumError
	if errors.As(err, &none) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return solution.Prices, nil
}

// game returns a segment's long-run demand as a pricing game, and the places of its products among the segment's offers.
func (s *State) game(seg *segmentState) (*equilibrium.Game, []int) {
	par := &s.world.Customers
	p := &par.Segments[seg.index]
	J := len(seg.offers)
	g := &equilibrium.Game{
		MarketSize: math.Max(float64(seg.potential*seg.considering), 1e-300),
		Demand:     equilibrium.Demand{NestSigma: par.Sigma, Lambda: par.Lambda, Budget: p.Demand == customers.Budget, Reference: s.refPrice},
	}
	if par.PriceForm == customers.LogPrice {
		g.Demand.Form = equilibrium.Log
	}
	var offers []int
	for j, o := range seg.offers {
		of := &s.offers[o]
		sold := false
		for b := range seg.kinds {
			sold = sold || !math.IsInf(seg.mean[b*J+j], -1)
		}
		if !sold {
			continue
		}
		h, _, sat := s.priceTerms(p, of)
		keep := 1 - of.fee - of.royalty // what the seller keeps of the price
		q := equilibrium.Product{ID: of.id, Nest: s.firms[of.owner].ID, Firm: "fringe", Handling: h, Saturation: sat}
		q.Fixed = of.channel == agents.Free || of.seller < 0 || !(keep > 0) || !(of.list > 0)
		if !q.Fixed {
			q.Firm, q.Cost = s.firms[of.seller].ID, float64(of.mtokPerUnit*of.hoursPerTok*s.spot.price)/keep
		}
		g.Products = append(g.Products, q)
		offers = append(offers, j)
	}
	for i, w := range seg.weight {
		if w > 0 {
			g.Types = append(g.Types, s.kindOfBuyers(seg, i, g, offers))
		}
	}
	total := 0.0
	for _, t := range g.Types {
		total += t.Weight
	}
	for i := range g.Types {
		g.Types[i].Weight = g.Types[i].Weight / total
	}
	return g, offers
}

// kindOfBuyers returns a cohort as a type of buyers: its utilities without the part that depends on prices that somebody sets, discounts of bundles as
// they stand, and what it would use.
func (s *State) kindOfBuyers(seg *segmentState, i int, g *equilibrium.Game, offers []int) equilibrium.Type {
	p := &s.world.Customers.Segments[seg.index]
	J := len(seg.offers)
	stratum, kind := seg.stratumOf[i], seg.kindOf[i]
	t := equilibrium.Type{Weight: seg.weight[i], Alpha: p.Alpha}
	for at, j := range offers {
		of := &s.offers[seg.offers[j]]
		q := &g.Products[at]
		adequacy := seg.adequacy[stratum*J+j]
		v, use := seg.mean[kind*J+j]+float64(p.AdequacyWeight*adequacy), 1.0
		if !q.Fixed {
			paid := float64(of.list * of.realised)
			v += s.priceTerm(p.Alpha, paid, q.Handling, s.refPrice)
			use = 1 - of.fee - of.royalty
			if g.Demand.Budget {
				use = float64(use * (adequacy * (seg.each[kind*J+j] * (paid + q.Saturation))))
			}
			if !(use > 0) {
				v, use = math.Inf(-1), 1
			}
		}
		t.Delta, t.Use = append(t.Delta, v), append(t.Use, use)
	}
	return t
}
