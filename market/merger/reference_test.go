package merger

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"

	"shakeout/market/equilibrium"
)

// reference is a file of pricing games, with the answers of an independent solver.
type reference struct {
	MarketSize float64 `json:"market_size"`
	NestSigma  float64 `json:"nest_sigma"`
	Types      []struct {
		Weight, Alpha float64
		Delta         []float64
	}
	Products []struct {
		ID, Firm, Nest string
		Cost           float64
	}
	Merger struct {
		Firms  [2]string
		Saving map[string]float64 `json:"cost_saving"`
	}
	Expect struct {
		Pre, Post    answer
		UPP, GUPPI   map[string]float64
		Diversion    map[string]map[string]float64
		HHIChangePre float64 `json:"hhi_change_at_pre_merger_shares"`
	}
}

type answer struct {
	Prices, Shares, Profits map[string]float64
	OutsideShare            float64 `json:"outside_share"`
	Surplus                 float64 `json:"consumer_surplus"`
	HHI                     float64
	HHIChange               float64 `json:"hhi_change"`
	SurplusChange           float64 `json:"consumer_surplus_change"`
}

func load(t testing.TB, name string) (reference, *equilibrium.Game, Merger) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var r reference
	if err := json.Unmarshal(text, &r); err != nil {
		t.Fatal(err)
	}
	g := &equilibrium.Game{MarketSize: r.MarketSize, Demand: equilibrium.Demand{NestSigma: r.NestSigma}}
	for _, x := range r.Types {
		g.Types = append(g.Types, equilibrium.Type{Weight: x.Weight, Alpha: x.Alpha, Delta: x.Delta})
	}
	m := Merger{Acquirer: r.Merger.Firms[0], Target: r.Merger.Firms[1], Saving: make([]float64, len(r.Products))}
	for j, p := range r.Products {
		g.Products = append(g.Products, equilibrium.Product{ID: p.ID, Firm: p.Firm, Nest: p.Nest, Cost: p.Cost})
		m.Saving[j] = r.Merger.Saving[p.ID]
	}
	return r, g, m
}

func TestReference(t *testing.T) {
	for _, c := range []struct{ file, reason string }{
		{"01-logit-symmetric-duopoly", "the game of Calvano et al. (2020): monopoly after the merger"},
		{"02-mixed-several-stationary-points", "first-order conditions with several solutions, one of them an equilibrium"},
		{"03-logit-four-firms-multiproduct-saving", "firms with several products, savings"},
		{"04-logit-tiny-shares", "shares so small that the outside choice is nearly all"},
		{"05-nested-two-nests", "nests that cut across firms"},
		{"06-nested-within-nest-merger-saving", "sigma 0.7, merger within a nest"},
		{"07-mixed-two-types", "two types of buyers"},
		{"08-mixed-five-types-multiproduct-saving", "five types, several products, savings"},
	} {
		t.Run(c.file, func(t *testing.T) {
			r, g, m := load(t, filepath.Join("../equilibrium/testdata", c.file+".json"))
			got, err := Simulate(g, m)
			if err != nil {
				t.Fatal(err)
			}
			check := checker{t, c.reason}
			check.answer("pre", g, got.Pre, r.Expect.Pre)
			check.answer("post", g, got.Post, r.Expect.Post)
			check.near("post.hhi_change", got.HHIChange, r.Expect.Post.HHIChange, r.Expect.Post.HHI)
			check.near("post.consumer_surplus_change", got.ConsumerSurplusChange, r.Expect.Post.SurplusChange, r.Expect.Post.Surplus)
			check.near("hhi_change_at_pre_merger_shares", got.HHIChangeAtPreShares, r.Expect.HHIChangePre, r.Expect.HHIChangePre)
			check.screens(g, got.Screens, r.Expect.UPP, r.Expect.GUPPI, r.Expect.Diversion)
		})
	}
}

type checker struct {
	t      *testing.T
	reason string
}

// near compares with the reference tolerance: 1e-8 of the level, or 1e-12 where there should be nothing.
func (c checker) near(what string, got, want, level float64) {
	c.t.Helper()
	tolerance := 1e-8 * math.Abs(level)
	if want == 0 {
		tolerance = 1e-12
	}
	if !(math.Abs(got-want) <= tolerance) {
		c.t.Errorf("%s: got %v; want %v (%s)", what, got, want, c.reason)
	}
}

func (c checker) answer(at string, g *equilibrium.Game, got *equilibrium.Solution, want answer) {
	c.t.Helper()
	for j, p := range g.Products {
		c.near(at+".prices."+p.ID, got.Prices[j], want.Prices[p.ID], want.Prices[p.ID])
		c.near(at+".shares."+p.ID, got.Shares[j], want.Shares[p.ID], want.Shares[p.ID])
	}
	if len(want.Profits) != len(got.Firms) {
		c.t.Errorf("%s: got firms %v; want %d", at, got.Firms, len(want.Profits))
	}
	for f, id := range got.Firms {
		if f < len(got.Profits) {
			c.near(at+".profits."+id, got.Profits[f], want.Profits[id], want.Profits[id])
		}
	}
	c.near(at+".outside_share", got.OutsideShare, want.OutsideShare, want.OutsideShare)
	c.near(at+".consumer_surplus", got.ConsumerSurplus, want.Surplus, want.Surplus)
	c.near(at+".hhi", got.HHI, want.HHI, want.HHI)
}

func (c checker) screens(g *equilibrium.Game, got []Screen, upp, guppi map[string]float64, diversion map[string]map[string]float64) {
	c.t.Helper()
	if len(got) != len(upp) {
		c.t.Errorf("screens: got %d; want %d (%s)", len(got), len(upp), c.reason)
	}
	for _, s := range got {
		id := g.Products[s.Product].ID
		c.near("upp."+id, s.UPP, upp[id], upp[id])
		c.near("guppi."+id, s.GUPPI, guppi[id], guppi[id])
		for k, p := range g.Products {
			if k != s.Product {
				c.near("diversion."+id+"."+p.ID, s.Diversion[k], diversion[id][p.ID], diversion[id][p.ID])
			}
		}
		c.near("diversion."+id+".outside", s.OutsideDiversion, diversion[id]["outside"], diversion[id]["outside"])
	}
}
