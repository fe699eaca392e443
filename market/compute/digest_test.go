package compute

import (
	"hash/fnv"
	"math"
	"testing"

	"shakeout/internal/exact"
)

// The same bits on every processor: a long random history of the supply side, hashed. A different hash on one build means that something there fused a product
// with a sum, or used a function of the platform.
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
	var reserver Reserver
	for range 10 {
		fleet, g, spent, index := p.OpeningFleet(s.Lognormal(2e6, 1), s.Uniform(1.2, 3), 0.26), 0.03, Spent{1e9}, 1.0
		pipe := p.Delivery.OpeningPipeline(s.Lognormal(1e5, 1), 1.8, 0.26)
		book := p.Contracts.Stagger(Contract{1, 2, s.Lognormal(1e7, 1), s.Uniform(1, 3), 0, 0}, 9)
		shortage, spend := int64(0), 1e9
		for month := range int64(180) {
			index *= s.Uniform(1.01, 1.03)
			shortage = p.Delivery.NextShortage(shortage, &s)
			for _, a := range p.Delivery.Deliver(&pipe, nil, month, shortage) {
				p.Fleet.Add(&fleet, Vintage{month, a.Units, a.HardwareIndex})
			}
			lost := p.Age(&fleet, month)
			c := p.Cost.UserCostUSDPerHour(index, 0.26)
			now := spend * s.Uniform(0.95, 1.1)
			g = p.Forecast.NextGrowth(g, spend, now)
			spend = now
			order := p.Capex.OrderUnits(Capacity{p.Cost.DesiredUnits(p.Forecast.SpendUSD(spend, float64(s.Float64()*spend), g), c), fleet.Units(), pipe.Units(), lost})
			usd := p.Capex.SpendUSD(order, p.Cost.CapitalUSD(index), &spent)
			spent.Add(usd)
			pipe.Order(Arrival{month + p.Delivery.LagMonths, usd / p.Cost.CapitalUSD(index), index})
			b := book.BoughtBy(2, month)
			add(c, lost, g, usd, p.BookValueUSD(fleet, month), p.Contracts.PriceUSDPerHour(s.Float64(), c), b.BillUSD, b.CommittedUSD, p.Background.BudgetUSDPerMonth(1e9, float64(month)/12))
			plan := p.Orders.Plan(Need{s.Lognormal(1e8, 1), s.Lognormal(1e8, 1), b.HoursPerMonth, b.BillUSD, c})
			bid := p.Orders.Serving(plan.ServingSpot, s.Float64(), c, math.Inf(1))
			add(plan.ResearchReserved, plan.SpareHours, plan.ResearchSpotUSD, plan.ResearchHours, bid.Budget, p.Contracts.Weight(s.Float64(), s.Float64(), s.Uniform(0.5, 2)))
			add(reserver.Reserve([]float64{s.Float64(), s.Float64()}, []float64{s.Float64(), 0, s.Float64(), 1}, []float64{s.Float64(), s.Float64()})...)
			for _, step := range p.Supply(nil, fleet, month, p.Cost.SellableHours(fleet.Units()), c) {
				add(step.ReserveUSDPerHour, step.Hours)
			}
		}
	}
	const want = 0x2e40c92e5bf94f45
	if got := h.Sum64(); got != want {
		t.Errorf("hash %#x; want %#x", got, uint64(want))
	}
}
