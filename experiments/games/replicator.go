package games

import (
	"fmt"
	"math"

	"shakeout/internal/exact"
)

// ReplicatorPlan says how to follow the replicator dynamics.
type ReplicatorPlan struct {
	// Step is the length of a step in units of 1/(greatest payoff - least payoff); 0.1 follows the differential equation
	// closely. 0 means 0.1.
	Step float64
	// Steps is how many to take at most; 0 means 100,000.
	Steps int
	// Tolerance ends the path once no deviation gains more than this share of the range of payoffs, counted from the mix
	// at hand; 0 means 1e-9. A path that circles, as in rock-paper-scissors, never gets there.
	Tolerance float64
	// RecordEvery keeps the mix after every so many steps in Path, the first included; 0 keeps none.
	RecordEvery int
}

// ReplicatorPath is where the replicator dynamics go from one start.
type ReplicatorPath struct {
	Mix            []float64   // at the end
	Average        []float64   // over all steps: where paths circle, it is the average that comes near an equilibrium
	Steps          int         // taken
	Settled        bool        // the tolerance was met
	Exploitability float64     // of Mix, in units of payoff
	Path           [][]float64 // as RecordEvery asks
}

// Replicator follows a population whose members copy what earns more: dx_i/dt = x_i (f_i - mean f), f the payoffs
// against the population, from a start, in steps x_i <- x_i exp(step (f_i - mean f)/range) scaled to add to 1, which
// stay within the simplex and keep every strategy that was there. A strategy that starts at 0 stays there, so start in
// the interior to let every strategy take part.
// Errors: a matrix that is not square and finite, a start that is not a mix, a plan with negative or infinite numbers.
// Source: Taylor and Jonker (1978) Mathematical Biosciences 40(1-2); Hofbauer and Sigmund (1998), chapter 7.
func Replicator(payoffs [][]float64, start []float64, plan ReplicatorPlan) (ReplicatorPath, error) {
	if err := checkSquare(payoffs); err != nil {
		return ReplicatorPath{}, err
	}
	if err := checkMixed("start", start, len(payoffs)); err != nil {
		return ReplicatorPath{}, err
	}
	plan, err := plan.withDefaults()
	if err != nil {
		return ReplicatorPath{}, err
	}
	span := spanOf(payoffs)
	path := ReplicatorPath{Average: make([]float64, len(start))}
	mix := append([]float64(nil), start...)
	normalise(mix)
	for {
		if plan.RecordEvery > 0 && path.Steps%plan.RecordEvery == 0 {
			path.Path = append(path.Path, append([]float64(nil), mix...))
		}
		for i, p := range mix {
			path.Average[i] += p
		}
		earned := against(payoffs, mix)
		mean, best := expected(mix, earned), math.Inf(-1)
		for _, v := range earned {
			best = math.Max(best, v)
		}
		path.Exploitability = math.Max(0, best-mean)
		path.Settled = path.Exploitability <= float64(plan.Tolerance*span)
		if path.Settled || path.Steps == plan.Steps {
			break
		}
		for i, p := range mix {
			mix[i] = float64(p * exact.Exp(float64(plan.Step*((earned[i]-mean)/span))))
		}
		normalise(mix)
		path.Steps++
	}
	normalise(path.Average)
	path.Mix = mix
	return path, nil
}

func (p ReplicatorPlan) withDefaults() (ReplicatorPlan, error) {
	for _, field := range []struct {
		name  string
		value float64
	}{{"step", p.Step}, {"steps", float64(p.Steps)}, {"tolerance", p.Tolerance}, {"record every", float64(p.RecordEvery)}} {
		if !(field.value >= 0) || math.IsInf(field.value, 1) {
			return p, fmt.Errorf("replicator: %s: got %v; want a finite number of at least 0", field.name, field.value)
		}
	}
	if p.Step > 10 {
		return p, fmt.Errorf("replicator: step: got %v; want at most 10", p.Step)
	}
	if p.Step == 0 {
		p.Step = 0.1
	}
	if p.Steps == 0 {
		p.Steps = 100_000
	}
	if p.Tolerance == 0 {
		p.Tolerance = 1e-9
	}
	return p, nil
}

// spanOf returns the greatest payoff less the least, or 1 where all are equal.
func spanOf(payoffs [][]float64) float64 {
	least, greatest := math.Inf(1), math.Inf(-1)
	for _, row := range payoffs {
		for _, v := range row {
			least, greatest = math.Min(least, v), math.Max(greatest, v)
		}
	}
	if greatest == least {
		return 1
	}
	return greatest - least
}

// normalise scales the numbers to add to 1.
func normalise(mix []float64) {
	total := 0.0
	for _, p := range mix {
		total += p
	}
	for i := range mix {
		mix[i] /= total
	}
}

// Basin is a resting point of the replicator dynamics and how much of the simplex leads to it.
type Basin struct {
	Mix    []float64 // where the first path that led there ended
	Starts int       // how many starts led there
}

// Basins follows the replicator dynamics from random starts, uniform on the simplex, and returns the resting points
// they reach, the most visited first, and how many paths did not settle. Two ends are one point if no probability
// differs by more than 1e-3. Draws len(payoffs) uniforms per start. Errors: as for Replicator; fewer than 1 start.
func Basins(payoffs [][]float64, starts int, plan ReplicatorPlan, stream *exact.Stream) (basins []Basin, restless int, err error) {
	if starts < 1 {
		return nil, 0, fmt.Errorf("replicator: starts: got %d; want at least 1", starts)
	}
	if err := checkSquare(payoffs); err != nil {
		return nil, 0, err
	}
	plan.RecordEvery = 0
	for range starts {
		start := make([]float64, len(payoffs))
		for i := range start {
			start[i] = stream.Exponential()
		}
		normalise(start)
		path, err := Replicator(payoffs, start, plan)
		if err != nil {
			return nil, 0, err
		}
		if !path.Settled {
			restless++
			continue
		}
		at := -1
		for b := range basins {
			if near(basins[b].Mix, path.Mix) {
				at = b
				break
			}
		}
		if at < 0 {
			at = len(basins)
			basins = append(basins, Basin{Mix: path.Mix})
		}
		basins[at].Starts++
		for ; at > 0 && basins[at].Starts > basins[at-1].Starts; at-- {
			basins[at], basins[at-1] = basins[at-1], basins[at]
		}
	}
	return basins, restless, nil
}

// near reports whether no probability differs by more than 1e-3.
func near(a, b []float64) bool {
	for i := range a {
		if math.Abs(a[i]-b[i]) > 1e-3 {
			return false
		}
	}
	return true
}
