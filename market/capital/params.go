// Package capital is the market for equity and debt: the mood of investors, what they think a laboratory is worth, how much money there is and who gets
// it, when patience ends, who owns what, and what lenders want.
//
// Money is in USD (parameters in USD m where their key says so), rates are per year, shares of a firm are whole numbers on a capitalisation table.
// Logarithms are of ratios of money only.
package capital

// Params are the parameters of the market for capital, one section per mechanism. New laboratories have a
// section of their own (Entry), since a world may have money without them.
type Params struct {
	Mood      MoodChain `yaml:"mood" doc:"boom, normal times and bust"`
	Valuation Valuation `yaml:"valuation" doc:"what investors think a laboratory is worth"`
	Rounds    Rounds    `yaml:"rounds" doc:"when a laboratory raises, how much, for what share"`
	Pool      Pool      `yaml:"pool" doc:"how much money there is for laboratories"`
	Score     Score     `yaml:"score" doc:"who gets it when it is scarce"`
	Patience  Patience  `yaml:"patience" doc:"when investors stop"`
	Bridge    Bridge    `yaml:"bridge" doc:"small loans of existing investors between rounds"`
	Strategic Strategic `yaml:"strategic" doc:"money of clouds, partly as compute"`
	Options   Options   `yaml:"options" doc:"shares for staff"`
	Payouts   Payouts   `yaml:"payouts" doc:"when a laboratory pays its owners"`
	Debt      Debt      `yaml:"debt" doc:"loans against data centres"`
}

const (
	monthsPerYear = 12
	million       = 1e6
)
