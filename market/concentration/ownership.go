package concentration

import (
	"errors"
	"fmt"
)

// Ownership says who may decide for each firm and who gets its profit. Both
// matrices have one row per owner and one column per firm.
type Ownership struct {
	// Control[i][j] is the weight that the managers of firm j give to the
	// wishes of owner i (gamma). Weights count relative to each other within a
	// firm: multiplying a column changes nothing. At least 0.
	Control [][]float64
	// Interest[i][j] is the fraction of firm j's profit that goes to owner i
	// (beta), at least 0.
	Interest [][]float64
}

// Separate is the ownership of n firms each of which belongs wholly to an
// owner of its own: the modified index is then the plain one.
func Separate(n int) Ownership {
	own := Ownership{Control: make([][]float64, n), Interest: make([][]float64, n)}
	for i := range n {
		own.Control[i], own.Interest[i] = make([]float64, n), make([]float64, n)
		own.Control[i][i], own.Interest[i][i] = 1, 1
	}
	return own
}

// Proportional is the ownership in which control goes with the financial
// interest, one share one vote: Control = Interest = stakes (owners x firms).
func Proportional(stakes [][]float64) Ownership {
	return Ownership{Control: stakes, Interest: stakes}
}

// MHHI returns the modified Herfindahl index of firms that are partly owned by
// each other or by the same investors, and its excess over the plain index:
//
//	MHHI  = 10,000 x sum over j, k of W[j][k] s_j s_k
//	W[j][k] = (sum over i of gamma_ij beta_ik) / (sum over i of gamma_ij beta_ij)
//	delta = MHHI - HHI
//
// with s_j the share of quantities[j], gamma_ij = own.Control[i][j] and beta_ij
// = own.Interest[i][j]. W[j][k] is the weight that firm j's managers put on
// firm k's profit; in a Cournot market the share-weighted margin is MHHI /
// (10,000 x elasticity of demand).
//
// A firm with quantity 0 weighs nothing, whoever owns it. An error names every
// matrix that does not fit, every entry that is no number of at least 0, and
// every selling firm that nobody both controls and draws profit from (its
// managers then have no objective). Total quantity 0 is an error too.
//
// Source: Salop and O'Brien (2000), Competitive Effects of Partial Ownership,
// Antitrust Law Journal 67, appendix; Bresnahan and Salop (1986) IJIO 4(2).
func MHHI(quantities []float64, own Ownership) (index, delta float64, err error) {
	plain, ok := HHI(quantities)
	if !ok {
		return 0, 0, fmt.Errorf("quantities: got %v; want numbers >= 0 with a sum above 0", quantities)
	}
	if err := own.check(quantities); err != nil {
		return 0, 0, err
	}
	total, _ := sum(quantities)
	for j, qj := range quantities {
		if qj == 0 {
			continue
		}
		own1 := own.weight(j, j)
		for k, qk := range quantities {
			cross := own.weight(j, k) / own1
			index += float64(float64(cross*(qj/total)) * (qk / total))
		}
	}
	index = float64(Scale * index)
	return index, index - plain, nil
}

// weight returns sum over owners i of gamma_ij beta_ik.
func (own Ownership) weight(j, k int) float64 {
	total := 0.0
	for i := range own.Control {
		total += float64(own.Control[i][j] * own.Interest[i][k])
	}
	return total
}

func (own Ownership) check(quantities []float64) error {
	var problems []error
	if len(own.Control) != len(own.Interest) {
		return fmt.Errorf("ownership: got %d owners in control and %d in interest; want the same number", len(own.Control), len(own.Interest))
	}
	for _, m := range []struct {
		name string
		rows [][]float64
	}{{"control", own.Control}, {"interest", own.Interest}} {
		for i, row := range m.rows {
			if len(row) != len(quantities) {
				problems = append(problems, fmt.Errorf("%s[%d]: got %d entries; want %d, one per firm", m.name, i, len(row), len(quantities)))
				continue
			}
			for j, x := range row {
				if !(x >= 0 && x <= 1e300) {
					problems = append(problems, fmt.Errorf("%s[%d][%d]: got %v; want a number >= 0", m.name, i, j, x))
				}
			}
		}
	}
	if problems != nil {
		return errors.Join(problems...)
	}
	for j, q := range quantities {
		if q > 0 && !(own.weight(j, j) > 0) {
			problems = append(problems, fmt.Errorf("firm %d: nobody with control has an interest in its profit; want at least one owner with both", j))
		}
	}
	return errors.Join(problems...)
}
