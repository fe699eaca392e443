package compute

import (
	"errors"
	"fmt"
	"math"
)

// CheckSpot returns every problem of an auction's input, or nil: numbers that are negative, infinite (Limit may be) or not a number, an unknown
// kind, numbers of the other kind, ids that come twice on one side, and totals too great for a float64.
func CheckSpot(sellers []SpotSeller, buyers []SpotBuyer) error {
	var c spotCheck
	for i, s := range sellers {
		at := fmt.Sprintf("sellers[%d]", i)
		c.id(at, s.ID)
		c.number(at+".reserve", s.Reserve)
		c.supply += c.number(at+".quantity", s.Quantity)
	}
	c.seen = nil
	for i, b := range buyers {
		at := fmt.Sprintf("buyers[%d]", i)
		c.id(at, b.ID)
		switch b.Kind {
		case BudgetBuyer:
			c.demand += c.number(at+".qmax", b.MaxQuantity)
			c.money += c.number(at+".budget", b.Budget)
			if !math.IsInf(b.Limit, 1) {
				c.number(at+".limit", b.Limit)
			}
			if b.Bids != nil {
				c.add("%s.bids: got %d bids of a budget buyer; want none", at, len(b.Bids))
			}
		case StepBuyer:
			for j, bid := range b.Bids {
				c.number(fmt.Sprintf("%s.bids[%d].price", at, j), bid.Price)
				c.demand += c.number(fmt.Sprintf("%s.bids[%d].quantity", at, j), bid.Quantity)
			}
			if b.MaxQuantity != 0 || b.Budget != 0 || b.Limit != 0 {
				c.add("%s: got qmax %v, budget %v, limit %v of a step buyer; want bids only", at, b.MaxQuantity, b.Budget, b.Limit)
			}
		default:
			c.add("%s.type: got %v; want one of %v", at, b.Kind, b.Kind.Values())
		}
	}
	for _, total := range []struct {
		name string
		sum  float64
	}{{"quantity on offer", c.supply}, {"quantity wanted", c.demand}, {"budget", c.money}} {
		if math.IsInf(total.sum, 1) {
			c.add("total %s: got more than a float64 holds; want a smaller unit", total.name)
		}
	}
	return errors.Join(c.problems...)
}

type spotCheck struct {
	seen                  map[string]bool
	supply, demand, money float64
	problems              []error
}

func (c *spotCheck) add(format string, args ...any) {
	c.problems = append(c.problems, fmt.Errorf(format, args...))
}

// number reports x where it is no finite number >= 0, and returns it where it is.
func (c *spotCheck) number(at string, x float64) float64 {
	if !(x >= 0) || math.IsInf(x, 1) {
		c.add("%s: got %v; want a finite number >= 0", at, x)
		return 0
	}
	return x
}

func (c *spotCheck) id(at, id string) {
	if id == "" {
		return
	}
	if c.seen == nil {
		c.seen = map[string]bool{}
	}
	if c.seen[id] {
		c.add("%s.id: got %q twice; want every id once", at, id)
	}
	c.seen[id] = true
}
