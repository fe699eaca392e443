package worlds

import (
	"math"
	"testing"

	"shakeout/worlds/worldfile"
)

// What tables say that offers took to serve is what their sellers' books were charged for, at what an hour cost each on the mean, also in
// months at whose end a model was launched and in those in which accelerators did not suffice.
func TestOffersAddUpToInference(t *testing.T) {
	for seed, scenarios := range map[int64][]string{1: nil, 2: nil, 107: {"price-war"}} {
		w, err := Load("frontier-2025", worldfile.Options{Scenarios: scenarios})
		if err != nil {
			t.Fatal(err)
		}
		w.Value.Seed = seed
		s, err := opened(&w.Value, Options{})
		if err != nil {
			t.Fatal(err)
		}
		s.opening()
		for s.tick < w.Value.Ticks {
			s.tick++
			if err := s.Step(); err != nil {
				t.Fatal(err)
			}
			cost, tokens := map[string]float64{}, map[string]float64{}
			for k := len(s.run.Offers) - 1; k >= 0 && s.run.Offers[k].Tick == s.tick; k-- {
				cost[s.run.Offers[k].Agent] += s.run.Offers[k].Cost
				tokens[s.run.Offers[k].Agent] += s.run.Offers[k].Tokens
			}
			for k := len(s.run.Agents) - 1; k >= 0 && s.run.Agents[k].Tick == s.tick; k-- {
				r := &s.run.Agents[k]
				i := s.firmIndex(r.Agent)
				hours, mean := s.spot.inference[i], s.spot.tenants[i].meanUSD(s.spot.price)
				if math.Abs(r.CostInference-float64(hours*mean)) > 1e-9*r.CostInference && s.deals == 0 { // a deal moves contracts after they are paid
					t.Errorf("seed %d, month %d: %s books %g USD m of inference; want %g m hours at %g", seed, s.tick, r.Agent, r.CostInference, hours, mean)
				}
				booked := float64(hours * s.spot.price)
				if math.Abs(cost[r.Agent]-booked) > 1e-9*booked+1e-9 {
					t.Errorf("seed %d, month %d: offers of %s take %g USD m to serve; want %g", seed, s.tick, r.Agent, cost[r.Agent], booked)
				}
				if math.Abs(tokens[r.Agent]-r.Tokens) > 1e-9*r.Tokens+1e-9 {
					t.Errorf("seed %d, month %d: offers of %s are %g bn tokens; want %g", seed, s.tick, r.Agent, tokens[r.Agent], r.Tokens)
				}
			}
		}
	}
}
