package worlds

import (
	"math"

	"shakeout/agents"
)

// showHours fills what a firm knows of its compute.
func (s *State) showHours(i int, b *agents.Books) {
	s.growCompute()
	c := &s.spot
	t := &c.tenants[i]
	b.ComputeHours = c.inference[i] + c.research[i]
	b.HourPriceUSD = t.meanUSD(c.price)
	b.ReservedHours = t.reserved
	b.FleetH100e = s.firms[i].Fleet
	b.PipelineH100e = c.parkOf(i).pipeline.Units()
	b.FreeHours = math.Max(0, c.parkOf(i).hours-c.parkOf(i).committed)
}

// reserveShare returns the share of expected use that a firm holds under contract: its own, or the market's.
func (s *State) reserveShare(i int) float64 {
	return orKeep(s.firms[i].Levers.ReserveShare, s.world.Compute.Contracts.ReservedShare)
}

// markup returns what an owner of accelerators asks over the market's rule.
func (s *State) markup(owner int) float64 {
	if owner == neoclouds {
		return 1
	}
	return s.firms[owner].Levers.ComputeMarkup
}

// capacityFactor returns what an owner orders over its forecast.
func (s *State) capacityFactor(owner int) float64 {
	if owner == neoclouds {
		return 1
	}
	return s.firms[owner].Levers.CapacityFactor
}
