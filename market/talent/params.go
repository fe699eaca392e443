// Package talent is the market for researchers: few people, growing slowly in number, who go where pay and the frontier are, and take what
// they know with them.
//
// Numbers of researchers are real numbers (full-time equivalents). Pay is in USD a year, budgets are in USD a month, capability is in orders of magnitude (OOM).
package talent

// Params are the parameters of the market for researchers, one section per mechanism.
type Params struct {
	Pool         Pool         `yaml:"pool" doc:"how many researchers there are and what pay clears"`
	Budgets      Budgets      `yaml:"budgets" doc:"what firms spend on researchers"`
	Moves        Moves        `yaml:"moves" doc:"who leaves, who is hired, by whom"`
	KnowHow      KnowHow      `yaml:"know_how" doc:"what leavers carry"`
	Departure    Departure    `yaml:"departure" doc:"key people who leave"`
	Productivity Productivity `yaml:"productivity" doc:"what researchers add to research compute"`
}
