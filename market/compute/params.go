// Package compute is the market for accelerator-hours: what an hour costs its owner, how much capacity is built and when it arrives, the
// reserved contracts under which most hours are sold, and the spot market in which the rest clears.
//
// Units: accelerators are H100 equivalents (H100e), hours are H100e-hours, prices are USD per H100e-hour, flows are per month. Months are
// numbered from the start of the world.
package compute

import (
	"math"

	"shakeout/internal/exact"
)

// Params are the parameters of the market for compute, one section per mechanism.
type Params struct {
	Cost       Cost       `yaml:"cost" doc:"what an accelerator-hour costs its owner"`
	Fleet      FleetRule  `yaml:"fleet" doc:"life of accelerators and the prices at which they are offered"`
	Capex      Capex      `yaml:"capex" doc:"how much capacity is ordered, and out of what it is paid"`
	Forecast   Forecast   `yaml:"forecast" doc:"what builders expect to be spent on compute"`
	Delivery   Delivery   `yaml:"delivery" doc:"when ordered capacity arrives"`
	Contracts  Contracts  `yaml:"contracts" doc:"reserved capacity, take or pay"`
	Orders     Orders     `yaml:"orders" doc:"what users of accelerators bid on the spot market"`
	Background Background `yaml:"background" doc:"all other use of accelerators"`
	Opening    Opening    `yaml:"opening" doc:"the market at the start of a world"`
}

// Opening is what stands and is on its way at the start of a world.
type Opening struct {
	// Accelerators of clouds that are no agents.
	FringeH100e float64 `yaml:"fringe_fleet_h100e" unit:"H100e" range:"[0,inf)" default:"250000" source:"assumption; Oracle, CoreWeave and others" doc:"accelerators of clouds that are no agents"`
	// Growth of fleets and orders up to the start.
	FleetGrowthPerYear float64 `yaml:"fleet_growth_per_year" unit:"factor per year" range:"[0.5,10]" default:"2.1" source:"data/compute.csv, capex_year of five firms 160 to 261 bn (x1.62), and performance per dollar x1.3" doc:"growth of fleets, and of what was ordered, up to the start"`
	// Growth of spending that builders expect at the start.
	SpendGrowthPerMonth float64 `yaml:"spend_growth_per_month" unit:"1/month" range:"[-1,1]" default:"0.06" source:"data/compute.csv: OpenAI's compute .4 bn in 2022 to 5.8 bn in 2024, Anthropic's .3 bn in 2023 to 2.5 bn; held at the cap of expectations" doc:"log growth of spending on compute that builders expect at the start"`
	// Contracts per buyer.
	ContractParts int64 `yaml:"contract_parts" unit:"count" range:"[1,120]" default:"9" source:"assumption: signed one by one over two years" doc:"contracts among which a buyer's reserved hours are spread at the start"`
}

// OpeningOrders returns the accelerators ordered in month 0 for each that stands: what keeps the fleet growing by FleetGrowthPerYear with
// the lag between order and arrival, wear replaced:
//
//	(ln G + DepreciationPerYear)/12 x G^(LagMonths/12)
func (p Params) OpeningOrders() float64 {
	g := exact.Log(p.Opening.FleetGrowthPerYear)
	rate := (g + p.Cost.DepreciationPerYear) / monthsPerYear
	return math.Max(0, float64(rate*exact.Exp(float64(g*float64(p.Delivery.LagMonths)/monthsPerYear))))
}
