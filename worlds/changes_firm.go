package worlds

import (
	"math"

	"shakeout/agents"
)

// stayBehind holds a firm's models, and what it could train, to a distance from the best model of the others.
func (s *State) stayBehind(f *agents.Firm) {
	best := math.Inf(-1)
	for i := range s.firms {
		if m := &s.firms[i].Models[agents.Flagship]; i != f.Index && s.makesModels(i) && m.Live {
			best = math.Max(best, m.Capability)
		}
	}
	if !f.Imposed.StaysBehind || math.IsInf(best, -1) {
		return
	}
	most := best - f.Imposed.BehindOOM
	f.Capability = math.Min(f.Capability, most)
	for line := range f.Models {
		m := &f.Models[line]
		if agents.Line(line) == agents.Small {
			m.Capability = math.Min(m.Capability, most-s.world.Serving.SmallGap)
			continue
		}
		m.Capability = math.Min(m.Capability, most)
	}
}

// liftBrand adds to the intercepts of all that a firm sells.
func (s *State) liftBrand(firm int, utils float64) {
	for k := range s.segments {
		seg := &s.segments[k]
		for j, o := range seg.offers {
			if s.offers[o].seller == firm {
				seg.xi[j] += utils
			}
		}
	}
}

// buildOwn puts a firm's own models in the place of others' in what it sells: in all of it, or in plans and seats only, where buyers take what its maker thinks best, and
// not in metered use, where they ask for a model by name. Its customers stay until they choose again.
func (s *State) buildOwn(firm int, metered bool) {
	f, from := &s.firms[firm], nobody
	for o := range s.offers {
		if of := &s.offers[o]; of.seller == firm && of.owner != firm && (metered || !of.channel.Metered()) {
			from = of.owner
			of.owner, of.royalty, of.fresh = firm, 0, true
		}
	}
	if from == nobody {
		return
	}
	s.event("builds-own", f.ID, s.firms[from].ID, math.NaN(), "its own models take the place of those it sold under licence")
	s.refamily()
	s.refreshOffers()
}

// atImposedPrice returns what an offer costs where its seller must ask a multiple of marginal cost, else the price given.
func (s *State) atImposedPrice(f *agents.Firm, o *agents.OwnOffer, price float64) (float64, bool) {
	if f.Imposed.PriceOverCost <= 0 || o.PriceUSD <= 0 || !(o.UnitCostUSD > 0) {
		return price, false
	}
	return float64(f.Imposed.PriceOverCost * o.UnitCostUSD), true
}
