// Package technology is technical change: what a month of research adds to a laboratory's capability, what leaks to its rivals, how much a
// training run costs and brings, and how many accelerator-hours a million tokens takes.
//
// Capability is log10 of effective training compute, in orders of magnitude (OOM). Compute is in H100-equivalent hours. Money is in USD
// and enters only as ratios of money, so that a change of the currency unit by a power of two changes no bit of any ratio.
package technology

// Params are the parameters of technical change, one section per mechanism.
type Params struct {
	Hardware     Hardware     `yaml:"hardware" doc:"performance per dollar of accelerators"`
	Algorithms   Algorithms   `yaml:"algorithms" doc:"effective compute per hour of compute"`
	Regime       Regime       `yaml:"regime" doc:"switch from scaling to efficiency"`
	Software     Software     `yaml:"software" doc:"tokens served per hour of compute"`
	Effort       Effort       `yaml:"effort" doc:"from research compute to own capability"`
	Spillover    Spillover    `yaml:"spillover" doc:"what a laggard learns from the public frontier"`
	Training     Training     `yaml:"training" doc:"what a training run brings and costs"`
	Budget       Budget       `yaml:"budget" doc:"how much research compute is wanted and can be paid"`
	Optimisation Optimisation `yaml:"optimisation" doc:"a firm's own gain in serving efficiency over the industry's"`
}
