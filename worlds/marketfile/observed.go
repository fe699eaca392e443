package marketfile

import (
	"math"
	"slices"

	"shakeout/market/calibration"
	"shakeout/market/equilibrium"
	"shakeout/market/merger"
	"shakeout/worlds/worldfile"
)

// Observed is a market to calibrate, with or without a merger.
type Observed struct {
	Observed *calibration.Observed
	Merger   *merger.Merger // nil: none
}

var methods = calibration.KnownOutside.Values()

// ReadObserved reads a market to calibrate; name stands in messages.
func ReadObserved(name string, data []byte) (*Observed, error) {
	known := []string{"demand", "method", "market_size", "products", "margin", "margins", "market_elasticity", "nest_sigma", "merger"}
	s, r, ok := readTop("calibrate", name, data, known)
	if !ok {
		return nil, s.err()
	}
	o := &calibration.Observed{}
	demand := r.choice("demand", []string{"logit", "nested"})
	method := r.choice("method", methods)
	for i, m := range methods {
		if m == method {
			o.Method = calibration.Method(i)
		}
	}
	if demand == "nested" && method != "" && o.Method != calibration.KnownOutside {
		s.report(r.get("method").offset, "method", "got %q with demand nested; want known_outside, or demand logit", method)
	}
	o.MarketSize = r.number("market_size", positive)
	o.NestSigma = r.sigma(demand)
	seen := map[string]bool{}
	products := r.records("products", []string{"id", "firm", "price", "share", "nest"})
	g := &equilibrium.Game{} // what a merger needs of it: who owns what
	for _, p := range products {
		o.Products = append(o.Products, calibration.Product{
			ID: p.id(seen), Firm: p.word("firm", "the firm that owns it"), Nest: p.nest(demand), Price: p.number("price", positive), Share: p.number("share", properPart), Lerner: math.NaN(),
		})
		g.Products = append(g.Products, equilibrium.Product{ID: o.Products[len(o.Products)-1].ID, Firm: o.Products[len(o.Products)-1].Firm})
	}
	r.some("products", len(products))
	if len(products) > maxProducts {
		s.report(r.n.offset, "products", "got %d; want at most %d", len(products), maxProducts)
	}
	r.margins(o)
	if method == "market_elasticity" {
		o.MarketElasticity = r.number("market_elasticity", negative)
	} else if n := r.get("market_elasticity"); n != nil && method != "" {
		s.report(n.offset, "market_elasticity", "got %s with method %s; want none, or method market_elasticity", n, method)
	}
	m := r.merger(g)
	if len(s.problems) == 0 {
		if err := o.Check(); err != nil {
			s.report(r.get("products").offset, "", "%v", err)
		}
	}
	return &Observed{o, m}, s.err()
}

// margins reads margin, of one product, or margins, of one or more.
func (r record) margins(o *calibration.Observed) {
	var ids []string
	for _, p := range o.Products {
		ids = append(ids, p.ID)
	}
	if o.Method == calibration.MarginsLeastSquares {
		if n := r.get("margin"); n != nil {
			r.s.report(n.offset, "margin", "got one margin with method margins_least_squares; want margins, an object from product to Lerner index")
			return
		}
		n := r.want("margins", object, "an object from product to Lerner index (price - cost)/price")
		if n == nil {
			return
		}
		for _, f := range n.fields {
			if j := slices.Index(ids, f.key); j < 0 {
				r.s.report(f.offset, "margins."+f.key, "got a product that is not there; %s", worldfile.WantOneOf(f.key, ids))
			} else if f.value.kind != null {
				o.Products[j].Lerner = r.s.number(f.value, "margins."+f.key, positive)
			}
		}
		return
	}
	if n := r.get("margins"); n != nil {
		r.s.report(n.offset, "margins", "got %s; want margin, or method margins_least_squares", n)
	}
	n := r.want("margin", object, "an object with product and lerner")
	if n == nil {
		return
	}
	sub := record{r.s, n, "margin"}
	sub.check([]string{"product", "lerner"})
	lerner := sub.number("lerner", positive)
	if id := sub.word("product", "a product of the file"); id != "" {
		if j := slices.Index(ids, id); j >= 0 {
			o.Products[j].Lerner = lerner
		} else {
			r.s.report(sub.get("product").offset, "margin.product", "got %q; %s", clip(id), worldfile.WantOneOf(id, ids))
		}
	}
}
