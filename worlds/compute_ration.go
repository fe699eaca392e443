package worlds

import "math"

// rationHours holds what is served to the hours that stand: where contracts that have to be served want more than all
// fleets can sell, every buyer gets the same part. Who pays by use pays for what he gets, who pays a fee gets less for it.
func (s *State) rationHours() {
	s.delivered = 1
	if s.world.Compute == nil {
		return
	}
	wanted := 0.0
	for o := range s.offers {
		if of := &s.offers[o]; of.live {
			wanted += float64(of.units * of.mtokPerUnit * of.hoursPerTok)
		}
	}
	supply := s.supplyHours()
	if !(wanted > supply) {
		return
	}
	part := float64(supply / wanted * (1 - 1e-12))
	s.delivered = part
	for o := range s.offers {
		if of := &s.offers[o]; of.channel.Metered() {
			of.turned += float64((1 - part) * of.units)
			of.units, of.revenue, of.load = float64(part*of.units), float64(part*of.revenue), float64(part*of.load)
		}
	}
	for k := range s.segments {
		seg := &s.segments[k]
		for j, o := range seg.offers {
			if s.offers[o].channel.Metered() {
				seg.turned[j] += float64((1 - part) * seg.units[j])
				seg.units[j], seg.revenue[j] = float64(part*seg.units[j]), float64(part*seg.revenue[j])
			}
		}
	}
	s.event("shortage", "", "", math.NaN(), "accelerators serve %.3g of what was sold", part)
}
