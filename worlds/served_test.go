package worlds

import (
	"math"
	"testing"

	"shakeout/worlds/worldfile"
)

// What tables say that offers took to serve is what their sellers' books were charged for, at what an hour cost each on the mean, also in
// months at whose end a model was launched and in those in which accelerators did not suffice.
func TestOffersAddUpToInference(t *testing.T) {
	for _, o := range []worldfile.Options{{Set: []string{"seed=1"}}, {Set: []string{"seed=2"}}, {Scenarios: []string{"price-war"}, Set: []string{"seed=107"}}} {
		watched(t, o, func(t *testing.T, s *State) {
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
					t.Errorf("seed %d, month %d: %s books %g USD m of inference; want %g m hours at %g", s.seed, s.tick, r.Agent, r.CostInference, hours, mean)
				}
				booked := float64(hours * s.spot.price)
				if math.Abs(cost[r.Agent]-booked) > 1e-9*booked+1e-9 {
					t.Errorf("seed %d, month %d: offers of %s take %g USD m to serve; want %g", s.seed, s.tick, r.Agent, cost[r.Agent], booked)
				}
				if math.Abs(tokens[r.Agent]-r.Tokens) > 1e-9*r.Tokens+1e-9 {
					t.Errorf("seed %d, month %d: offers of %s are %g bn tokens; want %g", s.seed, s.tick, r.Agent, tokens[r.Agent], r.Tokens)
				}
			}
		})
	}
}
