package marketfile

import (
	"math"
	"slices"

	"shakeout/market/equilibrium"
	"shakeout/market/merger"
	"shakeout/worlds/worldfile"
)

// Game is a pricing game with or without a merger.
type Game struct {
	Game   *equilibrium.Game
	Merger *merger.Merger // nil: none
}

// Most of what a game may have: more would take hours, or more memory than there is.
const (
	maxProducts = 1000
	maxCells    = 1_000_000 // types x products
)

var (
	demands = []string{"logit", "nested", "mixed"}
	// Keys of the other commands, by which a file is known.
	foreign = map[string]string{
		"method": "calibrate", "margin": "calibrate", "margins": "calibrate", "offers": "clear", "cohorts": "clear", "sellers": "spot", "buyers": "spot", "types": "equilibrium",
	}
)

// readTop parses a file of one command and opens its object.
func readTop(command, name string, data []byte, known []string) (*source, record, bool) {
	s, n := parse(name, data)
	if n == nil {
		return s, record{}, false
	}
	for _, f := range n.fields {
		if other := foreign[f.key]; other != "" && !slices.Contains(known, f.key) {
			s.report(f.offset, f.key, "got a file of `market %s`; want one of `market %s`", other, command)
			return s, record{}, false
		}
	}
	r, ok := s.top(n, known)
	return s, r, ok
}

// ReadGame reads a pricing game; name stands in messages.
func ReadGame(name string, data []byte) (*Game, error) {
	s, r, ok := readTop("equilibrium", name, data, []string{"demand", "market_size", "types", "products", "nest_sigma", "merger"})
	if !ok {
		return nil, s.err()
	}
	g := &equilibrium.Game{}
	demand := r.choice("demand", demands)
	g.MarketSize = r.number("market_size", positive)
	seen := map[string]bool{}
	products := r.records("products", []string{"id", "firm", "cost", "nest"})
	for _, p := range products {
		g.Products = append(g.Products, equilibrium.Product{
			ID: p.id(seen), Firm: p.word("firm", "the firm that owns it"), Cost: p.number("cost", anyNumber), Nest: p.nest(demand),
		})
	}
	r.some("products", len(products))
	g.Demand.NestSigma = r.sigma(demand)
	types := r.records("types", []string{"weight", "alpha", "delta"})
	r.some("types", len(types))
	if len(types) > 1 && (demand == "logit" || demand == "nested") {
		s.report(r.get("types").offset, "types", "got %d with demand %s; want one, or demand mixed", len(types), demand)
	}
	count := 0
	if list := r.get("products"); list != nil {
		count = len(list.items)
	}
	if count <= maxProducts && len(types)*count <= maxCells {
		for _, t := range types {
			g.Types = append(g.Types, equilibrium.Type{Weight: t.number("weight", fraction), Alpha: t.number("alpha", positive), Delta: t.numbers("delta", count, "product", true)})
		}
	} else {
		s.report(r.n.offset, "", "got %d products and %d types; want at most %d products and %d numbers in all deltas", count, len(types), maxProducts, maxCells)
	}
	r.weights(g.Types)
	m := r.merger(g)
	if len(s.problems) == 0 {
		if err := g.Check(); err != nil {
			s.report(r.n.offset, "", "%v", err)
		}
	}
	return &Game{g, m}, s.err()
}

// some reports an empty list.
func (r record) some(key string, n int) {
	if at := r.get(key); at != nil && at.kind == list && n == 0 {
		r.s.report(at.offset, r.at(key), "got none; want at least one")
	}
}

// nest returns the nest of a product: wanted with nested demand, refused with any other.
func (r record) nest(demand string) string {
	if demand == "nested" {
		return r.word("nest", "the nest it is in, with demand nested")
	}
	if n := r.get("nest"); n != nil && demand != "" {
		r.s.report(n.offset, r.at("nest"), "got %s with demand %s; want none, or demand nested", n, demand)
	}
	return ""
}

func (r record) sigma(demand string) float64 {
	if demand == "nested" {
		return r.number("nest_sigma", correlation)
	}
	if n := r.get("nest_sigma"); n != nil && demand != "" {
		r.s.report(n.offset, r.at("nest_sigma"), "got %s with demand %s; want none, or demand nested", n, demand)
	}
	return 0
}

func (r record) weights(types []equilibrium.Type) {
	total := 0.0
	for _, t := range types {
		total += t.Weight
	}
	if len(types) > 0 && math.Abs(total-1) > 1e-9 {
		r.s.report(r.get("types").offset, "types", "got weights that add to %v; want 1", total)
	}
}

// merger returns the merger of a file, nil where it has none.
func (r record) merger(g *equilibrium.Game) *merger.Merger {
	n := r.get("merger")
	if n == nil {
		return nil
	}
	if n.kind != object {
		r.s.report(n.offset, r.at("merger"), "got %s; want an object with firms and, if there are savings, cost_saving", n)
		return nil
	}
	sub := record{r.s, n, r.at("merger")}
	sub.check([]string{"firms", "cost_saving"})
	m := &merger.Merger{Saving: make([]float64, len(g.Products))}
	sub.parties(m, g)
	saving := sub.get("cost_saving")
	if saving == nil {
		return m
	}
	if saving.kind != object {
		r.s.report(saving.offset, sub.at("cost_saving"), "got %s; want an object from product to money off its unit cost", saving)
		return m
	}
	var ids []string
	for _, p := range g.Products {
		ids = append(ids, p.ID)
	}
	for _, f := range saving.fields {
		at := sub.at("cost_saving") + "." + f.key
		if j := slices.Index(ids, f.key); j >= 0 {
			m.Saving[j] = r.s.number(f.value, at, anyNumber)
		} else {
			r.s.report(f.offset, at, "got a product that is not there; %s", worldfile.WantOneOf(f.key, ids))
		}
	}
	return m
}

func (r record) parties(m *merger.Merger, g *equilibrium.Game) {
	const what = "two firms that have products"
	n := r.want("firms", list, what)
	if n == nil {
		return
	}
	if len(n.items) != 2 {
		r.s.report(n.offset, r.at("firms"), "got %d; want %s", len(n.items), what)
		return
	}
	var firms []string
	for _, p := range g.Products {
		if p.Firm != "" && !slices.Contains(firms, p.Firm) {
			firms = append(firms, p.Firm)
		}
	}
	for i, item := range n.items {
		at := r.at("firms") + []string{"[0]", "[1]"}[i]
		if item.kind != text {
			r.s.report(item.offset, at, "got %s; want a firm that has a product", item)
		} else if !slices.Contains(firms, item.text) {
			r.s.report(item.offset, at, "got %q; %s", clip(item.text), worldfile.WantOneOf(item.text, firms))
		}
	}
	m.Acquirer, m.Target = n.items[0].text, n.items[1].text
	if m.Acquirer == m.Target && m.Acquirer != "" {
		r.s.report(n.items[1].offset, r.at("firms"), "got %q twice; want two firms", m.Acquirer)
	}
}
