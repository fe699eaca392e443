package equilibrium

import "math"

// solveDense solves A x = b by Gaussian elimination with partial pivoting, in a fixed order of operations. A (n x n, by rows) and b are overwritten; x is
// left in b. It says whether A was regular.
func solveDense(a, b []float64) bool {
	n := len(b)
	for col := range n {
		pivot := col
		for row := col + 1; row < n; row++ {
			if math.Abs(a[row*n+col]) > math.Abs(a[pivot*n+col]) {
				pivot = row
			}
		}
		if d := math.Abs(a[pivot*n+col]); !(d > 0) || math.IsInf(d, 1) {
			return false
		}
		if pivot != col {
			for k := range n {
				a[col*n+k], a[pivot*n+k] = a[pivot*n+k], a[col*n+k]
			}
			b[col], b[pivot] = b[pivot], b[col]
		}
		for row := col + 1; row < n; row++ {
			factor := a[row*n+col] / a[col*n+col]
			if factor == 0 {
				continue
			}
			for k := col + 1; k < n; k++ {
				a[row*n+k] -= float64(factor * a[col*n+k])
			}
			b[row] -= float64(factor * b[col])
		}
	}
	for row := n - 1; row >= 0; row-- {
		for k := row + 1; k < n; k++ {
			b[row] -= float64(a[row*n+k] * b[k])
		}
		b[row] = b[row] / a[row*n+row]
	}
	return true
}

// solveSlack solves (diag(slack_k + sum over j of N_kj) - N) x = b with N >= 0 off the diagonal, slack >= 0 and b >= 0: it adds, multiplies and divides
// only non-negative numbers, so every x has full relative accuracy however small the slack (after Grassmann, Taksar and Heyman 1985; Alfa, Xue and Ye
// 2002, Math. Comp. 71). N (n x n, by rows) and the others are overwritten; x is left in b. Where there is no slack at all, x is infinite.
func solveSlack(off, slack, b []float64) {
	n := len(b)
	for k := range n {
		d := pivotOf(off, slack, k)
		for i := k + 1; i < n; i++ {
			f := off[i*n+k]
			if f == 0 {
				continue
			}
			f = f / d
			for j := k + 1; j < n; j++ {
				if j != i {
					off[i*n+j] += float64(f * off[k*n+j])
				}
			}
			slack[i] += float64(f * slack[k])
			b[i] += float64(f * b[k])
		}
	}
	for k := n - 1; k >= 0; k-- {
		d := pivotOf(off, slack, k)
		for j := k + 1; j < n; j++ {
			b[k] += float64(off[k*n+j] * b[j])
		}
		b[k] = b[k] / d
	}
}

func pivotOf(off, slack []float64, k int) float64 {
	n, d := len(slack), slack[k]
	for j := k + 1; j < n; j++ {
		d += off[k*n+j]
	}
	return d
}
