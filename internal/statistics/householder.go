package statistics

import (
	"fmt"
	"math"
)

// design is a weighted design matrix, column by column with the intercept first, that reduce turns into its upper
// triangle R; response becomes Q'y on the way.
type design struct {
	columns  [][]float64
	response []float64
	inverse  [][]float64 // of R, row by row, after reduce
}

// newDesign returns the matrix with row i multiplied by the square root of its weight.
func newDesign(regressors [][]float64, response, weights []float64) *design {
	scale := func(i int) float64 {
		if weights == nil {
			return 1
		}
		return math.Sqrt(weights[i])
	}
	n := len(response)
	d := &design{columns: make([][]float64, len(regressors)+1), response: make([]float64, n)}
	for j := range d.columns {
		d.columns[j] = make([]float64, n)
		for i := range n {
			d.columns[j][i] = scale(i)
			if j > 0 {
				d.columns[j][i] = float64(d.columns[j][i] * regressors[j-1][i])
			}
		}
	}
	for i, y := range response {
		d.response[i] = float64(y * scale(i))
	}
	return d
}

// reduce makes the columns upper triangular by Householder reflections and inverts the triangle.
// Source: Golub and Van Loan (2013), section 5.2.
func (d *design) reduce() error {
	for k, column := range d.columns {
		length := norm(column)
		rest := norm(column[k:])
		if !(rest > 1e-11*length) {
			return fmt.Errorf("least squares: regressor[%d]: got values that are constant or a combination of those before it; want it to vary on its own", k-1)
		}
		// Reflect column[k:] onto -sign(column[k]) rest e_k; the vector v has v_k = column[k] + sign rest.
		pivot := math.Copysign(rest, column[k])
		v := append([]float64(nil), column[k:]...)
		v[0] += pivot
		half := float64(pivot * v[0]) // v'v / 2
		for _, other := range d.columns[k+1:] {
			reflect(other[k:], v, half)
		}
		reflect(d.response[k:], v, half)
		column[k] = -pivot
		clear(column[k+1:])
	}
	d.invert()
	return nil
}

// reflect subtracts from x its double projection on v, with half = v'v/2.
func reflect(x, v []float64, half float64) {
	product := 0.0
	for i := range v {
		product += float64(x[i] * v[i])
	}
	product /= half
	for i := range v {
		x[i] -= float64(product * v[i])
	}
}

// invert fills inverse with the inverse of the upper triangle R, R[i][j] = columns[j][i].
func (d *design) invert() {
	k := len(d.columns)
	d.inverse = make([][]float64, k)
	for i := range d.inverse {
		d.inverse[i] = make([]float64, k)
	}
	for j := range k {
		d.inverse[j][j] = 1 / d.columns[j][j]
		for i := j - 1; i >= 0; i-- {
			sum := 0.0
			for m := i + 1; m <= j; m++ {
				sum += float64(d.columns[m][i] * d.inverse[m][j])
			}
			d.inverse[i][j] = -sum / d.columns[i][i]
		}
	}
}

// solve returns the coefficients, by back substitution.
func (d *design) solve() []float64 {
	k := len(d.columns)
	coefficients := make([]float64, k)
	for i := k - 1; i >= 0; i-- {
		rest := d.response[i]
		for j := i + 1; j < k; j++ {
			rest -= float64(d.columns[j][i] * coefficients[j])
		}
		coefficients[i] = rest / d.columns[i][i]
	}
	return coefficients
}

// standardErrors returns the standard error of each coefficient, and sets the degrees of freedom of the fit to
// clusters - 1 where there are clusters. The variance is G'MG, G = (R'R)^-1: classical M = s^2 R'R; robust M = the sum
// of the squared scores w r x, within clusters added up first.
func (d *design) standardErrors(fit *Regression, regressors [][]float64, plan RegressionPlan) []float64 {
	k := len(d.columns)
	errors := make([]float64, k)
	if !plan.Robust && plan.Clusters == nil {
		for i := range errors {
			errors[i] = float64(fit.Deviation * norm(d.inverse[i]))
		}
		return errors
	}
	n := fit.Observations
	// The influence of each observation (or cluster) on each coefficient, G times its score.
	var influences [][]float64
	place := make(map[int64]int) // cluster to its place; never ranged over
	for i := range n {
		at := i
		if plan.Clusters != nil {
			known := false
			if at, known = place[plan.Clusters[i]]; !known {
				at = len(influences)
				place[plan.Clusters[i]] = at
			}
		}
		if at == len(influences) {
			influences = append(influences, make([]float64, k))
		}
		d.addInfluence(influences[at], i, regressors, float64(plan.weight(i)*fit.Residuals[i]))
	}
	groups := float64(len(influences))
	correction := float64(n) / float64(n-k)
	if plan.Clusters != nil {
		fit.DegreesOfFreedom = groups - 1
		correction = float64(groups / (groups - 1) * (float64(n-1) / float64(n-k)))
	}
	for j := range errors {
		squares := 0.0
		for _, influence := range influences {
			squares += float64(influence[j] * influence[j])
		}
		errors[j] = math.Sqrt(squares * correction)
	}
	return errors
}

// addInfluence adds R^-1 R^-T x to sum, x the row of observation i times score.
func (d *design) addInfluence(sum []float64, i int, regressors [][]float64, score float64) {
	k := len(d.columns)
	half := make([]float64, k) // R^-T x
	for m := range k {
		total := d.inverse[0][m]
		for j := 1; j <= m; j++ {
			total += float64(d.inverse[j][m] * regressors[j-1][i])
		}
		half[m] = float64(total * score)
	}
	for j := range k {
		total := 0.0
		for m := j; m < k; m++ {
			total += float64(d.inverse[j][m] * half[m])
		}
		sum[j] += total
	}
}

// norm returns the Euclidean length of v, scaled against overflow.
func norm(v []float64) float64 {
	greatest := 0.0
	for _, x := range v {
		greatest = math.Max(greatest, math.Abs(x))
	}
	if greatest == 0 || math.IsInf(greatest, 1) {
		return greatest
	}
	sum := 0.0
	for _, x := range v {
		sum += float64((x / greatest) * (x / greatest))
	}
	return float64(greatest * math.Sqrt(sum))
}
