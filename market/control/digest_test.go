package control

import (
	"hash/fnv"
	"math"
	"testing"

	"shakeout/internal/exact"
)

// The same bits on every processor: many random deals, hashed. A different hash on one build means that something there fused a product with a sum, or used a
// function of the platform.
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
	for range 15_000 {
		target := Target{s.Lognormal(1e7, 2), s.Lognormal(1e7, 2), s.Uniform(24, 27), s.Lognormal(200, 1), p.Value.Team(s.Uniform(0, 3)), s.Uniform(-1e9, 1e9)}
		bids := make([]Bid, 5)
		for i := range bids {
			b := Bidder{s.Uniform(24, 27), s.Lognormal(1e9, 1), s.Lognormal(1e8, 1)}
			limit := p.Affordable.LimitUSD(Purse{s.Lognormal(1e10, 1), s.Lognormal(1e11, 1)}, 0)
			bids[i] = Bid{Bidder: string(rune('a' + i)), ValueUSD: p.Value.Private(p.Value.Worth(target, b), &s), LimitUSD: limit}
			terms := p.Licence.Terms(target, s.Lognormal(1e9, 1), b.CapabilityOOM, &s)
			add(bids[i].ValueUSD, limit, terms.PriceUSD, p.LicenceWorth(terms, target, b).Total())
		}
		reserve := p.Reserve.DistressUSD(Holdings{LastPostUSD: s.Lognormal(1e9, 1), Researchers: target.Researchers, Team: target.Team, CashUSD: s.Lognormal(1e8, 1), DebtUSD: s.Lognormal(1e8, 1)})
		sale, _ := Auction(reserve, bids)
		a := p.Review.Assess(Authority{}, Deal{
			PriceUSD: sale.PriceUSD, Overlaps: []Overlap{{"api", s.Float64(), s.Float64(), s.Uniform(0, 4000)}},
			ComputeShare: s.Float64(), TargetShare: s.Float64() * 0.2, TargetGapOOM: s.Float64(),
		})
		d := p.Review.Decide(a, sale.PriceUSD, &s)
		paid, left := Waterfall(s.Lognormal(1e8, 1), []Claim{{"a", State, s.Lognormal(1e7, 1)}, {"b", Suppliers, s.Lognormal(1e8, 1)}, {"c", Suppliers, s.Lognormal(1e8, 1)}})
		retreat := p.Niche.Retreat(s.Lognormal(1e7, 1), Costs{s.Lognormal(1e7, 1), s.Lognormal(1e7, 1), s.Lognormal(1e7, 1), 0}, Idle{})
		add(paid...)
		add(reserve, sale.PriceUSD, a.Block, d.BreakFeeUSD, left, retreat.MarginUSDPerMonth-retreat.CostsUSDPerMonth.Total())
	}
	const want = 0xa70aa7472b65b5eb
	if got := h.Sum64(); got != want {
		t.Errorf("hash %#x; want %#x", got, uint64(want))
	}
}
