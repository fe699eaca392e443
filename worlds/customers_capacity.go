package worlds

import (
	"math"

	"shakeout/agents"
	"shakeout/market/customers"
)

// demandSide is what the market of customers needs from one month to the next.
type demandSide struct {
	clearing customers.Clearing
	groups   []*customers.Group
	capacity []float64 // units, millions, by offer
	short    []bool    // by firm: could not serve all last month
	month    demandMonth
}

// servingOrder says who is served first where hours are short: contracts, then subscriptions, then
// metered use, then free plans.
func servingOrder(c agents.Channel) int {
	switch c {
	case agents.Seat, agents.Licence:
		return 0
	case agents.Subscription:
		return 1
	case agents.Free:
		return 3
	default:
		return 2
	}
}

const servingClasses = 4

// shareCapacity gives every offer the units that its seller's hours allow. The hours are those
// ordered on last month's volumes and a part more that can be found within the month: see
// servingRoom. By class in the order of serving each offer is given last month's volume with a margin; what is left goes to all in
// proportion.
func (s *State) shareCapacity() {
	if s.capacity == nil {
		s.capacity = make([]float64, len(s.offers))
		s.short = make([]bool, len(s.firms))
	}
	for o := range s.offers {
		s.capacity[o] = math.Inf(1)
	}
	if s.world.Compute != nil {
		for i := range s.firms {
			s.shareHours(i, s.servingRoom(i))
		}
		s.shareHours(hosts, s.servingRoom(hosts))
		s.shareHours(selfHost, s.servingRoom(selfHost))
	}
	for o := range s.offers {
		s.offers[o].units, s.offers[o].turned, s.offers[o].revenue, s.offers[o].mtok, s.offers[o].cost, s.offers[o].load = 0, 0, 0, 0, 0, 0
	}
}

func (s *State) shareHours(seller int, hours float64) {
	p := &s.world.Customers
	var need [servingClasses]float64
	total := 0.0
	for o := range s.offers {
		if of := &s.offers[o]; of.live && of.seller == seller {
			x := s.expectedHours(of, hours)
			need[servingOrder(of.channel)] += float64(x * p.CapacityMargin)
			total += x
		}
	}
	if total <= 0 {
		return
	}
	left := hours
	var given [servingClasses]float64 // share of the need
	for k, x := range need {
		given[k] = 1
		if x > left {
			given[k] = left / x
		}
		left = math.Max(0, left-x)
	}
	for o := range s.offers {
		of := &s.offers[o]
		perUnit := float64(of.mtokPerUnit*of.hoursPerTok) / of.composition()
		if !of.live || of.seller != seller || perUnit <= 0 {
			continue
		}
		x := s.expectedHours(of, hours)
		s.capacity[o] = (float64(x*p.CapacityMargin*given[servingOrder(of.channel)]) + float64(left*(x/total))) / perUnit
	}
}

// expectedHours returns the hours that an offer is expected to need: those of last month's volume,
// and for an offer that has sold little yet a part of what its seller has.
func (s *State) expectedHours(of *offer, hours float64) float64 {
	return math.Max(float64(of.units*of.mtokPerUnit*of.hoursPerTok), float64(s.world.Customers.CapacityNew*hours))
}

// tellShortage records who could not serve all, once for each spell.
func (s *State) tellShortage() {
	for i := range s.firms {
		asked, turned := 0.0, 0.0
		for o := range s.offers {
			if of := &s.offers[o]; of.seller == i && of.live {
				perUnit := float64(of.mtokPerUnit * of.hoursPerTok)
				asked += float64((of.units + of.turned) * perUnit)
				turned += float64(of.turned * perUnit)
			}
		}
		short := turned > float64(0.01*asked)
		if short && !s.short[i] {
			s.event("serving-short", s.firms[i].ID, "", math.NaN(), "%.3g %% of what was asked for found no room; contracts, subscriptions, metered use, free plans were served in this order", 100*turned/asked)
		}
		s.short[i] = short
	}
}
