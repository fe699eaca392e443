package equilibrium

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"

	"shakeout/internal/exact"
)

func TestSolveDense(t *testing.T) {
	for n := 1; n < 30; n += 4 {
		r := exact.NewStream(uint64(n), "matrix", "x", 0)
		a, b := make([]float64, n*n), make([]float64, n)
		for i := range a {
			a[i] = r.Uniform(-1, 1)
		}
		for i := range b {
			b[i] = r.Uniform(-1, 1)
		}
		var want mat.VecDense
		if err := want.SolveVec(mat.NewDense(n, n, append([]float64(nil), a...)), mat.NewVecDense(n, append([]float64(nil), b...))); err != nil {
			t.Fatal(err)
		}
		if !solveDense(a, b) {
			t.Fatalf("n = %d: got singular; want a solution", n)
		}
		for i := range b {
			if math.Abs(b[i]-want.AtVec(i)) > 1e-9*math.Max(1, math.Abs(b[i])) {
				t.Errorf("n = %d: got x[%d] = %v; want %v", n, i, b[i], want.AtVec(i))
			}
		}
	}
	if solveDense([]float64{1, 2, 2, 4}, []float64{1, 1}) {
		t.Error("got a solution of a singular system; want none")
	}
}

func TestSolveSlack(t *testing.T) {
	// Logit: N_kj = s_j, slack 1 - S, right side 1 gives 1/(1 - S) for all, to the last digits however close S is to 1.
	for _, slack := range []float64{0.5, 1e-6, 1e-20, 1e-200} {
		share := []float64{0.2, 0.3, 0.5}
		n := len(share)
		off, s, b := make([]float64, n*n), make([]float64, n), make([]float64, n)
		for k := range n {
			for j := range n {
				if j != k {
					off[k*n+j] = share[j] * (1 - slack)
				}
			}
			s[k], b[k] = slack, 1
		}
		solveSlack(off, s, b)
		for k, x := range b {
			if math.Abs(x*slack-1) > 1e-14 {
				t.Errorf("slack %v: got x[%d] = %v; want %v", slack, k, x, 1/slack)
			}
		}
	}
}
