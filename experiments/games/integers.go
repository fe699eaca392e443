package games

import (
	"math"
	"math/big"
)

// integers is a payoff matrix as whole numbers above 0: entry = (payoff / unit) + shift, unit a power of 2. Every float64
// is such a multiple, so nothing is rounded; neither a unit nor a shift changes an equilibrium.
type integers struct {
	entries [][]*big.Int
	unit    int // exponent of 2
	shift   *big.Int
}

// newIntegers returns the matrix in the greatest unit in which all payoffs are whole.
func newIntegers(payoffs [][]float64) integers {
	whole := integers{unit: math.MaxInt}
	for _, row := range payoffs {
		for _, v := range row {
			if v != 0 {
				_, exponent := split(v)
				whole.unit = min(whole.unit, exponent)
			}
		}
	}
	if whole.unit == math.MaxInt {
		whole.unit = 0
	}
	var least, greatest *big.Int
	for _, row := range payoffs {
		numbers := make([]*big.Int, len(row))
		for j, v := range row {
			mantissa, exponent := split(v)
			numbers[j] = big.NewInt(mantissa)
			if mantissa != 0 {
				numbers[j].Lsh(numbers[j], uint(exponent-whole.unit))
			}
			if least == nil || numbers[j].Cmp(least) < 0 {
				least = numbers[j]
			}
			if greatest == nil || numbers[j].Cmp(greatest) > 0 {
				greatest = numbers[j]
			}
		}
		whole.entries = append(whole.entries, numbers)
	}
	// The least entry becomes 1.
	whole.shift = new(big.Int).Sub(big.NewInt(1), least)
	for _, row := range whole.entries {
		for j := range row {
			row[j] = new(big.Int).Add(row[j], whole.shift)
		}
	}
	return whole
}

// split returns the odd mantissa and the exponent of a float64: v = mantissa x 2^exponent; 0, 0 for 0.
func split(v float64) (mantissa int64, exponent int) {
	if v == 0 {
		return 0, 0
	}
	fraction, exponent := math.Frexp(v)
	mantissa = int64(math.Ldexp(fraction, 53))
	exponent -= 53
	for mantissa%2 == 0 {
		mantissa /= 2
		exponent++
	}
	return mantissa, exponent
}

// payoff returns a payoff of the whole-number matrix, numerator/denominator, in the original unit.
func (w integers) payoff(numerator, denominator *big.Int) float64 {
	value := new(big.Rat).SetFrac(numerator, denominator)
	value.Sub(value, new(big.Rat).SetInt(w.shift))
	power := new(big.Int).Lsh(big.NewInt(1), uint(max(w.unit, -w.unit)))
	if w.unit >= 0 {
		value.Mul(value, new(big.Rat).SetInt(power))
	} else {
		value.Quo(value, new(big.Rat).SetInt(power))
	}
	result, _ := value.Float64()
	return result
}

// solver solves systems of whole numbers without fractions. It keeps its memory from one system to the next.
type solver struct {
	matrix  [][]*big.Int
	product *big.Int
}

func newSolver(size int) *solver {
	s := &solver{matrix: make([][]*big.Int, size), product: new(big.Int)}
	for i := range s.matrix {
		s.matrix[i] = make([]*big.Int, size+1)
		for j := range s.matrix[i] {
			s.matrix[i][j] = new(big.Int)
		}
	}
	return s
}

// solve returns numerators and a determinant above 0 with sum over j of entries[rows[i]][columns[j]] numerator_j =
// determinant for every i: the solution of "earn 1 in every row" is numerator_j / determinant. It is false where the
// system is singular. The numerators are valid until the next call.
// Source: Bareiss (1968) Mathematics of Computation 22(103), in the Gauss-Jordan form.
func (s *solver) solve(entries [][]*big.Int, rows, columns []int) (numerators []*big.Int, determinant *big.Int, regular bool) {
	k := len(rows)
	for i, r := range rows {
		for j, c := range columns {
			s.matrix[i][j].Set(entries[r][c])
		}
		s.matrix[i][k].SetInt64(1)
	}
	previous := big.NewInt(1)
	for p := range k {
		pivot := p
		for pivot < k && s.matrix[pivot][p].Sign() == 0 {
			pivot++
		}
		if pivot == k {
			return nil, nil, false
		}
		s.matrix[p], s.matrix[pivot] = s.matrix[pivot], s.matrix[p]
		for i := range k {
			if i == p {
				continue
			}
			for j := k; j >= p; j-- { // the column of the pivot last: it is a factor of all others
				if j == p {
					s.matrix[i][p].SetInt64(0)
					continue
				}
				cell := s.matrix[i][j]
				cell.Mul(cell, s.matrix[p][p])
				s.product.Mul(s.matrix[i][p], s.matrix[p][j])
				cell.Sub(cell, s.product)
				cell.Quo(cell, previous)
			}
			if i < p {
				s.matrix[i][i].Set(s.matrix[p][p])
			}
		}
		previous.Set(s.matrix[p][p])
	}
	numerators = make([]*big.Int, k)
	for i := range k {
		numerators[i] = s.matrix[i][k]
	}
	if previous.Sign() < 0 {
		for _, n := range numerators {
			n.Neg(n)
		}
		previous.Neg(previous)
	}
	return numerators, previous, true
}
