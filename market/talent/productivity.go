package talent

import (
	"math"

	"shakeout/internal/exact"
)

// Productivity is what researchers add to compute: effort is Cobb-Douglas in both, so that half the people with the same machines do less than
// before, but not half. The share of people in frontier research cost suggests the exponent.
type Productivity struct {
	// Elasticity of research effort to researchers.
	Elasticity float64 `yaml:"elasticity" unit:"1" range:"[0,1]" default:"0.25" source:"assumption: near the share of staff in research cost; 0.1-0.5" doc:"elasticity of research effort to researchers per unit of research compute"`
	// Bounds on the factor.
	Min float64 `yaml:"min" unit:"1" range:"(0,1]" default:"0.4" source:"assumption" doc:"least factor on research effort"`
	Max float64 `yaml:"max" unit:"1" range:"[1,10]" default:"1.6" source:"assumption" doc:"greatest factor on research effort"`
}

// Factor returns the factor on research compute: (researchers / normal)^Elasticity within [Min, Max], where normal is the number that goes with that
// much research compute. Min where normal is positive and there are no researchers, 1 where normal is zero.
func (p Productivity) Factor(researchers, normal float64) float64 {
	if !(normal > 0) {
		return 1
	}
	return math.Min(math.Max(exact.Pow(math.Max(0, researchers)/normal, p.Elasticity), p.Min), p.Max)
}

// Normal returns the team that goes with a firm's research compute: its part of all researchers by the weights compute^BudgetElasticity that
// budgets follow (Budgets), so that a firm whose people keep pace with its machines as others' do has a factor of one.
func (p Productivity) Normal(researchers, weight, weights float64) float64 {
	if !(weights > 0) {
		return 0
	}
	return float64(researchers * (weight / weights))
}
