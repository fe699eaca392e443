package games

import (
	"fmt"
	"slices"
)

// Sizes up to which equilibria are enumerated, after strictly dominated strategies are set aside.
const (
	// GreatestGame bounds the strategies of each player for Equilibria.
	GreatestGame = 9
	// GreatestSymmetric bounds the strategies for SymmetricEquilibria.
	GreatestSymmetric = 14
)

// Equilibrium is a Nash equilibrium: neither player gains by any other strategy.
type Equilibrium struct {
	Profile
	RowPayoff    float64
	ColumnPayoff float64
}

// Equilibria are the Nash equilibria of a game.
type Equilibria struct {
	// All holds the equilibria, or in a degenerate game the extreme ones.
	All []Equilibrium
	// Degenerate says that against some mix more strategies are best than the mix has. Then there may be infinitely many
	// equilibria, all of them between some of those given. Strategies that do exactly the same make a game degenerate.
	Degenerate bool
}

// Equilibria returns every Nash equilibrium of a nondegenerate game and every extreme equilibrium of a degenerate one,
// by enumerating supports and best responses in whole numbers: the payoffs are taken as the exact numbers they are, and
// only the answer is rounded. For up to 9 strategies each; strictly dominated ones don't count. Errors: as for Check,
// and games that are too large.
// Source: Nash (1951); Mangasarian (1964); Avis, Rosenberg, Savani and von Stengel (2010) Economic Theory 42(1).
func (g Game) Equilibria() (Equilibria, error) {
	if err := g.Check(); err != nil {
		return Equilibria{}, err
	}
	rows, columns := undominatedStrategies(g)
	if len(rows) > GreatestGame || len(columns) > GreatestGame {
		return Equilibria{}, fmt.Errorf("equilibria: got %d x %d strategies that are not dominated; want at most %d each, or use the replicator dynamics",
			len(rows), len(columns), GreatestGame)
	}
	forColumns := newEnumerator(sub(g.Row, rows, columns))             // mixes of columns, seen by the row player
	forRows := newEnumerator(transposed(sub(g.Column, rows, columns))) // mixes of rows, seen by the column player
	mixesOfColumns, mixesOfRows := forColumns.vertices(), forRows.vertices()
	var found Equilibria
	for _, x := range mixesOfRows {
		found.Degenerate = found.Degenerate || x.degenerate()
		for _, y := range mixesOfColumns {
			if x.support&^y.best == 0 && y.support&^x.best == 0 {
				found.All = append(found.All, Equilibrium{
					Profile: Profile{
						Row:    spread(x.mixed(len(rows)), rows, len(g.Row)),
						Column: spread(y.mixed(len(columns)), columns, len(g.Row[0])),
					},
					RowPayoff:    forColumns.whole.payoff(y.determinant, y.total()),
					ColumnPayoff: forRows.whole.payoff(x.determinant, x.total()),
				})
			}
		}
	}
	for _, y := range mixesOfColumns {
		found.Degenerate = found.Degenerate || y.degenerate()
	}
	return found, nil
}

// SymmetricEquilibrium is a mix that is a best response to itself.
type SymmetricEquilibrium struct {
	Mix    []float64
	Payoff float64
}

// SymmetricEquilibria are the symmetric Nash equilibria of a symmetric game. There is at least one.
type SymmetricEquilibria struct {
	All        []SymmetricEquilibrium
	Degenerate bool // as in Equilibria, for the mixes given
}

// FindSymmetricEquilibria returns every symmetric equilibrium of the symmetric game with these payoffs (of the row
// against the column), or in a degenerate game the extreme ones, in exact arithmetic as Equilibria does. For up to 14
// strategies; strictly dominated ones don't count. Errors: a matrix that is not square and finite, or too large.
func FindSymmetricEquilibria(payoffs [][]float64) (SymmetricEquilibria, error) {
	g, err := Symmetric(payoffs)
	if err != nil {
		return SymmetricEquilibria{}, err
	}
	rows, _ := undominatedStrategies(g)
	if len(rows) > GreatestSymmetric {
		return SymmetricEquilibria{}, fmt.Errorf("equilibria: got %d strategies that are not dominated; want at most %d, or use the replicator dynamics",
			len(rows), GreatestSymmetric)
	}
	e := newEnumerator(sub(payoffs, rows, rows))
	var found SymmetricEquilibria
	for _, v := range e.selfResponses() {
		found.Degenerate = found.Degenerate || v.degenerate()
		found.All = append(found.All, SymmetricEquilibrium{
			Mix:    spread(v.mixed(len(rows)), rows, len(payoffs)),
			Payoff: e.whole.payoff(v.determinant, v.total()),
		})
	}
	return found, nil
}

// undominatedStrategies returns what is left of each player's strategies when those that another pure strategy
// strictly dominates are set aside, again and again. None of them is played in any equilibrium. A symmetric game keeps
// the same rows and columns.
func undominatedStrategies(g Game) (rows, columns []int) {
	for i := range g.Row {
		rows = append(rows, i)
	}
	for j := range g.Row[0] {
		columns = append(columns, j)
	}
	for {
		keptRows := slices.DeleteFunc(slices.Clone(rows), func(i int) bool {
			return slices.ContainsFunc(rows, func(k int) bool {
				return !slices.ContainsFunc(columns, func(j int) bool { return g.Row[k][j] <= g.Row[i][j] })
			})
		})
		keptColumns := slices.DeleteFunc(slices.Clone(columns), func(j int) bool {
			return slices.ContainsFunc(columns, func(k int) bool {
				return !slices.ContainsFunc(rows, func(i int) bool { return g.Column[i][k] <= g.Column[i][j] })
			})
		})
		if len(keptRows) == len(rows) && len(keptColumns) == len(columns) {
			return rows, columns
		}
		rows, columns = keptRows, keptColumns
	}
}

// sub returns the chosen rows and columns.
func sub(matrix [][]float64, rows, columns []int) [][]float64 {
	result := make([][]float64, len(rows))
	for i, r := range rows {
		result[i] = make([]float64, len(columns))
		for j, c := range columns {
			result[i][j] = matrix[r][c]
		}
	}
	return result
}

// spread puts the probabilities at their places among count strategies.
func spread(mixed []float64, places []int, count int) []float64 {
	result := make([]float64, count)
	for i, place := range places {
		result[place] = mixed[i]
	}
	return result
}
