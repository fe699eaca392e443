package customers

import (
	"math"
	"slices"
	"sort"
)

// Offer is something that is sold at a posted price.
type Offer struct {
	ID       string
	Price    float64 // money per unit
	Capacity float64 // units, at least 0; +Inf: without limit
	Nest     string  // offers of one nest are alike; "": alone
}

// Cohort is a number of buyers with the same mean tastes.
type Cohort struct {
	ID    string
	Size  float64   // buyers, at least 0
	Alpha float64   // utils per unit of money
	Delta []float64 // utils of each offer at a price of 0, in the order of the offers; -Inf: can't be chosen
	Units []float64 // units that a buyer takes of each; nil: one
}

// Market is what Clear clears: utility is delta - alpha x price + taste, 0 + taste for nothing. A price that enters in another form, for
// example -alpha ln(p + h), stands in Delta, with Alpha 0.
type Market struct {
	Offers  []Offer
	Cohorts []Cohort
	Tree    Tree // Plain for the logit of the reference; Switching is not used, nobody has a supplier
}

// Cleared is the outcome of a market; slices follow the order of its offers and cohorts.
type Cleared struct {
	Rounds           int
	Sold             []float64   // units by offer
	Revenue          []float64   // money by offer, Sold x price
	FirstRoundDemand []float64   // units by offer
	Served           [][]float64 // buyers by cohort and offer
	Outside          []float64   // buyers by cohort
	Trace            []Step
}

// Step is one round: the places of the open offers, what was wanted of each and the fraction of it that was served.
type Step struct {
	Open           []int
	Demand         []float64
	ServedFraction []float64
}

// Clear clears a market at posted prices with capacities:
//
//  1. Every buyer waits. An offer is open if its remaining capacity is above 0.
//  2. Round: each cohort's waiting buyers split over the open offers that it can choose and nothing, by the logit of Choice. Who chooses nothing
//     leaves for good.
//  3. An offer with demand D and R left serves all if D <= R, else every one with the same probability R/D. Those not served wait.
//  4. Offers without anything left close. While somebody waits and some offer is open, again; then who waits goes without.
//
// The first round takes place also where nobody waits or no offer is open. With Plain it makes no difference whether buyers draw fresh tastes in each round or keep
// those they have; with nests fresh tastes are meant. Served plus outside is a cohort's size. The outcome has the same bits in any
// order of offers and cohorts (both are sorted by id), an offer that nobody can choose changes none of them, and sizes and capacities times 2^k, or
// prices times 2^k with alpha over 2^k, only scale it. The error names every number that is not allowed.
//
// Source: rule 4 of the reference; random rationing as in Davidson and Deneckere (1986) RAND J. Econ. 17(3).
func Clear(m Market) (*Cleared, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	offers := order(len(m.Offers), func(a, b int) bool { return m.Offers[a].ID < m.Offers[b].ID })
	cohorts := order(len(m.Cohorts), func(a, b int) bool { return m.Cohorts[a].ID < m.Cohorts[b].ID })
	g, capacity := m.group(offers, cohorts)
	c := Clearing{Trace: true}
	c.Clear(capacity, []*Group{g})

	J := len(offers)
	out := &Cleared{
		Rounds: c.Count, Sold: make([]float64, J), Revenue: make([]float64, J), FirstRoundDemand: make([]float64, J),
		Served: make([][]float64, len(cohorts)), Outside: make([]float64, len(cohorts)),
	}
	place := make([]int, J) // of the input's offers among the sorted
	for k, j := range offers {
		place[j] = k
		out.Sold[j], out.FirstRoundDemand[j] = c.Sold[k], c.First[k]
		out.Revenue[j] = float64(c.Sold[k] * m.Offers[j].Price)
	}
	for n, i := range cohorts {
		out.Outside[i] = g.Outside[n]
		out.Served[i] = make([]float64, J)
		for k, j := range offers {
			out.Served[i][j] = g.Served[n*J+k]
		}
	}
	if out.Rounds == 0 { // rule 2 comes before rule 4: all who wait take nothing in a round of their own
		out.Rounds, out.Trace = 1, []Step{{}}
		for k, j := range offers {
			if c.open[k] {
				out.Trace[0].Open = append(out.Trace[0].Open, j)
			}
		}
		slices.Sort(out.Trace[0].Open)
		out.Trace[0].Demand = make([]float64, len(out.Trace[0].Open))
		out.Trace[0].ServedFraction = slices.Repeat([]float64{1}, len(out.Trace[0].Open))
	}
	for _, r := range c.Rounds {
		var s Step
		for j, k := range place {
			if r.Open[k] {
				s.Open = append(s.Open, j)
				s.Demand = append(s.Demand, r.Demand[k])
				s.ServedFraction = append(s.ServedFraction, r.ServedFraction[k])
			}
		}
		out.Trace = append(out.Trace, s)
	}
	return out, nil
}

func order(n int, less func(a, b int) bool) []int {
	p := make([]int, n)
	for i := range p {
		p[i] = i
	}
	sort.Slice(p, func(a, b int) bool { return less(p[a], p[b]) })
	return p
}

// group lays the market out in the given orders.
func (m Market) group(offers, cohorts []int) (*Group, []float64) {
	J := len(offers)
	capacity := make([]float64, J)
	labels := make([]int, J)
	named := map[string]int{}
	places := make([]int, J)
	for k, j := range offers {
		o := m.Offers[j]
		places[k], capacity[k] = k, o.Capacity
		labels[k] = k // alone
		if o.Nest != "" && m.choosable(j) {
			if _, known := named[o.Nest]; !known {
				named[o.Nest] = k
			}
			labels[k] = named[o.Nest]
		}
	}
	t := m.Tree
	t.Switching = 0
	g := NewGroup(t, len(cohorts), places, labels)
	for n, i := range cohorts {
		c := m.Cohorts[i]
		g.Fresh[n] = c.Size
		if c.Units != nil && g.Units == nil {
			g.Units = make([]float64, len(g.V))
			for cell := range g.Units {
				g.Units[cell] = 1
			}
		}
		for k, j := range offers {
			g.V[n*J+k] = math.Inf(-1)
			if !math.IsInf(c.Delta[j], -1) {
				g.V[n*J+k] = c.Delta[j] - float64(c.Alpha*m.Offers[j].Price)
			}
			if c.Units != nil {
				g.Units[n*J+k] = c.Units[j]
			}
		}
	}
	return g, capacity
}

// choosable reports whether any cohort can choose an offer.
func (m Market) choosable(j int) bool {
	for _, c := range m.Cohorts {
		if !math.IsInf(c.Delta[j], -1) {
			return true
		}
	}
	return false
}
