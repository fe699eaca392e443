package talent

import (
	"hash/fnv"
	"math"
	"testing"

	"shakeout/internal/exact"
)

// The same bits on every processor: a long random history of the market, hashed. A different hash on one build means that something there fused a product with a
// sum, or used a function of the platform.
func TestBits(t *testing.T) {
	p := defaults[Params](t)
	s := exact.NewStream(42, "", "bits", 0)
	h := fnv.New64a()
	add := func(xs ...float64) {
		for _, x := range xs {
			b := math.Float64bits(x)
			h.Write([]byte{byte(b), byte(b >> 8), byte(b >> 16), byte(b >> 24), byte(b >> 32), byte(b >> 40), byte(b >> 48), byte(b >> 56)})
		}
	}
	for range 20 {
		firms := make([]Firm, 9)
		for i := range firms {
			firms[i].Researchers = s.Lognormal(300, 1)
		}
		pay := 9e5
		for month := range 240 {
			for i := range firms {
				firms[i].BudgetUSDPerMonth, firms[i].Premium, firms[i].GapOOM = s.Lognormal(3e7, 1), s.Uniform(-0.2, 0.5), s.Uniform(0, 2)
			}
			r := p.Clear(p.Pool.Size(12000, float64(month)/12), pay, firms)
			pay = r.PayUSDPerYear
			for i := range firms {
				firms[i].Researchers = r.Researchers[i]
				add(r.Flows[i]...)
				add(p.Productivity.Factor(r.Researchers[i], p.Productivity.Normal(3000, p.Budgets.Weight(s.Lognormal(1e8, 1)), 1e5)))
			}
			add(pay, r.Free, p.KnowHow.GainOOM([]Arrivals{{r.Flows[0][1], s.Float64()}, {r.Flows[0][2], s.Float64()}}))
			add(r.Researchers...)
		}
	}
	const want = 0xd24665c79c208bf0
	if got := h.Sum64(); got != want {
		t.Errorf("hash %#x; want %#x", got, uint64(want))
	}
}
