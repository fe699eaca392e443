package games

import (
	"fmt"
	"math"
)

// Game is a game of two players in normal form: if the row player plays i and the column player j, they earn Row[i][j]
// and Column[i][j].
type Game struct {
	Row    [][]float64
	Column [][]float64
}

// Profile is a mixed strategy for each player of a Game.
type Profile struct {
	Row    []float64
	Column []float64
}

// Symmetric returns the game in which both players choose among the same strategies and payoffs[i][j] is what i earns
// against j, whoever plays it. Errors: as for Check.
func Symmetric(payoffs [][]float64) (Game, error) {
	if err := checkSquare(payoffs); err != nil {
		return Game{}, err
	}
	return Game{Row: payoffs, Column: transposed(payoffs)}, nil
}

// Check returns an error where a player has no strategy, the matrices differ in size, or a payoff is not finite.
func (g Game) Check() error {
	if len(g.Row) == 0 || len(g.Row[0]) == 0 {
		return fmt.Errorf("game: got no strategies; want at least 1 for each player")
	}
	if err := checkMatrix("row", g.Row, len(g.Row), len(g.Row[0])); err != nil {
		return err
	}
	return checkMatrix("column", g.Column, len(g.Row), len(g.Row[0]))
}

// checkSquare returns an error unless payoffs is a square matrix of finite numbers with at least one row.
func checkSquare(payoffs [][]float64) error {
	if len(payoffs) == 0 {
		return fmt.Errorf("game: got no strategies; want at least 1")
	}
	return checkMatrix("payoffs", payoffs, len(payoffs), len(payoffs))
}

func checkMatrix(name string, matrix [][]float64, rows, columns int) error {
	if len(matrix) != rows {
		return fmt.Errorf("game: %s: got %d rows; want %d", name, len(matrix), rows)
	}
	for i, row := range matrix {
		if len(row) != columns {
			return fmt.Errorf("game: %s[%d]: got %d columns; want %d", name, i, len(row), columns)
		}
		for j, v := range row {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return fmt.Errorf("game: %s[%d][%d]: got %v; want a finite number", name, i, j, v)
			}
		}
	}
	return nil
}

// checkMixed returns an error unless mixed holds count probabilities that add to 1 within 1e-9.
func checkMixed(name string, mixed []float64, count int) error {
	if len(mixed) != count {
		return fmt.Errorf("game: %s: got %d probabilities; want %d, one per strategy", name, len(mixed), count)
	}
	total := 0.0
	for i, p := range mixed {
		if !(p >= 0 && p <= 1+1e-9) {
			return fmt.Errorf("game: %s[%d]: got %v; want a probability", name, i, p)
		}
		total += p
	}
	if math.Abs(total-1) > 1e-9 {
		return fmt.Errorf("game: %s: got probabilities that add to %v; want 1", name, total)
	}
	return nil
}

// transposed returns the matrix with rows and columns exchanged.
func transposed(matrix [][]float64) [][]float64 {
	columns := 0
	if len(matrix) > 0 {
		columns = len(matrix[0])
	}
	result := make([][]float64, columns)
	for j := range result {
		result[j] = make([]float64, len(matrix))
		for i := range matrix {
			result[j][i] = matrix[i][j]
		}
	}
	return result
}

// against returns what each row earns against a mix of columns: matrix times mixed.
func against(matrix [][]float64, mixed []float64) []float64 {
	earned := make([]float64, len(matrix))
	for i, row := range matrix {
		for j, p := range mixed {
			earned[i] += float64(p * row[j])
		}
	}
	return earned
}

// expected returns the mean of values under the probabilities.
func expected(mixed, values []float64) float64 {
	sum := 0.0
	for i, p := range mixed {
		sum += float64(p * values[i])
	}
	return sum
}
