package games

import "math"

// Response is what a player could do against a fixed mix of the other's strategies.
type Response struct {
	Payoffs []float64 // of each pure strategy
	Best    []int     // the strategies that earn the most, rounding apart (1e-12 of the greatest payoff in size)
	Payoff  float64   // what they earn
}

// BestResponse returns the best of the rows of payoffs against a mix of the columns. Errors: a matrix that is not
// rectangular and finite, a mix that is not one of probabilities.
func BestResponse(payoffs [][]float64, opponent []float64) (Response, error) {
	if err := (Game{Row: payoffs, Column: payoffs}).Check(); err != nil {
		return Response{}, err
	}
	if err := checkMixed("opponent", opponent, len(payoffs[0])); err != nil {
		return Response{}, err
	}
	return respond(payoffs, opponent), nil
}

func respond(payoffs [][]float64, opponent []float64) Response {
	r := Response{Payoffs: against(payoffs, opponent), Payoff: math.Inf(-1)}
	size := 0.0
	for i, v := range r.Payoffs {
		r.Payoff = math.Max(r.Payoff, v)
		for _, entry := range payoffs[i] {
			size = math.Max(size, math.Abs(entry))
		}
	}
	for i, v := range r.Payoffs {
		if r.Payoff-v <= float64(1e-12*size) {
			r.Best = append(r.Best, i)
		}
	}
	return r
}

// Exploitation is how much each player of a profile could gain by a best response to the other's mix.
type Exploitation struct {
	Row    float64
	Column float64
	Total  float64 // Row + Column, "NashConv": 0 in a Nash equilibrium and nowhere else
}

// Exploitability returns how far a profile is from a Nash equilibrium. Gains are at least 0. Errors: as for Check, and
// mixes that are not probabilities. Source: Lanctot et al. (2017) for the name NashConv.
func (g Game) Exploitability(p Profile) (Exploitation, error) {
	if err := g.Check(); err != nil {
		return Exploitation{}, err
	}
	if err := checkMixed("row", p.Row, len(g.Row)); err != nil {
		return Exploitation{}, err
	}
	if err := checkMixed("column", p.Column, len(g.Row[0])); err != nil {
		return Exploitation{}, err
	}
	e := Exploitation{Row: gain(g.Row, p.Row, p.Column), Column: gain(transposed(g.Column), p.Column, p.Row)}
	e.Total = e.Row + e.Column
	return e, nil
}

// SymmetricExploitability returns what a single deviator from a population that plays the mix could gain.
// Errors: a matrix that is not square and finite, a mix that is not one of probabilities.
func SymmetricExploitability(payoffs [][]float64, mixed []float64) (float64, error) {
	if err := checkSquare(payoffs); err != nil {
		return math.NaN(), err
	}
	if err := checkMixed("mix", mixed, len(payoffs)); err != nil {
		return math.NaN(), err
	}
	return gain(payoffs, mixed, mixed), nil
}

// gain returns what the player of mixed gains by a best response to the opponent's mix.
func gain(payoffs [][]float64, mixed, opponent []float64) float64 {
	r := respond(payoffs, opponent)
	return math.Max(0, r.Payoff-expected(mixed, r.Payoffs))
}

// InvasionGains returns in row i and column j what a rare i earns more than the j all around it: payoffs[i][j] -
// payoffs[j][j]. Where it is above 0, i invades j. Errors: a matrix that is not square and finite.
func InvasionGains(payoffs [][]float64) ([][]float64, error) {
	if err := checkSquare(payoffs); err != nil {
		return nil, err
	}
	gains := make([][]float64, len(payoffs))
	for i, row := range payoffs {
		gains[i] = make([]float64, len(row))
		for j, v := range row {
			gains[i][j] = v - payoffs[j][j]
		}
	}
	return gains, nil
}

// EvolutionarilyStable tells for each strategy whether a population of it resists every other: for all i other than j,
// either payoffs[j][j] > payoffs[i][j], or they are equal and payoffs[j][i] > payoffs[i][i].
// Errors: a matrix that is not square and finite. Source: Maynard Smith and Price (1973).
func EvolutionarilyStable(payoffs [][]float64) ([]bool, error) {
	if err := checkSquare(payoffs); err != nil {
		return nil, err
	}
	stable := make([]bool, len(payoffs))
	for j := range payoffs {
		stable[j] = true
		for i := range payoffs {
			if i != j && !(payoffs[j][j] > payoffs[i][j] || payoffs[j][j] == payoffs[i][j] && payoffs[j][i] > payoffs[i][i]) {
				stable[j] = false
			}
		}
	}
	return stable, nil
}
