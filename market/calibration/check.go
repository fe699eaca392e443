package calibration

import (
	"errors"
	"fmt"
	"math"
)

// wholeTolerance is how far shares may add up to something else than 1 where they must add to 1.
const wholeTolerance = 1e-9

// Check returns every problem of what was observed, or nil: place, value and what is allowed.
func (o *Observed) Check() error {
	var problems []error
	add := func(format string, args ...any) { problems = append(problems, fmt.Errorf(format, args...)) }
	finite := func(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
	if !(o.MarketSize > 0) || math.IsInf(o.MarketSize, 1) {
		add("market_size: got %v; want a finite number above 0", o.MarketSize)
	}
	if !(o.NestSigma >= 0 && o.NestSigma < 1) {
		add("nest_sigma: got %v; want a number in [0, 1)", o.NestSigma)
	}
	if o.NestSigma > 0 && o.Method != KnownOutside {
		add("nest_sigma: got %v with method %s; want 0, or method known_outside", o.NestSigma, o.Method)
	}
	if len(o.Products) == 0 {
		add("products: got none; want at least one")
	}
	known := 0
	seen := map[string]bool{}
	for j, p := range o.Products {
		at := fmt.Sprintf("products[%d]", j)
		if p.ID == "" || p.Firm == "" {
			add("%s: got id %q of firm %q; want both", at, p.ID, p.Firm)
		} else if seen[p.ID] {
			add("%s.id: got %q twice; want every id once", at, p.ID)
		}
		seen[p.ID] = true
		if !(p.Price > 0) || !finite(p.Price) {
			add("%s.price: got %v; want a finite number above 0", at, p.Price)
		}
		if !(p.Share > 0 && p.Share <= 1) {
			add("%s.share: got %v; want a number in (0, 1]", at, p.Share)
		}
		if !math.IsNaN(p.Lerner) {
			known++
			if !(p.Lerner > 0) || !finite(p.Lerner) {
				add("%s.lerner: got %v; want a finite number above 0", at, p.Lerner)
			}
		}
	}
	if o.Method == MarginsLeastSquares && known == 0 || o.Method != MarginsLeastSquares && known != 1 {
		add("margin: got %d known margins; want one (with method margins_least_squares one or more)", known)
	}
	if total := o.total(); o.Method == MarketElasticity || o.Method == MarginsLeastSquares && total > 1 {
		if !(math.Abs(total-1) <= wholeTolerance) {
			add("products: got shares of units sold that add to %v; want 1", total)
		}
	} else if o.Method == KnownOutside && !(total < 1) { // rounded, as decimals that add to 1 do when they are read
		add("products: got shares of all buyers that add to %v; want less than 1, the rest being the outside share", total)
	}
	if o.Method == MarketElasticity && !(o.MarketElasticity < 0 && finite(o.MarketElasticity)) {
		add("market_elasticity: got %v; want a finite number below 0", o.MarketElasticity)
	}
	return errors.Join(problems...)
}

// total returns the sum of shares.
func (o *Observed) total() float64 { return o.shares(everything).sum }

func everything(Product) bool { return true }

// shares adds the shares of some products, in the order of ids.
func (o *Observed) shares(of func(Product) bool) (s part) {
	for _, j := range o.byID() {
		if p := o.Products[j]; of(p) {
			s.add(p.Share)
		}
	}
	return s
}

// part is a sum of shares and what rounding took from it (Neumaier 1974), so that what is left of 1 is good to the last digits also where it is small.
type part struct{ sum, lost float64 }

func (s *part) add(x float64) {
	t := s.sum + x
	if math.Abs(s.sum) >= math.Abs(x) {
		s.lost += (s.sum - t) + x
	} else {
		s.lost += (x - t) + s.sum
	}
	s.sum = t
}

// rest returns 1 less the sum.
func (s part) rest() float64 { return (1 - s.sum) - s.lost }
