package capital

import (
	"hash/fnv"
	"math"
	"testing"

	"shakeout/internal/exact"
)

// The same bits on every processor: many random rounds, hashed. A different hash on one build means that something there fused a product with a sum, or used a
// function of the platform.
func TestBits(t *testing.T) {
	p, entry := defaults[Params](t), defaults[Entry](t)
	s := exact.NewStream(42, "", "bits", 0)
	h := fnv.New64a()
	add := func(xs ...float64) {
		for _, x := range xs {
			b := math.Float64bits(x)
			h.Write([]byte{byte(b), byte(b >> 8), byte(b >> 16), byte(b >> 24), byte(b >> 32), byte(b >> 40), byte(b >> 48), byte(b >> 56)})
		}
	}
	mood, left := p.Mood.Start, 0.0
	for month := range int64(4000) {
		mood = p.Mood.Next(mood, month, &s)
		factor := p.Mood.Factor(mood)
		asks := make([]Ask, 8)
		table, err := NewCapTable(Holding{"founders", 1_000_000_000})
		if err != nil {
			t.Fatal(err)
		}
		for i := range asks {
			luck := p.Draw(&s)
			o := Outlook{s.Lognormal(1e9, 2), 0, s.Uniform(-0.5, 2.5), s.Uniform(0, 2), 1.7e12, s.Uniform(0, 60)}
			plan := Plan{s.Lognormal(1e8, 1), s.Uniform(-1e8, 1e8), s.Uniform(0, 1), s.Uniform(0, 1)}
			need := float64(luck.Size * plan.NeedUSD(21))
			pre := p.Valuation.PreMoneyUSD(o, need, luck.Dilution, factor*luck.Valuation)
			asks[i] = Ask{need, p.Points(o, s.Uniform(0.2, 2))}
			terms, _ := p.Rounds.Close(pre, need, s.Lognormal(1e9, 2))
			table, _, err = table.Issue("fund", terms.Dilution)
			if err != nil {
				t.Fatal(err)
			}
			add(pre, p.Valuation.Belief(p.Valuation.BeliefIn(pre, need), 7), terms.AmountUSD, terms.Dilution, table.Fraction("fund"), p.PlanUSDPerYear(o, s.Uniform(0, 36)), p.Strategic.MaxAmountUSD(pre, s.Float64()*0.2))
		}
		var granted []float64
		granted, left = p.Pool.Ration(p.Pool.AvailableUSD(left, p.Pool.NewUSDPerMonth(float64(month%240)/12, factor)), asks)
		add(granted...)
		entrant := entry.Draw(&s)
		add(left, entry.Rate(s.Lognormal(1e9, 1), s.Lognormal(5e10, 1), factor), entrant.GapOOM, entrant.CashUSD)
		loan := p.Debt.Lend("a", "b", s.Lognormal(1e9, 1), mood)
		add(loan.Due().InterestUSD, loan.Pay(loan.Due().RepaymentUSD).PrincipalUSD)
	}
	const want = 0x8989c9472e3c2424
	if got := h.Sum64(); got != want {
		t.Errorf("hash %#x; want %#x", got, uint64(want))
	}
}
