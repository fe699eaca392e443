package technology

import (
	"hash/fnv"
	"math"
	"testing"

	"shakeout/internal/exact"
)

// The same bits on every processor: a long random history of every mechanism, hashed. A different hash on one build means that something there fused a product
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
	serving := defaults[Serving](t)
	for range 50 {
		state, stock := p.Start(), p.Effort.Opening(s.Lognormal(1e7, 1), s.Uniform(1, 4))
		own, front := s.Uniform(24, 26), 26.0
		for range 240 {
			state = p.Next(state, s.Uniform(0.5, 3), &s)
			next := p.Effort.Advance(stock, s.Lognormal(1e7, 1), state.AlgorithmIndex())
			gain := float64(p.Effort.OwnGainOOM(stock, next) * p.Effort.Independence(front-own, s.Float64()))
			leak := p.Spillover.GainOOMPerMonth(Position{own, front, front - 0.3, s.Float64()})
			run := Outcome(p.Training, &s)
			own, front, stock = own+gain+leak, front+0.08+float64(0.1*run.DeviationOOM), next
			y := state.Years()
			e := serving.HoursPerMTok(Model{own, front, 26}, p.Software.Index(y), serving.NextAnchor(s.Uniform(0.2, 5)))
			rd := p.Budget.ResearchUSD(s.Lognormal(1e8, 1), s.Lognormal(1e8, 1), p.Budget.AffordableUSD(Means{s.Lognormal(1e8, 1), s.Lognormal(1e9, 1), s.Lognormal(1e8, 1)}))
			add(own, front, e, rd, p.Hardware.Index(y), p.Optimisation.Next(s.Uniform(0.8, 1.2), s.Float64(), s.Float64()), stock.Hours)
		}
	}
	const want = 0x6fc3b474805ba49a
	if got := h.Sum64(); got != want {
		t.Errorf("hash %#x; want %#x", got, uint64(want))
	}
}
