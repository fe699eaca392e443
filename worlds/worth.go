package worlds

import (
	"fmt"

	"shakeout/market/customers"
)

// worths reports segments in which the worth of some offers is given and that of others is not, or where it has no meaning.
func (c *worldCheck) worths() {
	given, all := map[string]int{}, map[string]int{}
	for i := range c.world.Agents {
		for _, p := range c.world.Agents[i].Products {
			for _, sale := range p.Sales {
				all[sale.ID]++
				if sale.Worth != nil {
					given[sale.ID]++
				}
			}
		}
	}
	for _, id := range c.segments {
		switch {
		case given[id] == 0:
		case given[id] < all[id]:
			c.report("customers.segments["+id+"]", "got worth_usd for %d of %d offers; want it for all or none", given[id], all[id])
		case c.world.Customers.PriceForm != customers.LinearPrice:
			c.report("customers.price_form", "got %s with worth_usd of offers in %s; want linear", c.world.Customers.PriceForm, id)
		case c.world.Entry != nil:
			c.report("customers.segments["+id+"]", "got worth_usd of its offers and entrants; want no section entry, or sales in place of worth_usd")
		}
	}
}

// worths returns what a unit of each offer of a segment is worth to its buyers, USD; nil where intercepts are found from sales.
func (s *State) worths(seg *segmentState) []float64 {
	var usd []float64
	for _, o := range seg.offers {
		of := &s.offers[o]
		for _, sale := range s.world.Agents[of.agent].Products[of.product].Sales {
			if sale.ID == s.world.Customers.Segments[seg.index].ID && sale.Worth != nil {
				usd = append(usd, *sale.Worth)
			}
		}
	}
	if len(usd) < len(seg.offers) {
		return nil
	}
	return usd
}

// openAtWorth opens a segment whose intercepts are given, alpha x worth: everybody holds what they would in the long run.
func (s *State) openAtWorth(seg *segmentState, worth []float64) error {
	p := &s.world.Customers.Segments[seg.index]
	for j, usd := range worth {
		seg.xi[j] = float64(p.Alpha * usd)
	}
	seg.value = seg.potential
	if p.Value > 0 {
		seg.value = p.Value / 12
	} else if p.Demand == customers.Budget {
		return fmt.Errorf("customers.segments[%s].value_usd_m_per_year: got none with worth_usd of its offers; want the budget", p.ID)
	}
	s.openDemand()
	s.utilities(seg, seg.potential)
	J, g := len(seg.offers), seg.group
	x, value, pred := make([]float64, g.Count), make([]float64, J), make([]float64, J)
	zero := append([]float64(nil), seg.xi...)
	base := longRun{segment: p, e: g.E != nil, of: append([]float64(nil), g.V...), fill: true}
	if base.e {
		base.of = append(base.of[:0], g.E...)
	}
	clear(seg.xi) // it stands in the utilities already
	base.stocks(seg, value, x, pred)
	copy(seg.xi, zero)
	s.openTerms(seg)
	scale := g.Scale()
	for i := range seg.iv {
		seg.iv[i] = g.Choose(i, scale).Inclusive(g.Tree)
	}
	seg.iv0 = seg.worth()
	return nil
}
