package customers

import (
	"errors"
	"fmt"
	"math"
)

// check returns every problem of a market's numbers at once.
func (m Market) check() error {
	var problems []error
	add := func(format string, args ...any) { problems = append(problems, fmt.Errorf(format, args...)) }
	finite := func(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
	if !(m.Tree.Sigma >= 0 && m.Tree.Sigma < 1) {
		add("nest_sigma: got %v; want a number in [0, 1)", m.Tree.Sigma)
	}
	if !(m.Tree.Lambda > 0 && m.Tree.Lambda <= 1) {
		add("lambda: got %v; want a number in (0, 1]", m.Tree.Lambda)
	}
	seen := map[string]bool{}
	for j, o := range m.Offers {
		at := fmt.Sprintf("offers[%d]", j)
		if o.ID == "" || seen[o.ID] {
			add("%s.id: got %q; want a name that no other offer has", at, o.ID)
		}
		seen[o.ID] = true
		if !finite(o.Price) {
			add("%s.price: got %v; want a finite number", at, o.Price)
		}
		if !(o.Capacity >= 0) {
			add("%s.capacity: got %v; want a number of at least 0, or null for no limit", at, o.Capacity)
		}
	}
	seen, total := map[string]bool{}, 0.0
	for i, c := range m.Cohorts {
		at := fmt.Sprintf("cohorts[%d]", i)
		if c.ID == "" || seen[c.ID] {
			add("%s.id: got %q; want a name that no other cohort has", at, c.ID)
		}
		seen[c.ID] = true
		if !(c.Size >= 0) || !finite(c.Size) {
			add("%s.size: got %v; want a finite number of at least 0", at, c.Size)
		}
		total += c.Size
		if !finite(c.Alpha) {
			add("%s.alpha: got %v; want a finite number", at, c.Alpha)
		}
		if len(c.Delta) != len(m.Offers) {
			add("%s.delta: got %d numbers; want one for each of the %d offers, null where it can't be chosen", at, len(c.Delta), len(m.Offers))
			continue
		}
		if c.Units != nil && len(c.Units) != len(m.Offers) {
			add("%s.units: got %d numbers; want one for each of the %d offers", at, len(c.Units), len(m.Offers))
			continue
		}
		for j, d := range c.Delta {
			switch v := d - float64(c.Alpha*m.Offers[j].Price); {
			case math.IsInf(d, -1):
			case !finite(d):
				add("%s.delta[%d]: got %v; want a finite number or null", at, j, d)
			case finite(c.Alpha) && finite(m.Offers[j].Price) && !finite(v):
				add("%s.delta[%d]: got delta - alpha x price = %v; want numbers whose difference a float64 holds", at, j, v)
			}
		}
		for j, u := range c.Units {
			if !(u >= 0) || !finite(u) {
				add("%s.units[%d]: got %v; want a finite number of at least 0", at, j, u)
			} else if !finite(float64(u * c.Size)) {
				add("%s.units[%d]: got %v for %v buyers; want a product that a float64 holds", at, j, u, c.Size)
			}
		}
	}
	if math.IsInf(total, 1) {
		add("cohorts: got more buyers in all than a float64 holds; want smaller sizes")
	}
	return errors.Join(problems...)
}
