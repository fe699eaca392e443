package technology

import "shakeout/internal/exact"

// State is the technology that all firms share, at the beginning of a month.
type State struct {
	Month        int64   // months since the start
	AlgorithmOOM float64 // log10 of the algorithm index along its path, 0 at the start
	ShockOOM     float64 // its deviation from the path
	Efficient    bool    // the efficiency regime rules
}

// Start returns the technology at the start of a world.
func (p Params) Start() State { return State{Efficient: p.Regime.StartEfficient} }

// Years returns the years since the start.
func (s State) Years() float64 { return float64(s.Month) / monthsPerYear }

// AlgorithmIndex returns effective compute per hour of compute, relative to the start.
func (s State) AlgorithmIndex() float64 { return exact.Exp10(s.AlgorithmOOM + s.ShockOOM) }

// Next returns the technology one month later. industryRDGrowth is industry research spending of the last twelve months over that of the twelve
// months before (a factor). Two uniforms: regime, shock.
func (p Params) Next(s State, industryRDGrowth float64, draws *exact.Stream) State {
	next := s
	next.Month++
	next.Efficient = p.Regime.Next(s.Efficient, draws)
	next.ShockOOM = p.Algorithms.NextShockOOM(s.ShockOOM, draws)
	next.AlgorithmOOM += p.Algorithms.GainOOMPerMonth(s.Years(), industryRDGrowth, p.Regime.Boost(s.Efficient))
	return next
}
