package customers

// Group is a number N of cohorts that meet the same J offers, in G nests, with the same tree of choice. Matrices are row-major: N by J, or
// N by G. Clear moves every buyer from Held, Loyal, Waiting, None and Fresh to Served or Outside.
type Group struct {
	Tree
	Nesting
	Offers []int // place of each offer among the market's

	V     []float64 // mean utility by cohort and offer, -Inf: can't be chosen
	E     []float64 // exp((v - Shift)/(1 - Sigma)) by cohort and offer, 0: can't be chosen; where it is not nil V is not used
	Shift float64   // common part of the utilities behind E
	Units []float64 // units that a buyer takes, by cohort and offer; nil: one

	Held    []float64 // buyers who keep their offer if it has room, by cohort and offer; nil: nobody
	Loyal   []float64 // buyers who choose among the offers of their nest only, by cohort and nest; nil: nobody
	Waiting []float64 // buyers who choose and are with a nest now, by cohort and nest
	None    []float64 // buyers who choose and have nothing now, by cohort
	Fresh   []float64 // buyers who choose without a habit, by cohort

	Served  []float64 // buyers by cohort and offer
	Outside []float64 // buyers who chose to have nothing, or found nothing to choose
	Value   []float64 // of the choice in the first round, Lambda ln W, by cohort; NaN where nobody chose
	Sold    []float64 // units by offer
	Turned  []float64 // units wanted and not served, by offer, in all rounds and of those who meant to keep it

	flow   []float64 // who wants what in this round, by cohort and offer
	demand []float64 // units wanted in this round, by offer

	allOpen bool // no offer of the group is closed in this round
	waited  bool // somebody waits
}

// NewGroup returns a group of n cohorts in front of offers (places among the market's) that carry labels, one for each nest. Its slices are made
// and zero, with room for as many nests as offers; Units, E, Held and Loyal are nil.
func NewGroup(t Tree, n int, offers, labels []int) *Group {
	cells := n * len(offers)
	g := Group{Tree: t, Offers: offers}
	g.Set(labels)
	g.V, g.Served, g.flow = make([]float64, cells), make([]float64, cells), make([]float64, cells)
	g.Waiting = make([]float64, cells)
	g.None, g.Fresh, g.Outside, g.Value = make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	g.Sold, g.Turned, g.demand = make([]float64, len(g.Offers)), make([]float64, len(g.Offers)), make([]float64, len(g.Offers))
	return &g
}

func (g *Group) units(cell int) float64 {
	if g.Units == nil {
		return 1
	}
	return g.Units[cell]
}

// waits returns the buyers of a cohort who choose.
func (g *Group) waits(i int) Waiting {
	n := g.Count
	w := Waiting{Nest: g.Waiting[i*n : i*n+n], None: g.None[i], Fresh: g.Fresh[i]}
	if g.Loyal != nil {
		w.Loyal = g.Loyal[i*n : i*n+n]
	}
	return w
}

// total returns how many they are.
func (w Waiting) total() float64 {
	sum := w.None + w.Fresh
	for _, x := range w.Nest {
		sum += x
	}
	for _, x := range w.Loyal {
		sum += x
	}
	return sum
}

// leave sends outside who still waits.
func (g *Group) leave() {
	for i := range g.Fresh {
		g.Outside[i] += g.waits(i).total()
	}
	g.nobodyWaits()
}

func (g *Group) nobodyWaits() {
	clear(g.Loyal)
	clear(g.Waiting)
	clear(g.None)
	clear(g.Fresh)
}
