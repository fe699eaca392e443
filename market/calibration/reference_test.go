package calibration

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"

	"shakeout/market/equilibrium"
	"shakeout/market/merger"
)

// reference is a file of observed prices and shares, with the answers of an independent solver.
type reference struct {
	Method     Method
	MarketSize float64 `json:"market_size"`
	NestSigma  float64 `json:"nest_sigma"`
	Elasticity float64 `json:"market_elasticity"`
	Products   []struct {
		ID, Firm, Nest string
		Price, Share   float64
	}
	Margin struct {
		Product string
		Lerner  float64
	}
	Merger struct {
		Firms  [2]string
		Saving map[string]float64 `json:"cost_saving"`
	}
	Expect struct {
		Alpha                float64
		OutsideShare         float64 `json:"outside_share"`
		Delta, Costs, Lerner map[string]float64
		Pre, Post            struct {
			Prices, Shares, Profits map[string]float64
			OutsideShare            float64 `json:"outside_share"`
			Surplus                 float64 `json:"consumer_surplus"`
			HHI                     float64
		}
		UPP, GUPPI map[string]float64
		Diversion  map[string]map[string]float64
	}
}

func (r *reference) observed() *Observed {
	o := &Observed{MarketSize: r.MarketSize, NestSigma: r.NestSigma, Method: r.Method, MarketElasticity: r.Elasticity}
	for _, p := range r.Products {
		lerner := math.NaN()
		if p.ID == r.Margin.Product {
			lerner = r.Margin.Lerner
		}
		o.Products = append(o.Products, Product{ID: p.ID, Firm: p.Firm, Nest: p.Nest, Price: p.Price, Share: p.Share, Lerner: lerner})
	}
	return o
}

func TestReference(t *testing.T) {
	for _, c := range []struct{ file, reason string }{
		{"01-logit-known-outside", "one product a firm, outside share known"},
		{"02-logit-multiproduct-saving", "the known margin is of a firm with several products; savings"},
		{"03-nested-known-sigma", "sigma given, nests that cut across firms"},
		{"04-logit-market-elasticity", "shares of units sold, outside share from the elasticity of the market"},
	} {
		t.Run(c.file, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join("testdata", c.file+".json"))
			if err != nil {
				t.Fatal(err)
			}
			var r reference
			if err := json.Unmarshal(text, &r); err != nil {
				t.Fatal(err)
			}
			got, err := Calibrate(r.observed())
			if err != nil {
				t.Fatal(err)
			}
			near := func(what string, got, want float64) {
				t.Helper()
				if !(math.Abs(got-want) <= 1e-8*math.Abs(want)) {
					t.Errorf("%s: got %v; want %v (%s)", what, got, want, c.reason)
				}
			}
			near("alpha", got.Alpha, r.Expect.Alpha)
			near("outside_share", got.OutsideShare, r.Expect.OutsideShare)
			m := merger.Merger{Acquirer: r.Merger.Firms[0], Target: r.Merger.Firms[1], Saving: make([]float64, len(r.Products))}
			for j, p := range r.Products {
				near("delta."+p.ID, got.Delta[j], r.Expect.Delta[p.ID])
				near("costs."+p.ID, got.Costs[j], r.Expect.Costs[p.ID])
				near("lerner."+p.ID, got.Lerner[j], r.Expect.Lerner[p.ID])
				m.Saving[j] = r.Merger.Saving[p.ID]
			}
			sim, err := merger.Simulate(got.Game, m)
			if err != nil {
				t.Fatal(err)
			}
			for j, p := range r.Products {
				near("pre.prices."+p.ID, sim.Pre.Prices[j], p.Price)
				near("pre.shares."+p.ID, sim.Pre.Shares[j], r.Expect.Pre.Shares[p.ID])
				near("post.prices."+p.ID, sim.Post.Prices[j], r.Expect.Post.Prices[p.ID])
				near("post.shares."+p.ID, sim.Post.Shares[j], r.Expect.Post.Shares[p.ID])
			}
			for f, id := range sim.Post.Firms {
				near("post.profits."+id, sim.Post.Profits[f], r.Expect.Post.Profits[id])
			}
			near("pre.consumer_surplus", sim.Pre.ConsumerSurplus, r.Expect.Pre.Surplus)
			near("post.consumer_surplus", sim.Post.ConsumerSurplus, r.Expect.Post.Surplus)
			near("post.hhi", sim.Post.HHI, r.Expect.Post.HHI)
			for _, s := range sim.Screens {
				id := r.Products[s.Product].ID
				near("upp."+id, s.UPP, r.Expect.UPP[id])
				near("guppi."+id, s.GUPPI, r.Expect.GUPPI[id])
				near("diversion.outside."+id, s.OutsideDiversion, r.Expect.Diversion[id]["outside"])
			}
		})
	}
}

// beer is the example of R package antitrust (Taragin and Sandfort): six beers after Epstein and Rubinfeld (2004), prices, shares of units and margins.
func beer() *Observed {
	price := []float64{.0441, .0328, .0409, .0396, .0387, .0497}
	share := []float64{.066, .172, .253, .187, .099, .223}
	margin := []float64{.3830, .5515, .5421, .5557, .4453, .3769}
	o := &Observed{MarketSize: 1, Method: MarginsLeastSquares}
	for j, firm := range []string{"one", "two", "three", "three", "five", "six"} { // the third and fourth belong together
		o.Products = append(o.Products, Product{ID: string(rune('1' + j)), Firm: firm, Price: price[j], Share: share[j], Lerner: margin[j]})
	}
	return o
}

func TestBeer(t *testing.T) {
	near := func(what string, got, want, half float64) {
		t.Helper()
		if !(math.Abs(got-want) <= half) {
			t.Errorf("%s: got %v; want %v, the published value", what, got, want)
		}
	}
	r, err := Calibrate(beer())
	if err != nil {
		t.Fatal(err)
	}
	near("alpha", r.Alpha, 73.148, 5e-4)
	sim, err := merger.Simulate(r.Game, merger.Merger{Acquirer: "one", Target: "two"})
	if err != nil {
		t.Fatal(err)
	}
	for j, want := range []float64{6.610, 3.174, .762, .787, .152, .292} {
		near("price change, %, of "+r.Game.Products[j].ID, 100*(sim.Post.Prices[j]/sim.Pre.Prices[j]-1), want, 5e-4)
	}
	near("HHI before", sim.Pre.HHI, 2870.70, 5e-3)
	near("HHI after", sim.Post.HHI, 3118.59, 5e-3)
	for i, want := range []float64{11.214, 8.779} {
		near("CMCR, %", 100*sim.Screens[i].CMCRShare, want, 5e-4)
	}
}

func TestCheapestUnits(t *testing.T) {
	// Money in another unit is the same market: alpha takes up the power of two, shares and Lerner indices keep their bits.
	base, err := Calibrate(beer())
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range []int{-900, -40, 3, 10, 600} {
		o := beer()
		for j := range o.Products {
			o.Products[j].Price = math.Ldexp(o.Products[j].Price, k)
		}
		got, err := Calibrate(o)
		if err != nil {
			t.Fatal(err)
		}
		if want := math.Ldexp(base.Alpha, -k); got.Alpha != want {
			t.Errorf("2^%d: got alpha %v; want %v", k, got.Alpha, want)
		}
		a, err := equilibrium.Solve(got.Game)
		if err != nil {
			t.Fatal(err)
		}
		b, err := equilibrium.Solve(base.Game)
		if err != nil {
			t.Fatal(err)
		}
		for j := range a.Shares {
			if a.Shares[j] != b.Shares[j] || got.Lerner[j] != base.Lerner[j] {
				t.Errorf("2^%d: product %d: got share %v and Lerner index %v; want %v and %v", k, j, a.Shares[j], got.Lerner[j], b.Shares[j], base.Lerner[j])
			}
		}
	}
}
