package calibration

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"shakeout/internal/exact"
	"shakeout/market/equilibrium"
)

// Result is a calibrated market. Slices follow Observed.Products.
type Result struct {
	Game         *equilibrium.Game // one type, with the costs found
	Alpha        float64           // per unit of money
	OutsideShare float64           // of all buyers
	Delta        []float64         // mean utility at price 0; without outside choice relative to the first product by id
	Costs        []float64
	Lerner       []float64 // (p - c)/p
	Shares       []float64 // of all buyers
}

// Calibrate returns the demand under which the observed prices are the equilibrium, with one type of buyers:
//
//	c = p - mu/alpha        delta_j = ln s_j - ln s_0 - sigma ln(s_j/s_g) + alpha p_j
//
// with mu the equilibrium markups for alpha = 1 at the observed shares, s_g the share of the nest, and alpha by method, x the product whose margin m_x =
// Lerner_x p_x is known and S the share of its firm:
//
//	KnownOutside         alpha = mu_x/m_x, s_0 = 1 - sum of shares
//	MarketElasticity     alpha = (1/m_x + e S/pbar)/(1 - S), s_0 = -e/(alpha pbar); shares of units sold become shares of all buyers
//	MarginsLeastSquares  alpha = sum of k^2 / sum of k Lerner with k = mu/p over the products whose margin is known: the least squares of
//	                     Lerner - k/alpha
//
// The error joins all problems of the input; with MarketElasticity it also says where the margin and the elasticity fit no outside share between 0 and 1.
//
// Sources: Werden and Froeb (1994); Berry (1994); Epstein and Rubinfeld (2004) for calibration to several margins, as in R package antitrust.
func Calibrate(o *Observed) (*Result, error) {
	if err := o.Check(); err != nil {
		return nil, err
	}
	r := &Result{Shares: make([]float64, len(o.Products))}
	for j, p := range o.Products {
		r.Shares[j] = p.Share
	}
	var mu []float64
	var err error
	if o.Method == MarketElasticity {
		if err = r.fitElasticity(o); err == nil {
			mu, err = r.markups(o)
		}
	} else {
		r.OutsideShare = math.Max(0, o.shares(everything).rest())
		if o.Method == MarginsLeastSquares && r.OutsideShare <= wholeTolerance {
			r.OutsideShare = 0
		}
		if mu, err = r.markups(o); err == nil {
			r.fitMargins(o, mu)
		}
	}
	if err != nil {
		return nil, err
	}
	return r, r.complete(o, mu)
}

// markups returns the equilibrium markups for alpha = 1.
func (r *Result) markups(o *Observed) ([]float64, error) {
	mu, err := r.game(o, 1, false).Markups(make([]float64, len(o.Products)))
	if err != nil {
		return nil, err
	}
	for j, x := range mu {
		if !(x > 0) || math.IsInf(x, 1) {
			return nil, fmt.Errorf("products[%d]: got firm %s with all buyers; want somebody left to choose something else", j, o.Products[j].Firm)
		}
	}
	return mu, nil
}

// fitMargins sets alpha so that the markups fit the margins that are known: exactly where it is one, else by least squares.
func (r *Result) fitMargins(o *Observed, mu []float64) {
	if o.Method == KnownOutside {
		j := slices.IndexFunc(o.Products, func(p Product) bool { return !math.IsNaN(p.Lerner) })
		r.Alpha = mu[j] / float64(o.Products[j].Lerner*o.Products[j].Price)
		return
	}
	great := 0.0
	for j, p := range o.Products {
		great = math.Max(great, mu[j]/p.Price)
	}
	_, unit := math.Frexp(great) // squares of money in a small unit would overflow
	squares, products := 0.0, 0.0
	for _, j := range o.byID() {
		if p := &o.Products[j]; !math.IsNaN(p.Lerner) {
			k := math.Ldexp(mu[j]/p.Price, -unit)
			squares += float64(k * k)
			products += float64(k * p.Lerner)
		}
	}
	r.Alpha = math.Ldexp(squares/products, unit)
}

func (r *Result) fitElasticity(o *Observed) error {
	mean := 0.0
	x := slices.IndexFunc(o.Products, func(p Product) bool { return !math.IsNaN(p.Lerner) })
	for _, j := range o.byID() {
		mean += float64(o.Products[j].Share * o.Products[j].Price)
	}
	firm := o.shares(func(p Product) bool { return p.Firm == o.Products[x].Firm })
	margin := float64(o.Products[x].Lerner * o.Products[x].Price)
	e := o.MarketElasticity
	if !(firm.rest() > 0) {
		return errors.New("margin: got the margin of a firm with all units; want one of a firm with rivals, or method known_outside")
	}
	r.Alpha = (1/margin + float64(e*firm.sum)/mean) / firm.rest()
	r.OutsideShare = -e / float64(r.Alpha*mean)
	if !(r.OutsideShare > 0 && r.OutsideShare < 1) {
		return fmt.Errorf("market_elasticity: got %v, which with the margin %v of %s gives alpha %v and an outside share of %v; want a margin and an elasticity that leave it between 0 and 1",
			e, o.Products[x].Lerner, o.Products[x].ID, r.Alpha, r.OutsideShare)
	}
	for j := range r.Shares {
		r.Shares[j] = float64(r.Shares[j] * (1 - r.OutsideShare))
	}
	return nil
}

// complete fills in what follows from alpha.
func (r *Result) complete(o *Observed, mu []float64) error {
	if !(r.Alpha > 0) || math.IsInf(r.Alpha, 1) {
		return fmt.Errorf("margin: got numbers that give alpha %v; want ones that give a finite number above 0", r.Alpha)
	}
	r.Game = r.game(o, r.Alpha, true)
	for j, p := range o.Products {
		margin := mu[j] / r.Alpha
		r.Costs = append(r.Costs, p.Price-margin)
		r.Lerner = append(r.Lerner, margin/p.Price)
		r.Game.Products[j].Cost = p.Price - margin
	}
	r.Delta = r.Game.Types[0].Delta
	return nil
}

// game returns the market in which the shares are those given at the observed prices, or, not priced, at prices of 0; costs are left at 0.
func (r *Result) game(o *Observed, alpha float64, priced bool) *equilibrium.Game {
	g := &equilibrium.Game{
		MarketSize: o.MarketSize, Demand: equilibrium.Demand{NestSigma: o.NestSigma, NoOutside: r.OutsideShare == 0},
		Types: []equilibrium.Type{{Weight: 1, Alpha: alpha, Delta: make([]float64, len(o.Products))}},
	}
	nests := map[string]float64{}
	for _, j := range o.byID() {
		nests[o.Products[j].Nest] += r.Shares[j]
	}
	delta := g.Types[0].Delta
	for j, p := range o.Products {
		g.Products = append(g.Products, equilibrium.Product{ID: p.ID, Firm: p.Firm, Nest: p.Nest})
		delta[j] = exact.Log(r.Shares[j])
		if r.OutsideShare > 0 {
			delta[j] -= exact.Log(r.OutsideShare)
		}
		if o.NestSigma > 0 {
			delta[j] -= float64(o.NestSigma * exact.Log(r.Shares[j]/nests[p.Nest]))
		}
		if priced {
			delta[j] += float64(alpha * p.Price)
		}
	}
	if r.OutsideShare == 0 {
		first := delta[o.byID()[0]]
		for j := range delta {
			delta[j] -= first
		}
	}
	return g
}

// byID returns the places of products in the order of ids, in which sums run.
func (o *Observed) byID() []int {
	order := make([]int, len(o.Products))
	for j := range order {
		order[j] = j
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(o.Products[a].ID, o.Products[b].ID) })
	return order
}
