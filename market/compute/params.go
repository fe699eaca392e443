// Package compute is the market for accelerator-hours: what an hour costs its owner, how much capacity is built and when it arrives, the
// reserved contracts under which most hours are sold, and the spot market in which the rest clears.
//
// Units: accelerators are H100 equivalents (H100e), hours are H100e-hours, prices are USD per H100e-hour, flows are per month. Months are
// numbered from the start of the world.
package compute

// Params are the parameters of the market for compute, one section per mechanism.
type Params struct {
	Cost       Cost       `yaml:"cost" doc:"what an accelerator-hour costs its owner"`
	Fleet      FleetRule  `yaml:"fleet" doc:"life of accelerators and the prices at which they are offered"`
	Capex      Capex      `yaml:"capex" doc:"how much capacity is ordered"`
	Forecast   Forecast   `yaml:"forecast" doc:"what builders expect to be spent on compute"`
	Delivery   Delivery   `yaml:"delivery" doc:"when ordered capacity arrives"`
	Contracts  Contracts  `yaml:"contracts" doc:"reserved capacity, take or pay"`
	Background Background `yaml:"background" doc:"all other use of accelerators"`
}
