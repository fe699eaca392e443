package worlds

import "math"

// acceleration takes a fixed-point iteration x <- x + f(x) to its end in fewer steps: it goes where, by what the last steps did to f, f would be
// least (Anderson 1965, J. ACM 12(4), in the form of Walker and Ni 2011, SIAM J. Numer. Anal. 49(4)). A step that made f larger is forgotten
// with all before it, and the next one is a plain one, so the iteration ends wherever the plain one does.
type acceleration struct {
	x, f   []float64   // before the last step
	norm   float64     // greatest entry of f
	dx, df [][]float64 // what the last steps changed, newest first
	q, s   [][]float64 // workspace: df made orthonormal, and the steps that belong to it
}

const (
	depth   = 8  // steps that are remembered
	longest = 20 // length of a step over the greatest entry of a plain one
)

// step moves x by one step whose plain form is x + f. Where far is set it takes that.
func (a *acceleration) step(x, f []float64, far bool) {
	norm := 0.0
	for _, y := range f {
		norm = math.Max(norm, math.Abs(y))
	}
	if far || a.x == nil || !(norm <= a.norm) {
		a.dx, a.df = a.dx[:0], a.df[:0]
	} else {
		a.remember(x, f)
	}
	a.x, a.f, a.norm = append(a.x[:0], x...), append(a.f[:0], f...), norm
	if far {
		a.norm = 0 // the next step learns nothing from this one
	}
	for j, y := range f {
		x[j] += y
	}
	a.q, a.s = a.q[:0], a.s[:0]
	for k, df := range a.df {
		a.lean(x, f, a.dx[k], df)
	}
	for j, y := range x {
		if !(math.Abs(y-a.x[j]) <= float64(longest*norm)) { // more than the past can tell
			for j, y := range f {
				x[j] = a.x[j] + y
			}
			a.dx, a.df = a.dx[:0], a.df[:0]
			return
		}
	}
}

// remember notes the step that has led to x.
func (a *acceleration) remember(x, f []float64) {
	n := min(len(a.dx)+1, depth)
	dx, df := make([]float64, len(x)), make([]float64, len(x))
	for j := range x {
		dx[j], df[j] = x[j]-a.x[j], f[j]-a.f[j]
	}
	a.dx, a.df = append([][]float64{dx}, a.dx[:n-1]...), append([][]float64{df}, a.df[:n-1]...)
}

// lean takes out of f, as x sees it, what a step in the past can take out that newer ones have left.
func (a *acceleration) lean(x, f, dx, df []float64) {
	v, s := make([]float64, len(x)), make([]float64, len(x))
	for j := range v {
		v[j], s[j] = df[j], dx[j]+df[j]
	}
	before := dot(v, v)
	for l, q := range a.q {
		h := dot(q, v)
		for j := range v {
			v[j] -= float64(h * q[j])
			s[j] -= float64(h * a.s[l][j])
		}
	}
	left := dot(v, v)
	if !(left > float64(1e-16*before)) { // nothing new
		return
	}
	size := math.Sqrt(left)
	for j := range v {
		v[j] /= size
		s[j] /= size
	}
	c := dot(v, f)
	for j := range x {
		x[j] -= float64(c * s[j])
	}
	a.q, a.s = append(a.q, v), append(a.s, s)
}

func dot(x, y []float64) (sum float64) {
	for j := range x {
		sum += float64(x[j] * y[j])
	}
	return sum
}
