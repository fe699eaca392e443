// Package control is the market for corporate control: what a laboratory is worth to a bidder, at what price its owners sell, who can pay, whether the merger
// authority lets it, and what becomes of a laboratory that nobody buys.
//
// Money is in USD (parameters in USD m where their key says so), capability in orders of magnitude (OOM), shares and probabilities are fractions. Logarithms are of
// ratios of money only.
package control

// Params are the parameters of the market for control, one section per mechanism.
type Params struct {
	Value      Value      `yaml:"value" doc:"what a laboratory is worth to a bidder"`
	Reserve    Reserve    `yaml:"reserve" doc:"at what price its owners sell"`
	Affordable Affordable `yaml:"affordable" doc:"who can pay"`
	Review     Review     `yaml:"review" doc:"what the merger authority does"`
	Licence    Licence    `yaml:"licence" doc:"licence-and-hire deals"`
	Approach   Approach   `yaml:"approach" doc:"sales without distress"`
	Merger     Merger     `yaml:"merger" doc:"mergers of equals"`
	Distress   Distress   `yaml:"distress" doc:"what a laboratory does when the money ends"`
	Niche      Niche      `yaml:"niche" doc:"retreat from the general market"`
	WindDown   WindDown   `yaml:"wind_down" doc:"what is left and who gets it"`
}

const (
	monthsPerYear = 12
	million       = 1e6
)
