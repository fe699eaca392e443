package strategies

import (
	"math"
	"testing"

	"shakeout/agents"
	"shakeout/internal/exact"
)

// The best action is kept up to date, and is the lowest of those with the greatest value.
func TestQTableKeepsTheBestAction(t *testing.T) {
	luck := exact.NewStream(1, "", "table", 0)
	table := newQTable(7, []float64{1, 3, 3, 2})
	if (table.choice[4] != choice{3, 1}) {
		t.Fatalf("at the start: got action %d worth %g; want the lowest of the two best, 1 worth 3", table.choice[4].best, table.choice[4].top)
	}
	unchanged := int64(0)
	for range 20000 {
		s, a, next := luck.IntN(7), luck.IntN(4), luck.IntN(7)
		payoff := float64(luck.IntN(3)) // few values, so that ties come up
		want := 0.5*table.value[s*4+a] + 0.5*(payoff+0.5*table.choice[next].top)
		before := table.choice[s].best
		table.update(s, a, next, payoff, 0.5, 0.5)
		if got := table.value[s*4+a]; got != want {
			t.Fatalf("value: got %g; want %g", got, want)
		}
		best := 0
		for k, x := range table.value[s*4 : s*4+4] {
			if x > table.value[s*4+best] {
				best = k
			}
		}
		if unchanged++; best != before {
			unchanged = 0
		}
		if table.choice[s].best != best || table.choice[s].top != table.value[s*4+best] || table.unchanged != unchanged {
			t.Fatalf("got action %d worth %g, %d unchanged; want %d worth %g, %d", table.choice[s].best, table.choice[s].top, table.unchanged, best, table.value[s*4+best], unchanged)
		}
	}
}

func TestExplorationIsExactlyTheChance(t *testing.T) {
	luck := exact.NewStream(1, "", "explore", 0)
	for _, beta := range []float64{0, 4e-6, 1e-3, 0.3} {
		e := exploration{beta: beta}
		for period := int64(0); period < 20000; period += 1 + int64(luck.IntN(40)) {
			chance := exact.Exp(-float64(beta * float64(period)))
			for _, u := range []float64{luck.Float64(), chance, math.Nextafter(chance, 0), math.Nextafter(chance, 1)} {
				if got, want := e.tries(u, period), u < chance; got != want {
					t.Fatalf("beta %g, period %d, draw %g: got %v; want %v", beta, period, u, got, want)
				}
			}
		}
	}
}

// A learner against a rival that always asks the same learns the best answer to it.
func TestQLearningFindsTheBestReply(t *testing.T) {
	lab, err := NewLab("q-learning", map[string]float64{"beta": 1e-3, "discount": 0, "prices": 11, "xi": 0})
	if err != nil {
		t.Fatal(err)
	}
	s := lab.(*qLearning)
	profit := func(p []float64) float64 { return -(p[0] - 1.72) * (p[0] - 1.72) }
	err = s.Brief(&agents.Briefing{Place: 0, NashUSD: []float64{1, 1.2}, JointUSD: []float64{2, 2.2}, ProfitUSD: profit, Start: exact.NewStream(1, "", "", 0)})
	if err != nil {
		t.Fatal(err)
	}
	for tick := range 40000 {
		luck := exact.NewStream(1, "a", "strategy", tick)
		asked := []float64{s.Price(&luck), 1.5}
		s.Learn(asked, profit(asked))
	}
	s.Freeze()
	var luck exact.Stream
	if got := s.Price(&luck); math.Abs(got-1.7) > 1e-12 {
		t.Errorf("got %g; want 1.7, the price of 1, 1.1, ... that is nearest to 1.72", got)
	}
	if got := s.Deviation([]float64{1, 1.5}); math.Abs(got-1.7) > 1e-12 {
		t.Errorf("deviation: got %g; want 1.7", got)
	}
}
