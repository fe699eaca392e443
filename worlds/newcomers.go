package worlds

import (
	"fmt"
	"math"

	"shakeout/agents"
)

// Offers that come to market after the start: their date is declared in the world file, what they
// sell is not.

// tickOf returns the tick of a month, YYYY-MM.
func (s *State) tickOf(month string) (int64, error) {
	t, err := parseMonth(month)
	if err != nil {
		return 0, fmt.Errorf("got %q; want a month like 2025-01", month)
	}
	return int64(t.Year()-s.start.Year())*12 + int64(t.Month()-s.start.Month()), nil
}

// newcomers gives the offers of a segment that are not on sale at the start their intercepts. No sale
// reveals what buyers think of them, so they are thought of as the mean of the offers that do sell
// in the same form (metered, plan without price, plan, seat) on the same line, or in the same form, or
// of all where none does: no known name and no prejudice, quality and price alone (Petrin 2002 draws
// new products from the distribution of the old).
func (s *State) newcomers(seg *segmentState, target []float64) {
	for j, o := range seg.offers {
		of := &s.offers[o]
		if of.live {
			continue
		}
		alike := []func(*offer) bool{
			func(x *offer) bool { return sameForm(x.channel, of.channel) && x.line == of.line },
			func(x *offer) bool { return sameForm(x.channel, of.channel) },
			func(*offer) bool { return true },
		}
		for _, is := range alike {
			sum, n := 0.0, 0.0
			for k, other := range seg.offers {
				if target[k] > 0 && is(&s.offers[other]) {
					sum, n = sum+seg.xi[k], n+1
				}
			}
			if n > 0 {
				seg.xi[j] = sum / n
				break
			}
		}
	}
}

func sameForm(a, b agents.Channel) bool {
	if a.Metered() || b.Metered() {
		return a.Metered() && b.Metered()
	}
	return (a == agents.Seat) == (b == agents.Seat) && (a == agents.Free) == (b == agents.Free)
}

// openSales marks the offers that the world file puts on sale this month as new, so that their
// sellers price them afresh.
func (s *State) openSales() {
	for o := range s.offers {
		of := &s.offers[o]
		if of.enters != s.tick || s.tick == 0 || !of.live {
			continue
		}
		of.fresh = true
		s.event("on-sale", s.firms[of.agent].ID, "", math.NaN(), "%s is on sale, at %.4g USD per %s", of.id, of.list, of.channel.Unit())
	}
}
