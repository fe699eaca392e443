package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/market/control"
	"shakeout/market/customers"
)

// closesUnsold says whether a firm at a step of distress closes if nobody buys it: it can live neither in a niche nor on its customers.
func (s *State) closesUnsold(f *agents.Firm, step control.Step) bool {
	if step != control.EndBusiness {
		return false
	}
	if s.cash(f)+f.CreditUSD < 0 {
		return true
	}
	_, niche := s.nicheWorth(f)
	return !niche && s.customersLeave(f) < 0
}

// freeTo returns what comes to a bidder for nothing where a firm closes, by its private value and its bid factor: who thinks little of the customers thinks so too
// where they cost nothing.
func (s *State) freeTo(b, f *agents.Firm, t control.Target, worth control.Worth, value, factor float64) float64 {
	guess := ratio(value+worth.Deal-worth.NetCash, worth.Run())
	return float64(factor * guess * s.world.Control.Value.FreeUSD(t, s.partOf(b, f)))
}

// partOf returns what share of a firm's customers and people would come to another if the firm closed: of the customers of each segment its share of what
// others sell there, of the people its share of what others employ.
func (s *State) partOf(b, f *agents.Firm) control.Part {
	var part, weight [2]float64 // of consumers and of everybody else
	for k := range s.segments {
		seg, at := &s.segments[k], 1
		if s.world.Customers.Segments[k].Demand == customers.Buyer {
			at = 0
		}
		var own, of, all float64
		for j, o := range seg.offers {
			switch usd := seg.revenue[j]; s.offers[o].seller {
			case f.Index:
				of += usd
			case b.Index:
				own, all = own+usd, all+usd
			default:
				all += usd
			}
		}
		weight[at] += of
		part[at] += float64(of * ratio(own, all))
	}
	people := 0.0
	for i := range s.firms {
		if i != f.Index && s.firms[i].Status.Alive() {
			people += math.Max(0, s.firms[i].Researchers)
		}
	}
	return control.Part{
		Consumers: ratio(part[0], weight[0]), Enterprises: ratio(part[1], weight[1]), Researchers: ratio(math.Max(0, b.Researchers), people),
	}
}
