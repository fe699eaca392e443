package statistics

import (
	"fmt"
	"math"
)

// ElementaryEffects summarises what one factor does to the outcome over all trajectories.
type ElementaryEffects struct {
	Effects []float64 // one per trajectory: change of outcome / change of the factor, signed
	Mu      float64   // their mean
	MuStar  float64   // mean of their absolute values: how much the factor matters
	Sigma   float64   // their standard deviation (r - 1): how much that depends on the other factors, or on its own level
	// MuStarError is the standard error of MuStar over the trajectories.
	MuStarError float64
}

// MorrisEffects returns the elementary effects of each factor from r trajectories of k + 1 points in k factors, and the
// outcome at each point. Along a trajectory each factor changes exactly once, one at a step, in any order.
// Errors: fewer than 1 trajectory, sizes that don't fit, a step that changes no factor or more than one, a factor that
// changes twice, a number that is not finite.
// Source: Morris (1991) Technometrics 33(2); Campolongo, Cariboni and Saltelli (2007) for MuStar.
func MorrisEffects(trajectories [][][]float64, outcomes [][]float64) ([]ElementaryEffects, error) {
	if len(trajectories) == 0 || len(trajectories) != len(outcomes) {
		return nil, fmt.Errorf("morris: got %d trajectories and %d lists of outcomes; want at least 1, and as many of each",
			len(trajectories), len(outcomes))
	}
	factors := len(trajectories[0]) - 1
	if factors < 1 {
		return nil, fmt.Errorf("morris: trajectory[0]: got %d points; want at least 2", len(trajectories[0]))
	}
	effects := make([]ElementaryEffects, factors)
	for i := range effects {
		effects[i].Effects = make([]float64, len(trajectories))
	}
	for t, points := range trajectories {
		if len(points) != factors+1 || len(outcomes[t]) != factors+1 {
			return nil, fmt.Errorf("morris: trajectory[%d]: got %d points and %d outcomes; want %d of each, one more than factors",
				t, len(points), len(outcomes[t]), factors+1)
		}
		if err := checkFinite("morris", fmt.Sprintf("outcome[%d]", t), outcomes[t]); err != nil {
			return nil, err
		}
		if err := walk(t, points, outcomes[t], effects); err != nil {
			return nil, err
		}
	}
	for i := range effects {
		effects[i].summarise()
	}
	return effects, nil
}

// walk fills in the effects of trajectory t.
func walk(t int, points [][]float64, outcomes []float64, effects []ElementaryEffects) error {
	seen := make([]bool, len(effects))
	for step := range points {
		if len(points[step]) != len(effects) {
			return fmt.Errorf("morris: trajectory[%d] point[%d]: got %d factors; want %d", t, step, len(points[step]), len(effects))
		}
		if err := checkFinite("morris", fmt.Sprintf("trajectory[%d] point[%d]", t, step), points[step]); err != nil {
			return err
		}
		if step == 0 {
			continue
		}
		changed, changes := 0, 0
		for i := range effects {
			if points[step][i] != points[step-1][i] {
				changed = i
				changes++
			}
		}
		if changes != 1 || seen[changed] {
			return fmt.Errorf("morris: trajectory[%d] step %d: got %d factors changed, the last of them factor %d; want one that has not changed before",
				t, step, changes, changed)
		}
		seen[changed] = true
		effects[changed].Effects[t] = (outcomes[step] - outcomes[step-1]) / (points[step][changed] - points[step-1][changed])
	}
	return nil
}

// summarise fills in the means and deviations.
func (e *ElementaryEffects) summarise() {
	sizes := make([]float64, len(e.Effects))
	for t, effect := range e.Effects {
		sizes[t] = math.Abs(effect)
	}
	e.Mu, e.MuStar = Mean(e.Effects), Mean(sizes)
	e.Sigma, e.MuStarError = StandardDeviation(e.Effects), StandardError(sizes)
}
